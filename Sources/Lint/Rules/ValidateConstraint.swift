import Diagnostics
import Effects
import SQLSyntax

/// See rules/validate-constraint.md.
struct ValidateConstraint: Rule {
  static let info = RuleInfo(
    id: "validate-constraint", category: .locking,
    summary: "VALIDATE CONSTRAINT reads the table: VACUUM and other DDL wait for it",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.failure == nil, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table, step.works(.scan), !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands
    where command.kind == .validateConstraint && step.additions[command.range] == nil {
      findings.report(
        reads(alter.name), at: command.range,
        help: "alone in its transaction, with a statement_timeout that it can keep")
    }
  }
}

private func reads(_ table: QualifiedName) -> String {
  "VALIDATE reads all of \(table.description) under a ShareUpdateExclusiveLock: reads and writes go on, "
    + "VACUUM, ANALYZE and other DDL wait"
}
