import SQLLexer
import SQLSyntax

extension Binder {
  private var bool: DataType { DataType("bool") }

  // MARK: make_op

  mutating func operatorExpression(_ index: Int) -> TypedExpression {
    let operands = file.nodes.operands(of: index)
    let node = file.nodes[index]
    if operands.count == 2 {
      let between = tokens(between: operands[0], and: operands[1])
      guard let name = operatorName(in: between) else { return overlaps(index, operands) }
      if operands.allSatisfy({ file.nodes[$0].kind == .row }) {
        return rowComparison(name, operands, index)
      }
      return infix(name, expression(operands[0]), expression(operands[1]))
    }
    guard operands.count == 1,
      let name = operatorName(in: Int(node.first)..<Int(file.nodes[operands[0]].first))
    else { return written(index) }
    if name == "-", let constant = negated(file.nodes[operands[0]]) { return constant }
    let operand = expression(operands[0])
    guard let type = operand.type else {
      isExact = false
      return TypedExpression(.prefix(name, operand), nil)
    }
    guard let call = resolveOperator(name, [type]) else {
      isExact = false
      return TypedExpression(.prefix(name, operand), type)
    }
    let argument = coerce(operand, to: call.arguments[0], .implicit)
    return TypedExpression(.prefix(name, argument), call.result)
  }

  /// The operator among some tokens; with its schema where it is not pg_catalog.
  private func operatorName(in tokens: Range<Int>) -> String? {
    guard let place = tokens.first(where: { file.lexed.tokens[$0].kind == .operator }) else {
      return nil
    }
    let spelled = file.text(file.lexed.tokens[place].range)
    let name = spelled == "!=" ? "<>" : spelled
    guard has(.operator, in: tokens.lowerBound..<place), place > tokens.lowerBound + 1 else {
      return name
    }
    let schema = Name(file.lexed.tokens[place - 2], in: file.bytes)
    if schema.text == "pg_catalog" || file.lexed.tokens[place - 1].kind != .dot { return name }
    return "OPERATOR(\(quotedName(schema.text)).\(name))"
  }

  /// A binary operator between two operands, with the conversions that it needs.
  mutating func infix(
    _ name: String, _ left: TypedExpression, _ right: TypedExpression
  ) -> TypedExpression {
    let (left, right, result) = operands(name, left, right)
    return TypedExpression(.infix(printed(name, left), left, right), result)
  }

  /// Operators of a type that nobody knows are most likely of its extension, and stand in the schema of the type.
  private func printed(_ name: String, _ operand: TypedExpression) -> String {
    guard case .named(let type)? = operand.type?.base, operand.type?.isArray == false else {
      return name
    }
    let schema = type.contains(".") ? String(type.prefix { $0 != "." }) : "public"
    return "OPERATOR(\(schema).\(name))"
  }

  private mutating func operands(
    _ name: String, _ left: TypedExpression, _ right: TypedExpression
  ) -> (TypedExpression, TypedExpression, DataType?) {
    let fallback: DataType? = isComparison(name) ? bool : nil
    guard let leftType = left.type, let rightType = right.type else {
      isExact = false
      return (settled(left, like: right), settled(right, like: left), fallback)
    }
    guard let call = resolveOperator(name, [leftType, rightType]) else {
      isExact = false
      if isMissing(name, [leftType, rightType]) { missing = missing ?? .operator(name) }
      return (
        settled(left, like: right), settled(right, like: left),
        fallback ?? (left.isUntyped ? rightType : leftType)
      )
    }
    return (
      coerce(left, to: call.arguments[0], .implicit),
      coerce(right, to: call.arguments[1], .implicit), call.result
    )
  }

  /// The best guess for a constant beside an operand: of the same type, or text.
  private mutating func settled(
    _ operand: TypedExpression, like other: TypedExpression
  ) -> TypedExpression {
    guard operand.isUntyped else { return operand }
    let type = other.isUntyped ? nil : other.type?.withoutModifier
    return coerce(operand, to: type ?? DataType("text"), .implicit)
  }

  private func isComparison(_ name: String) -> Bool {
    switch name {
    case "=", "<>", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*", "@>",
      "<@", "&&", "?", "?|", "?&", "@@":
      true
    default: false
    }
  }

