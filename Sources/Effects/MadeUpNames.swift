import SQLSyntax

/// The name that PostgreSQL makes up for a constraint or index without one: `table_columns_label`,
/// the longer of the first two cut until it fits (makeObjectName). A name that is taken gets a
/// number behind it, which is not looked at here.
package func madeUpName(_ table: String, _ columns: String, _ label: String) -> String {
  /// NAMEDATALEN - 1
  let longest = 63
  var table = Array(table.utf8)
  var columns = Array(columns.utf8)
  let overhead = label.utf8.count + 1 + (columns.isEmpty ? 0 : 1)
  while table.count + columns.count + overhead > longest {
    if table.count > columns.count { table.removeLast() } else { columns.removeLast() }
  }
  let parts = [table, columns, Array(label.utf8)].filter { !$0.isEmpty }
  return String(decoding: Array(parts.joined(separator: [UInt8(ascii: "_")])), as: UTF8.self)
}

/// Indexes that stand behind what a statement makes, other than by name: those of its constraints,
/// and an index without a name.
func impliedIndexes(of tree: StatementTree) -> [(name: QualifiedName, table: QualifiedName)] {
  switch tree {
  case .createTable(let table):
    let ofColumns = table.columns.flatMap { column in
      column.constraints.compactMap { indexName($0, table: table.name, columns: [column.name]) }
    }
    let ofTable = table.constraints.compactMap {
      indexName($0, table: table.name, columns: $0.columns)
    }
    return (ofColumns + ofTable).map { ($0, table.name) }
  case .alterTable(let alter):
    return alter.commands.flatMap { command -> [QualifiedName] in
      if let constraint = command.constraint, command.kind == .addConstraint {
        let name = indexName(constraint, table: alter.name, columns: constraint.columns)
        return name.map { [$0] } ?? []
      }
      guard let column = command.column else { return [] }
      return column.constraints.compactMap {
        indexName($0, table: alter.name, columns: [column.name])
      }
    }.map { ($0, alter.name) }
  case .createIndex(let index) where index.name == nil:
    let columns = index.elements.map { $0.column?.text ?? "expr" }.joined(separator: "_")
    let name = madeUpName(index.table.name.text, columns, "idx")
    return [(sibling(of: index.table, named: name), index.table)]
  default:
    return []
  }
}

/// The name of the index behind a constraint; nil where it has none.
private func indexName(
  _ constraint: ConstraintDefinition, table: QualifiedName, columns: [Name]
) -> QualifiedName? {
  let label: String
  switch constraint.kind {
  case .primaryKey: label = "pkey"
  case .unique: label = "key"
  case .exclusion: label = "excl"
  default: return nil
  }
  if let name = constraint.name { return QualifiedName(qualifiers: table.qualifiers, name: name) }
  let listed = constraint.kind == .primaryKey ? "" : columns.map(\.text).joined(separator: "_")
  return sibling(of: table, named: madeUpName(table.name.text, listed, label))
}

/// A relation in the schema of a table: where its indexes are.
private func sibling(of table: QualifiedName, named name: String) -> QualifiedName {
  QualifiedName(qualifiers: table.qualifiers, name: Name(text: name, range: table.name.range))
}
