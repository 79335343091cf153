import TestSupport
import Testing

@Suite struct CheckTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("m/1.sql", "DROP TABLE a;\n")
    try directory.write("m/2.sql", "SELECT 1;\n")
    try directory.write("m/10.sql", "SELECT 1;\nDROP TABLE c;\n")
  }

  /// Runs a check of drop-table only.
  private func check(_ arguments: String..., input: String = "") throws -> RunResult {
    try run(
      whimbrelPath, ["check", "--select", "drop-table"] + arguments, input: Array(input.utf8),
      in: directory.path)
  }

  @Test func findingsAreReportedInTheOrderOfTheFiles() throws {
    let result = try check("m", "--output-format", "concise")
    #expect(result.status == 1)
    #expect(result.standardError == "")
    let lines = result.standardOutput.split(separator: "\n")
    #expect(lines.map { $0.prefix { $0 != ":" } } == ["m/1.sql", "m/10.sql"])
    #expect(lines.allSatisfy { $0.hasSuffix(" [drop-table]") })
  }

  @Test func pathsMayStandOnBothSidesOfOptions() throws {
    let all = try check("m/1.sql", "--output-format", "concise", "m/2.sql", "m/10.sql")
    #expect(all.standardOutput.split(separator: "\n").count == 2)
    let flag = try check("-q", "m/2.sql", "m/1.sql", "m/10.sql")
    #expect(flag.standardOutput.split(separator: "\n").filter { $0.contains("-->") }.count == 2)
    #expect(try check("m/1.sql", "--preset", "m/2.sql", "m/10.sql").status == 2)
  }

  @Test func theTextFormatEndsWithTotals() throws {
    let result = try check("m")
    #expect(result.status == 1)
    #expect(result.standardOutput.hasPrefix("error[drop-table]: "))
    #expect(result.standardOutput.hasSuffix("\n\n2 errors in 2 of 3 files (4 statements)\n"))
    let quiet = try check("m", "--quiet")
    #expect(quiet.status == 1)
    #expect(quiet.standardOutput.hasSuffix("= page: whimbrel rules drop-table\n\n"))
    #expect(try check("m/2.sql", "-q") == RunResult(status: 0))
  }

  @Test func totalsOfRules() throws {
    #expect(
      try check("m", "--statistics").standardOutput
        == "2  error    drop-table\n2 errors in 2 of 3 files (4 statements)\n")
    #expect(
      try check("m", "--statistics", "-q").standardOutput == "2  error    drop-table\n")
  }

  @Test func rulesCanBeIgnored() throws {
    #expect(try check("m", "--ignore", "drop-table").status == 0)
    let both = try runWhimbrel(
      "m/1.sql", "--select", "drop-table, missing-if-exists", "--ignore", "drop-table",
      "--output-format", "concise", "--preset", "all", in: directory)
    #expect(both.standardOutput.hasSuffix("[missing-if-exists]\n"))
    #expect(both.standardOutput.split(separator: "\n").count == 1)
  }

  @Test func failOnDecidesTheExitCode() throws {
    #expect(try check("m", "--fail-on", "never").status == 0)
    #expect(try check("m", "--exit-zero").status == 0)
    #expect(try check("m", "--fail-on", "info").status == 1)
    #expect(try check("m/2.sql", "--fail-on", "info").status == 0)
  }

  @Test func theRestIsCheckedWhereSomethingCannotBe() throws {
    try directory.write("m/3.sql", bytes: [0xFF, 0xFE])
    let result = try check("nope", "m", "--output-format", "concise")
    #expect(result.status == 2)
    #expect(result.standardOutput.split(separator: "\n").count == 2)
    #expect(result.standardError.split(separator: "\n").count == 2)
    #expect(try check("nope", "m", "--exit-zero").status == 2)
  }

  @Test func programsGetADocumentEvenWhereNothingCouldBeChecked() throws {
    let result = try check("nope", "--output-format", "json")
    #expect(result.status == 2)
    #expect(
      result.standardOutput
        == #"{"version":1,"findings":[],"files":[],"summary":{"error":0,"warning":0,"info":0,"suppressed":0,"known":0}}"#
        + "\n")
  }

  @Test func invalidUTF8IsCheckedAllTheSame() throws {
    try directory.write(
      "latin1.sql", bytes: Array("-- caf".utf8) + [0xE9] + Array("\nDROP TABLE a;".utf8))
    let result = try check("latin1.sql", "--output-format", "concise")
    #expect(result.status == 1)
    #expect(result.standardOutput.hasPrefix("latin1.sql:2:"))
  }

  @Test func editorsGetTheNameOfTheirBuffer() throws {
    let result = try check(
      "-", "--stdin-filename", "db/new.sql", "--output-format", "concise", input: "DROP TABLE a;")
    #expect(result.status == 1)
    #expect(result.standardOutput.hasPrefix("db/new.sql:1:"))
  }

  @Test func theSameFilesGiveTheSameBytes() throws {
    for number in 0..<300 {
      try directory.write("many/\(number).sql", "DROP TABLE t\(number);\nSELECT \(number);\n")
    }
    let first = try check("many", "--output-format", "json")
    #expect(first.status == 1)
    for _ in 0..<3 { #expect(try check("many", "--output-format", "json") == first) }
    let paths = first.standardOutput.split(separator: "\n").filter { $0.hasPrefix("{\"path\"") }
    try #require(paths.count == 300)
    #expect(paths[10].hasPrefix("{\"path\":\"many/10.sql\""))
  }

  @Test func emptyFilesAreClean() throws {
    try directory.write("empty.sql", "")
    #expect(
      try check("empty.sql")
        == RunResult(status: 0, standardOutput: "no findings in 1 file (0 statements)\n"))
  }
}

@Suite struct RulesTests {
  @Test func everyRuleIsListedWithItsSeverities() throws {
    let directory = try TemporaryDirectory()
    let list = try runWhimbrel("rules", in: directory)
    #expect(list.status == 0)
    let line = try #require(
      list.standardOutput.split(separator: "\n").first { $0.hasPrefix("drop-table ") })
    #expect(line.split(separator: " ")[1] == "error")
    let json = try runWhimbrel("rules", "--output-format", "json", in: directory)
    #expect(try runWhimbrel("rules", "--json", in: directory) == json)
    #expect(json.standardOutput.contains("\"options\":[{\"key\":\"order\","))
    #expect(json.status == 0)
    #expect(
      json.standardOutput.contains(
        "{\"id\":\"drop-table\",\"category\":\"data-loss\",\"summary\":\""))
    #expect(
      json.standardOutput.split(separator: "\n").count
        == list.standardOutput.split(separator: "\n").count + 1)
  }

  @Test func aRuleHasAPage() throws {
    let directory = try TemporaryDirectory()
    let page = try runWhimbrel("rules", "drop-table", in: directory)
    #expect(page.status == 0)
    #expect(page.standardOutput.hasPrefix("# drop-table\n"))
    let json = try runWhimbrel("rules", "drop-table", "--output-format", "json", in: directory)
    #expect(json.standardOutput.contains("\"page\":\"# drop-table\\n"))
  }
}
