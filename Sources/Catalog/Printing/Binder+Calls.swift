import SQLLexer
import SQLSyntax

/// The version whose functions are asked for: the newest, which has those of the others but for a few.
private let signatureVersion = 18

extension Binder {
  // MARK: ParseFuncOrColumn

  mutating func functionCall(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard let nameNode = parts.first, file.nodes[nameNode].kind == .functionName,
      let name = QualifiedName(
        file.nodes[nameNode].tokens, of: file.lexed.tokens, in: file.bytes),
      !name.isTemplate
    else { return written(index) }
    let plain = parts.dropFirst().filter { isPlainArgument($0) }
    let arguments = plain.map { expression($0) }
    guard plain.count == parts.count - 1, !hasCallWords(index, parts) else {
      // An aggregate or a window function: what type it has is all that is asked for.
      var call = written(index)
      if let overloads = BuiltInFunction.overloads(of: name.name.text, version: signatureVersion) {
        call.type = self.call(name.name.text, arguments, overloads).result
      } else {
        call.type = scope.function(name, arguments: arguments.count)?.result
      }
      return call
    }
    if name.schema == nil || name.schema?.text == "pg_catalog",
      let overloads = BuiltInFunction.overloads(of: name.name.text, version: signatureVersion),
      overloads.contains(where: { $0.accepts(arguments.count) })
    {
      return function(name.name.text, arguments, overloads)
    }
    return userFunction(name, arguments)
  }

  private func isPlainArgument(_ index: Int) -> Bool {
    switch file.nodes[index].kind {
    case .filter, .window, .orderBy, .name, .namedArgument: false
    default: true
    }
  }

  /// DISTINCT, VARIADIC, `*`: what an aggregate or few others have.
  private func hasCallWords(_ index: Int, _ parts: [Int]) -> Bool {
    var position = Int(file.nodes[parts[0]].end)
    for part in parts.dropFirst() {
      let gap = position..<max(position, Int(file.nodes[part].first))
      if has(.distinct, in: gap) || has(.variadic, in: gap) { return true }
      position = Int(file.nodes[part].end)
    }
    return file.lexed.tokens[position..<Int(file.nodes[index].end)].contains {
      $0.kind == .operator
    }
  }

  private mutating func userFunction(
    _ name: QualifiedName, _ arguments: [TypedExpression]
  ) -> TypedExpression {
    guard let found = scope.function(name, arguments: arguments.count) else {
      isExact = false
      // An extension's, most likely, whose objects stand in public.
      let schema = name.schema.map { quotedName($0.text) } ?? "public"
      let typed = arguments.map { settledArgument($0) }
      return TypedExpression(.function("\(schema).\(quotedName(name.name.text))", typed), nil)
    }
    objects.insert(found.id)
    var typed: [TypedExpression] = []
    let variadic = found.isVariadic ? found.arguments.count - 1 : Int.max
    for (place, argument) in arguments.enumerated() {
      let isVariadic = place >= variadic
      let declared = isVariadic ? found.arguments.last : found.arguments.dropFirst(place).first
      let wanted = isVariadic ? declared??.element : declared.flatMap { $0 }
      if let wanted {
        typed.append(coerce(argument, to: wanted.withoutModifier, .implicit))
      } else {
        isExact = false
        typed.append(settledArgument(argument))
      }
    }
    if variadic < typed.count {
      typed[variadic...] = [variadicArray(typed[variadic...], found.arguments.last.flatMap { $0 })]
    }
    return TypedExpression(.userFunction(found.id, typed), found.result?.withoutModifier)
  }

  private mutating func settledArgument(_ argument: TypedExpression) -> TypedExpression {
    argument.isUntyped ? coerce(argument, to: DataType("text"), .implicit) : argument
  }

  /// A call of a function of pg_catalog.
  mutating func function(
    _ name: String, _ arguments: [TypedExpression], _ overloads: [BuiltInFunction]? = nil
  ) -> TypedExpression {
    let call = call(name, arguments, overloads)
    return TypedExpression(.function(quotedName(name), call.arguments), call.result)
  }

