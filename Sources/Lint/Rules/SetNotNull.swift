import Diagnostics
import Effects
import SQLSyntax

/// See rules/set-not-null.md.
struct SetNotNull: Rule {
  static let info = RuleInfo(
    id: "set-not-null", category: .locking,
    summary: "SET NOT NULL without a valid CHECK that proves it: "
      + "the table is read under an AccessExclusiveLock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, alter.object == .table,
      !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands {
      guard let column = column(command) else { continue }
      switch step.proof(for: command) {
      case .isNotNull, .valid: continue
      case .none: report(scans(alter.name), step, alter, column, command, &findings)
      case .notValid(let check):
        findings.report(
          scans(alter.name, despite: check), at: command.range,
          help: "before it, in a transaction of its own:\n"
            + "ALTER TABLE \(step.text(alter.name.range)) VALIDATE CONSTRAINT \(sqlName(check));",
          related: step.related(step.definitions[command.range], "it is added here, NOT VALID"))
      case .droppedHere(let check):
        findings.report(
          scans(alter.name, without: check), at: command.range,
          help: "drop the constraint in a statement of its own, after this one:\n"
            + "ALTER TABLE \(step.text(alter.name.range)) DROP CONSTRAINT \(sqlName(check));")
      }
    }
  }

  /// The column that SET NOT NULL, or ADD … NOT NULL of PostgreSQL 18, is about.
  private func column(_ command: AlterTableCommand) -> Name? {
    if command.kind == .setNotNull { return command.name }
    guard command.kind == .addConstraint, let constraint = command.constraint,
      constraint.kind == .notNull, !constraint.isNotValid
    else { return nil }
    return constraint.columns.first
  }

  private func report(
    _ message: String, _ step: Step, _ alter: AlterTable, _ column: Name,
    _ command: AlterTableCommand, _ findings: inout Findings
  ) {
    findings.report(
      message, at: command.range,
      help: "each in a transaction of its own:\n" + step.notNullInSteps(alter.name, column))
  }
}

extension Step {
  /// What spares a command its scan.
  fileprivate func proof(for command: AlterTableCommand) -> NotNullProof {
    if let proof = effects.notNullProofs[command.range] { return proof }
    return works(.scan) ? .none : .isNotNull
  }
}

private func scans(_ table: QualifiedName) -> String {
  "NOT NULL reads all of \(table.description) under an AccessExclusiveLock: "
    + "reads and writes wait"
}

private func scans(_ table: QualifiedName, despite check: String) -> String {
  scans(table) + " (constraint \(check) would prove it, but is not validated yet)"
}

private func scans(_ table: QualifiedName, without check: String) -> String {
  scans(table) + " (constraint \(check) would prove it, but the same statement drops it)"
}
