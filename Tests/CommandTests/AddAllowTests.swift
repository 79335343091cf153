import TestSupport
import Testing

/// `--add-allow`.
@Suite struct AddAllowTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// The text of a file with approvals; a second check finds nothing, and no approval is one too many.
  private func approved(
    _ text: String, rules: String = "drop-table,missing-if-exists", preset: String = "documented"
  ) throws -> String {
    let path = try directory.write("m/1.sql", text)
    let options = [
      "check", "m", "--preset", preset, "--select", rules + ",unused-allow", "--no-history",
    ]
    let first = try run(
      whimbrelPath, options + ["--add-allow", "agreed in #7"], in: directory.path)
    #expect(first.status == 0)
    #expect(first.standardOutput.hasPrefix("m/1.sql: "))
    let second = try run(
      whimbrelPath, options + ["--output-format", "concise"], in: directory.path)
    #expect(second.standardOutput == "")
    let written = try readText(path)
    let third = try run(whimbrelPath, options + ["--add-allow", "again"], in: directory.path)
    #expect(third == RunResult(status: 0))
    #expect(try readText(path) == written)
    return written
  }

  @Test func aCommentStandsAboveTheStatement() throws {
    #expect(
      try approved("SELECT 1;\n  DROP TABLE a,\n    b;\n")
        == """
        SELECT 1;
          -- whimbrel: allow drop-table, missing-if-exists -- agreed in #7
          DROP TABLE a,
            b;

        """)
  }

  @Test func orBeforeItOnItsLine() throws {
    #expect(
      try approved("SELECT 1; DROP TABLE a;", rules: "drop-table")
        == "SELECT 1; /* whimbrel: allow drop-table -- agreed in #7 */ DROP TABLE a;")
  }

  @Test func lineBreaksAndByteOrderMarksStay() throws {
    #expect(
      try approved("\u{FEFF}DROP TABLE a;\r\n", rules: "drop-table")
        == "\u{FEFF}-- whimbrel: allow drop-table -- agreed in #7\r\nDROP TABLE a;\r\n")
  }

  @Test func codeInABlockIsCoveredByIt() throws {
    #expect(
      try approved("DO $$\nBEGIN\n  DROP TABLE a;\nEND $$;\n", rules: "drop-table")
        .hasPrefix("-- whimbrel: allow drop-table -- agreed in #7\nDO $$\n"))
  }

  @Test func whatIsAboutTheFileIsApprovedForIt() throws {
    #expect(
      try approved("-- +goose Up\nDROP TABLE a;\n", rules: "drop-table,missing-rollback")
        == """
        -- +goose Up
        -- whimbrel: allow drop-table, missing-rollback -- agreed in #7
        DROP TABLE a;

        """)
    #expect(
      try approved("-- +goose Up\nSELECT 1;\n-- +goose Down\n", rules: "empty-rollback")
        == """
        -- +goose Up
        -- whimbrel: allow-file empty-rollback -- agreed in #7
        SELECT 1;
        -- +goose Down

        """)
  }

  @Test(arguments: [
    (
      "-- Rollback:\n--   DROP TABLE a;\n",
      "-- Rollback:\n--   whimbrel: allow rollback-loses-data -- agreed in #7\n--   DROP TABLE a;\n"
    ),
    (
      "/* Rollback:\n  DROP TABLE a;\n*/\n",
      "/* Rollback:\n  -- whimbrel: allow rollback-loses-data -- agreed in #7\n  DROP TABLE a;\n*/\n"
    ),
    (
      "-- Rollback: DROP TABLE a;\n",
      "-- Rollback: DROP TABLE a; -- whimbrel: allow rollback-loses-data -- agreed in #7\n"
    ),
  ])
  func rollbacksInComments(text: String, expected: String) throws {
    let up = "CREATE TABLE IF NOT EXISTS a (id int);\n"
    #expect(try approved(up + text, rules: "rollback-loses-data") == up + expected)
  }

  @Test func whatRunnersKeepAChecksumOfIsLeftAlone() throws {
    func git(_ arguments: String...) throws {
      let settings = ["-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgSign=false"]
      #expect(
        try run("/usr/bin/env", ["git"] + settings + arguments, in: directory.path).status == 0)
    }
    try git("init", "-q", "-b", "main")
    try directory.write("sql/V1__a.sql", "DROP TABLE a;\n")
    try git("add", "-A")
    try git("commit", "-qm", "x")
    try directory.write("sql/V1__a.sql", "DROP TABLE a;\nDROP TABLE c;\n")
    try directory.write("sql/V2__b.sql", "DROP TABLE b;\n")
    let result = try runWhimbrel(
      "sql", "--since", "main", "--select", "drop-table", "--framework", "flyway", "--add-allow",
      "why", in: directory)
    #expect(result.status == 1)
    #expect(result.standardOutput == "sql/V2__b.sql: 1 finding approved\n")
    #expect(result.standardError.contains("sql/V1__a.sql is not changed: it is on the base branch"))
    // Whoever does not ask about git is spared all the same.
    try directory.write("sql/V1__a.sql", "DROP TABLE a;\n")
    let unasked = try runWhimbrel(
      "sql/V1__a.sql", "--framework", "flyway", "--add-allow", "why", in: directory)
    #expect(unasked.status == 1)
    #expect(!(try readText("\(directory.path)/sql/V1__a.sql")).contains("whimbrel"))
  }

  @Test func mistakes() throws {
    try directory.write("m/1.sql", "DROP TABLE a;\n")
    for reason in ["", "a\nb", "a */ b"] {
      #expect(try runWhimbrel("m", "--add-allow", reason, in: directory).status == 2)
    }
    #expect(try runWhimbrel("-", "--add-allow", "x", in: directory).status == 2)
    #expect(try runWhimbrel("m", "--staged", "--add-allow", "x", in: directory).status == 2)
    #expect(try runWhimbrel("m", "--fix", "--add-allow", "x", in: directory).status == 2)
    #expect(try readText("\(directory.path)/m/1.sql") == "DROP TABLE a;\n")
  }
}
