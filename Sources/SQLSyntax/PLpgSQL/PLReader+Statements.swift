import SQLLexer

// Which statement stands at a place, and those without parts: SQL, assignments, EXECUTE, GET DIAGNOSTICS. Documentation:
// PL/pgSQL, "Basic Statements".
extension PLReader {
  /// proc_sect: statements up to a word that begins none.
  mutating func statements() -> [PLStatement] {
    var statements: [PLStatement] = []
    var reached: (statements: Int, nodes: Int)?
    while !parser.atEnd, let statement = nested({ $0.statement() }) {
      statements.append(statement)
      if reached == nil, statement.raisesException {
        reached = (sqlStatements.count, parser.nodes.count)
      }
    }
    if let reached {
      body.unreached.insert(contentsOf: reached.statements..<sqlStatements.count)
      body.unreachedNodes.insert(contentsOf: reached.nodes..<parser.nodes.count)
    }
    return statements
  }

  /// proc_stmt. nil where none begins.
  private mutating func statement() -> PLStatement? {
    if atLabel { return labelled() }
    let length = wordLength(at: position)
    if length > 0 {
      if let statement = assignment(length: length) { return statement }
      return length == 1 ? statementOfWord() : sql()
    }
    switch parser.token().keyword {
    case .declare, .begin: return blockStatement(label: nil, from: position)
    case .if: return ifStatement()
    case .case: return caseStatement()
    case .for: return loop(label: nil, from: position)
    case .execute: return execute()
    case .null:
      let range = parser.token().range
      parser.advance()
      expectSemicolon()
      return .null(range)
    default:
      let isLoop = at("loop") || at("while") || at("foreach")
      return isLoop ? loop(label: nil, from: position) : nil
    }
  }

  private mutating func blockStatement(label: Name?, from start: Int) -> PLStatement {
    let block = block(label: label, from: start)
    expectSemicolon()
    return .block(block)
  }

  /// A block or loop with a label.
  private mutating func labelled() -> PLStatement? {
    let first = position
    let label = angleLabel()
    if parser.at(.declare) || parser.at(.begin) { return blockStatement(label: label, from: first) }
    if parser.at(.for) || at("loop") || at("while") || at("foreach") {
      return loop(label: label, from: first)
    }
    fail()
    return nil
  }

  /// A statement that begins with a word that is no name of a variable here.
  private mutating func statementOfWord() -> PLStatement? {
    let token = parser.token()
    switch token.keyword {
    case .call, .do: return command()
    case .close: return close()
    case .commit, .rollback: return transaction()
    case .continue: return exit()
    case .fetch, .move: return fetch()
    case .return: return returnStatement()
    // Words of PL/pgSQL's, before they are SQL's.
    case .absolute, .and, .array, .backward, .chain, .collate, .column, .constraint, .current,
      .cursor, .default, .error, .first, .forward, .is, .last, .next, .no, .option, .prior,
      .relative, .schema, .scroll, .table, .type:
      return nil
    case .notKeyword where token.kind == .identifier: break
    default: return sql()
    }
    switch token.length {
    case 3 where at("get"): return getDiagnostics()
    case 4 where at("open"): return open()
    case 4 where at("exit"): return exit()
    case 5 where at("raise"): return raise()
    case 6 where at("assert"): return assert()
    case 7 where at("perform"): return perform()
    default: return parser.isUnreservedInPLpgSQL(token) ? nil : sql()
    }
  }

  // MARK: Assignment

  /// stmt_assign: what begins with the name of a variable, alone only before `:=`, `=` and `[`.
  private mutating func assignment(length: Int) -> PLStatement? {
    let first = position
    let isAssigned = atAssignment(length) || parser.token(length).kind == .leftBracket
    guard length > 1 || isAssigned || parser.token(length).kind == .dot else { return nil }
    let words = words(at: first, length: length)
    guard let found = names.variable(words) else {
      let isOwnWord = length == 1 && parser.isUnreservedInPLpgSQL(parser.token())
      guard isAssigned || parser.token(length).kind == .dot, !isOwnWord else { return nil }
      unknownVariable(words, at: first)
      _ = cut(.semicolon, ";", isExpression: false)
      expectSemicolon()
      return .assignment(
        PLAssignment(variable: QualifiedName(words), range: range(from: first)))
    }
    checkAssignable(found.variable, at: first)
    var assignment = PLAssignment(
      variable: QualifiedName(words), range: parser.token().range)
    if let range = cut(.semicolon, ";", isExpression: false) {
      assignment.range = bytes(of: range)
      let parts = piece(range, .assignment) { $0.plAssignment() }
      // The name alone has nothing behind it.
      assignment.target = parts?.target.flatMap {
        $0.range.end > assignment.variable.range.end ? $0 : nil
      }
      assignment.value = parts?.value
    }
    expectSemicolon()
    return .assignment(assignment)
  }

  private func atAssignment(_ offset: Int) -> Bool {
    parser.token(offset).kind == .colonEquals || parser.at(operator: "=", offset)
  }

