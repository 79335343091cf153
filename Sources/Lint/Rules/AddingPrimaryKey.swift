import Diagnostics
import SQLSyntax

/// See rules/adding-primary-key.md.
struct AddingPrimaryKey: Rule {
  static let info = RuleInfo(
    id: "adding-primary-key", category: .locking,
    summary: "ADD PRIMARY KEY that builds its index: reads and writes of the table wait",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    for added in step.addedIndexConstraints(of: [.primaryKey]) {
      findings.report(builds(added.table), at: added.range, help: usingIndex(added, step))
    }
  }
}

private func builds(_ table: QualifiedName) -> String {
  "PRIMARY KEY builds its index under an AccessExclusiveLock on \(table.description): "
    + "reads and writes wait"
}

private func usingIndex(_ added: AddedConstraint, _ step: Step) -> String {
  let name = step.name(of: added.constraint, on: added.table, column: nil)
  let table = step.text(added.table.range)
  let columns = added.columns.map { step.text($0.range) }.joined(separator: ", ")
  let start = added.column == nil ? "" : "add the column without it and fill it; "
  return """
    \(start)with columns that are NOT NULL, outside a transaction:
    CREATE UNIQUE INDEX CONCURRENTLY \(name) ON \(table) (\(columns));
    ALTER TABLE \(table) ADD CONSTRAINT \(name) PRIMARY KEY USING INDEX \(name);
    """
}
