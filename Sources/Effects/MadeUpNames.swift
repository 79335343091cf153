import Catalog
import SQLSyntax

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
    let name = implicitName(index.table.name.text, columns, "idx")
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
  return sibling(of: table, named: implicitName(table.name.text, listed, label))
}

/// A relation in the schema of a table: where its indexes are.
private func sibling(of table: QualifiedName, named name: String) -> QualifiedName {
  QualifiedName(qualifiers: table.qualifiers, name: Name(text: name, range: table.name.range))
}
