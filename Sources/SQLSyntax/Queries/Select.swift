import SQLLexer

extension Parser {
  /// Whether a query begins here: SelectStmt.
  var atQuery: Bool {
    at(.select) || at(.values) || at(.with) || at(.table) || at(.leftParenthesis)
  }

  /// SelectStmt: select_no_parens or select_with_parens.
  mutating func query() -> Query? {
    let start = mark
    skip { _ in false }
    finish(.query, from: start)
    return Query(node: UInt32(nodes.count - 1), range: range(from: start.token))
  }
}
