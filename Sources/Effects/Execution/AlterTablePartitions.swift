import Catalog
import SQLLexer
import SQLSyntax

/// ATTACH and DETACH PARTITION, of tables and indexes. Documentation: ALTER TABLE, Table Partitioning.
extension Replay {
  mutating func alterPartition(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard case .relation(let name, let bound) = command.details,
      let relation = catalog.relation(run.table)
    else { return }
    if relation.kind == .partitionedIndex { return try attachIndex(name, run) }
    guard relation.kind == .partitionedTable || relation.isAssumed else {
      throw ServerError("42P17", "table \"\(catalog[run.table].name)\" is not partitioned")
    }
    if relation.isAssumed { catalog.updateRelation(run.table) { $0.kind = .partitionedTable } }
    switch command.kind {
    case .attachPartition: try attach(existingRelation(name), bound, run)
    case .detachPartition:
      try detach(existingRelation(name), isConcurrent: command.isConcurrent, run)
    default:
      let partition = try existingRelation(name)
      lock(partition, .accessExclusive)
      guard isKnown(partition) else { return }
      throw ServerError(
        "55000", "cannot complete detaching partition \"\(catalog[partition].name)\"")
    }
  }

  // MARK: - ATTACH

  /// AccessExclusiveLock on the partition and the default partition, ShareUpdateExclusiveLock on the parent and its
  /// indexes. The rows of both are read unless a CHECK proves where they belong; missing indexes are built. [attach,
  /// attach_with_check, attach_with_check_and_pk, attach_with_check_unique_index_only, attach_with_fk]
  private mutating func attach(
    _ id: ObjectID, _ bound: PartitionBound?, _ run: AlterTableRun
  ) throws(ServerError) {
    let parent = run.table
    lock(id, .accessExclusive)
    lock(catalog.descendants(of: id), .accessExclusive)
    try refuseAsPartition(id, of: parent)
    let definition = bound.map { Self.bound($0, source) } ?? .values("")
    try refuseBound(bound, definition, of: id, in: parent)
    let other = defaultPartition(of: parent)
    if let other { lock(other, .accessExclusive) }
    try mergeColumns(of: parent, into: id)
    try refuseExtraColumns(id, parent)
    try mergeChecks(of: parent, into: id)
    if other != nil || !bound.map({ $0.isDefault && liveChildren(of: parent).isEmpty }).isTrue {
      verifyBound(bound, of: id, in: parent)
    }
    if let other, definition != .default {
      verifyDefault(other, bound, in: parent)
    }
    link(id, to: parent)
    catalog.updateRelation(id) { $0.bound = definition }
    takeIdentity(id, from: parent)
    try attachIndexes(of: parent, to: id)
    try attachForeignKeys(of: parent, to: id)
  }

