import Catalog
import SQLLexer
import SQLSyntax

/// VACUUM, ANALYZE, CLUSTER, REINDEX. Documentation: Routine Database Maintenance Tasks.
extension Replay {
  // MARK: - VACUUM and ANALYZE

  /// ShareUpdateExclusiveLock; VACUUM FULL AccessExclusiveLock and a rewrite. [vacuum, vacuum_full, analyze]
  mutating func vacuum(_ statement: Vacuum) throws(ServerError) {
    if statement.relations.isEmpty { return notKnown(.locks, .rewrites, .rebuilds, .scans) }
    for relation in statement.relations {
      let id = try existingRelation(relation.name)
      let isPartitioned = catalog.relation(id)?.kind == .partitionedTable
      let others = relation.only ? [] : catalog.descendants(of: id)
      for table in [id] + (isPartitioned ? others : []) {
        if statement.isFull {
          rewriteWhole(table)
        } else {
          lock(table, .shareUpdateExclusive)
        }
      }
      // ANALYZE reads a sample of inheritance children for its parent; VACUUM leaves them alone.
      if !isPartitioned, statement.onlyAnalyzes { lock(others, .accessShare) }
    }
  }

  /// A table is copied into a new file, and all its indexes are built anew.
  mutating func rewriteWhole(_ table: ObjectID, because reason: String? = nil) {
    lock(table, .accessExclusive)
    guard let relation = catalog.relation(table), relation.kind.hasStorage else { return }
    if relation.isAssumed { notKnown(.rebuilds) }
    work(.rewrite, on: table, because: reason)
    for (index, _) in catalog.indexes(of: table) {
      lock(index, .accessExclusive)
      rebuild(index)
    }
  }

  // MARK: - CLUSTER

  /// [cluster_using, cluster_table, cluster_partitioned]
  mutating func cluster(_ statement: Cluster) throws(ServerError) {
    guard let name = statement.table else {
      let all = Array(catalog.allObjects)
      for id in all where catalog.relation(id)?.clusteredIndex != nil { rewriteWhole(id) }
      return
    }
    let table = try existingRelation(name)
    if catalog.relation(table)?.kind == .partitionedTable {
      if version < 15 { throw ServerError("0A000", "cannot cluster a partitioned table") }
      effects.refusal = .command("CLUSTER")
      lock(table, .accessExclusive)
      for child in catalog.descendants(of: table) { rewriteWhole(child) }
      return
    }
    if let index = statement.index {
      let lookup = catalog.object(.relation, index.text, in: catalog[table].container)
      if let id = lookup?.id {
        catalog.updateRelation(table) { $0.clusteredIndex = id }
      } else if lookup == .missing || isKnown(table) {
        throw ServerError(
          "42704", "index \"\(index.text)\" for table \"\(catalog[table].name)\" does not exist")
      }
    } else if catalog.relation(table)?.clusteredIndex == nil, isKnown(table) {
      throw ServerError(
        "42704", "there is no previously clustered index for table \"\(catalog[table].name)\"")
    }
    rewriteWhole(table)
  }

  // MARK: - REINDEX

  /// ShareLock on the table, AccessExclusiveLock on the indexes; CONCURRENTLY ShareUpdateExclusiveLock.
  /// [reindex_index, reindex_table, reindex_table_concurrently, reindex_partitioned_table]
  mutating func reindex(_ statement: Reindex) throws(ServerError) {
    switch statement.target {
    case .index:
      guard let name = statement.name else { return }
      let index = try existingRelation(name, orAssume: .index)
      let children = catalog.descendants(of: index)
      refusePartitioned(index)
      lockPartitionedIndex(index, statement)
      for index in [index] + children { try reindexOne(index, statement) }
      lockPartitions(children.compactMap { catalog.index($0)?.table }, of: index)
    case .table:
      guard let name = statement.name else { return }
      let table = try existingRelation(name)
      refusePartitioned(table)
      let partitions = catalog.descendants(of: table)
      for table in [table] + partitions { try reindexAll(of: table, statement) }
      lockPartitions(partitions, of: table)
    case .schema:
      guard let name = statement.name else { return }
      switch catalog.schema(name.name) {
      case .found(let schema):
        if !catalog.isClosed(schema) { notKnown(.locks, .rebuilds, .scans) }
        for id in catalog.allObjects where catalog[id].container == schema {
          try reindexWhole(id, statement)
        }
      case .missing: throw .missing(NamedObject(.schema, name))
      case .unknown: notKnown(.locks, .rebuilds, .scans)
      }
    case .database:
      if !catalog.isClosed(catalog.publicSchema) { notKnown(.locks, .rebuilds, .scans) }
      for id in catalog.allObjects { try reindexWhole(id, statement) }
    // PostgreSQL's own tables.
    case .system: break
    }
  }

