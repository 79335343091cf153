import TestSupport
import Testing

/// What rule changelog-entry has from the files beside the migrations.
@Suite struct ChangelogTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("whimbrel.toml", "preset = \"documented\"\n")
    for number in ["001", "002"] {
      try directory.write(
        "migrations/\(number)_users.sql",
        "-- Reversible: No, it is a test\nCREATE TABLE IF NOT EXISTS t\(number) (id int);\n")
    }
  }

  private func findings(_ arguments: String..., status: Int32 = 0) throws -> [String] {
    let result = try run(
      whimbrelPath, ["--output-format", "concise", "--select", "changelog-entry"] + arguments,
      in: directory.path)
    #expect(result.status == status)
    return (result.standardError + result.standardOutput).split(separator: "\n").map(String.init)
  }

  @Test func thatBesideThemIsRead() throws {
    try directory.write("migrations/CHANGELOG.md", "## [001] Users - 2025-11-10\n")
    #expect(
      try findings() == [
        "migrations/002_users.sql:2:1: warning: migrations/CHANGELOG.md has no entry for migration 002 [changelog-entry]"
      ])
    // A hook asks about one file only.
    #expect(try findings("migrations/001_users.sql") == [])
    #expect(try findings("migrations/002_users.sql").count == 1)
  }

  @Test func theConfigurationNamesAnother() throws {
    try directory.write("whimbrel.toml", "preset = \"documented\"\nchangelog = \"docs/log.md\"\n")
    #expect(
      try findings(status: 2) == [
        "error: cannot read docs/log.md: there is no such file or directory"
      ])
    // Where nobody asks, nobody looks.
    #expect(try runWhimbrel("--preset", "recommended", in: directory).status == 0)
    try directory.write(
      "docs/log.md", "## [002] More - 2025-11-11\n## [001] Users - 2025-11-10\n")
    #expect(try findings() == [])
  }

  @Test func foldersOfMigrationsHaveItBesideThem() throws {
    try directory.write("db/20250101_a/up.sql", "CREATE TABLE IF NOT EXISTS a (id int);\n")
    try directory.write("db/20250101_a/down.sql", "DROP TABLE IF EXISTS a;\n")
    try directory.write("db/CHANGELOG.md", "## [20250102] B - 2025-01-02\n")
    #expect(
      try findings("db") == [
        "db/20250101_a/up.sql:1:1: warning: db/CHANGELOG.md has no entry for migration 20250101 [changelog-entry]",
        "db/20250101_a/up.sql:1:1: warning: db/CHANGELOG.md has an entry for migration 20250102, which does not exist [changelog-entry]",
      ])
  }

  @Test func itsLinesAreShown() throws {
    try directory.write(
      "migrations/CHANGELOG.md",
      "# Log\n\n## [002] More - 2025-11-11\n- Rollback available: Yes\n\n## [001] Users - 2025-11-10\n"
    )
    let result = try runWhimbrel("--select", "changelog-entry", in: directory)
    #expect(
      result.standardOutput.contains(
        """
        note: what it says
         --> migrations/CHANGELOG.md:4:3
          |
        4 | - Rollback available: Yes
          |   -----------------------
        """))
  }
}
