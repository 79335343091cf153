import SQLLexer

/// SET and RESET, also as a clause of ALTER ROLE, ALTER DATABASE, ALTER SYSTEM and of functions.
package struct VariableSet: Sendable {
  package enum Scope: Sendable { case session, local }
  package var scope = Scope.session
  /// Lower case, with its dots; "all" for RESET ALL; "time zone" and others as their parameter ("timezone"); "transaction"
  /// for SET TRANSACTION and SET SESSION CHARACTERISTICS.
  package var parameter: String
  /// The values without the quotes of a string or a name; nil for RESET, SET … TO DEFAULT and SET … FROM CURRENT.
  package var values: [String]?
}

extension Parser {
  /// VariableSetStmt: `SET [SESSION | LOCAL] set_rest`; ConstraintsSetStmt. Documentation: SET.
  mutating func set(_ statement: inout Statement) {
    expect(.set)
    if at(.constraints), !atVariable { return setConstraints(&statement) }
    statement.node = .variableSet
    var scope = VariableSet.Scope.session
    if at(.local), !atVariable {
      advance()
      scope = .local
    } else if at(.session), !atVariable, !at(.authorization, 1),
      !(at(.characteristics, 1) && at(.as, 2))
    {
      advance()
    }
    statement.tree = .variableSet(setRest(scope))
  }

  /// VariableResetStmt: `RESET reset_rest`. Documentation: RESET.
  mutating func reset(_ statement: inout Statement) {
    statement.node = .variableSet
    statement.tree = .variableSet(variableReset())
  }

  /// VariableShowStmt: `SHOW name | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION | ALL`.
  /// Documentation: SHOW.
  mutating func show(_ statement: inout Statement) {
    statement.node = .variableShow
    expect(.show)
    _ = namedVariable()
  }

  /// ConstraintsSetStmt, from CONSTRAINTS: `CONSTRAINTS ALL | names DEFERRED | IMMEDIATE`. Documentation: SET CONSTRAINTS.
  private mutating func setConstraints(_ statement: inout Statement) {
    statement.node = .constraintsSet
    expect(.constraints)
    if !eat(.all) { _ = relationNames() }
    if !eat(.deferred), !eat(.immediate) { fail() }
  }

  // MARK: Clauses

  /// SetResetClause: `SET set_rest | RESET reset_rest`
  mutating func setResetClause() -> VariableSet {
    if at(.reset) { return variableReset() }
    expect(.set)
    return setRest()
  }

  /// FunctionSetResetClause: `SET set_rest_more | RESET reset_rest`
  mutating func functionSetReset() -> VariableSet {
    if at(.reset) { return variableReset() }
    expect(.set)
    return setRest(ofFunction: true)
  }

  /// VariableResetStmt: `RESET name | ALL | TIME ZONE | TRANSACTION ISOLATION LEVEL | SESSION AUTHORIZATION`
  mutating func variableReset() -> VariableSet {
    expect(.reset)
    return VariableSet(parameter: namedVariable())
  }

  /// set_rest; for functions set_rest_more, which has no modes of a transaction.
  mutating func setRest(
    _ scope: VariableSet.Scope = .session, ofFunction: Bool = false
  ) -> VariableSet {
    var variable = VariableSet(scope: scope, parameter: "")
    switch token().keyword {
    case _ where atVariable:
      genericSet(&variable)
    case .transaction:
      advance()
      variable.parameter = "transaction"
      variable.values = []
      if eat(.snapshot) {
        expectString()
      } else if ofFunction {
        fail(expected: "SNAPSHOT")
      } else {
        transactionModes()
      }
    case .session where at(.characteristics, 1) && !ofFunction:
      advance(2)
      expect(.as, .transaction)
      variable.parameter = "transaction"
      variable.values = []
      transactionModes()
    case .time where at(.zone, 1):
      advance(2)
      variable.parameter = "timezone"
      variable.values = zoneValue()
    case .catalog where isString(token(1).kind):
      refuse("current database cannot be changed", at: position + 1)
    default:
      setNamed(&variable)
    }
    return variable
  }

