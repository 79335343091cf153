import SQLLexer

package struct Explain: Sendable {
  /// EXPLAIN ANALYZE runs the statement.
  package var analyzes = false
  package var statement: Statement
}

extension Parser {
  /// ExplainStmt: `EXPLAIN [ANALYZE] [VERBOSE] statement`, `EXPLAIN (options) statement`. Documentation: EXPLAIN.
  mutating func explain(_ statement: inout Statement) {
    statement.node = .explain
    expect(.explain)
    var analyzes = false
    if at(.leftParenthesis), token(1).kind != .leftParenthesis, !atQueryWord(1) {
      let options = utilityOptions()
      analyzes = saysAnalyze(options)
    } else {
      analyzes = eat(.analyze) || eat(.analyse)
      _ = eat(.verbose)
    }
    var explained = Statement(range: statement.range, tokens: position..<limit)
    explainableStatement(&explained)
    guard explained.tokens.lowerBound < position else { return }
    explained.range = range(from: explained.tokens.lowerBound)
    statement.tree = .explain(Explain(analyzes: analyzes, statement: explained))
  }

  /// Whether the last ANALYZE among the options is not switched off.
  private func saysAnalyze(_ options: [OptionElement]) -> Bool {
    guard
      let option = options.last(where: { $0.name.text == "analyze" || $0.name.text == "analyse" })
    else { return false }
    guard let value = option.value else { return true }
    let text = String(decoding: bytes[value.indices].map(lowercased), as: UTF8.self)
    return !["false", "off", "0", "'false'", "'off'", "'0'"].contains(text)
  }

  /// ExplainableStmt
  private mutating func explainableStatement(_ statement: inout Statement) {
    switch token().keyword {
    case .select, .values, .table, .with, .insert, .update, .delete, .merge:
      preparableStatement(&statement)
    case .notKeyword where at(.leftParenthesis): preparableStatement(&statement)
    case .declare: declareCursor(&statement)
    case .refresh: refreshMaterializedView(&statement)
    case .execute: execute(&statement)
    case .create:
      advance()
      let persistence = optTemp()
      if at(.materialized), persistence != .temporary {
        createMaterializedView(&statement, persistence)
      } else if at(.table) {
        createTable(&statement, persistence, isForeign: false, isExplained: true)
      } else {
        fail()
      }
    default: fail()
    }
  }
}
