import Catalog
import SQLLexer
import SQLSyntax

/// Constraints of CREATE TABLE and ALTER TABLE: what they add to the catalogue, which locks they take on other tables, and
/// what work they make on a table that was there. The lock on the table itself is the statement's.
extension Replay {
  /// - Parameter column: of a column constraint.
  /// - Returns: nil for what is not kept as a constraint.
  /// - Throws: 42710, 42P16, 42703 and others with which PostgreSQL refuses it.
  @discardableResult
  mutating func addConstraint(
    _ definition: ConstraintDefinition, to id: ObjectID, column: Name?
  ) throws(ServerError) -> ObjectID? {
    switch definition.kind {
    case .check: return try addCheck(definition, to: id, column: column)
    case .notNull: return try addNotNull(definition, to: id, column: column)
    case .primaryKey, .unique, .exclusion: return try addKey(definition, to: id, column: column)
    case .foreignKey: return try addForeignKey(definition, to: id, column: column)
    case .null, .default, .identity, .generatedStored, .generatedVirtual: return nil
    }
  }

  // MARK: - CHECK

  private mutating func addCheck(
    _ definition: ConstraintDefinition, to id: ObjectID, column: Name?
  ) throws(ServerError) -> ObjectID? {
    guard let expression = definition.expression else { return nil }
    let bound = bind(expression, to: id)
    var constraint = Constraint(kind: .check, owner: id)
    constraint.expression = bound
    constraint.columns = bound.columns.sorted()
    constraint.isNoInherit = definition.attributes.contains(.noInherit)
    constraint.isEnforced = !definition.isNotEnforced
    // What a new table's constraint says of NOT VALID does not count.
    constraint.isValid = constraint.isEnforced && (isCreatedHere(id) || !definition.isNotValid)
    let names = source.columnsNotNull(by: expression).map(\.text)
    constraint.notNull = Set(names.compactMap { catalog.relation(id)?.column(named: $0) })
    let columns = constraint.columns.count == 1 ? columnName(constraint.columns[0], of: id) : ""
    let constraintID = try put(constraint, definition.name, (columns, "check"), into: id)
    // Inheritance children and partitions get it as well.
    if !constraint.isNoInherit { try inheritConstraint(constraintID, to: id) }
    if constraint.isValid { scan(id, because: "the CHECK constraint is verified") }
    return constraintID
  }

  // MARK: - NOT NULL

  /// A constraint with a name of its own since 18, a mark at the column before.
  private mutating func addNotNull(
    _ definition: ConstraintDefinition, to id: ObjectID, column: Name?
  ) throws(ServerError) -> ObjectID? {
    guard let name = column ?? definition.columns.first else { return nil }
    let number = try existingColumn(name, of: id)
    catalog.updateRelation(id) { $0[number].isNotNull = true }
    guard version >= 18 else { return nil }
    let isThere = catalog.constraints(of: id).contains {
      $0.constraint.kind == .notNull && $0.constraint.columns == [number]
    }
    guard !isThere else { return nil }
    var constraint = Constraint(kind: .notNull, owner: id)
    constraint.columns = [number]
    constraint.notNull = [number]
    constraint.isValid = isCreatedHere(id) || !definition.isNotValid
    return try put(constraint, definition.name, (name.text, "not_null"), into: id)
  }

  // MARK: - Keys

  private mutating func addKey(
    _ definition: ConstraintDefinition, to id: ObjectID, column: Name?
  ) throws(ServerError) -> ObjectID? {
    let kind: Constraint.Kind =
      switch definition.kind {
      case .primaryKey: .primaryKey
      case .unique: .unique
      default: .exclusion
      }
    if kind == .primaryKey,
      catalog.constraints(of: id).contains(where: { $0.constraint.kind == .primaryKey })
    {
      let table = catalog[id].name
      throw ServerError(
        "42P16", "multiple primary keys for table \"\(table)\" are not allowed")
    }
    if let existing = definition.usingIndex {
      return try addKey(definition, kind, using: existing, to: id)
    }
    var index = Index(table: id)
    index.isUnique = kind != .exclusion
    index.isPrimary = kind == .primaryKey
    index.isExclusion = kind == .exclusion
    index.nullsNotDistinct = definition.index?.nullsNotDistinct ?? false
    if let method = definition.index?.accessMethod { index.method = method.text }
    var constraint = Constraint(kind: kind, owner: id)
    if kind == .exclusion {
      try setElements(definition, &index, &constraint, of: id)
    } else {
      for name in column.map({ [$0] }) ?? definition.columns {
        index.keys.append(Index.Key(column: try existingColumn(name, of: id)))
      }
    }
    for name in definition.index?.include ?? [] {
      index.include.append(try existingColumn(name, of: id))
    }
    constraint.columns = index.keys.compactMap(\.column)
    constraint.setAttributes(definition.attributes)
    if kind == .primaryKey { setNotNull(constraint.columns, of: id) }
    let suffix = kind == .primaryKey ? "pkey" : kind == .unique ? "key" : "excl"
    let columns = kind == .primaryKey ? "" : indexColumnNames(index, of: id)
    let name =
      definition.name?.text
      ?? freeRelationName(
        catalog[id].name, columns, suffix, in: catalog[id].container, constraintOf: id)
    let indexID = try makeIndex(index, named: name)
    constraint.index = indexID
    let constraintID = try put(constraint, named: name, into: id)
    catalog.updateIndex(indexID) { $0.constraint = constraintID }
    buildIndex(indexID)
    try makePartitionIndexes(of: indexID)
    return constraintID
  }

