import SQLLexer

extension Parser {
  /// simple_select: `SELECT [ALL | DISTINCT [ON (…)]] targets [INTO …] [FROM …] [WHERE …] [GROUP BY …] [HAVING …]
  /// [WINDOW …]`
  mutating func simpleSelect() {
    let start = mark
    expect(.select)
    quantifierAndTargets()
    intoClause()
    behindTargets()
    finish(.select, from: start)
  }

  /// PLpgSQL_Expr: what may stand behind SELECT, but for INTO. An expression alone is its own node; anything more is one
  /// of the kind select, or query.
  mutating func plExpression() -> Expression? {
    let start = mark
    if at(.distinct) || at(.all) || at(operator: "*") || atEndOfTargets {
      quantifierAndTargets()
    } else {
      let expression = expression(.target)
      if atEnd { return expression }
      targetLabel()
      finish(.target, from: start)
      while eat(.comma) { target() }
      finish(.targetList, from: start)
    }
    behindTargets()
    finish(.select, from: start)
    var clauses: QueryClauses = []
    var places = ClausePlaces()
    let first = position
    if at(.order) { places.orderBy = orderByOfQuery(isSecond: false) }
    limitOfQuery(&places)
    if at(.for) { lockingClause(&clauses) }
    if position > first {
      refuseSecond(of: places, &clauses)
      finish(.query, from: start)
    }
    return expression(from: start)
  }

  /// opt_all_clause or distinct_clause, and opt_target_list.
  private mutating func quantifierAndTargets() {
    if eat(.distinct) {
      distinctOn()
      targetList()
    } else {
      _ = eat(.all)
      if !atEndOfTargets { targetList() }
    }
  }

  /// from_clause, where_clause, group_clause, having_clause, window_clause
  private mutating func behindTargets() {
    if at(.from) { fromClause() }
    whereClause()
    groupClause()
    havingClause()
    windowClause()
  }

  /// distinct_clause, from behind DISTINCT: `ON (expressions)`
  private mutating func distinctOn() {
    guard eat(.on) else { return }
    parenthesisedExpressionList()
  }

  // MARK: Targets

  /// Whether a SELECT has no targets: the word here cannot begin an expression.
  private var atEndOfTargets: Bool {
    guard !atEnd else { return true }
    switch token().keyword {
    case .into, .from, .where, .group, .having, .window, .union, .intersect, .except, .order,
      .limit, .offset, .fetch, .for, .with, .on, .returning, .create, .grant:
      return true
    case .format: return isLookahead(.format)
    default: return at(.rightParenthesis) || at(.semicolon)
    }
  }

  /// target_list
  mutating func targetList() {
    let start = mark
    commaSeparated { $0.target() }
    finish(.targetList, from: start)
  }

  /// target_el: `expression [[AS] label]` or `*`. Without AS, only some words are labels.
  private mutating func target() {
    let start = mark
    if eat(operator: "*") {
      finish(.columnReference, from: start)
    } else {
      expression(.target)
      targetLabel()
    }
    finish(.target, from: start)
  }

  /// `[AS] label`
  private mutating func targetLabel() {
    if eat(.as) {
      nameNode(.label)
    } else if atName(.bareLabel) {
      nameNode(.bareLabel)
    }
  }

  /// A name that becomes a node.
  mutating func nameNode(_ nameClass: NameClass = .columnOrTable) {
    let start = mark
    skipName(nameClass)
    finish(.name, from: start)
  }

  // MARK: INTO

  /// into_clause: `INTO [TEMPORARY | UNLOGGED] [TABLE] relation`, which makes a table.
  private mutating func intoClause() {
    let start = mark
    guard eat(.into) else { return }
    var persistence = Keyword.notKeyword
    // OptTempTableName
    let isLocal = (at(.local) || at(.global)) && (at(.temporary, 1) || at(.temp, 1))
    if isLocal { advance() }
    // The words are names, too.
    if isLocal || at(.table, 1) || atName(.columnOrTable, 1) {
      switch token().keyword {
      case .temporary, .temp: persistence = .temporary
      case .unlogged: persistence = .unlogged
      default: break
      }
      if persistence != .notKeyword { advance() }
    }
    _ = eat(.table)
    relationName(.targetRelation)
    finish(.into, persistence, from: start)
  }

  // MARK: Conditions

  /// where_clause
  @discardableResult
  mutating func whereClause() -> Expression? {
    guard at(.where) else { return nil }
    let start = mark
    advance()
    let condition = expression()
    finish(.condition, from: start)
    return condition
  }

  /// having_clause
  private mutating func havingClause() {
    let start = mark
    guard eat(.having) else { return }
    _ = expression()
    finish(.condition, .having, from: start)
  }

  // MARK: GROUP BY and WINDOW

  /// group_clause: `GROUP BY [ALL | DISTINCT] items`
  private mutating func groupClause() {
    guard at(.group) else { return }
    let start = mark
    advance()
    expect(.by)
    setQuantifier()
    groupByList()
    finish(.groupBy, from: start)
  }

  /// group_by_list: expressions, `()`, `CUBE (…)`, `ROLLUP (…)`, `GROUPING SETS (…)`
  private mutating func groupByList() {
    commaSeparated { parser in
      let start = parser.mark
      let word = parser.token().keyword
      switch word {
      case .cube where parser.token(1).kind == .leftParenthesis,
        .rollup where parser.token(1).kind == .leftParenthesis:
        parser.advance()
        parser.parenthesisedExpressionList()
        return parser.finish(.grouping, word, from: start)
      case .grouping where parser.at(.sets, 1):
        parser.advance(2)
        parser.expect(.leftParenthesis)
        parser.nested { $0.groupByList() }
      case _ where parser.at(.leftParenthesis) && parser.token(1).kind == .rightParenthesis:
        // empty_grouping_set
        parser.advance()
      default:
        _ = parser.expression()
        return
      }
      parser.expect(.rightParenthesis)
      parser.finish(.grouping, word, from: start)
    }
  }

  /// window_clause: `WINDOW name AS specification, …`
  private mutating func windowClause() {
    guard eat(.window) else { return }
    commaSeparated { parser in
      parser.skipName()
      parser.expect(.as)
      parser.windowSpecification()
    }
  }
}
