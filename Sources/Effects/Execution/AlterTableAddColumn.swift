import Catalog
import SQLLexer
import SQLSyntax

/// ADD COLUMN, and ADD ATTRIBUTE of a composite type. Documentation: ALTER TABLE, "ADD COLUMN".
///
/// The rows stay as they are unless each needs a value of its own: a volatile default, serial, identity, a stored
/// generated column, a domain with constraints [add_column_default_random, add_column_bigserial,
/// add_column_identity_always, add_column_generated_stored, add_column_domain_*].
extension Replay {
  mutating func addColumn(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let definition = command.column, let relation = catalog.relation(run.table) else {
      return
    }
    let id = run.table
    let name = definition.name.text
    if relation.kind == .compositeType { try reachTypedTables(&run) }
    if relation.isPartition { throw ServerError("42809", "cannot add column to a partition") }
    if relation.ofType != nil { throw ServerError("42809", "cannot add column to typed table") }
    try refuseSystemColumn(name)
    if let existing = relation.column(named: name) {
      guard command.ifNotExists else { throw .columnExists(name, of: catalog[id].name) }
      skip(command, existing, &run)
      return
    }
    let children = relation.children.filter { !catalog[$0].isDropped }
    if run.only, !children.isEmpty {
      throw ServerError("42P16", "column must be added to child tables too")
    }
    try refuseIdentity(definition, childrenOf: relation, children)
    try refuseUnreadable(definition, of: id)
    let number = try addColumn(definition, to: id)
    let value = newValue(of: number, in: id, definition)
    effects.newColumns[command.range] = NewColumn(
      rewrites: value.rewrites, cause: value.cause, isRequired: value.isRefused)
    note(value, of: number, in: id, &run)
    if value.isNull, !command.ifNotExists, isWrittenItself {
      catalog.updateRelation(id) { $0[number].emptySince = rowWrites }
    }
    lockSequences(ofDefault: number, in: id, isEvaluated: value.rewrites == true)
    if command.ifNotExists, relation.hasUnknownColumns { notKnown(.rewrites, .rebuilds, .scans) }
    lock(children, run.mode)
    for child in children { try addInherited(number, of: id, to: child, value, &run) }
    for typed in run.typedTables { try addInherited(number, of: id, to: typed, value, &run) }
    queueConstraints(of: definition, &run)
  }

  /// IF NOT EXISTS of a column that is there: nothing happens, and its constraints are left out as well.
  /// [add_column_if_not_exists_existing]
  private mutating func skip(
    _ command: AlterTableCommand, _ existing: Int16, _ run: inout AlterTableRun
  ) {
    if run.jobs.count == 1 { effects.skips = true }
    guard let written = command.column?.type,
      let type = catalog.relation(run.table)?[existing].type,
      let wanted = (try? dataType(written)) ?? nil, wanted.isKnown, type.isKnown,
      !wanted.holdsTheSame(as: type)
    else { return }
    effects.hiddenDifference =
      "column \"\(columnName(existing, of: run.table))\" is \(catalog.describe(type)) there, not \(catalog.describe(wanted))"
  }

  private func refuseSystemColumn(_ name: String) throws(ServerError) {
    guard ["tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"].contains(name) else { return }
    throw ServerError("42701", "column name \"\(name)\" conflicts with a system column name")
  }

  /// Measured: refused for inheritance children, and before 17 for partitions.
  private func refuseIdentity(
    _ definition: ColumnDefinition, childrenOf relation: Relation, _ children: [ObjectID]
  ) throws(ServerError) {
    guard definition.constraints.contains(where: { $0.kind == .identity }), !children.isEmpty,
      version < 17 || relation.kind != .partitionedTable
    else { return }
    throw ServerError(
      "42P16", "cannot recursively add identity column to table that has child tables")
  }

  /// Expressions that name what they cannot.
  private func refuseUnreadable(
    _ definition: ColumnDefinition, of id: ObjectID
  ) throws(ServerError) {
    for constraint in definition.constraints {
      guard let expression = constraint.expression else { continue }
      switch constraint.kind {
      case .default: try refuseColumns(inDefault: expression)
      case .generatedStored, .generatedVirtual:
        try refuseUnknownColumns(expression, of: id)
        try refuseGeneratedColumns(expression, of: id)
        try refuseMutable(expression, of: id, "generation expression is not immutable")
      default: break
      }
    }
  }

