import Catalog
import SQLLexer
import SQLSyntax

/// Foreign keys. Documentation: ALTER TABLE, CREATE TABLE, "REFERENCES".
///
/// ShareRowExclusiveLock on both tables and on their partitions, whatever the constraint says [add_fk,
/// add_fk_not_enforced, add_fk_referencing_partitioned_not_valid, add_fk_on_partitioned]; both are read unless it is
/// NOT VALID or NOT ENFORCED.
extension Replay {
  mutating func addForeignKey(
    _ definition: ConstraintDefinition, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) -> ObjectID? {
    guard let foreignKey = definition.foreignKey else { return nil }
    let referenced = try existingRelation(foreignKey.table)
    try refuse(definition, from: id, to: referenced, context)
    lockReferenced(referenced)
    var numbers: [Int16] = []
    for name in context.column.map({ [$0] }) ?? definition.columns {
      numbers.append(try existingColumn(name, of: id))
    }
    var key = Constraint.ForeignKey(referenced: referenced, columns: [])
    for name in foreignKey.columns { key.columns.append(try existingColumn(name, of: referenced)) }
    try resolveKey(&key, columnCount: numbers.count)
    try refuseMismatch(numbers, of: id, key)
    try refuseGenerated(numbers, of: id, foreignKey)
    key.match = foreignKey.match
    key.onUpdate = foreignKey.onUpdate
    key.onDelete = foreignKey.onDelete
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
    if catalog.relation(id)?.kind == .partitionedTable {
      lock(catalog.descendants(of: id), context.mode)
      try inheritForeignKey(constraintID, to: id)
    }
    if constraint.isValid, context.isVerified, !isCreatedHere(id) {
      scanLeaves(of: id, because: Self.foreignKeyReason)
      scanLeaves(of: referenced, because: Self.foreignKeyReason)
    }
    return constraintID
  }

  /// Partitions are locked like their table; inheritance children have no part in it.
  mutating func lockReferenced(_ id: ObjectID, _ mode: LockMode = .shareRowExclusive) {
    lock(id, mode, isOfForeignKey: true)
    guard catalog.relation(id)?.kind == .partitionedTable else { return }
    lock(catalog.descendants(of: id), mode)
  }

  // MARK: - Refusals

  /// [add_fk_on_partitioned_not_valid]; the others were measured on 15.
  private mutating func refuse(
    _ definition: ConstraintDefinition, from id: ObjectID, to referenced: ObjectID,
    _ context: ConstraintContext
  ) throws(ServerError) {
    guard let table = catalog.relation(id), let other = catalog.relation(referenced) else { return }
    let name = catalog[referenced].name
    if table.kind == .foreignTable {
      throw ServerError("0A000", "foreign key constraints are not supported on foreign tables")
    }
    if !other.isAssumed, !other.kind.isTable {
      throw ServerError("42809", "referenced relation \"\(name)\" is not a table")
    }
    if table.kind == .partitionedTable {
      if context.only {
        throw ServerError(
          "42809",
          "cannot use ONLY for foreign key on partitioned table \"\(catalog[id].name)\" referencing relation \"\(name)\""
        )
      }
      if definition.isNotValid {
        let error = ServerError(
          "42809",
          "cannot add NOT VALID foreign key on partitioned table \"\(catalog[id].name)\" referencing relation \"\(name)\""
        )
        guard version >= 18 else { throw error }
        effects.olderFailure = (error, since: 18)
      }
    }
    if other.isAssumed || other.mayBeOlder || table.isAssumed || table.mayBeOlder { return }
    switch (table.persistence, other.persistence) {
    case (.permanent, .unlogged), (.permanent, .temporary):
      throw ServerError(
        "42P16", "constraints on permanent tables may reference only permanent tables")
    case (.unlogged, .temporary):
      throw ServerError(
        "42P16",
        "constraints on unlogged tables may reference only permanent or unlogged tables")
    case (.temporary, .permanent), (.temporary, .unlogged):
      throw ServerError(
        "42P16", "constraints on temporary tables may reference only temporary tables")
    default: break
    }
  }

  /// An action cannot write a generated column.
  private func refuseGenerated(
    _ numbers: [Int16], of id: ObjectID, _ key: ForeignKey
  ) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    for number in numbers {
      guard let generated = relation[number].generated else { continue }
      if generated == .virtual {
        throw ServerError(
          "0A000",
          "foreign key constraints on virtual generated columns are not supported")
      }
      let isSetOnDelete = key.onDelete == .setNull || key.onDelete == .setDefault
      let isSetOnUpdate =
        key.onUpdate == .setNull || key.onUpdate == .setDefault || key.onUpdate == .cascade
      guard isSetOnDelete || isSetOnUpdate else { continue }
      let action = isSetOnUpdate ? "UPDATE" : "DELETE"
      throw ServerError(
        "42601",
        "invalid ON \(action) action for foreign key constraint containing generated column")
    }
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
  func refuseMismatch(
    _ numbers: [Int16], of id: ObjectID, _ key: Constraint.ForeignKey
  ) throws(ServerError) {
    for (number, referenced) in zip(numbers, key.columns) {
      guard let type = catalog.relation(id)?[number].type,
        let other = catalog.relation(key.referenced)?[referenced].type,
        coercionRules.areComparable(coercionType(type), withKey: coercionType(other)) == false
      else { continue }
      throw ServerError(
        "42804",
        "foreign key constraint cannot be implemented: key columns are of incompatible types")
    }
  }
}
