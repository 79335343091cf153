import Diagnostics
import Lint
import Migrations
import Testing

/// Rules about enums, functions, policies and roles, where it takes more than a page's example.
@Suite struct CodeRuleTests {
  private let base = "CREATE TYPE mood AS ENUM ('a'); CREATE TABLE days (id bigint, mood mood);"

  // MARK: - Enums

  @Test(arguments: [
    "INSERT INTO days VALUES (1, 'b')",
    "UPDATE days SET mood = 'b'",
    "DELETE FROM days WHERE mood = 'b'",
    "SELECT 'b'::mood",
    "ALTER TABLE days ALTER mood SET DEFAULT 'b'",
    "ALTER TABLE days ADD CHECK (mood <> 'b') NOT VALID",
    "CREATE TABLE nights (mood mood DEFAULT 'b')",
    "CREATE VIEW good AS SELECT * FROM days WHERE mood = 'b'",
    "CREATE POLICY good ON days USING (mood = 'b')",
    "DO $$ BEGIN UPDATE days SET mood = 'b'; END $$",
  ])
  func aNewLabelCannotBeUsedBeforeCommit(_ use: String) async throws {
    let files = [base, "ALTER TYPE mood ADD VALUE 'b'; \(use);"]
    let found = await findings(files, transport: .transactionPerFile)
    let failure = try #require(found.first { $0.rule == "certain-failure" })
    #expect(failure.message.contains("55P04"))
    #expect(failure.help?.contains("an earlier migration") == true)
    let outside = await findings(files, transport: .autocommit)
    #expect(!outside.contains { $0.rule == "certain-failure" })
  }

  @Test func aNewLabelMayBeNamedWhereItIsNotUsed() async {
    let files = [
      base,
      "ALTER TYPE mood ADD VALUE 'b'; CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql "
        + "AS $$ BEGIN RETURN 'b'::mood; END $$;",
    ]
    #expect(!(await findings(files, transport: .transactionPerFile)).hasRule("certain-failure"))
  }

  /// Since 17, a label of a type that the same transaction makes can be used.
  @Test(arguments: [(14...16, true), (17...18, false)])
  func labelOfANewType(_ versions: ClosedRange<Int>, fails: Bool) async {
    let file = "CREATE TYPE m AS ENUM ('a'); ALTER TYPE m ADD VALUE 'b'; SELECT 'b'::m;"
    let found = await findings([file], transport: .transactionPerFile, postgres: versions)
    #expect(found.hasRule("certain-failure") == fails)
  }

  @Test(arguments: ["CREATE TYPE x AS ENUM ('a', 'a')", "ALTER TYPE mood ADD VALUE 'a'"])
  func aLabelThatIsThere(_ sql: String) async {
    #expect((await findings([base, sql + ";"])).hasRule("certain-failure"))
  }

  // MARK: - What later files mend

  private let definer =
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"

  @Test(arguments: [
    "ALTER FUNCTION f() SET search_path = public, pg_temp;",
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    "DROP FUNCTION f();",
  ])
  func aLaterFileMendsTheFunction(_ mending: String) async {
    #expect(!(await findings([definer, mending])).hasRule("security-definer-search-path"))
    // Before it, it mends nothing; elsewhere neither.
    #expect((await findings([mending, definer])).hasRule("security-definer-search-path"))
    let elsewhere = await lint([
      input("a/001_a.sql", definer, .implicit), input("b/002_b.sql", mending, .implicit),
    ])
    #expect(elsewhere[0].findings.hasRule("security-definer-search-path"))
  }

  @Test func anotherOverloadMendsNothing() async {
    let other = "ALTER FUNCTION f(int) SET search_path = public, pg_temp;"
    #expect((await findings([definer, other])).hasRule("security-definer-search-path"))
  }

  @Test func aPolicyOfALaterFileOpensTheTable() async {
    let table = "CREATE TABLE notes (id bigint);"
    let enable = "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;"
    let policy = "CREATE POLICY p ON notes USING (id > 0);"
    let rule = "row-security-without-policy"
    #expect((await findings([table, enable])).hasRule(rule))
    #expect(!(await findings([table, enable, policy])).hasRule(rule))
    #expect(!(await findings([table + policy, enable])).hasRule(rule))
    #expect(!(await findings([table + enable, "SELECT 1;"])).hasRule(rule))
  }

  // MARK: - Secrets

  @Test(arguments: ["'x'", "E'x'", "$$x$$", "'md5a3556571e93b0d20722ba62be61e8c2d'"])
  func password(_ constant: String) async {
    #expect((await findings(["CREATE ROLE r PASSWORD \(constant);"])).hasRule("password-in-sql"))
  }

  @Test(arguments: [
    "NULL", "''", "'${PASSWORD}'", "'{{ password }}'", ":'p'", "'SCRAM-SHA-256$4096:x'",
  ])
  func noPassword(_ constant: String) async {
    #expect(!(await findings(["CREATE ROLE r PASSWORD \(constant);"])).hasRule("password-in-sql"))
  }

  /// The message is printed in logs.
  @Test func aPasswordIsNotRepeated() async {
    let found = await findings(["CREATE ROLE r PASSWORD 'hunter2';"])
    #expect(!found.contains { ($0.message + ($0.help ?? "")).contains("hunter2") })
  }

  // MARK: - Texts that a function executes

