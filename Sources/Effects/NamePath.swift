package import SQLSyntax

/// A relation as the database looks it up: what the search path and `public` do to its name is
/// settled.
package struct RelationKey: Hashable, Sendable {
  /// Empty for `public`, and for names without a schema where the search path is unknown.
  package var schema: String
  package var name: String

  package init(schema: String, name: String) {
    self.schema = schema
    self.name = name
  }
}

/// Where names without a schema are looked up, as far as the migration tells.
///
/// A connection's search path is mostly set outside of the files. As long as a file does not set
/// it, a name without a schema and the same name in `public` are taken as one, since that is where
/// the default path creates. Every other schema is a place of its own.
package struct NamePath: Sendable {
  /// The rest of a longer path is not looked at.
  package static let schemaLimit = 8
  /// The schema of temporary relations, which is looked at first.
  static let temporarySchema = "pg_temp"

  /// As in `RelationKey`; new relations are made in the first one.
  private var session = [""]
  /// Of SET LOCAL, until the transaction ends.
  private var local: [String]?

  package init() {}

  private var schemas: [String] { local ?? session }

  /// Follows SET and RESET.
  package mutating func apply(_ set: VariableSet) {
    guard set.parameter == "search_path" || set.parameter == "all" else { return }
    let named = (set.values ?? []).lazy
      .filter { $0 != "$user" && $0 != "pg_catalog" && !$0.isEmpty }
      .prefix(NamePath.schemaLimit)
      .map(NamePath.schema)
    let schemas = named.isEmpty ? [""] : Array(named)
    switch set.scope {
    case .session: (session, local) = (schemas, nil)
    case .local: local = schemas
    }
  }

  /// Ends what SET LOCAL set.
  package mutating func endTransaction() { local = nil }

  private static func schema(_ name: String) -> String { name == "public" ? "" : name }

  /// The key of a relation that is made under this name.
  package func keyOfNew(_ name: QualifiedName, isTemporary: Bool = false) -> RelationKey {
    if isTemporary { return RelationKey(schema: NamePath.temporarySchema, name: name.name.text) }
    if let schema = name.schema {
      return RelationKey(schema: NamePath.schema(schema.text), name: name.name.text)
    }
    return RelationKey(schema: schemas[0], name: name.name.text)
  }

  /// The keys that a name may stand for, in the order in which PostgreSQL looks.
  package func candidates(_ name: QualifiedName) -> [RelationKey] {
    if name.schema != nil { return [keyOfNew(name)] }
    return ([NamePath.temporarySchema] + schemas)
      .map { RelationKey(schema: $0, name: name.name.text) }
  }
}
