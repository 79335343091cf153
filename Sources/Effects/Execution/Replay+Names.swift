import Catalog
import SQLLexer
package import SQLSyntax

/// What the names of a statement stand for. A name that is not known for certain to be missing is taken to exist.
extension Replay {
  // MARK: - Relations

  /// A relation by its name; nil where it is missing and IF EXISTS forgives it.
  ///
  /// - Parameter kind: of a relation of which nothing is known.
  /// - Throws: 42P01.
  mutating func relation(
    _ name: QualifiedName, orAssume kind: RelationKind = .table, ifExists: Bool = false
  ) throws(ServerError) -> ObjectID? {
    switch catalog.relation(name, path: session.path) {
    case .found(let id):
      effects.relations[name.range] = touched(id)
      return id
    case .missing:
      guard !ifExists else { return nil }
      throw ServerError("42P01", "relation \"\(name.description)\" does not exist")
    case .unknown:
      if ifExists, isProbablyFree(name) { return nil }
      // [temporary-table-gone-at-commit]
      if name.schema == nil, goneAtCommit.contains(name.name.text) {
        guard !ifExists else { return nil }
        throw ServerError("42P01", "relation \"\(name.description)\" does not exist")
      }
      if !ifExists, seemsUnheardOf(name) {
        effects.unheardOf[name.range] = .relation(name.name.text)
      }
      guard let id = assumeRelation(name, kind, isUsed: !ifExists) else { return nil }
      effects.relations[name.range] = touched(id)
      return id
    }
  }

  /// The history has made all else that it uses.
  func seemsUnheardOf(_ name: QualifiedName) -> Bool {
    catalog.seemsWhole && name.schema.map { $0.text == "public" } ?? true
      && catalog.seemsWhole(for: name, path: session.path)
  }

  /// An earlier file has made what else the history uses in the schema, but nothing of this name.
  package func hasNeverMade(_ name: QualifiedName) -> Bool {
    file > 0 && find(name)?.isAssumed ?? true
      && catalog.seemsWhole(for: name, path: session.path)
  }

  /// A relation by its name, which must be there.
  mutating func existingRelation(
    _ name: QualifiedName, orAssume kind: RelationKind = .table
  ) throws(ServerError) -> ObjectID {
    guard let id = try relation(name, orAssume: kind) else {
      throw ServerError("42P01", "relation \"\(name.description)\" does not exist")
    }
    return id
  }

  /// Puts a relation into the catalogue of which only the name is known.
  mutating func assumeRelation(
    _ name: QualifiedName, _ kind: RelationKind, isUsed: Bool
  ) -> ObjectID? {
    guard let schema = openSchema(of: name) else { return nil }
    var relation = Relation(kind: kind)
    relation.isAssumed = true
    relation.hasUnknownColumns = true
    return catalog.add(
      CatalogObject(name: name.name.text, in: schema, .relation(relation), origin: .before),
      isUsed: isUsed)
  }

  /// Takes a table that nothing has made for a partitioned one: a function attaches partitions to it when it is called.
  package mutating func assumePartitioned(_ name: QualifiedName) {
    switch catalog.relation(name, path: session.path) {
    case .found(let id):
      guard let relation = catalog.relation(id), relation.isAssumed, relation.kind == .table else {
        return
      }
      catalog.updateRelation(id) { $0.kind = .partitionedTable }
    case .unknown: _ = assumeRelation(name, .partitionedTable, isUsed: false)
    case .missing: return
    }
  }

  /// The schema in which something unknown most probably is: the first of the path that may hold more than is known.
  mutating func openSchema(of name: QualifiedName) -> ObjectID? {
    if let qualifier = name.schema { return catalog.assumedSchema(qualifier).id }
    if isOfSystem(name) { return catalog.systemSchema }
    for schemaName in session.path.schemas {
      if let schema = catalog.assumedSchema(schemaName).id,
        !catalog.isClosed(schema)
          || catalog.object(.relation, name.name.text, in: schema) == .unknown
      {
        return schema
      }
    }
    return nil
  }

  /// The schema for something new, with its name still free there.
  ///
  /// - Throws: 3F000 where there is no schema, 42P07 or 42710 where the name is taken.
  mutating func creationSchema(
    of name: QualifiedName, isTemporary: Bool = false
  ) throws(ServerError) -> ObjectID {
    let lookup = catalog.creationSchema(of: name, path: session.path, isTemporary: isTemporary)
    guard let schema = lookup.id else {
      let missing = name.schema.map { "schema \"\($0.text)\" does not exist" }
      throw ServerError("3F000", missing ?? "no schema has been selected to create in")
    }
    return schema
  }

  // MARK: - Columns