  @Test(arguments: [
    "EXECUTE 'DROP TABLE ' || a", "EXECUTE concat('DROP TABLE ', a)",
    "EXECUTE format('DROP TABLE %s', a)", "EXECUTE format('DROP %2$s %1$s', 1, a)",
    "EXECUTE 'DROP TABLE ' || upper(a)", "EXECUTE 'DROP TABLE ' || f.a",
    "s := 'DROP TABLE '; s := s || a; EXECUTE s",
    "FOR r IN EXECUTE 'SELECT ' || coalesce(a, 'x') LOOP NULL; END LOOP",
  ])
  func anArgumentInDynamicSQL(_ code: String) async {
    #expect((await findings([function(code)])).hasRule("dynamic-sql-injection"))
  }

  @Test(arguments: [
    ("'x ' || a || ' ' || b", "a and b become part of the SQL as they are"),
    ("format('x %s %I %s', a, b, c)", "a and c become part of the SQL as they are"),
    ("'x ' || a || a", "a becomes part of the SQL as it is"),
    ("'x ' || CASE WHEN b = 'd' THEN a ELSE 'A' END", "a becomes part of the SQL as it is"),
  ])
  func allArgumentsAreNamed(_ text: String, _ message: String) async throws {
    let sql =
      "CREATE FUNCTION f(a text, b text, c text) RETURNS void LANGUAGE plpgsql AS $$ "
      + "BEGIN EXECUTE \(text); END $$;"
    let found = try #require(
      await findings([sql]).first { $0.rule == "dynamic-sql-injection" })
    #expect(found.message.hasPrefix(message))
  }

  @Test(arguments: [
    "EXECUTE 'DROP TABLE ' || quote_ident(a)", "EXECUTE format('DROP TABLE %I', a)",
    "EXECUTE format('SELECT 100 %% %1$L', a)", "EXECUTE 'SELECT $1' USING a",
    "EXECUTE 'LIMIT ' || n", "EXECUTE 'DROP TABLE ' || a::regclass", "EXECUTE a",
    "s := quote_ident(a); EXECUTE 'DROP TABLE ' || s", "RAISE NOTICE '%', 'x' || a",
  ])
  func noArgumentInDynamicSQL(_ code: String) async {
    #expect(!(await findings([function(code)])).hasRule("dynamic-sql-injection"))
  }

  private func function(_ code: String) -> String {
    "CREATE FUNCTION f(a text, n int) RETURNS void LANGUAGE plpgsql AS $$ "
      + "DECLARE s text; r record; BEGIN \(code); END $$;"
  }

  // MARK: - Row security

  @Test(arguments: [
    ("pg_cron", "cron.job", false), ("timescaledb", "_timescaledb_catalog.chunk", false),
    ("pg_cron", "auth.users", true), ("pg_cron", "job", true), ("citext", "cron.job", true),
  ])
  func anExtensionMakesThePoliciesOfItsTables(
    _ made: String, _ table: String, _ isTold: Bool
  ) async {
    let found = await findings([
      "CREATE EXTENSION IF NOT EXISTS \(made) WITH SCHEMA extensions;",
      "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;",
    ])
    #expect(found.hasRule("row-security-without-policy") == isTold)
  }

  @Test func whatTheExtensionDoesNotMakeIsOfTheFiles() async {
    let found = await findings([
      "CREATE EXTENSION pg_cron;\nCREATE TABLE cron.note (a int);",
      "ALTER TABLE cron.note ENABLE ROW LEVEL SECURITY;",
    ])
    #expect(found.hasRule("row-security-without-policy"))
  }

  // MARK: - Required columns

  @Test(arguments: [
    ("c int NOT NULL", "", true), ("c int NOT NULL UNIQUE", "", false),
    ("c int NOT NULL REFERENCES u (id)", "", false),
    ("c int NOT NULL, ADD FOREIGN KEY (c) REFERENCES u (id)", "", false),
    ("c int NOT NULL", "ALTER TABLE t ADD UNIQUE (c);", false),
    ("c int NOT NULL", "CREATE UNIQUE INDEX ON t (c);", false),
    ("c int NOT NULL", "CREATE INDEX ON t (c);", true),
    ("c int NOT NULL", "CREATE UNIQUE INDEX ON t (a);", true),
  ])
  func aDefaultIsNoKey(_ column: String, _ later: String, _ offersDefault: Bool) async throws {
    let found = await findings([
      "CREATE TABLE u (id int PRIMARY KEY);\nCREATE TABLE t (a int);",
      "ALTER TABLE t ADD \(column);\n\(later)",
    ])
    let required = try #require(found.first { $0.rule == "adding-required-column" })
    #expect(try #require(required.help).hasPrefix("a DEFAULT") == offersDefault)
  }

  // MARK: - Help

  private func findings(
    _ files: [String], transport: Transport = .implicit, postgres: ClosedRange<Int> = 14...18
  ) async -> [Finding] {
    let inputs = files.enumerated().map { number, sql in
      input("db/00\(number + 1)_a.sql", sql, transport, postgres)
    }
    return await lint(inputs).flatMap(\.findings)
  }

  private func input(
    _ path: String, _ sql: String, _ transport: Transport, _ postgres: ClosedRange<Int> = 14...18
  ) -> LintInput {
    var settings = LintSettings(postgres: postgres)
    settings.runner.transport = transport
    return LintInput(path: path, bytes: Array(sql.utf8), settings: settings)
  }
}

extension [Finding] {
  fileprivate func hasRule(_ rule: String) -> Bool { contains { $0.rule == rule } }
}
