import SQLLexer

/// What a query says around its select_clause. PostgreSQL allows each once, also across parentheses.
struct QueryClauses: OptionSet {
  let rawValue: UInt8

  static let with = QueryClauses(rawValue: 1)
  static let orderBy = QueryClauses(rawValue: 2)
  static let limit = QueryClauses(rawValue: 4)
  static let offset = QueryClauses(rawValue: 8)
  /// FOR UPDATE … SKIP LOCKED
  static let skipLocked = QueryClauses(rawValue: 16)
}

extension Parser {
  /// Whether a query begins here: SelectStmt. VALUES without rows behind it is a name.
  var atQuery: Bool { at(.leftParenthesis) || atQueryWord }

  /// Whether a query without parentheses begins here.
  var atQueryWord: Bool { atQueryWord() }

  func atQueryWord(_ offset: Int = 0) -> Bool {
    switch token(offset).keyword {
    case .select, .with, .table: true
    case .values: token(offset + 1).kind == .leftParenthesis
    default: false
    }
  }

  /// SelectStmt: select_no_parens or select_with_parens. Documentation: SELECT, VALUES.
  mutating func query() -> Query? {
    let start = mark
    selectStatement()
    return query(from: start)
  }

  /// The query whose node was the last to be made since `start`.
  func query(from start: Mark) -> Query? {
    guard nodes.count > start.node else { return nil }
    return Query(node: UInt32(nodes.count - 1), range: range(from: start.token))
  }

  /// SelectStmt
  @discardableResult
  mutating func selectStatement() -> QueryClauses {
    guard at(.leftParenthesis) else { return selectNoParens() }
    let start = mark
    let clauses = selectWithParens()
    return selectRest(from: start, clauses)
  }

  /// select_with_parens: `(query)`, with any number of parentheses.
  @discardableResult
  mutating func selectWithParens() -> QueryClauses {
    var clauses: QueryClauses = []
    expect(.leftParenthesis)
    nested { clauses = $0.selectStatement() }
    expect(.rightParenthesis)
    return clauses
  }

  /// select_no_parens: `[WITH …] select_clause [ORDER BY …] [FOR …] [LIMIT …]`
  @discardableResult
  mutating func selectNoParens() -> QueryClauses {
    let start = mark
    let hasWith = at(.with)
    if hasWith { withClause() }
    return selectBehindWith(from: start, hasWith: hasWith)
  }

  /// select_no_parens from behind its WITH clause.
  @discardableResult
  mutating func selectBehindWith(from start: Mark, hasWith: Bool) -> QueryClauses {
    let operand = mark
    let clauses = selectOperand()
    return selectRest(from: start, operand: operand, clauses, hasWith: hasWith)
  }

  /// Whether what can follow the select_with_parens of a select_no_parens stands here.
  var atSelectRest: Bool {
    switch token().keyword {
    case .union, .intersect, .except, .order, .limit, .offset, .fetch, .for: true
    default: false
    }
  }

  /// select_no_parens from behind its first select_with_parens.
  @discardableResult
  mutating func selectRest(from start: Mark, _ clauses: QueryClauses) -> QueryClauses {
    selectRest(from: start, operand: start, clauses, hasWith: false)
  }

  /// The set operations, ORDER BY, FOR and LIMIT of a select_no_parens.
  ///
  /// - Parameters:
  ///   - operand: where the select_clause begins that was read.
  ///   - inner: the clauses inside its parentheses.
  private mutating func selectRest(
    from start: Mark, operand: Mark, _ inner: QueryClauses, hasWith: Bool
  ) -> QueryClauses {
    var clauses = setOperations(from: operand, inner)
    let first = position
    orderByOfQuery(&clauses)
    let isLockedFirst = at(.for)
    if isLockedFirst { lockingClause(&clauses) }
    let ties = limitOfQuery(&clauses)
    if !isLockedFirst, at(.for) { lockingClause(&clauses) }
    if let ties { checkTies(ties, with: clauses) }
    variablesOfInto()
    if hasWith {
      if clauses.contains(.with) { refuse("multiple WITH clauses not allowed", at: start.token) }
      clauses.insert(.with)
    }
    if hasWith || position > first { finish(.query, from: start) }
    return clauses
  }

  /// opt_sort_clause of a query.
  private mutating func orderByOfQuery(_ clauses: inout QueryClauses) {
    guard at(.order) else { return }
    var argument = position + 2
    sortClause()
    if clauses.contains(.orderBy) {
      while tokens[min(argument, limit - 1)].kind == .leftParenthesis { argument += 1 }
      refuse("multiple ORDER BY clauses not allowed", at: argument)
    }
    clauses.insert(.orderBy)
  }

  // MARK: Set operations

  /// simple_select's UNION and EXCEPT, which bind less tightly than INTERSECT: each a node around both operands.
  private mutating func setOperations(
    from start: Mark, _ inner: QueryClauses
  ) -> QueryClauses {
    var clauses = intersections(from: start, inner)
    while at(.union) || at(.except) {
      let word = token().keyword
      advance()
      setQuantifier()
      let right = mark
      _ = intersections(from: right, selectOperand())
      finish(.setOperation, word, from: start)
      clauses = []
    }
    return clauses
  }

  private mutating func intersections(
    from start: Mark, _ inner: QueryClauses
  ) -> QueryClauses {
    var clauses = inner
    while eat(.intersect) {
      setQuantifier()
      selectOperand()
      finish(.setOperation, .intersect, from: start)
      clauses = []
    }
    return clauses
  }

  /// set_quantifier: ALL or DISTINCT.
  mutating func setQuantifier() {
    if !eat(.all) { _ = eat(.distinct) }
  }

  /// select_clause without set operations: SELECT, VALUES, TABLE, or a query in parentheses.
  @discardableResult
  private mutating func selectOperand() -> QueryClauses {
    switch token().keyword {
    case .select: simpleSelect()
    case .values: valuesClause()
    case .table: tableQuery()
    default:
      if at(.leftParenthesis) { return selectWithParens() }
      fail()
    }
    return []
  }

  /// `TABLE relation_expr`
  private mutating func tableQuery() {
    let start = mark
    expect(.table)
    relationExpression()
    variablesOfInto()
    finish(.tableQuery, from: start)
  }

  /// values_clause: `VALUES (expressions), …`
  mutating func valuesClause() {
    let start = mark
    expect(.values)
    repeat {
      let row = mark
      parenthesisedExpressionList()
      finish(.row, from: row)
    } while eat(.comma)
    variablesOfInto()
    finish(.values, from: start)
  }
}
