package import SQLLexer

/// CREATE FUNCTION, CREATE PROCEDURE.
package struct CreateFunction: Sendable {
  package enum Result: Sendable {
    case type(TypeName)
    /// RETURNS TABLE
    case table([FunctionArgument])
  }
  package enum Definition: Sendable {
    /// AS, with code that is there to be read.
    case code(Body)
    /// AS, with the string constant that holds the name of a C function's file, or code that is not there to be read.
    case string(ByteRange)
    /// AS, with the C function's name in the file behind the file's.
    case file(ByteRange, symbol: ByteRange)
    /// RETURN expression
    case expression(Expression)
    /// BEGIN ATOMIC … END. Token indexes are those of the function's own text.
    case statements([Statement])
  }
  package var object: ObjectType
  package var name: QualifiedName
  package var orReplace: Bool
  package var arguments: [FunctionArgument] = []
  /// nil for a procedure, and for a function that leaves it to its OUT arguments.
  package var result: Result?
  /// nil where it is not said: SQL, if the body is not a string.
  package var language: String?
  package var isWindow = false
  package var options = FunctionOptions()
  package var definition: Definition?

  init(object: ObjectType, name: QualifiedName, orReplace: Bool) {
    self.object = object
    self.name = name
    self.orReplace = orReplace
  }
}

/// ALTER FUNCTION, PROCEDURE, ROUTINE with options.
package struct AlterFunction: Sendable {
  package var function: NamedObject
  package var options = FunctionOptions()
}

/// What CREATE FUNCTION and ALTER FUNCTION say of a function beside its code: common_func_opt_item. nil is not said.
package struct FunctionOptions: Sendable {
  package enum Volatility: Sendable { case immutable, stable, volatile }
  package var volatility: Volatility?
  package var isStrict: Bool?
  package var isSecurityDefiner: Bool?
  package var isLeakproof: Bool?
  /// PARALLEL
  package var parallel: Name?
  /// SET and RESET
  package var settings: [VariableSet] = []
}

extension Parser {
  /// CreateFunctionStmt: `FUNCTION | PROCEDURE name (arguments) [RETURNS type | RETURNS TABLE (columns)] options [body]`.
  /// Documentation: CREATE FUNCTION, CREATE PROCEDURE.
  mutating func createFunction(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .createFunction
    let object: ObjectType = at(.procedure) ? .procedure : .function
    advance()
    guard let name = functionName() else { return }
    var function = CreateFunction(object: object, name: name, orReplace: orReplace)
    let first = position
    function.arguments = functionArguments(withDefaults: true)
    if object == .function, at(.returns), !at(.null, 1) {
      advance()
      if eat(.table) {
        function.result = .table(tableFunctionColumns())
      } else {
        function.result = functionType().map { .type($0) }
      }
    }
    let code = createFunctionOptions(&function)
    routineBody(&function)
    if case .table = function.result, failure == nil {
      refuseOutput(of: function, from: first + 1)
    }
    if let code, failure == nil, atEnd {
      let isTemplate = tokens[first..<code].contains(where: \.isTemplate)
      if let body = readBody(
        token: tokens[code], language: function.language ?? "",
        routine: PLRoutine(function, isTemplate: isTemplate))
      {
        function.definition = .code(body)
      }
    }
    statement.tree = .createFunction(function)
  }

  /// mergeTableFuncParameters: the columns of RETURNS TABLE are all the output there is.
  private mutating func refuseOutput(of function: CreateFunction, from firstArgument: Int) {
    guard
      let output = function.arguments.first(where: { $0.mode == .out || $0.mode == .inOut }),
      let token = (firstArgument..<limit).first(where: { tokens[$0].start == output.range.start })
    else { return }
    refuse("OUT and INOUT arguments aren't allowed in TABLE functions", at: token)
  }

  /// createfunc_opt_list. The index of the string behind AS, if it is one.
  private mutating func createFunctionOptions(_ function: inout CreateFunction) -> Int? {
    var code: Int?
    while !atEnd {
      switch token().keyword {
      case .as:
        advance()
        code = functionAs(&function)
      case .language:
        advance()
        function.language = wordOrStringValue()
      case .transform:
        advance()
        commaSeparated { parser in
          parser.expect(.for)
          parser.expect(.type)
          parser.skipTypeName()
        }
      case .window:
        advance()
        function.isWindow = true
      default:
        guard commonFunctionOption(&function.options) else { return code }
      }
    }
    return code
  }

