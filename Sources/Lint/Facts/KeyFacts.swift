import Catalog
import Effects
package import SQLLexer
import SQLSyntax

/// What rules about indexes and constraints ask of a statement that only those before it can tell.
package struct KeyFacts: Sendable {
  /// An index that an earlier statement of the file has dropped, in a transaction that is over.
  package struct ReplacedIndex: Sendable {
    package var name: String
    /// The statement that drops it, as far as the name.
    package var range: ByteRange
    package var isUnique: Bool
    /// DROP INDEX CONCURRENTLY
    package var isConcurrent: Bool
    package var saysIfExists: Bool
    /// What both begin with, as printed; nil where only their name is known to be the same.
    package var key: String?
  }

  /// Of CREATE INDEX: the index whose place the new one takes, where no other takes it.
  package var replacedIndex: ReplacedIndex?
  /// Of CREATE INDEX: the index of the same name, or of the same columns, that an earlier statement of the file has
  /// dropped, in whatever transaction.
  package var predecessor: ReplacedIndex?
  /// Where it makes an index that rows may break that were there: the constraint, or the name of the table of CREATE INDEX.
  package var uniqueOverRows: Set<ByteRange> = []
  /// Of CREATE UNIQUE INDEX: some of its columns are a key already, so that it asks for nothing new.
  package var repeatsKey = false
}

/// Keeps what the statements of a file drop, for those behind them.
struct KeyLog {
  private struct DroppedIndex {
    var id: ObjectID
    var range: ByteRange
    /// Of its name.
    var name: ByteRange
    var transaction: Int
    var saysIfExists: Bool
    var isConcurrent: Bool
    var columns: [String]
  }

  private var indexes: [DroppedIndex] = []
  private var changed: Set<ObjectID> = []
  private(set) var constraints: [DroppedConstraint] = []

  var droppedIndexes: [DroppedUniqueIndex] {
    indexes.map { DroppedUniqueIndex(name: $0.name, id: $0.id, columns: $0.columns) }
  }

  /// Looks at what a statement is about to drop.
  mutating func expect(_ stop: Stop, _ server: Replay) {
    guard case .alterTable(let alter) = stop.statement.tree, !stop.context.isRolledBack,
      alter.object == .table
    else { return }
    let commands = alter.commands.filter { $0.kind == .dropConstraint }
    guard !commands.isEmpty else { return }
    let table = server.find(alter.name)?.id
    for command in commands {
      guard let name = command.name, !name.isTemplate else { continue }
      let id = table.flatMap { server.catalog.object(.constraint, name.text, in: $0)?.id }
      let relation = table.flatMap { server.catalog.relation($0) }
      constraints.append(
        DroppedConstraint(
          range: command.range, table: table, name: name.text, id: id,
          columns: id.flatMap { server.catalog.constraint($0) }.map { constraint in
            constraint.columns.compactMap { relation?[$0].name }
          } ?? []))
    }
  }

  /// Tells a statement that has been run what it has to do with those before it.
  mutating func note(_ step: inout ReplayedStep, _ stop: Stop, _ server: Replay) {
    guard step.effects.failure == nil, !stop.context.isRolledBack else { return }
    switch stop.statement.tree {
    case .alterTable(let alter):
      // A table that nobody knew has been met by now.
      for index in constraints.indices where constraints[index].table == nil {
        constraints[index].table = step.effects.relations[alter.name.range]?.id
      }
    case .drop(let drop) where drop.object == .index:
      for name in drop.names {
        guard let index = step.effects.relations[name.range], index.isShared else { continue }
        indexes.append(
          DroppedIndex(
            id: index.id,
            range: ByteRange(
              start: drop.objects.count == 1 ? stop.statement.range.start : name.range.start,
              end: name.range.end), name: name.range, transaction: stop.context.number,
            saysIfExists: drop.ifExists, isConcurrent: drop.isConcurrent,
            columns: step.effects.drops.first { $0.name == index.name }?.columns ?? []))
      }
    case .createIndex(let index):
      guard let made = step.effects.madeIndex?.id else { break }
      if !indexes.isEmpty {
        step.keys.replacedIndex = replacedIndex(by: made, stop, server.catalog)
        step.keys.predecessor = predecessor(of: made, server.catalog)
      }
      if index.isUnique { step.keys.repeatsKey = repeatsKey(made, server.catalog) }
    case .update, .delete, .merge, .truncate:
      for relation in step.effects.relations.values { changed.insert(relation.id) }
    default: break
    }
    if step.effects.works(.indexBuild) {
      step.keys.uniqueOverRows = server.uniqueOverRows(
        stop.statement, step.effects,
        changed: changed, dropped: Set(indexes.map(\.id)).union(indexesOfConstraints(server)))
    }
  }

  private func repeatsKey(_ made: ObjectID, _ catalog: Catalog) -> Bool {
    guard let index = catalog.index(made) else { return false }
    let columns = Set(index.keys.compactMap(\.column))
    return catalog.indexes(of: index.table).contains {
      $0.id != made && $0.index.isKey(within: columns)
    }
  }

  private func indexesOfConstraints(_ server: Replay) -> [ObjectID] {
    constraints.compactMap { $0.id.flatMap { server.catalog.constraint($0)?.index } }
  }

