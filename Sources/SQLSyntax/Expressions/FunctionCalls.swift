import SQLLexer

/// What the arguments of a function call say beside the arguments.
private struct CallShape {
  /// Neither empty nor `*`, and without ALL, DISTINCT and VARIADIC: it could be the modifiers of a type.
  var isPlain = false
  var isDistinct = false
  var isVariadic = false
  /// The first named argument.
  var namedArgument: Int?
  var orderBy: Int?
}

extension Parser {
  /// func_name as a node.
  mutating func functionNameNode() {
    let start = mark
    let isQualified = token(1).kind == .dot || token(1).kind == .leftBracket
    if atName(.typeOrFunction), !isQualified || !atName() {
      advance()
    } else {
      skipName()
      // A name that is no function's by itself needs a second one.
      if nameParts() == 1 { return fail() }
    }
    finish(.functionName, from: start)
  }

  /// func_expr_windowless
  mutating func windowlessFunction(from start: Mark) {
    let keyword = token().keyword
    if atSQLFunction(keyword) {
      sqlFunction(keyword, from: start, isWindowless: true)
    } else {
      namedFunction(from: start)
    }
  }

  /// func_application
  mutating func namedFunction(from start: Mark) {
    functionNameNode()
    _ = functionApplication()
    finish(.functionCall, from: start)
  }

  /// func_expr or a constant with a type that has modifiers: what begins with a name and a parenthesis, from the
  /// parenthesis. Documentation: SQL Syntax, "Function Calls", "Aggregate Expressions", "Window Function Calls".
  mutating func functionCall(from start: Mark) {
    let shape = functionApplication()
    if shape.isPlain, atConstantString { return stringOfType(shape, from: start) }
    let within = position
    let isWithinGroup = at(.within)
    if isWithinGroup { withinGroup() }
    filterAndOver()
    finish(.functionCall, from: start)
    if isWithinGroup { refuseWithinGroup(shape, at: within) }
  }

  /// func_application, from its parenthesis.
  private mutating func functionApplication() -> CallShape {
    var shape = CallShape()
    expect(.leftParenthesis)
    if eat(.rightParenthesis) { return shape }
    functionArguments(&shape)
    expect(.rightParenthesis)
    return shape
  }

  private mutating func functionArguments(_ shape: inout CallShape) {
    if eat(operator: "*") { return }
    switch token().keyword {
    case .all: advance()
    case .distinct:
      advance()
      shape.isDistinct = true
    case .variadic: break
    default: shape.isPlain = true
    }
    let allowsVariadic = shape.isPlain || at(.variadic)
    repeat {
      if allowsVariadic, eat(.variadic) {
        shape.isVariadic = true
        shape.isPlain = false
      }
      let first = position
      if functionArgument(), shape.namedArgument == nil { shape.namedArgument = first }
    } while !shape.isVariadic && eat(.comma)
    if at(.order) {
      shape.orderBy = position
      sortClause()
    }
  }

  /// func_arg_expr: an expression, or `name => expression`.
  ///
  /// - Returns: whether it has a name.
  @discardableResult
  mutating func functionArgument() -> Bool {
    guard atNamedArgument else {
      operand(above: .none)
      return false
    }
    let start = mark
    advance(2)
    operand(above: .none)
    finish(.namedArgument, from: start)
    return true
  }

  var atNamedArgument: Bool {
    let next = token(1).kind
    return next == .equalsGreater || next == .colonEquals ? atName(.typeOrFunction) : false
  }

  /// func_arg_list
  mutating func functionArgumentList() {
    repeat { functionArgument() } while eat(.comma)
  }

  private mutating func stringOfType(_ shape: CallShape, from start: Mark) {
    stringOfType(from: start)
    if let argument = shape.namedArgument {
      refuse("type modifier cannot have parameter name", at: argument)
    } else if let orderBy = shape.orderBy {
      refuse("type modifier cannot have ORDER BY", at: orderBy)
    }
  }

  // MARK: WITHIN GROUP, FILTER, OVER

  /// within_group_clause: `WITHIN GROUP (ORDER BY …)`
  private mutating func withinGroup() {
    expect(.within, .group)
    expect(.leftParenthesis)
    sortClause()
    expect(.rightParenthesis)
  }

  private mutating func refuseWithinGroup(_ shape: CallShape, at within: Int) {
    if shape.orderBy != nil {
      refuse("cannot use multiple ORDER BY clauses with WITHIN GROUP", at: within)
    } else if shape.isDistinct {
      refuse("cannot use DISTINCT with WITHIN GROUP", at: within)
    } else if shape.isVariadic {
      refuse("cannot use VARIADIC with WITHIN GROUP", at: within)
    }
  }

  /// filter_clause, over_clause: `FILTER (WHERE condition)`, `OVER window`
  mutating func filterAndOver() {
    if at(.filter) {
      let start = mark
      advance()
      expect(.leftParenthesis)
      expect(.where)
      operand(above: .none)
      expect(.rightParenthesis)
      finish(.filter, from: start)
    }
    guard at(.over) else { return }
    let start = mark
    advance()
    if at(.leftParenthesis) { return windowSpecification() }
    skipName()
    finish(.name, from: start)
  }
}