  /// make_row_comparison: `=` and `<>` compare column by column.
  private mutating func rowComparison(_ name: String, _ rows: [Int], _ index: Int)
    -> TypedExpression
  {
    let left = file.nodes.operands(of: rows[0])
    let right = file.nodes.operands(of: rows[1])
    guard left.count == right.count, !left.isEmpty else { return written(index) }
    let tests = zip(left, right).map { infix(name, expression($0), expression($1)) }
    if tests.count == 1 { return tests[0] }
    if name == "=" || name == "<>" {
      return TypedExpression(.chain(name == "=" ? "AND" : "OR", tests), bool)
    }
    var sides: [[TypedExpression]] = [[], []]
    for test in tests {
      guard case .infix(_, let first, let second) = test.form else { return written(index) }
      sides[0].append(first)
      sides[1].append(second)
    }
    let typed = sides.map { TypedExpression(.row($0, hasWord: true), nil) }
    return TypedExpression(.infix(name, typed[0], typed[1]), bool)
  }

  /// `(a, b) OVERLAPS (c, d)`
  private mutating func overlaps(_ index: Int, _ rows: [Int]) -> TypedExpression {
    let arguments = rows.flatMap { file.nodes.operands(of: $0) }.map { expression($0) }
    guard arguments.count == 4 else { return written(index) }
    let typed = call("overlaps", arguments).arguments
    return TypedExpression(
      .phrase(["((", ", ", ") OVERLAPS (", ", ", "))"], typed, isClosed: true), bool)
  }

  // MARK: IS, BETWEEN, IN, LIKE

  mutating func isTest(_ index: Int) -> TypedExpression {
    let node = file.nodes[index]
    let operands = file.nodes.operands(of: index)
    let behind = Int(file.nodes[operands[0]].end)..<Int(node.end)
    let isNegated = has(
      .not, in: behind.lowerBound..<min(behind.upperBound, wordPlace(node, behind)))
    let not = isNegated ? "NOT " : ""
    switch node.detail {
    case .distinct:
      guard operands.count == 2 else { return written(index) }
      return distinct(operands[0], operands[1], isNegated: isNegated)
    case .true, .false, .unknown:
      let word = node.detail.spelling.uppercased()
      return TypedExpression(.test(condition(operands[0]), "IS \(not)\(word)"), bool)
    case .document:
      return TypedExpression(.test(analysed(operands[0]), "IS \(not)DOCUMENT"), bool)
    default: return written(index)
    }
  }

  private func wordPlace(_ node: SyntaxNode, _ tokens: Range<Int>) -> Int {
    tokens.first { file.lexed.tokens[$0].keyword == node.detail } ?? tokens.upperBound
  }

  /// transformAExprDistinct
  private mutating func distinct(_ left: Int, _ right: Int, isNegated: Bool) -> TypedExpression {
    let (first, second) = (expression(left), expression(right))
    if first.isNull || second.isNull {
      let operand = second.isNull ? first : second
      return TypedExpression(.test(operand, isNegated ? "IS NULL" : "IS NOT NULL"), bool)
    }
    let (typedLeft, typedRight, _) = operands("=", first, second)
    let test = TypedExpression(.distinct(typedLeft, typedRight), bool)
    return isNegated ? TypedExpression(.not(test), bool) : test
  }

  /// transformAExprBetween
  mutating func between(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard parts.count == 3 else { return written(index) }
    let isNegated = file.nodes[index].detail == .not
    let isSymmetric = has(.symmetric, in: tokens(between: parts[0], and: parts[1]))
    func range(_ low: Int, _ high: Int, _ binder: inout Binder) -> TypedExpression {
      let first = binder.infix(
        isNegated ? "<" : ">=", binder.expression(parts[0]), binder.expression(low))
      let second = binder.infix(
        isNegated ? ">" : "<=", binder.expression(parts[0]), binder.expression(high))
      return TypedExpression(.chain(isNegated ? "OR" : "AND", [first, second]), DataType("bool"))
    }
    let straight = range(parts[1], parts[2], &self)
    guard isSymmetric else { return straight }
    let crossed = range(parts[2], parts[1], &self)
    return TypedExpression(.chain(isNegated ? "AND" : "OR", [straight, crossed]), bool)
  }

