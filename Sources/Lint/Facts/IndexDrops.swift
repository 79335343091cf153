import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// What the other statements of a section tell of its DROP INDEX. Nothing is gathered where there is none.
struct IndexDrops {
  private let isAsked: Bool
  private struct LockedTable {
    /// The transactions in which it is.
    var transactions: Set<Int> = []
    /// Something rewrites it meanwhile, or reads it as a whole.
    var isWorkedOn = false
  }
  /// Tables that something else locks against everybody.
  private var locked: [ObjectID: LockedTable] = [:]
  /// Their names, without the schemas.
  private var namesakes: [String: [ObjectID]] = [:]
  /// Indexes that are made on tables that the files have made, with the last step that does.
  private var made: [String: (key: RelationKey, step: Int)] = [:]

  /// A CREATE INDEX of the section.
  struct Creation {
    var index: CreateIndex
    /// Of the statement.
    var range: ByteRange
    var step: Int
    /// What the indexes and constraints of its table are called before it.
    var takenNames: [String]
    fileprivate var key: RelationKey?
  }

  private struct Keys: Hashable {
    var table: ObjectID
    var columns: [String]
  }

  /// The last ones, by the names of the indexes, and by what they are made of.
  private var creations: [String: Creation] = [:]
  private var creationsOfKeys: [Keys: Creation] = [:]

  init(_ walk: Walk) {
    isAsked =
      walk.section.kind == .up && walk.section.syntax.statements.contains(where: \.mayDropIndex)
  }

  /// Notes what a step does.
  mutating func note(_ replayed: SharedStep, at stop: Stop, _ path: NamePath) {
    guard isAsked, !stop.context.isRolledBack else { return }
    let step = replayed.told
    switch stop.statement.tree {
    case .drop(let drop) where drop.object == .index: return
    case .createIndex(let index):
      note(index, step, at: stop, path)
      // Where one of that name is there already, none is made.
      guard let reference = index.reference, step.effects.failure == nil, !step.effects.skips,
        step.effects.relations[index.table.range].map({ !$0.isAssumed }) ?? false
      else { return }
      made[reference.name.name.text] = (path.keyOfNew(reference.name), stop.index)
    default:
      for lock in step.effects.locks where lock.mode == .accessExclusive && lock.relation.isShared {
        let id = lock.relation.id
        if locked[id] == nil, let name = lock.relation.name.nameParts.last {
          namesakes[name, default: []].append(id)
        }
        var table = locked[id] ?? LockedTable()
        table.transactions.insert(stop.context.number)
        if step.effects.work.contains(where: { $0.relation.id == id }) { table.isWorkedOn = true }
        locked[id] = table
      }
    }
  }

  private mutating func note(
    _ index: CreateIndex, _ step: ReplayedStep, at stop: Stop, _ path: NamePath
  ) {
    guard step.effects.failure == nil, !step.effects.skips else { return }
    let creation = Creation(
      index: index, range: stop.statement.range, step: stop.index, takenNames: step.takenNames,
      key: index.reference.map { path.keyOfNew($0.name) })
    if let name = index.name { creations[name.text] = creation }
    let columns = index.elements.compactMap(\.column?.text)
    if let table = step.effects.relations[index.table.range], columns.count == index.elements.count
    {
      creationsOfKeys[Keys(table: table.id, columns: columns)] = creation
    }
  }

  /// The step behind this one that makes an index in place of one that goes: under its name, or of the same columns.
  ///
  /// - Parameters:
  ///   - table: of the index that goes; nil where nothing is known of it.
  ///   - columns: its keys.
  func creation(
    insteadOf index: QualifiedName, on table: ObjectID?, _ columns: [String]?, after step: Int,
    _ path: NamePath
  ) -> Creation? {
    if let namesake = creations[index.name.text], namesake.step > step,
      index.schema == nil || namesake.key == path.keyOfNew(index)
    {
      return namesake
    }
    guard let table, let columns, let other = creationsOfKeys[Keys(table: table, columns: columns)],
      other.step > step
    else { return nil }
    return other
  }

  /// Who uses the table is kept from it without the DROP INDEX as well: for longer, or by the same transaction.
  ///
  /// - Parameters:
  ///   - transaction: nil where nobody knows which statements share one.
  func lockIsTaken(on table: ObjectID, in transaction: Int?) -> Bool {
    locked[table].map { isTaken($0, in: transaction) } ?? false
  }

  /// The same of the table that the name of an index tells: `t` of `t_a_idx`.
  func lockIsTaken(onTableOf index: QualifiedName, in transaction: Int?) -> Bool {
    index.name.text.possibleTables.contains { name in
      namesakes[name]?.contains { lockIsTaken(on: $0, in: transaction) } ?? false
    }
  }

  private func isTaken(_ table: LockedTable, in transaction: Int?) -> Bool {
    table.isWorkedOn || transaction.map { table.transactions.contains($0) } ?? true
  }

  /// A step behind this one makes the index, on a table whose indexes are known.
  func isMade(_ index: QualifiedName, after step: Int, _ path: NamePath) -> Bool {
    made[index.name.text].map { made in
      made.step > step && (index.schema == nil || made.key == path.keyOfNew(index))
    } ?? false
  }
}

extension String {
  /// An index is mostly named after its table and columns: what stands between any two underscores of its name, or its ends.
  var possibleTables: some Sequence<String> {
    // The text of a placeholder may be of any length.
    let bytes = Array(utf8.prefix(Name.longest))
    let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "_") } + [bytes.count]
    let starts = [0] + ends.dropLast().map { $0 + 1 }
    return starts.lazy.flatMap { start in
      ends.lazy.filter { $0 > start }.map { String(decoding: bytes[start..<$0], as: UTF8.self) }
    }
  }
}

extension Statement {
  /// Also in a DO block.
  fileprivate var mayDropIndex: Bool {
    if case .drop(let drop) = tree { return drop.object == .index }
    return executedBody?.reachedStatements.contains(where: \.mayDropIndex) ?? false
  }
}
