import TestSupport
import Testing

@Suite struct DriftTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("db/m/001_users.sql", "CREATE TABLE users (id int, name varchar(50));")
    try directory.write("db/m/002_email.sql", "\nALTER TABLE users ADD COLUMN email text;")
  }

  @Test func inStep() throws {
    try directory.write(
      "db/schema.sql", "CREATE TABLE users (id int, name varchar(50), email text)")
    let result = try runWhimbrel("drift", in: directory)
    #expect(result.status == 0)
    #expect(result.standardOutput == "db/schema.sql is in step with 2 migrations\n")
  }

  @Test func differencesHavePlacesOnBothSides() throws {
    try directory.write("old.sql", "CREATE TABLE users (id int,\n name text);\nCREATE TABLE x ()")
    let result = try runWhimbrel("drift", "--schema", "old.sql", "db/m", in: directory)
    #expect(result.status == 1)
    #expect(
      result.standardOutput == """
        column public.users.email is missing
          made by db/m/002_email.sql:2
        table public.x is made by no migration
          in old.sql:3
        column public.users.name: type is text instead of character varying(50)
          made by db/m/001_users.sql:1, in old.sql:1

        old.sql differs from 2 migrations in 3 things

        """)
    let json = try runWhimbrel(
      "drift", "--schema", "old.sql", "db/m", "--output-format", "json", in: directory)
    #expect(
      json.standardOutput.contains(
        #"{"difference":"missing","kind":"column","name":"public.users.email","migration":{"path":"db/m/002_email.sql","line":2}}"#
      ))
  }

  @Test func whatCannotBeCompared() throws {
    let none = try runWhimbrel("drift", in: directory)
    #expect(none.status == 2)
    #expect(
      none.standardError
        == "error: no file with the whole schema was found; name it with --schema\n")
    let missing = try runWhimbrel("drift", "--schema", "no.sql", in: directory)
    #expect(missing.status == 2)
    #expect(missing.standardError.contains("cannot read no.sql"))
    try directory.write("other/1_a.sql", "SELECT 1")
    try directory.write("schema.sql", "")
    let two = try runWhimbrel("drift", in: directory)
    #expect(two.status == 2)
    #expect(two.standardError.contains("migrations in 2 directories (db/m, other)"))
  }

  @Test func aDumpAmongTheMigrationsIsOneOfThem() throws {
    try directory.write(
      "db/m/000_baseline.sql", "--\n-- PostgreSQL database dump\n--\nCREATE TABLE old ();")
    try directory.write(
      "schema.sql", "CREATE TABLE users (id int, name varchar(50), email text); CREATE TABLE old ()"
    )
    let result = try runWhimbrel("drift", "db/m", in: directory)
    #expect(result.standardOutput == "schema.sql is in step with 3 migrations\n")
  }

  /// Flyway's repeatable migrations run behind all others, a plan of sqitch's is in the order of its lines.
  @Test func migrationsRunInTheOrderOfTheirRunner() throws {
    try directory.write("f/R__names.sql", "CREATE VIEW names AS SELECT name FROM users;")
    try directory.write("f/V1__users.sql", "CREATE TABLE users (name text);")
    try directory.write(
      "f.sql", "CREATE TABLE users (name text); CREATE VIEW names AS SELECT name FROM users")
    let flyway = try runWhimbrel("drift", "f", "--schema", "f.sql", in: directory)
    #expect(flyway.standardOutput == "f.sql is in step with 2 migrations\n")
    try directory.write(
      "s/sqitch.plan",
      "%project=x\n\nusers 2025-01-01T00:00:00Z a <a>\nemail 2025-01-02T00:00:00Z a <a>\n")
    try directory.write("s/deploy/users.sql", "CREATE TABLE users (name text);")
    try directory.write("s/deploy/email.sql", "ALTER TABLE users ADD COLUMN email text;")
    try directory.write("s.sql", "CREATE TABLE users (name text, email text)")
    let sqitch = try runWhimbrel("drift", "s", "--schema", "s.sql", in: directory)
    #expect(sqitch.standardOutput == "s.sql is in step with 2 migrations\n")
  }
}
