package import SQLLexer

/// What an expression calls. How often PostgreSQL must evaluate it, and whether it always gives the same, depends on that.
package struct Calls: Sendable {
  package struct Function: Sendable {
    package var name: QualifiedName
    package var arguments: Int
  }

  /// Those with a name. SQL gives others a grammar of their own.
  package var functions: [Function] = []
  /// The words of those: COALESCE, CURRENT_DATE, EXTRACT, …
  package var sqlFunctions: Set<Keyword> = []
  /// Operators as written, without schemas.
  package var operators: Set<String> = []
  /// Placeholders, parameters, queries: there may be more.
  package var isComplete = true
}

extension SyntaxFile {
  /// The functions and operators that an expression calls.
  package func calls(in expression: Expression) -> Calls {
    var calls = Calls()
    let nodes = nodes(of: expression)
    for index in nodes.indices {
      let node = nodes[index]
      switch node.kind {
      case .functionCall:
        if let function = function(calledBy: index) { calls.functions.append(function) }
      case .sqlFunction: calls.sqlFunctions.insert(node.detail)
      case .operator:
        if let name = operatorName(index) { calls.operators.insert(name) }
      case .template, .parameter, .subquery, .currentOf: calls.isComplete = false
      default: break
      }
      if node.tokens.last.map({ lexed.tokens[$0].kind == .placeholder }) ?? false {
        calls.isComplete = false
      }
    }
    return calls
  }

  private func function(calledBy call: Int) -> Calls.Function? {
    var name: QualifiedName?
    var arguments = 0
    for child in nodes.children(of: call) {
      switch nodes[child].kind {
      case .functionName: name = self.name(of: nodes[child])
      case .orderBy, .filter, .window: break
      // The window of OVER; as an argument, a column is a columnReference.
      case .name: break
      default: arguments += 1
      }
    }
    return name.map { Calls.Function(name: $0, arguments: arguments) }
  }

  /// The operator between or before its operands; nil for OVERLAPS and its like.
  /// The operator of a node: `||`.
  package func operatorName(_ index: Int) -> String? {
    var operands = nodes.children(of: index).map { nodes[$0].tokens }
    operands.append(Int(nodes[index].end)..<Int(nodes[index].end))
    var position = Int(nodes[index].first)
    for operand in operands.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      for token in lexed.tokens[position..<max(position, operand.lowerBound)]
      where token.kind == .operator {
        return text(token.range)
      }
      position = max(position, operand.upperBound)
    }
    return nil
  }
}
