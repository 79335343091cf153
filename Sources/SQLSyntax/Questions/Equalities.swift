import SQLLexer

extension SyntaxFile {
  /// The columns that a condition holds to values that stand in the text: `c = 1`, `c IN ('a', 'b')`, alone or joined to
  /// other conditions by AND. As written: `t.a` with the table before it.
  package func columnsEquated(by condition: Expression) -> Set<QualifiedName> {
    var columns: Set<QualifiedName> = []
    // Conditions that must all hold.
    var conditions = [Int(condition.node)]
    while let condition = conditions.popLast() {
      let node = nodes[condition]
      let operands = Array(nodes.children(of: condition).reversed())
      switch (node.kind, node.detail) {
      case (.boolean, .and): conditions += operands
      case (.operator, _) where operands.count == 2 && isEquality(operands[0], operands[1]):
        if let column = column(nodes[operands[0]]), isValue(operands[1]) { columns.insert(column) }
        if let column = column(nodes[operands[1]]), isValue(operands[0]) { columns.insert(column) }
      case (.in, let detail) where detail != .not:
        guard let first = operands.first, let column = column(nodes[first]),
          operands.dropFirst().allSatisfy(isValue)
        else { continue }
        columns.insert(column)
      default: break
      }
    }
    return columns
  }

  /// The operator between two operands is `=`.
  package func isEquality(_ left: Int, _ right: Int) -> Bool {
    // Parentheses may stand around both.
    let between = lexed.tokens[Int(nodes[left].end)..<Int(nodes[right].first)]
    return between.first { $0.kind == .operator }.map { text($0.range) == "=" } ?? false
  }

  /// A constant, a parameter, or what is filled in for one.
  private func isValue(_ index: Int) -> Bool {
    switch nodes[index].kind {
    case .constant, .parameter, .template: true
    case .typeCast: nodes.children(of: index).contains { isValue($0) }
    // The sign of a number.
    case .operator: nodes[index].size == 2 && isValue(index - 1)
    case .row: nodes.children(of: index).allSatisfy { isValue($0) }
    default: false
    }
  }
}
