import SQLLexer

/// VACUUM and ANALYZE, in the old spelling (`VACUUM FULL t`) or with a list of options (`VACUUM (FULL) t`).
package struct Vacuum: Sendable {
  package struct Relation: Sendable {
    package var name: QualifiedName
    package var only: Bool
    package var columns: [Name]
  }
  /// ANALYZE, which is no VACUUM.
  package var onlyAnalyzes: Bool
  /// FULL: rewrites the tables.
  package var isFull = false
  /// Those in parentheses.
  package var options: [OptionElement] = []
  /// Empty for all tables of the database.
  package var relations: [Relation] = []
}

extension Parser {
  /// VacuumStmt: `VACUUM [FULL] [FREEZE] [VERBOSE] [ANALYZE] [relations]`, `VACUUM (options) [relations]`. Documentation:
  /// VACUUM.
  mutating func vacuum(_ statement: inout Statement) {
    statement.node = .vacuum
    expect(.vacuum)
    var vacuum = Vacuum(onlyAnalyzes: false)
    if at(.leftParenthesis) {
      vacuum.options = utilityOptions()
      vacuum.isFull = vacuum.options.contains { $0.name.text == "full" && isOn($0) }
    } else {
      vacuum.isFull = eat(.full)
      _ = eat(.freeze)
      _ = eat(.verbose)
      if !eat(.analyze) { _ = eat(.analyse) }
    }
    vacuum.relations = vacuumRelations()
    statement.tree = .vacuum(vacuum)
  }

  /// AnalyzeStmt: `ANALYZE [VERBOSE] [relations]`, `ANALYZE (options) [relations]`. Documentation: ANALYZE.
  mutating func analyze(_ statement: inout Statement) {
    statement.node = .vacuum
    advance()
    var vacuum = Vacuum(onlyAnalyzes: true)
    if at(.leftParenthesis) {
      vacuum.options = utilityOptions()
    } else {
      _ = eat(.verbose)
    }
    vacuum.relations = vacuumRelations()
    statement.tree = .vacuum(vacuum)
  }

  /// opt_vacuum_relation_list: relations, each with or without a list of columns.
  private mutating func vacuumRelations() -> [Vacuum.Relation] {
    guard !atEnd else { return [] }
    var relations: [Vacuum.Relation] = []
    commaSeparated { parser in
      guard let relation = parser.relation() else { return }
      relations.append(
        Vacuum.Relation(
          name: relation.name, only: relation.only, columns: parser.optionalColumnList()))
    }
    return relations
  }
}