  /// The arguments of a function of pg_catalog as it takes them, and its result.
  mutating func call(
    _ name: String, _ arguments: [TypedExpression], _ overloads: [BuiltInFunction]? = nil
  ) -> (arguments: [TypedExpression], result: DataType?) {
    let overloads =
      overloads ?? BuiltInFunction.overloads(of: name, version: signatureVersion) ?? []
    let types = arguments.compactMap(\.type)
    guard types.count == arguments.count, let call = resolveFunction(overloads, types) else {
      isExact = false
      if types.count == arguments.count, areMissing(overloads, types) {
        missing = missing ?? .function(name)
      }
      let signature = overloads.filter { $0.accepts(arguments.count) }
      let results = Set(signature.map(\.result))
      let result = results.count == 1 ? results.first.map { DataType(catalogName: $0[...]) } : nil
      return (arguments.map { settledArgument($0) }, result)
    }
    let typed = zip(arguments, call.arguments).map { argument, wanted in
      if wanted.builtIn == "regclass", argument.isUntyped,
        case .constant(let value?) = argument.form
      {
        return registered(value, wanted)
      }
      return coerce(argument, to: wanted, .implicit)
    }
    guard let first = call.firstVariadic, first < typed.count else { return (typed, call.result) }
    return (
      typed[..<first] + [variadicArray(typed[first...], call.arguments[first].array)], call.result
    )
  }

  /// Arguments that are passed as one array.
  private func variadicArray(
    _ arguments: ArraySlice<TypedExpression>, _ type: DataType?
  ) -> TypedExpression {
    let list = TypedExpression(.array(Array(arguments)), type)
    return TypedExpression(.phrase(["VARIADIC ", ""], [list], isClosed: true), type)
  }

  // MARK: Functions with a grammar of their own

  mutating func sqlFunction(_ index: Int) -> TypedExpression {
    let node = file.nodes[index]
    let parts = file.nodes.operands(of: index)
    if let type = valueFunctionType(node.detail) {
      var words = node.detail.spelling.uppercased()
      if let number = file.lexed.tokens[node.tokens].first(where: { $0.kind == .integer }) {
        words += "(\(file.text(number.range)))"
      }
      return TypedExpression(.phrase([words], [], isClosed: true), DataType(type))
    }
    switch node.detail {
    case .coalesce: return common("COALESCE", parts)
    case .greatest: return common("GREATEST", parts)
    case .least: return common("LEAST", parts)
    case .nullif:
      guard parts.count == 2 else { return written(index) }
      let left = expression(parts[0])
      let comparison = infix("=", left, expression(parts[1]))
      guard case .infix(_, let first, let second) = comparison.form else { return comparison }
      return TypedExpression(
        .special("NULLIF", [first, second]), left.isUntyped ? first.type : left.type)
    case .extract: return extract(index, parts)
    case .substring: return substring(index, parts)
    case .trim: return trim(index, parts)
    case .position:
      guard parts.count == 2 else { return written(index) }
      let (typed, result) = call("position", [expression(parts[1]), expression(parts[0])])
      return TypedExpression(
        .phrase(["POSITION((", ") IN (", "))"], [typed[1], typed[0]], isClosed: true), result)
    case .overlay: return overlay(index, parts)
    default: return written(index)
    }
  }

  /// transformSQLValueFunction
  private func valueFunctionType(_ word: Keyword) -> String? {
    switch word {
    case .currentDate: "date"
    case .currentTime: "timetz"
    case .currentTimestamp: "timestamptz"
    case .localtime: "time"
    case .localtimestamp: "timestamp"
    case .currentRole, .currentUser, .user, .sessionUser, .currentCatalog, .currentSchema: "name"
    default: nil
    }
  }

  /// COALESCE, GREATEST, LEAST
  private mutating func common(_ word: String, _ parts: [Int]) -> TypedExpression {
    let typed = parts.map { expression($0) }
    guard let type = commonType(typed) else {
      isExact = false
      return TypedExpression(
        .special(word, typed.map { settledArgument($0) }), typed.lazy.compactMap(\.type).first)
    }
    return TypedExpression(.special(word, typed.map { coerce($0, to: type, .implicit) }), type)
  }