  /// The elements of EXCLUDE.
  private mutating func setElements(
    _ definition: ConstraintDefinition, _ index: inout Index, _ constraint: inout Constraint,
    of id: ObjectID
  ) throws(ServerError) {
    for element in definition.index?.elements ?? [] {
      index.keys.append(try key(element.element, of: id))
      constraint.operators.append(source.text(element.operator))
    }
    if let predicate = definition.index?.predicate { index.predicate = bind(predicate, to: id) }
  }

  /// ADD PRIMARY KEY and UNIQUE USING INDEX: no index is built, and the index takes the constraint's name.
  /// [add_primary_key_using_index, add_unique_using_index]
  private mutating func addKey(
    _ definition: ConstraintDefinition, _ kind: Constraint.Kind, using name: Name, to id: ObjectID
  ) throws(ServerError) -> ObjectID? {
    let schema = catalog[id].container
    var constraint = Constraint(kind: kind, owner: id)
    constraint.setAttributes(definition.attributes)
    let lookup = catalog.object(.relation, name.text, in: schema)
    guard let indexID = lookup?.id, let index = catalog.index(indexID), index.table == id else {
      if lookup != nil || schema.map({ catalog.isClosed($0) }) == true {
        throw ServerError("42704", "index \"\(name.text)\" does not exist")
      }
      return try put(constraint, named: definition.name?.text ?? name.text, into: id)
    }
    try refuseAsKey(index, named: name.text)
    constraint.columns = index.keys.compactMap(\.column)
    constraint.index = indexID
    if kind == .primaryKey { setNotNull(constraint.columns, of: id) }
    let newName = definition.name?.text ?? name.text
    // The index of a unique key stays locked as it is, without a lock that pg_locks would show.
    if newName != name.text { catalog.move(indexID, to: schema, as: newName) }
    let constraintID = try put(constraint, named: newName, into: id)
    catalog.updateIndex(indexID) {
      $0.constraint = constraintID
      $0.isPrimary = kind == .primaryKey
    }
    return constraintID
  }

  /// Documentation: ALTER TABLE, "ADD table_constraint_using_index". [add_unique_using_index_partial and others]
  private func refuseAsKey(_ index: Index, named name: String) throws(ServerError) {
    let refusal: String? =
      if index.constraint != nil {
        "index \"\(name)\" is already associated with a constraint"
      } else if index.isValid == false {
        "index \"\(name)\" is not valid"
      } else if !index.isUnique {
        "\"\(name)\" is not a unique index"
      } else if index.keys.contains(where: { $0.column == nil }) {
        "index \"\(name)\" contains expressions"
      } else if index.predicate != nil {
        "\"\(name)\" is a partial index"
      } else if index.keys.contains(where: { $0.isDescending || $0.nullsFirst }) {
        "index \"\(name)\" column number 1 does not have default sorting behavior"
      } else {
        nil
      }
    guard let refusal else { return }
    let isObjectState = index.constraint != nil || index.isValid == false
    throw ServerError(isObjectState ? "55000" : "42809", refusal)
  }

  /// The columns of a primary key become NOT NULL; those that were not are looked through.
  private mutating func setNotNull(_ columns: [Int16], of id: ObjectID) {
    for number in columns {
      let isNotNull = catalog.relation(id)?[number].isNotNull
      if isNotNull != true, !isProvenNotNull(number, of: id) {
        scan(id, because: "the key's columns are checked for nulls")
      }
      catalog.updateRelation(id) { $0[number].isNotNull = true }
    }
  }

  // MARK: - Foreign keys

