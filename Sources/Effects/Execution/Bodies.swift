import Catalog
import SQLLexer
import SQLSyntax

/// The code of DO blocks, and of functions that are called: its statements run one after the other. Conditions, and the
/// texts of EXECUTE, are computed as far as the catalogue and known values tell. What stands under a condition that
/// cannot be told may run: its effects count, its failures do not. Documentation: PL/pgSQL, "Control Structures".
extension Replay {
  mutating func run(_ block: DoBlock) throws(ServerError) {
    if let error = block.body.syntaxErrors.first {
      throw .syntax(error.message)
    }
    try within(BodyFrame()) { replay throws(ServerError) in try replay.run(block.body) }
  }

  /// Runs code.
  mutating func run(_ body: Body) throws(ServerError) {
    guard body.unreadFrom == nil, body.block != nil || body.language == "sql" else {
      return loseTrack()
    }
    let outer = (source, variables)
    source = body.text
    variables = .any
    defer { (source, variables) = outer }
    if let block = body.block {
      if case .returned(let value) = try run(block: block) { frame.result = value }
    } else {
      for statement in source.statements { try runNested(statement) }
    }
  }

  /// Runs with variables of its own.
  ///
  /// - Returns: what RETURN gave.
  @discardableResult
  mutating func within(
    _ inner: BodyFrame, _ run: (inout Replay) throws(ServerError) -> Void
  ) throws(ServerError) -> BodyValue {
    let outer = frame
    frame = inner
    defer { frame = outer }
    try run(&self)
    return frame.result
  }

  /// Something that may happen, or not: what it does counts. If it would fail, then it is taken not to happen.
  mutating func possibly(_ run: (inout Replay) throws(ServerError) -> Void) {
    let mark = catalog.mark()
    let before = progress
    let session = session
    conditions += 1
    defer { conditions -= 1 }
    do throws(ServerError) {
      try run(&self)
      catalog.doubt(since: mark)
      catalog.release(mark)
    } catch {
      catalog.undo(to: mark)
      progress = before
      self.session = session
      // Of what RAISE stops, nothing is left; otherwise the model may be wrong, and not the statement.
      if !["P0001", "P0004"].contains(error.sqlstate) { mayHaveDoneMore = true }
    }
  }

  /// How a list of statements ended.
  private enum Flow {
    /// What follows runs.
    case on
    /// It may run: a condition may have ended the block.
    case doubtful
    case exit(Name?)
    case `continue`(Name?)
    case returned(BodyValue)

    var isOn: Bool { if case .on = self { true } else { false } }

    /// EXIT with the label of a block ends the block.
    func behind(_ label: Name?) -> Flow {
      if case .exit(let name?) = self, name == label { .on } else { self }
    }
  }

  // MARK: - Blocks

  private mutating func run(block: PLBlock) throws(ServerError) -> Flow {
    for declaration in block.declarations {
      guard case .variable(let variable) = declaration.kind else { continue }
      let name = declaration.name.text
      frame.variables[name] = try value(of: variable.defaultValue) ?? .null
      if variable.type.isRow { frame.records.insert(name) }
    }
    guard !block.handlers.isEmpty else { return try run(block.statements).behind(block.label) }
    // What EXCEPTION catches is taken back.
    let mark = catalog.mark()
    let before = progress
    conditions += 1
    defer { conditions -= 1 }
    do throws(ServerError) {
      let flow = try run(block.statements)
      catalog.release(mark)
      return flow.behind(block.label)
    } catch {
      catalog.undo(to: mark)
      guard let handler = block.handlers.first(where: { $0.catches(error) }) else { throw error }
      progress = before
      return try run(handler.statements).behind(block.label)
    }
  }

  private mutating func run(_ statements: [PLStatement]) throws(ServerError) -> Flow {
    for (place, statement) in statements.enumerated() {
      bodySteps += 1
      guard bodySteps < Replay.bodyStepLimit else {
        loseTrack()
        return .returned(.unknown)
      }
      switch try run(statement) {
      case .on: continue
      case .doubtful:
        let rest = Array(statements[(place + 1)...])
        possibly { replay throws(ServerError) in _ = try replay.run(rest) }
        forget(rest)
        return .doubtful
      case let flow: return flow
      }
    }
    return .on
  }