  /// word_is_not_variable. The same name is not complained of twice. false if the word is not even a name.
  @discardableResult
  mutating func unknownVariable(_ words: [Name], at index: Int) -> Bool {
    if words.count == 1, parser.isUnreservedInPLpgSQL(parser.tokens[index]) {
      fail(at: index)
      return false
    }
    let name = QualifiedName(words)
    refuse("\"\(name.description)\" is not a known variable", at: index)
    names.declare(PLNamespace.Variable(name: words[0].text))
    return true
  }

  /// check_assignable
  mutating func checkAssignable(_ variable: PLNamespace.Variable, at index: Int) {
    if variable.isConstant {
      refuse("variable \"\(variable.name)\" is declared CONSTANT", at: index)
    }
  }

  // MARK: Targets

  /// A variable that takes a value, and what is known of it.
  mutating func target() -> (name: QualifiedName, variable: PLNamespace.Variable)? {
    let index = position
    guard let words = takeWords() else { return nil }
    guard let found = names.variable(words) else {
      let isNamed = unknownVariable(words, at: index)
      return isNamed ? (QualifiedName(words), PLNamespace.Variable(name: words[0].text)) : nil
    }
    checkAssignable(found.variable, at: index)
    var variable = found.variable
    // A field of a record is none.
    if found.names < words.count { variable.kind = .other }
    return (QualifiedName(words), variable)
  }

  /// read_into_target, from INTO on: one record, or variables with commas between.
  mutating func into(mayBeStrict: Bool = true) -> PLInto? {
    let first = position
    parser.advance()
    var into = PLInto(range: parser.token().range)
    into.isStrict = mayBeStrict && parser.eat(.strict)
    guard
      let targets = targets(
        ofRecord: "record variable cannot be part of multiple-item INTO list")
    else { return nil }
    into.targets = targets
    into.range = range(from: first)
    return into
  }

  /// read_into_scalar_list, or one record. nil after a failure.
  ///
  /// - Parameter message: what PostgreSQL says where a comma follows a record.
  mutating func targets(ofRecord message: String) -> [QualifiedName]? {
    guard let first = target() else { return nil }
    var targets = [first.name]
    if parser.at(.comma), first.variable.kind.isRecord { refuse(message, at: position) }
    while parser.eat(.comma) {
      let index = position
      guard let next = target() else { return nil }
      if next.variable.kind.isRecord {
        refuse("\"\(next.name.description)\" is not a scalar variable", at: index)
      }
      targets.append(next.name)
    }
    return targets
  }

  // MARK: SQL

  /// stmt_execsql. INTO with its target, wherever it stands, is taken out before SQL is read.
  private mutating func sql() -> PLStatement? {
    let first = position
    guard let scan = endOfSQL() else { return nil }
    let whole = bytes(of: first..<scan.end)
    if let place = scan.place { parser.moveToFront(place, of: first) }
    let start = first + (scan.place?.count ?? 0)
    let query = query(start..<scan.end, in: whole, into: scan.into)
    expectSemicolon()
    return .sql(query)
  }

  /// Finds the semicolon that ends a statement of SQL, not inside the parentheses of CREATE RULE nor between BEGIN ATOMIC
  /// and END, and reads the INTO that is PL/pgSQL's.
  private mutating func endOfSQL() -> (end: Int, place: Range<Int>?, into: PLInto?)? {
    let first = position
    var place: Range<Int>?
    var into: PLInto?
    var parentheses = 0
    var blocks = 0
    let definesRoutine =
      parser.tokens.createsAfterReplace(.function, at: first)
      || parser.tokens.createsAfterReplace(.procedure, at: first)
    parser.advance()
    while !parser.atEnd {
      let token = parser.token()
      switch token.kind {
      case .leftParenthesis: parentheses += 1
      case .rightParenthesis: parentheses = max(0, parentheses - 1)
      case .semicolon: if parentheses == 0, blocks == 0 { return (position, place, into) }
      case .keyword:
        switch token.keyword {
        case .begin where definesRoutine && parentheses == 0,
          .case where definesRoutine && parentheses == 0:
          blocks += 1
        case .end where definesRoutine && parentheses == 0: blocks = max(0, blocks - 1)
        case .into where isIntoOfPLpgSQL(first):
          let start = position
          guard into == nil else {
            fail("INTO specified more than once")
            return nil
          }
          into = self.into()
          if into == nil { return nil }
          place = start..<position
          continue
        default: break
        }
      default: break
      }
      parser.advance()
    }
    fail("unexpected end of function definition")
    return nil
  }

  /// Whether the INTO here is not that of INSERT, MERGE, or IMPORT FOREIGN SCHEMA.
  private func isIntoOfPLpgSQL(_ first: Int) -> Bool {
    let before = parser.token(-1).keyword
    return before != .insert && before != .merge && parser.tokens[first].keyword != .import
  }

  /// stmt_call: CALL and DO.
  private mutating func command() -> PLStatement? {
    guard let range = cut(.semicolon, ";", isExpression: false) else { return nil }
    let query = query(range)
    expectSemicolon()
    return .sql(query)
  }

