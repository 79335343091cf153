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

/// Where the clauses of one select_no_parens stand: their tokens.
struct ClausePlaces {
  var with: Int?
  var orderBy: Int?
  var limit: Int?
  var offset: Int?
  /// WITH TIES
  var ties: Int?
}

extension Parser {
  /// Whether a query without parentheses begins here. VALUES without rows behind it is a name.
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
    var places = ClausePlaces()
    if hasWith { places.with = start.token }
    if at(.order) { places.orderBy = orderByOfQuery(isSecond: clauses.contains(.orderBy)) }
    let isLockedFirst = at(.for)
    if isLockedFirst { lockingClause(&clauses) }
    limitOfQuery(&places)
    if !isLockedFirst, at(.for) { lockingClause(&clauses) }
    if hasWith || position > first {
      refuseSecond(of: places, &clauses)
      finish(.query, from: start)
    }
    return clauses
  }

  /// insertSelectOptions: no clause may stand a second time around the parentheses of a query that has it, and WITH TIES
  /// needs ORDER BY.
  mutating func refuseSecond(of places: ClausePlaces, _ clauses: inout QueryClauses) {
    let inner = clauses
    if let place = places.orderBy {
      if inner.contains(.orderBy) { refuse("multiple ORDER BY clauses not allowed", at: place) }
      clauses.insert(.orderBy)
    }
    if let place = places.offset {
      if inner.contains(.offset) { refuse("multiple OFFSET clauses not allowed", at: place) }
      clauses.insert(.offset)
    }
    if let place = places.limit {
      if inner.contains(.limit) { refuse("multiple LIMIT clauses not allowed", at: place) }
      clauses.insert(.limit)
    }
    if let place = places.ties {
      if !clauses.contains(.orderBy) {
        refuse("WITH TIES cannot be specified without ORDER BY clause", at: place)
      } else if clauses.contains(.skipLocked) {
        refuse("SKIP LOCKED and WITH TIES options cannot be used together", at: place)
      }
    }
    if let place = places.with {
      if inner.contains(.with) { refuse("multiple WITH clauses not allowed", at: place) }
      clauses.insert(.with)
    }
  }

  /// opt_sort_clause of a query.
  ///
  /// - Returns: where it begins; of a second one, where its first expression does.
  mutating func orderByOfQuery(isSecond: Bool) -> Int {
    let start = mark
    sortClause()
    return isSecond && failure == nil ? firstSortKey(from: start) : start.token
  }

  /// Where PostgreSQL sees the first expression of the ORDER BY since `start`: parentheses that are nothing but
  /// parentheses do not count.
  private func firstSortKey(from start: Mark) -> Int {
    let keys = nodes[start.node...].filter { node in
      let isParenthesis = tokens[Int(node.first)].kind == .leftParenthesis
      return Int(node.first) > start.token + 1
        && (!isParenthesis || node.kind == .row || node.kind == .subquery)
    }
    return keys.map { Int($0.first) }.min() ?? start.token + 2
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
    finish(.values, from: start)
  }
}