  private mutating func run(_ statement: PLStatement) throws(ServerError) -> Flow {
    switch statement {
    case .block(let block): return try run(block: block)
    case .assignment(let assignment):
      let value = try value(of: assignment.value) ?? .unknown
      frame.assign(assignment.target == nil ? value : .unknown, to: assignment.variable)
    case .if(let branching):
      return try run(branching.branches, otherwise: branching.otherwise ?? [], operand: nil)
    case .case(let branching):
      let operand = try value(of: branching.operand)
      return try run(branching.branches, otherwise: branching.otherwise ?? [], operand: operand)
    case .loop(let loop): return try run(loop)
    case .exit(let exit):
      switch try value(of: exit.condition).map(\.isTrue) ?? true {
      case true?: return exit.isContinue ? .continue(exit.label) : .exit(exit.label)
      case false?: return .on
      case nil: return .doubtful
      }
    case .return(let result): return try run(result)
    case .raise(let raise): try self.raise(raise)
    case .assert(let condition, _): _ = try value(of: condition)
    case .sql(let query), .perform(let query): try run(query)
    case .execute(let execute): try run(execute)
    case .open(let open):
      switch open.kind {
      case .query(let query): try run(query)
      case .dynamic(let query): try runQuery(query)
      case .bound: break
      }
    case .getDiagnostics(let get): frame.forget(get.targets)
    case .fetch(let fetch): frame.forget(fetch.into?.targets ?? [])
    case .close, .null: break
    }
    return .on
  }

  /// Computes an expression; what it reads and calls counts.
  private mutating func value(of expression: Expression?) throws(ServerError) -> BodyValue? {
    guard let expression else { return nil }
    let node = Int(expression.node)
    frame.called = nil
    try run(expression: node)
    if let called = frame.called, source.nodes[node].kind == .functionCall { return called }
    var evaluator = BodyEvaluator(self)
    let value = evaluator.value(of: expression)
    frame.isGuess = frame.isGuess || evaluator.isGuess
    return value
  }

  private mutating func run(_ query: PLQuery) throws(ServerError) {
    guard source.statements.indices.contains(query.statement) else { return }
    let statement = source.statements[query.statement]
    try runNested(statement)
    guard case .query = statement.tree else {
      frame.forget(query.into?.targets ?? [])
      frame.variables["found"] = .unknown
      return
    }
    let rows = rows(of: query)
    frame.variables["found"] = BodyValue(rows.map { !$0.isEmpty })
    frame.assign(rows.map { $0.first ?? [] }, to: query.into?.targets ?? [])
  }

  /// The rows of a query; nil where they are not known.
  private mutating func rows(of query: PLQuery) -> [[BodyColumn]]? {
    guard case .query(let tree) = source.statements[query.statement].tree else { return nil }
    var evaluator = BodyEvaluator(self)
    let rows = evaluator.rows(of: Int(tree.node))
    frame.isGuess = frame.isGuess || evaluator.isGuess
    return rows
  }

  /// A statement inside another one.
  mutating func runNested(_ statement: Statement) throws(ServerError) {
    if case .transaction = statement.tree { return try endTransactionInside() }
    var finder = TransactionRefusals()
    if let refusal = finder.refusal(of: statement, in: source) { throw .refused(refusal) }
    let skipped = effects.skips
    try noteNested(at: statement.range) { replay throws(ServerError) in
      try replay.dispatch(statement)
    }
    effects.skips = skipped
    effects.hiddenDifference = nil
  }

  /// COMMIT and ROLLBACK in code: only where no transaction is open around it. [call_procedure_commit]
  private mutating func endTransactionInside() throws(ServerError) {
    effects.refusal = .command("COMMIT in a procedure")
    if inTransaction { throw ServerError("2D000", "invalid transaction termination") }
  }

  // MARK: - Conditions and loops

  /// - Parameter operand: of CASE.
  private mutating func run(
    _ branches: [PLBranch], otherwise: [PLStatement], operand: BodyValue?
  ) throws(ServerError) -> Flow {
    for (place, branch) in branches.enumerated() {
      guard let value = try value(of: branch.condition) else { continue }
      switch (operand.map { $0.equals(value) } ?? value).isTrue {
      case true?: return try run(branch.statements)
      case false?: continue
      case nil:
        var flow = Flow.on
        for statements in branches[place...].map(\.statements) + [otherwise] {
          if !mayRun(statements).isOn { flow = .doubtful }
        }
        return flow
      }
    }
    return try run(otherwise)
  }

