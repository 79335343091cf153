import SQLLexer
package import SQLSyntax

extension SyntaxFile {
  /// What SELECT would call an expression (FigureColnameInternal), and how sure that name is: 2 for the name of a column or
  /// a function, 1 for that of a type, 0 without any.
  package func outputName(of index: Int) -> (name: String?, strength: Int) {
    let node = nodes[index]
    switch node.kind {
    case .columnReference:
      let last = lexed.tokens[Int(node.end) - 1]
      return last.kind == .operator ? (nil, 0) : (Name(last, in: bytes).text, 2)
    case .functionCall:
      guard let first = nodes.operands(of: index).first else { return (nil, 0) }
      return (Name(lexed.tokens[Int(nodes[first].end) - 1], in: bytes).text, 2)
    case .typeCast: return castName(index)
    case .collate: return outputName(of: index - 1)
    case .atTimeZone: return ("timezone", 2)
    case .array: return ("array", 2)
    case .row: return ("row", 2)
    case .subquery:
      return node.detail == .notKeyword ? (nil, 0) : (node.detail.spelling, 2)
    case .case:
      if let last = nodes.operands(of: index).last, nodes[last].kind != .when {
        let name = outputName(of: last)
        if name.strength > 1 { return name }
      }
      return ("case", 1)
    case .sqlFunction: return (functionWord(node), 2)
    case .constant where node.detail == .true || node.detail == .false: return ("bool", 1)
    case .indirection:
      let last = lexed.tokens[Int(node.end) - 1]
      if last.kind != .rightBracket { return (Name(last, in: bytes).text, 2) }
      return nodes.operands(of: index).first.map { outputName(of: $0) } ?? (nil, 0)
    default: return (nil, 0)
    }
  }

  private func castName(_ index: Int) -> (name: String?, strength: Int) {
    let parts = nodes.operands(of: index)
    if let operand = parts.first(where: { nodes[$0].kind != .typeName }) {
      let name = outputName(of: operand)
      if name.strength > 1 { return name }
    }
    guard let type = parts.first(where: { nodes[$0].kind == .typeName }) else { return (nil, 0) }
    let found = DataType(nodes[type].tokens, in: self) { _ in nil }
    switch found.base {
    case .builtIn(let name): return (name, 1)
    case .named, .user:
      let name = nodes[type].tokens.prefix { place in
        let kind = lexed.tokens[place].kind
        return kind != .leftParenthesis && kind != .leftBracket
      }
      return (name.last.map { Name(lexed.tokens[$0], in: bytes).text }, 1)
    }
  }

  /// The function that stands behind a word of SQL.
  private func functionWord(_ node: SyntaxNode) -> String {
    guard node.detail == .trim else { return node.detail.spelling }
    switch lexed.tokens[Int(node.first) + 2].keyword {
    case .leading: return "ltrim"
    case .trailing: return "rtrim"
    default: return "btrim"
    }
  }
}
