import Diagnostics
import Effects

/// See rules/non-transactional-in-transaction.md.
struct NonTransactionalInTransaction: Rule {
  static let info = RuleInfo(
    id: "non-transactional-in-transaction", category: .transactions,
    summary: "VACUUM, CREATE DATABASE and others inside a transaction: "
      + "PostgreSQL refuses to run them",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    // What a table is, decides of REINDEX and CLUSTER.
    guard
      case .command(let command) = step.written.transactionRefusal ?? step.effects.refusal
    else { return }
    step.reportRefusal(of: command, &findings)
  }
}
