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

  /// The columns that a statement's queries and expressions name, without what stands before them.
  package func columnNames(in statement: Statement) -> Set<String> {
    var names: Set<String> = []
    for index in statement.nodes where nodes[index].kind == .columnReference {
      if let column = column(nodes[index]) { names.insert(column.name.text) }
    }
    return names
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
  package func nodes(of expression: Expression) -> ArraySlice<SyntaxNode> {
    let last = Int(expression.node)
    return nodes[(last + 1 - Int(nodes[last].size))...last]
  }

  /// nil for `*` and `t.*`.
  private func column(_ node: SyntaxNode) -> QualifiedName? {
    guard let last = node.tokens.last, lexed.tokens[last].kind != .operator else { return nil }
    return name(of: node)
  }
}

extension SyntaxFile {
  /// The columns that an index uses: in its keys, its INCLUDE list and its condition.
  package func columns(of index: CreateIndex) -> Set<Name> {
    var columns: Set<Name> = []
    for element in index.elements + index.include {
      if let column = element.column { columns.insert(column) }
      if let expression = element.expression {
        columns.formUnion(self.columns(of: expression).map(\.name))
      }
    }
    if let predicate = index.predicate {
      columns.formUnion(self.columns(of: predicate).map(\.name))
    }
    return columns
  }
}

extension Statement {
  /// The conditions of all CHECK constraints that a statement makes, in the order of the text.
  package var checks: [Expression] {
    var constraints: [ConstraintDefinition] = []
    switch tree {
    case .createTable(let table):
      constraints = table.columns.flatMap(\.constraints) + table.constraints
    case .alterTable(let alter):
      for command in alter.commands {
        if let constraint = command.constraint { constraints.append(constraint) }
        constraints += command.column?.constraints ?? []
      }
    case .createDomain(let domain): constraints = domain.constraints
    case .alterDomain(let alter):
      if case .addConstraint(let constraint) = alter.action { constraints = [constraint] }
    case .createSchema(let schema): return schema.elements.flatMap(\.checks)
    default: break
    }
    return constraints.filter { $0.kind == .check }.compactMap(\.expression)
      .sorted { $0.range.start < $1.range.start }
  }
}
