import SQLLexer

extension Parser {
  // MARK: Relations

  /// A qualified_name that becomes a node.
  mutating func relationName(_ kind: SyntaxKind) {
    let start = mark
    skipRelationName()
    finish(kind, from: start)
  }

  /// relation_expr: `t`, `t *`, `ONLY t`, `ONLY (t)`
  mutating func relationExpression(_ kind: SyntaxKind = .relation) {
    if eat(.only) {
      let isParenthesised = eat(.leftParenthesis)
      relationName(kind)
      if isParenthesised { expect(.rightParenthesis) }
    } else {
      relationName(kind)
      _ = eat(operator: "*")
    }
  }

  // MARK: FROM

  /// from_clause, using_clause: from_list behind its word.
  mutating func fromClause() {
    let start = mark
    advance()
    fromList()
    finish(.from, from: start)
  }

  /// from_list
  mutating func fromList() {
    commaSeparated { $0.tableReference() }
  }

  /// table_ref with its joins, which group to the left.
  ///
  /// - Returns: whether it is a joined_table, which may stand in parentheses.
  @discardableResult
  mutating func tableReference() -> Bool {
    let start = mark
    let isJoined = tablePrimary()
    return joins(from: start) || isJoined
  }

  /// table_ref without joins of its own.
  ///
  /// - Returns: whether it is a joined_table in parentheses.
  private mutating func tablePrimary() -> Bool {
    let start = mark
    switch token().keyword {
    case .lateral:
      advance()
      lateralTable(from: start)
    case .only:
      fromTable(from: start)
    default:
      if at(.leftParenthesis) { return parenthesisedTable() }
      if atTableFunction {
        tableFunction(from: start)
      } else {
        fromTable(from: start)
      }
    }
    return false
  }

  /// `LATERAL` before a query or function.
  private mutating func lateralTable(from start: Mark) {
    if at(.leftParenthesis) {
      selectWithParens()
      optionalAlias()
      finish(.fromSubquery, .lateral, from: start)
    } else {
      tableFunction(from: start)
    }
  }

  /// `relation_expr [alias] [TABLESAMPLE …]`
  private mutating func fromTable(from start: Mark) {
    relationExpression()
    optionalAlias()
    if at(.tablesample) { tableSample() }
    finish(.fromTable, from: start)
  }

  /// tablesample_clause: `TABLESAMPLE method (arguments) [REPEATABLE (seed)]`
  private mutating func tableSample() {
    let start = mark
    advance()
    functionNameNode()
    parenthesisedExpressionList()
    if eat(.repeatable) { _ = parenthesisedExpression() }
    finish(.tableSample, from: start)
  }

  // MARK: Parentheses

  /// What a pair of parentheses in FROM holds.
  private enum InParentheses {
    /// select_with_parens, with the clauses of its query.
    case query(QueryClauses)
    /// `(joined_table)`
    case join
  }

  /// select_with_parens or `(joined_table)`, with the alias behind it.
  ///
  /// - Returns: whether it is still a joined_table: one without alias.
  private mutating func parenthesisedTable() -> Bool {
    let start = mark
    switch tableParentheses() {
    case .query:
      optionalAlias()
      finish(.fromSubquery, from: start)
      return false
    case .join:
      return !optionalAlias()
    }
  }

  private mutating func tableParentheses() -> InParentheses {
    var content = InParentheses.join
    expect(.leftParenthesis)
    nested { content = $0.insideTableParentheses() }
    expect(.rightParenthesis)
    return content
  }

  /// Which of both it is shows only behind the innermost parentheses: `((SELECT 1) UNION …)`, `((SELECT 1) a JOIN …)`.
  private mutating func insideTableParentheses() -> InParentheses {
    if atQueryWord { return .query(selectNoParens()) }
    let start = mark
    guard at(.leftParenthesis) else { return joined(tableReference()) }
    switch tableParentheses() {
    case .query(let clauses):
      if at(.rightParenthesis) { return .query(clauses) }
      if atSelectRest { return .query(selectRest(from: start, clauses)) }
      optionalAlias()
      finish(.fromSubquery, from: start)
      return joined(joins(from: start))
    case .join:
      let isJoined = !optionalAlias()
      return joined(joins(from: start) || isJoined)
    }
  }

  /// A table without a join cannot stand in parentheses.
  private mutating func joined(_ isJoined: Bool) -> InParentheses {
    if !isJoined { fail() }
    return .join
  }

  // MARK: Joins

  /// joined_table, from behind its first table.
  ///
  /// - Returns: whether there was a join.
  private mutating func joins(from start: Mark) -> Bool {
    let first = position
    while atJoin {
      let word = token().keyword
      switch word {
      case .cross:
        advance()
        expect(.join)
        _ = tablePrimary()
      case .natural:
        advance()
        joinType()
        expect(.join)
        _ = tablePrimary()
      default:
        joinType()
        expect(.join)
        // Joins that come before the condition belong to the right table.
        nested { $0.tableReference() }
        joinQualification()
      }
      finish(.join, word, from: start)
    }
    return position > first
  }

  private var atJoin: Bool {
    switch token().keyword {
    case .join, .inner, .left, .right, .full, .cross, .natural: true
    default: false
    }
  }

  /// join_type
  private mutating func joinType() {
    switch token().keyword {
    case .inner: advance()
    case .left, .right, .full:
      advance()
      _ = eat(.outer)
    default: break
    }
  }

  /// join_qual: `ON condition` or `USING (columns) [AS alias]`
  private mutating func joinQualification() {
    guard eat(.using) else {
      expect(.on)
      _ = expression()
      return
    }
    parenthesised { parser in
      let start = parser.mark
      parser.skipName()
      parser.finish(.columnReference, from: start)
    }
    if at(.as) {
      let start = mark
      advance()
      skipName()
      finish(.alias, from: start)
    }
  }

  // MARK: Aliases

  /// opt_alias_clause: `[AS] name [(columns)]`
  ///
  /// - Returns: whether there is one.
  @discardableResult
  mutating func optionalAlias() -> Bool {
    guard at(.as) || atName() else { return false }
    let start = mark
    _ = eat(.as)
    skipName()
    if at(.leftParenthesis) { parenthesised { $0.skipName() } }
    finish(.alias, from: start)
    return true
  }

  /// func_alias_clause: an alias, whose columns may have types.
  mutating func functionAlias() {
    guard at(.as) || atName() else { return }
    let start = mark
    if !eat(.as) || !at(.leftParenthesis) { skipName() }
    if at(.leftParenthesis) {
      let isNames = token(2).kind == .comma || token(2).kind == .rightParenthesis
      let hasName = position > start.token + 1 || tokens[start.token].keyword != .as
      if isNames, hasName {
        parenthesised { $0.skipName() }
      } else {
        columnDefinitionList()
      }
    }
    finish(.alias, from: start)
  }

  /// `(TableFuncElementList)`: `(name type [COLLATE collation], …)`
  mutating func columnDefinitionList() {
    parenthesised { parser in
      parser.skipName()
      parser.skipTypeName()
      if parser.eat(.collate) { parser.skipAnyName() }
    }
  }
}
