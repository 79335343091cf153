package import SQLLexer

/// An argument of a function, or a column of RETURNS TABLE: func_arg_with_default, table_func_column.
package struct FunctionArgument: Sendable {
  package enum Mode: Sendable { case unspecified, `in`, out, inOut, variadic }
  package var mode = Mode.unspecified
  package var name: Name?
  package var type: TypeName
  package var defaultValue: Expression?
  package var range: ByteRange
}

/// function_with_argtypes, aggregate_with_argtypes: what tells functions of one name apart.
package struct FunctionSignature: Sendable {
  package var name: QualifiedName
  /// nil where none are given; empty for `()` and for an aggregate's `(*)`.
  package var arguments: [FunctionArgument]?
}

extension Parser {
  /// func_name: a name for a function or type alone, or any with its schema before it.
  mutating func functionName() -> QualifiedName? {
    functionName(mayLackArguments: false)
  }

  private mutating func functionName(mayLackArguments: Bool) -> QualifiedName? {
    guard token().kind == .keyword else { return functionOrSchemaName() }
    switch token().keyword.category {
    case .unreserved: return functionOrSchemaName()
    case .typeOrFunctionName: return name(.typeOrFunction).map { QualifiedName(name: $0) }
    case .columnName:
      let name = functionOrSchemaName()
      let needsSchema = !mayLackArguments || at(.leftParenthesis)
      if needsSchema, name?.qualifiers.isEmpty ?? false { fail() }
      return name
    case .reserved:
      fail()
      return nil
    }
  }

  /// `ColId [indirection]`. PostgreSQL takes more than can be a name (`s.*`, `f[1]`), and looks at it when it has it all.
  private mutating func functionOrSchemaName() -> QualifiedName? {
    let first = position
    skipName()
    var isName = true
    while at(.dot) || at(.leftBracket) {
      if at(.leftBracket) {
        isName = false
        subscripts()
      } else {
        advance()
        if eat(operator: "*") { isName = false } else { skipName(.label) }
      }
    }
    if !isName { fail() }
    return failure == nil ? QualifiedName(first..<position, of: tokens, in: bytes) : nil
  }

  // MARK: With their types

  /// function_with_argtypes: `name [([[mode] [name] type, …])]`
  mutating func functionWithArgTypes() -> FunctionSignature? {
    guard let name = functionName(mayLackArguments: true) else { return nil }
    guard at(.leftParenthesis) else { return FunctionSignature(name: name) }
    return FunctionSignature(name: name, arguments: functionArguments(withDefaults: false))
  }

  /// aggregate_with_argtypes: `name (* | arguments)`
  mutating func aggregateWithArgTypes() -> FunctionSignature? {
    guard let name = functionName() else { return nil }
    return FunctionSignature(name: name, arguments: aggregateArguments())
  }

  // MARK: Arguments

  /// func_args_with_defaults, or without defaults func_args: `([argument, …])`
  mutating func functionArguments(withDefaults: Bool) -> [FunctionArgument] {
    var arguments: [FunctionArgument] = []
    expect(.leftParenthesis)
    if eat(.rightParenthesis) { return arguments }
    commaSeparated { parser in
      guard var argument = parser.declaredArgument() else { return }
      if withDefaults, parser.eat(.default) || parser.eat(operator: "=") {
        argument.defaultValue = parser.expression()
      }
      arguments.append(argument)
    }
    expect(.rightParenthesis)
    return arguments
  }

  /// func_arg: `[mode] [name] type` or `name mode type`
  mutating func declaredArgument() -> FunctionArgument? {
    let first = position
    var mode = argumentMode()
    var argumentName: Name?
    if atArgumentName {
      argumentName = name(.typeOrFunction)
      if mode == .unspecified { mode = argumentMode() }
    }
    guard let type = functionType() else { return nil }
    return FunctionArgument(mode: mode, name: argumentName, type: type, range: range(from: first))
  }

  /// arg_class: `IN`, `OUT`, `INOUT`, `IN OUT`, `VARIADIC`
  private mutating func argumentMode() -> FunctionArgument.Mode {
    if eat(.in) { return eat(.out) ? .inOut : .in }
    if eat(.out) { return .out }
    if eat(.inout) { return .inOut }
    return eat(.variadic) ? .variadic : .unspecified
  }

  /// Whether a param_name stands here: a name with a type behind it, or a mode and a type.
  private var atArgumentName: Bool {
    guard atName(.typeOrFunction) else { return false }
    let next = token(1)
    guard next.kind == .keyword else { return atName(.typeOrFunction, 1) }
    switch next.keyword {
    case .in, .out, .inout, .variadic: return true
    default: return next.keyword.beginsType
    }
  }

  /// table_func_column_list: `(name type, …)`
  mutating func tableFunctionColumns() -> [FunctionArgument] {
    var columns: [FunctionArgument] = []
    parenthesised { parser in
      let first = parser.position
      guard let name = parser.name(.typeOrFunction), let type = parser.functionType() else {
        return
      }
      columns.append(FunctionArgument(name: name, type: type, range: parser.range(from: first)))
    }
    return columns
  }

  // MARK: Aggregates

  /// aggr_args: `(*)`, `(arguments)`, `([arguments] ORDER BY arguments)`
  mutating func aggregateArguments() -> [FunctionArgument] {
    expect(.leftParenthesis)
    if eat(operator: "*") {
      expect(.rightParenthesis)
      return []
    }
    var arguments: [FunctionArgument] = []
    if !at(.order) { arguments = aggregateArgumentList() }
    if eat(.order) {
      expect(.by)
      let first = position
      let ordered = aggregateArgumentList()
      // The argument is given twice, and there once.
      if let last = arguments.last, last.mode == .variadic {
        guard ordered.count == 1, ordered[0].mode == .variadic,
          ordered[0].type.isSpelled(as: last.type)
        else {
          expect(.rightParenthesis)
          refuse(orderedSetRefusal, at: first)
          return arguments
        }
      } else {
        arguments += ordered
      }
    }
    expect(.rightParenthesis)
    return arguments
  }

  /// aggr_args_list
  private mutating func aggregateArgumentList() -> [FunctionArgument] {
    var arguments: [FunctionArgument] = []
    commaSeparated { parser in
      let first = parser.position
      guard let argument = parser.declaredArgument() else { return }
      switch argument.mode {
      case .out, .inOut: parser.refuse("aggregates cannot have output arguments", at: first)
      case .unspecified, .in, .variadic: arguments.append(argument)
      }
    }
    return arguments
  }
}

private let orderedSetRefusal =
  "an ordered-set aggregate with a VARIADIC direct argument must have one VARIADIC aggregated "
  + "argument of the same data type"

extension TypeName {
  fileprivate func isSpelled(as other: TypeName) -> Bool {
    name == other.name && modifiers == other.modifiers && arrayDimensions == other.arrayDimensions
      && isSetOf == other.isSetOf && isReference == other.isReference
  }
}

extension Keyword {
  /// Whether a Typename may begin with this word.
  fileprivate var beginsType: Bool {
    switch self {
    // PRECISION and others stand behind a word that is a type already.
    case .setof, .int, .integer, .smallint, .bigint, .real, .float, .decimal, .dec, .numeric,
      .boolean, .bit, .national, .character, .char, .varchar, .nchar, .timestamp, .time, .interval,
      .json:
      true
    default: category == .unreserved || category == .typeOrFunctionName
    }
  }
}
