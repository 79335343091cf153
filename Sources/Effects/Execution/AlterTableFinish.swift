import Catalog
import SQLSyntax

/// The end of ALTER TABLE: what the commands have noted is done for each table at once. ATPostAlterTypeCleanup,
/// ATRewriteTables (tablecmds.c).
extension Replay {
  mutating func finish(_ run: inout AlterTableRun) throws(ServerError) {
    for (table, changes) in run.changes.sorted(by: { $0.key < $1.key }) {
      try rebuildParts(of: table, changes, run)
    }
    for table in run.computes.union(run.rewrites.keys).sorted() where isTableLike(table) {
      try refuseRowType(of: table)
    }
    for (table, reason) in run.rewrites.sorted(by: { $0.key < $1.key }) {
      rewrite(table, because: reason)
    }
    for (table, reason) in run.mayRewrite.sorted(by: { $0.key < $1.key })
    where run.rewrites[table] == nil && catalog.relation(table)?.kind.hasStorage == true {
      work(.rewrite, on: table, because: reason)
      notKnown(.rewrites, .rebuilds, .scans)
      if !isKnown(table) || !catalog.indexes(of: table).isEmpty { notKnown(.locks) }
    }
    nameRebuilds()
  }

  private func isTableLike(_ id: ObjectID) -> Bool {
    guard let kind = catalog.relation(id)?.kind else { return false }
    return kind.isTable || kind == .materializedView
  }

  /// All rows are written to a new file, and all indexes are built anew. [type_int_to_bigint_indexed]
  private mutating func rewrite(_ table: ObjectID, because reason: String) {
    guard let relation = catalog.relation(table), relation.kind.hasStorage else { return }
    // One pass over the rows does all.
    effects.work.removeAll {
      $0.kind == .scan && $0.relation.id == table && $0.reason != Self.foreignKeyReason
    }
    work(.rewrite, on: table, because: reason)
    for (index, _) in catalog.indexes(of: table) {
      lock(index, .accessExclusive)
      rebuild(index)
    }
    if relation.isAssumed || relation.mayBeOlder { notKnown(.locks, .rebuilds) }
  }

  /// Foreign keys are verified by a query of their own.
  static let foreignKeyReason = "the foreign key is verified"

  /// An index that goes and comes again under its name: as a rebuild of it. Measured: DROP CONSTRAINT, ADD CONSTRAINT
  /// with one name.
  private mutating func nameRebuilds() {
    for created in effects.creates where created.kind == .index {
      guard
        effects.locks.contains(where: {
          $0.relation.name == created.name && !$0.relation.isNew && $0.relation.id != created.id
        })
      else { continue }
      effects.rebuilds.append(created)
    }
  }

  // MARK: - Parts of a column whose type changes

  private mutating func rebuildParts(
    of table: ObjectID, _ changes: [ColumnChange], _ run: AlterTableRun
  ) throws(ServerError) {
    let rewrites = run.rewrites[table] != nil
    for (indexID, index) in catalog.indexes(of: table) {
      let own = changes.filter { index.columns.contains($0.column) }
      guard !own.isEmpty, !isCreatedHere(indexID) else { continue }
      lock(indexID, .accessExclusive)
      guard catalog.relation(indexID)?.kind == .index, !rewrites else { continue }
      try rebuildIndex(indexID, index, own)
    }
    for (constraintID, constraint) in catalog.constraints(of: table) {
      guard changes.contains(where: { constraint.columns.contains($0.column) }) else { continue }
      if constraint.kind == .check, constraint.isValid, !rewrites {
        scanRows(of: table, because: "the CHECK constraint is verified again")
      }
      if constraint.foreignKey != nil { try remakeForeignKey(constraintID, changes, run) }
    }
    for (constraintID, constraint) in catalog.foreignKeys(to: table) where constraint.owner != table
    {
      let columns = constraint.foreignKey?.columns ?? []
      guard changes.contains(where: { columns.contains($0.column) }) else { continue }
      try remakeForeignKey(constraintID, changes, run)
    }
  }

