/// A type that PostgreSQL brings along. Documentation: System Catalogs, "pg_type". Arrays are not looked up: their name is
/// that of the element behind `_`.
package struct BuiltInTypeRow: Sendable, Equatable {
  /// typtype
  package enum Kind: Character, Sendable {
    case base = "b"
    case pseudo = "p"
    case range = "r"
    case multirange = "m"
  }

  package var kind: Kind
  /// typcategory: N numbers, S strings, D dates and times, …
  package var category: Character
  /// typispreferred
  package var isPreferred: Bool
  /// It may be written with modifiers: `numeric(10,2)`.
  package var takesModifiers: Bool
  package var isCollatable: Bool
  package var hasArrays: Bool
  /// Default operator classes of its own, by access method. `operatorClass(of:method:version:)` finds those of types that
  /// it can be taken for.
  package var operatorClasses: [String: String]

  private static let memo = BuiltInMemo<BuiltInTypeRow>()

  /// A type of pg_catalog, by its name in pg_type; nil where a version has none.
  package static func named(_ name: String, version: Int) -> BuiltInTypeRow? {
    memo.value(name, version: version) {
      BuiltInTable(builtInTypes).entries(name, version: version).flatMap { Self($0[...]) }
    }
  }

  /// A type that an extension of contrib creates, and the extension.
  package static func ofExtension(
    _ name: String, version: Int
  ) -> (extension: String, type: BuiltInTypeRow)? {
    guard let entries = BuiltInTable(extensionTypes).entries(name, version: version),
      let owner = entries.first?.word, let type = Self(entries.dropFirst())
    else { return nil }
    return (String(owner), type)
  }

  private init?(_ entries: ArraySlice<BuiltInTable.Entry>) {
    guard let flags = entries.first?.word, let kind = flags.first.flatMap(Kind.init) else {
      return nil
    }
    let attributes = flags.dropFirst(2)
    var classes: [String: String] = [:]
    for entry in entries.dropFirst() {
      let sides = entry.word.split(separator: "=")
      if let method = sides.first, let name = sides.last { classes[String(method)] = String(name) }
    }
    self.kind = kind
    category = flags.dropFirst().first ?? "X"
    isPreferred = attributes.contains("p")
    takesModifiers = attributes.contains("m")
    isCollatable = attributes.contains("c")
    hasArrays = attributes.contains("a")
    operatorClasses = classes
  }

  /// `anyelement` and the others that stand for the type of an argument.
  static func isPolymorphic(_ name: String) -> Bool { name.hasPrefix("any") }

  /// Whether pg_catalog has a type of this name that a column may have: a base or range type, an array of one, or the
  /// row of a catalog.
  package static func isColumnType(_ name: String, version: Int) -> Bool {
    if name.hasPrefix("_") { return isColumnType(String(name.dropFirst()), version: version) }
    if let type = named(name, version: version) { return type.kind != .pseudo }
    return BuiltInRelation.exists(name, in: "pg_catalog", version: version)
  }

  /// The operator class that an index takes for a type of pg_catalog, or of an extension, if none is named; nil where there
  /// is none, so that CREATE INDEX fails with 42704. indexcmds.c, GetDefaultOpClass: the type's own, or that of a type as which it can be
  /// read without a conversion, the preferred one first.
  ///
  /// - Parameter type: as in pg_type.
  package static func operatorClass(of type: String, method: String, version: Int) -> String? {
    defaultOperatorClass(of: type, method: method, version: version)?.name
  }

  /// The same, with the type that it is for (opcintype): `text` where the type is `varchar`.
  package static func defaultOperatorClass(
    of type: String, method: String, version: Int
  ) -> (name: String, input: String)? {
    func own(_ type: String) -> (name: String, input: String)? {
      named(type, version: version)?.operatorClasses[method].map { ($0, type) }
    }
    if type.hasPrefix("_") || type == "int2vector" { return own("anyarray") }
    guard let found = named(type, version: version) ?? ofExtension(type, version: version)?.type
    else { return nil }
    if let name = found.operatorClasses[method] { return (name, type) }
    switch found.kind {
    case .range: return own("anyrange")
    case .multirange: return own("anymultirange")
    case .base, .pseudo: break
    }
    var first: (name: String, input: String)?
    for (target, cast) in BuiltInCast.casts(from: type, version: version)
    where cast.method == .binary && cast.context == .implicit {
      guard let candidate = named(target, version: version), let inherited = own(target) else {
        continue
      }
      if candidate.isPreferred && candidate.category == found.category { return inherited }
      first = first ?? inherited
    }
    return first
  }
}

/// The tables and views of pg_catalog and information_schema.
package enum BuiltInRelation {
  package static func exists(_ name: String, in schema: String, version: Int) -> Bool {
    BuiltInTable(builtInRelations).entries("\(schema).\(name)", version: version)?.isEmpty == false
  }
}
