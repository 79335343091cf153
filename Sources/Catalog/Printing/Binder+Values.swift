import SQLLexer
import SQLSyntax

extension Binder {
  // MARK: Constants

  /// make_const
  func constant(_ node: SyntaxNode) -> TypedExpression {
    switch node.detail {
    case .null: return TypedExpression(.constant(nil), DataType("unknown"))
    case .true: return TypedExpression(.constant("t"), DataType("bool"))
    case .false: return TypedExpression(.constant("f"), DataType("bool"))
    default: break
    }
    let token = file.lexed.tokens[Int(node.first)]
    switch token.kind {
    case .integer, .numeric: return number(token, isNegative: false)
    case .bitString, .hexString: return bits(token)
    default:
      return TypedExpression(.constant(file.stringValue(token)), DataType("unknown"))
    }
  }

  /// `-1` is one constant (doNegate).
  func negated(_ node: SyntaxNode) -> TypedExpression? {
    let token = file.lexed.tokens[Int(node.first)]
    guard node.kind == .constant, token.kind == .integer || token.kind == .numeric else {
      return nil
    }
    return number(token, isNegative: true)
  }

  private func number(_ token: Token, isNegative: Bool) -> TypedExpression {
    let digits = file.text(token.range).filter { $0 != "_" }
    let text = (isNegative ? "-" : "") + digits
    guard token.kind == .integer else {
      return TypedExpression(.constant(canonicalNumeric(text) ?? text), DataType("numeric"))
    }
    if let value = integer(digits) {
      // The sign comes later, so that the least integer is a bigint.
      let type = value <= Int64(Int32.max) ? "int4" : "int8"
      return TypedExpression(.constant(String(isNegative ? -value : value)), DataType(type))
    }
    return TypedExpression(.constant(text), DataType("numeric"))
  }

  /// `10`, `0x1F`, `0o17`, `0b11`
  private func integer(_ digits: String) -> Int64? {
    switch digits.lowercased().prefix(2) {
    case "0x": Int64(digits.dropFirst(2), radix: 16)
    case "0o": Int64(digits.dropFirst(2), radix: 8)
    case "0b": Int64(digits.dropFirst(2), radix: 2)
    default: Int64(digits)
    }
  }

  private func bits(_ token: Token) -> TypedExpression {
    let inner = file.text(token.range).dropFirst(2).dropLast()
    guard token.kind == .hexString else {
      return TypedExpression(.constant(String(inner)), DataType("bit"))
    }
    let digits = inner.map { digit in
      let value = digit.hexDigitValue ?? 0
      let bits = String(value, radix: 2)
      return String(repeating: "0", count: 4 - bits.count) + bits
    }
    return TypedExpression(.constant(digits.joined()), DataType("bit"))
  }

  /// A string constant as a constant of a type, in the form in which the type prints it.
  mutating func typedConstant(_ value: String?, _ type: DataType) -> TypedExpression {
    guard let value else { return TypedExpression(.constant(nil), type) }
    if type.builtIn == "regclass" { return registered(value, type) }
    guard let text = canonical(value, type) else {
      isExact = false
      return TypedExpression(.constant(value), type)
    }
    return TypedExpression(.constant(text), type)
  }

  // MARK: CASE, ARRAY

  /// transformCaseExpr
  mutating func caseExpression(_ index: Int) -> TypedExpression {
    var parts = file.nodes.operands(of: index)
    var operand: TypedExpression?
    if let first = parts.first, file.nodes[first].kind != .when {
      operand = analysed(first)
      parts.removeFirst()
    }
    var conditions: [TypedExpression] = []
    var results: [TypedExpression] = []
    var last = TypedExpression(.constant(nil), DataType("unknown"))
    for part in parts {
      let clause = file.nodes.operands(of: part)
      guard file.nodes[part].kind == .when, clause.count == 2 else {
        last = expression(part)
        continue
      }
      if let operand {
        let comparison = infix("=", operand, expression(clause[0]))
        guard case .infix(_, _, let right) = comparison.form else { return written(index) }
        conditions.append(right)
      } else {
        conditions.append(condition(clause[0]))
      }
      results.append(expression(clause[1]))
    }
    let type = commonType([last] + results)
    if type == nil { isExact = false }
    let wanted = type ?? DataType("text")
    let typed = results.map { coerceResult($0, to: wanted) }
    return TypedExpression(
      .case(operand, Array(zip(conditions, typed)), coerceResult(last, to: wanted)), type)
  }