  /// As one table among all of a schema or database: a partitioned one is left to its partitions.
  private mutating func reindexWhole(
    _ table: ObjectID, _ statement: Reindex
  ) throws(ServerError) {
    guard catalog.relation(table)?.kind != .partitionedTable else { return }
    try reindexAll(of: table, statement)
  }

  /// That of a partitioned table or index works through its partitions, each in a transaction of its own.
  private mutating func refusePartitioned(_ id: ObjectID) {
    switch catalog.relation(id)?.kind {
    case .partitionedTable, .partitionedIndex:
      effects.refusal = effects.refusal ?? .command("REINDEX")
    default: break
    }
  }

  /// What works through partitions opens each under a ShareLock first, with CONCURRENTLY as well.
  /// [reindex_partitioned_table_concurrently]
  private mutating func lockPartitions(_ partitions: [ObjectID], of id: ObjectID) {
    guard
      catalog.relation(id)?.partitionKey != nil || catalog.relation(id)?.kind == .partitionedIndex
    else { return }
    lock(partitions, .share)
  }

  /// [reindex_partitioned_index]
  private mutating func lockPartitionedIndex(_ index: ObjectID, _ statement: Reindex) {
    guard let relation = catalog.relation(index), relation.kind == .partitionedIndex,
      let table = relation.index?.table
    else { return }
    lock(table, statement.isConcurrent ? .shareUpdateExclusive : .share)
    lock(index, statement.isConcurrent ? .shareUpdateExclusive : .accessExclusive)
  }

  private mutating func reindexAll(
    of table: ObjectID, _ statement: Reindex
  ) throws(ServerError) {
    guard let relation = catalog.relation(table) else { return }
    switch relation.kind {
    case .table, .partitionedTable, .materializedView: break
    default: return
    }
    if relation.isAssumed { notKnown(.rebuilds) }
    lock(table, statement.isConcurrent ? .shareUpdateExclusive : .share)
    for (index, _) in catalog.indexes(of: table) { try reindexOne(index, statement) }
  }

  private mutating func reindexOne(
    _ index: ObjectID, _ statement: Reindex
  ) throws(ServerError) {
    guard let relation = catalog.relation(index), relation.kind == .index else { return }
    guard let definition = relation.index else { return notKnown(.locks, .scans) }
    let mode: LockMode = statement.isConcurrent ? .shareUpdateExclusive : .share
    lock(definition.table, mode)
    // Exclusion constraints are skipped, with a warning. [reindex_exclusion_concurrently]
    if statement.isConcurrent, definition.isExclusion {
      return lock(index, .shareUpdateExclusive)
    }
    rebuild(index)
    catalog.updateIndex(index) { $0.isValid = true }
    guard statement.isConcurrent else { return lock(index, .accessExclusive) }
    lock(index, .shareUpdateExclusive)
    // The new index takes the old one's name at the end, and the old one's file goes with it.
    var copy = CatalogObject(
      name: catalog[index].name + "_ccnew", in: catalog[index].container,
      catalog[index].definition, origin: origin)
    copy.comment = nil
    let new = create(copy)
    effects.creates.removeLast()
    lock(new, .shareUpdateExclusive)
    catalog.remove(new)
  }
}
