import Catalog
import SQLLexer
import SQLSyntax

/// Schemas, and extensions, which fill them. Documentation: CREATE SCHEMA, CREATE EXTENSION.
extension Replay {
  /// What is not found later in a schema that was made here does not exist. [create_schema]
  mutating func createSchema(_ statement: CreateSchema) throws(ServerError) {
    var name = statement.name
    if name == nil, case .role(let role) = statement.owner { name = role }
    guard let name else { return }
    if name.text.hasPrefix("pg_") {
      throw ServerError("42939", "unacceptable schema name \"\(name.text)\"")
    }
    let known = catalog.schema(name)
    if case .found(let existing) = known {
      // One that was only concluded from its use must have been there, too.
      guard statement.ifNotExists else {
        throw ServerError("42P06", "schema \"\(catalog[existing].name)\" already exists")
      }
      effects.skips = true
      return
    }
    // Of one under a placeholder it is not known that nothing else is in it.
    let isNew = !name.isTemplate && (!statement.ifNotExists || known == .missing)
    catalog.addSchema(name.text, isClosed: isNew, origin: origin)
    guard !statement.elements.isEmpty else { return }
    let path = session.path
    session.path.set([name.text] + path.schemas, isLocal: false)
    defer { session.path = path }
    for element in statement.elements.sorted(by: { $0.elementOrder < $1.elementOrder }) {
      try dispatch(element)
    }
  }

  // MARK: - Extensions

  /// [create_extension]
  mutating func createExtension(_ statement: CreateExtension) throws(ServerError) {
    let name = statement.name
    let known = catalog.object(.other(ObjectType.extension.rawValue), name.text, in: nil)
    // Every new database has plpgsql.
    if known?.id != nil || known == nil && name.text == "plpgsql" {
      guard statement.ifNotExists else { throw .alreadyExists(.extension, name.text) }
      effects.skips = true
      return
    }
    if let schema = statement.schema, catalog.schema(schema) == .missing {
      throw ServerError("3F000", "schema \"\(schema.text)\" does not exist")
    }
    try createOther(OtherObject(type: .extension), QualifiedName(name: name), in: nil)
    if !extensions.contains(name.text) { extensions.append(name.text) }
    // It brings functions, types and tables that the history does not tell of.
    let target: Lookup
    if let schema = statement.schema {
      target = catalog.assumedSchema(schema)
    } else {
      target = catalog.creationSchema(of: QualifiedName(name: name), path: session.path)
    }
    if let schema = target.id { openSchema(schema) }
  }

  /// A schema may hold more than is known.
  mutating func openSchema(_ id: ObjectID) {
    guard catalog.isClosed(id) else { return }
    catalog.update(id) { $0.definition = .schema(Schema(isClosed: false)) }
  }

  /// ALTER EXTENSION … UPDATE may change anything that belongs to it.
  mutating func updateExtension(_ statement: UpdateExtension) throws(ServerError) {
    let named = NamedObject(.extension, QualifiedName(name: statement.name))
    if lookUp(named) == .missing { throw .missing(named) }
    for schema in session.path.schemas {
      if let id = catalog.schema(schema).id { openSchema(id) }
    }
  }

  /// ALTER EXTENSION … ADD, DROP.
  mutating func alterExtensionContents(
    _ statement: AlterExtensionContents
  ) throws(ServerError) {
    let named = NamedObject(.extension, QualifiedName(name: statement.name))
    let lookup = lookUp(named)
    if lookup == .missing { throw .missing(named) }
    let member = lookUp(statement.member)
    if let id = member.id {
      catalog.update(id) { $0.extension = statement.adds ? lookup.id : nil }
    }
  }

  /// Tables whose columns another server knows. [import_foreign_schema]
  mutating func importForeignSchema(_ statement: ImportForeignSchema) throws(ServerError) {
    let server = NamedObject(.foreignServer, QualifiedName(name: statement.server))
    if lookUp(server) == .missing { throw .missing(server) }
    let schema = catalog.assumedSchema(statement.schema)
    guard let id = schema.id else {
      throw ServerError("3F000", "schema \"\(statement.schema.text)\" does not exist")
    }
    openSchema(id)
    notKnown(.creates, .locks, .fails, .rerun)
  }
}

extension Statement {
  /// CREATE SCHEMA runs its elements by kind.
  fileprivate var elementOrder: Int {
    switch node {
    case .createSequence: 0
    case .createTable: 1
    case .view: 2
    case .index: 3
    case .createTrigger: 4
    default: 5
    }
  }
}
