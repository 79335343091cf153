import TestSupport
import Testing

/// `--fix` and its companions. What fixes make of statements is on the pages of their rules.
@Suite struct FixTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func check(_ arguments: String..., input: String? = nil) throws -> RunResult {
    let options = ["check", "--select", "index-not-concurrent", "--output-format", "concise"]
    return try run(
      whimbrelPath, options + arguments, input: Array((input ?? "").utf8),
      in: directory.path)
  }

  private func text(_ path: String) throws -> String { try readText("\(directory.path)/\(path)") }

  @Test func filesAreChangedAndWhatIsLeftIsReported() throws {
    try directory.write(
      "m/1.sql", "-- ½\r\nCREATE INDEX ON a (x);\r\nBEGIN;\r\nCREATE INDEX ON b (x);\r\nCOMMIT;\r\n"
    )
    let found = try check("m", "--fix")
    #expect(
      try text("m/1.sql")
        == "-- ½\r\nCREATE INDEX CONCURRENTLY ON a (x);\r\nBEGIN;\r\nCREATE INDEX ON b (x);\r\nCOMMIT;\r\n"
    )
    #expect(found.status == 1)
    #expect(found.standardOutput.hasPrefix("m/1.sql:4:1: error: "))
    #expect(found.standardError == "note: 1 finding fixed in 1 file\n")
    #expect(try check("m", "--fix").standardError == "")
  }

  @Test func aDiffChangesNothing() throws {
    let sql = "CREATE INDEX ON a (x);\nSELECT 1;"
    try directory.write("m/1.sql", sql)
    let found = try check("m", "--diff")
    #expect(found.status == 1)
    #expect(
      found.standardOutput == """
        --- m/1.sql
        +++ m/1.sql
        @@ -1,2 +1,2 @@
        -CREATE INDEX ON a (x);
        +CREATE INDEX CONCURRENTLY ON a (x);
         SELECT 1;
        \\ No newline at end of file

        """)
    #expect(try text("m/1.sql") == sql)
    try directory.write("m/1.sql", "CREATE INDEX CONCURRENTLY ON a (x);\n")
    #expect(try check("m", "--diff") == RunResult(status: 0))
  }

  @Test func whatIsApprovedOrATemplateIsLeft() throws {
    let sql = """
      -- whimbrel: allow index-not-concurrent -- small
      CREATE INDEX ON a (x);
      {{ if big }}CREATE INDEX ON b (x);{{ end }}
      """
    try directory.write("m/1.sql", sql)
    _ = try check("m", "--fix")
    #expect(
      try text("m/1.sql").hasPrefix(
        "-- whimbrel: allow index-not-concurrent -- small\nCREATE INDEX ON a"))
    try directory.write("m/1.sql", "CREATE INDEX ON a (x);\nCREATE TABL b;\n")
    _ = try check("m", "--fix")
    #expect(try text("m/1.sql") == "CREATE INDEX ON a (x);\nCREATE TABL b;\n")
  }

  @Test func newMigrationsFollowTheOneThatIsSplit() throws {
    try directory.write(
      "m/00001_a.sql",
      "-- +goose Up\nSELECT 1;\nCREATE INDEX i ON a (x);\n-- +goose Down\nSELECT 1;\n")
    _ = try check("m", "--fix")
    #expect(try text("m/00001_a.sql").contains("INDEX"))
    _ = try check("m", "--unsafe-fixes")
    #expect(try text("m/00001_a.sql") == "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;\n")
    #expect(
      try text("m/00002_i.sql").hasPrefix(
        "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON a (x);\n"))
  }

  @Test func noPlaceForANewMigrationNoFix() throws {
    let sql = "-- +goose Up\nSELECT 1;\nCREATE INDEX i ON a (x);\n-- +goose Down\nSELECT 1;\n"
    try directory.write("m/00001_a.sql", sql)
    try directory.write("m/00002_b.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 1;\n")
    _ = try check("m", "--unsafe-fixes")
    #expect(try text("m/00001_a.sql") == sql)
  }

  @Test func standardInputGoesToStandardOutput() throws {
    let found = try check("-", "--fix", input: "CREATE INDEX ON a (x);\n")
    #expect(found.standardOutput == "CREATE INDEX CONCURRENTLY ON a (x);\n")
    #expect(found.status == 0)
    #expect(try check("-", "--fix", input: "SELECT 1;\n").standardOutput == "SELECT 1;\n")
  }

  @Test func whatIsOnTheBaseBranchIsLeftWhereAChecksumIsKept() throws {
    func git(_ arguments: String...) throws {
      let settings = ["-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgSign=false"]
      let result = try run("/usr/bin/env", ["git"] + settings + arguments, in: directory.path)
      #expect(result.status == 0)
    }
    try git("init", "-q", "-b", "main")
    try directory.write("m/V1__a.sql", "CREATE INDEX ON a (x);\n")
    try git("add", "-A")
    try git("commit", "-qm", "x")
    try directory.write("m/V2__b.sql", "CREATE INDEX ON b (x);\n")
    let flyway = ["--framework", "flyway", "--transport", "autocommit"]
    let found = try check("m", flyway[0], flyway[1], flyway[2], flyway[3], "--fix")
    #expect(try text("m/V1__a.sql") == "CREATE INDEX ON a (x);\n")
    #expect(try text("m/V2__b.sql") == "CREATE INDEX CONCURRENTLY ON b (x);\n")
    #expect(found.standardError.contains("not fixed: m/V1__a.sql is on the base branch"))
    _ = try check("m", flyway[0], flyway[1], flyway[2], flyway[3], "--fix", "--fix-applied")
    #expect(try text("m/V1__a.sql") == "CREATE INDEX CONCURRENTLY ON a (x);\n")
  }

  @Test func theIndexCannotBeFixed() throws {
    let found = try check("--staged", "--fix")
    #expect(found.status == 2)
    #expect(found.standardError.contains("--staged looks at what is in the index"))
  }
}
