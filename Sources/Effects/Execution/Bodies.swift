import Catalog
import SQLLexer
import SQLSyntax

/// The code of DO blocks, and of functions that are called: its statements run one after the other. What stands under a
/// condition may run: its effects count, its failures do not. Documentation: PL/pgSQL, "Control Structures".
extension Replay {
  mutating func run(_ block: DoBlock) throws(ServerError) {
    if let error = block.body.syntaxErrors.first {
      throw ServerError("42601", error.message)
    }
    try run(block.body)
  }

  /// Runs code.
  mutating func run(_ body: Body) throws(ServerError) {
    guard body.unreadFrom == nil, body.block != nil || body.language == "sql" else {
      return loseTrack()
    }
    let outer = (source, hasVariables)
    source = body.text
    hasVariables = true
    defer { (source, hasVariables) = outer }
    if let block = body.block {
      _ = try run(block: block)
    } else {
      for statement in source.statements { try runNested(statement) }
    }
  }

  /// Something that may happen, or not: what it does counts. If it would fail, then it is taken not to happen.
  mutating func possibly(_ run: (inout Replay) throws(ServerError) -> Void) {
    let mark = catalog.mark()
    let before = progress
    let session = session
    do throws(ServerError) {
      try run(&self)
      catalog.release(mark)
    } catch {
      catalog.undo(to: mark)
      progress = before
      self.session = session
    }
  }

  /// How a list of statements ended.
  private enum Flow {
    /// What follows runs.
    case on
    /// It may run: a condition may have ended the block.
    case doubtful
    case ended
  }

  // MARK: - Blocks

  private mutating func run(block: PLBlock) throws(ServerError) -> Flow {
    for declaration in block.declarations {
      if case .variable(let variable) = declaration.kind, let value = variable.defaultValue {
        try run(expression: Int(value.node))
      }
    }
    guard !block.handlers.isEmpty else { return try run(block.statements) }
    // What EXCEPTION catches is taken back.
    let mark = catalog.mark()
    let before = progress
    do throws(ServerError) {
      let flow = try run(block.statements)
      catalog.release(mark)
      return flow
    } catch {
      catalog.undo(to: mark)
      guard let handler = block.handlers.first(where: { $0.catches(error) }) else { throw error }
      progress = before
      return try run(handler.statements)
    }
  }

  private mutating func run(_ statements: [PLStatement]) throws(ServerError) -> Flow {
    var result = Flow.on
    for (place, statement) in statements.enumerated() {
      switch try run(statement) {
      case .on: continue
      case .ended: return .ended
      case .doubtful:
        let rest = Array(statements[(place + 1)...])
        result = .doubtful
        possibly { replay throws(ServerError) in _ = try replay.run(rest) }
        return result
      }
    }
    return result
  }

  private mutating func run(_ statement: PLStatement) throws(ServerError) -> Flow {
    switch statement {
    case .block(let block): return try run(block: block)
    case .assignment(let assignment): try run(assignment.value)
    case .if(let branching): return try run(branching)
    case .case(let branching):
      try run(branching.operand)
      return try run(branching.branches, otherwise: branching.otherwise ?? [])
    case .loop(let loop): return try run(loop)
    case .exit(let exit):
      try run(exit.condition)
      return exit.condition == nil ? .ended : .doubtful
    case .return(let result): return try run(result)
    case .raise(let raise): try self.raise(raise)
    case .assert(let condition, _): try run(condition)
    case .sql(let query), .perform(let query): try run(query)
    case .execute(let execute): try run(execute)
    case .open(let open):
      switch open.kind {
      case .query(let query): try run(query)
      case .dynamic(let query): try runQuery(query)
      case .bound: break
      }
    case .getDiagnostics, .fetch, .close, .null: break
    }
    return .on
  }

  private mutating func run(_ expression: Expression?) throws(ServerError) {
    if let expression { try run(expression: Int(expression.node)) }
  }

  private mutating func run(_ query: PLQuery) throws(ServerError) {
    guard source.statements.indices.contains(query.statement) else { return }
    try runNested(source.statements[query.statement])
  }