  private func replacedIndex(
    by made: ObjectID, _ stop: Stop, _ catalog: Catalog
  ) -> KeyFacts.ReplacedIndex? {
    guard let index = catalog.index(made) else { return nil }
    let key = index.keys.first.map { catalog.text(of: $0, in: index) }
    let others = catalog.indexes(of: index.table).filter { $0.id != made }.map(\.index)
    guard
      !others.contains(where: { other in
        other.keys.first.map { catalog.text(of: $0, in: other) } == key && other.isValid != false
          && other.predicate == nil
      })
    else { return nil }
    for dropped in indexes where dropped.transaction != stop.context.number {
      let hasSameName = catalog[dropped.id].name == catalog[made].name
      guard let old = catalog.index(dropped.id) else {
        // What a failed build may have left is cleared away like this.
        guard hasSameName, !dropped.saysIfExists else { continue }
        return replaced(dropped, isUnique: index.isUnique, catalog)
      }
      guard old.table == index.table else { continue }
      let oldKey = old.keys.first.map { catalog.text(of: $0, in: old) }
      let isSame =
        hasSameName && catalog.definition(ofIndex: dropped.id) == catalog.definition(ofIndex: made)
      guard hasSameName || oldKey == key, !isSame || !dropped.saysIfExists else { continue }
      return replaced(dropped, isUnique: old.isUnique, key: oldKey, catalog)
    }
    return nil
  }

  private func predecessor(of made: ObjectID, _ catalog: Catalog) -> KeyFacts.ReplacedIndex? {
    guard let index = catalog.index(made) else { return nil }
    for dropped in indexes.reversed() {
      let hasSameName = catalog[dropped.id].name == catalog[made].name
      guard let old = catalog.index(dropped.id) else {
        // Perhaps there is none.
        guard hasSameName, !dropped.saysIfExists else { continue }
        return replaced(dropped, isUnique: index.isUnique, catalog)
      }
      let columns = index.keys.compactMap(\.column)
      let hasSameColumns =
        columns.count == index.keys.count && columns == old.keys.compactMap(\.column)
        && old.keys.count == columns.count
      guard old.table == index.table, hasSameName || hasSameColumns else { continue }
      return replaced(dropped, isUnique: old.isUnique, catalog)
    }
    return nil
  }

  private func replaced(
    _ dropped: DroppedIndex, isUnique: Bool, key: String? = nil, _ catalog: Catalog
  ) -> KeyFacts.ReplacedIndex {
    KeyFacts.ReplacedIndex(
      name: catalog[dropped.id].name, range: dropped.range, isUnique: isUnique,
      isConcurrent: dropped.isConcurrent, saysIfExists: dropped.saysIfExists, key: key)
  }
}

extension Replay {
  /// Where a statement makes unique what may not be: nothing says so of the rows that are there.
  fileprivate func uniqueOverRows(
    _ statement: Statement, _ effects: Effects, changed: Set<ObjectID>, dropped: Set<ObjectID>
  ) -> Set<ByteRange> {
    if case .createIndex(let index) = statement.tree {
      guard index.isUnique, let made = effects.madeIndex?.id
      else { return [] }
      return mayBeBroken(made, changed, dropped) ? [index.table.range] : []
    }
    return Set(
      effects.constraints.lazy.filter { _, id in
        catalog.constraint(id)?.index.map {
          isNew($0, effects) && mayBeBroken($0, changed, dropped)
        }
          ?? false
      }.map(\.key))
  }

  /// The statement has made it: it is no index of USING INDEX.
  private func isNew(_ index: ObjectID, _ effects: Effects) -> Bool {
    effects.creates.contains { $0.id == index }
  }

  /// - Parameter dropped: indexes that the file has dropped: what they promised still holds.
  private func mayBeBroken(
    _ id: ObjectID, _ changed: Set<ObjectID>, _ dropped: Set<ObjectID>
  ) -> Bool {
    guard let index = catalog.index(id), index.isUnique, !changed.contains(index.table),
      !isPrivate(index.table), let table = catalog.relation(index.table), table.kind.isTable
    else { return false }
    let columns = Set(index.keys.compactMap(\.column))
    // What the file itself has filled, it has filled so that this holds.
    guard !index.columns.contains(where: { table[$0].origin.file == file }) else { return false }
    let gone = dropped.sorted().compactMap { id in
      catalog.index(id).flatMap { $0.table == index.table ? (id: id, index: $0) : nil }
    }
    return !(catalog.indexes(of: index.table) + gone).contains { other, candidate in
      other != id && candidate.isKey(within: columns)
    }
  }
}

extension Index {
  /// It lets in no two rows with the same values in some columns. What is the same of two values, is so of what is made of
  /// them.
  func isKey(within columns: Set<Int16>) -> Bool {
    isUnique && predicate == nil && isValid != false
      && keys.allSatisfy { key in
        key.column.map(columns.contains) ?? key.expression?.columns.isSubset(of: columns) ?? false
      }
  }
}

extension Effects {
  /// The index that CREATE INDEX has made.
  var madeIndex: TouchedRelation? { creates.first { $0.kind.isIndex } }

  fileprivate func works(_ kind: Work.Kind) -> Bool { work.contains { $0.kind == kind } }
}
