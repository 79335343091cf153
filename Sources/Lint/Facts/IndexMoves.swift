import Catalog
import Diagnostics
import Effects
import Migrations
package import SQLLexer
import SQLSyntax

/// What an index meets of its file, should another one build it.
package struct IndexMove: Sendable {
  /// It is made of what the file makes or changes: it cannot be built before.
  package var isBehind = false
  /// The later statements of the file that need it.
  package var users: [ByteRange] = []
  /// Of a primary key: the DROP CONSTRAINT of an earlier statement that takes the old one away.
  package var dropOfOld: ByteRange?
}

/// Finds what the other statements of a section have to do with the indexes that it makes.
struct IndexMoves {
  private struct Maker {
    var step: Int
    /// Of the constraint, or of the name of the table of CREATE INDEX.
    var place: ByteRange
  }
  /// Of indexes, and of the constraints that they stand behind.
  private var makers: [ObjectID: Maker] = [:]
  /// Columns that have got another name.
  private var renamedColumns: [ObjectID: Set<Int16>] = [:]
  /// Tables that have.
  private var renamed: Set<ObjectID> = []
  /// Tables whose rows something has made other ones: perhaps so that a unique index can be built.
  private var changed: Set<ObjectID> = []
  /// Names of what has been dropped.
  private var freed: Set<String> = []
  /// By table, the DROP CONSTRAINT that has taken the primary key away.
  private var droppedKeys: [ObjectID: ByteRange] = [:]

  /// Notes what a step has done.
  ///
  /// - Parameter steps: the step is the last one.
  mutating func note(_ stop: Stop, _ server: Replay, _ steps: inout [ReplayedStep]) {
    let place = steps.count - 1
    let effects = steps[place].effects
    guard effects.failure == nil, !stop.context.isRolledBack else { return }
    for id in server.indexesUsed(by: stop.statement, effects) {
      guard let maker = makers[id], maker.step != place else { continue }
      var users = steps[maker.step].indexMoves[maker.place]?.users ?? []
      if users.last != stop.statement.range { users.append(stop.statement.range) }
      steps[maker.step].indexMoves[maker.place]?.users = users
    }
    note(stop, effects, at: place, server, &steps[place].indexMoves)
    freed.formUnion(effects.drops.lazy.compactMap { $0.name.nameParts.last })
  }

  private mutating func note(
    _ stop: Stop, _ effects: Effects, at step: Int, _ server: Replay,
    _ moves: inout [ByteRange: IndexMove]
  ) {
    switch stop.statement.tree {
    case .createIndex(let index):
      guard let id = effects.madeIndex?.id,
        let made = server.catalog.index(id)
      else { return }
      let place = index.table.range
      makers[id] = Maker(step: step, place: place)
      moves[place] = IndexMove(
        isBehind: freed.contains(server.catalog[id].name) || isBehind(made, server))
    case .alterTable(let alter):
      for (place, id) in effects.constraints {
        guard let constraint = server.catalog.constraint(id) else { continue }
        if let index = constraint.index {
          // One of USING INDEX has been made before.
          makers[id] = makers[index] ?? Maker(step: step, place: place)
          makers[index] = makers[id]
        }
        let made = constraint.index.flatMap { server.catalog.index($0) }
        moves[place] = IndexMove(
          isBehind: made.map { isBehind($0, server) }
            ?? isBehind(Set(constraint.columns), of: constraint.owner, server),
          dropOfOld: constraint.kind == .primaryKey ? droppedKeys[constraint.owner] : nil)
      }
      note(keyDroppedBy: alter, effects)
    case .rename(let rename):
      guard let table = effects.relations[rename.name.range]?.id else { return }
      if rename.object == .column, let relation = server.catalog.relation(table),
        let number = relation.column(named: rename.newName.text)
      {
        renamedColumns[table, default: []].insert(number)
      } else if rename.part == nil {
        renamed.insert(table)
      }
    case .update(let update): note(changed: update.target, effects)
    case .delete(let delete): note(changed: delete.target, effects)
    case .merge: changed.formUnion(effects.relations.values.lazy.map(\.id))
    case .drop(let drop) where drop.object == .index:
      freed.formUnion(drop.names.map(\.name.text))
    default: break
    }
  }

