import Catalog
import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// What the other statements of a section tell of its DROP INDEX. Nothing is gathered where there is none.
struct IndexDrops {
  private let isAsked: Bool
  /// Tables that something else locks against everybody, with the transactions in which it does.
  private var locked: [ObjectID: Set<Int>] = [:]
  /// Tables that something else rewrites or reads as a whole meanwhile.
  private var worked: Set<ObjectID> = []
  /// Indexes that are made on tables that the files have made, with the last step that does.
  private var made: [RelationKey: Int] = [:]

  init(_ walk: Walk) {
    isAsked =
      walk.section.kind == .up && walk.section.syntax.statements.contains(where: \.mayDropIndex)
  }

  /// Notes what a step does.
  mutating func note(_ step: ReplayedStep, at stop: Stop, _ path: NamePath) {
    guard isAsked, !stop.context.isRolledBack else { return }
    switch stop.statement.tree {
    case .drop(let drop) where drop.object == .index: return
    case .createIndex(let index):
      guard let reference = index.reference,
        step.effects.relations[index.table.range].map({ !$0.isAssumed }) ?? false
      else { return }
      made[path.keyOfNew(reference.name)] = stop.index
    default:
      for lock in step.effects.locks where lock.mode == .accessExclusive && lock.relation.isShared {
        locked[lock.relation.id, default: []].insert(stop.context.number)
        if step.effects.work.contains(where: { $0.relation.id == lock.relation.id }) {
          worked.insert(lock.relation.id)
        }
      }
    }
  }

  /// Who uses the table is kept from it for as long without the DROP INDEX.
  func lockIsTaken(on table: ObjectID, in context: TransactionContext) -> Bool {
    worked.contains(table)
      || context.opening != nil && locked[table]?.contains(context.number) == true
  }

  /// A step behind this one makes the index, on a table whose indexes are known.
  func isMade(_ index: QualifiedName, after step: Int, _ path: NamePath) -> Bool {
    made[path.keyOfNew(index)].map { $0 > step } ?? false
  }
}

extension Statement {
  /// Also in a DO block.
  fileprivate var mayDropIndex: Bool {
    if case .drop(let drop) = tree { return drop.object == .index }
    return executedBody?.text.statements.contains(where: \.mayDropIndex) ?? false
  }
}
