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
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, !step.isPrivate(alter.name),
      step.mayHaveRows(alter.name)
    else { return }
    let validations = alter.commands.filter { $0.kind == .validateConstraint }
    guard !validations.isEmpty else { return }
    let lock = step.relation(alter.name).flatMap { step.held[$0.id] }
    let mode = max(
      lock?.mode ?? .shareUpdateExclusive, step.lock(on: alter.name) ?? .shareUpdateExclusive)
    for command in validations {
      guard let addition = step.additions[command.range] else { continue }
      findings.report(
        readsUnderLock(alter.name, isExclusive: mode == .accessExclusive), at: command.range,
        help: step.transaction.opening == .runner
          ? "put VALIDATE CONSTRAINT into the next migration, so that it has its own transaction"
          : "commit between the two",
        related: [
          lock.flatMap { $0.mode == .accessExclusive ? step.related($0) : nil }
            ?? step.related(addition, "adds it: its lock is held until commit")
        ],
        fixes: alter.commands.count == validations.count
          ? step.fixes(
            splitting: "validate it",
            named: "validate_\(command.name?.text ?? alter.name.name.text)")
          : [])
    }
  }
}

private func readsUnderLock(_ table: QualifiedName, isExclusive: Bool) -> String {
  let lock =
    isExclusive
    ? "AccessExclusiveLock that the transaction holds: reads and writes wait"
    : "ShareRowExclusiveLock that the transaction holds: writes wait"
  return "VALIDATE reads all of \(table.description) under the \(lock)"
}
