import Diagnostics
import Effects
import SQLSyntax

/// See rules/concurrently-in-transaction.md.
struct ConcurrentlyInTransaction: Rule {
  static let info = RuleInfo(
    id: "concurrently-in-transaction", category: .transactions,
    summary: "A CONCURRENTLY statement inside a transaction: PostgreSQL refuses to run it",
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .concurrently(let command) = step.written.transactionRefusal else { return }
    step.reportRefusal(
      of: command, &findings,
      fixes: step.fixes(
        "run it", alone: step.text(step.statement.range), named: step.statement.subject))
  }
}

extension Statement {
  /// For the name of a migration.
  fileprivate var subject: String {
    switch tree {
    case .createIndex(let index): index.name?.text ?? index.table.name.text
    case .drop(let drop): "drop_" + (drop.names.first?.name.text ?? "index")
    case .reindex(let reindex): "reindex_" + (reindex.name?.name.text ?? "database")
    case .alterTable(let alter): alter.name.name.text
    default: "alone"
    }
  }
}
