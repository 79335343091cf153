import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/not-valid-never-validated.md.
struct NotValidNeverValidated: Rule {
  static let info = RuleInfo(
    id: "not-valid-never-validated", category: .locking,
    summary: "A NOT VALID constraint that neither this file nor a later one of the run validates",
    recommended: .warning, documented: .warning, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table, !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands where command.kind == .addConstraint {
      guard let constraint = command.constraint, constraint.isNotValid, !constraint.isNotEnforced,
        !step.isSettledLater(constraint, of: alter.name)
      else { continue }
      let isOpen = step.migration.validatedLater.areOpen
      findings.report(
        isOpen ? holdsLater(constraint, alter.name) : neverHolds(constraint, alter.name),
        at: command.range,
        help: "ALTER TABLE \(step.text(alter.name.range)) VALIDATE CONSTRAINT "
          + "\(step.name(of: constraint, on: alter.name, column: nil));\(step.inNextMigration)",
        doubtful: isOpen, fixes: fixes(constraint, alter, step))
    }
  }

  /// Whether the rows that are there keep it is another question: never safe.
  private func fixes(
    _ constraint: ConstraintDefinition, _ alter: AlterTable, _ step: Step
  ) -> [Fix] {
    guard let name = step.certainName(of: constraint, on: alter.name) else { return [] }
    return step.fixes(
      "validate it",
      constraint.name == nil
        ? [step.inserting("CONSTRAINT \(name) ", at: constraint.range.start)] : [],
      then: ["\(step.head(of: alter)) VALIDATE CONSTRAINT \(name)"], named: "validate_\(name)",
      isSafe: false)
  }
}

extension Step {
  /// Something validates the constraint, or drops it again. An unnamed one may be any of those that are validated.
  fileprivate func isSettledLater(
    _ constraint: ConstraintDefinition, of table: QualifiedName
  ) -> Bool {
    let validated = migration.validatedLater
    guard let name = constraint.name else { return validated.containsAny(of: table) }
    return validated.contains(ConstraintReference(table: table, constraint: name))
      || isRemovedLater(ObjectReference(.tableConstraint, name, of: table))
  }
}

private func neverHolds(_ constraint: ConstraintDefinition, _ table: QualifiedName) -> String {
  "nothing in these files validates \(label(constraint)) of \(table.description): "
    + "rows that were there before may break it"
}

private func holdsLater(_ constraint: ConstraintDefinition, _ table: QualifiedName) -> String {
  "nothing validates \(label(constraint)) of \(table.description) yet (a later migration may): "
    + "rows that were there before may break it"
}

private func label(_ constraint: ConstraintDefinition) -> String {
  constraint.name.map { "constraint \($0.text)" } ?? "this constraint"
}
