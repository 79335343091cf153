import SQLLexer

// Conditions, loops, and what leaves them. Documentation: PL/pgSQL, "Control Structures".
extension PLReader {
  // MARK: Conditions

  /// stmt_if: `IF condition THEN statements [ELSIF …] [ELSE statements] END IF`
  mutating func ifStatement() -> PLStatement? {
    let first = position
    var statement = PLIf(range: parser.token().range)
    repeat {
      parser.advance()
      statement.branches.append(branch())
    } while at("elsif") || at("elseif")
    if parser.eat(.else) { statement.otherwise = statements() }
    expect(.end)
    expect(.if)
    statement.range = range(from: first)
    expectSemicolon()
    return .if(statement)
  }

  /// `condition THEN statements`
  private mutating func branch() -> PLBranch {
    let condition = condition(.then, "THEN")
    expect(.then)
    return PLBranch(condition: condition, statements: statements())
  }

  /// stmt_case: `CASE [expression] WHEN … THEN statements … [ELSE statements] END CASE`
  mutating func caseStatement() -> PLStatement? {
    let first = position
    parser.advance()
    var statement = PLCase(range: parser.token().range)
    if !parser.at(.when) { statement.operand = condition(.when, "WHEN") }
    repeat {
      expect(.when)
      statement.branches.append(branch())
    } while parser.at(.when)
    if parser.eat(.else) { statement.otherwise = statements() }
    expect(.end)
    expect(.case)
    statement.range = range(from: first)
    expectSemicolon()
    return .case(statement)
  }

  // MARK: Loops

  /// stmt_loop, stmt_while, stmt_for, stmt_foreach_a, with the label that stands before it.
  mutating func loop(label: Name?, from first: Int) -> PLStatement? {
    var loop = PLLoop(label: label, range: parser.token().range)
    names.push(label?.text, .loop)
    var unknownElement: Int?
    if eat("while") {
      loop.kind = .while(condition(.loop, "LOOP"))
    } else if eat("foreach") {
      unknownElement = elements(&loop)
    } else if parser.eat(.for) {
      forControl(&loop)
    }
    expect("loop")
    loop.statements = statements()
    expect(.end)
    expect("loop")
    let endIndex = position
    let endLabel = optionalLabel()
    loop.range = range(from: first)
    expectSemicolon()
    if let unknownElement {
      refuse(
        "loop variable of FOREACH must be a known variable or list of variables",
        at: unknownElement)
    }
    checkLabel(label, end: endLabel, at: endIndex)
    names.pop()
    return .loop(loop)
  }

  /// The variables behind FOR and FOREACH.
  private struct LoopVariables {
    var first: Int
    var targets: [QualifiedName]
    /// nil where it is no variable yet.
    var variable: PLNamespace.Variable?
  }

  /// for_variable
  private mutating func loopVariables() -> LoopVariables? {
    let first = position
    let length = wordLength(at: first)
    guard length > 0 else {
      fail()
      return nil
    }
    let words = words(at: first, length: length)
    let found = names.variable(words)
    let isRecord = found.map { $0.variable.kind.isRecord && $0.names == words.count } ?? false
    let isList = parser.token(length).kind == .comma
    if found == nil, length == 1, parser.isUnreservedInPLpgSQL(parser.token()) {
      fail()
      return nil
    }
    // A list that begins with a record fails at its comma, where IN is missed.
    if isRecord || !isList && (found != nil || length == 1) {
      parser.advance(length)
      return LoopVariables(
        first: first, targets: [QualifiedName(words)], variable: found?.variable)
    }
    return targets(ofRecord: "").map {
      LoopVariables(
        first: first, targets: $0, variable: PLNamespace.Variable(name: words[0].text))
    }
  }

  /// foreach_slice and what follows: `variables [SLICE n] IN ARRAY expression`. The index of a variable that is none.
  private mutating func elements(_ loop: inout PLLoop) -> Int? {
    guard let variables = loopVariables() else { return nil }
    loop.targets = variables.targets
    if eat("slice"), !parser.eat(TokenKind.integer) { fail() }
    expect(.in)
    expect(.array)
    loop.kind = .elements(expression(.loop, "LOOP"))
    if let variable = variables.variable { checkAssignable(variable, at: variables.first) }
    return variables.variable == nil ? variables.first : nil
  }

  /// for_control: rows of a query, of a cursor or of EXECUTE, or integers.
  private mutating func forControl(_ loop: inout PLLoop) {
    guard let variables = loopVariables() else { return }
    loop.targets = variables.targets
    expect(.in)
    if parser.at(.execute) {
      loop.kind = .dynamic(dynamicQuery(.loop, (first: "LOOP or USING", next: ", or LOOP")))
      return checkRows(variables)
    }
    if let cursor = loopCursor() {
      if variables.targets.count > 1 {
        refuse("cursor FOR loop must have only one target variable", at: variables.first)
      }
      loop.kind = .cursor(cursor)
      return names.declare(
        PLNamespace.Variable(name: variables.targets[0].name.text, kind: .record))
    }
    let start = position
    let isReverse = eat("reverse")
    guard let range = cut([.dotDot, .loop], "LOOP") else { return }
    if parser.at(.dotDot) {
      loop.kind = .integers(integers(from: range, isReverse: isReverse))
      if variables.targets.count > 1 {
        refuse("integer FOR loop must have only one target variable", at: variables.first)
      }
      return names.declare(PLNamespace.Variable(name: variables.targets[0].name.text))
    }
    if isReverse { refuse("cannot specify REVERSE in query FOR loop", at: start) }
    noteCatalog(in: range)
    loop.kind = .query(query(range))
    checkRows(variables)
  }

