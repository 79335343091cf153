import SQLLexer

/// The places an expression can stand in. What differs is what the words behind it may be.
enum ExpressionForm {
  /// a_expr
  case full
  /// b_expr: without AND, OR, NOT, IN, BETWEEN, LIKE, COLLATE and most of IS, which could be mistaken for the words of
  /// a statement behind it.
  case restricted
  /// a_expr of a target_el: an operator's word may be the label instead.
  case target
  /// a_expr of SUBSTRING, where SIMILAR without TO is a word of its own.
  case substring
}

extension Parser {
  /// a_expr, or another form of it. Documentation: SQL Syntax, "Value Expressions".
  @discardableResult
  mutating func expression(_ form: ExpressionForm = .full) -> Expression? {
    let start = mark
    operand(above: .none, form)
    return expression(from: start)
  }

  /// b_expr
  @discardableResult
  mutating func restrictedExpression() -> Expression? { expression(.restricted) }

  /// `(a_expr)`
  mutating func parenthesisedExpression() -> Expression? {
    expect(.leftParenthesis)
    let expression = expression()
    expect(.rightParenthesis)
    return expression
  }

  /// func_expr_windowless, as in FROM, index_elem, part_elem and stats_param: a call without FILTER and OVER.
  mutating func functionExpression() -> Expression? {
    let start = mark
    windowlessFunction(from: start)
    return expression(from: start)
  }

  /// expr_list
  mutating func expressionList() {
    repeat { operand(above: .none) } while eat(.comma)
  }

  /// `(expr_list)`
  mutating func parenthesisedExpressionList() {
    expect(.leftParenthesis)
    expressionList()
    expect(.rightParenthesis)
  }

  /// sort_clause: `ORDER BY expression [ASC | DESC | USING operator] [NULLS FIRST | LAST], …`
  mutating func sortClause() {
    let start = mark
    expect(.order, .by)
    commaSeparated { $0.sortBy() }
    finish(.orderBy, from: start)
  }

  /// sortby
  private mutating func sortBy() {
    let start = mark
    operand(above: .none)
    if eat(.using) {
      qualifiedAllOperator()
    } else if !eat(.asc) {
      _ = eat(.desc)
    }
    nullsOrder()
    finish(.sortBy, from: start)
  }

  /// opt_nulls_order: `NULLS FIRST | LAST`
  mutating func nullsOrder() {
    if !eat(.nulls, .first) { _ = eat(.nulls, .last) }
  }

  /// The expression whose node was the last to be made since `start`.
  func expression(from start: Mark) -> Expression? {
    guard nodes.count > start.node else { return nil }
    return Expression(node: UInt32(nodes.count - 1), range: range(from: start.token))
  }
}
