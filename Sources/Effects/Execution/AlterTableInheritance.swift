import Catalog
import SQLSyntax

/// INHERIT, NO INHERIT, OF, NOT OF. Documentation: ALTER TABLE, Inheritance. Columns and constraints are compared, no
/// rows.
extension Replay {
  mutating func alterInheritance(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    switch command.kind {
    case .addInherit: try addParent(command, run)
    case .dropInherit: try dropParent(command, run)
    case .addOf: try setType(command, run)
    default:
      guard let relation = catalog.relation(run.table) else { return }
      guard relation.ofType != nil || relation.isAssumed else {
        throw ServerError("42809", "\"\(catalog[run.table].name)\" is not a typed table")
      }
      catalog.updateRelation(run.table) { $0.ofType = nil }
    }
  }

  private func refusePartition(_ id: ObjectID) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    if relation.ofType != nil {
      throw ServerError("42809", "cannot change inheritance of typed table")
    }
    if relation.isPartition {
      throw ServerError("42809", "cannot change inheritance of a partition")
    }
    if relation.kind == .partitionedTable {
      throw ServerError("42809", "cannot change inheritance of partitioned table")
    }
  }

  /// ShareUpdateExclusiveLock on the parent, AccessShareLock on the table's own children. [inherit]
  private mutating func addParent(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    let id = run.table
    try refusePartition(id)
    guard let name = command.relation else { return }
    let parent = try existingRelation(name)
    lock(parent, .shareUpdateExclusive)
    guard let relation = catalog.relation(parent) else { return }
    let parentName = catalog[parent].name
    guard relation.kind != .partitionedTable else {
      throw ServerError("42809", "cannot inherit from partitioned table \"\(parentName)\"")
    }
    guard relation.kind == .table || relation.kind == .foreignTable else {
      throw ServerError("42809", "\"\(parentName)\" is not a table")
    }
    if relation.isPartition { throw ServerError("42809", "cannot inherit from a partition") }
    let descendants = catalog.descendants(of: id)
    lock(descendants, .accessShare)
    if catalog.relation(id)?.parents.contains(parent) == true {
      throw ServerError(
        "42P07", "relation \"\(parentName)\" would be inherited from more than once")
    }
    if parent == id || descendants.contains(parent) {
      throw ServerError("42P07", "circular inheritance not allowed")
    }
    try mergeColumns(of: parent, into: id)
    try mergeChecks(of: parent, into: id)
    link(id, to: parent)
  }

  /// The columns of a parent must be there, with the same types. MergeAttributesIntoExisting.
  ///
  /// - Throws: 42804. [attach_missing_not_null]
  mutating func mergeColumns(of parent: ObjectID, into id: ObjectID) throws(ServerError) {
    guard let source = catalog.relation(parent) else { return }
    let table = catalog[id].name
    for number in source.liveColumns {
      let wanted = source[number]
      guard let relation = catalog.relation(id) else { return }
      guard let own = relation.column(named: wanted.name) else {
        if relation.hasUnknownColumns { continue }
        throw ServerError("42804", "child table is missing column \"\(wanted.name)\"")
      }
      let column = relation[own]
      if let type = column.type, let other = wanted.type, type != other {
        throw ServerError(
          "42804", "child table \"\(table)\" has different type for column \"\(wanted.name)\"")
      }
      if wanted.isNotNull == true, column.isNotNull == false {
        throw ServerError(
          "42804",
          "column \"\(wanted.name)\" in child table \"\(table)\" must be marked NOT NULL")
      }
      if wanted.generated != column.generated, column.type != nil, wanted.type != nil {
        throw ServerError(
          "42804",
          wanted.generated == nil
            ? "column \"\(wanted.name)\" in child table must not be a generated column"
            : "column \"\(wanted.name)\" in child table must be a generated column")
      }
      catalog.updateRelation(id) { $0[own].inheritedFrom += 1 }
    }
  }

  /// The CHECK constraints of a parent must be there. MergeConstraintsIntoExisting.
  mutating func mergeChecks(of parent: ObjectID, into id: ObjectID) throws(ServerError) {
    for (constraintID, constraint) in catalog.constraints(of: parent) {
      guard constraint.kind == .check || constraint.kind == .notNull, !constraint.isNoInherit else {
        continue
      }
      let name = catalog[constraintID].name
      // A NOT NULL constraint is found by its column.
      let own =
        constraint.kind == .notNull
        ? constraint.columns.first.flatMap { column($0, of: parent, in: id) }
          .flatMap { notNullConstraints(of: $0, in: id).first?.id }
        : catalog.object(.constraint, name, in: id)?.id
      guard let own else {
        guard constraint.kind == .check, isKnown(id) else { continue }
        throw ServerError("42804", "child table is missing constraint \"\(name)\"")
      }
      catalog.updateConstraint(own) { $0.inheritedFrom += 1 }
    }
  }

  /// AccessShareLock on the parent. [no_inherit]
  private mutating func dropParent(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    let id = run.table
    if catalog.relation(id)?.isPartition == true {
      throw ServerError("42809", "cannot change inheritance of a partition")
    }
    guard let name = command.relation else { return }
    let parent = try existingRelation(name)
    lock(parent, .accessShare)
    guard let relation = catalog.relation(id) else { return }
    guard relation.parents.contains(parent) else {
      if relation.isAssumed { return }
      throw ServerError(
        "42P01",
        "relation \"\(catalog[parent].name)\" is not a parent of relation \"\(catalog[id].name)\"")
    }
    unlink(id, from: parent)
  }

  /// Takes a child away from its parent: its columns and constraints become its own.
  mutating func unlink(_ id: ObjectID, from parent: ObjectID) {
    catalog.updateRelation(parent) { $0.children.removeAll { $0 == id } }
    guard let above = catalog.relation(parent) else { return }
    let inherited = Set(above.liveColumns.map { above[$0].name })
    catalog.updateRelation(id) { relation in
      relation.parents.removeAll { $0 == parent }
      for number in relation.liveColumns where inherited.contains(relation[number].name) {
        relation[number].inheritedFrom = max(relation[number].inheritedFrom - 1, 0)
        if relation[number].inheritedFrom == 0 { relation[number].isLocal = true }
      }
    }
    let names = Set(catalog.constraints(of: parent).map { catalog[$0.id].name })
    for (constraintID, constraint) in catalog.constraints(of: id) where constraint.inheritedFrom > 0
    {
      let stems = constraint.parent.map { catalog.constraint($0)?.owner == parent } ?? false
      guard stems || names.contains(catalog[constraintID].name) else { continue }
      catalog.updateConstraint(constraintID) {
        $0.parent = nil
        $0.inheritedFrom = max($0.inheritedFrom - 1, 0)
        if $0.inheritedFrom == 0 { $0.isLocal = true }
      }
    }
  }

  // MARK: - OF

  /// AccessShareLock on the type; the columns must be its attributes, in order. [of_type]
  private mutating func setType(
    _ command: AlterTableCommand, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let name = command.relation else { return }
    let type: ObjectID
    switch catalog.lookUp(.type, name, path: session.path) {
    case .found(let id): type = id
    case .missing: throw ServerError("42704", "type \"\(name.description)\" does not exist")
    case .unknown: return notKnown(.locks)
    }
    guard let composite = catalog.relation(type), composite.kind == .compositeType else {
      throw ServerError("42809", "type \(name.description) is not a composite type")
    }
    lock(type, .accessShare)
    guard let relation = catalog.relation(run.table) else { return }
    if !relation.hasUnknownColumns, !composite.hasUnknownColumns {
      try compare(relation, with: composite)
    }
    catalog.updateRelation(run.table) { $0.ofType = type }
    catalog.addDependency(
      Dependency(ObjectAddress(run.table), on: ObjectAddress(type), .normal))
  }

  private func compare(_ relation: Relation, with type: Relation) throws(ServerError) {
    let columns = relation.liveColumns.map { relation[$0] }
    for (place, number) in type.liveColumns.enumerated() {
      let wanted = type[number]
      guard place < columns.count else {
        throw ServerError("42804", "table is missing column \"\(wanted.name)\"")
      }
      guard columns[place].name == wanted.name else {
        throw ServerError(
          "42804",
          "table has column \"\(columns[place].name)\" where type requires \"\(wanted.name)\"")
      }
      if let own = columns[place].type, let other = wanted.type, own != other {
        throw ServerError("42804", "table has different type for column \"\(wanted.name)\"")
      }
    }
    if columns.count > type.liveColumns.count {
      throw ServerError(
        "42804", "table has extra column \"\(columns[type.liveColumns.count].name)\"")
    }
  }
}
