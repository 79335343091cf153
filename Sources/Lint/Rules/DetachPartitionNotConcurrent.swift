import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/detach-partition-not-concurrent.md.
struct DetachPartitionNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "detach-partition-not-concurrent", category: .locking,
    summary:
      "DETACH PARTITION without CONCURRENTLY: reads and writes of the partitioned table wait",
    recommended: .warning, documented: .warning, since: 14)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      let command = alter.commands.first, command.kind == .detachPartition, !command.isConcurrent,
      let partition = command.relation, !step.isPrivate(alter.name), step.failure == nil,
      step.migration.postgres.upperBound >= 14
    else { return }
    let detach =
      "ALTER TABLE \(step.text(alter.name.range)) DETACH PARTITION \(step.text(partition.range))"
    let message =
      "DETACH PARTITION takes an AccessExclusiveLock on \(alter.name.description): it waits for all "
      + "who use the table, and reads and writes wait behind it"
    if let other = step.tables.defaultPartition {
      findings.report(
        message + " (CONCURRENTLY is refused: \(other.label) is a default partition)",
        at: command.range, help: "before it:\nSET lock_timeout = '2s';", mitigated: true)
    } else {
      findings.report(message, at: command.range, help: "\(step.alone)\(detach) CONCURRENTLY;")
    }
  }
}
