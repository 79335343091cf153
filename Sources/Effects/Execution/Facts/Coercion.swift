package import Catalog

/// How PostgreSQL gets from one type to another (parse_coerce.c). Casts that CREATE CAST made are given as facts.
package struct CoercionRules: Sendable {
  package struct Pair: Hashable, Sendable {
    package var source: CoercionType
    package var target: CoercionType

    package init(_ source: CoercionType, _ target: CoercionType) {
      self.source = source
      self.target = target
    }
  }

  package var version: Int
  /// Of CREATE CAST, between types without modifiers.
  package var casts: [Pair: BuiltInCast]

  package init(version: Int, casts: [Pair: BuiltInCast] = [:]) {
    self.version = version
    self.casts = casts
  }

  /// CoercionPathType
  enum Path: Equatable {
    /// The same bytes: RelabelType.
    case relabel
    case function
    /// By way of text: CoerceViaIO.
    case text
    /// Element by element: ArrayCoerceExpr.
    case array
  }

  enum Answer: Equatable {
    case path(Path)
    case none
    case unknown
  }

  /// Whether a value of one type is converted to the other in a context; nil where it is not known. False for an assignment
  /// is 42804, for an explicit cast 42846.
  package func canCoerce(
    _ source: CoercionType, to target: CoercionType, _ context: BuiltInCast.Context
  ) -> Bool? {
    switch path(from: source, to: target, context) {
    case .path: true
    case .none: false
    case .unknown: nil
    }
  }

  /// find_coercion_pathway, with the rows that can_coerce_type accepts beside.
  func path(
    from source: CoercionType, to target: CoercionType, _ context: BuiltInCast.Context
  ) -> Answer {
    if source.identity == target.identity, source != .unknown(nil) { return .path(.relabel) }
    let (source, target) = (source.baseType.identity, target.baseType.identity)
    if source.isUnknown || target.isUnknown { return .unknown }
    if source == target { return .path(.relabel) }
    if let cast = cast(from: source, to: target) {
      guard cast.context.reaches(context) else { return .none }
      switch cast.method {
      case .binary: return .path(.relabel)
      case .function: return .path(.function)
      case .inOut: return .path(.text)
      }
    }
    if let from = source.element, let to = target.element, !target.isVector {
      switch path(from: from, to: to, context) {
      case .path: return .path(.array)
      case .unknown: return .unknown
      case .none: break
      }
    }
    if context != .implicit, isString(target) { return .path(.text) }
    if context == .explicit, isString(source) { return .path(.text) }
    // A row of a table that inherits from the other, or of a typed one.
    if case .composite = source, case .composite = target { return .unknown }
    return .none
  }

  /// Of pg_type.
  func row(_ name: String) -> BuiltInTypeRow? {
    BuiltInTypeRow.named(name, version: version)
      ?? BuiltInTypeRow.ofExtension(name, version: version)?.type
  }

  /// Type category S. Documentation: System Catalogs, "typcategory Codes".
  private func isString(_ type: CoercionType) -> Bool {
    guard case .base(let name, _) = type else { return false }
    return row(name)?.category == "S"
  }

  private func cast(from source: CoercionType, to target: CoercionType) -> BuiltInCast? {
    if let cast = casts[Pair(source, target)] { return cast }
    guard let from = source.name, let to = target.name else { return nil }
    return BuiltInCast.cast(from: from, to: to, version: version)
  }
}

extension BuiltInCast.Context {
  /// Whether a cast for this context serves in another one: an implicit one in all.
  fileprivate func reaches(_ wanted: Self) -> Bool {
    switch (self, wanted) {
    case (.implicit, _), (_, .explicit), (.assignment, .assignment): true
    default: false
    }
  }
}

extension CoercionType {
  /// typelem, of those types of which PostgreSQL converts elements: arrays and the old vectors.
  fileprivate var element: CoercionType? {
    switch self {
    case .array(let element): element
    case .base("int2vector", _): .base("int2")
    case .base("oidvector", _): .base("oid")
    default: nil
    }
  }

  /// In pg_type, of built-in types and those of contrib.
  fileprivate var name: String? {
    switch self {
    case .base(let name, _): name
    case .array(.base(let name, _)): "_" + name
    default: nil
    }
  }

  fileprivate var isVector: Bool {
    switch self {
    case .base("int2vector", _), .base("oidvector", _): true
    default: false
    }
  }
}
