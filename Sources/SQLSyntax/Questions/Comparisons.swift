package import SQLLexer

/// A comparison of two values: `a = b`.
package struct Comparison: Sendable {
  package enum Side: Sendable { case left, right }
  /// `=`, `<>`, `!=`, `<`, `>`, `<=`, `>=`
  package var `operator`: String
  package var left: Expression
  package var right: Expression
  package var range: ByteRange
}

extension SyntaxFile {
  /// The comparisons of a statement whose one side is NULL and nothing else, perhaps converted to a type. They are NULL
  /// for every row. Documentation: Comparison Functions and Operators.
  package func comparisonsWithNull(in statement: Statement) -> [Comparison] {
    let tokens = tokens(in: statement.range)
    var found: [Comparison] = []
    for index in nodes.partitioningIndex({ $0.first >= tokens.lowerBound })..<nodes.count {
      // What is missing at the end of a file stands behind its last token.
      guard nodes[index].first < tokens.upperBound else { break }
      guard nodes[index].kind == .operator, let comparison = comparison(index) else { continue }
      if isNull(comparison.left) != isNull(comparison.right) { found.append(comparison) }
    }
    return found
  }

  /// The comparisons of an expression, each with whether NOT stands before it, or before what it is part of.
  package func comparisons(in expression: Expression) -> [(Comparison, isNegated: Bool)] {
    var found: [(Comparison, isNegated: Bool)] = []
    var waiting = [(Int(expression.node), false)]
    while let (index, isNegated) = waiting.popLast() {
      let node = nodes[index]
      if node.kind == .operator, let comparison = comparison(index) {
        found.append((comparison, isNegated: isNegated))
      }
      let isNot = node.kind == .boolean && node.detail == .not
      for child in nodes.children(of: index) { waiting.append((child, isNegated != isNot)) }
    }
    return found
  }

  private func comparison(_ index: Int) -> Comparison? {
    let operands = parts(of: index)
    guard operands.count == 2 else { return nil }
    // Parentheses may stand around both.
    let between = lexed.tokens[Int(nodes[operands[0]].end)..<Int(nodes[operands[1]].first)]
    guard let token = between.first(where: { $0.kind == .operator }) else { return nil }
    let name = text(token.range)
    guard ["=", "<>", "!=", "<", ">", "<=", ">="].contains(name) else { return nil }
    return Comparison(
      operator: name, left: expression(operands[0]), right: expression(operands[1]),
      range: range(of: index))
  }
}