  /// transformAExprIn: constants become an array, what depends on columns is compared one by one.
  mutating func inList(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard parts.count > 1, file.nodes[parts[1]].kind != .subquery,
      file.nodes[parts[0]].kind != .row
    else { return written(index) }
    let isNegated = file.nodes[index].detail == .not
    let name = isNegated ? "<>" : "="
    let left = expression(parts[0])
    let items = parts.dropFirst().map { (hasColumns: hasColumns($0), typed: expression($0)) }
    let plain = items.filter { !$0.hasColumns }.map(\.typed)
    var tests: [TypedExpression] = []
    var single = items.filter(\.hasColumns).map(\.typed)
    if plain.count > 1 {
      if let type = commonType([left] + plain) ?? commonType(plain) {
        if left.type == nil { isExact = false }
        let elements = plain.map { coerce($0, to: type, .implicit) }
        let list = TypedExpression(.array(elements), type.array)
        tests.append(anyOf(name, left, list, isAny: !isNegated))
      } else {
        single = items.map(\.typed)
        isExact = false
      }
    } else {
      single = items.map(\.typed)
    }
    tests += single.map { infix(name, left, $0) }
    return tests.count == 1
      ? tests[0] : TypedExpression(.chain(isNegated ? "AND" : "OR", tests), bool)
  }

  private func hasColumns(_ index: Int) -> Bool {
    let size = Int(file.nodes[index].size)
    return file.nodes[(index + 1 - size)...index].contains { $0.kind == .columnReference }
  }

  /// `LIKE`, `ILIKE`, `SIMILAR TO`, with or without ESCAPE.
  mutating func like(_ index: Int) -> TypedExpression {
    let node = file.nodes[index]
    let parts = file.nodes.operands(of: index)
    guard parts.count > 1 else { return written(index) }
    let isNegated = has(.not, in: tokens(between: parts[0], and: parts[1]))
    let not = isNegated ? "!" : ""
    let left = expression(parts[0])
    var pattern = expression(parts[1])
    if node.detail == .similar {
      let arguments = parts.dropFirst().map { expression($0) }
      pattern = function("similar_to_escape", arguments)
      return infix("\(not)~", left, pattern)
    }
    if parts.count > 2 { pattern = function("like_escape", [pattern, expression(parts[2])]) }
    return infix(node.detail == .ilike ? "\(not)~~*" : "\(not)~~", left, pattern)
  }

  // MARK: ANY, ALL

  mutating func quantified(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard parts.count == 2, file.nodes[parts[1]].kind != .subquery else { return written(index) }
    let between = tokens(between: parts[0], and: parts[1])
    let isAny = !has(.all, in: between)
    let not = has(.not, in: between) ? "!" : ""
    var name = operatorName(in: between)
    if has(.like, in: between) { name = "\(not)~~" }
    if has(.ilike, in: between) { name = "\(not)~~*" }
    guard let name else { return written(index) }
    return anyOf(name, expression(parts[0]), expression(parts[1]), isAny: isAny)
  }

  /// make_scalar_array_op
  private mutating func anyOf(
    _ name: String, _ left: TypedExpression, _ list: TypedExpression, isAny: Bool
  ) -> TypedExpression {
    let element: DataType? = list.isUntyped ? list.type : list.type?.element
    guard let leftType = left.type, let element,
      let call = resolveOperator(name, [leftType, element])
    else {
      isExact = false
      let typed = list.isUntyped ? settled(list, like: left) : list
      return TypedExpression(.quantified(printed(name, left), left, isAny: isAny, typed), bool)
    }
    let typedLeft = coerce(left, to: call.arguments[0], .implicit)
    let wanted = isPolymorphic(call.arguments[1]) ? element : call.arguments[1]
    let typedList = coerce(list, to: wanted.array, .implicit)
    return TypedExpression(.quantified(name, typedLeft, isAny: isAny, typedList), bool)
  }

  private func isPolymorphic(_ type: DataType) -> Bool { type.builtIn?.hasPrefix("any") ?? false }
}
