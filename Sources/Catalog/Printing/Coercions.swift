/// parse_coerce.c: which type can be taken for which other one, and what that adds to an expression.
extension Binder {
  /// The type under a domain, without modifiers.
  func baseType(_ type: DataType) -> DataType {
    var type = type.withoutModifier
    while !type.isArray, case .user(let id) = type.base, let base = scope.baseType(of: id) {
      type = base.withoutModifier
    }
    return type
  }

  /// typcategory
  func category(_ type: DataType) -> UInt8 {
    let base = baseType(type)
    if base.isArray { return UInt8(ascii: "A") }
    switch base.base {
    case .builtIn(let name): return CatalogTypes.categories[name]?.letter ?? UInt8(ascii: "U")
    // Composite types have another one, and few constants.
    case .user: return UInt8(ascii: "E")
    case .named: return UInt8(ascii: "U")
    }
  }

  func isPreferred(_ type: DataType) -> Bool {
    type.builtIn.flatMap { CatalogTypes.categories[$0]?.isPreferred } ?? false
  }

  /// find_coercion_pathway, can_coerce_type
  func canCoerce(
    _ source: DataType, to target: DataType, _ context: BuiltInCast.Context = .implicit
  ) -> Bool {
    canCoerce(base: baseType(source), to: baseType(target), context)
  }

  /// The same for types that are no domains.
  func canCoerce(
    base source: DataType, to target: DataType, _ context: BuiltInCast.Context = .implicit
  ) -> Bool {
    if source == target { return true }
    if let name = target.builtIn, let type = CatalogTypes.categories[name], type.isPseudo {
      return takes(name, source)
    }
    if source.builtIn == "unknown" { return true }
    if let from = source.element, let to = target.element {
      if canCoerce(from, to: to, context) { return true }
    } else if let from = source.builtIn, let to = target.builtIn,
      let cast = CatalogTypes.casts[from]?[to]
    {
      return cast.rank <= context.rank
    }
    // By way of text.
    switch context {
    case .implicit: return false
    case .assignment: return category(target) == UInt8(ascii: "S")
    case .explicit:
      return category(target) == UInt8(ascii: "S") || category(source) == UInt8(ascii: "S")
    }
  }

  /// Whether a type can stand for a polymorphic one.
  private func takes(_ pseudo: String, _ source: DataType) -> Bool {
    let isUntyped = source.builtIn == "unknown"
    switch pseudo {
    case "any", "anyelement", "anycompatible": return true
    case "anyarray", "anycompatiblearray": return isUntyped || source.isArray
    case "anynonarray", "anycompatiblenonarray": return isUntyped || !source.isArray
    case "anyenum":
      if case .user = source.base { return !source.isArray }
      return isUntyped
    case "anyrange", "anycompatiblerange":
      return isUntyped || source.builtIn?.hasSuffix("range") == true && !isMultirange(source)
    case "anymultirange", "anycompatiblemultirange": return isUntyped || isMultirange(source)
    default: return isUntyped
    }
  }

  private func isMultirange(_ type: DataType) -> Bool {
    type.builtIn?.hasSuffix("multirange") ?? false
  }

  // MARK: coerce_to_target_type

  /// An expression as another type.
  ///
  /// - Parameter isImplicit: nobody wrote the cast.
  mutating func coerce(
    _ expression: TypedExpression, to target: DataType, _ context: BuiltInCast.Context,
    isImplicit: Bool = true
  ) -> TypedExpression {
    guard let type = expression.type else {
      if isImplicit { return expression }
      return TypedExpression(.cast(expression, isImplicit: false), target)
    }
    let isConstant = expression.isUntyped && expression.isConstant
    let result = coerceType(expression, to: target, context, isImplicit)
    guard target.modifier != result.type?.modifier, isKnownLength(target) else { return result }
    if target.modifier < 0, isImplicit || type.withoutModifier != target { return result }
    // coerce_type_typmod: only the outer one of two casts shows.
    var inner = result
    if !isConstant, case .cast(let operand, false) = result.form, type != result.type {
      inner.form = .cast(operand, isImplicit: true)
    }
    return TypedExpression(.cast(inner, isImplicit: isImplicit), target)
  }

  /// Domains and types of users have no modifiers of their own.
  private func isKnownLength(_ type: DataType) -> Bool {
    if case .builtIn = type.base { true } else { false }
  }

  /// coerce_type: without the length.
  private mutating func coerceType(
    _ expression: TypedExpression, to target: DataType, _ context: BuiltInCast.Context,
    _ isImplicit: Bool
  ) -> TypedExpression {
    guard let type = expression.type else { return expression }
    let wanted = target.withoutModifier
    if type.withoutModifier == wanted { return expression }
    if let name = wanted.builtIn, CatalogTypes.categories[name]?.isPseudo == true {
      return expression
    }
    if case .collate(let inner, let collation) = expression.form {
      // The collation stays outside.
      let typed = coerceType(inner, to: target, context, isImplicit)
      return TypedExpression(.collate(typed, collation), typed.type)
    }
    if expression.isUntyped, case .constant(let value) = expression.form {
      let base = baseType(wanted)
      // The one type whose constants know their length at once.
      let modifier = base.builtIn == "interval" ? target.modifier : -1
      let constant = typedConstant(
        value, DataType(base.base, modifier: modifier, isArray: base.isArray))
      return base == wanted
        ? constant : TypedExpression(.cast(constant, isImplicit: isImplicit), wanted)
    }
    if !canCoerce(type, to: wanted, context) { isExact = false }
    return TypedExpression(.cast(expression, isImplicit: isImplicit), wanted)
  }

  // MARK: select_common_type

  /// The type that several expressions have in common: of CASE, COALESCE, ARRAY, IN.
  func commonType(_ expressions: [TypedExpression]) -> DataType? {
    var types: [DataType] = []
    for expression in expressions {
      guard let type = expression.type else { return nil }
      types.append(type.withoutModifier)
    }
    return commonType(types)
  }

  func commonType(_ types: [DataType]) -> DataType? {
    guard let first = types.first else { return nil }
    if first.builtIn != "unknown", types.allSatisfy({ $0 == first }) { return first }
    var common = baseType(first)
    for type in types.dropFirst() {
      let next = baseType(type)
      if next.builtIn == "unknown" || next == common { continue }
      if common.builtIn == "unknown" {
        common = next
      } else if !isPreferred(common), canCoerce(common, to: next), !canCoerce(next, to: common) {
        common = next
      }
    }
    return common.builtIn == "unknown" ? DataType("text") : common
  }
}

extension BuiltInCast.Context {
  /// How much is allowed: what an assignment may convert, an explicit cast may as well.
  fileprivate var rank: Int {
    switch self {
    case .implicit: 0
    case .assignment: 1
    case .explicit: 2
    }
  }
}
