import SQLLexer

extension Parser {
  /// What PreparableStmt may be, in the words of a statement of its own.
  enum Preparable {
    case query(Query)
    case insert(Insert)
    case update(Update)
    case delete(Delete)
    case merge(Merge)
  }

  /// PreparableStmt: a query, or INSERT, UPDATE, DELETE, MERGE, with or without a WITH clause before them.
  @discardableResult
  mutating func preparableStatement() -> Preparable? {
    let start = mark
    if at(.leftParenthesis) { return query().map(Preparable.query) }
    let hasWith = at(.with)
    if hasWith { withClause() }
    switch token().keyword {
    case .insert: return insert(from: start).map(Preparable.insert)
    case .update: return update(from: start).map(Preparable.update)
    case .delete: return delete(from: start).map(Preparable.delete)
    case .merge: return merge(from: start).map(Preparable.merge)
    default:
      selectBehindWith(from: start, hasWith: hasWith)
      return query(from: start).map(Preparable.query)
    }
  }

  /// PreparableStmt as a statement of its own.
  mutating func preparableStatement(_ statement: inout Statement) {
    switch preparableStatement() {
    case .query(let query):
      statement.node = .select
      statement.tree = tableOfInto(query).map(StatementTree.createTable) ?? .query(query)
    case .insert(let insert):
      statement.node = .insert
      statement.tree = .insert(insert)
    case .update(let update):
      statement.node = .update
      statement.tree = .update(update)
    case .delete(let delete):
      statement.node = .delete
      statement.tree = .delete(delete)
    case .merge(let merge):
      statement.node = .merge
      statement.tree = .merge(merge)
    case nil: break
    }
  }

  /// The table that `SELECT … INTO` makes. INTO stands in the first SELECT of a query, if at all.
  private func tableOfInto(_ query: Query) -> CreateTable? {
    guard let into = nodes.firstInto(below: Int(query.node)),
      let name = QualifiedName(nodes[into - 1].tokens, of: tokens, in: bytes)
    else { return nil }
    var table = CreateTable(name: name)
    switch nodes[into].detail {
    case .temporary: table.persistence = .temporary
    case .unlogged: table.persistence = .unlogged
    default: break
    }
    table.isFromQuery = true
    table.query = query
    return table
  }
}
