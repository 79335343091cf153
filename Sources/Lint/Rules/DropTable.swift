import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-table.md.
struct DropTable: Rule {
  static let info = RuleInfo(
    id: "drop-table", category: .dataLoss,
    summary: "DROP TABLE of a table that this migration did not make: its rows are gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for drop in step.written.drops where drop.object == .table {
      guard !step.isPrivate(drop.name), !step.isGone(drop.name) else { continue }
      findings.report(
        losesTable(drop.name), at: drop.range, help: approval(of: DropTable.info))
    }
  }
}

private func losesTable(_ table: QualifiedName) -> String {
  "DROP TABLE deletes \(table.description) and all its rows"
}
