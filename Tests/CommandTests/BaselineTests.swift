import TestSupport
import Testing

/// `--baseline` and its companions.
@Suite struct BaselineTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("m/1.sql", "CREATE INDEX ON a (x);\n")
    try directory.write("m/2.sql", "CREATE INDEX ON b (x);\nCREATE INDEX ON b (x);\n")
  }

  private func check(_ arguments: String..., in folder: String = ".") throws -> RunResult {
    let options = ["check", "--select", "index-not-concurrent", "--output-format", "concise"]
    return try run(whimbrelPath, options + arguments, in: "\(directory.path)/\(folder)")
  }

  /// The lines of the baseline, without its heading.
  private func entries() throws -> [String] {
    try readText("\(directory.path)/known").split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  @Test func whatIsKnownIsNotReported() throws {
    let written = try check("m", "--baseline", "known", "--write-baseline")
    #expect(written == RunResult(status: 0, standardOutput: "known: 3 findings\n"))
    #expect(try check("m", "--baseline", "known") == RunResult(status: 0))
    // Known is a statement wherever it stands and however it is spelled, as often as it was there; not another one.
    try directory.write(
      "m/1.sql", "SELECT 1;\n\ncreate  INDEX -- gone\n ON A(X);\nCREATE INDEX ON a (x);\n")
    try directory.write("m/2.sql", "CREATE INDEX ON b (x);\nCREATE INDEX ON c (x);\n")
    let found = try check("m", "--baseline", "known")
    #expect(found.status == 1)
    let places = found.standardOutput.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(places == ["m/1.sql:5:1:", "m/2.sql:2:1:"])
  }

  @Test func pathsStartAtTheBaseline() throws {
    _ = try check("m", "--baseline", "known", "--write-baseline")
    #expect(try check(".", "--baseline", "../known", in: "m") == RunResult(status: 0))
    #expect(try check("\(directory.path)/m", "--baseline", "known") == RunResult(status: 0))
    #expect(try entries().allSatisfy { $0.contains(" m/") })
  }

  @Test func totalsTellOfWhatIsKnown() throws {
    _ = try check("m", "--baseline", "known", "--write-baseline")
    let text = try runWhimbrel(
      "m", "--select", "index-not-concurrent", "--baseline", "known", in: directory)
    #expect(
      text.standardOutput
        == "no findings in 2 files (3 statements; 3 findings in the baseline)\n")
    let json = try runWhimbrel(
      "m", "--select", "index-not-concurrent", "--baseline", "known", "--output-format", "json",
      in: directory
    )
    #expect(json.standardOutput.contains("\"suppressed\":0,\"known\":3}"))
  }

  @Test func whatIsGoneLeavesTheBaseline() throws {
    _ = try check("m", "--baseline", "known", "--write-baseline")
    try directory.write("m/2.sql", "CREATE INDEX ON b (x);\n")
    let noted = try check("m", "--baseline", "known")
    #expect(noted.status == 0)
    #expect(noted.standardError.contains("--prune-baseline takes it out"))
    #expect(try entries().count == 2)
    // Of files that were not checked, and of rules that are off, nothing is known.
    _ = try check("m/1.sql", "--baseline", "known", "--prune-baseline")
    _ = try runWhimbrel(
      "m", "--ignore", "index-not-concurrent", "--baseline", "known", "--prune-baseline",
      in: directory)
    #expect(try entries().contains { $0.hasSuffix(" 2 m/2.sql") })
    let pruned = try check("m", "--baseline", "known", "--prune-baseline")
    #expect(pruned.standardError.hasPrefix("note: took 1 finding "))
    #expect(try entries().contains { $0.hasSuffix(" 1 m/2.sql") })
    // A file that is gone takes its findings along.
    _ = try run("/bin/rm", ["m/1.sql"], in: directory.path)
    _ = try check("m", "--baseline", "known", "--prune-baseline")
    #expect(try entries().count == 1)
    #expect(try check("m", "--baseline", "known") == RunResult(status: 0))
  }

  @Test func writingIsAboutTheFilesAtHand() throws {
    _ = try check("m/1.sql", "--baseline", "known", "--write-baseline")
    #expect(try entries().count == 1)
    _ = try check("m/2.sql", "--baseline", "known", "--write-baseline")
    #expect(try entries().count == 2)
    try directory.write("m/1.sql", "CREATE INDEX ON z (x);\n")
    _ = try check("m/1.sql", "--baseline", "known", "--write-baseline")
    #expect(try entries().count == 2)
    #expect(try check("m", "--baseline", "known") == RunResult(status: 0))
  }

  @Test func approvedFindingsAreNotKnown() throws {
    try directory.write(
      "m/1.sql", "CREATE INDEX ON a (x); -- whimbrel: allow index-not-concurrent -- why\n")
    _ = try check("m", "--baseline", "known", "--write-baseline")
    #expect(try entries().count == 1)
  }

  /// The key of whimbrel.toml names it, relative to that file; the option wins.
  @Test func theConfigurationNamesIt() throws {
    try directory.write("m/whimbrel.toml", "baseline = \"../known\"\n")
    let written = try check("m", "--write-baseline")
    #expect(written == RunResult(status: 0, standardOutput: "known: 3 findings\n"))
    #expect(try entries().allSatisfy { $0.contains(" m/") })
    #expect(try check("m") == RunResult(status: 0))
    #expect(try check("2.sql", in: "m") == RunResult(status: 0))
    #expect(try check("m", "--no-config").status == 1)
    try directory.write("none", "")
    #expect(try check("m", "--baseline", "none").status == 1)
    try directory.write("m/2.sql", "CREATE INDEX ON b (x);\n")
    #expect(try check("m", "--prune-baseline").standardError.hasPrefix("note: took 1 finding "))
    #expect(try entries().count == 2)
  }

  /// Each configuration has a baseline of its own.
  @Test func severalConfigurations() throws {
    try directory.write("m/whimbrel.toml", "baseline = \"known\"\n")
    try directory.write("n/1.sql", "CREATE INDEX ON c (x);\n")
    let unnamed = try check("m", "n", "--write-baseline")
    #expect(unnamed.status == 2)
    #expect(unnamed.standardError.contains("--baseline FILE"))
    try directory.write("n/whimbrel.toml", "baseline = \"known\"\n")
    #expect(try check("m", "n").status == 2)
    let written = try check("m", "n", "--write-baseline")
    #expect(written.standardOutput == "m/known: 3 findings\nn/known: 1 finding\n")
    #expect(try check("m", "n") == RunResult(status: 0))
  }

  @Test func mistakes() throws {
    let missing = try check("m", "--baseline", "known")
    #expect(missing.status == 2)
    #expect(missing.standardError.contains("known"))
    try directory.write("known", "# x\n\nindex-not-concurrent m/1.sql\n")
    let broken = try check("m", "--baseline", "known")
    #expect(broken.status == 2)
    #expect(broken.standardError.hasPrefix("error: known:3: "))
    #expect(try check("m", "--write-baseline").standardError.contains("--baseline FILE"))
    #expect(try check("m", "--prune-baseline").status == 2)
    #expect(
      try check("m", "--baseline", "b", "--write-baseline", "--prune-baseline").status == 2)
  }

  @Test func namesOfFilesMayHoldAnything() throws {
    try directory.write("m/a b\\n.sql", "CREATE INDEX ON a (x);\n")
    _ = try check("m", "--baseline", "known", "--write-baseline")
    #expect(try entries().contains { $0.hasSuffix(" 1 m/a b\\\\n.sql") })
    #expect(try check("m", "--baseline", "known") == RunResult(status: 0))
  }
}