  private func refuseAsPartition(_ id: ObjectID, of parent: ObjectID) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    let name = catalog[id].name
    guard relation.kind.isTable || relation.kind == .foreignTable else {
      throw ServerError(
        "42809", "ALTER action ATTACH PARTITION cannot be performed on relation \"\(name)\"")
    }
    if relation.isPartition { throw ServerError("42809", "\"\(name)\" is already a partition") }
    if relation.ofType != nil {
      throw ServerError("42809", "cannot attach a typed table as partition")
    }
    if !relation.parents.isEmpty {
      throw ServerError("42809", "cannot attach inheritance child as partition")
    }
    if relation.kind != .partitionedTable, !liveChildren(of: id).isEmpty {
      throw ServerError("42809", "cannot attach inheritance parent as partition")
    }
    if id == parent || catalog.descendants(of: id).contains(parent) {
      throw ServerError("42P07", "circular inheritance not allowed")
    }
    guard let persistence = catalog.relation(parent)?.persistence else { return }
    if (persistence == .temporary) != (relation.persistence == .temporary), !relation.isAssumed {
      throw ServerError(
        "42809", "cannot attach a relation of another persistence as partition of \"\(name)\"")
    }
  }

  /// [attach_extra_column]
  private func refuseExtraColumns(_ id: ObjectID, _ parent: ObjectID) throws(ServerError) {
    guard let relation = catalog.relation(id), let other = catalog.relation(parent),
      !other.hasUnknownColumns
    else { return }
    for number in relation.liveColumns where other.column(named: relation[number].name) == nil {
      throw ServerError(
        "42804",
        "table \"\(catalog[id].name)\" contains column \"\(relation[number].name)\" not found in parent \"\(catalog[parent].name)\""
      )
    }
  }

  /// Since 17 partitions share the identity columns of their table.
  private mutating func takeIdentity(_ id: ObjectID, from parent: ObjectID) {
    guard version >= 17, let relation = catalog.relation(parent) else { return }
    for number in relation.liveColumns where relation[number].identity != nil {
      guard let own = column(number, of: parent, in: id) else { continue }
      catalog.updateRelation(id) { $0[own].identity = relation[number].identity }
    }
  }

  // MARK: - Indexes and foreign keys of a new partition

  /// Each index of the parent takes one of the partition that is like it, or a new one is built. A unique index does
  /// not stand in for a key. AttachPartitionEnsureIndexes.
  private mutating func attachIndexes(of parent: ObjectID, to id: ObjectID) throws(ServerError) {
    for (parentIndex, index) in catalog.indexes(of: parent) {
      if let own = indexLike(index, on: id) {
        lock(parentIndex, .shareUpdateExclusive)
        linkIndex(own, to: parentIndex)
        continue
      }
      if index.isPrimary, catalog.indexes(of: id).contains(where: { $0.index.isPrimary }) {
        throw ServerError(
          "42P16",
          "multiple primary keys for table \"\(catalog[id].name)\" are not allowed")
      }
      lock(parentIndex, .shareUpdateExclusive)
      let made = try makeIndex(like: parentIndex, index, on: id)
      try makePartitionIndexes(of: made)
    }
  }

  /// CompareIndexInfo: the same columns, in the same order, of the same kind, not yet attached.
  func indexLike(_ index: Index, on id: ObjectID) -> ObjectID? {
    let numbers = attributeNumbers(from: index.table, to: id)
    return catalog.indexes(of: id).first { candidate in
      let other = candidate.index
      guard catalog.relation(candidate.id)?.parents.isEmpty == true, other.isValid != false else {
        return false
      }
      return isLike(other, index, numbers)
    }?.id
  }

  private func isLike(_ other: Index, _ index: Index, _ numbers: [Int16: Int16]) -> Bool {
    guard other.method == index.method, other.isUnique == index.isUnique,
      other.nullsNotDistinct == index.nullsNotDistinct, other.keys.count == index.keys.count,
      other.include == index.include.compactMap({ numbers[$0] }),
      (other.predicate == nil) == (index.predicate == nil)
    else { return false }
    for (own, wanted) in zip(other.keys, index.keys) {
      guard own.column == wanted.column.flatMap({ numbers[$0] }),
        own.collation == wanted.collation, own.operatorClass == wanted.operatorClass
      else { return false }
    }
    let texts = [other, index].map { index in
      (index.keys.compactMap(\.expression) + [index.predicate].compactMap { $0 })
        .map { catalog.text(of: $0, in: catalog.relation(index.table)) }
    }
    guard texts[0] == texts[1] else { return false }
    guard let wanted = index.constraint else { return true }
    return other.constraint.map {
      catalog.constraint($0)?.kind == catalog.constraint(wanted)?.kind
    } ?? false
  }

  mutating func linkIndex(_ id: ObjectID, to parent: ObjectID) {
    catalog.updateRelation(id) { $0.parents = [parent] }
    catalog.updateRelation(parent) { $0.children.append(id) }
    catalog.addDependency(Dependency(ObjectAddress(id), on: ObjectAddress(parent), .auto))
    guard let own = catalog.index(id)?.constraint, let above = catalog.index(parent)?.constraint
    else { return }
    linkConstraint(own, to: above)
  }

  private mutating func linkConstraint(_ id: ObjectID, to parent: ObjectID) {
    catalog.updateConstraint(id) {
      $0.parent = parent
      $0.inheritedFrom = 1
      $0.isLocal = false
    }
    catalog.addDependency(Dependency(ObjectAddress(id), on: ObjectAddress(parent), .auto))
  }

  /// A foreign key of the parent takes one of the partition that is like it, whose triggers go, or is verified for its
  /// rows. Measured on 14 to 18. [attach_with_fk, attach_referenced]
  private mutating func attachForeignKeys(
    of parent: ObjectID, to id: ObjectID
  ) throws(ServerError) {
    for (constraintID, constraint) in catalog.constraints(of: parent) {
      guard let key = constraint.foreignKey else { continue }
      let numbers = attributeNumbers(from: parent, to: id)
      let columns = constraint.columns.compactMap { numbers[$0] }
      let own = catalog.constraints(of: id).first {
        $0.constraint.columns == columns && $0.constraint.foreignKey?.referenced == key.referenced
          && $0.constraint.foreignKey?.columns == key.columns && $0.constraint.parent == nil
      }
      if let own {
        lockReferenced(key.referenced, .accessExclusive)
        linkConstraint(own.id, to: constraintID)
        continue
      }
      lockReferenced(key.referenced)
      try copyConstraint(constraintID, constraint, to: id)
      guard constraint.isValid, constraint.isEnforced else { continue }
      scanLeaves(of: id, because: Self.foreignKeyReason)
      scanLeaves(of: key.referenced, because: Self.foreignKeyReason)
    }
    for (_, constraint) in catalog.foreignKeys(to: parent) {
      lock(constraint.owner, version >= 15 ? .shareRowExclusive : .accessShare)
    }
  }

  // MARK: - DETACH

  /// AccessExclusiveLock on the partition, its indexes and the default partition. [detach, detach_concurrently,
  /// detach_concurrently_with_default, detach_concurrently_referenced]
  private mutating func detach(
    _ id: ObjectID, isConcurrent: Bool, _ run: AlterTableRun
  ) throws(ServerError) {
    let parent = run.table
    guard let relation = catalog.relation(id) else { return }
    guard relation.parents.contains(parent) || relation.isAssumed else {
      throw ServerError(
        "42P01",
        "relation \"\(catalog[id].name)\" is not a partition of relation \"\(catalog[parent].name)\""
      )
    }
    if let other = defaultPartition(of: parent) {
      if isConcurrent {
        throw ServerError(
          "55000", "cannot detach partitions concurrently when a default partition exists")
      }
      lock(other, .accessExclusive)
    }
    // With its own partitions. [detach-middle of scripts/oracle]
    lock([id] + catalog.descendants(of: id), .accessExclusive)
    for (_, constraint) in catalog.foreignKeys(to: parent) {
      lock(constraint.owner, .accessExclusive)
      scanLeaves(of: constraint.owner, because: Self.foreignKeyReason)
      scanLeaves(of: id, because: Self.foreignKeyReason)
      failsWithRows(
        ServerError(
          "23503",
          "removing partition \"\(catalog[id].name)\" violates a foreign key constraint",
          needsRows: true))
    }
    for (constraintID, constraint) in catalog.constraints(of: id) {
      guard let key = constraint.foreignKey, constraint.parent != nil else { continue }
      lockReferenced(key.referenced)
      catalog.updateConstraint(constraintID) { $0.parent = nil }
    }
    for (index, _) in catalog.indexes(of: id)
    where catalog.relation(index)?.parents.isEmpty == false {
      lock(index, .accessExclusive)
      for above in catalog.relation(index)?.parents ?? [] {
        catalog.updateRelation(above) { $0.children.removeAll { $0 == index } }
      }
      catalog.updateRelation(index) { $0.parents = [] }
    }
    unlink(id, from: parent)
    catalog.updateRelation(id) { relation in
      relation.bound = nil
      guard version >= 17 else { return }
      for number in relation.liveColumns { relation[number].identity = nil }
    }
    if relation.isAssumed { notKnown(.locks) }
  }

  // MARK: - Indexes

  /// AccessExclusiveLock on the index of the partition, AccessShareLock on both tables. [alter_index_attach_partition]
  private mutating func attachIndex(
    _ name: QualifiedName, _ run: AlterTableRun
  ) throws(ServerError) {
    let id = try existingRelation(name, orAssume: .index)
    let parent = run.table
    guard let index = catalog.index(parent), let own = catalog.index(id) else {
      return notKnown(.locks)
    }
    let names = (own: catalog[id].name, parent: catalog[parent].name)
    let refusal = "cannot attach index \"\(names.own)\" as a partition of index \"\(names.parent)\""
    lock(id, .accessExclusive)
    lock(index.table, .accessShare)
    lock(own.table, .accessShare)
    if catalog.relation(id)?.parents == [parent] {
      effects.skips = true
      return
    }
    guard catalog.relation(id)?.parents.isEmpty == true,
      catalog.relation(own.table)?.parents.contains(index.table) == true
    else { throw ServerError("55000", refusal) }
    let isTaken = catalog.indexes(of: own.table).contains {
      catalog.relation($0.id)?.parents == [parent]
    }
    if isTaken { throw ServerError("55000", refusal) }
    guard isLike(own, index, attributeNumbers(from: index.table, to: own.table)) else {
      throw ServerError("42P17", refusal)
    }
    linkIndex(id, to: parent)
    let attached = Set(liveChildren(of: parent).compactMap { catalog.index($0)?.table })
    if liveChildren(of: index.table).allSatisfy(attached.contains) {
      catalog.updateIndex(parent) { $0.isValid = true }
    }
  }
}

extension Bool? {
  fileprivate var isTrue: Bool { self ?? false }
}
