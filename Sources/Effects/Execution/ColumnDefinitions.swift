import Catalog
import SQLLexer
import SQLSyntax

/// Columns of CREATE TABLE, ALTER TABLE ADD COLUMN and CREATE TYPE … AS. Their constraints come later; what belongs to the
/// column itself is made here: type, default, identity, generation.
extension Replay {
  /// - Returns: the attribute number.
  /// - Throws: 42701 where the table has such a column, 42704 where there is no such type.
  @discardableResult
  mutating func addColumn(
    _ definition: ColumnDefinition, to id: ObjectID
  ) throws(ServerError) -> Int16 {
    let name = definition.name.text
    let existing = catalog.relation(id)?.column(named: name)
    if let existing, !isMerged(existing, into: id) {
      throw ServerError(
        "42701", "column \"\(name)\" of relation \"\(catalog[id].name)\" already exists")
    }
    try refuseConflicts(definition, of: id)
    let serial = definition.type.flatMap(SerialType.init)
    var column = Column(name: name, type: nil, origin: origin)
    column.typeOrigin.range = part(definition.range)
    if let serial {
      column.type = serial.type
      column.isNotNull = true
    } else if let type = definition.type {
      column.type = try dataType(type)
      try refuseType(column.type, named: name, collation: definition.collation)
    }
    column.collation = definition.collation?.description
    let number = put(column, existing, into: id)
    if let type = column.type?.userType {
      let address = ObjectAddress(id, .column(number))
      catalog.addDependency(Dependency(address, on: ObjectAddress(type), .normal))
    }
    if let serial {
      try putNotNull(number, of: id)
      try makeSequence(of: serial, for: number, of: id)
    }
    for constraint in definition.constraints {
      try apply(constraint, to: number, of: id)
    }
    return number
  }

  /// The column is one that comes from a parent, with which a definition of the same name is merged.
  private func isMerged(_ number: Int16, into id: ObjectID) -> Bool {
    guard let column = catalog.relation(id)?[number] else { return false }
    return isCreatedHere(id) && !column.isLocal
  }

  private mutating func put(_ column: Column, _ existing: Int16?, into id: ObjectID) -> Int16 {
    var number = existing ?? 0
    catalog.updateRelation(id) { relation in
      if let existing {
        relation[existing].isLocal = true
      } else {
        relation.columns.append(column)
        number = Int16(relation.columns.count)
      }
    }
    return number
  }

  /// What a column constraint says of the column itself.
  private mutating func apply(
    _ constraint: ConstraintDefinition, to number: Int16, of id: ObjectID
  ) throws(ServerError) {
    let address = ObjectAddress(id, .defaultValue(number))
    let type = catalog.relation(id)?[number].type
    switch constraint.kind {
    case .notNull, .primaryKey: catalog.updateRelation(id) { $0[number].isNotNull = true }
    case .default:
      guard let expression = constraint.expression else { return }
      try verify(expression, of: nil, as: type)
      let bound = bind(expression, to: nil, as: type)
      // AddRelationNewConstraints: NULL is no default.
      if bound.isNullConstant { return }
      try refuseMissingCalls(bound)
      catalog.updateRelation(id) { $0[number].defaultValue = bound }
      depend(address, on: bound, of: nil)
    case .generatedStored, .generatedVirtual:
      guard let expression = constraint.expression else { return }
      let bound = bind(expression, to: id, as: type)
      try refuseMissingCalls(bound)
      catalog.updateRelation(id) {
        $0[number].defaultValue = bound
        $0[number].generated = constraint.kind == .generatedStored ? .stored : .virtual
      }
      // Since 15 a column that a generated one uses cannot be dropped without CASCADE. [drop_column_generated_dep]
      depend(
        ObjectAddress(id, .column(number)), on: bound, of: id,
        columns: version >= 15 ? .normal : .auto)
    case .identity:
      guard let identity = constraint.identity else { return }
      try makeIdentity(identity, for: number, of: id)
    case .null, .check, .unique, .exclusion, .foreignKey: break
    }
  }

  // MARK: - Serial and identity

  /// The sequence and the default of a serial column. Documentation: Numeric Types, "Serial Types".
  private mutating func makeSequence(
    of serial: SerialType, for number: Int16, of id: ObjectID
  ) throws(ServerError) {
    let sequence = makeOwnedSequence(type: serial.type, for: number, of: id, isOfIdentity: false)
    let value = BoundExpression.nextValue(of: sequence)
    catalog.updateRelation(id) { $0[number].defaultValue = value }
    depend(ObjectAddress(id, .defaultValue(number)), on: value, of: nil)
  }

  /// GENERATED … AS IDENTITY.
  mutating func makeIdentity(
    _ identity: IdentityOptions, for number: Int16, of id: ObjectID
  ) throws(ServerError) {
    let type = catalog.relation(id)?[number].type ?? .int8
    let sequence = makeOwnedSequence(
      type: type, for: number, of: id, isOfIdentity: true, named: identity.sequenceName)
    try apply(identity.options, to: sequence)
    catalog.updateRelation(id) {
      $0[number].isNotNull = true
      $0[number].identity = identity.generation == .always ? .always : .byDefault
    }
    try putNotNull(number, of: id)
  }

  private mutating func makeOwnedSequence(
    type: DataType, for number: Int16, of id: ObjectID, isOfIdentity: Bool,
    named name: QualifiedName? = nil
  ) -> ObjectID {
    let table = catalog[id]
    let schema = table.container
    let column = catalog.relation(id)?[number].name ?? ""
    var relation = Relation(kind: .sequence)
    relation.persistence = catalog.relation(id)?.persistence ?? .permanent
    let owner = ObjectAddress(id, .column(number))
    relation.sequence = SequenceDefinition(type: type, owner: owner, isOfIdentity: isOfIdentity)
    let text = name?.name.text ?? freeRelationName(table.name, column, "seq", in: schema)
    let sequence = create(
      CatalogObject(name: text, in: schema, .relation(relation), origin: origin))
    lock(sequence, .accessExclusive)
    catalog.addDependency(Dependency(ObjectAddress(sequence), on: owner, .auto))
    return sequence
  }

  /// A name made up for an index or a sequence, with a number behind it if it is taken.
  func freeRelationName(
    _ table: String, _ columns: String, _ suffix: String, in schema: ObjectID?,
    constraintOf relation: ObjectID? = nil
  ) -> String {
    implicitName(table, columns, suffix) { name in
      if case .found? = catalog.object(.relation, name, in: schema) { return true }
      return relation.map { catalog.hasConstraint(named: name, inSchemaOf: $0) } ?? false
    }
  }
}

/// serial and its kin, which only column definitions know.
struct SerialType {
  var type: DataType

  init?(_ name: TypeName) {
    guard name.arrayDimensions == 0 else { return nil }
    switch name.name {
    case "serial", "serial4": type = .int4
    case "bigserial", "serial8": type = .int8
    case "smallserial", "serial2": type = .int2
    default: return nil
    }
  }
}

extension IdentityOptions {
  /// SEQUENCE NAME, as pg_dump writes it.
  fileprivate var sequenceName: QualifiedName? {
    for case .name(let name) in options { return name }
    return nil
  }
}
