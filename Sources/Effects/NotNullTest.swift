import SQLLexer
import SQLSyntax

/// How deep conditions joined by AND are looked for inside each other's parentheses; each level reads its tokens once
/// more.
private let deepestCondition = 8

extension StatementTokens {
  /// The columns of which an expression says that they are not null, alone or joined to other conditions by AND, in the
  /// forms in which PostgreSQL recognises it for SET NOT NULL. Tried on 15.
  ///
  func columnsProvedNotNull(by expression: Expression) -> Set<Name> {
    var columns: Set<Name> = []
    collect(tokens(in: expression.range), deepestCondition, &columns)
    return columns
  }

  private func collect(_ condition: ArraySlice<Token>, _ depth: Int, _ columns: inout Set<Name>) {
    let tokens = withoutParentheses(condition)
    guard depth > 0, let parts = partsJoinedByAnd(tokens) else { return }
    if parts.count == 1 {
      if let column = columnTested(by: tokens) { columns.insert(column) }
    } else {
      for part in parts { collect(part, depth - 1, &columns) }
    }
  }

  /// nil where OR joins them.
  private func partsJoinedByAnd(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>]? {
    var parts: [ArraySlice<Token>] = []
    var start = tokens.startIndex
    var depth = 0
    for index in tokens.indices {
      switch tokens[index].kind {
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      case .keyword where depth == 0:
        if tokens[index].keyword == .or { return nil }
        // The AND of BETWEEN cuts a condition in two that say nothing about null.
        guard tokens[index].keyword == .and else { continue }
        parts.append(tokens[start..<index])
        start = index + 1
      default: break
      }
    }
    return parts + [tokens[start...]]
  }

  /// `c IS NOT NULL`, `c NOTNULL`, `c IS DISTINCT FROM NULL`, `NOT c IS NULL`
  private func columnTested(by condition: ArraySlice<Token>) -> Name? {
    if condition.first?.keyword == .not {
      return column(withoutParentheses(condition.dropFirst()), before: [[.is, .null], [.isnull]])
    }
    return column(
      condition, before: [[.is, .not, .null], [.notnull], [.is, .distinct, .from, .null]])
  }

  /// The column that stands before one of these rows of words, and nothing else with it.
  private func column(_ tokens: ArraySlice<Token>, before tests: [[Keyword]]) -> Name? {
    guard let test = tests.first(where: { $0 == tokens.suffix($0.count).map(\.keyword) }) else {
      return nil
    }
    let operand = withoutParentheses(tokens.dropLast(test.count))
    // With its table before it, or without.
    let isName = operand.enumerated().allSatisfy { place, token in
      place % 2 == 0 ? name(of: token) != nil : token.kind == .dot
    }
    guard isName, operand.count % 2 == 1, let last = operand.last else { return nil }
    return name(of: last)
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
