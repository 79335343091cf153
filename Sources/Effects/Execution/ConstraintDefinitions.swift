import Catalog
import SQLLexer
import SQLSyntax

/// Where a constraint stands, and how it is added.
struct ConstraintContext {
  /// Of a column constraint.
  var column: Name?
  /// ALTER TABLE ONLY.
  var only = false
  /// The rows are looked at, as far as the constraint does not say NOT VALID.
  var isVerified = true
  /// The lock that ALTER TABLE has on the table.
  var mode = LockMode.accessExclusive
}

/// Constraints of CREATE TABLE and ALTER TABLE: what they add to the catalogue, which locks they take on other tables,
/// and what work they make on a table that was there. The lock on the table itself is the statement's. Keys are in
/// KeyDefinitions.swift, foreign keys in ForeignKeyDefinitions.swift.
extension Replay {
  /// - Returns: nil for what is not kept as a constraint.
  /// - Throws: 42710, 42P16, 42703 and others with which PostgreSQL refuses it.
  @discardableResult
  mutating func addConstraint(
    _ definition: ConstraintDefinition, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) -> ObjectID? {
    constraintRange = part(definition.range)
    defer { constraintRange = nil }
    let made: ObjectID? =
      switch definition.kind {
      case .check: try addCheck(definition, to: id, context)
      case .notNull: try addNotNull(definition, to: id, context)
      case .primaryKey, .unique, .exclusion: try addKey(definition, to: id, context)
      case .foreignKey: try addForeignKey(definition, to: id, context)
      case .null, .default, .identity, .generatedStored, .generatedVirtual: nil
      }
    if let made { effects.constraints[definition.range] = made }
    return made
  }

  /// The partitions or inheritance children of a relation that are there.
  func liveChildren(of id: ObjectID) -> [ObjectID] {
    (catalog.relation(id)?.children ?? []).filter { !catalog[$0].isDropped }
  }

  // MARK: - CHECK

  /// A valid CHECK is verified by reading the rows, also on a new column. [add_check_unnamed, add_column_check,
  /// add_check_partitioned, add_check_inheritance]
  private mutating func addCheck(
    _ definition: ConstraintDefinition, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) -> ObjectID? {
    guard let expression = definition.expression else { return nil }
    if source.hasSubquery(expression) {
      throw ServerError("0A000", "cannot use subquery in check constraint")
    }
    try verify(expression, of: id)
    let bound = bind(expression, to: id)
    try refuseMissingCalls(bound)
    if let type = bound.type, type.isKnown, type.userType == nil, type != DataType("bool") {
      throw ServerError(
        "42804",
        "argument of CHECK must be type boolean, not type \(catalog.describe(type))")
    }
    var constraint = Constraint(kind: .check, owner: id)
    constraint.expression = bound
    constraint.columns = bound.columns.sorted()
    constraint.isNoInherit = definition.attributes.contains(.noInherit)
    constraint.isEnforced = !definition.isNotEnforced
    // What a new table's constraint says of NOT VALID does not count.
    constraint.isValid = constraint.isEnforced && (isCreatedHere(id) || !definition.isNotValid)
    let names = source.columnsNotNull(by: expression).map(\.text)
    constraint.notNull = Set(names.compactMap { catalog.relation(id)?.column(named: $0) })
    if constraint.isNoInherit, catalog.relation(id)?.kind == .partitionedTable {
      throw ServerError(
        "42P16",
        "cannot add NO INHERIT constraint to partitioned table \"\(catalog[id].name)\"")
    }
    let columns = constraint.columns.count == 1 ? columnName(constraint.columns[0], of: id) : ""
    let constraintID = try put(constraint, definition.name, (columns, "check"), into: id)
    if constraint.isValid { scanRows(of: id, because: Self.checkReason) }
    if !constraint.isNoInherit { try inheritCheck(constraintID, to: id, context) }
    return constraintID
  }

  private static let checkReason = "the CHECK constraint is verified"

  /// Inheritance children and partitions get it as well. [add_check_partitioned_only]
  private mutating func inheritCheck(
    _ constraintID: ObjectID, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) {
    let children = liveChildren(of: id)
    guard let constraint = catalog.constraint(constraintID), !children.isEmpty else { return }
    if context.only { throw ServerError("42P16", "constraint must be added to child tables too") }
    for child in children {
      lock(child, context.mode)
      let name = catalog[constraintID].name
      let isThere = catalog.object(.constraint, name, in: child)?.id != nil
      guard let copy = try copyConstraint(constraintID, constraint, to: child), !isThere else {
        continue
      }
      if constraint.isValid { scanRows(of: child, because: Self.checkReason) }
      try inheritCheck(copy, to: child, context)
    }
  }

  // MARK: - Putting it into the catalogue

  /// Adds a constraint under the name that was given, or one made up that no constraint of the schema has.
  /// [after-rename-names-of-checks-stay]
  mutating func put(
    _ constraint: Constraint, _ name: Name?, _ parts: (columns: String, suffix: String),
    into id: ObjectID
  ) throws(ServerError) -> ObjectID {
    if let name { return try put(constraint, named: name.text, into: id) }
    let made = implicitName(catalog[id].name, parts.columns, parts.suffix) {
      catalog.hasConstraint(named: $0, inSchemaOf: id)
    }
    let constraintID = try put(constraint, named: made, into: id)
    catalog.update(constraintID) { $0.isNameMadeUp = true }
    return constraintID
  }

  /// - Throws: 42710 where the table has a constraint of that name.
  mutating func put(
    _ constraint: Constraint, named name: String, into id: ObjectID
  ) throws(ServerError) -> ObjectID {
    if case .found? = catalog.object(.constraint, name, in: id) {
      let table = catalog[id].name
      throw ServerError(
        "42710", "constraint \"\(name)\" for relation \"\(table)\" already exists")
    }
    var constraint = constraint
    constraint.range = constraintRange
    let constraintID = catalog.add(
      CatalogObject(name: name, in: id, .constraint(constraint), origin: origin))
    if !isCreatedHere(id) { effects.addsConstraint = true }
    catalog.updateRelation(id) { $0.constraints.append(constraintID) }
    let address = ObjectAddress(constraintID)
    for column in constraint.columns {
      catalog.addDependency(
        Dependency(address, on: ObjectAddress(id, .column(column)), .auto))
    }
    depend(address, on: constraint.expression, of: nil)
    if let key = constraint.foreignKey {
      catalog.addDependency(Dependency(address, on: ObjectAddress(key.referenced), .normal))
      for column in key.columns {
        let referenced = ObjectAddress(key.referenced, .column(column))
        catalog.addDependency(Dependency(address, on: referenced, .normal))
      }
      if let index = key.index {
        catalog.addDependency(Dependency(address, on: ObjectAddress(index), .normal))
      }
    }
    return constraintID
  }

  func columnName(_ number: Int16, of id: ObjectID) -> String {
    catalog.relation(id)?[number].name ?? ""
  }
}

extension Constraint {
  /// DEFERRABLE, INITIALLY DEFERRED, NOT ENFORCED.
  mutating func setAttributes(_ attributes: ConstraintAttributes) {
    isDeferrable = attributes.contains(.deferrable) || attributes.contains(.initiallyDeferred)
    isInitiallyDeferred = attributes.contains(.initiallyDeferred)
    isEnforced = !attributes.contains(.notEnforced)
  }
}
