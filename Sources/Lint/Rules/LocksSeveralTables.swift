import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/locks-several-tables.md.
struct LocksSeveralTables: Rule {
  static let info = RuleInfo(
    id: "locks-several-tables", category: .locking,
    summary: "One transaction locks several tables against everybody: prone to deadlocks",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.isInTransaction, !step.transaction.isRolledBack,
      step.held.exclusiveCount == 1, let first = step.held.firstExclusive,
      let second = step.effects.exclusiveTables.first(where: { $0.id != first.relation.id })
    else { return }
    findings.report(
      locks(second, first.relation),
      at: step.firstLine,
      help: "a transaction of its own for each table",
      related: [
        step.related(first.range, "locks \(first.relation.label)")
      ])
  }
}

private func locks(_ table: TouchedRelation, _ other: TouchedRelation) -> String {
  "this waits for an AccessExclusiveLock on \(table.label) while the transaction holds that on "
    + "\(other.label): whoever uses them in the other order makes a deadlock"
}