  private mutating func checkRows(_ variables: LoopVariables) {
    guard let variable = variables.variable else {
      refuse(
        "loop variable of loop over rows must be a record variable or list of scalar variables",
        at: variables.first)
      return names.declare(PLNamespace.Variable(name: variables.targets[0].name.text))
    }
    checkAssignable(variable, at: variables.first)
  }

  /// `a..b [BY c]`, from the two points on.
  private mutating func integers(from range: Range<Int>, isReverse: Bool) -> PLIntegers {
    var integers = PLIntegers(isReverse: isReverse)
    integers.from = expression(range)
    if !parser.eat(.dotDot) { fail() }
    integers.to = expression([.loop, .by], "LOOP")
    if parser.eat(.by) { integers.step = expression(.loop, "LOOP") }
    return integers
  }

  /// The cursor of a cursor loop, with its arguments.
  private mutating func loopCursor() -> PLCursorCall? {
    let index = position
    let length = wordLength(at: index)
    guard length > 0 else { return nil }
    let words = words(at: index, length: length)
    guard let found = names.variable(words), found.names == words.count else { return nil }
    switch found.variable.kind {
    case .boundCursor(let arguments):
      parser.advance(length)
      let values = cursorArguments(found.variable.name, arguments)
      return PLCursorCall(cursor: QualifiedName(words), arguments: values)
    case .cursor:
      parser.advance(length)
      refuse("cursor FOR loop must use a bound cursor variable", at: index)
      return PLCursorCall(cursor: QualifiedName(words))
    case .record, .scalar, .other: return nil
    }
  }

  // MARK: Leaving

  /// stmt_exit: `EXIT | CONTINUE [label] [WHEN condition]`
  mutating func exit() -> PLStatement? {
    let first = position
    var exit = PLExit(isContinue: parser.at(.continue), range: parser.token().range)
    parser.advance()
    let index = position
    exit.label = optionalLabel()
    if parser.eat(.when) { exit.condition = expression(.semicolon, ";") }
    exit.range = range(from: first)
    expectSemicolon()
    if let label = exit.label {
      switch names.label(label) {
      case nil:
        refuse(
          "there is no label \"\(label.text)\" attached to any block or loop enclosing this statement",
          at: index)
      case .block, .other:
        if exit.isContinue {
          refuse("block label \"\(label.text)\" cannot be used in CONTINUE", at: index)
        }
      case .loop: break
      }
    } else if !names.isInLoop {
      refuse(
        exit.isContinue
          ? "CONTINUE cannot be used outside a loop"
          : "EXIT cannot be used outside a loop, unless it has a label", at: first)
    }
    return .exit(exit)
  }

  /// stmt_return: `RETURN [expression]`, `RETURN NEXT [expression]`, `RETURN QUERY {query | EXECUTE …}`
  mutating func returnStatement() -> PLStatement? {
    let first = position
    parser.advance()
    var statement = PLReturn(range: parser.token().range)
    if parser.atEnd {
      fail("unexpected end of function definition")
    } else if wordLength(at: position) == 1, eat("next") {
      checkReturnsRows("NEXT", at: first)
      statement.value = .next(returnedValue("RETURN NEXT", isNext: true))
    } else if wordLength(at: position) == 1, eat("query") {
      checkReturnsRows("QUERY", at: first)
      if parser.at(.execute) {
        statement.value = .dynamic(
          dynamicQuery(.semicolon, (first: "; or USING", next: ", or ;")))
      } else if let range = cut(.semicolon, ";", isExpression: false) {
        statement.value = .query(query(range))
      }
    } else if let value = returnedValue("RETURN", isNext: false) {
      statement.value = .expression(value)
    }
    statement.range = range(from: first)
    expectSemicolon()
    return .return(statement)
  }

  private mutating func checkReturnsRows(_ form: String, at index: Int) {
    guard routine.result != .rows, routine.result != .unknown else { return }
    refuse("cannot use RETURN \(form) in a non-SETOF function", at: index)
  }

  /// make_return_stmt, make_return_next_stmt: the expression, where the function may have one.
  private mutating func returnedValue(_ form: String, isNext: Bool) -> Expression? {
    if parser.at(.semicolon), routine.result == .unknown { return nil }
    let refusal: String? =
      switch routine.result {
      case .unknown: nil
      case .rows where !isNext: "RETURN cannot have a parameter in function returning set"
      case .void where routine.isProcedure && !isNext:
        "RETURN cannot have a parameter in a procedure"
      case .void where !isNext: "RETURN cannot have a parameter in function returning void"
      case _ where routine.hasOutput:
        "\(form) cannot have a parameter in function with OUT parameters"
      default: nil
      }
    if let refusal {
      if parser.at(.semicolon) { return nil }
      refuse(refusal, at: position)
    }
    // A variable alone is no expression: it may have a name that SQL reserves. A field of one is.
    let length = wordLength(at: position)
    if length > 0, parser.token(length).kind == .semicolon,
      let found = names.variable(words(at: position, length: length)),
      found.names == (length + 1) / 2
    {
      return variable(length: length)
    }
    return expression(.semicolon, ";")
  }

  /// The node of a variable.
  private mutating func variable(length: Int) -> Expression? {
    let start = parser.mark
    parser.advance(length)
    parser.finish(.columnReference, from: start)
    return parser.expression(from: start)
  }
}
