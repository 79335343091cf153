import Catalog
import SQLLexer
import SQLSyntax

/// ADD, VALIDATE, ALTER and DROP CONSTRAINT. Documentation: ALTER TABLE.
extension Replay {
  /// - Parameter isVerified: the rows are compared with it; not for a foreign key of a column that is NULL in all rows.
  mutating func addConstraint(
    _ definition: ConstraintDefinition, column: Name?, isVerified: Bool,
    _ run: inout AlterTableRun
  ) throws(ServerError) {
    // Since 18 the children are locked first, whether they get the constraint or not. Measured on 18.
    if version >= 18, column == nil, !run.only {
      lock(catalog.descendants(of: run.table), run.mode)
    }
    var context = ConstraintContext(column: column)
    context.only = run.only
    context.isVerified = isVerified
    context.mode = run.mode
    guard let id = try addConstraint(definition, to: run.table, context),
      let constraint = catalog.constraint(id)
    else { return }
    if let key = constraint.foreignKey, constraint.isValid, !constraint.columns.isEmpty,
      let relation = catalog.relation(run.table),
      constraint.columns.allSatisfy({ relation[$0].isNotNull == true })
    {
      effects.requiredReferences[part(definition.range)] = touched(key.referenced)
    }
    // No row has a value in the column: the other table is not read. [add_fk_and_column_together]
    if let key = constraint.foreignKey, constraint.isValid,
      !constraint.columns.isEmpty,
      constraint.columns.allSatisfy({ run.addedNull[run.table]?.contains($0) == true })
    {
      effects.work.removeAll { $0.kind == .scan && $0.relation.id == key.referenced }
    }
  }

  // MARK: - VALIDATE

  /// ShareUpdateExclusiveLock, and RowShareLock on the table that a foreign key refers to. [validate_check,
  /// validate_fk, validate_not_null]
  mutating func validateConstraint(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name else { return }
    guard let id = try constraint(name, of: run.table), let constraint = catalog.constraint(id)
    else {
      scanRows(of: run.table, because: "the constraint is verified")
      return notKnown(.locks, .scans)
    }
    let table = catalog[run.table].name
    let kinds: Set<Constraint.Kind> =
      version >= 18 ? [.check, .foreignKey, .notNull] : [.check, .foreignKey]
    guard kinds.contains(constraint.kind) else {
      throw ServerError(
        "42809",
        "constraint \"\(name.text)\" of relation \"\(table)\" is not a foreign key or check constraint"
      )
    }
    if !constraint.isEnforced {
      throw ServerError("55000", "cannot validate NOT ENFORCED constraint")
    }
    guard !constraint.isValid else { return }
    if let key = constraint.foreignKey { return validate(id, key, run) }
    let isInherited = !constraint.isNoInherit
    if isInherited, run.only, !liveChildren(of: run.table).isEmpty {
      throw ServerError("42P16", "constraint must be validated on child tables too")
    }
    for relation in isInherited ? reach(run) : [run.table] {
      guard let own = ownConstraint(id, constraint, of: relation), !catalog[own].isDropped,
        catalog.constraint(own)?.isValid == false
      else { continue }
      scanRows(of: relation, because: "the constraint is verified")
      catalog.updateConstraint(own) { $0.isValid = true }
    }
  }

  private mutating func validate(
    _ id: ObjectID, _ key: Constraint.ForeignKey, _ run: AlterTableRun
  ) {
    if catalog.relation(run.table)?.kind == .partitionedTable { _ = reach(run) }
    lock(key.referenced, .rowShare)
    if catalog.relation(key.referenced)?.kind == .partitionedTable {
      // [validate_fk_to_partitioned]
      lock(catalog.descendants(of: key.referenced), .accessShare)
    }
    scanLeaves(of: run.table, because: Self.foreignKeyReason)
    scanLeaves(of: key.referenced, because: Self.foreignKeyReason)
    for constraint in [id] + copies(of: id) {
      catalog.updateConstraint(constraint) { $0.isValid = true }
    }
  }

  /// The constraint that a child has from its parent: of the same name, or of the same column for NOT NULL.
  private func ownConstraint(
    _ id: ObjectID, _ constraint: Constraint, of relation: ObjectID
  ) -> ObjectID? {
    if relation == constraint.owner { return id }
    if constraint.kind == .notNull, let number = constraint.columns.first {
      return column(number, of: constraint.owner, in: relation)
        .flatMap { notNullConstraints(of: $0, in: relation).first?.id }
    }
    return catalog.object(.constraint, catalog[id].name, in: relation)?.id
  }

  /// The constraints of partitions that stem from one of their table.
  private func copies(of id: ObjectID) -> [ObjectID] {
    catalog.dependencies(on: ObjectAddress(id)).map(\.dependent.object)
      .filter { catalog.constraint($0)?.parent == id }.flatMap { [$0] + copies(of: $0) }
  }

  // MARK: - ALTER CONSTRAINT