  /// stmt_perform: a SELECT that is spelled PERFORM.
  private mutating func perform() -> PLStatement? {
    guard let range = cut(.semicolon, ";", isExpression: false) else { return nil }
    parser.replace(range.lowerBound, by: .select)
    let query = query(range)
    expectSemicolon()
    return .perform(query)
  }

  /// stmt_commit, stmt_rollback: `COMMIT [AND [NO] CHAIN]`
  private mutating func transaction() -> PLStatement? {
    let first = position
    parser.advance()
    if parser.eat(.and) {
      _ = eat("no")
      expect("chain")
    }
    guard parser.at(.semicolon) else {
      fail()
      return nil
    }
    let query = query(first..<position)
    expectSemicolon()
    return .sql(query)
  }

  // MARK: EXECUTE

  /// stmt_dynexecute: `EXECUTE text [INTO target] [USING expressions]`, INTO and USING in any order.
  private mutating func execute() -> PLStatement? {
    let first = position
    parser.advance()
    var execute = PLExecute(range: parser.token().range)
    let text = cut([.into, .using, .semicolon], "INTO or USING or ;")
    guard let text else { return nil }
    execute.query.text = expression(text)
    while !parser.at(.semicolon), !parser.atEnd {
      if parser.at(.into), execute.into == nil {
        execute.into = into()
      } else if parser.at(.using), execute.query.parameters.isEmpty {
        repeat {
          parser.advance()
          if let value = expression([.comma, .semicolon, .into], ", or ; or INTO") {
            execute.query.parameters.append(value)
          }
        } while parser.at(.comma)
      } else {
        fail()
      }
    }
    execute.range = range(from: first)
    execute.query.statement = executed(text, in: first..<position)
    expectSemicolon()
    return .execute(execute)
  }

  /// `EXECUTE text [USING expressions]` in the place of a query, from EXECUTE on.
  mutating func dynamicQuery(_ end: PLStops, _ words: (first: String, next: String))
    -> PLDynamicQuery
  {
    let first = position
    parser.advance()
    var query = PLDynamicQuery()
    guard let text = cut(end.union(.using), words.first) else { return query }
    query.text = expression(text)
    if parser.at(.using) {
      repeat {
        parser.advance()
        if let value = expression(end.union(.comma), words.next) { query.parameters.append(value) }
      } while parser.at(.comma)
    }
    query.statement = executed(text, in: first..<position)
    return query
  }

  /// Makes a constant text a statement of the body.
  private mutating func executed(_ text: Range<Int>, in whole: Range<Int>) -> Int? {
    guard let content = parser.constantText(text) else {
      body.hasDynamicSQL = true
      return nil
    }
    guard !isUnwinding else { return nil }
    var statement = Statement(
      range: bytes(of: whole), tokens: whole, node: .dynamicExecute)
    statement.nodes = parser.nodes.count..<parser.nodes.count
    statement.tree = .executeText(parser.readBody(content, language: "sql"))
    sqlStatements.append(statement)
    return sqlStatements.count - 1
  }

  // MARK: GET DIAGNOSTICS

  /// stmt_getdiag: `GET [CURRENT | STACKED] DIAGNOSTICS variable = item, …`
  private mutating func getDiagnostics() -> PLStatement? {
    let first = position
    parser.advance()
    var get = PLGetDiagnostics(range: parser.token().range)
    if !eat("current") { get.isStacked = eat("stacked") }
    expect("diagnostics")
    repeat {
      let index = position
      guard let target = target() else { break }
      if target.variable.kind.isRecord || parser.at(.leftBracket) {
        refuse("\"\(target.name.description)\" is not a scalar variable", at: index)
      }
      if atAssignment { parser.advance() } else { fail() }
      guard let item = diagnosticsItem() else { break }
      get.targets.append(target.name)
      get.items.append(item)
    } while parser.eat(.comma)
    get.range = range(from: first)
    expectSemicolon()
    // PG_CONTEXT is there for both.
    let area = get.isStacked ? "STACKED" : "CURRENT"
    for item in get.items where item.text != "pg_context" && !item.isTemplate {
      let isOfStatement = item.text == "row_count" || item.text == "pg_routine_oid"
      guard isOfStatement == get.isStacked else { continue }
      let name = item.text.uppercased()
      refuse("diagnostics item \(name) is not allowed in GET \(area) DIAGNOSTICS", at: first)
      break
    }
    return .getDiagnostics(get)
  }

  /// getdiag_item
  private mutating func diagnosticsItem() -> Name? {
    guard wordLength(at: position) == 1,
      parser.token().isTemplate || diagnosticsItems.contains(where: { at($0) })
    else {
      fail("unrecognized GET DIAGNOSTICS item")
      return nil
    }
    return label()
  }
}

private let diagnosticsItems = [
  "row_count", "pg_routine_oid", "pg_context", "pg_exception_detail", "pg_exception_hint",
  "pg_exception_context", "column_name", "constraint_name", "pg_datatype_name", "message_text",
  "table_name", "schema_name", "returned_sqlstate",
]

extension PLNamespace.Variable.Kind {
  var isRecord: Bool {
    if case .record = self { true } else { false }
  }
}
