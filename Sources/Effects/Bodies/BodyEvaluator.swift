import Catalog
import SQLLexer
import SQLSyntax

/// Computes expressions of bodies as far as the catalogue and known values tell: the tests with which a block finds out
/// whether it has work to do, and the texts that it gives to EXECUTE.
struct BodyEvaluator {
  let catalog: Catalog
  let path: SearchPath
  let source: SyntaxFile
  /// The variables of the body.
  var variables: [String: BodyValue] = [:]
  /// What the names of tables stand for where a query is computed, the innermost last.
  var scope: [(alias: String, row: BodyRow)] = []
  /// Something was taken not to exist because the history does not make it.
  var isGuess = false

  init(_ replay: Replay) {
    catalog = replay.catalog
    path = replay.session.path
    source = replay.source
    variables = replay.frame.variables
  }

  mutating func value(of expression: Expression) -> BodyValue { value(Int(expression.node)) }

  mutating func value(_ place: Int) -> BodyValue {
    let node = source.nodes[place]
    let operands = children(of: place)
    switch node.kind {
    case .constant: return constant(node)
    case .columnReference: return reference(node)
    case .typeCast: return cast(node, operands)
    case .operator: return operation(node, operands)
    case .boolean: return boolean(node, operands)
    case .nullTest:
      switch value(operands[0]) {
      case .unknown: return .unknown
      case let operand: return .boolean((operand == .null) == (node.detail == .null))
      }
    case .isTest: return test(node, operands)
    case .in: return membership(node, operands)
    case .quantified: return quantified(node, operands)
    case .like:
      guard operands.count == 2, node.detail == .like, case .text(let text) = value(operands[0]),
        case .text(let pattern) = value(operands[1])
      else { return .unknown }
      let isNegated = words(of: node, behind: operands[0]).contains(.not)
      return .boolean(matches(text, pattern) != isNegated)
    case .functionCall: return call(operands)
    case .sqlFunction: return sqlFunction(node, operands)
    case .case: return choice(operands)
    case .array: return .array(operands.map { value($0) })
    case .subquery: return subquery(node, operands)
    case .namedArgument, .collate: return operands.first.map { value($0) } ?? .unknown
    default: return .unknown
    }
  }

  func children(of place: Int) -> [Int] { source.parts(of: place) }

  private func constant(_ node: SyntaxNode) -> BodyValue {
    switch source.value(of: node) {
    case .null: .null
    case .boolean(let flag): .boolean(flag)
    case .integer(let number): .number(number)
    case .string(let text): .text(text)
    case nil: .unknown
    }
  }

  /// The key words between an operand and the next, or the end.
  private func words(of node: SyntaxNode, behind operand: Int) -> [Keyword] {
    let start = Int(source.nodes[operand].end)
    return source.lexed.tokens[start..<node.tokens.upperBound].map(\.keyword)
  }

  // MARK: - Names

  /// A column of a table in scope, or a variable, or a field of one.
  private func reference(_ node: SyntaxNode) -> BodyValue {
    guard let last = node.tokens.last, source.lexed.tokens[last].kind != .operator,
      let name = source.name(of: node)
    else { return .unknown }
    let column = name.name.text
    if let qualifier = name.schema?.text {
      for (alias, row) in scope.reversed() where alias == qualifier {
        return row.value(of: column, in: catalog) ?? .unknown
      }
      if case .row(let fields)? = variables[qualifier] { return fields[column] ?? .unknown }
      return .unknown
    }
    for (_, row) in scope.reversed() {
      if let value = row.value(of: column, in: catalog) { return value }
    }
    return variables[column] ?? .unknown
  }

  /// A relation that a text names, as `to_regclass` finds it.
  mutating func relation(named text: String) -> BodyValue {
    guard let name = QualifiedName(spelling: text) else { return .unknown }
    return found(catalog.relation(name, path: path))
  }

  private mutating func type(named text: String) -> BodyValue {
    guard let name = QualifiedName(spelling: text) else { return .unknown }
    return found(catalog.lookUp(.type, name, path: path))
  }

  private mutating func found(_ lookup: Lookup) -> BodyValue {
    switch lookup {
    case .found(let id): return .object(id)
    case .missing: return .null
    case .unknown:
      isGuess = true
      return .null
    }
  }

