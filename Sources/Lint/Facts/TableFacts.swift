import Catalog
package import Effects
package import SQLLexer
import SQLSyntax

/// What rules about tables as a whole ask of the schema in which a statement stands.
package struct TableFacts: Sendable {
  /// A materialized view that the files make.
  package struct View: Sendable {
    /// It has rows to show, perhaps none.
    package var isReadable: Bool
    /// Over columns, for all rows, as REFRESH … CONCURRENTLY wants it.
    package var hasUniqueIndex: Bool
  }
  /// Of REFRESH; nil where nothing is known of it.
  package var view: View?
  /// Of ALTER TABLE: the table is known to have one.
  package var hasPrimaryKey = false
  /// By the place of the name of a partition in DROP TABLE: the table that it is a partition of.
  package var partitioned: [ByteRange: TouchedRelation] = [:]
  /// By the place of the name of an index in DROP INDEX: its table.
  package var indexed: [ByteRange: TouchedRelation] = [:]
  /// The same: the columns that are its keys, where all of them are columns.
  package var indexKeys: [ByteRange: [String]] = [:]
  /// The same: the files have made all that is in the schema, and nothing of the name.
  package var missingIndexes: Set<ByteRange> = []
  /// Of ALTER TABLE: the column of the partition key, where that is one.
  package var keyColumn: String?
  /// Of ALTER TABLE, CREATE TABLE … PARTITION OF and DROP TABLE of a partition: that of the partitioned table.
  package var defaultPartition: TouchedRelation?
}

extension Replay {
  /// - Returns: nil for statements that no rule asks about.
  func tableFacts(of statement: Statement) -> TableFacts? {
    var facts = TableFacts()
    switch statement.tree {
    case .refreshMaterializedView(let refresh):
      guard let id = find(refresh.name)?.id, let relation = catalog.relation(id),
        !relation.isAssumed, let view = relation.view
      else { return nil }
      facts.view = TableFacts.View(
        isReadable: view.isPopulated, hasUniqueIndex: hasIndexForConcurrentRefresh(id))
    case .alterTable(let alter):
      guard let id = find(alter.name)?.id else { return nil }
      facts.hasPrimaryKey = catalog.indexes(of: id).contains { $0.index.isPrimary }
      facts.defaultPartition = defaultPartition(of: id).map(older)
      if let relation = catalog.relation(id), let key = relation.partitionKey?.columns,
        key.count == 1, let number = key[0]
      {
        facts.keyColumn = relation[number].name
      }
    case .createTable(let table):
      guard let parent = table.partition?.parent, let id = find(parent)?.id else { return nil }
      facts.defaultPartition = defaultPartition(of: id).map(older)
    case .drop(let drop) where drop.object == .table:
      for name in drop.names {
        guard let id = find(name)?.id, let relation = catalog.relation(id), relation.isPartition,
          let parent = relation.parents.first
        else { continue }
        facts.partitioned[name.range] = older(parent)
        facts.defaultPartition = defaultPartition(of: parent).map(older)
      }
      if facts.partitioned.isEmpty { return nil }
    case .drop(let drop) where drop.object == .index:
      for name in drop.names {
        guard let id = find(name)?.id, let index = catalog.index(id) else {
          if isOfNoFile(index: name) { facts.missingIndexes.insert(name.range) }
          continue
        }
        facts.indexed[name.range] = older(index.table)
        let columns = index.keys.compactMap { key in
          key.column.flatMap { catalog.relation(index.table)?[$0].name }
        }
        if columns.count == index.keys.count { facts.indexKeys[name.range] = columns }
      }
      if facts.indexed.isEmpty, facts.missingIndexes.isEmpty { return nil }
    default: return nil
    }
    return facts
  }

  /// No file has made it, but one has made the table that its name tells; and what is done could be followed.
  private func isOfNoFile(index: QualifiedName) -> Bool {
    guard hasNeverMade(index), catalog.isFollowed else { return false }
    return index.name.text.possibleTables.contains { name in
      let table = Name(text: name, range: index.name.range)
      return find(QualifiedName(qualifiers: index.qualifiers, name: table)).map {
        !$0.isAssumed && $0.holdsRows
      } ?? false
    }
  }

  /// A relation that is there before the statement, whatever the one before it has made.
  private func older(_ id: ObjectID) -> TouchedRelation {
    var relation = touched(id)
    relation.isNew = false
    return relation
  }
}
