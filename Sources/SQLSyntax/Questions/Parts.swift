package import SQLLexer

extension SyntaxFile {
  /// The parts directly below a node, in the order of the text.
  package func parts(of node: Int) -> [Int] { nodes.operands(of: node) }

  /// The first part of a kind directly below a node.
  package func part(_ kind: SyntaxKind, of node: Int) -> Int? {
    nodes.firstChild(of: node) { $0 == kind }
  }

  /// The name that the first token of a node spells.
  package func firstName(of node: Int) -> Name? {
    guard nodes[node].first < nodes[node].end else { return nil }
    return Name(lexed.tokens[Int(nodes[node].first)], in: bytes)
  }

  /// The word of the token before a node.
  package func keyword(before node: Int) -> Keyword {
    let token = Int(nodes[node].first) - 1
    return token >= 0 ? lexed.tokens[token].keyword : .notKeyword
  }

  /// The bytes that a node stands for.
  package func range(of node: Int) -> ByteRange {
    let tokens = lexed.tokens[nodes[node].tokens]
    guard let first = tokens.first, let last = tokens.last else {
      return ByteRange(start: 0, end: 0)
    }
    return ByteRange(start: first.start, end: last.end)
  }

  /// A node as an expression.
  package func expression(_ node: Int) -> Expression {
    Expression(node: UInt32(node), range: range(of: node))
  }

  /// What a string constant says, unless it has quotes or backslashes in it; casts around it do not count.
  package func string(_ node: Int) -> String? {
    var node = node
    while nodes[node].kind == .typeCast, let constant = part(.constant, of: node) {
      node = constant
    }
    guard nodes[node].kind == .constant, nodes[node].tokens.count == 1 else { return nil }
    let token = lexed.tokens[Int(nodes[node].first)]
    guard token.kind == .string else { return nil }
    // In a body that stands in quotes, a quote is written twice.
    let quote = UInt8(ascii: "'")
    let content = bytes[token.range.indices].drop { $0 == quote }
    let text = content[..<(content.lastIndex { $0 != quote }.map { $0 + 1 } ?? content.startIndex)]
    return text.contains(quote) ? nil : String(decoding: text, as: UTF8.self)
  }
}

/// A name behind an item of FROM, with the names it gives to columns.
package struct TableAlias: Sendable {
  /// nil for the columns of a function alone.
  package var name: Name?
  package var columns: [Name] = []

  package init() {}
}

extension SyntaxFile {
  /// What an alias node says.
  package func alias(_ node: Int) -> TableAlias {
    var alias = TableAlias()
    var depth = 0
    var isExpected = true
    for token in lexed.tokens[nodes[node].tokens] {
      switch token.kind {
      case .leftParenthesis:
        depth += 1
        isExpected = depth == 1
      case .rightParenthesis: depth -= 1
      case .comma: isExpected = depth == 1
      default:
        if token.keyword == .as, depth == 0 { continue }
        guard isExpected else { continue }
        isExpected = false
        if depth == 0 {
          alias.name = Name(token, in: bytes)
        } else {
          alias.columns.append(Name(token, in: bytes))
        }
      }
    }
    return alias
  }
}