  private mutating func coerceResult(
    _ result: TypedExpression, to type: DataType
  ) -> TypedExpression {
    result.type == nil ? result : coerce(result, to: type, .implicit)
  }

  /// transformArrayExpr
  ///
  /// - Parameter element: the type that a cast around it asks for.
  mutating func array(_ index: Int, of element: DataType?) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    let isNested = parts.contains { file.nodes[$0].kind == .array }
    let elements = parts.map { part in
      file.nodes[part].kind == .array ? array(part, of: element) : expression(part)
    }
    if let element {
      let typed = elements.map { item in
        isNested ? item : coerce(item, to: element, .explicit, isImplicit: false)
      }
      return TypedExpression(.array(typed), element.array)
    }
    guard let type = commonType(elements) else {
      isExact = false
      return TypedExpression(.array(elements), nil)
    }
    let typed = elements.map { coerce($0, to: type, .implicit) }
    return TypedExpression(.array(typed), type.array)
  }

  // MARK: COLLATE, indirection

  mutating func collate(_ index: Int) -> TypedExpression {
    let node = file.nodes[index]
    let operand = analysed(index - 1)
    let behind = Int(file.nodes[index - 1].end)..<Int(node.end)
    guard let word = behind.first(where: { file.lexed.tokens[$0].keyword == .collate }),
      let name = QualifiedName(
        word + 1..<behind.upperBound, of: file.lexed.tokens, in: file.bytes)
    else { return written(index) }
    return TypedExpression(.collate(operand, name.description), operand.type)
  }

  /// `x[1]`, `(x).field`
  mutating func indirection(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard let first = parts.first else { return written(index) }
    let behind = Int(file.nodes[first].end)..<Int(file.nodes[index].end)
    let kinds = file.lexed.tokens[behind].map(\.kind)
    if parts.count == 1, let dot = kinds.firstIndex(of: .dot), dot + 2 == kinds.count,
      kinds[dot + 1] != .operator
    {
      let name = Name(file.lexed.tokens[behind.lowerBound + dot + 1], in: file.bytes)
      let row = expression(first)
      let type = attributeType(name.text, of: row)
      if type == nil { isExact = false }
      return TypedExpression(.field(row, quotedName(name.text)), type)
    }
    guard parts.count > 1, !kinds.contains(.dot), !kinds.contains(.colon) else {
      return written(index)
    }
    let container = expression(first)
    let wanted = container.type?.isArray == true ? DataType("int4") : DataType("text")
    let subscripts = parts.dropFirst().map { part -> TypedExpression in
      let typed = expression(part)
      return typed.isUntyped || container.type?.isArray == true
        ? coerce(typed, to: wanted, .assignment) : typed
    }
    if container.type == nil { isExact = false }
    let type = container.type?.element ?? container.type
    return TypedExpression(.subscripts(container, subscripts), type)
  }

  private func attributeType(_ name: String, of row: TypedExpression) -> DataType? {
    guard let type = row.type else { return nil }
    let base = baseType(type)
    guard let composite = base.userType else { return nil }
    return scope.attribute(name, of: composite)
  }
}

extension TypedExpression {
  var plainColumn: Int16? {
    if case .column(let number, qualifier: nil) = form { number } else { nil }
  }

  /// looks_like_function
  var isFunctionCall: Bool {
    switch form {
    case .function, .userFunction, .special: true
    case .phrase: true
    default: false
    }
  }
}
