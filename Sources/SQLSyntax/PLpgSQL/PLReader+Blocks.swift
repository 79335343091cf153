import SQLLexer

// Blocks, their declarations, and what they catch. Documentation: PL/pgSQL, "Structure", "Declarations", "Trapping
// Errors".
extension PLReader {
  var atLabel: Bool { parser.at(operator: "<", "<") }

  /// opt_block_label, opt_loop_label: `<<name>>`
  mutating func angleLabel() -> Name? {
    parser.advance()
    let name = label()
    if parser.at(operator: ">", ">") { parser.advance() } else { fail() }
    return name
  }

  /// pl_block, with the label that stands before it.
  mutating func block(label: Name? = nil, from start: Int? = nil) -> PLBlock {
    let first = start ?? position
    let label = start == nil && atLabel ? angleLabel() : label
    var block = PLBlock(label: label, range: body.range)
    names.push(label?.text, .block)
    if parser.eat(.declare) { declarations(&block) }
    expect(.begin)
    block.statements = statements()
    if eat("exception") { exceptions(&block) }
    expect(.end)
    let endIndex = position
    checkLabel(label, end: optionalLabel(), at: endIndex)
    names.pop()
    block.range = range(from: first)
    return block
  }

  /// check_labels: the label behind END must be that of the beginning.
  mutating func checkLabel(_ label: Name?, end: Name?, at index: Int) {
    guard let end, !end.isTemplate else { return }
    guard let label else {
      return refuse("end label \"\(end.text)\" specified for unlabeled block", at: index)
    }
    if label != end, !label.isTemplate {
      refuse("end label \"\(end.text)\" differs from block's label \"\(label.text)\"", at: index)
    }
  }

  // MARK: Declarations

  /// decl_stmts
  private mutating func declarations(_ block: inout PLBlock) {
    while !parser.atEnd, !parser.at(.begin) {
      if parser.eat(.declare) { continue }
      if atLabel {
        let index = position
        _ = angleLabel()
        refuse("block label must be placed before DECLARE, not after", at: index)
      } else if let declaration = declaration() {
        block.declarations.append(declaration)
      }
    }
  }

  /// decl_statement: `name [CONSTANT] type … ;`, `name ALIAS FOR name;`, `name [[NO] SCROLL] CURSOR …;`
  private mutating func declaration() -> PLDeclaration? {
    let first = position
    guard let name = declaredName() else { return nil }
    var variable = PLNamespace.Variable(name: name.text)
    let kind: PLDeclaration.Kind?
    if eat("alias") {
      kind = alias(&variable)
    } else if at("cursor") || at("scroll") || at("no") {
      kind = cursor(&variable)
    } else {
      kind = self.variable(&variable)
    }
    let range = range(from: first)
    expectSemicolon()
    if name.isTemplate { names.open() }
    names.declare(variable)
    return kind.map { PLDeclaration(name: name, kind: $0, range: range) }
  }

  /// decl_varname
  private mutating func declaredName() -> Name? {
    let index = position
    guard let name = label() else { return nil }
    if names.isDeclared(name.text) {
      refuse("duplicate declaration at or near \"\(name.text)\"", at: index)
    }
    return name
  }

  private mutating func alias(_ variable: inout PLNamespace.Variable) -> PLDeclaration.Kind? {
    expect(.for)
    let index = position
    guard let words = takeWords() else { return nil }
    let name = QualifiedName(words)
    if let found = names.variable(words), found.names == words.count {
      variable = PLNamespace.Variable(
        name: variable.name, kind: found.variable.kind, isConstant: found.variable.isConstant)
    } else {
      refuse("variable \"\(name.description)\" does not exist", at: index)
    }
    return .alias(of: name)
  }

  private mutating func variable(_ known: inout PLNamespace.Variable) -> PLDeclaration.Kind? {
    let isConstant = eat("constant")
    guard let type = datatype() else { return nil }
    var variable = PLVariable(isConstant: isConstant, type: type)
    if parser.eat(.collate) {
      variable.collation = takeWords().map { QualifiedName($0) }
    }
    let not = position
    if parser.eat(.not) {
      expect(.null)
      variable.isNotNull = true
    }
    if atAssignment || parser.at(.default) {
      parser.advance()
      variable.defaultValue = expression(.semicolon, ";")
    } else if variable.isNotNull, parser.at(.semicolon) {
      refuse(
        "variable \"\(known.name)\" must have a default value, since it's declared NOT NULL",
        at: not)
    }
    known.kind = kind(of: type)
    known.isConstant = isConstant
    return .variable(variable)
  }

  /// What can be told of a variable of this type.
  private func kind(of type: PLType) -> PLNamespace.Variable.Kind {
    switch type {
    case .rowOf(_, let isArray): return isArray ? .scalar : .record
    case .typeOf(_, isArray: true): return .scalar
    case .typeOf(let name, isArray: false):
      let words = name.qualifiers + [name.name]
      guard let found = names.variable(words), found.names == words.count else { return .other }
      if case .boundCursor = found.variable.kind { return .cursor }
      return found.variable.kind
    case .named(let type): return type.variableKind
    }
  }

  /// assign_operator
  var atAssignment: Bool { parser.at(.colonEquals) || parser.at(operator: "=") }

