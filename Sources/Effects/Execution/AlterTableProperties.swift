import Catalog
import SQLLexer
import SQLSyntax

/// Properties of a table as a whole: owner, persistence, access method, tablespace, storage parameters, clustering,
/// replica identity. Documentation: ALTER TABLE.
extension Replay {
  mutating func alterProperty(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    switch command.kind {
    case .changeOwner: try changeOwner(command, run)
    case .setLogged: try setPersistence(.permanent, command, &run)
    case .setUnlogged: try setPersistence(.unlogged, command, &run)
    case .setAccessMethod: try setAccessMethod(command, &run)
    case .setTablespace: setTablespace(command, run)
    case .setRelOptions, .resetRelOptions: try setParameters(command, run)
    case .clusterOn: try clusterOn(command, run)
    case .dropCluster:
      try refuseClusterOfPartitioned(run.table)
      catalog.updateRelation(run.table) { $0.clusteredIndex = nil }
    case .replicaIdentity: try setReplicaIdentity(command, run)
    default: break
    }
  }

  // MARK: - OWNER TO

  /// AccessExclusiveLock on the indexes and the sequences of the columns too; an owner that is the owner already
  /// changes nothing. Measured on 14 to 18.
  private mutating func changeOwner(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard case .owner(let role) = command.details, let relation = catalog.relation(run.table) else {
      return
    }
    var owner: String?
    switch role {
    case .role(let name): owner = name.text
    // The user of a migration is mostly the owner.
    default: return
    }
    guard relation.owner == nil || relation.owner != owner else { return }
    if let sequence = relation.sequence, let column = sequence.owner,
      catalog.relation(column.object)?.owner != owner
    {
      throw ServerError("0A000", "cannot change owner of sequence \"\(catalog[run.table].name)\"")
    }
    // ALTER INDEX … OWNER is a warning.
    guard !relation.kind.isIndex else { return }
    catalog.updateRelation(run.table) { $0.owner = owner }
    lock(catalog.indexes(of: run.table).map(\.id), .accessExclusive)
    for sequence in ownedSequences(of: run.table) {
      lock(sequence, .accessExclusive)
      catalog.updateRelation(sequence) { $0.owner = owner }
    }
    if relation.isAssumed || relation.mayBeOlder { notKnown(.locks) }
  }

  // MARK: - SET LOGGED, UNLOGGED

  /// Everything is copied to new files, since 15 also the sequences of the columns. [set_unlogged,
  /// set_unlogged_with_identity, set_logged_already]
  private mutating func setPersistence(
    _ persistence: Relation.Persistence, _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    let id = run.table
    guard let relation = catalog.relation(id) else { return }
    let name = catalog[id].name
    let word = persistence == .permanent ? "logged" : "unlogged"
    if relation.persistence == .temporary {
      throw ServerError(
        "42P16", "cannot change logged status of table \"\(name)\" because it is temporary")
    }
    if run.changesPersistence {
      throw ServerError("0A000", "cannot change persistence setting twice")
    }
    run.changesPersistence = true
    guard relation.persistence != persistence || relation.isAssumed || relation.mayBeOlder else {
      return
    }
    if persistence == .unlogged, isPublished(id) {
      throw ServerError(
        "55000",
        "cannot change table \"\(name)\" to unlogged because it is part of a publication")
    }
    // A logged table must not refer to an unlogged one.
    let others =
      persistence == .unlogged
      ? catalog.foreignKeys(to: id).map(\.constraint.owner)
      : catalog.constraints(of: id).compactMap(\.constraint.foreignKey?.referenced)
    for other in others where other != id {
      guard let otherPersistence = catalog.relation(other)?.persistence,
        otherPersistence != persistence
      else { continue }
      throw ServerError(
        "42P16",
        "could not change table \"\(name)\" to \(word) because it references table \"\(catalog[other].name)\""
      )
    }
    catalog.updateRelation(id) { $0.persistence = persistence }
    for (index, _) in catalog.indexes(of: id) {
      catalog.updateRelation(index) { $0.persistence = persistence }
    }
    guard relation.kind.hasStorage else { return }
    if relation.kind == .sequence {
      return work(.rewrite, on: id, because: "the sequence becomes \(word)")
    }
    run.rewrites[id] = "the table becomes \(word)"
    guard version >= 15 else { return }
    for sequence in ownedSequences(of: id) {
      lock(sequence, .accessExclusive)
      work(.rewrite, on: sequence, because: "the sequence becomes \(word)")
      catalog.updateRelation(sequence) { $0.persistence = persistence }
    }
  }

