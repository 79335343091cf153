import SQLLexer

extension Parser {
  /// a_expr
  mutating func expression() -> Expression? {
    let start = mark
    skipToComma()
    guard position > start.token else {
      fail()
      return nil
    }
    finish(.operator, from: start)
    return Expression(node: UInt32(nodes.count - 1), range: range(from: start.token))
  }

  /// b_expr
  mutating func restrictedExpression() -> Expression? { expression() }

  /// `(a_expr)`
  mutating func parenthesisedExpression() -> Expression? {
    expect(.leftParenthesis)
    let expression = expression()
    expect(.rightParenthesis)
    return expression
  }

  /// func_expr_windowless, as in index_elem, part_elem and stats_param.
  mutating func functionExpression() -> Expression? { expression() }

  /// expr_list
  mutating func expressionList() {
    commaSeparated { _ = $0.expression() }
  }
}
