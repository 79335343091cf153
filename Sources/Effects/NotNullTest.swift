import SQLLexer
import SQLSyntax

extension StatementTokens {
  /// The columns of which an expression says `c IS NOT NULL`, alone or joined to other conditions by AND.
  ///
  /// - Parameter expression: places in the tokens that the statement was read from.
  func columnsProvedNotNull(by expression: Range<Int>) -> Set<Name> {
    let tokens = withoutParentheses(tokens(expression))
    var columns: Set<Name> = []
    var start = tokens.startIndex
    var depth = 0
    for index in tokens.indices {
      switch tokens[index].kind {
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      case .keyword where depth == 0:
        if tokens[index].keyword == .or { return [] }
        guard tokens[index].keyword == .and else { continue }
        if let column = columnTested(by: tokens[start..<index]) { columns.insert(column) }
        start = index + 1
      default: break
      }
    }
    if let column = columnTested(by: tokens[start...]) { columns.insert(column) }
    return columns
  }

  /// `column IS NOT NULL`, `column NOTNULL`
  private func columnTested(by condition: ArraySlice<Token>) -> Name? {
    let tokens = withoutParentheses(condition)
    let test = tokens.dropFirst().prefix(4).map(\.keyword)
    guard let first = tokens.first, test == [.is, .not, .null] || test == [.notnull] else {
      return nil
    }
    return name(of: first)
  }
}

/// Without the parentheses around all of it.
private func withoutParentheses(_ tokens: ArraySlice<Token>) -> ArraySlice<Token> {
  let opening = tokens.prefix { $0.kind == .leftParenthesis }.count
  let closing = tokens.reversed().prefix { $0.kind == .rightParenthesis }.count
  guard opening + closing <= tokens.count else { return tokens }
  // Parentheses that close in the middle do not go around all of it.
  var depth = opening
  var around = min(opening, closing)
  for token in tokens.dropFirst(opening).dropLast(closing) {
    if token.kind == .leftParenthesis { depth += 1 }
    if token.kind == .rightParenthesis { depth -= 1 }
    around = min(around, depth)
  }
  return tokens.dropFirst(max(0, around)).dropLast(max(0, around))
}