  /// read_datatype: a type, or one that is that of a variable, column or table.
  private mutating func datatype() -> PLType? {
    let first = position
    let length = wordLength(at: first)
    if length > 0, parser.token(length).isPercent(in: parser.bytes) {
      let isRow = at("rowtype", length + 1)
      if isRow || at("type", length + 1) {
        let name = QualifiedName(words(at: first, length: length))
        parser.advance(length + 2)
        let isArray = arrayBounds()
        return isRow ? .rowOf(name, isArray: isArray) : .typeOf(name, isArray: isArray)
      }
    }
    // A first word is part of the type, whatever it says.
    parser.advance(length)
    var parentheses = 0
    loop: while !parser.atEnd {
      switch parser.token().kind {
      case .semicolon, .colonEquals: break loop
      case .operator: if parser.at(operator: "=") { break loop }
      case .keyword:
        if parser.at(.collate) || parser.at(.not) || parser.at(.default) { break loop }
      case .comma: if parentheses == 0 { break loop }
      case .leftParenthesis: parentheses += 1
      case .rightParenthesis:
        if parentheses == 0 { break loop }
        parentheses -= 1
      default: break
      }
      parser.advance()
    }
    guard !parser.atEnd else {
      fail(parentheses > 0 ? "mismatched parentheses" : "incomplete data type declaration")
      return nil
    }
    guard position > first else {
      fail("missing data type declaration")
      return nil
    }
    return piece(first..<position, .type, end: parser.token().start) { parser in
      let isSet = parser.at(.setof)
      let type = parser.typeName()
      if isSet, parser.atEnd, parser.failure == nil {
        let range = parser.range(from: first)
        parser.refuse("invalid type name \"\(parser.spelling(range))\"", at: first)
      }
      return type.map { .named($0) }
    }
  }

  /// `[ARRAY] [[n]] …` behind %TYPE.
  private mutating func arrayBounds() -> Bool {
    var isArray = parser.eat(.array)
    while parser.eat(.leftBracket) {
      isArray = true
      _ = parser.eat(TokenKind.integer)
      if !parser.eat(.rightBracket) { fail("syntax error, expected \"]\"") }
    }
    return isArray
  }

  /// `[[NO] SCROLL] CURSOR [(arguments)] {FOR | IS} query`
  private mutating func cursor(_ variable: inout PLNamespace.Variable) -> PLDeclaration.Kind? {
    var cursor = PLCursor()
    if eat("no") {
      expect("scroll")
      cursor.isScrollable = false
    } else if eat("scroll") {
      cursor.isScrollable = true
    }
    expect("cursor")
    if parser.eat(.leftParenthesis) {
      names.push(variable.name, .other)
      repeat {
        guard let name = declaredName(), let type = datatype() else { break }
        names.declare(PLNamespace.Variable(name: name.text))
        cursor.arguments.append(PLCursorArgument(name: name, type: type))
      } while parser.eat(.comma)
      if !parser.eat(.rightParenthesis) { fail() }
      names.pop()
    }
    if !parser.eat(.for), !eat("is") { fail() }
    cursor.query = cut(.semicolon, ";", isExpression: false).map { query($0) }
    variable.kind = .boundCursor(cursor.arguments.map(\.name.text))
    return .cursor(cursor)
  }

  // MARK: Exceptions

  /// exception_sect, from behind EXCEPTION.
  private mutating func exceptions(_ block: inout PLBlock) {
    names.declare(PLNamespace.Variable(name: "sqlstate", isConstant: true))
    names.declare(PLNamespace.Variable(name: "sqlerrm", isConstant: true))
    repeat {
      var handler = PLHandler()
      expect(.when)
      repeat {
        if let condition = caughtCondition() { handler.conditions.append(condition) }
      } while parser.eat(.or)
      expect(.then)
      body.caughtConditions += handler.conditions
      handler.statements = statements()
      block.handlers.append(handler)
    } while parser.at(.when)
  }

  /// proc_condition
  private mutating func caughtCondition() -> PLCondition? {
    let index = position
    guard let name = label() else { return nil }
    if name.text == "sqlstate" { return sqlState() }
    return name.text == "others"
      ? PLCondition(name: name.text, codes: [], range: name.range)
      : condition(named: name, at: index)
  }

  /// A condition by its name.
  mutating func condition(named name: Name, at index: Int) -> PLCondition {
    let codes = PLCondition.codes(of: name.text)
    if codes.isEmpty { refuse("unrecognized exception condition \"\(name.text)\"", at: index) }
    return PLCondition(name: name.text, codes: codes, range: name.range)
  }

  /// The string behind SQLSTATE.
  mutating func sqlState() -> PLCondition? {
    let token = parser.token()
    guard parser.isPLString(token) else {
      fail()
      return nil
    }
    let code = parser.stringValue(token)
    let isCode =
      code.utf8.count == 5
      && code.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
      }
    if !isCode, !token.isTemplate {
      refuse("invalid SQLSTATE code at or near \"\(parser.spelling(token.range))\"", at: position)
    }
    parser.advance()
    return PLCondition(name: "sqlstate", codes: [code], range: token.range)
  }
}

extension QualifiedName {
  /// The name that words with dots between make; at least one.
  init(_ words: [Name]) {
    self.init(qualifiers: Array(words.dropLast()), name: words[words.count - 1])
  }
}

extension Token {
  fileprivate func isPercent(in bytes: [UInt8]) -> Bool {
    kind == .operator && length == 1 && bytes[Int(start)] == UInt8(ascii: "%")
  }
}
