import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// A constraint that a DROP CONSTRAINT of the present file names.
struct DroppedConstraint {
  /// Of the command.
  var range: ByteRange
  /// nil where it is not there.
  var table: ObjectID?
  var name: String
  /// nil where nothing is known of it.
  var id: ObjectID?
  /// Its columns, as they are called when it goes.
  var columns: [String] = []
}

/// A unique index that a DROP INDEX of the present file names.
struct DroppedUniqueIndex {
  /// Of its name.
  var name: ByteRange
  var id: ObjectID
  /// What it mentions, keys first, as it is called when it goes; empty where that is not known.
  var columns: [String]
}

extension MigrationOutcome.LostConstraint {
  /// What is lost, now that the file has run; nil where something else has taken its place, or nothing needs it any more.
  ///
  /// - Parameter made: what the file has made.
  init?(_ dropped: DroppedConstraint, _ server: Replay, made: [ObjectID]) {
    let catalog = server.catalog
    guard let owner = dropped.table, !catalog[owner].isDropped, !server.isPrivate(owner),
      let table = catalog.relation(owner)
    else { return nil }
    name = dropped.name
    self.table = catalog.qualifiedName(owner)
    let newOnes = made.compactMap { catalog.constraint($0) }.filter { $0.owner == owner }
    let hasNamesake = catalog.constraints(of: owner).contains {
      catalog[$0.id].name == dropped.name
    }
    guard !hasNamesake else { return nil }
    guard let id = dropped.id, let constraint = catalog.constraint(id) else {
      // PostgreSQL's own names tell the kind.
      let suffixes: [(String, Constraint.Kind)] = [
        ("_pkey", .primaryKey), ("_key", .unique), ("_fkey", .foreignKey), ("_check", .check),
        ("_excl", .exclusion),
      ]
      kind = suffixes.first { dropped.name.hasSuffix($0.0) }?.1
      isKnown = false
      columns = []
      guard newOnes.isEmpty || newOnes.allSatisfy({ kind != nil && $0.kind != kind }) else {
        return nil
      }
      return
    }
    guard catalog[id].isDropped, catalog[id].origin.file != server.file,
      constraint.kind != .notNull, constraint.isEnforced,
      constraint.columns.allSatisfy({ !table[$0].isDropped })
    else { return nil }
    kind = constraint.kind
    isKnown = true
    columns = []
    note(constraint.columns, dropped.columns, of: owner, table, catalog)
    referenced = constraint.foreignKey.map { catalog.qualifiedName($0.referenced) }
    if constraint.isReplaced(by: newOnes, in: catalog) { return nil }
  }
}

extension MigrationOutcome.LostConstraint {
  /// What a unique index kept apart that the file has dropped; nil where something else does.
  init?(_ dropped: DroppedUniqueIndex, _ server: Replay) {
    let catalog = server.catalog
    let id = dropped.id
    guard catalog[id].isDropped, catalog[id].origin.file != server.file,
      let index = catalog.index(id), index.isUnique, index.predicate == nil, index.isValid == true,
      index.constraint == nil, !catalog[index.table].isDropped, !server.isPrivate(index.table),
      let table = catalog.relation(index.table), table.kind.isTable
    else { return nil }
    let columns = index.keys.compactMap(\.column)
    guard columns.count == index.keys.count, columns.allSatisfy({ !table[$0].isDropped }),
      !catalog.indexes(of: index.table).contains(where: { $0.index.isKey(within: Set(columns)) })
    else { return nil }
    name = catalog[id].name
    self.table = catalog.qualifiedName(index.table)
    kind = .unique
    isKnown = true
    self.columns = []
    note(columns, Array(dropped.columns.prefix(columns.count)), of: index.table, table, catalog)
  }

  /// Notes the columns as clients know them.
  private mutating func note(
    _ numbers: [Int16], _ names: [String], of id: ObjectID, _ table: Relation, _ catalog: Catalog
  ) {
    let now = numbers.map { table[$0].name }
    columns = names.count == now.count ? names : now
    isRenamed = columns != now
    let columns = Set(numbers)
    partialIndexes = catalog.indexes(of: id).filter { $0.index.isPartialKey(within: columns) }
      .map { catalog[$0.id].name }
  }
}

extension Index {
  /// It would be a key of some columns, all of which it mentions, if it were not for the rows that its WHERE leaves out.
  fileprivate func isPartialKey(within columns: Set<Int16>) -> Bool {
    guard predicate != nil, self.columns.isSuperset(of: columns) else { return false }
    var whole = self
    whole.predicate = nil
    return whole.isKey(within: columns)
  }
}

extension Constraint {
  /// What it held still holds, or something of its kind has been put in its place.
  fileprivate func isReplaced(by newOnes: [Constraint], in catalog: Catalog) -> Bool {
    let columns = Set(columns)
    switch kind {
    case .primaryKey, .unique:
      let indexes = catalog.indexes(of: owner).map(\.index)
      if kind == .primaryKey, indexes.contains(where: \.isPrimary) { return true }
      return kind == .unique
        && indexes.contains { $0.isKey(within: columns) }
    case .foreignKey:
      if let referenced = foreignKey?.referenced, catalog[referenced].isDropped { return true }
      return catalog.constraints(of: owner).contains {
        $0.constraint.kind == .foreignKey && !columns.isDisjoint(with: $0.constraint.columns)
      }
    case .check:
      let relation = catalog.relation(owner)
      if !notNull.isEmpty, notNull.allSatisfy({ relation?[$0].isNotNull == true }) { return true }
      return newOnes.contains {
        $0.kind == .check && !columns.isDisjoint(with: $0.columns)
      }
    case .exclusion: return newOnes.contains { $0.kind == .exclusion }
    case .notNull, .trigger: return true
    }
  }
}

extension Step {
  /// The constraints that ALTER TABLE takes from a table that stays, and that nothing replaces.
  var lostConstraints: [(AlterTable, AlterTableCommand, MigrationOutcome.LostConstraint)] {
    guard goesForward, failure == nil, case .alterTable(let alter) = statement.tree,
      !isRemovedLater(ObjectReference(.table, alter.name))
    else { return [] }
    return alter.commands.compactMap { command in
      guard command.kind == .dropConstraint,
        let lost = migration.outcome.lostConstraints[command.range]
      else { return nil }
      return (alter, command, lost)
    }
  }
}
