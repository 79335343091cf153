import Diagnostics
import SQLSyntax

/// See rules/adding-primary-key.md.
struct AddingPrimaryKey: Rule {
  static let info = RuleInfo(
    id: "adding-primary-key", category: .locking,
    summary: "ADD PRIMARY KEY that builds its index: reads and writes of the table wait",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    for added in step.addedConstraints(of: [.primaryKey]) {
      findings.report(
        builds(added.table), at: added.range,
        help: prepared(added) + step.builtFirst(added, "PRIMARY KEY"))
    }
  }
}

private func builds(_ table: QualifiedName) -> String {
  "PRIMARY KEY builds its index under an AccessExclusiveLock on \(table.description): "
    + "reads and writes wait"
}

private func prepared(_ added: AddedConstraint) -> String {
  let start = added.column == nil ? "" : "add the column without it and fill it; "
  return start + "with columns that are NOT NULL, outside a transaction:\n"
}
