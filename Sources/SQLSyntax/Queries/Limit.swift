import SQLLexer

extension Parser {
  /// opt_select_limit: LIMIT and OFFSET, each once, in any order.
  mutating func limitOfQuery(_ places: inout ClausePlaces) {
    let start = mark
    while true {
      let first = position
      let word = token().keyword
      if word == .offset, places.offset == nil {
        places.offset = first
        offsetClause()
      } else if word == .limit || word == .fetch, places.limit == nil {
        places.limit = first
        places.ties = limitClause()
      } else {
        break
      }
    }
    if position > start.token { finish(.limit, from: start) }
  }

  /// limit_clause: `LIMIT count | ALL`, `FETCH FIRST | NEXT [count] ROW | ROWS ONLY | WITH TIES`
  ///
  /// - Returns: the token of WITH TIES.
  private mutating func limitClause() -> Int? {
    let first = position
    if eat(.limit) {
      if !eat(.all) { _ = expression() }
      if eat(.comma) {
        _ = expression()
        refuse("LIMIT #,# syntax is not supported", at: first)
      }
      return nil
    }
    expect(.fetch)
    if !eat(.first) { expect(.next) }
    if !atRowsWithoutCount { fetchFirstValue() }
    if !eat(.row) { expect(.rows) }
    if eat(.only) { return nil }
    let ties = position
    expect(.with, .ties)
    return ties
  }

  /// Whether ROW or ROWS stands here as the word of FETCH, not as an expression.
  private var atRowsWithoutCount: Bool {
    (at(.row) || at(.rows)) && (at(.only, 1) || at(.with, 1))
  }

  /// select_fetch_first_value: a c_expr, or a constant with its sign.
  private mutating func fetchFirstValue() {
    if at(operator: "+") || at(operator: "-") {
      advance()
      if !eat(TokenKind.numeric) { expectInteger() }
    } else {
      primaryExpression()
    }
  }

  /// offset_clause: `OFFSET count [ROW | ROWS]`. Before ROW stands no more than FETCH allows.
  private mutating func offsetClause() {
    expect(.offset)
    let start = mark
    let isSigned = at(operator: "+") || at(operator: "-")
    let atConstant = isSigned && (token(1).kind == .integer || token(1).kind == .numeric)
    let isPrimary = prefixed(.full)
    let isCount = isPrimary || atConstant && position == start.token + 2
    if !isCount || !eat(.row) && !eat(.rows) { operators(from: start, above: .none) }
  }

  // MARK: FOR UPDATE

  /// for_locking_clause: `FOR UPDATE | NO KEY UPDATE | SHARE | KEY SHARE [OF relations] [NOWAIT | SKIP LOCKED]`, once or
  /// more, or `FOR READ ONLY`
  mutating func lockingClause(_ clauses: inout QueryClauses) {
    if at(.for, then: .read) {
      advance(2)
      return expect(.only)
    }
    while at(.for) {
      let start = mark
      advance()
      let strength = token().keyword
      switch strength {
      case .update, .share: advance()
      case .no:
        advance()
        expect(.key)
        expect(.update)
      case .key:
        advance()
        expect(.share)
      default: fail()
      }
      if eat(.of) { commaSeparated { $0.relationName(.name) } }
      if eat(.skip) {
        expect(.locked)
        clauses.insert(.skipLocked)
      } else {
        _ = eat(.nowait)
      }
      finish(.locking, strength, from: start)
    }
  }
}
