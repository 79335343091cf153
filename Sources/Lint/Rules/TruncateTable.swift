import Diagnostics
import SQLSyntax

/// See rules/truncate.md.
struct TruncateTable: Rule {
  static let info = RuleInfo(
    id: "truncate", category: .dataLoss,
    summary: "TRUNCATE of a table that this migration did not make: all its rows are gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .truncate(let truncate) = step.statement.tree else { return }
    for table in truncate.tables where !step.isPrivate(table) {
      findings.report(
        empties(table), at: step.place(of: table, among: truncate.tables.count),
        help: approval(of: TruncateTable.info))
    }
  }
}

private func empties(_ table: QualifiedName) -> String {
  "TRUNCATE deletes all rows of \(table.description), under an AccessExclusiveLock"
}
