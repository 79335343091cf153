import TestSupport
import Testing

/// Which configuration counts for a file, and what happens where it is broken. Messages are Config's and tested there.
@Suite struct ConfigurationFileTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    for file in ["a.sql", "m/b.sql", "m/old/c.sql"] {
      try directory.write(file, "DROP TABLE users;\n")
    }
  }

  /// `path severity` of each finding of drop-table.
  private func findings(_ arguments: String..., status: Int32) throws -> [String] {
    let result = try run(
      whimbrelPath, ["--output-format", "concise", "--select", "drop-table"] + arguments,
      in: directory.path)
    #expect(result.status == status)
    #expect(result.standardError == "")
    return result.standardOutput.split(separator: "\n").map { line in
      let parts = line.split(separator: ":")
      return "\(parts[0])\(parts[3])"
    }
  }

  @Test func withoutOne() throws {
    #expect(
      try findings(".", status: 1) == ["a.sql error", "m/b.sql error", "m/old/c.sql error"])
  }

  @Test func theNearestCounts() throws {
    try directory.write("whimbrel.toml", "[rules]\ndrop-table = \"info\"\n")
    try directory.write(
      "m/whimbrel.toml", "rules = { drop-table = \"warning\" }\nfail-on = \"info\"\n")
    #expect(
      try findings(".", status: 1) == ["a.sql info", "m/b.sql warning", "m/old/c.sql warning"])
    #expect(try findings("a.sql", status: 0) == ["a.sql info"])
    #expect(try findings("m", "--fail-on", "error", status: 0).count == 2)
    #expect(try findings("m", "--exit-zero", status: 0).count == 2)
    #expect(
      try findings(".", "--no-config", status: 1)
        == ["a.sql error", "m/b.sql error", "m/old/c.sql error"])
    #expect(
      try findings(".", "--config", "m/whimbrel.toml", status: 1)
        == ["a.sql warning", "m/b.sql warning", "m/old/c.sql warning"])
  }

  @Test func overridesAndExclusionsCountFromTheFile() throws {
    try directory.write(
      "m/whimbrel.toml",
      """
      [[overrides]]
      paths = ["old/*"]
      rules.drop-table = "info"
      [[overrides]]
      paths = ["m/**"]
      rules.drop-table = "off"
      """)
    #expect(
      try findings(".", status: 1) == ["a.sql error", "m/b.sql error", "m/old/c.sql info"])
    try directory.write("m/whimbrel.toml", "exclude = [\"old\", \"a.sql\"]\n")
    #expect(try findings(".", status: 1) == ["a.sql error", "m/b.sql error"])
    #expect(try findings("m/old/c.sql", "m/b.sql", status: 1) == ["m/b.sql error"])
  }

  @Test func whereEverythingIsExcludedNothingIsWrong() throws {
    try directory.write("whimbrel.toml", "exclude = [\"m\"]\n")
    for arguments in [["m"], ["m/b.sql"], ["m/*.sql"], ["-", "--stdin-filename", "m/new.sql"]] {
      let result = try run(whimbrelPath, arguments + ["--quiet"], in: directory.path)
      #expect(result == RunResult(status: 0))
    }
    let result = try runWhimbrel("m/b.sql", in: directory)
    #expect(result.status == 0)
    #expect(
      result.standardError
        == "note: nothing to check: the configuration excludes everything that was given\n")
  }

  @Test func standardInputBelongsToItsDirectory() throws {
    try directory.write("m/whimbrel.toml", "[rules]\ndrop-table = \"info\"\n")
    func severity(_ arguments: String...) throws -> Substring? {
      let result = try run(
        whimbrelPath, ["--output-format", "concise", "--select", "drop-table", "-"] + arguments,
        input: Array("DROP TABLE users;".utf8), in: directory.path)
      return result.standardOutput.split(separator: ": ").dropFirst().first
    }
    #expect(try severity() == "error")
    #expect(try severity("--stdin-filename", "m/new.sql") == "info")
    #expect(try severity("--stdin-filename", "m/not/yet/there/new.sql") == "info")
  }

  @Test func aBrokenOneStopsItsFilesOnly() throws {
    try directory.write("m/whimbrel.toml", "preset = \"al\"\n[rules]\ndrop-tabel = \"off\"\n")
    let result = try runWhimbrel(
      "--output-format", "concise", "--select", "drop-table", ".", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError == """
        m/whimbrel.toml:1:10: error: unknown preset "al"; did you mean "all"?
        m/whimbrel.toml:3:1: error: unknown rule "drop-tabel"; did you mean "drop-table"?

        """)
    #expect(result.standardOutput.hasPrefix("a.sql:1:"))
    #expect(result.standardOutput.split(separator: "\n").count == 1)
  }

  @Test func oneThatWasAskedForMustBeThere() throws {
    let result = try runWhimbrel("--config", "none.toml", "a.sql", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError == "error: cannot read none.toml: there is no such file or directory\n")
    try directory.write("broken.toml", "preset = = 1\n")
    let broken = try runWhimbrel("--config", "broken.toml", "a.sql", in: directory)
    #expect(broken.status == 2)
    #expect(broken.standardError.hasPrefix("broken.toml:1:10: error: this is not TOML: "))
  }

  @Test func oneThatCannotBeReadIsSaid() throws {
    try directory.link("m/whimbrel.toml", to: "gone.toml")
    let result = try runWhimbrel("m/b.sql", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError
        == "error: cannot read \(directory.path)/m/whimbrel.toml: it is a symbolic link to a file that does not exist\n"
    )
  }
}
