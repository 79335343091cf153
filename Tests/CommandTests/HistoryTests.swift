import TestSupport
import Testing

/// A file is checked behind the other migrations of its directory, of which nothing is reported.
@Suite struct HistoryTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// What `certain-failure` and `not-valid-never-validated` find, as `path:line:column`.
  private func places(_ arguments: String..., input: String = "") throws -> [String] {
    let options = [
      "check", "--select", "certain-failure,rollback-fails,not-valid-never-validated",
      "--output-format",
      "concise",
    ]
    let result = try run(
      whimbrelPath, options + arguments, input: Array(input.utf8), in: directory.path)
    #expect(result.standardError == "")
    return result.standardOutput.split(separator: "\n").map { line in
      line.split(separator: ":").prefix(3).joined(separator: ":")
    }
  }

  @Test func whatRunsBeforeIsKnownAndNotReported() throws {
    try directory.write("m/1_a.sql", "CREATE TABLE a (x int); DROP TABLE missing;")
    try directory.write("m/2_b.sql", "CREATE TABLE b (x int);")
    try directory.write("m/10_c.sql", "CREATE TABLE b (x int);")
    try directory.write("m/11_d.sql", "CREATE TABLE b (x int);")
    try directory.write("m/1_a.down.sql", "DROP TABLE nowhere; DROP TABLE nowhere;")
    try directory.write("m/notes.sql", "CREATE TABLE b (x int);")
    #expect(try places("m/10_c.sql") == ["m/10_c.sql:1:1"])
    #expect(try places("m/10_c.sql", "--no-history") == [])
    // In the order of their names, however they are given.
    #expect(try places("m/10_c.sql", "m/2_b.sql") == ["m/10_c.sql:1:1"])
    #expect(try places("--no-history", "m/10_c.sql", "m/2_b.sql") == ["m/2_b.sql:1:1"])
    #expect(try places("m/1*_?.sql", "--no-history") == ["m/11_d.sql:1:1"])
  }

  @Test func laterFilesAreAskedOnlyForWhatTheyValidate() throws {
    try directory.write("1.sql", "CREATE TABLE b (x int);")
    try directory.write("2.sql", "ALTER TABLE b ADD CONSTRAINT c CHECK (x > 0) NOT VALID;")
    #expect(try places("2.sql").count == 1)
    try directory.write("3.sql", "ALTER TABLE b VALIDATE CONSTRAINT c;")
    #expect(try places("2.sql") == [])
    #expect(try places("2.sql", "--no-history").count == 1)
  }

  @Test func directoriesOfTheirOwn() throws {
    try directory.write("m/1_a/up.sql", "CREATE TABLE a (x int);")
    try directory.write("m/1_a/down.sql", "DROP TABLE a;")
    try directory.write("m/2_b/up.sql", "CREATE TABLE a (x int);")
    try directory.write("m/2_b/down.sql", "DROP TABLE a; DROP TABLE a;")
    try directory.write("m/3_c/notes.txt", "")
    #expect(try places("m/2_b/up.sql") == ["m/2_b/up.sql:1:1"])
    #expect(try places("m/1_a") == [])
    #expect(try places("m/2_b") == ["m/2_b/up.sql:1:1"])
    let inside = try run(
      whimbrelPath, ["--select", "certain-failure", "--output-format", "concise", "up.sql"],
      in: "\(directory.path)/m/2_b")
    #expect(inside.standardOutput.hasPrefix("up.sql:1:1: error"))
  }

  @Test func aWayBackIsCheckedBehindItsMigration() throws {
    try directory.write("001_a.up.sql", "CREATE TABLE a (x int);")
    try directory.write("001_a.down.sql", "DROP TABLE a; DROP TABLE a;")
    try directory.write("002_b.up.sql", "CREATE TABLE b (x int);")
    #expect(try places("001_a.down.sql") == ["001_a.down.sql:1:15"])
  }

  @Test func standardInputIsAFileOfItsDirectory() throws {
    try directory.write("m/1_a.sql", "CREATE TABLE a (x int);")
    try directory.write("m/2_b.sql", "SELECT 1;")
    let text = "CREATE TABLE a (x int);"
    #expect(try places("-", "--stdin-filename", "m/2_b.sql", input: text) == ["m/2_b.sql:1:1"])
    #expect(try places("-", "--stdin-filename", "m/3_new.sql", input: text).count == 1)
    #expect(try places("-", "--stdin-filename", "m/0_new.sql", input: text) == [])
    #expect(try places("-", input: text) == [])
  }

  @Test func whatIsExcludedIsNoHistory() throws {
    try directory.write("whimbrel.toml", "exclude = [\"1_a.sql\"]\n")
    try directory.write("1_a.sql", "CREATE TABLE a (x int);")
    try directory.write("2_b.sql", "CREATE TABLE a (x int);")
    #expect(try places("2_b.sql") == [])
  }

  @Test func aHistoryThatCannotBeReadIsSaidSo() throws {
    try directory.link("1_a.sql", to: "nowhere")
    try directory.write("2_b.sql", "SELECT 1;")
    let result = try runWhimbrel("2_b.sql", "--select", "certain-failure", in: directory)
    #expect(result.status == 0)
    #expect(
      result.standardError
        == "note: cannot read 1_a.sql: there is no such file or directory; what it does is not "
        + "known to the files after it\n")
  }
}
