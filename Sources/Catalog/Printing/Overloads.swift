/// parse_func.c and parse_oper.c: which of several functions or operators of one name is meant.
extension Binder {
  /// An operator with its operands as it takes them.
  struct ResolvedCall {
    var arguments: [DataType]
    var result: DataType
    var firstVariadic: Int?
  }

  /// The form of an operator for operands of these types; one for a prefix operator. nil where there is none, or none
  /// that is better than all others.
  func resolveOperator(_ name: String, _ inputs: [DataType]) -> ResolvedCall? {
    guard let forms = CatalogTypes.operators[name] else { return nil }
    let candidates = inputs.count == 2 ? forms.infix : forms.prefix
    var inputs = inputs.map(\.withoutModifier)
    // binary_oper_exact: a constant is of the type of the other operand, if that makes an operator.
    var exact = inputs
    var wasUntyped = false
    if inputs.count == 2 {
      if exact[0].builtIn == "unknown" {
        exact[0] = exact[1]
        wasUntyped = true
      } else if exact[1].builtIn == "unknown" {
        exact[1] = exact[0]
        wasUntyped = true
      }
    }
    if let form = candidates.first(where: { $0.arguments == exact }) {
      return resolved(form, exact)
    }
    if wasUntyped, baseType(exact[0]) != exact[0] {
      let base = baseType(exact[0])
      if let form = candidates.first(where: { $0.arguments == [base, base] }) {
        return resolved(form, form.arguments)
      }
    }
    guard let form = select(candidates, &inputs) else { return nil }
    return resolved(form, inputs)
  }

  /// The overload of a function of pg_catalog for arguments of these types.
  func resolveFunction(_ overloads: [BuiltInFunction], _ inputs: [DataType]) -> ResolvedCall? {
    var inputs = inputs.map(\.withoutModifier)
    let candidates = overloads.filter { $0.accepts(inputs.count) }
      .map { Signature($0, count: inputs.count) }
    if let form = candidates.first(where: { $0.arguments == inputs }) {
      return resolved(form, inputs)
    }
    guard let form = select(candidates, &inputs) else { return nil }
    return resolved(form, inputs)
  }

  /// Whether pg_catalog has no form of an operator for operands of these types, all of which are its own.
  func isMissing(_ name: String, _ inputs: [DataType]) -> Bool {
    guard let forms = CatalogTypes.operators[name], inputs.allSatisfy({ $0.builtIn != nil }) else {
      return false
    }
    let inputs = inputs.map(\.withoutModifier)
    return !(inputs.count == 2 ? forms.infix : forms.prefix).contains { matches($0, inputs) }
  }

  /// The same of functions.
  func areMissing(_ overloads: [BuiltInFunction], _ inputs: [DataType]) -> Bool {
    guard inputs.allSatisfy({ $0.builtIn != nil }) else { return false }
    let inputs = inputs.map(\.withoutModifier)
    return !overloads.contains {
      $0.accepts(inputs.count) && matches(Signature($0, count: inputs.count), inputs)
    }
  }

  // MARK: func_select_candidate

  private func select(_ all: [Signature], _ inputs: inout [DataType]) -> Signature? {
    let bases = inputs.map { $0.builtIn == "unknown" ? $0 : baseType($0) }
    var candidates = all.filter { matches($0, bases) }
    if candidates.count < 2 { return candidates.first }
    let known = bases.indices.filter { bases[$0].builtIn != "unknown" }
    keepBest(&candidates) { candidate in
      known.count { candidate.arguments[$0] == bases[$0] }
    }
    if candidates.count == 1 { return candidates[0] }
    let categories = bases.map { category($0) }
    keepBest(&candidates) { candidate in
      known.count {
        let argument = candidate.arguments[$0]
        return argument == bases[$0]
          || isPreferred(argument) && category(argument) == categories[$0]
      }
    }
    if candidates.count == 1 { return candidates[0] }
    guard known.count < bases.count else { return nil }
    keepCategories(&candidates, bases)
    if candidates.count == 1 { return candidates[0] }
    // All that is known is of one type: perhaps the constants are, too.
    guard let first = known.first, known.allSatisfy({ bases[$0] == bases[first] }) else {
      return nil
    }
    let same = bases.map { _ in bases[first] }
    let fitting = candidates.filter { matches($0, same) }
    return fitting.count == 1 ? fitting[0] : nil
  }

