import Diagnostics
import Effects
import SQLSyntax

/// See rules/set-not-null.md.
struct SetNotNull: Rule {
  static let info = RuleInfo(
    id: "set-not-null", category: .locking,
    summary: "SET NOT NULL without a valid CHECK that proves it: "
      + "the table is read under an AccessExclusiveLock",
    recommended: .error, documented: .error, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table,
      !step.isPrivate(alter.name), step.mayHaveRows(alter.name)
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
          related: step.related(step.definitions[command.range], "it is added here, NOT VALID"),
          fixes: step.runsApart
            ? .safe(
              "validate the constraint first",
              step.addingBefore("\(step.head(of: alter)) VALIDATE CONSTRAINT \(sqlName(check))"))
            : [])
      case .droppedHere(let check):
        findings.report(
          scans(alter.name, without: check), at: command.range,
          help: "drop the constraint in a statement of its own, after this one:\n"
            + "ALTER TABLE \(step.text(alter.name.range)) DROP CONSTRAINT \(sqlName(check));",
          fixes: fixes(dropping: check, step, alter))
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
      help: step.eachApart + step.notNullInSteps(alter.name, column),
      // One scan finds out about all columns.
      group: Finding.Group(part: step.statement.range),
      fixes: fixes(proving: column, step, alter, command))
  }

  /// The constraint goes behind the statement, whatever else that does.
  private func fixes(dropping check: String, _ step: Step, _ alter: AlterTable) -> [Fix] {
    let drop = alter.commands.first { $0.kind == .dropConstraint && $0.name?.text == check }
    guard let drop, drop.behavior.cascadeRange == nil else { return [] }
    let guarded = drop.ifExists ? "IF EXISTS " : ""
    return .safe(
      "drop the constraint behind it", step.removing(drop, of: alter),
      step.addingBehind("\(step.head(of: alter)) DROP CONSTRAINT \(guarded)\(sqlName(check))"))
  }

  /// A CHECK around the statement proves what it wants to know.
  private func fixes(
    proving column: Name, _ step: Step, _ alter: AlterTable, _ command: AlterTableCommand
  ) -> [Fix] {
    guard step.runsApart, command.kind == .setNotNull, !alter.ifExists, !alter.only,
      !step.makes(column, alter)
    else { return [] }
    let title = "prove it with a CHECK first"
    let steps = step.notNullSteps(alter.name, column)
    guard steps.count == 4 else {
      return alter.commands.count == 1 ? .safe(title, step.replacingStatement(by: steps)) : []
    }
    return .safe(title, step.addingBefore(steps[0], steps[1]), step.addingBehind(steps[3]))
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
