import Catalog
import SQLLexer
import SQLSyntax

/// PRIMARY KEY, UNIQUE and EXCLUDE, with the indexes behind them. Documentation: ALTER TABLE, CREATE TABLE.
extension Replay {
  mutating func addKey(
    _ definition: ConstraintDefinition, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) -> ObjectID? {
    let kind: Constraint.Kind =
      switch definition.kind {
      case .primaryKey: .primaryKey
      case .unique: .unique
      default: .exclusion
      }
    // An index that is not there is missed before a second primary key is refused. [add_primary_key_using_index]
    if let existing = definition.usingIndex {
      return try addKey(definition, kind, using: existing, to: id)
    }
    try refuseKey(kind, of: id)
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
      try setKeys(definition, &index, of: id, context.column)
    }
    for name in definition.index?.include ?? [] {
      index.include.append(try existingColumn(name, of: id))
    }
    try refuseUnindexable(index)
    try refusePartitionKey(index, of: id)
    constraint.columns = index.keys.compactMap(\.column)
    constraint.setAttributes(definition.attributes)
    if kind == .primaryKey { try setNotNull(constraint.columns, of: id, context) }
    let suffix = kind == .primaryKey ? "pkey" : kind == .unique ? "key" : "excl"
    let columns = kind == .primaryKey ? "" : indexColumnNames(index, of: id)
    let name =
      definition.name?.text
      ?? freeRelationName(
        catalog[id].name, columns, suffix, in: catalog[id].container, constraintOf: id)
    let indexID = try makeIndex(index, named: name)
    constraint.index = indexID
    let constraintID = try put(constraint, named: name, into: id)
    catalog.update(constraintID) { $0.isNameMadeUp = definition.name == nil }
    catalog.updateIndex(indexID) { $0.constraint = constraintID }
    buildIndex(indexID)
    if context.only {
      if catalog.relation(id)?.kind == .partitionedTable, !liveChildren(of: id).isEmpty {
        catalog.updateIndex(indexID) { $0.isValid = false }
      }
    } else {
      // [add_unique_partitioned, add_exclude_partitioned]
      if catalog.relation(id)?.kind == .partitionedTable, !isCreatedHere(id) {
        lock(catalog.descendants(of: id), version >= 18 ? .accessExclusive : .share)
      }
      try makePartitionIndexes(of: indexID)
    }
    return constraintID
  }

  private mutating func setKeys(
    _ definition: ConstraintDefinition, _ index: inout Index, of id: ObjectID, _ column: Name?
  ) throws(ServerError) {
    for name in column.map({ [$0] }) ?? definition.columns {
      let number = try existingColumn(name, of: id)
      if index.keys.contains(where: { $0.column == number }) {
        let words = index.isPrimary ? "primary key" : "unique"
        throw ServerError(
          "42701", "column \"\(name.text)\" appears twice in \(words) constraint")
      }
      index.keys.append(Index.Key(column: number))
    }
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

  // MARK: - Refusals

  /// [add_column_primary_key_second, add_exclude_partitioned]
  private mutating func refuseKey(_ kind: Constraint.Kind, of id: ObjectID) throws(ServerError) {
    let table = catalog[id].name
    guard let relation = catalog.relation(id) else { return }
    if relation.kind == .foreignTable {
      throw ServerError("0A000", "\(kind.rawValue) constraints are not supported on foreign tables")
    }
    if kind == .primaryKey,
      catalog.constraints(of: id).contains(where: { $0.constraint.kind == .primaryKey })
    {
      throw ServerError("42P16", "multiple primary keys for table \"\(table)\" are not allowed")
    }
    if kind == .exclusion, relation.kind == .partitionedTable {
      let error = ServerError(
        "0A000", "exclusion constraints are not supported on partitioned tables")
      guard version >= 17 else { throw error }
      effects.olderFailure = (error, since: 17)
    }
  }

  /// 42704 where a type has no operator class for the access method. Measured on 15: json in a key or an index, integer in
  /// a gist index. [index-on-json]
  func refuseUnindexable(_ index: Index) throws(ServerError) {
    for key in index.keys where key.operatorClass == nil {
      guard let column = key.column, let type = catalog.relation(index.table)?[column].type,
        case .base(let name, _) = coercionType(type).baseType,
        BuiltInTypeRow.named(name, version: version) != nil,
        BuiltInTypeRow.operatorClass(of: name, method: index.method, version: version) == nil,
        // btree_gist and btree_gin bring classes for other methods.
        index.method == "btree" || index.method == "hash" || !hasExtensions
      else { continue }
      throw ServerError(
        "42704",
        "data type \(catalog.describe(type)) has no default operator class for access method \"\(index.method)\""
      )
    }
  }

  /// There are extensions, or may be.
  var hasExtensions: Bool {
    guard catalog.isClosed(catalog.publicSchema) else { return true }
    return !catalog.extensionNames.isEmpty
  }

  /// A key of a partitioned table must have all columns of the partition key. [create_subpartitioned]
  func refusePartitionKey(_ index: Index, of id: ObjectID) throws(ServerError) {
    guard let key = catalog.relation(id)?.partitionKey else { return }
    let words = index.isPrimary ? "PRIMARY KEY" : index.isExclusion ? "EXCLUDE" : "UNIQUE"
    guard key.expressions.isEmpty else {
      throw ServerError(
        "0A000", "unsupported \(words) constraint with partition key definition")
    }
    let columns = Set(index.keys.compactMap(\.column))
    guard key.columns.allSatisfy({ $0.map(columns.contains) ?? true }) else {
      throw ServerError(
        "0A000", "unique constraint on partitioned table must include all partitioning columns")
    }
  }

  // MARK: - USING INDEX

  /// ADD PRIMARY KEY and UNIQUE USING INDEX: no index is built, and the index takes the constraint's name, under a
  /// ShareUpdateExclusiveLock. [add_primary_key_using_index, add_unique_using_index_same_name]
  private mutating func addKey(
    _ definition: ConstraintDefinition, _ kind: Constraint.Kind, using name: Name, to id: ObjectID
  ) throws(ServerError) -> ObjectID? {
    let schema = catalog[id].container
    var constraint = Constraint(kind: kind, owner: id)
    constraint.setAttributes(definition.attributes)
    let lookup = catalog.object(.relation, name.text, in: schema)
    guard let indexID = lookup?.id, let index = catalog.index(indexID) else {
      if lookup != nil || isKnown(id) {
        throw ServerError("42704", "index \"\(name.text)\" does not exist")
      }
      try refuseKey(kind, of: id)
      notKnown(.locks)
      return try put(constraint, named: definition.name?.text ?? name.text, into: id)
    }
    guard index.table == id else {
      throw ServerError(
        "55000", "index \"\(name.text)\" does not belong to table \"\(catalog[id].name)\"")
    }
    try refuseKey(kind, of: id)
    try refuseAsKey(index, named: name.text)
    if catalog.relation(id)?.kind == .partitionedTable {
      throw ServerError(
        "0A000",
        "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables")
    }
    constraint.columns = index.keys.compactMap(\.column)
    constraint.index = indexID
    if kind == .primaryKey {
      let nullable = constraint.columns.filter { isNullable($0, of: id) }
      if !nullable.isEmpty {
        effects.nullableKeys[definition.range] = nullable.map { columnName($0, of: id) }
      }
      try setNotNull(constraint.columns, of: id, ConstraintContext(column: nil))
    }
    let newName = definition.name?.text ?? name.text
    if newName != name.text {
      lock(indexID, .shareUpdateExclusive)
      if case .found? = catalog.object(.relation, newName, in: schema) {
        throw ServerError("42P07", "relation \"\(newName)\" already exists")
      }
      catalog.move(indexID, to: schema, as: newName)
    }
    let constraintID = try put(constraint, named: newName, into: id)
    catalog.updateIndex(indexID) {
      $0.constraint = constraintID
      $0.isPrimary = kind == .primaryKey
    }
    return constraintID
  }

  /// For certain, and no valid CHECK proves that no row has a null there.
  private func isNullable(_ number: Int16, of id: ObjectID) -> Bool {
    guard catalog.relation(id)?[number].isNotNull == false else { return false }
    if case .valid = notNullProof(of: number, in: id, droppedProofs: []) { return false }
    return true
  }

  /// Documentation: ALTER TABLE, "ADD table_constraint_using_index". [add_unique_using_expression_index,
  /// add_unique_using_desc_index]
  private func refuseAsKey(_ index: Index, named name: String) throws(ServerError) {
    if index.constraint.map({ !catalog[$0].isDropped }) == true {
      throw ServerError("55000", "index \"\(name)\" is already associated with a constraint")
    }
    if index.isValid == false { throw ServerError("55000", "index \"\(name)\" is not valid") }
    let refusal: String? =
      if !index.isUnique {
        "\"\(name)\" is not a unique index"
      } else if index.keys.contains(where: { $0.column == nil }) {
        "index \"\(name)\" contains expressions"
      } else if index.predicate != nil {
        "\"\(name)\" is a partial index"
      } else if let place = index.keys.firstIndex(where: { $0.isDescending || $0.nullsFirst }) {
        "index \"\(name)\" column number \(place + 1) does not have default sorting behavior"
      } else {
        nil
      }
    if let refusal { throw ServerError("42809", refusal) }
  }

  /// The columns of a primary key become NOT NULL, those of children as well; where that is not proven, rows are read.
  /// [add_primary_key_nullable_column, add_primary_key_not_null_not_valid]
  private mutating func setNotNull(
    _ columns: [Int16], of id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) {
    let isNew = isCreatedHere(id)
    for number in columns {
      if !isNew, notNullConstraints(of: number, in: id).contains(where: { !$0.constraint.isValid })
      {
        throw ServerError(
          "55000", "cannot create primary key on column \"\(columnName(number, of: id))\"")
      }
      // The column of ADD COLUMN was looked at when it was added.
      if !isNew, context.column == nil { markNotNull(number, of: id) }
      catalog.updateRelation(id) { $0[number].isNotNull = true }
      let constraint = try putNotNull(number, of: id)
      guard !isNew, !context.only else { continue }
      for child in catalog.descendants(of: id) {
        guard let own = column(number, of: id, in: child) else { continue }
        // Partitions are locked for their index.
        if catalog.relation(child)?.isPartition != true { lock(child, context.mode) }
        markNotNull(own, of: child)
        try putNotNull(
          own, of: child, named: constraint.map { catalog[$0].name }, isInherited: true)
      }
    }
  }
}
