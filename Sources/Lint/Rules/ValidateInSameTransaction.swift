import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/validate-in-same-transaction.md.
struct ValidateInSameTransaction: Rule {
  static let info = RuleInfo(
    id: "validate-in-same-transaction", category: .locking,
    summary: "VALIDATE CONSTRAINT in the transaction that added the constraint NOT VALID",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, !step.isPrivate(alter.name)
    else { return }
    let validations = alter.commands.filter { $0.kind == .validateConstraint }
    guard !validations.isEmpty else { return }
    let added = step.additions(in: alter)
    let table = step.relations.key(of: alter.name)
    for command in validations {
      guard let name = command.name,
        let addition = added[name] ?? step.constraints.addition(of: name, to: table),
        addition.transaction == step.transaction.number
      else { continue }
      findings.report(
        readsUnderLock(alter.name, isExclusive: addition.isExclusive), at: command.range,
        help: step.transaction.opening == .runner
          ? "put VALIDATE CONSTRAINT into the next migration, so that it has its own transaction"
          : "commit between the two",
        related: [
          RelatedPlace(
            path: step.migration.migration.path, range: addition.range,
            message: "takes the lock, which is held until commit")
        ])
    }
  }
}

extension Step {
  /// What the statement itself adds NOT VALID: VALIDATE comes last in an ALTER TABLE, however it is written.
  fileprivate func additions(in alter: AlterTable) -> [Name: ConstraintKnowledge.Addition] {
    var additions: [Name: ConstraintKnowledge.Addition] = [:]
    for command in alter.commands where command.kind == .addConstraint {
      guard let constraint = command.constraint, constraint.isNotValid, let name = constraint.name
      else { continue }
      additions[name] = ConstraintKnowledge.Addition(
        isExclusive: alter.takesAccessExclusiveLock, transaction: transaction.number,
        range: command.range)
    }
    return additions
  }
}

private func readsUnderLock(_ table: QualifiedName, isExclusive: Bool) -> String {
  let lock =
    isExclusive
    ? "AccessExclusiveLock that adding the constraint took: reads and writes wait"
    : "ShareRowExclusiveLock that ADD FOREIGN KEY took: writes wait"
  return "VALIDATE reads all of \(table.description) under the \(lock)"
}
