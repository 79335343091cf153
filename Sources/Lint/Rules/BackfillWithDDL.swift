import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/backfill-with-ddl.md.
struct BackfillWithDDL: Rule {
  static let info = RuleInfo(
    id: "backfill-with-ddl", category: .locking,
    summary: "Many rows of a table are written in the transaction that alters it",
    recommended: .warning, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    // The first statement that does so tells of all: they go into another migration together.
    guard let lock = step.backfilled, !step.held.written.contains(lock.relation.id) else { return }
    findings.report(
      writes(lock, step.rowsChanged(of: lock.relation)), at: step.firstLine,
      help: "write the rows in \(step.goesBack ? "the rollback of " : "")a migration of their own, "
        + "in batches, each in its own transaction",
      related: [step.related(lock)],
      fixes: step.target.map { step.fixes(inBatches: $0) } ?? [])
  }
}

extension Step {
  /// Of a statement that writes many rows of a relation, the lock under which its transaction holds it.
  var backfilled: HeldLocks.Lock? {
    guard isInTransaction, !transaction.isRolledBack else { return nil }
    for work in longWork where work.kind == .change {
      if let lock = held[work.relation.id], lock.isOfDefinition { return lock }
    }
    return nil
  }
}

extension Step {
  /// The table that it writes.
  fileprivate var target: QualifiedName? {
    switch statement.tree {
    case .insert(let insert): insert.target
    case .update(let update): update.target
    case .delete(let delete): delete.target
    case .merge(let merge): merge.target
    default: nil
    }
  }
}

private func writes(_ lock: HeldLocks.Lock, _ rows: String?) -> String {
  let waiting = lock.mode.blocksReads ? "reads and writes" : "writes"
  let words = rows.map { "writes \($0)" } ?? "may write many rows of \(lock.relation.label)"
  return "this \(words), which the transaction has altered: "
    + "\(waiting) wait until all are written"
}
