extension [SyntaxNode] {
  /// The nodes directly below a node, as indexes, the last one first: a parent stands behind its children.
  package func children(of node: Int) -> Children {
    Children(nodes: self, following: node - 1, first: node - Int(self[node].size) + 1)
  }

  /// The nodes directly below a node, as indexes, in the order of the text.
  package func operands(of node: Int) -> [Int] {
    // Asked of nearly every node: the array is made in its size.
    var place = 0
    for _ in children(of: node) { place += 1 }
    var operands = [Int](repeating: 0, count: place)
    for child in children(of: node) {
      place -= 1
      operands[place] = child
    }
    return operands
  }

  /// The first `INTO` of a query, which stands in its first SELECT.
  func firstInto(below query: Int) -> Int? {
    var node = query
    while true {
      // The operands of a set operation and what stands around it: the first query among the children.
      guard let next = firstChild(of: node, where: { $0.isQuery || $0 == .into }) else {
        return nil
      }
      if self[next].kind == .into { return next }
      node = next
    }
  }

  func firstChild(of node: Int, where isWanted: (SyntaxKind) -> Bool) -> Int? {
    var found: Int?
    for child in children(of: node) where isWanted(self[child].kind) { found = child }
    return found
  }
}

/// The nodes directly below a node, the last one first.
package struct Children: Sequence, IteratorProtocol {
  let nodes: [SyntaxNode]
  var following: Int
  let first: Int

  package mutating func next() -> Int? {
    guard following >= first else { return nil }
    defer { following -= Int(nodes[following].size) }
    return following
  }
}

extension SyntaxKind {
  /// A query or a part of one: what a select_clause may be, with or without clauses around it.
  package var isQuery: Bool {
    switch self {
    case .select, .setOperation, .values, .tableQuery, .query: true
    default: false
    }
  }
}