  /// Statements of which it is not known whether they run, or how often.
  private mutating func mayRun(_ statements: [PLStatement]) -> Flow {
    var flow = Flow.on
    let outer = frame
    possibly { replay throws(ServerError) in
      do throws(ServerError) {
        if try !replay.run(statements).isOn { flow = .doubtful }
      } catch {
        // It would end here.
        flow = .doubtful
        throw error
      }
    }
    frame.variables = outer.variables
    forget(statements)
    return flow
  }

  /// The variables that statements may have assigned are not known any more.
  private mutating func forget(_ statements: [PLStatement]) {
    frame.forget(assignedVariables(in: statements))
  }

  private mutating func run(_ loop: PLLoop) throws(ServerError) -> Flow {
    guard let rounds = try rounds(of: loop) else {
      frame.forget(loop.targets)
      forget(loop.statements)
      if case .endless = loop.kind {
        switch try run(loop.statements) {
        case .returned(let value): return .returned(value)
        case .exit(let label?) where label != loop.label: return .exit(label)
        case .on, .continue, .doubtful, .exit: break
        }
        forget(loop.statements)
        return .on
      }
      return mayRun(loop.statements)
    }
    for values in rounds {
      frame.assign(values, to: loop.targets)
      switch try run(loop.statements) {
      case .on, .continue(nil): continue
      case .continue(let label?) where label == loop.label: continue
      case .exit(nil): return .on
      case .exit(let label?) where label == loop.label: return .on
      case let flow: return flow
      }
    }
    return .on
  }

  /// The values of a loop's variables, round after round; nil where they are not known.
  private mutating func rounds(of loop: PLLoop) throws(ServerError) -> [[BodyColumn]]? {
    switch loop.kind {
    case .endless, .cursor: return nil
    case .while(let condition):
      _ = try value(of: condition)
      return nil
    case .integers(let range):
      let ends = (try value(of: range.from), try value(of: range.to))
      guard case (.number(let first)?, .number(let last)?) = ends, range.step == nil,
        last - first < Replay.bodyStepLimit
      else { return nil }
      guard first <= last else { return [] }
      let numbers = (first...last).map { [BodyColumn(name: "", value: .number($0))] }
      return range.isReverse ? numbers.reversed() : numbers
    case .query(let query):
      try runNested(source.statements[query.statement])
      return rows(of: query)
    case .dynamic(let query):
      try runQuery(query)
      return nil
    case .elements(let array):
      guard case .array(let elements)? = try value(of: array) else { return nil }
      return elements.map { [BodyColumn(name: "", value: $0)] }
    }
  }

  private mutating func run(_ result: PLReturn) throws(ServerError) -> Flow {
    switch result.value {
    case .none: return .returned(.null)
    case .expression(let expression): return .returned(try value(of: expression) ?? .unknown)
    case .next(let expression): _ = try value(of: expression)
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
    if frame.isGuess || (given == nil && option != nil) { return notKnown(.fails) }
    let code = given?.utf8.count == 5 ? given : raise.condition?.codes.first
    let message = raise.message.map { source.text($0) } ?? "RAISE"
    throw ServerError(code ?? "P0001", message)
  }

  // MARK: - EXECUTE

  private mutating func run(_ execute: PLExecute) throws(ServerError) {
    frame.forget(execute.into?.targets ?? [])
    if let place = execute.query.statement { return try runNested(source.statements[place]) }
    guard let sql = try text(of: execute.query) else { return loseTrack() }
    try run(text: sql)
  }

  /// The text of EXECUTE, where it is known.
  private mutating func text(of query: PLDynamicQuery) throws(ServerError) -> String? {
    if case .text(let sql)? = try value(of: query.text) { sql } else { nil }
  }

  /// Runs the statements of a text that is not in a file.
  private mutating func run(text: String) throws(ServerError) {
    let outer = (source, notesNested)
    let relations = effects.relations
    source = parse(Array(text.utf8))
    notesNested = false
    defer {
      (source, notesNested) = outer
      effects.relations = relations
    }
    for statement in source.statements { try runNested(statement) }
  }

  /// A query whose rows are wanted, in a text that may not be known: it reads, and changes no schema.
  private mutating func runQuery(_ query: PLDynamicQuery) throws(ServerError) {
    if let place = query.statement { return try runNested(source.statements[place]) }
    guard let sql = try text(of: query) else { return notKnown(.locks, .scans, .fails) }
    try run(text: sql)
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

extension PLType {
  /// `record` or `t%ROWTYPE`
  fileprivate var isRow: Bool {
    switch self {
    case .named(let type): type.name == "record"
    case .rowOf(_, let isArray): !isArray
    case .typeOf: false
    }
  }
}