  /// func_as: `'code'`, `'file', 'symbol'`
  private mutating func functionAs(_ function: inout CreateFunction) -> Int? {
    let index = position
    let first = token().range
    expectString()
    guard eat(.comma) else {
      function.definition = .string(first)
      return failure == nil ? index : nil
    }
    let symbol = token().range
    expectString()
    function.definition = .file(first, symbol: symbol)
    return nil
  }

  /// common_func_opt_item. false where none stands here.
  private mutating func commonFunctionOption(_ options: inout FunctionOptions) -> Bool {
    let keyword = token().keyword
    switch keyword {
    case .set, .reset:
      options.settings.append(functionSetReset())
      return true
    case .called, .returns, .strict, .immutable, .stable, .volatile, .external, .security,
      .leakproof, .not, .cost, .rows, .support, .parallel:
      advance()
    default:
      return false
    }
    switch keyword {
    case .called:
      expect(.on)
      nullInput()
      options.isStrict = false
    case .returns:
      expect(.null)
      expect(.on)
      nullInput()
      options.isStrict = true
    case .strict: options.isStrict = true
    case .immutable: options.volatility = .immutable
    case .stable: options.volatility = .stable
    case .volatile: options.volatility = .volatile
    case .external:
      expect(.security)
      options.isSecurityDefiner = definer()
    case .security: options.isSecurityDefiner = definer()
    case .leakproof: options.isLeakproof = true
    case .not:
      expect(.leakproof)
      options.isLeakproof = false
    case .cost, .rows: numericOnly()
    case .support: skipAnyName()
    default: options.parallel = name()
    }
    return true
  }

  /// `NULL INPUT`
  private mutating func nullInput() {
    expect(.null)
    expect(.input)
  }

  /// `DEFINER`, `INVOKER`
  private mutating func definer() -> Bool {
    if eat(.definer) { return true }
    expect(.invoker)
    return false
  }

  // MARK: SQL-standard bodies

  /// opt_routine_body: `RETURN expression`, `BEGIN ATOMIC statement; … END`
  private mutating func routineBody(_ function: inout CreateFunction) {
    if eat(.return) {
      function.definition = expression().map { .expression($0) }
    } else if eat(.begin) {
      expect(.atomic)
      var statements: [Statement] = []
      nested { parser in
        while !parser.atEnd, !parser.at(.end) {
          if let statement = parser.routineBodyStatement() { statements.append(statement) }
          parser.expect(.semicolon)
        }
      }
      expect(.end)
      function.definition = .statements(statements)
    }
  }

  /// routine_body_stmt: any statement but BEGIN and END, or `RETURN expression`; or none.
  private mutating func routineBodyStatement() -> Statement? {
    let end = endOfRoutineBodyStatement()
    guard position < end else { return nil }
    let outerLimit = limit
    limit = end
    let statement = statement { parser, statement in
      switch parser.token().keyword {
      case .begin: parser.fail()
      case .return:
        parser.advance()
        statement.node = .return
        if let value = parser.expression() { statement.tree = .returnValue(value) }
      default: parser.dispatch(&statement)
      }
    }
    limit = outerLimit
    if failure != nil { skipToEnd() }
    return statement
  }

  /// The index of the semicolon that ends a statement of a body: none of a body inside it.
  private func endOfRoutineBodyStatement() -> Int {
    var index = position
    /// Open BEGIN ATOMIC and CASE, each with an END to come.
    var blocks = 0
    while index < limit {
      let token = tokens[index]
      switch token.keyword {
      case .begin where blocks > 0 || at(.atomic, index + 1 - position): blocks += 1
      case .case where blocks > 0: blocks += 1
      case .end where blocks > 0: blocks -= 1
      default: if token.kind == .semicolon, blocks == 0 { return index }
      }
      index += 1
    }
    return index
  }

  // MARK: ALTER

  /// AlterFunctionStmt: `FUNCTION | PROCEDURE | ROUTINE name [(arguments)] options [RESTRICT]`, and the common forms.
  /// Documentation: ALTER FUNCTION, ALTER PROCEDURE, ALTER ROUTINE.
  mutating func alterFunction(_ statement: inout Statement) {
    guard let object = objectType() else { return }
    var alter = AlterFunction(function: namedObject(object))
    let forms: AlterForms = [.rename, .owner, .schema, .depends, .parameters]
    if alterCommon(&statement, alter.function, forms) { return }
    statement.node = .alterFunction
    statement.object = object
    guard commonFunctionOption(&alter.options) else { return fail() }
    while commonFunctionOption(&alter.options) {}
    _ = eat(.restrict)
    statement.tree = .alterFunction(alter)
  }
}
