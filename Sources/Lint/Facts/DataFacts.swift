import Catalog
import Effects
package import SQLLexer
import SQLSyntax

/// What rules about data ask of the schema before a statement.
package struct DataFacts: Sendable {
  /// What tables and columns that go are made of, by the place of the table's name in DROP TABLE and of the command in
  /// ALTER TABLE.
  package var lost: [ByteRange: [LostColumn]] = [:]
}

/// A column that goes.
package struct LostColumn: Sendable {
  package var name: String
  /// As PostgreSQL prints it; nil where it is not known.
  package var type: String?
}

extension Replay {
  /// What rules about data ask of the schema before a statement.
  func dataFacts(of statement: Statement, in source: SyntaxFile) -> DataFacts {
    var facts = DataFacts()
    switch statement.tree {
    case .drop(let drop) where drop.object == .table:
      for name in drop.names {
        guard let relation = known(name), !relation.hasUnknownColumns else { continue }
        facts.lost[name.range] = relation.liveColumns.map { lost($0, of: relation) }
      }
    case .alterTable(let alter) where alter.object == .table:
      for command in alter.commands where command.kind == .dropColumn {
        guard let name = command.name, let relation = known(alter.name),
          let number = relation.column(named: name.text)
        else { continue }
        facts.lost[command.range] = [lost(number, of: relation)]
      }
    default: break
    }
    return facts
  }

  private func known(_ name: QualifiedName) -> Relation? {
    find(name).flatMap { catalog.relation($0.id) }
  }

  private func lost(_ number: Int16, of relation: Relation) -> LostColumn {
    let column = relation[number]
    let type = column.type.flatMap { $0.isKnown ? catalog.describe($0) : nil }
    return LostColumn(name: column.name, type: type)
  }
}
