import Catalog
import SQLLexer
import SQLSyntax

/// ALTER … RENAME and SET SCHEMA. Documentation: ALTER TABLE and its kin.
///
/// Locks, measured on 14 to 18: AccessExclusiveLock on a relation [rename_table, rename_column, rename_constraint], also on
/// an index that ALTER TABLE names; ALTER INDEX takes ShareUpdateExclusiveLock on the index alone [alter_index_rename].
extension Replay {
  mutating func rename(_ rename: Rename) throws(ServerError) {
    switch rename.object {
    case .column, .attribute: try renameColumn(rename)
    case .tableConstraint, .domainConstraint: try renameConstraint(rename)
    case .trigger, .rule, .policy: try renameAttached(rename)
    default:
      if let kind = RelationKind(rename.object) {
        try renameRelation(rename, kind)
      } else {
        try renameObject(rename)
      }
    }
  }

  private mutating func renameRelation(
    _ rename: Rename, _ kind: RelationKind
  ) throws(ServerError) {
    guard let id = try relation(rename.name, orAssume: kind, ifExists: rename.ifExists) else {
      effects.skips = true
      return
    }
    let isIndex = catalog.relation(id)?.kind.isIndex ?? false
    lock(id, isIndex && rename.object == .index ? .shareUpdateExclusive : .accessExclusive)
    try refuseTaken(rename.newName, in: catalog[id].container)
    catalog.move(id, to: catalog[id].container, as: rename.newName.text)
    // The constraint of an index has its name.
    if let constraint = catalog.index(id)?.constraint {
      catalog.move(constraint, to: catalog[constraint].container, as: rename.newName.text)
    }
  }

  private func refuseTaken(_ name: Name, in schema: ObjectID?) throws(ServerError) {
    if case .found? = catalog.object(.relation, name.text, in: schema) {
      throw .relationExists(QualifiedName(name: name))
    }
  }

  /// Also of the children, which inherit the column.
  private mutating func renameColumn(_ rename: Rename) throws(ServerError) {
    guard let part = rename.part else { return }
    let kind: RelationKind = rename.object == .attribute ? .compositeType : .table
    guard let id = try relation(rename.name, orAssume: kind, ifExists: rename.ifExists) else {
      effects.skips = true
      return
    }
    lock(id, .accessExclusive)
    let number: Int16
    do throws(ServerError) {
      number = try existingColumn(part, of: id)
    } catch {
      throw ServerError("42703", "column \"\(part.text)\" does not exist")
    }
    // The tables that are made of a composite type have its attributes.
    let typed = catalog.dependencies(on: ObjectAddress(id)).map(\.dependent.object)
      .filter { catalog.relation($0)?.ofType == id }
    for table in [id] + catalog.descendants(of: id) + typed {
      lock(table, .accessExclusive)
      guard let relation = catalog.relation(table) else { continue }
      let own = table == id ? number : relation.column(named: part.text)
      guard let own else { continue }
      if relation.column(named: rename.newName.text) != nil {
        let table = catalog[table].name
        throw ServerError(
          "42701", "column \"\(rename.newName.text)\" of relation \"\(table)\" already exists")
      }
      outdateTexts(over: ObjectAddress(table, .column(own)))
      catalog.updateRelation(table) { $0[own].name = rename.newName.text }
    }
  }

  /// DEPENDS ON EXTENSION: AccessExclusiveLock on an index; others are no relations.
  mutating func dependOnExtension(_ statement: AlterObjectDepends) throws(ServerError) {
    guard let name = statement.object.name, let kind = RelationKind(statement.object.object)
    else { return }
    lock(try existingRelation(name, orAssume: kind), .accessExclusive)
  }

  private mutating func renameConstraint(_ rename: Rename) throws(ServerError) {
    guard let part = rename.part else { return }
    if rename.object == .domainConstraint {
      guard case .found(let domain) = catalog.lookUp(.type, rename.name, path: session.path)
      else { return }
      let constraint = try domainConstraint(part, of: domain)
      catalog.move(constraint, to: domain, as: rename.newName.text)
      return
    }
    guard let id = try relation(rename.name, ifExists: rename.ifExists) else {
      effects.skips = true
      return
    }
    lock(id, .accessExclusive)
    guard let constraint = try constraint(part, of: id) else { return }
    if case .found? = catalog.object(.constraint, rename.newName.text, in: id) {
      throw ServerError(
        "42710",
        "constraint \"\(rename.newName.text)\" for relation \"\(catalog[id].name)\" already exists"
      )
    }
    catalog.move(constraint, to: id, as: rename.newName.text)
    // [rename_constraint_unique]
    if let index = catalog.constraint(constraint)?.index {
      lock(index, .shareUpdateExclusive)
      catalog.move(index, to: catalog[index].container, as: rename.newName.text)
    }
  }

