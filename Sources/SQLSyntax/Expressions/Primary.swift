import SQLLexer

extension Parser {
  /// c_expr: an expression that needs no parentheses anywhere.
  mutating func primaryExpression() {
    let start = mark
    let next = token()
    switch next.kind {
    case .identifier, .quotedIdentifier, .unicodeIdentifier:
      word(from: start)
    case .keyword:
      keywordExpression(next.keyword, from: start)
    case .integer, .numeric, .string, .escapeString, .unicodeString, .dollarString, .bitString,
      .hexString:
      position += 1
      finish(.constant, from: start)
    case .leftParenthesis:
      parenthesisedPrimary(from: start)
    case .parameter:
      position += 1
      finish(.parameter, from: start)
      optionalIndirection(from: start)
    case .placeholder, .psqlVariable:
      template(from: start)
    default:
      fail()
    }
  }

  /// An expression that begins with a key word.
  private mutating func keywordExpression(_ keyword: Keyword, from start: Mark) {
    switch keyword.category {
    case .unreserved:
      if isLookahead(keyword) {
        fail()
      } else if keyword == .double, at(.precision, 1) {
        typedConstant(from: start)
      } else {
        word(from: start)
      }
    case .columnName: columnNameExpression(keyword, from: start)
    case .typeOrFunctionName:
      if atSQLFunction(keyword) { return sqlFunction(keyword, from: start) }
      position += 1
      finish(.functionName, from: start)
      if atConstantString { stringOfType(from: start) } else { functionCall(from: start) }
    case .reserved: reservedExpression(keyword, from: start)
    }
  }

  /// An expression that begins with a col_name_keyword: a type, a function with a grammar of its own, or a column.
  private mutating func columnNameExpression(_ keyword: Keyword, from start: Mark) {
    if atTypedConstant(keyword) { return typedConstant(from: start) }
    if atSQLFunction(keyword) { return sqlFunction(keyword, from: start) }
    guard token(1).kind == .leftParenthesis else { return word(from: start, namesFunction: false) }
    switch keyword {
    case .row: explicitRow()
    case .exists:
      position += 1
      selectWithParens()
      finish(.subquery, .exists, from: start)
    case .grouping:
      position += 1
      parenthesisedExpressionList()
      finish(.grouping, from: start)
    default: word(from: start, namesFunction: false)
    }
  }

  /// An expression that begins with a reserved word.
  private mutating func reservedExpression(_ keyword: Keyword, from start: Mark) {
    switch keyword {
    case .null, .true, .false:
      position += 1
      finish(.constant, keyword, from: start)
    case .case: caseExpression()
    case .array: arrayExpression()
    default:
      if atSQLFunction(keyword) { sqlFunction(keyword, from: start) } else { fail() }
    }
  }

  // MARK: Names

  /// columnref, a func_application, or a constant with the name of its type before it: what begins with a name.
  ///
  /// - Parameter namesFunction: whether the word may be the name of a function or type by itself.
  private mutating func word(from start: Mark, namesFunction: Bool = true) {
    position += 1
    let kind = token().kind
    switch kind {
    case .dot: return qualifiedWord(from: start)
    case .leftBracket:
      finish(.columnReference, from: start)
      return indirection(from: start)
    case .leftParenthesis where namesFunction:
      finish(.functionName, from: start)
      return functionCall(from: start)
    case .string, .escapeString, .unicodeString, .dollarString:
      if namesFunction {
        finish(.functionName, from: start)
        return stringOfType(from: start)
      }
    default: break
    }
    finish(.columnReference, from: start)
  }

  /// A name of several words, from its first dot.
  private mutating func qualifiedWord(from start: Mark) {
    while eat(.dot) {
      if eat(operator: "*") {
        finish(.columnReference, from: start)
        if at(.dot) || at(.leftBracket) { indirection(from: start, behindStar: true) }
        return
      }
      skipName(.label)
    }
    if at(.leftParenthesis) {
      finish(.functionName, from: start)
      functionCall(from: start)
    } else if atConstantString {
      finish(.functionName, from: start)
      stringOfType(from: start)
    } else {
      finish(.columnReference, from: start)
      optionalIndirection(from: start)
    }
  }

  /// A placeholder or psql variable: an expression, or the beginning of a name.
  private mutating func template(from start: Mark) {
    switch token(1).kind {
    case .dot, .leftParenthesis, .leftBracket: word(from: start)
    default:
      position += 1
      finish(.template, from: start)
    }
  }

  /// opt_indirection: `.field`, `.*`, `[subscript]`
  mutating func optionalIndirection(from start: Mark) {
    if at(.dot) || at(.leftBracket) { indirection(from: start) }
  }

  /// indirection. PostgreSQL looks for a `*` before its end when it has read all of it.
  private mutating func indirection(from start: Mark, behindStar: Bool = false) {
    var hasStar = behindStar
    var misplacesStar = false
    while at(.dot) || at(.leftBracket) {
      misplacesStar = hasStar
      if eat(.dot) {
        if eat(operator: "*") { hasStar = true } else { skipName(.label) }
      } else {
        subscripts()
      }
    }
    finish(.indirection, from: start)
    if misplacesStar { refuseHere("improper use of \"*\"") }
  }