  /// set_rest_more where a word stands for a parameter: SCHEMA, NAMES, ROLE, SESSION AUTHORIZATION, XML OPTION.
  private mutating func setNamed(_ variable: inout VariableSet) {
    let first = position
    switch token().keyword {
    case .schema where isString(token(1).kind) || token(1).kind == .parameter:
      advance(2)
      variable.parameter = "search_path"
    case .names:
      advance()
      variable.parameter = "client_encoding"
      if eat(.default) || !eatString() { return }
    case .role:
      advance()
      variable.parameter = "role"
      if !eat(TokenKind.parameter) { wordOrString() }
    case .session:
      advance()
      expect(.authorization)
      variable.parameter = "session_authorization"
      if eat(.default) { return }
      if !eat(TokenKind.parameter) { wordOrString() }
    case .xml where at(.option, 1):
      advance(2)
      variable.parameter = "xmloption"
      if !eat(.document), !eat(.content) { fail() }
    default:
      return genericSet(&variable)
    }
    if position > first, failure == nil {
      variable.values = [variableValue((position - 1)..<position)]
    }
  }

  /// generic_set and FROM CURRENT: `name TO | = values`, `name TO | = DEFAULT`, `name FROM CURRENT`
  private mutating func genericSet(_ variable: inout VariableSet) {
    variable.parameter = variableName()
    if eat(.from) { return expect(.current) }
    genericSetValue(&variable)
  }

  /// generic_set of ALTER SYSTEM: `name TO | = values | DEFAULT`
  mutating func genericSet() -> VariableSet {
    var variable = VariableSet(parameter: variableName())
    genericSetValue(&variable)
    return variable
  }

  private mutating func genericSetValue(_ variable: inout VariableSet) {
    if !eat(.to), !eat(operator: "=") { return fail(expected: "TO") }
    if !eat(.default) { variable.values = variableList() }
  }

  // MARK: Names

  /// Whether the word that stands here can only be a parameter's name, because of what follows it.
  private var atVariable: Bool {
    guard atName() else { return false }
    return at(.to, 1) || at(.from, 1) || at(operator: "=", 1) || token(1).kind == .dot
  }

  /// What RESET and SHOW take: a parameter's name, or the words that stand for one.
  private mutating func namedVariable() -> String {
    if eat(.all) { return "all" }
    if eat(.time, .zone) { return "timezone" }
    if eat(.session, .authorization) { return "session_authorization" }
    if eat(.transaction, .isolation) {
      expect(.level)
      return "transaction_isolation"
    }
    return variableName()
  }

  /// generic_reset of ALTER SYSTEM: `name | ALL`
  mutating func genericReset() -> VariableSet {
    VariableSet(parameter: eat(.all) ? "all" : variableName())
  }

  /// var_name: names with dots between.
  mutating func variableName() -> String {
    guard let first = name() else { return "" }
    var path = first.text
    while eat(.dot), let next = name() { path += "." + next.text }
    return path
  }

  // MARK: Values

  /// var_list
  private mutating func variableList() -> [String] {
    var values: [String] = []
    commaSeparated { parser in
      let first = parser.position
      if parser.atNumber {
        parser.numericOnly()
      } else if !parser.eat(TokenKind.parameter) {
        parser.booleanOrString()
      }
      if parser.failure == nil { values.append(parser.variableValue(first..<parser.position)) }
    }
    return values
  }

  /// zone_value; nil for DEFAULT and LOCAL.
  private mutating func zoneValue() -> [String]? {
    let first = position
    if eat(.default) || eat(.local) { return nil }
    if eat(.interval) {
      zoneInterval()
    } else if atNumber {
      numericOnly()
    } else if atIdentifier || at(.parameter) {
      advance()
    } else {
      expectString()
    }
    return failure == nil ? [variableValue(first..<position)] : nil
  }

  /// Behind INTERVAL: `'constant' [fields]`, `(precision) 'constant'`
  private mutating func zoneInterval() {
    guard !eat(.leftParenthesis) else {
      expectInteger()
      expect(.rightParenthesis)
      return expectString()
    }
    expectString()
    let fields = position
    let isZone = at(.hour) || at(.minute)
    intervalFields()
    if position > fields,
      !isZone || tokens[fields..<position].contains(where: { $0.keyword == .second })
    {
      refuse("time zone interval must be HOUR or HOUR TO MINUTE", at: fields)
    }
  }

  /// What a value says: of a string what stands between its quotes, of a name what PostgreSQL compares.
  private func variableValue(_ range: Range<Int>) -> String {
    let first = tokens[range.lowerBound]
    guard range.count == 1 else { return tokens[range].map { spelling($0.range) }.joined() }
    switch first.kind {
    case .string:
      return String(decoding: bytes[first.range.indices].dropFirst().dropLast(), as: UTF8.self)
    case .identifier, .keyword, .quotedIdentifier, .unicodeIdentifier:
      return Name(first, in: bytes).text
    default:
      return spelling(first.range)
    }
  }
}
