import SQLLexer

extension SyntaxFile {
  /// The columns that an expression names, as written: `t.a` with the table before it. Those of subqueries count, `*` does
  /// not.
  package func columns(of expression: Expression) -> Set<QualifiedName> {
    var columns: Set<QualifiedName> = []
    for node in nodes(of: expression) where node.kind == .columnReference {
      if let column = column(node) { columns.insert(column) }
    }
    return columns
  }

  /// The functions that an expression calls, as written. Those that SQL gives a grammar of their own (COALESCE, EXTRACT)
  /// have no name to be asked for.
  package func functions(calledBy expression: Expression) -> Set<QualifiedName> {
    var functions: Set<QualifiedName> = []
    for node in nodes(of: expression) where node.kind == .functionName {
      if let name = name(of: node) { functions.insert(name) }
    }
    return functions
  }

  /// An expression's nodes, its own the last.
  func nodes(of expression: Expression) -> ArraySlice<SyntaxNode> {
    let last = Int(expression.node)
    return nodes[(last + 1 - Int(nodes[last].size))...last]
  }

  /// nil for `*` and `t.*`.
  private func column(_ node: SyntaxNode) -> QualifiedName? {
    guard let last = node.tokens.last, lexed.tokens[last].kind != .operator else { return nil }
    return name(of: node)
  }
}
