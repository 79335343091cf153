import Catalog
import Effects
import SQLSyntax

/// A column of which all is known, and on which nothing depends: another one can take its place.
package struct StandaloneColumn: Sendable {
  /// In SQL.
  package var type: String
  /// Its name in pg_type.
  package var builtIn: String
  package var isNotNull: Bool
  /// The column of the table's primary key, in SQL.
  package var key: String
}

extension Replay {
  /// - Returns: nil where anything is not known, or would have to be made once more for the other column.
  func standaloneColumn(_ name: Name, of table: QualifiedName) -> StandaloneColumn? {
    guard let id = find(table)?.id, let relation = catalog.relation(id), relation.kind == .table,
      relation.isOfHistory, relation.persistence == .permanent, !relation.hasUnknownColumns,
      relation.parents.isEmpty, relation.children.isEmpty, relation.attached.isEmpty,
      let key = soleKey(of: table), let number = relation.column(named: name.text)
    else { return nil }
    let column = relation[number]
    guard column.defaultValue == nil, !column.hasUnknownDefault, column.identity == nil,
      column.generated == nil, column.collation == nil, column.comment == nil,
      let isNotNull = column.isNotNull, let type = column.type, let builtIn = type.builtIn,
      StandaloneColumn.comparable.contains(builtIn),
      !catalog.indexes(of: id).contains(where: { $0.index.columns.contains(number) }),
      catalog.dependencies(on: ObjectAddress(id, .column(number))).allSatisfy({
        catalog.constraint($0.dependent.object)?.kind == .notNull
      })
    else { return nil }
    return StandaloneColumn(
      type: catalog.describe(type), builtIn: builtIn, isNotNull: isNotNull, key: key)
  }
}

extension StandaloneColumn {
  /// Types whose values can be told apart: IS DISTINCT FROM wants that.
  fileprivate static let comparable: Set<String> = [
    "bool", "int2", "int4", "int8", "numeric", "float4", "float8", "text", "varchar", "bpchar",
    "uuid", "date", "time",
    "timestamp", "timestamptz", "interval", "jsonb", "bytea", "inet", "cidr",
  ]
}
