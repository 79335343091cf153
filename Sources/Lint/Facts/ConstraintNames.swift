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
