import Catalog
import SQLSyntax

/// DROP COLUMN, and DROP ATTRIBUTE of a composite type. Documentation: ALTER TABLE, "DROP COLUMN".
///
/// The rows stay as they are. Indexes and constraints that use the column go with it; views, policies, triggers and
/// (since 15) generated columns stand in the way without CASCADE [drop_column_indexed, drop_column_check_multi,
/// drop_column_view_dep_cascade, drop_column_generated_dep]. Dropping a foreign key locks the table that it refers to
/// [drop_column_fk].
extension Replay {
  mutating func dropColumn(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name, let relation = catalog.relation(run.table) else { return }
    let id = run.table
    if relation.kind == .compositeType { try reachTypedTables(&run) }
    if relation.ofType != nil { throw ServerError("42809", "cannot drop column from typed table") }
    if Self.systemColumns.contains(name.text) {
      throw ServerError("0A000", "cannot drop system column \"\(name.text)\"")
    }
    guard let number = try column(name, of: id, ifExists: command.ifExists) else {
      if run.jobs.count == 1 { effects.skips = true }
      return
    }
    if relation.columns.indices.contains(Int(number) - 1) {
      try refuseDrop(number, of: id, relation, run)
    }
    let children = relation.children.filter { !catalog[$0].isDropped }
    // Also with ONLY. [drop_column_inherited_only]
    lock(children, run.mode)
    if relation.kind == .partitionedTable, run.only, !children.isEmpty {
      throw ServerError(
        "42P16", "cannot drop column from only the partitioned table when partitions exist")
    }
    noteProofs(of: number, in: id, &run)
    var targets = [ObjectAddress(id, .column(number))]
    collect(number, of: id, children: children + run.typedTables, run, &targets)
    if catalog.relation(id)?.isAssumed == true { notKnown(.locks, .drops) }
    try remove(targets, cascades: command.behavior.cascadeRange != nil)
  }

  static let systemColumns: Set<String> = ["tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"]

  /// [drop_column_partition_direct, drop_column_partition_key]
  private func refuseDrop(
    _ number: Int16, of id: ObjectID, _ relation: Relation, _ run: AlterTableRun
  ) throws(ServerError) {
    let name = relation[number].name
    if relation[number].inheritedFrom > 0 {
      throw ServerError("42P16", "cannot drop inherited column \"\(name)\"")
    }
    for table in [id] + catalog.descendants(of: id) {
      guard let own = column(number, of: id, in: table), isInPartitionKey(own, of: table) else {
        continue
      }
      throw ServerError(
        "42P16",
        "cannot drop column \"\(name)\" because it is part of the partition key of relation \"\(catalog[table].name)\""
      )
    }
  }

  func isInPartitionKey(_ number: Int16, of id: ObjectID) -> Bool {
    guard let key = catalog.relation(id)?.partitionKey else { return false }
    return key.columns.contains(number) || key.expressions.contains { $0.columns.contains(number) }
  }

  /// The columns of children that go as well: those that come from no other parent and were not declared there.
  private mutating func collect(
    _ number: Int16, of parent: ObjectID, children: [ObjectID], _ run: AlterTableRun,
    _ targets: inout [ObjectAddress]
  ) {
    for child in children {
      guard let own = column(number, of: parent, in: child), let relation = catalog.relation(child)
      else { continue }
      if !run.only, relation[own].inheritedFrom <= 1,
        !relation[own].isLocal || relation.ofType != nil
      {
        targets.append(ObjectAddress(child, .column(own)))
        let next = relation.children.filter { !catalog[$0].isDropped }
        lock(next, run.mode)
        collect(own, of: child, children: next, run, &targets)
      } else {
        catalog.updateRelation(child) {
          $0[own].inheritedFrom = max($0[own].inheritedFrom - 1, 0)
          if run.only { $0[own].isLocal = true }
        }
      }
    }
  }

  /// What the CHECK constraints of the column prove: SET NOT NULL in the same statement comes too late.
  private func noteProofs(of number: Int16, in id: ObjectID, _ run: inout AlterTableRun) {
    for (constraintID, constraint) in catalog.constraints(of: id)
    where constraint.kind == .check && constraint.columns.contains(number) {
      run.droppedProofs.append(
        DroppedProof(table: id, name: catalog[constraintID].name, notNull: constraint.notNull))
    }
  }

  // MARK: - Composite types

  /// The tables OF a composite type, which get its attributes, with CASCADE. [alter_type_add_attribute_cascade,
  /// alter_type_add_attribute_typed_table]
  mutating func reachTypedTables(_ run: inout AlterTableRun) throws(ServerError) {
    let type = run.table
    let tables = catalog.dependencies(on: ObjectAddress(type)).map(\.dependent.object).filter {
      catalog.relation($0)?.ofType == type
    }
    guard !tables.isEmpty else { return }
    guard run.cascades else {
      throw ServerError(
        "2BP01",
        "cannot alter type \"\(catalog[type].name)\" because it is the type of a typed table")
    }
    lock(tables, run.mode)
    run.typedTables = tables
  }
}
