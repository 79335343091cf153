import SQLLexer

extension SyntaxFile {
  /// The columns of which a condition says that they are not null, alone or joined to other conditions by AND, in the
  /// forms in which PostgreSQL recognises it for SET NOT NULL. Tried on 15.
  package func columnsNotNull(by condition: Expression) -> Set<Name> {
    var columns: Set<Name> = []
    // Conditions that must all hold.
    var conditions = [Int(condition.node)]
    while let condition = conditions.popLast() {
      if nodes[condition].kind == .boolean, nodes[condition].detail == .and {
        conditions.append(contentsOf: nodes.children(of: condition))
      } else if let column = columnNotNull(by: condition) {
        columns.insert(column)
      }
    }
    return columns
  }

  /// `c IS NOT NULL`, `c NOTNULL`, `c IS DISTINCT FROM NULL`, `NOT c IS NULL`
  private func columnNotNull(by condition: Int) -> Name? {
    let node = nodes[condition]
    switch (node.kind, node.detail) {
    case (.nullTest, .not): return column(condition - 1)
    case (.boolean, .not):
      let inner = nodes[condition - 1]
      guard inner.kind == .nullTest, inner.detail == .null else { return nil }
      return column(condition - 2)
    case (.isTest, .distinct):
      let right = nodes[condition - 1]
      guard right.kind == .constant, right.detail == .null, node.size == 3,
        !isNegated(node)
      else { return nil }
      return column(condition - 2)
    default: return nil
    }
  }

  /// Whether NOT stands before the word of an IS test.
  private func isNegated(_ test: SyntaxNode) -> Bool {
    lexed.tokens[test.tokens].contains { $0.keyword == .not }
  }

  /// The column that a node is, and nothing else.
  func column(_ index: Int) -> Name? {
    let node = nodes[index]
    guard node.kind == .columnReference, let last = node.tokens.last,
      lexed.tokens[last].kind != .operator
    else { return nil }
    return Name(lexed.tokens[last], in: bytes)
  }
}