  /// A publication names the table; FOR ALL TABLES leaves unlogged tables out.
  private func isPublished(_ id: ObjectID) -> Bool {
    catalog.dependencies(on: ObjectAddress(id)).contains {
      if case .other(let other) = catalog[$0.dependent.object].definition {
        other.type == .publication
      } else {
        false
      }
    }
  }

  // MARK: - Where and how it is stored

  /// Measured on 15 to 18; a partitioned table has no rows of its own. [set_access_method_partitioned]
  private mutating func setAccessMethod(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let relation = catalog.relation(run.table) else { return }
    if version < 17, relation.kind == .partitionedTable {
      throw ServerError("42809", "cannot change access method of a partitioned table")
    }
    let method = command.name?.text ?? "heap"
    if ["btree", "hash", "gist", "gin", "spgist", "brin"].contains(method) {
      throw ServerError("55000", "access method \"\(method)\" is not of type TABLE")
    }
    guard method != relation.accessMethod ?? "heap" else { return }
    let lookup = catalog.object(.other(ObjectType.accessMethod.rawValue), method, in: nil)
    if lookup == .missing || lookup == nil && !hasExtensions && method != "heap" {
      throw ServerError("42704", "access method \"\(method)\" does not exist")
    }
    catalog.updateRelation(run.table) { $0.accessMethod = method }
    guard relation.kind.hasStorage else { return }
    run.rewrites[run.table] = "the table gets another access method"
  }

  /// The file is copied as it is, without the indexes, which have tablespaces of their own. [set_tablespace_other,
  /// set_tablespace_same, alter_index_set_tablespace_other]
  private mutating func setTablespace(_ command: AlterTableCommand, _ run: AlterTableRun) {
    guard let name = command.name?.text, let relation = catalog.relation(run.table) else { return }
    let new = name == "pg_default" ? nil : name
    guard new != relation.tablespace else { return }
    catalog.updateRelation(run.table) { $0.tablespace = new }
    guard relation.kind.hasStorage, run.rewrites[run.table] == nil else { return }
    if relation.kind == .index {
      rebuild(run.table)
    } else {
      work(.rewrite, on: run.table, because: Self.copyReason)
    }
  }

  /// ALTER … ALL IN TABLESPACE: every relation of the kind that is known to be there. [set_tablespace_all]
  mutating func moveAll(_ move: AlterTableMoveAll) {
    let (old, new) = (move.tablespace.text, move.newTablespace.text)
    guard old != new else { return }
    for id in catalog.allObjects {
      guard let relation = catalog.relation(id), relation.kind.hasStorage,
        relation.kind.isIndex == (move.object == .index),
        (relation.kind == .materializedView) == (move.object == .materializedView),
        relation.kind != .sequence, relation.tablespace ?? "pg_default" == old
      else { continue }
      lock(id, .accessExclusive)
      catalog.updateRelation(id) { $0.tablespace = new == "pg_default" ? nil : new }
      if relation.kind == .index {
        rebuild(id)
      } else {
        work(.rewrite, on: id, because: Self.copyReason)
      }
    }
  }

  private static let copyReason = "the file is copied to another tablespace"