  /// An index of the column is made anew, on its old file if nothing in it changes.
  private mutating func rebuildIndex(
    _ id: ObjectID, _ index: Index, _ changes: [ColumnChange]
  ) throws(ServerError) {
    // The indexes of partitions come new with that of the partitioned table. Measured: text to varchar.
    let isPartition = catalog.relation(id)?.parents.contains { !catalog[$0].isDropped } ?? false
    if isPartition { return rebuild(id) }
    let rewrite = TypeRewrite(rules: coercionRules)
    var isUnknown = false
    for change in changes {
      var column = IndexedColumn(method: index.method)
      let key = index.keys.first { $0.column == change.column }
      column.operatorClass = key?.operatorClass
      column.isIncluded = key == nil && index.include.contains(change.column)
      column.hasExpressions = index.predicate != nil || index.keys.contains { $0.column == nil }
      column.changesCollation =
        change.changesCollation && !column.isIncluded && key?.collation == nil
      switch rewrite.index(column, after: change.outcome, from: change.old, to: change.new) {
      case .kept: break
      case .rebuilt: return rebuild(id)
      case .lacksOperatorClass:
        throw ServerError(
          "42704", "data type has no default operator class for access method \"\(index.method)\"")
      case .unknown: isUnknown = true
      }
    }
    if isUnknown { notKnown(.rebuilds, .scans) }
  }

  /// A foreign key is dropped and made anew, under an AccessExclusiveLock on the other table, too; its rows are
  /// compared again unless the operator stays the same. [type_fk_column_varchar_wider, type_fk_target_varchar_wider,
  /// type_int_to_bigint_pk_referenced]
  private mutating func remakeForeignKey(
    _ id: ObjectID, _ changes: [ColumnChange], _ run: AlterTableRun
  ) throws(ServerError) {
    guard let constraint = catalog.constraint(id), let key = constraint.foreignKey else { return }
    let isPartitioned = catalog.relation(key.referenced)?.kind == .partitionedTable
    lock(constraint.owner, .accessExclusive)
    lock(key.referenced, isPartitioned && version < 15 ? .shareRowExclusive : .accessExclusive)
    if isPartitioned { lock(catalog.descendants(of: key.referenced), .accessExclusive) }
    try refuseMismatch(constraint.columns, of: constraint.owner, key)
    guard constraint.isValid, constraint.isEnforced, !constraint.isInherited else { return }
    let rewrite = TypeRewrite(rules: coercionRules)
    let isSame = changes.allSatisfy { change in
      rewrite.index(IndexedColumn(), after: change.outcome, from: change.old, to: change.new)
        == .kept
    }
    let isRewritten = run.rewrites[constraint.owner] != nil || run.rewrites[key.referenced] != nil
    guard isRewritten || !isSame else { return }
    scanLeaves(of: constraint.owner, because: Self.foreignKeyReason)
    scanLeaves(of: key.referenced, because: Self.foreignKeyReason)
  }

  // MARK: - Reading

  /// Notes that the rows of a table that was there are read; its children are tables of their own.
  mutating func scanRows(of id: ObjectID, because reason: String) {
    guard !isCreatedHere(id), catalog.relation(id)?.kind.hasStorage == true else { return }
    work(.scan, on: id, because: reason)
  }

  /// The same for a table, or for the partitions of a partitioned one; not for inheritance children.
  mutating func scanLeaves(of id: ObjectID, because reason: String) {
    scanRows(of: id, because: reason)
    guard catalog.relation(id)?.kind == .partitionedTable else { return }
    for partition in catalog.descendants(of: id) { scanRows(of: partition, because: reason) }
  }
}

extension Constraint {
  fileprivate var isInherited: Bool { inheritedFrom > 0 && !isLocal }
}