  private mutating func note(keyDroppedBy alter: AlterTable, _ effects: Effects) {
    guard let table = effects.relations[alter.name.range]?.id else { return }
    let key = effects.drops.first { $0.constraint == .primaryKey }?.name.nameParts.last
    let name = key ?? implicitName(alter.name.name.text, "", "pkey")
    let command = alter.commands.first { $0.kind == .dropConstraint && $0.name?.text == name }
    if let command { droppedKeys[table] = command.range }
  }

  private mutating func note(changed table: QualifiedName, _ effects: Effects) {
    if let id = effects.relations[table.range]?.id { changed.insert(id) }
  }

  private func isBehind(_ index: Index, _ server: Replay) -> Bool {
    let expressions = index.keys.compactMap(\.expression) + (index.predicate.map { [$0] } ?? [])
    return isBehind(index.columns, of: index.table, server)
      || index.isUnique && changed.contains(index.table)
      || expressions.contains { expression in
        expression.objects.contains { server.catalog[$0].origin.file == server.file }
      }
  }

  private func isBehind(_ columns: Set<Int16>, of table: ObjectID, _ server: Replay) -> Bool {
    guard let relation = server.catalog.relation(table) else { return false }
    return renamed.contains(table)
      || !columns.isDisjoint(with: renamedColumns[table] ?? [])
      || columns.contains { number in
        relation[number].origin.file == server.file
          || relation[number].typeOrigin.file == server.file
      }
  }
}

extension Replay {
  /// The indexes, and the constraints of indexes, without which a statement fails that has just been executed.
  fileprivate func indexesUsed(by statement: Statement, _ effects: Effects) -> Set<ObjectID> {
    var used = effects.arbiters
    for constraint in effects.constraints.values.lazy.compactMap({ self.catalog.constraint($0) }) {
      used.formUnion([constraint.index, constraint.foreignKey?.index].compactMap { $0 })
    }
    switch statement.tree {
    case .comment(let comment):
      guard let name = comment.object.name else { break }
      if comment.object.object == .index, let id = find(name)?.id { used.insert(id) }
      if comment.object.object == .tableConstraint, let table = comment.object.table {
        used.formUnion(self.constraint(name.name, of: table))
      }
    case .rename(let rename):
      if rename.object == .index, let id = effects.relations[rename.name.range]?.id {
        used.insert(id)
      }
      if rename.object == .tableConstraint {
        used.formUnion(constraint(rename.newName, of: rename.name))
      }
    case .alterTable(let alter):
      guard let id = effects.relations[alter.name.range]?.id else { break }
      if alter.object == .index { used.insert(id) }
      for command in alter.commands where command.name != nil {
        if command.kind == .clusterOn, let index = catalog.relation(id)?.clusteredIndex {
          used.insert(index)
        }
        if command.kind == .replicaIdentity, let index = catalog.relation(id)?.replicaIdentity {
          used.insert(index)
        }
      }
    case .cluster(let cluster) where cluster.index != nil:
      if let table = cluster.table.flatMap({ find($0)?.id }),
        let index = catalog.relation(table)?.clusteredIndex
      {
        used.insert(index)
      }
    default: break
    }
    return used
  }

  private func constraint(_ name: Name, of table: QualifiedName) -> [ObjectID] {
    guard let owner = find(table)?.id,
      let id = catalog.object(.constraint, name.text, in: owner)?.id
    else { return [] }
    return [id]
  }
}

extension Step {
  /// The later statements of the file that need an index, where it can only be built elsewhere.
  ///
  /// - Parameter place: of the constraint, or of the name of the table of CREATE INDEX.
  func users(ofIndex place: ByteRange) -> [RelatedPlace] {
    let mostNotes = 3
    guard !knowsTransport, let users = self.indexMoves[place]?.users else { return [] }
    let rest = users.count - mostNotes
    return users.prefix(mostNotes).enumerated().map { number, user in
      let others = number == mostNotes - 1 && rest > 0 ? "; so do \(rest) more behind it" : ""
      return related(
        user.firstLine(in: section.syntax.bytes),
        "needs the index, and has to move as well\(others)")
    }
  }
}