  /// A constraint of a table by its name; nil where nothing is known of it.
  ///
  /// - Throws: 42704.
  mutating func constraint(_ name: Name, of id: ObjectID) throws(ServerError) -> ObjectID? {
    let lookup = part(.constraint, name.text, of: id)
    guard lookup == .missing else { return lookup.id }
    throw ServerError(
      "42704",
      "constraint \"\(name.text)\" of relation \"\(catalog[id].name)\" does not exist")
  }

  private mutating func renameAttached(_ rename: Rename) throws(ServerError) {
    guard let table = rename.table,
      let id = try relation(table, ifExists: rename.ifExists)
    else {
      effects.skips = true
      return
    }
    lock(id, .accessExclusive)
    // Of policies, and of triggers before 15, the new name is looked at first.
    if rename.object == .policy || rename.object == .trigger && version < 15,
      attachedObject(rename.object, rename.newName.text, of: id).id != nil
    {
      throw .alreadyExists(rename.object, rename.newName.text)
    }
    switch attachedObject(rename.object, rename.name.name.text, of: id) {
    case .found(let object): catalog.move(object, to: id, as: rename.newName.text)
    case .missing: throw .missing(NamedObject(rename.object, rename.name))
    case .unknown: break
    }
  }

  /// Types, functions, schemas and others: no relation is locked.
  private mutating func renameObject(_ rename: Rename) throws(ServerError) {
    var object = NamedObject(rename.object, rename.name)
    object.arguments = rename.arguments
    switch lookUpAgain(object) {
    case .found(let id):
      try refuseTaken(rename.newName.text, by: id, object.object, in: catalog[id].container)
      catalog.rename(id, to: rename.newName.text, by: origin)
    case .missing:
      guard rename.ifExists else { throw .missing(object) }
      effects.skips = true
    case .unknown: break
    }
  }

  /// An object that the statement takes away from its name: after its first run, nobody needs to know more to say that it
  /// is not there.
  func lookUpAgain(_ object: NamedObject) -> Lookup {
    let lookup = lookUp(object)
    return lookup == .unknown && isSecondRun ? .missing : lookup
  }

  private func refuseTaken(
    _ name: String, by id: ObjectID, _ object: ObjectType, in container: ObjectID?
  ) throws(ServerError) {
    let isTaken: Bool
    switch catalog[id].definition {
    case .schema: isTaken = catalog.schema(name).id != nil
    case .type, .relation: isTaken = catalog.object(.type, name, in: container)?.id != nil
    case .function(let function):
      isTaken =
        container.map { schema in
          catalog.functions(name, in: schema).contains {
            catalog.function($0)?.arguments == function.arguments && !function.isAssumed
          }
        } ?? false
    case .other(let other):
      isTaken = catalog.object(.other(other.type.rawValue), name, in: container)?.id != nil
    case .constraint, .attached: isTaken = false
    }
    if isTaken { throw .alreadyExists(object, name) }
  }

  // MARK: - SET SCHEMA

  /// AccessExclusiveLock on the relation and the sequences of its columns. [set_schema_serial]
  mutating func setSchema(_ statement: AlterObjectSchema) throws(ServerError) {
    guard let name = statement.object.name else { return }
    guard let schema = catalog.assumedSchema(statement.schema).id else {
      throw ServerError("3F000", "schema \"\(statement.schema.text)\" does not exist")
    }
    guard let kind = RelationKind(statement.object.object) else {
      switch lookUpAgain(statement.object) {
      case .found(let id):
        // An extension is in no schema; its members are.
        guard statement.object.object != .extension else { return openSchema(schema) }
        if catalog[id].container != schema {
          try refuseTaken(catalog[id].name, by: id, statement.object.object, in: schema)
        }
        catalog.move(id, to: schema, as: catalog[id].name)
      case .missing: throw .missing(statement.object)
      case .unknown: break
      }
      return
    }
    guard let id = try relation(name, orAssume: kind, ifExists: statement.ifExists) else {
      effects.skips = true
      return
    }
    lock(id, .accessExclusive)
    if catalog.relation(id)?.sequence?.owner != nil, catalog[id].container != schema {
      throw ServerError("0A000", "cannot move an owned sequence into another schema")
    }
    if catalog[id].container != schema {
      try refuseTaken(Name(text: catalog[id].name, range: name.range), in: schema)
    }
    for index in catalog.relation(id)?.indexes ?? [] where !catalog[index].isDropped {
      catalog.move(index, to: schema, as: catalog[index].name)
    }
    for sequence in ownedSequences(of: id) {
      lock(sequence, .accessExclusive)
      catalog.move(sequence, to: schema, as: catalog[sequence].name)
    }
    catalog.move(id, to: schema, as: catalog[id].name)
  }

  /// The sequences of serial and identity columns, and others with OWNED BY.
  func ownedSequences(of table: ObjectID, column: Int16? = nil) -> [ObjectID] {
    catalog.dependencies(on: ObjectAddress(table, column.map { .column($0) } ?? .whole))
      .map(\.dependent.object).filter { catalog.relation($0)?.sequence?.owner?.object == table }
  }
}