  /// A statement inside another one.
  mutating func runNested(_ statement: Statement) throws(ServerError) {
    if case .transaction = statement.tree { return try endTransactionInside() }
    var finder = TransactionRefusals()
    if let refusal = finder.refusal(of: statement, in: source) { throw .refused(refusal) }
    let skipped = effects.skips
    try dispatch(statement)
    effects.skips = skipped
    effects.hiddenDifference = nil
  }

  /// COMMIT and ROLLBACK in code: only where no transaction is open around it. [call_procedure_commit]
  private mutating func endTransactionInside() throws(ServerError) {
    effects.refusal = .command("COMMIT in a procedure")
    if inTransaction { throw ServerError("2D000", "invalid transaction termination") }
  }

  // MARK: - Conditions and loops

  private mutating func run(_ branching: PLIf) throws(ServerError) -> Flow {
    if let first = branching.branches.first, let condition = first.condition {
      let node = source.nodes[Int(condition.node)]
      if node.kind == .constant, node.detail == .true { return try run(first.statements) }
      if node.kind == .constant, branching.branches.count == 1 {
        return try run(branching.otherwise ?? [])
      }
      try run(expression: Int(condition.node))
    }
    return try run(branching.branches, otherwise: branching.otherwise ?? [])
  }

  private mutating func run(
    _ branches: [PLBranch], otherwise: [PLStatement]
  ) throws(ServerError) -> Flow {
    var flow = Flow.on
    for statements in branches.map(\.statements) + [otherwise] {
      possibly { replay throws(ServerError) in
        do throws(ServerError) {
          if try replay.run(statements) != .on { flow = .doubtful }
        } catch {
          // It would end here.
          flow = .doubtful
          throw error
        }
      }
    }
    return flow
  }

  private mutating func run(_ loop: PLLoop) throws(ServerError) -> Flow {
    var runsOnce = false
    switch loop.kind {
    case .endless: runsOnce = true
    case .while(let condition): try run(condition)
    case .integers(let range):
      try run(range.from)
      try run(range.to)
    case .query(let query): try run(query)
    case .dynamic(let query): try runQuery(query)
    case .elements(let array): try run(array)
    case .cursor: break
    }
    if runsOnce { return try run(loop.statements) == .ended ? .on : .doubtful }
    var flow = Flow.on
    possibly { replay throws(ServerError) in
      if try replay.run(loop.statements) == .doubtful { flow = .doubtful }
    }
    return flow
  }

  private mutating func run(_ result: PLReturn) throws(ServerError) -> Flow {
    switch result.value {
    case .none: return .ended
    case .expression(let value):
      try run(value)
      return .ended
    case .next(let value): try run(value)
    case .query(let query): try run(query)
    case .dynamic(let query): try runQuery(query)
    }
    return .on
  }

  /// RAISE EXCEPTION fails with the code that it names, or P0001.
  private mutating func raise(_ raise: PLRaise) throws(ServerError) {
    for argument in raise.arguments { try run(expression: Int(argument.node)) }
    guard raise.level == .exception else { return }
    let option = raise.options.first { $0.name.text.lowercased() == "errcode" }
    let given = option?.value.flatMap { source.string(Int($0.node)) }
    if given == nil, option != nil { return notKnown(.fails) }
    let code = given?.utf8.count == 5 ? given : raise.condition?.codes.first
    let message = raise.message.map { source.text($0) } ?? "RAISE"
    throw ServerError(code ?? "P0001", message)
  }

  // MARK: - EXECUTE

  private mutating func run(_ execute: PLExecute) throws(ServerError) {
    guard let place = execute.query.statement else { return loseTrack() }
    try runNested(source.statements[place])
  }

  /// A query whose rows are wanted, in a text that may not be known: it reads, and changes no schema.
  private mutating func runQuery(_ query: PLDynamicQuery) throws(ServerError) {
    guard let place = query.statement else { return notKnown(.locks, .scans, .fails) }
    try runNested(source.statements[place])
  }
}

extension PLHandler {
  fileprivate func catches(_ error: ServerError) -> Bool {
    conditions.contains { condition in
      if condition.codes.isEmpty { return error.sqlstate != "P0004" && error.sqlstate != "57014" }
      return condition.codes.contains {
        $0 == error.sqlstate || $0.hasSuffix("000") && error.sqlstate.hasPrefix($0.prefix(2))
      }
    }
  }
}