  private mutating func cast(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    guard let operand = operands.first(where: { source.nodes[$0].kind != .typeName }) else {
      return .unknown
    }
    let place = source.nodes[operand]
    let names = source.lexed.tokens[node.tokens].filter {
      ($0.start >= source.lexed.tokens[place.tokens].last?.end ?? 0 || $0.end <= place.first)
        && ($0.kind == .identifier || $0.kind == .keyword)
    }
    let type = names.last.map { source.text($0.range).lowercased() } ?? ""
    let value = value(operand)
    switch (type, value) {
    case (_, .null): return .null
    case ("regclass", .text(let text)): return relation(named: text)
    case ("regtype", .text(let text)): return self.type(named: text)
    case ("regnamespace", .text(let text)): return found(catalog.schema(text))
    case ("regclass", .object), ("oid", .object), ("regtype", .object), ("regnamespace", .object):
      return value
    case ("text", .object(let id)), ("name", .object(let id)), ("varchar", .object(let id)):
      return .text(catalog.spelledName(of: id, path: path))
    case ("text", _), ("name", _), ("varchar", _), ("char", _), ("varying", _):
      return value.spelling.map { .text($0) } ?? .unknown
    case ("int", .text(let text)), ("integer", .text(let text)), ("bigint", .text(let text)):
      return Int(text).map { .number($0) } ?? .unknown
    case ("int", .number), ("integer", .number), ("bigint", .number): return value
    case ("bool", .boolean), ("boolean", .boolean): return value
    default:
      if case .array = value { return value }
      return .unknown
    }
  }

  // MARK: - Operators

  private mutating func operation(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    guard operands.count == 2 else { return .unknown }
    let between = Int(source.nodes[operands[0]].end)..<Int(source.nodes[operands[1]].first)
    guard
      let token = source.lexed.tokens[between].last(where: { $0.kind == .operator })
    else { return .unknown }
    let left = value(operands[0])
    let right = value(operands[1])
    switch source.text(token.range) {
    case "=": return left.equals(right)
    case "<>", "!=": return left.equals(right).negated
    case "<": return left.isLess(than: right)
    case ">": return right.isLess(than: left)
    case "<=": return right.isLess(than: left).negated
    case ">=": return left.isLess(than: right).negated
    case "||":
      if left == .null || right == .null { return .null }
      if case .array(let elements) = left, case .array(let more) = right {
        return .array(elements + more)
      }
      guard let start = left.spelling, let end = right.spelling else { return .unknown }
      return .text(start + end)
    case "+": return arithmetic(left, right, +)
    case "-": return arithmetic(left, right, -)
    default: return .unknown
    }
  }

  private func arithmetic(
    _ left: BodyValue, _ right: BodyValue, _ compute: (Int, Int) -> Int
  ) -> BodyValue {
    let limit = 1 << 60
    guard case .number(let first) = left, case .number(let second) = right,
      abs(first) < limit, abs(second) < limit
    else { return .unknown }
    return .number(compute(first, second))
  }

  private mutating func boolean(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    let values = operands.map { value($0) }
    switch node.detail {
    case .not: return values[0].negated
    case .and: return .and(values)
    default: return BodyValue.and(values.map(\.negated)).negated
    }
  }

  /// `IS [NOT] DISTINCT FROM`, `IS [NOT] TRUE | FALSE`
  private mutating func test(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    let left = value(operands[0])
    guard left != .unknown else { return .unknown }
    var result: BodyValue
    switch node.detail {
    case .distinct where operands.count == 2:
      let right = value(operands[1])
      guard right != .unknown else { return .unknown }
      result =
        left == .null || right == .null
        ? .boolean((left == .null) != (right == .null)) : left.equals(right).negated
    case .true, .false: result = .boolean(left == .boolean(node.detail == .true))
    default: return .unknown
    }
    let words = source.lexed.tokens[node.tokens].dropFirst(
      Int(source.nodes[operands[0]].end) - node.tokens.lowerBound)
    if words.prefix(3).contains(where: { $0.keyword == .not }) { result = result.negated }
    return result
  }

  private mutating func membership(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    guard let first = operands.first else { return .unknown }
    let left = value(first)
    var choices = operands.dropFirst()[...]
    if choices.count == 1, let only = choices.first, source.nodes[only].kind == .row {
      choices = children(of: only)[...]
    }
    var tests: [BodyValue] = []
    for choice in choices {
      guard source.nodes[choice].kind == .subquery else {
        tests.append(left.equals(value(choice)))
        continue
      }
      guard let values = firstColumn(of: choice) else { return .unknown }
      tests += values.map { left.equals($0) }
    }
    let isIn = BodyValue.and(tests.map(\.negated)).negated
    return node.detail == .not ? isIn.negated : isIn
  }

