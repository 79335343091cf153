import SQLLexer

extension Parser {
  /// with_clause: `WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query) [SEARCH …] [CYCLE …], …`. Detail of
  /// the node is RECURSIVE where it is said.
  mutating func withClause() {
    let start = mark
    expect(.with)
    // A query may be called "recursive".
    let isName = at(.as, 1) || token(1).kind == .leftParenthesis
    let isRecursive = !isName && eat(.recursive)
    commaSeparated { $0.commonTable() }
    finish(.with, isRecursive ? .recursive : .notKeyword, from: start)
  }

  /// common_table_expr
  private mutating func commonTable() {
    let start = mark
    nameNode()
    if at(.leftParenthesis) { parenthesised { $0.skipName() } }
    expect(.as)
    if !eat(.materialized), eat(.not) { expect(.materialized) }
    expect(.leftParenthesis)
    nested { $0.preparableStatement() }
    expect(.rightParenthesis)
    searchClause()
    cycleClause()
    finish(.commonTable, from: start)
  }

  /// opt_search_clause: `SEARCH DEPTH | BREADTH FIRST BY columns SET column`
  private mutating func searchClause() {
    guard eat(.search) else { return }
    if !eat(.depth) { expect(.breadth) }
    expect(.first, .by)
    commaSeparated { $0.skipName() }
    expect(.set)
    skipName()
  }

  /// opt_cycle_clause: `CYCLE columns SET column [TO constant DEFAULT constant] USING column`
  private mutating func cycleClause() {
    guard eat(.cycle) else { return }
    commaSeparated { $0.skipName() }
    expect(.set)
    skipName()
    if eat(.to) {
      constant()
      expect(.default)
      constant()
    }
    expect(.using)
    skipName()
  }
}
