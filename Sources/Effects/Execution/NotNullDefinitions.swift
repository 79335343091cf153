import Catalog
import SQLSyntax

/// NOT NULL: a mark at a column, and since 18 a constraint with a name of its own.
extension Replay {
  /// ADD … NOT NULL, and NOT NULL at a column.
  ///
  /// - Returns: the constraint; nil before 18.
  mutating func addNotNull(
    _ definition: ConstraintDefinition, to id: ObjectID, _ context: ConstraintContext
  ) throws(ServerError) -> ObjectID? {
    guard let name = context.column ?? definition.columns.first else { return nil }
    let number = try existingColumn(name, of: id)
    let isNoInherit = definition.attributes.contains(.noInherit)
    let isNew = isCreatedHere(id)
    let children = liveChildren(of: id)
    if !isNew, context.only, !isNoInherit, !children.isEmpty {
      throw ServerError("42P16", "constraint must be added to child tables too")
    }
    // A new column was looked at when it was added.
    let isOfColumn = context.column != nil
    let isNotValid = definition.isNotValid && !isNew
    if !isOfColumn, !isNotValid { markNotNull(number, of: id) }
    catalog.updateRelation(id) { $0[number].isNotNull = true }
    let constraint = try putNotNull(
      number, of: id, named: definition.name?.text, isValid: !isNotValid, isNoInherit: isNoInherit,
      mustMatch: !isOfColumn)
    guard !isNew, !isNoInherit else { return constraint }
    let constraintName = constraint.map { catalog[$0].name }
    for child in catalog.descendants(of: id) {
      guard let own = column(number, of: id, in: child) else { continue }
      lock(child, context.mode)
      if !isOfColumn, !isNotValid { markNotNull(own, of: child) }
      catalog.updateRelation(child) { $0[own].isNotNull = true }
      try putNotNull(
        own, of: child, named: constraintName, isValid: !isNotValid, isInherited: true)
    }
    return constraint
  }

  /// Adds the constraint of 18 and later for a column, or merges with the one that is there.
  ///
  /// - Parameter mustMatch: one with another name, or one that is not valid, is refused. Measured on 18.
  @discardableResult
  mutating func putNotNull(
    _ number: Int16, of id: ObjectID, named name: String? = nil, isValid: Bool = true,
    isInherited: Bool = false, isNoInherit: Bool = false, mustMatch: Bool = false
  ) throws(ServerError) -> ObjectID? {
    guard version >= 18, let kind = catalog.relation(id)?.kind,
      kind.isTable || kind == .foreignTable
    else { return nil }
    if let (existing, constraint) = notNullConstraints(of: number, in: id).first {
      let madeUp = implicitName(catalog[id].name, columnName(number, of: id), "not_null")
      if let name, isCreatedHere(id), catalog[existing].name == madeUp {
        // That of a serial or identity column gets the name that CREATE TABLE gives further on.
        catalog.move(existing, to: id, as: name)
      } else if mustMatch {
        try refuseOther(existing, constraint, name, isValid, number, id)
      }
      catalog.updateConstraint(existing) {
        $0.isValid = $0.isValid || isValid
        if isInherited { $0.inheritedFrom += 1 } else { $0.isLocal = true }
        if !isNoInherit { $0.isNoInherit = false }
      }
      return existing
    }
    var constraint = Constraint(kind: .notNull, owner: id)
    constraint.columns = [number]
    constraint.notNull = [number]
    constraint.isValid = isValid
    constraint.isNoInherit = isNoInherit
    constraint.isLocal = !isInherited
    constraint.inheritedFrom = isInherited ? 1 : 0
    if let name, isInherited, catalog.object(.constraint, name, in: id)?.id != nil {
      return try put(constraint, nil, (columnName(number, of: id), "not_null"), into: id)
    }
    if let name { return try put(constraint, named: name, into: id) }
    return try put(constraint, nil, (columnName(number, of: id), "not_null"), into: id)
  }

  private func refuseOther(
    _ id: ObjectID, _ constraint: Constraint, _ name: String?, _ isValid: Bool, _ number: Int16,
    _ table: ObjectID
  ) throws(ServerError) {
    let existing = catalog[id].name
    let tableName = catalog[table].name
    if let name, name != existing {
      let column = columnName(number, of: table)
      throw ServerError(
        "55000",
        "cannot create not-null constraint \"\(name)\" on column \"\(column)\" of table \"\(tableName)\""
      )
    }
    if isValid, !constraint.isValid {
      throw ServerError(
        "55000", "incompatible NOT VALID constraint \"\(existing)\" on relation \"\(tableName)\"")
    }
  }

  /// The named constraints of a column, of which there is at most one.
  func notNullConstraints(
    of number: Int16, in id: ObjectID
  ) -> [(id: ObjectID, constraint: Constraint)] {
    catalog.constraints(of: id).filter {
      $0.constraint.kind == .notNull && $0.constraint.columns == [number]
    }
  }

  /// Makes a column NOT NULL; its rows are read unless a constraint proves that there is no null.
  mutating func markNotNull(
    _ number: Int16, of id: ObjectID, droppedProofs: [DroppedProof] = []
  ) {
    switch notNullProof(of: number, in: id, droppedProofs: droppedProofs) {
    case .isNotNull, .valid: break
    case .none, .notValid, .droppedHere:
      scanRows(of: id, because: "\"\(columnName(number, of: id))\" is checked for nulls")
      // It may be NOT NULL already, or proven.
      if catalog.relation(id)?[number].isNotNull == nil { notKnown(.scans) }
    }
    catalog.updateRelation(id) { $0[number].isNotNull = true }
  }

  /// Whether the rows must be read before a column is NOT NULL.
  func notNullProof(
    of number: Int16, in id: ObjectID, droppedProofs: [DroppedProof]
  ) -> NotNullProof {
    guard let column = catalog.relation(id)?[number] else { return .none }
    let constraints = catalog.constraints(of: id).filter { $0.constraint.notNull.contains(number) }
    // A NOT NULL constraint of 18 may be NOT VALID. [set_not_null_with_not_null_not_valid]
    let hasInvalid = constraints.contains {
      $0.constraint.kind == .notNull && !$0.constraint.isValid
    }
    if column.isNotNull == true, !hasInvalid { return .isNotNull }
    let checks = constraints.filter { $0.constraint.kind == .check }
    if let valid = checks.first(where: { $0.constraint.isValid }) {
      return .valid(constraint: catalog[valid.id].name)
    }
    if let dropped = droppedProofs.first(where: { $0.table == id && $0.notNull.contains(number) }) {
      return .droppedHere(constraint: dropped.name)
    }
    if let other = checks.first { return .notValid(constraint: catalog[other.id].name) }
    return .none
  }
}
