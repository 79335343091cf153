package import SQLLexer

/// `name = value` in a list of options: def_elem, reloption_elem, generic_option_elem, utility_option_elem.
package struct OptionElement: Sendable {
  /// What ALTER … OPTIONS does with an option; nothing said means ADD.
  package enum Action: Sendable { case unspecified, add, set, drop }
  package var action = Action.unspecified
  /// What stands before the dot of a storage parameter: `toast.autovacuum_enabled`.
  package var namespace: Name?
  package var name: Name
  /// The bytes of the value.
  package var value: ByteRange?
}

/// RoleSpec
package enum RoleSpec: Sendable {
  case role(Name)
  case publicRole
  case currentRole, currentUser, sessionUser
}

extension Parser {
  // MARK: Constants

  /// Whether a string constant stands here: Sconst.
  var atString: Bool { isString(token().kind) }

  func isString(_ kind: TokenKind) -> Bool {
    kind.isStringConstant || kind == .placeholder || kind == .psqlVariable
  }

  /// Sconst
  mutating func expectString() {
    if atString { position += 1 } else { fail(expected: "a string constant") }
  }

  mutating func eatString() -> Bool {
    guard atString else { return false }
    position += 1
    return true
  }

  /// Sconst, what it stands for; nil after a failure.
  mutating func string() -> String? {
    let next = token()
    expectString()
    return failure == nil ? stringValue(next) : nil
  }

  /// Iconst
  mutating func expectInteger() {
    if !eatInteger() { fail(expected: "an integer") }
  }

  mutating func eatInteger() -> Bool {
    // Nine characters always fit.
    if at(TokenKind.integer), token().length > 9, integerValue(token()) == nil { return false }
    return eat(TokenKind.integer) || eat(.placeholder) || eat(.psqlVariable)
  }

  /// The value of an integer constant; nil for one that does not fit into 32 bits, which PostgreSQL takes for FCONST.
  func integerValue(_ token: Token) -> Int32? {
    let digits = text(token).filter { $0 != "_" }
    switch digits.prefix(2) {
    case "0x": return Int32(digits.dropFirst(2), radix: 16)
    case "0o": return Int32(digits.dropFirst(2), radix: 8)
    case "0b": return Int32(digits.dropFirst(2), radix: 2)
    default: return Int32(digits)
    }
  }

  /// SignedIconst
  mutating func signedInteger() {
    if !eat(operator: "+") { _ = eat(operator: "-") }
    expectInteger()
  }

  var atNumber: Bool {
    switch token().kind {
    case .integer, .numeric: true
    case .operator: at(operator: "+") || at(operator: "-")
    default: false
    }
  }

  /// NumericOnly
  mutating func numericOnly() {
    if !eat(operator: "+") { _ = eat(operator: "-") }
    if !eat(TokenKind.numeric), !eat(TokenKind.integer) { expectInteger() }
  }

  /// NonReservedWord_or_Sconst
  mutating func wordOrString() {
    if !eatString() { skipName(.nonReserved) }
  }

  /// NonReservedWord_or_Sconst, as PostgreSQL compares it; nil after a failure.
  mutating func wordOrStringValue() -> String? {
    atString ? string() : name(.nonReserved)?.text
  }

  // MARK: Lists

  /// What `element` reads, once or more, with commas between.
  mutating func commaSeparated(_ element: (inout Parser) -> Void) {
    repeat { element(&self) } while eat(.comma)
  }

  /// The same between parentheses.
  mutating func parenthesised(_ element: (inout Parser) -> Void) {
    expect(.leftParenthesis)
    commaSeparated(element)
    expect(.rightParenthesis)
  }

  /// What `element` reads, once or more, with commas between, as an array. nil is a failure.
  mutating func list<Element>(_ element: (inout Parser) -> Element?) -> [Element] {
    var elements: [Element] = []
    while let next = element(&self) {
      elements.append(next)
      guard eat(.comma) else { break }
    }
    return elements
  }

  /// The same between parentheses.
  mutating func parenthesisedList<Element>(
    _ element: (inout Parser) -> Element?
  ) -> [Element] {
    expect(.leftParenthesis)
    let elements = list(element)
    expect(.rightParenthesis)
    return elements
  }

  /// The same, where nothing may stand between them.
  mutating func optionalList<Element>(_ element: (inout Parser) -> Element?) -> [Element] {
    guard at(.leftParenthesis), token(1).kind == .rightParenthesis else {
      return parenthesisedList(element)
    }
    advance(2)
    return []
  }

  /// `(columnList)`
  mutating func columnList() -> [Name] { parenthesisedList { $0.name() } }

  /// opt_column_list, opt_name_list
  mutating func optionalColumnList() -> [Name] { at(.leftParenthesis) ? columnList() : [] }

  // MARK: Options

  /// definition: `(name [= def_arg], …)`
  mutating func definition() -> [OptionElement] {
    var options: [OptionElement] = []
    parenthesised { parser in
      guard let name = parser.name(.label) else { return }
      let value = parser.eat(operator: "=") ? parser.definitionArgument() : nil
      options.append(OptionElement(name: name, value: value))
    }
    return options
  }

