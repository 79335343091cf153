import SQLLexer

extension Parser {
  /// simple_select: `SELECT [ALL | DISTINCT [ON (…)]] targets [INTO …] [FROM …] [WHERE …] [GROUP BY …] [HAVING …]
  /// [WINDOW …]`
  mutating func simpleSelect() {
    let start = mark
    expect(.select)
    variablesOfInto()
    if eat(.distinct) {
      distinctOn()
      variablesOfInto()
      targetList()
    } else {
      _ = eat(.all)
      variablesOfInto()
      if !atEndOfTargets { targetList() }
    }
    intoClause()
    if at(.from) { fromClause() }
    whereClause()
    groupClause()
    havingClause()
    windowClause()
    finish(.select, from: start)
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
      if eat(.as) {
        nameNode(.label)
      } else if atName(.bareLabel) {
        nameNode(.bareLabel)
      }
    }
    finish(.target, from: start)
  }

  /// A name that becomes a node.
  mutating func nameNode(_ nameClass: NameClass = .columnOrTable) {
    let start = mark
    skipName(nameClass)
    finish(.name, from: start)
  }

  // MARK: INTO

  /// into_clause: `INTO [TEMPORARY | UNLOGGED] [TABLE] relation`, which makes a table; in PL/pgSQL, the variables that
  /// take the row.
  private mutating func intoClause() {
    guard bodyDepth == 0 else { return variablesOfInto() }
    let start = mark
    guard eat(.into) else { return }
    var persistence = Keyword.notKeyword
    // OptTempTableName
    if at(.local) || at(.global), at(.temporary, 1) || at(.temp, 1) { advance() }
    // The words are names, too.
    if at(.table, 1) || atName(.columnOrTable, 1) {
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

  /// `INTO [STRICT] variable, …` of a statement in a PL/pgSQL body, which may stand behind any of its clauses: PL/pgSQL
  /// takes it out before PostgreSQL parses the rest. Documentation: PL/pgSQL, "Executing a Command with a Single-Row
  /// Result".
  mutating func variablesOfInto() {
    guard bodyDepth > 0, at(.into) else { return }
    let start = mark
    advance()
    if at(.strict), atVariable(1) { advance() }
    repeat {
      let variable = mark
      guard atVariable() else { return fail() }
      advance()
      while at(.dot), atName(.label, 1) { advance(2) }
      finish(.name, from: variable)
    } while eat(.comma)
    finish(.into, from: start)
  }

  private func atVariable(_ offset: Int = 0) -> Bool {
    atName(.nonReserved, offset) || token(offset).kind == .parameter
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
    variablesOfInto()
    return condition
  }

  /// having_clause
  private mutating func havingClause() {
    let start = mark
    guard eat(.having) else { return }
    _ = expression()
    finish(.condition, .having, from: start)
    variablesOfInto()
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
    variablesOfInto()
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
    variablesOfInto()
  }
}
