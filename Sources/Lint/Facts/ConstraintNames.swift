import Catalog
import Effects
import SQLLexer
import SQLSyntax

extension Replay {
  /// The names of the constraints that ALTER TABLE has just added, by the places of their definitions. PostgreSQL makes
  /// some of them up.
  func constraintNames(_ effects: Effects, _ statement: Statement) -> [ByteRange: String] {
    guard case .alterTable = statement.tree else { return [:] }
    return effects.constraints.mapValues { catalog[$0].name }
  }

  /// What the constraints and indexes are called of the tables that a statement changes and others use, as far as help
  /// texts may ask. Of a table that has very many, some.
  func namesTaken(besideTablesOf statement: Statement) -> [String] {
    let mostOfTable = 64
    let tables: [QualifiedName]
    switch statement.tree {
    case .alterTable(let alter): tables = [alter.name] + alter.commands.compactMap(\.relation)
    case .createIndex(let index): tables = [index.table]
    default: return []
    }
    return tables.flatMap { table -> [String] in
      guard let id = find(table)?.id, !isPrivate(id), let relation = catalog.relation(id) else {
        return []
      }
      let objects =
        relation.constraints.suffix(mostOfTable) + relation.indexes.suffix(mostOfTable)
      return objects.filter { !catalog[$0].isDropped }.map { catalog[$0].name }
    }
  }
}

extension Step {
  /// The name that a constraint has once it is there, in SQL; nil where that is not certain: PostgreSQL makes it up, and
  /// the other names of the table are not known.
  func certainName(of constraint: ConstraintDefinition, on table: QualifiedName) -> String? {
    if let name = constraint.name { return text(name.range) }
    guard let relation = relation(table), !relation.isAssumed else { return nil }
    return self.constraintNames[constraint.range].map(sqlName)
  }
}
