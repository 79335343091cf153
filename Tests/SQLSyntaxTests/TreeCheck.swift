import SQLLexer

@testable import SQLSyntax

/// Looks for places in a tree that cannot be: statements that overlap, ranges outside of their statement, nodes that are
/// not inside their parent or overlap each other.
struct TreeCheck {
  private let file: SyntaxFile
  private let isBody: Bool
  private var problems: [String] = []

  static func problems(_ file: SyntaxFile, isBody: Bool = false) -> [String] {
    var check = TreeCheck(file: file, isBody: isBody)
    check.statements(within: 0..<file.lexed.tokens.count)
    return check.problems
  }

  private init(file: SyntaxFile, isBody: Bool) {
    self.file = file
    self.isBody = isBody
  }

  private mutating func statements(within tokens: Range<Int>) {
    var token = tokens.lowerBound
    var node = 0
    for statement in file.statements {
      expect(
        statement.tokens.lowerBound >= token && !statement.tokens.isEmpty
          && statement.tokens.upperBound <= tokens.upperBound, "tokens of statement",
        statement.range)
      token = statement.tokens.upperBound
      // Between the statements of PL/pgSQL stand expressions.
      expect(
        isBody ? statement.nodes.lowerBound >= node : statement.nodes.lowerBound == node,
        "nodes of statement", statement.range)
      node = statement.nodes.upperBound
      // As many parts as tokens allow: reading is linear.
      expect(
        statement.nodes.count <= 5 * statement.tokens.count, "number of nodes", statement.range)
      nodes(statement.nodes, within: statement.tokens)
      ranges(in: statement.tree, within: statement.range)
      if let stop = statement.unreadFrom { ranges(in: stop, within: statement.range) }
      // A semicolon is behind its statement.
      if let error = statement.syntaxError {
        expect(error.range.start >= statement.range.start, "error", error.range)
      }
    }
    if isBody { return nodes(0..<file.nodes.count, within: tokens) }
    expect(node == file.nodes.count, "nodes behind the last statement", ByteRange(start: 0, end: 0))
  }

  // MARK: Nodes

  /// Nodes that stand beside each other, the last one at the end of the range.
  private mutating func nodes(_ range: Range<Int>, within tokens: Range<Int>) {
    var last = range.upperBound - 1
    var behind = tokens.upperBound
    while last >= range.lowerBound {
      let node = file.nodes[last]
      let first = last - Int(node.size) + 1
      guard node.size > 0, first >= range.lowerBound else {
        return problems.append("size of \(node.kind)")
      }
      let isInside =
        node.first <= node.end && Int(node.first) >= tokens.lowerBound && Int(node.end) <= behind
      guard isInside else { return problems.append("place of \(node.kind)") }
      nodes(first..<last, within: node.tokens)
      behind = Int(node.first)
      last = first - 1
    }
  }

  // MARK: Ranges

  /// All ranges of bytes in a value, by reflection.
  private mutating func ranges(in value: Any, within outer: ByteRange) {
    switch value {
    case let range as ByteRange:
      expect(outer.contains(range), "range", range)
    case let inner as SyntaxFile:
      problems += TreeCheck.problems(inner, isBody: true)
      for statement in inner.statements { expect(outer.contains(statement.range), "body", outer) }
    case let error as SyntaxError:
      // PostgreSQL points at the semicolon where a statement ends too early.
      expect(error.range.start >= outer.start, "error", error.range)
    case is LexedText, is String, is any BinaryInteger, is Bool, is Range<Int>: break
    default:
      for child in Mirror(reflecting: value).children { ranges(in: child.value, within: outer) }
    }
  }

  private mutating func expect(_ holds: Bool, _ what: String, _ range: ByteRange) {
    if !holds { problems.append("\(what): \(file.text(range))") }
  }
}
