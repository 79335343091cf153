import Catalog
import Effects
import Migrations
import SQLSyntax

/// The locks that the statements of a section take by themselves. Nothing is gathered where none is LOCK TABLE.
struct LaterLocks {
  private struct Key: Hashable {
    var transaction: Int
    var relation: ObjectID
  }
  private let isAsked: Bool
  /// By mode, the last step that takes it.
  private var steps: [Key: [LockMode: Int]] = [:]

  init(_ walk: Walk) {
    isAsked = walk.section.syntax.statements.contains(where: \.locksTables)
  }

  mutating func note(_ effects: Effects, at stop: Stop) {
    guard isAsked, !stop.context.isRolledBack, stop.statement.node != .lock else { return }
    for lock in effects.locks where lock.mode.blocksWrites {
      let key = Key(transaction: stop.context.number, relation: lock.relation.id)
      steps[key, default: [:]][lock.mode] = stop.index
    }
  }

  /// A step of the transaction behind this one takes a lock at least as strong.
  func isTaken(
    _ mode: LockMode, on relation: ObjectID, in transaction: Int, after step: Int
  ) -> Bool {
    steps[Key(transaction: transaction, relation: relation)]?
      .contains { $0.key >= mode && $0.value > step } ?? false
  }
}

extension Statement {
  /// Also in a DO block.
  fileprivate var locksTables: Bool {
    if case .lock = tree { return true }
    return executedBody?.reachedStatements.contains(where: \.locksTables) ?? false
  }
}
