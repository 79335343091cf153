import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import Testing

@testable import Lint

/// Offers for each query of a string to put another text there.
private struct Exchange: Rule {
  static let info = RuleInfo(
    id: "probe-exchange", category: .coverage, summary: "", recommended: .warning,
    documented: .error
  )
  func check(_ step: Step, _ findings: inout Findings) {
    let text = step.text(step.statement.range)
    guard let new = ["SELECT 'good'": "SELECT 1", "SELECT 'bad'": "SELEC 2"][text] else { return }
    findings.report(
      text, at: step.statement.range,
      fixes: .safe("exchange", step.replacing(step.statement.range, by: new)))
  }
}

/// How fixes are applied, whatever the rules.
@Suite struct FixRunTests {
  /// What does harm is found among many that do not, and the others are made.
  @Test func harmIsFoundAmongMany() async {
    let texts = (0..<400).map { $0 % 9 == 5 ? "SELECT 'bad';" : "SELECT 'good';" }
    let input = LintInput(
      path: "001_x.sql", bytes: Array(texts.joined(separator: "\n").utf8))
    let outcome = await fix([input], FixSettings(), rules: [Exchange()])
    #expect(outcome.unfinished == [])
    let expected = texts.map { $0 == "SELECT 'bad';" ? $0 : "SELECT 1;" }
    #expect(
      outcome.changed.map { String(decoding: $0.new, as: UTF8.self) }
        == [expected.joined(separator: "\n")])
    let again = await fix(outcome.inputs, FixSettings(), rules: [Exchange()])
    #expect(again.changed.isEmpty)
  }

  /// A view under the old name would stand in the way of a later file: it is not left there.
  @Test func whatLaterFilesDoIsLeftPossible() async {
    let texts = [
      "CREATE TABLE a (id int PRIMARY KEY, x int); CREATE TABLE b (id int PRIMARY KEY, x int);",
      "ALTER TABLE a RENAME TO c;", "ALTER TABLE b RENAME TO d;", "ALTER TABLE c DROP COLUMN x;",
    ]
    let inputs = texts.enumerated().map { place, text in
      var settings = LintSettings()
      settings.runner.transport = .transactionPerFile
      return LintInput(path: "00\(place)_x.sql", bytes: Array(text.utf8), settings: settings)
    }
    let settings = FixSettings(isUnsafeAllowed: true)
    let outcome = await fix(inputs, settings, rules: [RenamingTable()])
    #expect(outcome.changed.map(\.path) == ["002_x.sql"])
    #expect(outcome.reports.map(\.failing) == [0, 0, 0, 0])
  }

  /// Findings that are told as one are fixed one by one.
  @Test func allOfAGroupIsFixed() async {
    let sql = ["a", "b", "c"].map { "CREATE INDEX t_\($0) ON t (\($0));" }.joined(separator: "\n")
    var settings = LintSettings()
    settings.runner.transport = .autocommit
    let input = LintInput(path: "001_t.sql", bytes: Array(sql.utf8), settings: settings)
    let outcome = await fix([input], FixSettings(), rules: [IndexNotConcurrent()])
    #expect(
      outcome.changed.map { String(decoding: $0.new, as: UTF8.self) }
        == [sql.replacing("INDEX", with: "INDEX CONCURRENTLY")])
    #expect(outcome.reports.flatMap(\.findings).isEmpty)
  }
}
