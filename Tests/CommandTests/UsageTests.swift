import TestSupport
import Testing

@Suite struct UsageTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("a.sql", "")
  }

  @Test(arguments: [
    (["--bogus"], "Error: Unknown option '--bogus'"),
    (
      ["--preset", "recomended"],
      "Error: --preset: unknown preset \"recomended\"; did you mean \"recommended\"?"
    ),
    (
      ["--output-format", "xml"],
      "Error: --output-format: unknown output format \"xml\"; it is one of text, concise, json, github"
    ),
    (
      ["--fail-on", "warnings"],
      "Error: --fail-on: unknown severity \"warnings\"; did you mean \"warning\"?"
    ),
    (
      ["--transport", "transaction-per-files"],
      "Error: --transport: unknown transport \"transaction-per-files\"; did you mean \"transaction-per-file\"?"
    ),
    (
      ["--color", "on"],
      "Error: --color: unknown choice of colours \"on\"; it is one of auto, always, never"
    ),
    (
      ["--postgres", "14-99"],
      "Error: --postgres: PostgreSQL 99 is not among the versions 10 to 18 that whimbrel knows"
    ),
    (
      ["--select", "no-such-rule"],
      "Error: --select: unknown rule \"no-such-rule\"; `whimbrel rules` lists them all"
    ),
    (
      ["--ignore", "no-such-rule"],
      "Error: --ignore: unknown rule \"no-such-rule\"; `whimbrel rules` lists them all"
    ),
    (
      ["--config", "x.toml", "--no-config"],
      "Error: --config and --no-config exclude each other; leave one of them out"
    ),
    (
      ["--exit-zero", "--fail-on", "error"],
      "Error: --exit-zero and --fail-on exclude each other; leave one of them out"
    ),
    (
      ["--stdin-filename", "b.sql"],
      "Error: --stdin-filename names standard input; give - as a path as well"
    ),
    (
      ["--statistics", "--output-format", "json"],
      "Error: --statistics prints a table; it goes with the formats text and concise only"
    ),
  ])
  func mistakes(arguments: [String], message: String) throws {
    let result = try run(whimbrelPath, arguments + ["a.sql"], in: directory.path)
    #expect(result.status == 2)
    #expect(result.standardOutput == "")
    #expect(result.standardError.split(separator: "\n").first ?? "" == message)
  }

  @Test func unknownRulesHaveNoPage() throws {
    let result = try runWhimbrel("rules", "no-such-rule", in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError.split(separator: "\n").first ?? ""
        == "Error: unknown rule \"no-such-rule\"; `whimbrel rules` lists them all")
  }

  @Test(arguments: [["--help"], ["check", "--help"], ["help", "rules"], ["--version"]])
  func helpIsNoError(arguments: [String]) throws {
    let result = try run(whimbrelPath, arguments, in: directory.path)
    #expect(result.status == 0)
    #expect(result.standardError == "")
    #expect(result.standardOutput.contains("whimbrel"))
  }

  @Test func aMissingArgumentIsAnError() throws {
    #expect(try runWhimbrel("inspect", "tokens", in: directory).status == 2)
  }

  @Test func pathsAreFoundWithAndWithoutTheNameOfTheCommand() throws {
    let expected = RunResult(
      status: 0, standardOutput: "no findings in 1 file (0 statements)\n")
    #expect(try runWhimbrel("a.sql", in: directory) == expected)
    #expect(try runWhimbrel("check", "a.sql", in: directory) == expected)
    #expect(try runWhimbrel("--no-config", "a.sql", in: directory) == expected)
    #expect(try runWhimbrel(in: directory) == expected)
    #expect(try runWhimbrel("--", "a.sql", in: directory) == expected)
  }
}