  private mutating func extract(_ index: Int, _ parts: [Int]) -> TypedExpression {
    guard let source = parts.last else { return written(index) }
    let token = file.lexed.tokens[Int(file.nodes[index].first) + 2]
    let isString = token.kind == .string || token.kind == .escapeString
    let field = isString ? file.stringValue(token) : Name(token, in: file.bytes).text
    let name = TypedExpression(.constant(field), DataType("unknown"))
    let (typed, result) = call("extract", [name, expression(source)])
    guard typed.count == 2 else { return written(index) }
    return TypedExpression(
      .phrase(["EXTRACT(\(quotedName(field)) FROM ", ")"], [typed[1]], isClosed: true), result)
  }

  private mutating func substring(_ index: Int, _ parts: [Int]) -> TypedExpression {
    guard parts.count > 1 else { return written(index) }
    let words = parts.indices.dropFirst().map {
      tokens(between: parts[$0 - 1], and: parts[$0])
    }
    guard let first = words.first, has(.from, in: first) || has(.for, in: first) else {
      if words.contains(where: { has(.similar, in: $0) }) { return written(index) }
      return function("substring", parts.map { expression($0) })
    }
    var arguments = parts.map { expression($0) }
    if has(.for, in: first) {
      // Without FROM, from 1.
      let length = arguments.remove(at: 1)
      let one = TypedExpression(.constant("1"), DataType("int4"))
      arguments = [arguments[0], arguments.count > 1 ? arguments[1] : one, length]
    }
    let (typed, result) = call("substring", arguments)
    if typed[1].type?.builtIn != "int4" {
      return TypedExpression(.function("\"substring\"", typed), result)
    }
    let parts =
      typed.count > 2 ? ["SUBSTRING(", " FROM ", " FOR ", ")"] : ["SUBSTRING(", " FROM ", ")"]
    return TypedExpression(.phrase(parts, typed, isClosed: true), result)
  }

  private mutating func trim(_ index: Int, _ parts: [Int]) -> TypedExpression {
    let node = file.nodes[index]
    guard let last = parts.last, parts.count < 3 else { return written(index) }
    let head = file.lexed.tokens[Int(node.first) + 2].keyword
    let (function, side) =
      switch head {
      case .leading: ("ltrim", "LEADING")
      case .trailing: ("rtrim", "TRAILING")
      default: ("btrim", "BOTH")
      }
    // `TRIM(characters FROM text)`, `TRIM(text, characters)`
    let isReversed = parts.count == 2 && has(.from, in: tokens(between: parts[0], and: last))
    let ordered = isReversed ? Array(parts.reversed()) : parts
    let (typed, result) = call(function, ordered.map { expression($0) })
    if typed.count == 1 {
      return TypedExpression(.phrase(["TRIM(\(side) FROM ", ")"], typed, isClosed: true), result)
    }
    return TypedExpression(
      .phrase(["TRIM(\(side) ", " FROM ", ")"], [typed[1], typed[0]], isClosed: true), result)
  }

  private mutating func overlay(_ index: Int, _ parts: [Int]) -> TypedExpression {
    guard parts.count > 2, has(.placing, in: tokens(between: parts[0], and: parts[1])) else {
      return function("overlay", parts.map { expression($0) })
    }
    let (typed, result) = call("overlay", parts.map { expression($0) })
    let words = ["OVERLAY(", " PLACING ", " FROM "] + (typed.count > 3 ? [" FOR "] : []) + [")"]
    return TypedExpression(.phrase(words, typed, isClosed: true), result)
  }

  /// `AT TIME ZONE` is the function timezone.
  mutating func atTimeZone(_ index: Int) -> TypedExpression {
    let parts = file.nodes.operands(of: index)
    guard parts.count == 2 else { return written(index) }
    let (typed, result) = call("timezone", [expression(parts[1]), expression(parts[0])])
    return TypedExpression(
      .phrase(["", " AT TIME ZONE ", ""], [typed[1], typed[0]], isClosed: false), result)
  }
}