  /// `x = ANY (array)`, `x <> ALL (array)`
  private mutating func quantified(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    guard operands.count == 2 else { return .unknown }
    let left = value(operands[0])
    let behind = source.lexed.tokens[Int(source.nodes[operands[0]].end)..<node.tokens.upperBound]
    guard let comparison = behind.first(where: { $0.kind == .operator }) else { return .unknown }
    let elements: [BodyValue]
    if source.nodes[operands[1]].kind == .subquery {
      guard let values = firstColumn(of: operands[1]) else { return .unknown }
      elements = values
    } else {
      guard case .array(let values) = value(operands[1]) else { return .unknown }
      elements = values
    }
    let tests = elements.map { left.equals($0) }
    switch source.text(comparison.range) {
    case "=": return BodyValue.and(tests.map(\.negated)).negated
    case "<>", "!=": return .and(tests.map(\.negated))
    default: return .unknown
    }
  }

  /// LIKE, without escapes.
  private func matches(_ text: String, _ pattern: String) -> Bool {
    let text = Array(text.utf8)
    let pattern = Array(pattern.utf8)
    // Where the last `%` stands, and how much of the text it has taken.
    var star: (pattern: Int, text: Int)?
    var (at, place) = (0, 0)
    while at < text.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "%") {
        star = (place, at)
        place += 1
      } else if place < pattern.count,
        pattern[place] == UInt8(ascii: "_") || pattern[place] == text[at]
      {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        place = last.pattern + 1
        at = last.text + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "%") }
  }

  /// CASE
  private mutating func choice(_ operands: [Int]) -> BodyValue {
    var operand: BodyValue?
    for part in operands {
      guard source.nodes[part].kind == .when else {
        // The operand stands before every WHEN, ELSE behind them.
        if part == operands.first {
          operand = value(part)
          continue
        }
        return value(part)
      }
      let pair = children(of: part)
      guard pair.count == 2 else { return .unknown }
      let condition = operand.map { $0.equals(value(pair[0])) } ?? value(pair[0])
      switch condition.isTrue {
      case true?: return value(pair[1])
      case false?: continue
      case nil: return .unknown
      }
    }
    return .null
  }

  // MARK: - Functions

  private mutating func sqlFunction(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    switch node.detail {
    case .coalesce:
      for operand in operands {
        let value = value(operand)
        if value != .null { return value }
      }
      return .null
    case .currentSchema: return path.schemas.first.map { .text($0) } ?? .null
    default: return .unknown
    }
  }

  private mutating func call(_ parts: [Int]) -> BodyValue {
    guard let first = parts.first, source.nodes[first].kind == .functionName,
      let name = source.name(of: source.nodes[first]),
      name.qualifiers.isEmpty || name.schema?.text == "pg_catalog"
    else { return .unknown }
    let arguments = parts.dropFirst().map { value($0) }
    return builtIn(name.name.text, arguments)
  }

  private mutating func builtIn(_ name: String, _ arguments: [BodyValue]) -> BodyValue {
    func text(_ number: Int) -> String? {
      number < arguments.count ? arguments[number].spelling : nil
    }
    switch (name, arguments.first) {
    case ("to_regclass", .text(let text)): return relation(named: text)
    case ("to_regtype", .text(let text)): return type(named: text)
    case ("to_regnamespace", .text(let text)): return found(catalog.schema(text))
    case ("current_schema", nil): return path.schemas.first.map { .text($0) } ?? .null
    case ("current_setting", .text(let setting)) where arguments.count == 2:
      // One of an extension or of the application: not set, as far as is known.
      guard setting.contains(".") else { return .unknown }
      isGuess = true
      return .null
    case ("format", .text(let pattern)): return format(pattern, Array(arguments.dropFirst()))
    case ("quote_ident", .text(let text)): return .text(quotedIdentifier(text))
    case ("quote_literal", let argument?):
      return argument.spelling.map { .text(quotedLiteral($0)) } ?? .unknown
    case ("concat", _):
      let texts = arguments.map(\.spelling)
      return texts.contains(nil) ? .unknown : .text(texts.compactMap { $0 }.joined())
    case ("lower", .text(let text)): return .text(text.lowercased())
    case ("upper", .text(let text)): return .text(text.uppercased())
    case ("replace", .text(let whole)) where arguments.count == 3:
      guard let old = text(1), let new = text(2), !old.isEmpty else { return .unknown }
      return .text(whole.split(onEach: old).joined(separator: new))
    case ("string_to_array", .text(let whole)) where arguments.count == 2:
      guard let separator = text(1), !separator.isEmpty else { return .unknown }
      return .array(whole.split(onEach: separator).map { .text($0) })
    case ("split_part", .text(let whole)) where arguments.count == 3:
      guard let separator = text(1), !separator.isEmpty, case .number(let number) = arguments[2],
        number > 0
      else { return .unknown }
      let parts = whole.split(onEach: separator)
      return .text(number <= parts.count ? parts[number - 1] : "")
    default: return .unknown
    }
  }

  /// format(): `%s`, `%I`, `%L`, `%%`, also with a position.
  private func format(_ pattern: String, _ arguments: [BodyValue]) -> BodyValue {
    var result = ""
    var next = 0
    var rest = pattern[...]
    while let character = rest.popFirst() {
      guard character == "%" else {
        result.append(character)
        continue
      }
      let digits = rest.prefix { $0.isNumber }
      if !digits.isEmpty, rest.dropFirst(digits.count).first == "$", let number = Int(digits) {
        next = number - 1
        rest = rest.dropFirst(digits.count + 1)
      }
      guard let kind = rest.popFirst() else { return .unknown }
      if kind == "%" {
        result.append("%")
        continue
      }
      guard arguments.indices.contains(next) else { return .unknown }
      let argument = arguments[next]
      next += 1
      let named: String? =
        if case .object(let id) = argument {
          catalog.spelledName(of: id, path: path)
        } else {
          argument.spelling
        }
      guard let named else { return .unknown }
      switch kind {
      case "s": result += named
      case "I": result += quotedIdentifier(named)
      case "L": result += argument == .null ? "NULL" : quotedLiteral(named)
      default: return .unknown
      }
    }
    return .text(result)
  }
}

