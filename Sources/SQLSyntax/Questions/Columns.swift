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

  /// The columns that a statement fills, as far as it names them: in the list of INSERT, on the left side of SET.
  package func columnsFilled(by statement: Statement) -> Set<String> {
    var names: Set<String> = []
    for index in statement.nodes {
      switch nodes[index].kind {
      case .insert, .assignment, .mergeWhen:
        for part in nodes.children(of: index) where nodes[part].kind == .name {
          if let name = firstName(of: part) { names.insert(name.text) }
        }
      default: break
      }
    }
    return names
  }

  /// The columns whose values a statement hands on: those that its targets, assignments and functions in FROM name, without
  /// what stands before them. What is only compared, grouped or sorted by is left behind.
  package func columnsHandedOn(by statement: Statement) -> Set<String> {
    var names: Set<String> = []
    var conditions: Set<Int> = []
    var index = statement.nodes.upperBound - 1
    while index >= statement.nodes.lowerBound {
      let node = nodes[index]
      if node.kind.onlyAsks || conditions.contains(index) {
        index -= Int(node.size)
        continue
      }
      switch node.kind {
      case .columnReference:
        if let column = column(node) { names.insert(column.name.text) }
      case .join, .mergeWhen:
        // ON and AND have no node of their own around their conditions.
        for part in nodes.children(of: index) where !nodes[part].kind.isPartOfJoinOrMerge {
          conditions.insert(part)
        }
      default: break
      }
      index -= 1
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

  /// nil for `*` and `t.*`, and for all that is no column.
  func column(_ node: SyntaxNode) -> QualifiedName? {
    guard node.kind == .columnReference, let last = node.tokens.last,
      lexed.tokens[last].kind != .operator
    else { return nil }
    return name(of: node)
  }
}

extension SyntaxKind {
  /// A clause that chooses, groups or sorts rows, and gives no value to any.
  fileprivate var onlyAsks: Bool {
    switch self {
    case .condition, .filter, .groupBy, .orderBy, .window, .limit, .locking: true
    default: false
    }
  }

  /// What stands beside the condition in a join, or in a WHEN of MERGE.
  fileprivate var isPartOfJoinOrMerge: Bool {
    switch self {
    case .fromTable, .fromSubquery, .fromFunction, .join, .alias: true
    case .assignment, .values, .name: true
    default: false
    }
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
