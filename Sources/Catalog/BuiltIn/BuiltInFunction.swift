package import SQLSyntax

/// A function or an operator that PostgreSQL or an extension brings along: one of the overloads of its name.
/// Types have the names of pg_type: `int4`, `_text` for an array of text.
package struct BuiltInFunction: Sendable, Equatable {
  /// Of IN and VARIADIC arguments; an array or `any` for VARIADIC.
  package var arguments: [String]
  /// How many of the last arguments may be left out.
  package var defaults = 0
  package var isVariadic = false
  package var result: String
  package var returnsSet = false
  package var volatility: FunctionOptions.Volatility

  /// Whether a call with so many arguments may mean it.
  package func accepts(_ count: Int) -> Bool {
    count >= arguments.count - defaults && (isVariadic || count <= arguments.count)
  }
}

extension BuiltInFunction {
  private static let functions = BuiltInMemo<[BuiltInFunction]>()
  private static let operators = BuiltInMemo<[BuiltInFunction]>()
  private static let ofExtensions = BuiltInMemo<[BuiltInFunction]>()

  /// The overloads of a function in pg_catalog; empty where a version has none, nil where no version has.
  package static func overloads(of name: String, version: Int) -> [BuiltInFunction]? {
    functions.value(name, version: version) {
      BuiltInTable(builtInFunctions).entries(name, version: version).map { $0.map(Self.init) }
    }
  }

  /// The overloads of a function that an extension of contrib creates.
  package static func overloads(
    of name: String, extension: String, version: Int
  ) -> [BuiltInFunction]? {
    let line = name + " " + `extension`
    return ofExtensions.value(line, version: version) {
      BuiltInTable(extensionFunctions).entries(line, version: version).map { $0.map(Self.init) }
    }
  }

  /// The forms of an operator in pg_catalog: with one argument where it stands before its operand, or with two.
  package static func forms(ofOperator name: String, version: Int) -> [BuiltInFunction]? {
    operators.value(name, version: version) {
      BuiltInTable(builtInOperators).entries(name, version: version).map { $0.map(Self.init) }
    }
  }

  /// `arguments[/defaults][...]>[*]result`
  private init(_ entry: BuiltInTable.Entry) {
    volatility =
      switch entry.mode {
      case "i": .immutable
      case "s": .stable
      default: .volatile
      }
    // Between the operator's operands there is no `>`, but in no type's name either.
    let sides = entry.word.split(separator: ">", omittingEmptySubsequences: false)
    result = String(sides.last ?? "")
    if result.hasPrefix("*") {
      returnsSet = true
      result.removeFirst()
    }
    var types = sides.first ?? ""
    if types.hasSuffix("...") {
      isVariadic = true
      types.removeLast(3)
    }
    if let slash = types.lastIndex(of: "/") {
      defaults = Int(types[types.index(after: slash)...]) ?? 0
      types = types[..<slash]
    }
    arguments = types.split(separator: ",").map { String($0) }
  }
}

/// What is known of how often a call must be evaluated, without its arguments' types.
package struct VolatilityBounds: Sendable, Equatable {
  /// Of the overload that depends on least.
  package var least: FunctionOptions.Volatility
  package var most: FunctionOptions.Volatility

  package init(_ volatility: FunctionOptions.Volatility) {
    least = volatility
    most = volatility
  }

  /// Either of both may be meant.
  package func union(_ other: VolatilityBounds) -> VolatilityBounds {
    var bounds = self
    if other.least < bounds.least { bounds.least = other.least }
    if bounds.most < other.most { bounds.most = other.most }
    return bounds
  }
}

extension FunctionOptions.Volatility: Comparable {
  /// Immutable < stable < volatile.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .immutable: 0
    case .stable: 1
    case .volatile: 2
    }
  }
}

extension [BuiltInFunction] {
  /// The volatility of a call with so many arguments; nil where none of these takes as many.
  package func volatility(arguments count: Int) -> VolatilityBounds? {
    var bounds: VolatilityBounds?
    for overload in self where overload.accepts(count) {
      let own = VolatilityBounds(overload.volatility)
      bounds = bounds?.union(own) ?? own
    }
    return bounds
  }

  /// The type of a call's result, if it is the same for all overloads that may be meant; nil also where it is that of the
  /// arguments.
  ///
  /// - Parameter arguments: their types; nil for those that are not known.
  package func result(arguments: [String?]) -> String? {
    let candidates = filter { $0.accepts(arguments.count) }
    let exact = candidates.filter { $0.arguments.count == arguments.count && $0.takes(arguments) }
    var result: String?
    for overload in exact.isEmpty ? candidates : exact {
      guard result == nil || result == overload.result else { return nil }
      result = overload.result
    }
    return result.flatMap { BuiltInTypeRow.isPolymorphic($0) ? nil : $0 }
  }
}

extension BuiltInFunction {
  /// No known type differs from what it wants.
  fileprivate func takes(_ types: [String?]) -> Bool {
    zip(arguments, types).allSatisfy { $1 == nil || $0 == $1 }
  }
}

extension BuiltInFunction {
  /// The volatility of a call of a function in pg_catalog; nil where there is no such function.
  package static func volatility(
    of name: String, arguments: Int, version: Int
  ) -> VolatilityBounds? {
    overloads(of: name, version: version)?.volatility(arguments: arguments)
  }

  /// The volatility of a call of a function that an extension of contrib creates; nil where there is none.
  package static func volatility(
    of name: String, extension: String, arguments: Int, version: Int
  ) -> VolatilityBounds? {
    overloads(of: name, extension: `extension`, version: version)?.volatility(arguments: arguments)
  }
}
