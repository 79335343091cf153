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
    let subjects = alter.commands.compactMap { command in
      column(command).map { (command: command, column: $0) }
    }
    guard !subjects.isEmpty else { return }
    let proofs = step.constraints.proofs(
      of: subjects.map(\.column), in: alter, table: step.relations.key(of: alter.name))
    for (subject, proof) in zip(subjects, proofs) {
      let (command, column) = subject
      switch proof {
      case .valid: continue
      case .none: report(scans(alter.name), step, alter, column, command, &findings)
      case .notValid(let check):
        findings.report(
          scans(alter.name, despite: check), at: command.range,
          help: "before it, in a transaction of its own:\n"
            + "ALTER TABLE \(step.text(alter.name.range)) VALIDATE CONSTRAINT "
            + "\(step.text(check.range));")
      case .droppedHere(let check):
        findings.report(
          scans(alter.name, without: check), at: command.range,
          help: "drop the constraint in a statement of its own, after this one:\n"
            + "ALTER TABLE \(step.text(alter.name.range)) DROP CONSTRAINT "
            + "\(step.text(check.range));")
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
    let table = "ALTER TABLE \(step.text(alter.name.range))"
    let name = step.text(column.range)
    let check = step.newName(alter.name, [column], "not_null")
    let statements =
      step.migration.postgres.lowerBound >= 18
      ? """
      \(table) ADD CONSTRAINT \(check) NOT NULL \(name) NOT VALID;
      \(table) VALIDATE CONSTRAINT \(check);
      """
      : """
      \(table) ADD CONSTRAINT \(check) CHECK (\(name) IS NOT NULL) NOT VALID;
      \(table) VALIDATE CONSTRAINT \(check);
      \(table) ALTER COLUMN \(name) SET NOT NULL;
      \(table) DROP CONSTRAINT \(check);
      """
    findings.report(
      message, at: command.range, help: "each in a transaction of its own:\n" + statements)
  }
}

private func scans(_ table: QualifiedName) -> String {
  "NOT NULL reads all of \(table.description) under an AccessExclusiveLock: "
    + "reads and writes wait"
}

private func scans(_ table: QualifiedName, despite check: Name) -> String {
  scans(table) + " (constraint \(check.text) would prove it, but is not validated yet)"
}

private func scans(_ table: QualifiedName, without check: Name) -> String {
  scans(table) + " (constraint \(check.text) would prove it, but the same statement drops it)"
}
