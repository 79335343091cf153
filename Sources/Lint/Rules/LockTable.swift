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
  /// A later statement of the transaction takes as strong a lock on the table by itself: to take it early keeps the
  /// transaction out of deadlocks, and what the lock does is told of there.
  fileprivate func locksAgainLater(_ table: QualifiedName, _ mode: LockMode) -> Bool {
    if let id = relation(table)?.id, takesLater(mode, on: id) { return true }
    return mode == .accessExclusive
      && isFollowedInTransaction { statement in
        switch statement.tree {
        // Of which table an index is may not be known.
        case .drop(let drop) where drop.object == .index:
          drop.names.contains { $0.name.text.possibleTables.contains(table.name.text) }
        // Nobody can tell what its EXECUTE alters: the lock may be there for that.
        case .doBlock(let block): block.body.hasDynamicSQL
        default: false
        }
      }
  }
}
