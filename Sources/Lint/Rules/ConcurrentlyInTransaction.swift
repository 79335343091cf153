import Diagnostics
import Effects

/// See rules/concurrently-in-transaction.md.
struct ConcurrentlyInTransaction: Rule {
  static let info = RuleInfo(
    id: "concurrently-in-transaction", category: .transactions,
    summary: "A CONCURRENTLY statement inside a transaction: PostgreSQL refuses to run it",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .concurrently(let command) = step.written.transactionRefusal else { return }
    step.reportRefusal(of: command, &findings)
  }
}