  /// AccessExclusiveLock on the table alone, unless enforcement changes. [alter_constraint_deferrable,
  /// alter_constraint_not_enforced, alter_constraint_inherit]
  mutating func alterConstraint(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name, case .attributes(let attributes) = command.details,
      let id = try constraint(name, of: run.table), let constraint = catalog.constraint(id)
    else { return }
    let table = catalog[run.table].name
    if attributes.contains(.inherit) || attributes.contains(.noInherit) {
      return try alterInheritance(of: id, constraint, attributes.contains(.noInherit), run)
    }
    let changesEnforcement = !attributes.isDisjoint(with: [.enforced, .notEnforced])
    guard let key = constraint.foreignKey else {
      throw ServerError(
        "42809",
        changesEnforcement
          ? "cannot alter enforceability of constraint \"\(name.text)\" of relation \"\(table)\""
          : "constraint \"\(name.text)\" of relation \"\(table)\" is not a foreign key constraint")
    }
    if catalog.relation(run.table)?.kind == .partitionedTable { _ = reach(run) }
    if changesEnforcement {
      enforce(id, constraint, key, attributes.contains(.enforced))
    }
    let isDeferrable = attributes.contains(.deferrable) || attributes.contains(.initiallyDeferred)
    let isPlain = attributes.contains(.notDeferrable)
    for own in [id] + copies(of: id) where isDeferrable || isPlain {
      catalog.updateConstraint(own) {
        $0.isDeferrable = isDeferrable
        $0.isInitiallyDeferred = attributes.contains(.initiallyDeferred)
      }
    }
  }

  /// Since 18. Measured: nothing but the lock where it is so already.
  private mutating func enforce(
    _ id: ObjectID, _ constraint: Constraint, _ key: Constraint.ForeignKey, _ isEnforced: Bool
  ) {
    guard constraint.isEnforced != isEnforced else { return }
    lockReferenced(key.referenced, isEnforced ? .shareRowExclusive : .accessExclusive)
    if isEnforced {
      scanLeaves(of: constraint.owner, because: Self.foreignKeyReason)
      scanLeaves(of: key.referenced, because: Self.foreignKeyReason)
    }
    for own in [id] + copies(of: id) {
      catalog.updateConstraint(own) {
        $0.isEnforced = isEnforced
        $0.isValid = isEnforced
      }
    }
  }

  private mutating func alterInheritance(
    of id: ObjectID, _ constraint: Constraint, _ isNoInherit: Bool, _ run: AlterTableRun
  ) throws(ServerError) {
    guard constraint.kind == .notNull, let number = constraint.columns.first else {
      throw ServerError(
        "42809", "constraint \"\(catalog[id].name)\" is not a not-null constraint")
    }
    guard constraint.isNoInherit != isNoInherit else { return }
    catalog.updateConstraint(id) { $0.isNoInherit = isNoInherit }
    for child in reach(run) where child != run.table {
      guard let own = column(number, of: run.table, in: child) else { continue }
      if isNoInherit {
        for (copy, _) in notNullConstraints(of: own, in: child) {
          catalog.updateConstraint(copy) { $0.inheritedFrom = max($0.inheritedFrom - 1, 0) }
        }
      } else {
        markNotNull(own, of: child)
        try putNotNull(own, of: child, named: catalog[id].name, isInherited: true)
      }
    }
  }

  // MARK: - DROP

  /// The index of a key goes with it; the table that a foreign key refers to is locked like its own.
  /// [drop_constraint_check, drop_constraint_unique, drop_constraint_fk, drop_constraint_fk_to_partitioned,
  /// drop_constraint_if_exists_missing]
  mutating func dropConstraint(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name else { return }
    if command.ifExists, part(.constraint, name.text, of: run.table) == .missing {
      if run.jobs.count == 1 { effects.skips = true }
      return
    }
    guard let id = try constraint(name, of: run.table), let constraint = catalog.constraint(id)
    else { return notKnown(.locks, .drops) }
    if constraint.inheritedFrom > 0 {
      throw ServerError(
        "42P16",
        "cannot drop inherited constraint \"\(name.text)\" of relation \"\(catalog[run.table].name)\""
      )
    }
    run.droppedProofs.append(
      DroppedProof(table: run.table, name: name.text, notNull: constraint.notNull))
    if let key = constraint.foreignKey {
      lock(key.referenced, .accessExclusive, isOfForeignKey: true)
    }
    switch constraint.kind {
    case .check: try dropInherited(id, constraint, run)
    case .notNull: try dropNotNullConstraint(constraint, run)
    default: break
    }
    try remove(
      [ObjectAddress(id)], cascades: command.behavior.cascadeRange != nil)
  }

  /// The CHECK constraints that children have from it go as well; with ONLY they become their own.
  private mutating func dropInherited(
    _ id: ObjectID, _ constraint: Constraint, _ run: AlterTableRun
  ) throws(ServerError) {
    guard !constraint.isNoInherit else { return }
    let children = liveChildren(of: constraint.owner)
    // Since 18 the parent's constraint may go alone. Measured.
    if run.only, !children.isEmpty, catalog.relation(constraint.owner)?.kind == .partitionedTable,
      version < 18
    {
      throw ServerError(
        "42P16", "cannot remove constraint from only the partitioned table when partitions exist")
    }
    lock(children, run.mode)
    for child in children {
      guard let own = ownConstraint(id, constraint, of: child), let copy = catalog.constraint(own)
      else { continue }
      if run.only || copy.inheritedFrom > 1 || copy.isLocal {
        catalog.updateConstraint(own) {
          $0.inheritedFrom = max($0.inheritedFrom - 1, 0)
          if run.only { $0.isLocal = true }
        }
      } else {
        try dropInherited(own, copy, run)
        try remove([ObjectAddress(own)], cascades: false)
      }
    }
  }

  /// Since 18: as DROP NOT NULL. [drop_constraint_not_null]
  private mutating func dropNotNullConstraint(
    _ constraint: Constraint, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let number = constraint.columns.first else { return }
    try dropNotNull(number, run, keeping: true)
  }
}