  /// A column by its name, noted as one that must be there if not all columns are known; nil where it is missing and IF
  /// EXISTS forgives it.
  ///
  /// - Throws: 42703.
  mutating func column(
    _ name: Name, of id: ObjectID, ifExists: Bool = false
  ) throws(ServerError) -> Int16? {
    guard let relation = catalog.relation(id) else { return nil }
    if let number = relation.column(named: name.text) { return number }
    let isGone = relation.columns.contains { $0.name == name.text && $0.isDropped }
    if relation.hasUnknownColumns, !isGone, !name.isTemplate {
      return assumeColumn(name.text, of: id)
    }
    if ifExists || name.isTemplate { return nil }
    throw ServerError(
      "42703",
      "column \"\(name.text)\" of relation \"\(catalog[id].name)\" does not exist")
  }

  /// A column by its name, which must be there.
  mutating func existingColumn(_ name: Name, of id: ObjectID) throws(ServerError) -> Int16 {
    guard let number = try column(name, of: id) else {
      throw ServerError(
        "42703",
        "column \"\(name.text)\" of relation \"\(catalog[id].name)\" does not exist")
    }
    return number
  }

  /// Adds a column of which only the name is known.
  mutating func assumeColumn(_ name: String, of id: ObjectID) -> Int16 {
    var column = Column(name: name, type: nil, isNotNull: nil, origin: .before)
    column.hasUnknownDefault = true
    var number: Int16 = 0
    catalog.updateRelation(id) {
      $0.columns.append(column)
      number = Int16($0.columns.count)
    }
    return number
  }

  // MARK: - Types and expressions

  /// A type as written; nil where it is not known.
  ///
  /// - Throws: 42704 where it is known that there is no such type.
  mutating func dataType(_ type: TypeName) throws(ServerError) -> DataType? {
    var isMissing = false
    let resolved = DataType(type, in: source) { name in
      switch catalog.lookUp(.type, name, path: session.path) {
      case .found(let id): return id
      case .missing:
        isMissing = true
        return nil
      case .unknown: return nil
      }
    }
    if isMissing, !resolved.isKnown {
      throw ServerError("42704", "type \"\(type.name)\" does not exist")
    }
    if !resolved.isKnown, let instead = typesOfOthers[type.name] {
      effects.unheardOf[type.range] = .type(instead: instead)
    }
    return resolved
  }

  /// An expression that may name the columns of a relation.
  ///
  /// - Parameters:
  ///   - relation: the relation, or the domain whose VALUE it is about.
  ///   - type: what it is assigned to, for a default.
  ///   - isKey: it is the key of an index.
  func bind(
    _ expression: Expression, to relation: ObjectID?, as type: DataType? = nil, isKey: Bool = false
  ) -> BoundExpression {
    let scope = RelationScope(catalog: catalog, path: session.path, relation: relation)
    return ExpressionBinder.bind(
      expression, in: source, scope: scope, assignedTo: type, isKey: isKey)
  }

  /// Notes that the columns of a relation cannot be without their types.
  mutating func dependOnTypes(of id: ObjectID) {
    for (place, column) in (catalog.relation(id)?.columns ?? []).enumerated() {
      guard let type = column.type?.userType, !column.isDropped else { continue }
      let address = ObjectAddress(id, .column(Int16(place + 1)))
      catalog.addDependency(Dependency(address, on: ObjectAddress(type), .normal))
    }
  }

  /// Notes that an object, or a part of it, mentions what an expression does.
  mutating func depend(
    _ dependent: ObjectAddress, on expression: BoundExpression?, of relation: ObjectID?,
    columns kind: Dependency.Kind = .auto
  ) {
    guard let expression else { return }
    if let relation {
      for column in expression.columns.sorted() {
        let address = ObjectAddress(relation, .column(column))
        catalog.addDependency(Dependency(dependent, on: address, kind))
      }
    }
    for object in expression.objects.sorted() {
      // Since 15.19, 16.15, 17.11 and 18.6 a new dependency locks the sequence that it is on.
      if version >= 15, catalog.relation(object)?.kind == .sequence { lock(object, .accessShare) }
      catalog.addDependency(Dependency(dependent, on: ObjectAddress(object), .normal))
    }
  }
}

/// Types of other database systems, with what comes nearest to them.
private let typesOfOthers = [
  "datetime": "timestamptz", "datetime2": "timestamptz", "smalldatetime": "timestamptz",
  "tinyint": "smallint", "mediumint": "integer", "double": "double precision",
  "tinytext": "text", "mediumtext": "text", "longtext": "text", "nvarchar": "varchar",
  "nvarchar2": "varchar", "varchar2": "varchar", "nchar": "char", "clob": "text", "nclob": "text",
  "blob": "bytea", "tinyblob": "bytea", "mediumblob": "bytea", "longblob": "bytea",
  "varbinary": "bytea", "number": "numeric", "uniqueidentifier": "uuid", "string": "text",
]
