package import Catalog
import SQLLexer
import SQLSyntax

/// Partitions and inheritance children: what they take over from their parents. Documentation: Table Partitioning,
/// Inheritance.
extension Replay {
  // MARK: - CREATE TABLE

  /// INHERITS: ShareUpdateExclusiveLock on the parent. [create_table_inherits]
  mutating func inherit(_ id: ObjectID, from parent: ObjectID) throws(ServerError) {
    lock(parent, .shareUpdateExclusive)
    link(id, to: parent)
    takeColumns(from: parent, to: id)
    for (constraintID, constraint) in catalog.constraints(of: parent) where !constraint.isNoInherit
    {
      if constraint.kind == .check || constraint.kind == .notNull {
        try copyConstraint(constraintID, constraint, to: id)
      }
    }
  }

  /// PARTITION OF: AccessExclusiveLock on the parent and its default partition. [create_partition_of]
  mutating func makePartition(
    _ id: ObjectID, of parent: ObjectID, _ bound: PartitionBound?
  ) throws(ServerError) {
    lock(parent, .accessExclusive)
    if let other = defaultPartition(of: parent) {
      lock(other, .accessExclusive)
      if bound.map({ !$0.isDefault }) ?? false {
        verifyDefault(other, bound, in: parent)
      }
    }
    link(id, to: parent)
    catalog.updateRelation(id) { $0.bound = bound.map { Self.bound($0, source) } ?? .values("") }
    takeColumns(from: parent, to: id)
    for (constraintID, constraint) in catalog.constraints(of: parent)
    where constraint.kind == .check || constraint.kind == .notNull {
      try copyConstraint(constraintID, constraint, to: id)
    }
  }

  /// The indexes, keys and foreign keys that a partition gets from its parent, once its own columns stand.
  mutating func takePartsOfPartition(_ id: ObjectID, from parent: ObjectID) throws(ServerError) {
    for (indexID, index) in catalog.indexes(of: parent) {
      lock(indexID, .shareUpdateExclusive)
      try makeIndex(like: indexID, index, on: id)
    }
    for (constraintID, constraint) in catalog.constraints(of: parent)
    where constraint.kind == .foreignKey {
      try copyConstraint(constraintID, constraint, to: id)
      if let referenced = constraint.foreignKey?.referenced { lockReferenced(referenced) }
    }
    // Of foreign keys that point to the parent: since 15 their tables' writers wait. [create_partition_of_referenced]
    for (_, constraint) in catalog.foreignKeys(to: parent) {
      lock(constraint.owner, version >= 15 ? .shareRowExclusive : .accessShare)
    }
  }

  // MARK: - Shared with ALTER TABLE

  mutating func link(_ id: ObjectID, to parent: ObjectID) {
    catalog.updateRelation(id) { $0.parents.append(parent) }
    catalog.updateRelation(parent) { $0.children.append(id) }
    let isPartition = catalog.relation(parent)?.partitionKey != nil
    catalog.addDependency(
      Dependency(ObjectAddress(id), on: ObjectAddress(parent), isPartition ? .auto : .normal))
  }

  private mutating func takeColumns(from parent: ObjectID, to id: ObjectID) {
    guard let source = catalog.relation(parent) else { return }
    catalog.updateRelation(id) { relation in
      relation.hasUnknownColumns = relation.hasUnknownColumns || source.hasUnknownColumns
      for number in source.liveColumns {
        var column = source[number]
        column.isLocal = false
        column.inheritedFrom = 1
        if let existing = relation.column(named: column.name) {
          relation[existing].inheritedFrom += 1
          continue
        }
        // An identity column's sequence stays the parent's; partitions share it, children do without.
        if source.partitionKey == nil { column.identity = nil }
        relation.columns.append(column)
      }
    }
    dependOnTypes(of: id)
  }

  /// A constraint of a parent, on a child.
  @discardableResult
  mutating func copyConstraint(
    _ parentID: ObjectID, _ constraint: Constraint, to id: ObjectID
  ) throws(ServerError) -> ObjectID? {
    let name = catalog[parentID].name
    if case .found(let existing)? = catalog.object(.constraint, name, in: id) {
      try refuseOther(existing, than: constraint)
      catalog.updateConstraint(existing) { $0.inheritedFrom += 1 }
      return existing
    }
    var copy = constraint
    let stems =
      constraint.kind == .foreignKey && catalog.relation(constraint.owner)?.partitionKey != nil
    copy.parent = stems ? parentID : nil
    copy.owner = id
    copy.isLocal = false
    copy.inheritedFrom = 1
    let numbers = attributeNumbers(from: constraint.owner, to: id)
    copy.columns = constraint.columns.compactMap { numbers[$0] }
    copy.notNull = Set(constraint.notNull.compactMap { numbers[$0] })
    copy.expression = constraint.expression?.renumbered(numbers)
    let copyID = try put(copy, named: name, into: id)
    if stems {
      catalog.addDependency(Dependency(ObjectAddress(copyID), on: ObjectAddress(parentID), .auto))
    }
    return copyID
  }

  /// A child's constraint of the same name must say the same. Measured on 15.
  private func refuseOther(
    _ existing: ObjectID, than constraint: Constraint
  ) throws(ServerError) {
    guard let own = catalog.constraint(existing) else { return }
    func text(_ constraint: Constraint) -> String? {
      constraint.expression.map {
        catalog.text(of: $0, in: catalog.relation(constraint.owner))
      }
    }
    guard own.kind != constraint.kind || text(own) != text(constraint) else { return }
    throw ServerError(
      "42710",
      "constraint \"\(catalog[existing].name)\" for relation \"\(catalog[own.owner].name)\" already exists"
    )
  }