  private func matches(_ candidate: Signature, _ bases: [DataType]) -> Bool {
    for place in bases.indices where !canCoerce(base: bases[place], to: candidate.arguments[place])
    {
      return false
    }
    return true
  }

  private func keepBest(_ candidates: inout [Signature], by score: (Signature) -> Int) {
    let scores = candidates.map(score)
    let best = scores.max() ?? 0
    candidates = zip(candidates, scores).filter { $0.1 == best }.map(\.0)
  }

  /// Decides by the category of types that the candidates want where constants are; a string if any of them does.
  private func keepCategories(_ candidates: inout [Signature], _ bases: [DataType]) {
    let string = UInt8(ascii: "S")
    var wanted: [(place: Int, category: UInt8, hasPreferred: Bool)] = []
    for place in bases.indices where bases[place].builtIn == "unknown" {
      let all = candidates.map { category($0.arguments[place]) }
      guard all.contains(string) || all.allSatisfy({ $0 == all[0] }) else { return }
      let chosen = all.contains(string) ? string : all[0]
      let hasPreferred = candidates.contains {
        category($0.arguments[place]) == chosen && isPreferred($0.arguments[place])
      }
      wanted.append((place, chosen, hasPreferred))
    }
    let kept = candidates.filter { candidate in
      wanted.allSatisfy { place, chosen, hasPreferred in
        category(candidate.arguments[place]) == chosen
          && (!hasPreferred || isPreferred(candidate.arguments[place]))
      }
    }
    if !kept.isEmpty { candidates = kept }
  }

  // MARK: enforce_generic_type_consistency

  /// Puts real types in the place of polymorphic ones.
  private func resolved(_ form: Signature, _ inputs: [DataType]) -> ResolvedCall {
    var element: DataType?
    var range: DataType?
    var compatible: [DataType] = []
    for (argument, input) in zip(form.arguments, inputs) where input.builtIn != "unknown" {
      let input = baseType(input)
      switch argument.builtIn {
      case "anyelement", "anynonarray", "anyenum": element = element ?? input
      case "anyarray": element = element ?? input.element
      case "anyrange", "anymultirange":
        range = range ?? input
        element = element ?? rangeElement(input)
      case "anycompatible", "anycompatiblenonarray": compatible.append(input)
      case "anycompatiblearray": if let element = input.element { compatible.append(element) }
      default: break
      }
    }
    let common = commonType(compatible) ?? DataType("text")
    func real(_ type: DataType) -> DataType {
      switch type.builtIn {
      case "anyelement", "anynonarray", "anyenum": element ?? DataType("text")
      case "anyarray": (element ?? DataType("text")).array
      case "anyrange", "anymultirange": range ?? type
      case "anycompatible", "anycompatiblenonarray": common
      case "anycompatiblearray": common.array
      default: type
      }
    }
    return ResolvedCall(
      arguments: form.arguments.map(real), result: real(form.result),
      firstVariadic: form.firstVariadic)
  }

  private func rangeElement(_ type: DataType) -> DataType? {
    switch type.builtIn {
    case "int4range", "int4multirange": DataType("int4")
    case "int8range", "int8multirange": DataType("int8")
    case "numrange", "nummultirange": DataType("numeric")
    case "tsrange", "tsmultirange": DataType("timestamp")
    case "tstzrange", "tstzmultirange": DataType("timestamptz")
    case "daterange", "datemultirange": DataType("date")
    default: nil
    }
  }
}
