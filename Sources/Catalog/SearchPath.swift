package import SQLSyntax

/// Where names without a schema are looked up. Documentation: Schemas, "The Schema Search Path".
package struct SearchPath: Sendable {
  /// The rest of a longer path is not looked at.
  package static let schemaLimit = 16

  /// PostgreSQL's default, less `"$user"`: a schema of the user's name is rare, and then unknown.
  private static let standard = ["public"]

  private var session = SearchPath.standard
  /// Of SET LOCAL, until the transaction ends.
  private var local: [String]?

  package init() {}

  /// The names of the schemas, in order, those that PostgreSQL adds by itself (pg_temp, pg_catalog) left out.
  package var schemas: [String] { local ?? session }

  /// SET and RESET.
  ///
  /// - Parameter values: nil for RESET and DEFAULT.
  package mutating func set(_ values: [String]?, isLocal: Bool) {
    let named = values.map { values in
      values.lazy.filter { $0 != "$user" && $0 != "pg_catalog" && !$0.isEmpty }
        .prefix(SearchPath.schemaLimit)
    }
    let schemas = named.map(Array.init) ?? SearchPath.standard
    if isLocal {
      local = schemas
    } else {
      (session, local) = (schemas, nil)
    }
  }

  /// Ends what SET LOCAL set.
  package mutating func endTransaction() { local = nil }
}

extension Catalog {
  /// A schema by its name.
  package func schema(_ name: String) -> Lookup {
    if name == "pg_temp" { return .found(temporarySchema) }
    return object(.schema, name, in: nil) ?? .unknown
  }

  /// A schema by its name, which may be a placeholder: the same one is the same schema in all files, however it is spaced
  /// and quoted. That a schema is not there is never known of one, for others may stand for it as well.
  package func schema(_ name: Name) -> Lookup {
    guard name.isTemplate else { return schema(name.text) }
    let known = object(.schema, name.text.unspacedTemplate, in: nil)
    return known?.id.map { .found($0) } ?? .unknown
  }

  /// Something by its name, as PostgreSQL looks for it.
  package func lookUp(
    _ space: NameSpace, _ name: QualifiedName, path: SearchPath
  ) -> Lookup {
    lookUp(name, path) { $0.object(space, name.name.text, in: $1) }
  }

  /// A relation by its name.
  package func relation(_ name: QualifiedName, path: SearchPath) -> Lookup {
    lookUp(.relation, name, path: path)
  }

  /// All functions that a name may stand for: those of the first schema of the path that has any.
  ///
  /// - Returns: nil where there may be others.
  package func functions(_ name: QualifiedName, path: SearchPath) -> [ObjectID]? {
    var found: [ObjectID] = []
    let lookup = lookUp(name, path) { catalog, schema in
      found = catalog.functions(name.name.text, in: schema)
      return found.first.map { .found($0) }
    }
    return lookup == .unknown ? nil : found
  }

  /// - Parameter find: asks the catalogue, which is handed to it: held by a closure, it would be copied.
  private func lookUp(
    _ name: QualifiedName, _ path: SearchPath, in find: (Catalog, ObjectID) -> Lookup?
  ) -> Lookup {
    let lookup = lookUpAsWritten(name, path, in: find)
    // What is gone under one placeholder, another one or a plain name may have made again.
    return lookup == .missing && name.isTemplate ? .unknown : lookup
  }

  private func lookUpAsWritten(
    _ name: QualifiedName, _ path: SearchPath, in find: (Catalog, ObjectID) -> Lookup?
  ) -> Lookup {
    if let qualifier = name.schema {
      guard let schema = schema(qualifier).id else { return .unknown }
      return find(self, schema) ?? (isClosed(schema) ? .missing : .unknown)
    }
    var mayBeElsewhere = false
    if case .found(let id)? = find(self, temporarySchema) { return .found(id) }
    if case .found(let id)? = find(self, systemSchema) { return .found(id) }
    for schemaName in path.schemas {
      guard let schema = schema(schemaName).id else {
        mayBeElsewhere = true
        continue
      }
      switch find(self, schema) {
      case .found(let id): return .found(id)
      case .missing: break
      case .unknown: mayBeElsewhere = true
      case nil: mayBeElsewhere = mayBeElsewhere || !isClosed(schema)
      }
    }
    return mayBeElsewhere ? .unknown : .missing
  }

  package func isClosed(_ schema: ObjectID) -> Bool {
    if case .schema(let schema) = self[schema].definition { schema.isClosed } else { false }
  }

  /// Whether a history that is expected to be whole would have made what a name stands for: it has made other things where
  /// the name is looked up, and has used nothing there that it has not made.
  package func seemsWhole(for name: QualifiedName, path: SearchPath) -> Bool {
    let names = name.schema.map { [$0.text] } ?? path.schemas
    guard !name.isTemplate, !names.isEmpty else { return false }
    return names.allSatisfy { name in
      guard let id = schema(name).id, case .schema(let schema) = self[id].definition else {
        return false
      }
      return schema.isClosed || (schema.isFilled && !schema.hasAssumed)
    }
  }

  /// So much has been made, and all of it could be followed, that what is missing is probably not there.
  package var seemsWhole: Bool { isFollowed && objectCount >= leastWhole }

  /// Nothing has happened that could not be followed.
  package var isFollowed: Bool { openings == 0 }

  /// The history has used something in a schema that it has not made.
  package func hasAssumed(in schema: ObjectID) -> Bool {
    if case .schema(let schema) = self[schema].definition { schema.hasAssumed } else { true }
  }

  /// Something has happened that cannot be followed: any schema may hold more than is known.
  package mutating func open() {
    openings += 1
    for id in schemas where id != temporarySchema && isClosed(id) {
      guard case .schema(var schema) = self[id].definition else { continue }
      schema.isClosed = false
      update(id) { $0.definition = .schema(schema) }
    }
  }

  /// The schema in which a name is created: the one before its dot, or the first of the path. A schema that nobody has
  /// made is taken to exist.
  package mutating func creationSchema(
    of name: QualifiedName, path: SearchPath, isTemporary: Bool = false
  ) -> Lookup {
    if isTemporary { return .found(temporarySchema) }
    if let qualifier = name.schema { return assumedSchema(qualifier) }
    for schemaName in path.schemas {
      let lookup = assumedSchema(schemaName)
      if lookup != .missing { return lookup }
    }
    return .missing
  }

  /// A schema, made if nothing is known of it; missing if it has been dropped.
  package mutating func assumedSchema(_ name: String) -> Lookup {
    assumedSchema(name, schema(name))
  }

  /// The same, by a name that may be a placeholder.
  package mutating func assumedSchema(_ name: Name) -> Lookup {
    assumedSchema(name.text, schema(name))
  }

  private mutating func assumedSchema(_ name: String, _ lookup: Lookup) -> Lookup {
    guard lookup == .unknown else { return lookup }
    return .found(addSchema(name, isClosed: false, origin: .before))
  }

  /// `app.users`: a name that does not depend on the search path.
  package func qualifiedName(_ id: ObjectID) -> String {
    guard let container = self[id].container else { return self[id].name }
    return self[container].name + "." + self[id].name
  }
}

/// Histories with fewer objects say little of what is not in them.
private let leastWhole = 30
