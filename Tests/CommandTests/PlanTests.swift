import TestSupport
import Testing

@Suite struct PlanTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// The example, with the picture in README.md: `scripts/plan-picture` writes both anew.
  @Test(arguments: [
    ("text", "examples/incident/plan.txt"), ("svg", "docs/images/plan-incident.svg"),
  ])
  func theExampleIsAsShown(format: String, path: String) throws {
    let result = try run(
      whimbrelPath, ["plan", "--output-format", format, "examples/incident"], in: packageRoot,
      environment: ["COLUMNS": "80"])
    #expect(result.status == 1)
    expectFile("\(packageRoot)/\(path)", holds: result.standardOutput)
  }

  @Test func whatComesBeforeInTheDirectoryIsKnown() throws {
    try directory.write("m/1_a.sql", "CREATE TABLE a (x int);")
    try directory.write("m/2_b.sql", "DROP TABLE a;")
    try directory.write("m/10_c.sql", "DROP TABLE a;")
    let last = try runWhimbrel("plan", "m/10_c.sql", in: directory)
    #expect(last.status == 1)
    #expect(last.standardOutput.contains("table \"a\" does not exist"))
    let alone = try runWhimbrel("plan", "--no-history", "m/10_c.sql", in: directory)
    #expect(alone.status == 0)
    let second = try runWhimbrel(
      "plan", "--history", "m/1_a.sql", "m/10_c.sql", "--output-format", "json", in: directory)
    #expect(second.status == 0)
    #expect(second.standardOutput.contains("\"history\":1,"))
  }

  @Test func migrationsInDirectoriesOfTheirOwn() throws {
    try directory.write("m/1_a/migration.sql", "CREATE TABLE a (x int); DROP TABLE a;")
    try directory.write("m/2_b/migration.sql", "DROP TABLE a;")
    #expect(try runWhimbrel("plan", "m/2_b/migration.sql", in: directory).status == 1)
  }

  @Test func waysBackAreLeftOutUnlessTheyAreAskedFor() throws {
    try directory.write("m/1_a.up.sql", "CREATE INDEX ON a (x);")
    try directory.write("m/1_a.down.sql", "DROP TABLE b;")
    let up = try runWhimbrel("plan", "m", in: directory)
    #expect(!up.standardOutput.contains("DROP TABLE b"))
    #expect(up.standardOutput.contains("[x] A rollback is prepared"))
    let down = try runWhimbrel("plan", "--no-history", "m/1_a.down.sql", in: directory)
    #expect(down.standardOutput.contains("loses table b"))
  }

  @Test func theSchemaFileAboveIsCompared() throws {
    try directory.write("whimbrel.toml", "")
    try directory.write("schema.sql", "CREATE TABLE a (x int);")
    try directory.write("db/m/1_a.sql", "CREATE TABLE a (x int);")
    try directory.write("db/m/2_b.sql", "CREATE TABLE b (x int);")
    let one = try runWhimbrel("plan", "db/m/1_a.sql", in: directory)
    #expect(one.standardOutput.contains("[x] schema.sql is in step"))
    let two = try runWhimbrel("plan", "db/m/2_b.sql", in: directory)
    #expect(
      two.standardOutput.contains("[ ] schema.sql is in step\n      table b is missing"))
  }

  @Test func theConfigurationSaysHowFilesAreSent() throws {
    try directory.write(
      "whimbrel.toml", "transport = \"transaction-per-file\"\npostgres = \"13-16\"\n")
    try directory.write("1.sql", "CREATE INDEX CONCURRENTLY ON a (x); SELECT 1;")
    let result = try runWhimbrel("plan", "1.sql", in: directory)
    #expect(result.status == 1)
    #expect(result.standardOutput.contains("Before it runs on PostgreSQL 13"))
    let other = try runWhimbrel(
      "plan", "1.sql", "--transport", "autocommit", "--postgres", "17", in: directory)
    #expect(other.status == 0)
    #expect(other.standardOutput.contains("Before it runs on PostgreSQL 17"))
  }

  @Test func standardInput() throws {
    let result = try runWhimbrel("plan", "-", input: "CREATE INDEX ON a (x);", in: directory)
    #expect(result.status == 0)
    #expect(result.standardOutput.hasPrefix("<stdin>\n  blocks writes of a while"))
  }

  @Test func theWidthIsThatOfTheTerminal() throws {
    let sql = "CREATE INDEX ON a (\((1...60).map { "column_\($0)" }.joined(separator: ", ")));"
    for width in [60, 132] {
      let result = try runWhimbrel(
        "plan", "-", input: sql, in: directory, environment: ["COLUMNS": "\(width)"])
      let longest = result.standardOutput.split(separator: "\n").map(\.count).max()
      #expect(longest == width)
    }
  }

  @Test func wrongUsage() throws {
    let version = try runWhimbrel("plan", "--postgres", "11", "-", in: directory)
    #expect(version.status == 2)
    #expect(version.standardError.contains("whimbrel knows the versions 12 to 18"))
    let format = try runWhimbrel("plan", "--output-format", "sarif", "-", in: directory)
    #expect(format.status == 2)
    let nothing = try runWhimbrel("plan", in: directory)
    #expect(nothing.status == 2)
  }
}