  /// The attribute numbers of the columns of one relation in another that has columns of the same names.
  func attributeNumbers(from parent: ObjectID, to id: ObjectID) -> [Int16: Int16] {
    guard let source = catalog.relation(parent), let target = catalog.relation(id) else {
      return [:]
    }
    var numbers: [Int16: Int16] = [:]
    var byName: [String: Int16] = [:]
    for number in target.liveColumns { byName[target[number].name] = number }
    for number in source.liveColumns { numbers[number] = byName[source[number].name] }
    return numbers
  }

  /// An index of a partitioned table, on a partition.
  @discardableResult
  mutating func makeIndex(
    like parentID: ObjectID, _ index: Index, on id: ObjectID
  ) throws(ServerError) -> ObjectID {
    let numbers = attributeNumbers(from: index.table, to: id)
    var copy = index
    copy.table = id
    copy.isValid = true
    copy.constraint = nil
    for place in copy.keys.indices {
      copy.keys[place].column = copy.keys[place].column.flatMap { numbers[$0] }
      copy.keys[place].expression = copy.keys[place].expression?.renumbered(numbers)
    }
    copy.include = index.include.compactMap { numbers[$0] }
    copy.predicate = index.predicate?.renumbered(numbers)
    if index.isUnique || index.isExclusion { try refusePartitionKey(copy, of: id) }
    let suffix =
      index.isPrimary
      ? "pkey" : index.isExclusion ? "excl" : index.constraint != nil ? "key" : "idx"
    let columns = index.isPrimary ? "" : indexColumnNames(copy, of: id)
    let name = freeRelationName(
      catalog[id].name, columns, suffix, in: catalog[id].container, constraintOf: id)
    let indexID = try makeIndex(copy, named: name)
    catalog.updateRelation(indexID) { $0.parents = [parentID] }
    catalog.updateRelation(parentID) { $0.children.append(indexID) }
    catalog.addDependency(
      Dependency(ObjectAddress(indexID), on: ObjectAddress(parentID), .auto))
    if let parentConstraint = index.constraint,
      var constraint = catalog.constraint(parentConstraint)
    {
      constraint.owner = id
      constraint.index = indexID
      constraint.columns = constraint.columns.compactMap { numbers[$0] }
      constraint.isLocal = false
      constraint.inheritedFrom = 1
      constraint.parent = parentConstraint
      if constraint.kind == .primaryKey {
        catalog.updateRelation(id) { relation in
          for number in constraint.columns { relation[number].isNotNull = true }
        }
      }
      let constraintID = try put(constraint, named: name, into: id)
      catalog.addDependency(
        Dependency(ObjectAddress(constraintID), on: ObjectAddress(parentConstraint), .auto))
      catalog.updateIndex(indexID) { $0.constraint = constraintID }
    }
    buildIndex(indexID)
    return indexID
  }

  /// The indexes on the partitions that an index of a partitioned table brings with it; one that is there and like it is
  /// attached. Documentation: CREATE INDEX, "equivalent index".
  mutating func makePartitionIndexes(of id: ObjectID) throws(ServerError) {
    guard let index = catalog.index(id), let table = catalog.relation(index.table),
      table.kind == .partitionedTable
    else { return }
    for child in table.children where !catalog[child].isDropped {
      if let own = indexLike(index, on: child) {
        linkIndex(own, to: id)
        continue
      }
      let childIndex = try makeIndex(like: id, index, on: child)
      try makePartitionIndexes(of: childIndex)
    }
  }

  /// Gives a new CHECK constraint to the children of its table.
  mutating func inheritConstraint(_ constraintID: ObjectID, to id: ObjectID) throws(ServerError) {
    guard let constraint = catalog.constraint(constraintID) else { return }
    for child in catalog.relation(id)?.children ?? [] where !catalog[child].isDropped {
      if let copy = try copyConstraint(constraintID, constraint, to: child) {
        try inheritConstraint(copy, to: child)
      }
    }
  }

  /// Gives a new foreign key of a partitioned table to its partitions.
  mutating func inheritForeignKey(_ constraintID: ObjectID, to id: ObjectID) throws(ServerError) {
    guard catalog.relation(id)?.kind == .partitionedTable else { return }
    try inheritConstraint(constraintID, to: id)
  }

  /// nil where it has none, or none that is known.
  package func defaultPartition(of parent: ObjectID) -> ObjectID? {
    catalog.relation(parent)?.children.first {
      !catalog[$0].isDropped && catalog.relation($0)?.bound == .default
    }
  }

  mutating func setPartitionKey(_ key: PartitionKey, of id: ObjectID) throws(ServerError) {
    var columns: [Int16?] = []
    var expressions: [BoundExpression] = []
    for element in key.elements {
      if let column = element.column {
        columns.append(try existingColumn(column, of: id))
      } else if let expression = element.expression {
        columns.append(nil)
        expressions.append(bind(expression, to: id))
      }
    }
    catalog.updateRelation(id) {
      $0.partitionKey = PartitionKeyDefinition(
        strategy: key.strategy, columns: columns, expressions: expressions)
    }
  }

  /// A bound as the catalogue keeps it.
  static func bound(_ bound: PartitionBound, _ source: SyntaxFile) -> PartitionBoundDefinition {
    func text(_ expressions: [Expression]) -> String {
      expressions.map { source.text($0.range) }.joined(separator: ", ")
    }
    return switch bound {
    case .default: .default
    case .list(let values): .values("IN (\(text(values)))")
    case .range(let from, let to): .values("FROM (\(text(from))) TO (\(text(to)))")
    case .hash(let modulus, let remainder):
      .values("WITH (modulus \(modulus ?? 0), remainder \(remainder ?? 0))")
    }
  }
}

extension PartitionBound {
  var isDefault: Bool { if case .default = self { true } else { false } }
}