  /// [set_fillfactor_partitioned, alter_matview_set_fillfactor]
  private mutating func setParameters(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard case .options(let options) = command.details, let relation = catalog.relation(run.table)
    else { return }
    let isSet = command.kind == .setRelOptions
    if relation.kind == .partitionedTable, isSet, !options.isEmpty {
      let name = options[0].name.text
      throw version >= 16
        ? ServerError("42809", "cannot specify storage parameters for a partitioned table")
        : ServerError("22023", "unrecognized parameter \"\(name)\"")
    }
    for option in options {
      let name = option.name.text
      if isSet, option.namespace == nil,
        StorageParameter.exists(name, for: relation.kind, version) == false
      {
        throw ServerError("22023", "unrecognized parameter \"\(name)\"")
      }
    }
    let changes = self.options(options)
    catalog.updateRelation(run.table) { relation in
      for (name, value) in changes { relation.options[name] = isSet ? value : nil }
    }
  }

  // MARK: - CLUSTER ON, REPLICA IDENTITY

  /// ShareUpdateExclusiveLock on the index as well. [cluster_on]
  private mutating func clusterOn(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name else { return }
    guard let (id, index) = try index(name, of: run.table) else { return }
    try refuseClusterOfPartitioned(run.table)
    if !["btree", "gist"].contains(index.method),
      ["hash", "gin", "brin", "spgist"].contains(index.method)
    {
      throw ServerError(
        "0A000",
        "cannot cluster on index \"\(name.text)\" because access method does not support clustering"
      )
    }
    if index.predicate != nil {
      throw ServerError("0A000", "cannot cluster on partial index \"\(name.text)\"")
    }
    lock(id, .shareUpdateExclusive)
    catalog.updateRelation(run.table) { $0.clusteredIndex = id }
  }

  private func refuseClusterOfPartitioned(_ id: ObjectID) throws(ServerError) {
    guard catalog.relation(id)?.kind == .partitionedTable else { return }
    throw ServerError("0A000", "cannot mark index clustered in partitioned table")
  }

  /// ShareLock on the index. Measured on 14 to 18.
  private mutating func setReplicaIdentity(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name else {
      guard case .replicaIdentity(let identity) = command.details else { return }
      return catalog.updateRelation(run.table) {
        $0.replicaIdentity = nil
        $0.replicates = identity
      }
    }
    guard let (id, index) = try index(name, of: run.table) else { return }
    if !index.isUnique {
      throw ServerError(
        "42809", "cannot use non-unique index \"\(name.text)\" as replica identity")
    }
    if index.keys.contains(where: { $0.column == nil }) {
      throw ServerError(
        "0A000", "cannot use expression index \"\(name.text)\" as replica identity")
    }
    if index.predicate != nil {
      throw ServerError("0A000", "cannot use partial index \"\(name.text)\" as replica identity")
    }
    let nullable = index.keys.compactMap(\.column).first {
      catalog.relation(run.table)?[$0].isNotNull == false
    }
    if let nullable {
      throw ServerError(
        "42809",
        "index \"\(name.text)\" cannot be used as replica identity because column \"\(columnName(nullable, of: run.table))\" is nullable"
      )
    }
    lock(id, .share)
    catalog.updateRelation(run.table) {
      $0.replicaIdentity = id
      $0.replicates = .index
    }
  }

  /// An index of the table by its name; nil where nothing is known of it.
  ///
  /// - Throws: 42704, and 42809 where it is another table's.
  private mutating func index(
    _ name: Name, of table: ObjectID
  ) throws(ServerError) -> (ObjectID, Index)? {
    let schema = catalog[table].container
    if let id = catalog.object(.relation, name.text, in: schema)?.id, let index = catalog.index(id)
    {
      if index.table == table { return (id, index) }
      throw ServerError(
        "42809", "\"\(name.text)\" is not an index for table \"\(catalog[table].name)\"")
    }
    guard isKnown(table) else {
      notKnown(.locks)
      return nil
    }
    throw ServerError(
      "42704", "index \"\(name.text)\" for table \"\(catalog[table].name)\" does not exist")
  }
}