/// quote_ident
func quotedIdentifier(_ text: String) -> String {
  let token = lex(Array(text.utf8)).tokens.first
  let isWord =
    token.map {
      $0.kind == .identifier || ($0.kind == .keyword && $0.keyword.category == .unreserved)
    }
    ?? false
  let isLower = text.utf8.allSatisfy {
    !(65...90).contains($0) && $0 != UInt8(ascii: "$") && $0 < 128
  }
  if isWord, isLower, token.map({ Int($0.length) }) == text.utf8.count { return text }
  return "\"" + text.split(onEach: "\"").joined(separator: "\"\"") + "\""
}

/// quote_literal, of a text without backslashes.
private func quotedLiteral(_ text: String) -> String {
  "'" + text.split(onEach: "'").joined(separator: "''") + "'"
}

extension String {
  /// The parts between occurrences of another text, which is not empty.
  fileprivate func split(onEach separator: String) -> [String] {
    var parts: [String] = []
    let (bytes, mark) = (Array(utf8), Array(separator.utf8))
    var (start, at) = (0, 0)
    while at + mark.count <= bytes.count {
      if bytes[at..<at + mark.count].elementsEqual(mark) {
        parts.append(String(decoding: bytes[start..<at], as: UTF8.self))
        at += mark.count
        start = at
      } else {
        at += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}

extension QualifiedName {
  /// A name as a text spells it for `regclass`: `app.users`, `"User"`.
  init?(spelling: String) {
    let bytes = Array(spelling.utf8)
    let lexed = lex(bytes)
    guard !lexed.tokens.isEmpty, lexed.tokens.count % 2 == 1 else { return nil }
    for (index, token) in lexed.tokens.enumerated() where (index % 2 == 1) != (token.kind == .dot) {
      return nil
    }
    self.init(lexed.tokens.indices, of: lexed.tokens, in: bytes)
  }
}

extension Catalog {
  /// A relation or type as `regclass` and `regtype` print it: with its schema only where the path does not lead to it.
  func spelledName(of id: ObjectID, path: SearchPath) -> String {
    let object = self[id]
    let name = quotedIdentifier(object.name)
    guard let container = object.container else { return name }
    let schema = self[container].name
    return path.schemas.contains(schema) ? name : quotedIdentifier(schema) + "." + name
  }
}
