import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/lock-table.md.
struct LockTable: Rule {
  static let info = RuleInfo(
    id: "lock-table", category: .locking,
    summary: "LOCK TABLE in a mode that lets others wait until the transaction ends",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .lock(let lock) = step.statement.tree, step.failure == nil,
      step.transaction.opening != nil
    else { return }
    let mode = LockMode(lock.mode)
    guard mode.blocksWrites else { return }
    let locked = lock.relations.map(\.name).filter { !step.isPrivate($0) }
    guard !locked.isEmpty, !locked.allSatisfy({ step.locksAgainLater($0, mode) }) else { return }
    let waiting = mode.blocksReads ? "reads and writes" : "writes"
    let names = locked.map { step.text($0.range) }.joined(separator: ", ")
    findings.report(
      "LOCK TABLE holds \(mode.withArticle) on \(list(locked.map(\.description))) until the "
        + "transaction ends: \(waiting) wait",
      at: step.firstLine,
      help: mode == .accessExclusive
        ? "to keep writers away is mostly enough, and readers go on:\n"
          + "LOCK TABLE \(names) IN SHARE ROW EXCLUSIVE MODE;"
        : "lock the rows that are changed, instead of the table: SELECT … FOR UPDATE",
      mitigated: !mode.blocksReads)
  }
}

extension Step {
  /// A later statement of the transaction takes an AccessExclusiveLock on the table by itself: to take it early keeps the
  /// transaction out of deadlocks, and what the lock does is told of there.
  fileprivate func locksAgainLater(_ table: QualifiedName, _ mode: LockMode) -> Bool {
    mode == .accessExclusive
      && isFollowedInTransaction { statement in
        switch statement.tree {
        case .createTable(let made):
          made.partition.map { isSame($0.parent, table) || isDefault(table, of: $0.parent) }
            ?? false
        case .alterTable(let alter): alter.commands.contains { locks(table, $0, alter) }
        case .drop(let drop): drop.object == .table && drop.names.contains { isSame($0, table) }
        case .truncate(let truncate): truncate.tables.contains { isSame($0, table) }
        case .rename(let rename):
          [.table, .column].contains(rename.object) && isSame(rename.name, table)
        // Nobody can tell what its EXECUTE alters: the lock may be there for that.
        case .doBlock(let block): block.body.hasDynamicSQL
        default: false
        }
      }
  }

  /// [attach, detach]
  private func locks(
    _ table: QualifiedName, _ command: AlterTableCommand, _ alter: AlterTable
  ) -> Bool {
    switch (command.kind, command.details) {
    case (.addColumn, _), (.dropColumn, _), (.dropConstraint, _): isSame(alter.name, table)
    case (.attachPartition, .relation(let partition, _)):
      isSame(partition, table) || isDefault(table, of: alter.name)
    case (.detachPartition, .relation(let partition, _)) where !command.isConcurrent:
      isSame(partition, table) || isSame(alter.name, table) || isDefault(table, of: alter.name)
    default: false
    }
  }

  /// The table is the default partition of the other.
  private func isDefault(_ table: QualifiedName, of parent: QualifiedName) -> Bool {
    tables.partitioned[table.range].map { $0.label == shortLabel(parent.description) } ?? false
  }
}
