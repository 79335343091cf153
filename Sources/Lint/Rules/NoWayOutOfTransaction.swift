import Diagnostics
import Effects
import Migrations

/// See rules/no-way-out-of-transaction.md.
struct NoWayOutOfTransaction: Rule {
  static let info = RuleInfo(
    id: "no-way-out-of-transaction", category: .transactions,
    summary: "A statement that refuses a transaction, with a runner that always opens one",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .runner = step.transaction.opening, step.runnerRefusal == .noWayOut,
      let framework = step.migration.migration.framework
    else { return }
    switch step.written.transactionRefusal {
    case .concurrently(let command), .command(let command):
      findings.report(
        "\(command) cannot run with \(framework.name) (SQLSTATE 25001): "
          + "\(step.section.transport.description(by: framework)), always",
        at: step.firstLine, help: framework.wayOut(for: step.statement).text)
    case nil: break
    }
  }
}