  /// 0A000. Measured on 15.
  func refuseColumns(inDefault expression: Expression) throws(ServerError) {
    guard !source.columns(of: expression).isEmpty else { return }
    throw ServerError("0A000", "cannot use column reference in DEFAULT expression")
  }

  /// 42703 where an expression names a column that the table does not have.
  ///
  /// - Parameter added: a column that is about to be added.
  func refuseUnknownColumns(
    _ expression: Expression, of id: ObjectID, besides added: Name? = nil
  ) throws(ServerError) {
    guard let relation = catalog.relation(id), !relation.hasUnknownColumns else { return }
    let table = catalog[id].name
    for column in source.columns(of: expression).sorted(by: { $0.range.start < $1.range.start }) {
      let name = column.name.text
      guard !column.isTemplate, column.qualifiers.isEmpty || column.schema?.text == table,
        relation.column(named: name) == nil, name != table, name != added?.text,
        !["tableoid", "cmax", "xmax", "cmin", "xmin", "ctid"].contains(name)
      else { continue }
      throw ServerError("42703", "column \"\(name)\" does not exist")
    }
  }

  private func refuseGeneratedColumns(
    _ expression: Expression, of id: ObjectID
  ) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    for column in source.columns(of: expression) {
      guard let number = relation.column(named: column.name.text),
        relation[number].generated != nil
      else { continue }
      throw ServerError(
        "42P17",
        "cannot use generated column \"\(column.name.text)\" in column generation expression")
    }
  }

  // MARK: - What the rows get

  /// What ADD COLUMN does to the rows that are there.
  struct NewValue {
    /// Each row is written with a value of its own; nil where that is not known.
    var rewrites: Bool?
    var cause: NewColumn.Cause?
    /// PostgreSQL makes an expression for it, even if it evaluates it once.
    var isComputed: Bool
    /// All rows have NULL.
    var isNull: Bool
    /// NOT NULL must be checked by reading the rows.
    var isRead: Bool
    /// The type is a domain that is NOT NULL, and all rows have NULL. [add_column_domain_not_null]
    var domain: String?

    /// No row may have what all of them get.
    var isRefused: Bool { isNull && (isRead || domain != nil) }
  }

  private func newValue(
    of number: Int16, in id: ObjectID, _ definition: ColumnDefinition
  ) -> NewValue {
    var value = NewValue(
      rewrites: false, cause: nil, isComputed: false, isNull: true, isRead: false)
    guard let column = catalog.relation(id)?[number] else { return value }
    let defaultValue = definition.constraints.first { $0.kind == .default }?.expression
    let isDefaultNull = defaultValue.map { source.isNull($0) } ?? false
    if column.generated == .virtual {
      value.isNull = false
      value.isRead = column.isNotNull == true
      return value
    }
    value.isNull =
      column.identity == nil && column.generated == nil
      && definition.type.flatMap(SerialType.init) == nil && (defaultValue == nil || isDefaultNull)
      && domainDefault(column.type) == nil
    value.isComputed = !value.isNull
    let needs = columnRewrites(number, in: id, definition)
    value.rewrites = needs.rewrites
    value.cause = needs.cause
    value.isRead = value.isNull && column.isNotNull == true
    if value.isNull { value.domain = requiredDomain(column.type) }
    return value
  }

  /// The domain of a type that is NOT NULL, itself or one below it.
  private func requiredDomain(_ type: DataType?) -> String? {
    guard let type, !type.isArray, let id = type.userType, let domain = catalog.domain(id) else {
      return nil
    }
    return domain.isNotNull ? catalog[id].name : requiredDomain(domain.base)
  }

  /// The default of a domain. [add_column_domain_with_own_default]
  private func domainDefault(_ type: DataType?) -> BoundExpression? {
    guard let type, !type.isArray, let id = type.userType, let domain = catalog.domain(id) else {
      return nil
    }
    return domain.defaultValue ?? domainDefault(domain.base)
  }

  private mutating func note(
    _ value: NewValue, of number: Int16, in id: ObjectID, _ run: inout AlterTableRun
  ) {
    run.added[id, default: []].insert(number)
    if value.isNull { run.addedNull[id, default: []].insert(number) }
    if value.isComputed { run.computes.insert(id) }
    switch value.rewrites {
    case true?: run.rewrites[id] = value.cause?.reason ?? ""
    case nil: run.mayRewrite[id] = "only if \(value.cause?.condition ?? "")"
    case false?: break
    }
    if value.isNull, let domain = value.domain {
      failsWithRows(
        ServerError("23502", "domain \(domain) does not allow null values", needsRows: true))
    }
    if value.isNull, value.isRead {
      failsWithRows(.containsNulls(columnName(number, of: id), catalog[id].name))
    }
    guard value.isRead, value.rewrites != true else { return }
    scanRows(of: id, because: "the new column is checked for nulls")
  }

  /// nextval() locks its sequence like a change of rows. Measured on 14 to 18.
  private mutating func lockSequences(
    ofDefault number: Int16, in id: ObjectID, isEvaluated: Bool
  ) {
    guard let value = catalog.relation(id)?[number].defaultValue else { return }
    guard isEvaluated else { return lockSequences(of: value) }
    for object in value.objects.sorted()
    where catalog.relation(object)?.kind == .sequence && !isCreatedHere(object) {
      lock(object, .rowExclusive)
    }
  }

  /// Notes an error that only rows bring about.
  mutating func failsWithRows(_ error: ServerError) {
    effects.failureWithRows = effects.failureWithRows ?? error
  }

  // MARK: - Children

  /// A column of a parent, on a partition, an inheritance child or a typed table: merged with one that is there.
  private mutating func addInherited(
    _ number: Int16, of parent: ObjectID, to child: ObjectID, _ value: NewValue,
    _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard var column = catalog.relation(parent)?[number], let relation = catalog.relation(child)
    else { return }
    if let existing = relation.column(named: column.name) {
      if let type = relation[existing].type, let wanted = column.type, type != wanted {
        throw ServerError(
          "42804",
          "child table \"\(catalog[child].name)\" has different type for column \"\(column.name)\"")
      }
      catalog.updateRelation(child) { $0[existing].inheritedFrom += 1 }
      return
    }
    column.isLocal = false
    column.inheritedFrom = 1
    catalog.updateRelation(child) { $0.columns.append(column) }
    let own = Int16(catalog.relation(child)?.columns.count ?? 1)
    depend(ObjectAddress(child, .defaultValue(own)), on: column.defaultValue, of: nil)
    if let type = column.type?.userType {
      catalog.addDependency(
        Dependency(ObjectAddress(child, .column(own)), on: ObjectAddress(type), .normal))
    }
    note(value, of: own, in: child, &run)
    let children = relation.children.filter { !catalog[$0].isDropped }
    lock(children, run.mode)
    for next in children { try addInherited(own, of: child, to: next, value, &run) }
  }

  /// The constraints of a new column come in later passes, all but what belongs to the column itself.
  private mutating func queueConstraints(
    of definition: ColumnDefinition, _ run: inout AlterTableRun
  ) {
    // As in transformAlterTableStmt: without a default that is written, all rows have NULL, which a foreign key allows.
    // [add_column_references, add_column_references_not_null_default]
    let hasDefault =
      definition.constraints.contains {
        $0.kind == .default || $0.kind == .generatedStored
      } || definition.type.flatMap(SerialType.init) != nil
    for constraint in definition.constraints {
      switch constraint.kind {
      case .notNull, .check, .primaryKey, .unique, .exclusion, .foreignKey:
        run.jobs.append(
          AlterTableJob(
            pass: AlterTablePass(constraint.kind),
            work: .columnConstraint(
              constraint, column: definition.name,
              isVerified: constraint.kind != .foreignKey || hasDefault)))
      case .null, .default, .identity, .generatedStored, .generatedVirtual: break
      }
    }
  }
}

extension ServerError {
  static func columnExists(_ name: String, of table: String) -> ServerError {
    ServerError("42701", "column \"\(name)\" of relation \"\(table)\" already exists")
  }
}