  /// `[index]`, `[lower : upper]`, where both bounds may be missing.
  mutating func subscripts() {
    expect(.leftBracket)
    if !at(.colon) { operand(above: .none) }
    if eat(.colon) {
      if !at(.rightBracket) { operand(above: .none) }
    } else {
      colonName()
    }
    expect(.rightBracket)
  }

  /// What psql would take for a variable is a colon and a name where it has none of that name.
  mutating func colonName() {
    let start = mark
    guard eat(.psqlVariable) else { return }
    finish(.template, from: start)
    operators(from: start, above: .none)
  }

  // MARK: Parentheses

  /// What a pair of parentheses holds.
  enum Parenthesised {
    /// select_with_parens, with the clauses of its query.
    case query(QueryClauses)
    case expression
    /// Several expressions.
    case list
  }

  /// `(a_expr)`, an implicit_row or a query, with the indirection behind it.
  private mutating func parenthesisedPrimary(from start: Mark) {
    finishOperand(parentheses(), from: start)
  }

  /// Makes an operand of what stands in parentheses.
  private mutating func finishOperand(_ content: Parenthesised, from start: Mark) {
    switch content {
    case .list: return finish(.row, from: start)
    case .query: finish(.subquery, from: start)
    case .expression: break
    }
    optionalIndirection(from: start)
  }

  /// What stands behind IN and behind ANY, SOME and ALL: a query or expressions.
  mutating func operandInParentheses(allowingList: Bool = true) {
    let start = mark
    if case .query = parentheses(allowingList: allowingList) { finish(.subquery, from: start) }
  }

  private mutating func parentheses(allowingList: Bool = true) -> Parenthesised {
    var content = Parenthesised.expression
    expect(.leftParenthesis)
    nested { content = $0.insideParentheses(allowingList: allowingList) }
    expect(.rightParenthesis)
    return content
  }

  /// Whether parentheses hold a query or an expression shows only behind the innermost ones: `((SELECT 1) UNION …)`,
  /// `((SELECT 1) + 1)`. Therefore what they hold is read first, and made an operand of what follows then.
  private mutating func insideParentheses(allowingList: Bool) -> Parenthesised {
    if atQueryWord { return .query(selectNoParens()) }
    let start = mark
    if at(.leftParenthesis) {
      let inner = parentheses()
      if case .query(let clauses) = inner {
        if at(.rightParenthesis) { return inner }
        if atSelectRest { return .query(selectRest(from: start, clauses)) }
      }
      finishOperand(inner, from: start)
      if case .list = inner, at(.overlaps) { overlaps(from: start) }
      operators(from: start, above: .none)
    } else {
      prefixed(.full)
      operators(from: start, above: .none)
    }
    guard allowingList, eat(.comma) else { return .expression }
    expressionList()
    return .list
  }

  /// What stands in the parentheses of JSON_ARRAY, from behind the opening one, up to the first comma: a
  /// select_no_parens or an expression.
  ///
  /// - Returns: whether it is a query.
  mutating func queryOrExpression() -> Bool {
    let start = mark
    if atQueryWord {
      selectNoParens()
      finish(.subquery, from: start)
      return true
    }
    guard at(.leftParenthesis) else {
      operand(above: .none)
      return false
    }
    let inner = parentheses()
    if case .query(let clauses) = inner, atSelectRest {
      selectRest(from: start, clauses)
      finish(.subquery, from: start)
      return true
    }
    finishOperand(inner, from: start)
    if case .list = inner, at(.overlaps) { overlaps(from: start) }
    operators(from: start, above: .none)
    return false
  }

  // MARK: CASE, ROW, ARRAY

  /// case_expr: `CASE [operand] WHEN condition THEN result … [ELSE result] END`
  private mutating func caseExpression() {
    let start = mark
    advance()
    if !at(.when) { operand(above: .none) }
    repeat { whenClause() } while at(.when)
    if eat(.else) { operand(above: .none) }
    expect(.end)
    finish(.case, from: start)
  }

  /// when_clause
  private mutating func whenClause() {
    let start = mark
    expect(.when)
    operand(above: .none)
    expect(.then)
    operand(above: .none)
    finish(.when, from: start)
  }

  /// explicit_row: `ROW (expressions)`, also without any.
  mutating func explicitRow() {
    let start = mark
    advance()
    if at(.leftParenthesis), token(1).kind == .rightParenthesis {
      advance(2)
    } else {
      parenthesisedExpressionList()
    }
    finish(.row, from: start)
  }

  /// `ARRAY (query)`, `ARRAY [elements]`
  private mutating func arrayExpression() {
    let start = mark
    advance()
    if at(.leftParenthesis) {
      selectWithParens()
      finish(.subquery, .array, from: start)
    } else {
      arrayElements(from: start)
    }
  }

  /// array_expr: `[elements]`. Either all of them are arrays, or none is.
  private mutating func arrayElements(from start: Mark) {
    expect(.leftBracket)
    if at(.leftBracket) {
      nested { parser in
        repeat { parser.arrayElements(from: parser.mark) } while parser.eat(.comma)
      }
    } else if !at(.rightBracket) {
      expressionList()
    }
    expect(.rightBracket)
    finish(.array, from: start)
  }
}
