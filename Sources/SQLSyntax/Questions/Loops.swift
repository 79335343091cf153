package import SQLLexer

extension Body {
  /// The statements of loops that go on until something ends them, or count, and in which nothing commits: all that they
  /// change is one transaction. Loops over the rows of a query or a cursor are not among them.
  package var statementsOfUncommittedLoops: Set<ByteRange> {
    guard let block else { return [] }
    var found: Set<ByteRange> = []
    collect(block.statements + block.handlers.flatMap(\.statements), isInLoop: false, &found)
    return found
  }

  /// Of statements in a loop over the rows of a query, without a COMMIT: the query, by its place among the statements.
  package var queriesOfUncommittedLoops: [ByteRange: Int] {
    guard let block else { return [:] }
    var found: [ByteRange: Int] = [:]
    collect(block.statements + block.handlers.flatMap(\.statements), query: nil, &found)
    return found
  }

  private func collect(
    _ statements: [PLStatement], query: Int?, _ found: inout [ByteRange: Int]
  ) {
    for statement in statements {
      switch statement {
      case .sql(let inner): found[text.statements[inner.statement].range] = query
      case .loop(let loop):
        guard !commits(loop.statements) else { continue }
        if case .query(let rows) = loop.kind {
          collect(loop.statements, query: rows.statement, &found)
        } else {
          collect(loop.statements, query: query, &found)
        }
      default: collect(statement.parts, query: query, &found)
      }
    }
  }

  private func collect(
    _ statements: [PLStatement], isInLoop: Bool, _ found: inout Set<ByteRange>
  ) {
    for statement in statements {
      switch statement {
      case .sql(let query):
        if isInLoop { found.insert(text.statements[query.statement].range) }
      case .loop(let loop):
        let parts = loop.statements
        guard !commits(parts) else { continue }
        let isBatch = loop.goesOnByItself && !fetches(parts)
        collect(parts, isInLoop: isInLoop || isBatch, &found)
      default: collect(statement.parts, isInLoop: isInLoop, &found)
      }
    }
  }

  /// It goes through the rows of a cursor.
  private func fetches(_ statements: [PLStatement]) -> Bool {
    statements.contains { statement in
      if case .fetch = statement { return true }
      return fetches(statement.parts)
    }
  }

  private func commits(_ statements: [PLStatement]) -> Bool {
    statements.contains { statement in
      if case .sql(let query) = statement {
        return text.statements[query.statement].node == .transaction
      }
      return commits(statement.parts)
    }
  }
}

extension PLLoop {
  fileprivate var goesOnByItself: Bool {
    switch kind {
    case .endless, .while, .integers: true
    case .query, .cursor, .dynamic, .elements: false
    }
  }
}

extension PLStatement {
  /// The statements directly inside of it.
  fileprivate var parts: [PLStatement] {
    switch self {
    case .block(let block): block.statements + block.handlers.flatMap(\.statements)
    case .if(let branches): branches.branches.flatMap(\.statements) + (branches.otherwise ?? [])
    case .case(let branches): branches.branches.flatMap(\.statements) + (branches.otherwise ?? [])
    case .loop(let loop): loop.statements
    default: []
    }
  }
}
