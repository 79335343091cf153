import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/long-work-under-lock.md.
struct LongWorkUnderLock: Rule {
  static let info = RuleInfo(
    id: "long-work-under-lock", category: .locking,
    summary:
      "A scan, rewrite, index build or bulk change while an earlier statement's lock is held",
    recommended: .warning, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let work = step.longWork.first else { return }
    let waiting = step.waitingForWork
    guard let first = waiting.first else { return }
    let strongest = waiting.max { $0.mode < $1.mode } ?? first
    findings.report(
      works(work, under: waiting, strongest),
      at: step.firstLine,
      help: "commit before it: a lock lasts until the end of its transaction",
      related: [
        step.related(
          strongest.range, "takes the \(strongest.mode.name), which is held until commit")
      ])
  }
}

extension Step {
  /// Locks of earlier statements that let others wait while this one works. A lock that only keeps writes away is told of
  /// where nothing else is: what scans and builds has rules of its own.
  var waitingForWork: [HeldLocks.Lock] {
    guard transaction.opening != nil, !transaction.isRolledBack, backfilled == nil,
      let work = longWork.first
    else { return [] }
    return held.fresh.filter { !locks($0) && ($0.mode.blocksReads || work.kind == .change) }
  }

  /// The statement takes a lock of this strength itself: that is for other rules.
  fileprivate func locks(_ held: HeldLocks.Lock) -> Bool {
    effects.locks.contains { $0.relation.id == held.relation.id && $0.mode >= held.mode }
  }
}

private func works(
  _ work: Effects.Work, under locks: [HeldLocks.Lock], _ strongest: HeldLocks.Lock
) -> String {
  let words =
    switch work.kind {
    case .rewrite: "writes all of \(work.relation.label) anew"
    case .scan: "reads all of \(work.relation.label)"
    case .indexBuild: "builds an index of \(work.relation.label)"
    case .change: "changes many rows of \(work.relation.label)"
    }
  let names = list(locks.map(\.relation.label))
  let waiting = strongest.mode.blocksReads ? "reads and writes" : "writes"
  return "this \(words) while earlier statements of the transaction lock \(names): "
    + "\(waiting) wait until it is done"
}
