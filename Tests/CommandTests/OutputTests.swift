import TestSupport
import Testing

/// What happens around the output: colours, terminals, readers that go away.
@Suite struct OutputTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// Runs a line of shell in which `$1` is whimbrel.
  private func shell(_ line: String) throws -> RunResult {
    try run("/bin/sh", ["-c", line, "sh", whimbrelPath], in: directory.path)
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    try directory.write("a.sql", String(repeating: ";", count: 100_000))
    let result = try shell("{ \"$1\" inspect tokens a.sql; echo $? >&2; } | head -n 1")
    #expect(result.standardError == "0\n")
    #expect(result.standardOutput.hasPrefix("{\"path\":\"a.sql\""))
  }

  @Test func outputThatCannotBeWrittenIsAnError() throws {
    try directory.write("a.sql", "")
    let closed = try shell("\"$1\" a.sql >&-")
    #expect(closed.status == 2)
    #expect(closed.standardError == "error: cannot write to standard output: it is closed\n")
  }

  #if os(Linux)
    @Test func aFullDiskIsAnError() throws {
      try directory.write("a.sql", "")
      let full = try shell("\"$1\" a.sql > /dev/full")
      #expect(full.status == 2)
      #expect(full.standardError == "error: cannot write to standard output: no space is left\n")
    }
  #endif

  @Test func everythingClosed() throws {
    try directory.write("a.sql", "")
    #expect(try shell("\"$1\" a.sql <&- >&- 2>&-").status == 2)
    #expect(try shell("\"$1\" - <&- 2>/dev/null").status == 2)
  }

  @Test func controlCharactersInPathsNeverReachTheTerminal() throws {
    let result = try runWhimbrel("\u{1B}[31m\n.sql", in: directory)
    #expect(
      result.standardError == "error: cannot read ␛[31m␊.sql: there is no such file or directory\n")
  }

  @Test(arguments: [
    ([:], [], false),
    (["FORCE_COLOR": "1"], [], true),
    (["FORCE_COLOR": "0"], [], false),
    (["FORCE_COLOR": ""], [], false),
    (["FORCE_COLOR": "1", "NO_COLOR": "1"], [], false),
    (["FORCE_COLOR": "1", "NO_COLOR": ""], [], true),
    (["NO_COLOR": "1"], ["--color", "always"], true),
    (["FORCE_COLOR": "1"], ["--color=never"], false),
    ([:], ["--color=auto"], false),
  ])
  func colors(environment: [String: String], options: [String], expected: Bool) throws {
    let result = try run(
      whimbrelPath, ["check", "nope.sql"] + options, in: directory.path, environment: environment)
    let error = expected ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    #expect(
      result.standardError == "\(error) cannot read nope.sql: there is no such file or directory\n")
  }

  #if os(Linux)
    @Test func aTerminalIsColoredUnlessItIsDumb() throws {
      let line = "script -qec '\"'\"$1\"'\" nope.sql' /dev/null"
      #expect(try shell("TERM=xterm \(line)").standardOutput.contains("\u{1B}[1;31merror:"))
      #expect(try shell("TERM=dumb \(line)").standardOutput.hasPrefix("error:"))
    }
  #endif
}
