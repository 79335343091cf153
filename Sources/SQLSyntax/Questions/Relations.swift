import SQLLexer

/// The relations that a statement reads and writes, as written: without the schema where it names none.
package struct Relations: Equatable, Sendable {
  package var read: Set<QualifiedName> = []
  package var written: Set<QualifiedName> = []
}

extension SyntaxFile {
  /// The relations in the FROM, JOIN and USING clauses of a statement's queries, at any depth, and of TABLE and COPY; and
  /// those that INSERT, UPDATE, DELETE, MERGE and COPY … FROM write.
  ///
  /// The name of a common table stands for no relation where that table can be seen: in the statement behind its WITH
  /// clause and in the tables after it, with RECURSIVE in all of them. A name with a schema is always that of a relation,
  /// and so is one that is written to.
  package func relations(of statement: Statement) -> Relations {
    var relations = Relations()
    let scopes = commonTables(in: statement)
    for index in statement.nodes {
      let node = nodes[index]
      switch node.kind {
      case .relation:
        if let name = name(of: node), !scopes.hide(name, at: index) { relations.read.insert(name) }
      case .targetRelation where index + 1 < nodes.count && nodes[index + 1].kind != .into:
        if let name = name(of: node) { relations.written.insert(name) }
      default: break
      }
    }
    if case .copy(let copy) = statement.tree, let table = copy.table {
      if copy.isFrom { relations.written.insert(table) } else { relations.read.insert(table) }
    }
    return relations
  }

  /// The relations and functions that the code names without a schema, functions as `f()`; also those of the expressions
  /// that stand outside of its statements, and of what it executes as a constant.
  package var namesWithoutSchema: Set<String> {
    namesWithoutSchema(in: statements, leavingOut: RangeSet())
  }

  /// The same, in some of the statements, and in the expressions beside them but for some nodes.
  func namesWithoutSchema(
    in statements: [Statement], leavingOut unreached: RangeSet<Int>
  ) -> Set<String> {
    var tables: Set<QualifiedName> = []
    var found: Set<String> = []
    var isRead = [Bool](repeating: false, count: nodes.count)
    for statement in statements {
      let relations = relations(of: statement)
      tables.formUnion(relations.read.union(relations.written))
      for index in statement.nodes { isRead[index] = true }
      if let body = statement.executedBody { found.formUnion(body.namesWithoutSchema) }
    }
    for index in nodes.indices where !unreached.contains(index) {
      if nodes[index].kind == .relation, !isRead[index], let name = name(of: nodes[index]) {
        tables.insert(name)
      }
      if nodes[index].kind == .functionName, let name = name(of: nodes[index]), name.schema == nil {
        found.insert("\(name.name.text)()")
      }
    }
    return found.union(tables.lazy.filter { $0.schema == nil }.map(\.name.text))
  }

  /// The qualified name that a node spells.
  package func name(of node: SyntaxNode) -> QualifiedName? {
    QualifiedName(node.tokens, of: lexed.tokens, in: bytes)
  }

  /// The tables of all WITH clauses of a statement, and where each can be seen.
  private func commonTables(in statement: Statement) -> CommonTables {
    var scopes = CommonTables()
    // WITH clauses whose parents are still to come, the innermost last.
    var open: [Int] = []
    for index in statement.nodes {
      let first = index + 1 - Int(nodes[index].size)
      while let with = open.last, first < with {
        open.removeLast()
        addTables(of: with, parent: index, to: &scopes)
      }
      if nodes[index].kind == .with { open.append(index) }
    }
    if case .createView(let view) = statement.tree, view.isRecursive {
      // The view's query sees the view as its own common table.
      scopes.add(view.name.name, statement.nodes)
    }
    return scopes
  }

  private func addTables(of with: Int, parent: Int, to scopes: inout CommonTables) {
    let isRecursive = nodes[with].detail == .recursive
    for table in nodes.children(of: with) {
      let first = table + 1 - Int(nodes[table].size)
      // The statement may end before the name.
      guard nodes[first].kind == .name, nodes[first].first < nodes[first].end else { continue }
      let name = Name(lexed.tokens[Int(nodes[first].first)], in: bytes)
      let start = isRecursive ? with + 1 - Int(nodes[with].size) : table + 1
      scopes.add(name, start..<parent)
    }
  }
}

/// Where the names of common tables hide those of relations: ranges of nodes.
private struct CommonTables {
  private var scopes: [Name: [Range<Int>]] = [:]

  mutating func add(_ name: Name, _ scope: Range<Int>) {
    scopes[name, default: []].append(scope)
  }

  func hide(_ name: QualifiedName, at node: Int) -> Bool {
    guard !scopes.isEmpty, name.qualifiers.isEmpty else { return false }
    return scopes[name.name]?.contains { $0.contains(node) } ?? false
  }
}
