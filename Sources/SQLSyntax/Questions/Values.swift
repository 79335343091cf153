import SQLLexer

extension SyntaxFile {
  /// Whether an expression is NULL, with or without casts around it.
  package func isNull(_ expression: Expression) -> Bool {
    var index = Int(expression.node)
    while nodes[index].kind == .typeCast {
      guard let value = castValue(index) else { return false }
      index = value
    }
    return nodes[index].kind == .constant && nodes[index].detail == .null
  }

  package func hasSubquery(_ expression: Expression) -> Bool {
    nodes(of: expression).contains { $0.kind == .subquery }
  }

  /// The types to which an expression casts a column, the innermost first; nil where it is anything but a column with
  /// casts around it, or without.
  package func casts(of column: String, in expression: Expression) -> [TypeName]? {
    var types: [TypeName] = []
    var index = Int(expression.node)
    while nodes[index].kind == .typeCast {
      guard let type = nodes.firstChild(of: index, where: { $0 == .typeName }),
        let value = castValue(index)
      else { return nil }
      let range = range(of: nodes[type])
      types.insert(TypeName(name: text(range), range: range), at: 0)
      index = value
    }
    guard nodes[index].kind == .columnReference, let name = name(of: nodes[index]),
      name.name.text == column
    else { return nil }
    return types
  }

  /// The bytes of a node.
  private func range(of node: SyntaxNode) -> ByteRange {
    lexed.tokens[Int(node.first)].range.union(lexed.tokens[Int(node.end) - 1].range)
  }

  /// What a cast converts; nil where it is a constant behind the name of its type.
  private func castValue(_ cast: Int) -> Int? {
    nodes.firstChild(of: cast, where: { $0 != .typeName })
  }

  /// The expression of a query that is nothing but `SELECT expression`.
  package func soleExpression(of query: Query) -> Expression? {
    let select = Int(query.node)
    guard nodes[select].kind == .select else { return nil }
    let clauses = Array(nodes.children(of: select))
    guard clauses.count == 1, nodes[clauses[0]].kind == .targetList else { return nil }
    let targets = Array(nodes.children(of: clauses[0]))
    guard targets.count == 1, nodes[targets[0]].kind == .target else { return nil }
    let value = nodes.children(of: targets[0]).first {
      nodes[$0].kind != .name && nodes[$0].kind != .alias
    }
    return value.map { Expression(node: UInt32($0), range: range(of: nodes[$0])) }
  }
}