  private mutating func addForeignKey(
    _ definition: ConstraintDefinition, to id: ObjectID, column: Name?
  ) throws(ServerError) -> ObjectID? {
    guard let foreignKey = definition.foreignKey else { return nil }
    let referenced = try existingRelation(foreignKey.table)
    var numbers: [Int16] = []
    for name in column.map({ [$0] }) ?? definition.columns {
      numbers.append(try existingColumn(name, of: id))
    }
    lock(referenced, .shareRowExclusive)
    lock(catalog.descendants(of: referenced), .shareRowExclusive)
    var key = Constraint.ForeignKey(referenced: referenced, columns: [])
    for name in foreignKey.columns { key.columns.append(try existingColumn(name, of: referenced)) }
    try resolveKey(&key, columnCount: numbers.count)
    try refuseMismatch(numbers, of: id, key)
    key.match = foreignKey.match == .full ? .full : .simple
    key.onUpdate = .init(foreignKey.onUpdate)
    key.onDelete = .init(foreignKey.onDelete)
    for name in foreignKey.onDeleteColumns {
      key.onDeleteColumns.append(try existingColumn(name, of: id))
    }
    var constraint = Constraint(kind: .foreignKey, owner: id)
    constraint.columns = numbers
    constraint.foreignKey = key
    constraint.setAttributes(definition.attributes)
    constraint.isValid = constraint.isEnforced && (isCreatedHere(id) || !definition.isNotValid)
    let columns = numbers.map { columnName($0, of: id) }.joined(separator: "_")
    let constraintID = try put(constraint, definition.name, (columns, "fkey"), into: id)
    try inheritForeignKey(constraintID, to: id)
    if constraint.isValid, !isCreatedHere(id) {
      scan(id, because: "the foreign key is verified")
      if !isCreatedHere(referenced) { scan(referenced, because: "the foreign key is verified") }
    }
    return constraintID
  }

  /// The unique index that a foreign key points to; without columns, the primary key.
  private func resolveKey(
    _ key: inout Constraint.ForeignKey, columnCount: Int
  ) throws(ServerError) {
    let table = catalog[key.referenced].name
    guard let relation = catalog.relation(key.referenced) else { return }
    let indexes = catalog.indexes(of: key.referenced)
    if key.columns.isEmpty {
      if let primary = indexes.first(where: { $0.index.isPrimary }) {
        key.columns = primary.index.keys.compactMap(\.column)
        key.index = primary.id
      } else if !relation.hasUnknownColumns {
        throw ServerError(
          "42704", "there is no primary key for referenced table \"\(table)\"")
      }
    } else {
      let wanted = Set(key.columns)
      key.index =
        indexes.first {
          $0.index.isUnique && $0.index.predicate == nil
            && $0.index.keys.count == wanted.count
            && Set($0.index.keys.compactMap(\.column)) == wanted
        }?.id
      if key.index == nil, !relation.hasUnknownColumns, !relation.mayBeOlder {
        throw ServerError(
          "42830",
          "there is no unique constraint matching given keys for referenced table \"\(table)\"")
      }
    }
    if !key.columns.isEmpty, key.columns.count != columnCount {
      throw ServerError(
        "42830", "number of referencing and referenced columns for foreign key disagree")
    }
  }

  /// 42804 where no operator compares the two types. [add_fk_type_mismatch]
  private func refuseMismatch(
    _ numbers: [Int16], of id: ObjectID, _ key: Constraint.ForeignKey
  ) throws(ServerError) {
    for (number, referenced) in zip(numbers, key.columns) {
      guard let type = catalog.relation(id)?[number].type,
        let other = catalog.relation(key.referenced)?[referenced].type,
        catalog.areComparable(type, other) == false
      else { continue }
      throw ServerError(
        "42804",
        "foreign key constraint cannot be implemented: key columns are of incompatible types")
    }
  }

  // MARK: - Putting it into the catalogue

  /// Adds a constraint under the name that was given, or one made up.
  private mutating func put(
    _ constraint: Constraint, _ name: Name?, _ parts: (columns: String, suffix: String),
    into id: ObjectID
  ) throws(ServerError) -> ObjectID {
    if let name { return try put(constraint, named: name.text, into: id) }
    let table = catalog[id].name
    func made(_ number: Int) -> String {
      implicitName(table, parts.columns, parts.suffix + (number == 0 ? "" : String(number)))
    }
    let number = firstFreeNumber { catalog.object(.constraint, made($0), in: id)?.id != nil }
    return try put(constraint, named: made(number), into: id)
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

  /// Notes a scan of a table that was there, or of what holds its rows.
  mutating func scan(_ id: ObjectID, because reason: String) {
    guard !isCreatedHere(id) else { return }
    if catalog.relation(id)?.kind.hasStorage == true { work(.scan, on: id, because: reason) }
    for child in catalog.descendants(of: id) where catalog.relation(child)?.kind.hasStorage == true
    {
      work(.scan, on: child, because: reason)
    }
  }

  /// Whether a valid constraint says that a column is not null.
  func isProvenNotNull(_ number: Int16, of id: ObjectID) -> Bool {
    catalog.constraints(of: id).contains {
      $0.constraint.isValid && $0.constraint.notNull.contains(number)
    }
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

extension Constraint.ForeignKey.Action {
  init(_ action: ForeignKey.Action) {
    self =
      switch action {
      case .noAction: .noAction
      case .restrict: .restrict
      case .cascade: .cascade
      case .setNull: .setNull
      case .setDefault: .setDefault
      }
  }
}
