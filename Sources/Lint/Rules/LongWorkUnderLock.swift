import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/long-work-under-lock.md.
struct LongWorkUnderLock: Rule {
  static let info = RuleInfo(
    id: "long-work-under-lock", category: .locking,
    summary:
      "A bulk change or VALIDATE CONSTRAINT while an earlier statement's lock is held",
    recommended: .warning, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let work = step.longWork.first else { return }
    let waiting = step.waitingForWork
    guard let first = waiting.first else { return }
    let strongest = waiting.max { $0.mode < $1.mode } ?? first
    findings.report(
      works(work, step.rowsChanged(of: work.relation), under: waiting),
      at: step.firstLine,
      help: step.helpAgainstWaiting, related: [step.related(strongest)],
      fixes: step.takesRowsAlong
        ? []
        : step.fixes(
          splitting: "let it begin a transaction",
          named: "\(work.relation.title)_\(work.kind.title)"))
  }
}

extension Step {
  fileprivate var helpAgainstWaiting: String {
    if takesRowsAlong {
      return
        "first copy the rows, in a migration before this one, and delete the old ones last: a commit "
        + "between taking them out and putting them in loses them if the rest fails"
    }
    let until = "a lock lasts until the end of its transaction"
    return switch transaction.opening {
    case .runner where section.transport == .transactionForAll:
      "in a later release: all pending migrations are one transaction, until whose end a lock lasts"
    case .runner: "in a migration of its own: \(until)"
    case .doBlock: "outside the DO block, in a transaction of its own: \(until)"
    case .block, nil: "commit before it: \(until)"
    }
  }

  /// It puts in what the transaction has taken out before, or has put into a temporary table.
  fileprivate var takesRowsAlong: Bool {
    guard case .insert = statement.tree, self.changesManyRows else { return false }
    if effects.relations.values.contains(where: \.isTemporary) { return true }
    let before = section.syntax.statements.prefix { $0.range.end <= statement.range.start }
    for earlier in before.reversed() {
      switch earlier.tree {
      case .delete, .truncate: return true
      case .transaction: return false
      default: break
      }
    }
    return false
  }
}

extension Step {
  /// Locks of earlier statements that let others wait while this one works, if some of them have not been told of. One that
  /// only keeps writes away counts where rows are changed; LOCK TABLE has a rule of its own.
  var waitingForWork: [HeldLocks.Lock] {
    guard isInTransaction, !transaction.isRolledBack, backfilled == nil, !hasOwnRule,
      let work = longWork.first
    else { return [] }
    func waits(_ held: HeldLocks.Lock) -> Bool {
      !held.isAskedFor && !locks(held) && (held.mode.blocksReads || work.kind == .change)
    }
    return held.fresh.contains(where: waits) ? held.all.filter(waits) : []
  }

  /// What builds, reads or writes a whole relation to define something is told of by a rule of its own, and has to go into
  /// a transaction of its own for that one already.
  private var hasOwnRule: Bool {
    switch statement.tree {
    case .alterTable(let alter):
      !self.additions.isEmpty || !alter.commands.allSatisfy { $0.kind == .validateConstraint }
    // What it makes is new; what its query reads is not.
    case .createTable(let table) where table.isFromQuery: false
    default: statement.changesDefinitions
    }
  }

  /// The statement takes a lock of this strength itself: that is for other rules.
  fileprivate func locks(_ held: HeldLocks.Lock) -> Bool {
    effects.locks.contains { $0.relation.id == held.relation.id && $0.mode >= held.mode }
  }
}

extension TouchedRelation {
  /// For the name of a migration.
  fileprivate var title: String {
    String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

extension Effects.Work.Kind {
  /// For the name of a migration.
  fileprivate var title: String {
    switch self {
    case .rewrite: "rewrite"
    case .scan: "check"
    case .indexBuild: "index"
    case .change: "rows"
    }
  }
}

private func works(
  _ work: Effects.Work, _ rows: String?, under locks: [HeldLocks.Lock]
) -> String {
  let words =
    switch work.kind {
    case .rewrite: "writes all of \(work.relation.label) anew"
    case .scan: "reads all of \(work.relation.label)"
    case .indexBuild: "builds an index of \(work.relation.label)"
    case .change:
      rows.map { "changes \($0)" } ?? "may change many rows of \(work.relation.label)"
    }
  let names = list(locks.map(\.relation.label))
  return "this \(words) while earlier statements of the transaction lock \(names): "
    + waiting(for: locks)
}

/// Who waits until it is done, and where, if that is not the same for all tables.
private func waiting(for locks: [HeldLocks.Lock]) -> String {
  let unreadable = locks.filter(\.mode.blocksReads)
  let readable = locks.filter { !$0.mode.blocksReads }
  if readable.isEmpty { return "reads and writes wait until it is done" }
  if unreadable.isEmpty { return "writes wait until it is done" }
  return "reads and writes of \(list(unreadable.map(\.relation.label))) wait until it is done, "
    + "and writes of \(list(readable.map(\.relation.label)))"
}