  /// reloptions: `([namespace.]name [= def_arg], …)`
  mutating func relOptions() -> [OptionElement] {
    var options: [OptionElement] = []
    parenthesised { parser in
      guard var name = parser.name(.label) else { return }
      var namespace: Name?
      if parser.eat(.dot) {
        namespace = name
        guard let next = parser.name(.label) else { return }
        name = next
      }
      let value = parser.eat(operator: "=") ? parser.definitionArgument() : nil
      options.append(OptionElement(namespace: namespace, name: name, value: value))
    }
    return options
  }

  /// opt_reloptions: `WITH reloptions`
  mutating func optionalRelOptions() -> [OptionElement] { eatWith() ? relOptions() : [] }

  /// def_arg: func_type, reserved_keyword, qual_all_Op, NumericOnly, Sconst or NONE.
  mutating func definitionArgument() -> ByteRange {
    let first = position
    let isNumber = token(1).kind == .integer || token(1).kind == .numeric
    if atNumber, token().kind != .operator || isNumber {
      numericOnly()
    } else if eatString() {
    } else if at(TokenKind.operator) || at(Keyword.operator) && token(1).kind == .leftParenthesis {
      qualifiedAllOperator()
    } else if token().kind == .keyword, token().keyword.category == .reserved {
      position += 1
    } else if at(.none) {
      position += 1
    } else {
      skipFunctionType()
    }
    return range(from: first)
  }

  /// create_generic_options: `OPTIONS (name 'value', …)`; with `altering`, alter_generic_options with SET, ADD, DROP.
  mutating func genericOptions(altering: Bool = false) -> [OptionElement] {
    expect(.options)
    var options: [OptionElement] = []
    parenthesised { parser in
      let action = altering ? parser.optionAction() : .unspecified
      guard let name = parser.name(.label) else { return }
      var option = OptionElement(action: action, name: name)
      if action != .drop {
        option.value = parser.token().range
        parser.expectString()
      }
      options.append(option)
    }
    return options
  }

  /// The word before an option; the option itself may be called "add".
  private mutating func optionAction() -> OptionElement.Action {
    guard atName(.label, 1) else { return .unspecified }
    if eat(.add) { return .add }
    if eat(.set) { return .set }
    return eat(.drop) ? .drop : .unspecified
  }

  /// utility_option_list: `(name [value], …)` of VACUUM, ANALYZE, EXPLAIN, REINDEX, CLUSTER.
  mutating func utilityOptions() -> [OptionElement] {
    var options: [OptionElement] = []
    parenthesised { parser in
      // analyze_keyword is reserved, and FORMAT before JSON is a token of its own.
      let isWord = parser.at(.analyze) || parser.at(.analyse) || parser.at(.format)
      guard isWord || parser.atName(.nonReserved) else { return parser.fail() }
      let name = Name(parser.token(), in: parser.bytes)
      parser.advance()
      let first = parser.position
      // opt_boolean_or_string, NumericOnly
      if parser.atNumber {
        parser.numericOnly()
      } else if !parser.at(.comma), !parser.at(.rightParenthesis) {
        parser.booleanOrString()
      }
      let value = parser.position > first ? parser.range(from: first) : nil
      options.append(OptionElement(name: name, value: value))
    }
    return options
  }

  /// Whether a boolean option is not switched off (defGetBoolean).
  func isOn(_ option: OptionElement) -> Bool {
    guard let value = option.value else { return true }
    switch String(decoding: bytes[value.indices].map(lowercased), as: UTF8.self) {
    case "false", "off", "0", "'false'", "'off'": return false
    default: return true
    }
  }

  /// opt_boolean_or_string: TRUE, FALSE, ON, a word or a string.
  mutating func booleanOrString() {
    if eat(.true) || eat(.false) || eat(.on) { return }
    wordOrString()
  }

  // MARK: Roles

  /// RoleSpec
  mutating func roleSpec() -> RoleSpec? {
    if eat(.currentRole) { return .currentRole }
    if eat(.currentUser) { return .currentUser }
    if eat(.sessionUser) { return .sessionUser }
    let first = position
    guard let name = name(.nonReserved) else { return nil }
    // Both words mean the same in quotes.
    if name.text == "none" { refuse("role name \"none\" is reserved", at: first) }
    return name.text == "public" ? .publicRole : .role(name)
  }

  /// role_list
  mutating func roles() -> [RoleSpec] { list { $0.roleSpec() } }

  // MARK: Operators

  /// all_Op
  mutating func allOperator() {
    if !eat(TokenKind.operator) { fail(expected: "an operator") }
  }

  /// any_operator: all_Op with the schemas before it.
  mutating func anyOperator() {
    while atName() {
      advance()
      expect(.dot)
    }
    allOperator()
  }

  /// qual_all_Op: all_Op, or `OPERATOR(schema.op)`.
  mutating func qualifiedAllOperator() {
    guard eat(Keyword.operator) else { return allOperator() }
    expect(.leftParenthesis)
    anyOperator()
    expect(.rightParenthesis)
  }
}

extension TokenKind {
  /// SCONST, USCONST
  package var isStringConstant: Bool {
    switch self {
    case .string, .escapeString, .unicodeString, .dollarString: true
    default: false
    }
  }
}
