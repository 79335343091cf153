import Catalog
import SQLLexer
import SQLSyntax

/// ALTER COLUMN … TYPE. Documentation: ALTER TABLE, "SET DATA TYPE".
///
/// Always an AccessExclusiveLock. Whether the rows are written anew, `TypeRewrite` says; what happens to indexes,
/// constraints and sequences of the column, AlterTableTypeParts.swift; what forbids it, AlterTableTypeDependents.swift.
extension Replay {
  /// What is looked at before any command is executed: the column must be there already, and be the table's own.
  mutating func prepareType(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name, case .type(let written, _, let using) = command.details,
      let relation = catalog.relation(run.table)
    else { return }
    if relation.ofType != nil {
      throw ServerError("42809", "cannot alter column type of typed table")
    }
    let number = try existingColumn(name, of: run.table)
    guard let column = catalog.relation(run.table)?[number] else { return }
    if column.inheritedFrom > 0 {
      throw ServerError("42P16", "cannot alter inherited column \"\(name.text)\"")
    }
    let children = relation.children.filter { !catalog[$0].isDropped }
    if run.only, !children.isEmpty {
      throw ServerError(
        "42P16", "type of inherited column \"\(name.text)\" must be changed in child tables too")
    }
    for table in reach(run) {
      guard let own = self.column(number, of: run.table, in: table),
        isInPartitionKey(own, of: table)
      else { continue }
      throw ServerError(
        "42P16",
        "cannot alter column \"\(name.text)\" because it is part of the partition key of relation \"\(catalog[table].name)\""
      )
    }
    if SerialType(written) != nil {
      throw ServerError("42704", "type \"\(written.name)\" does not exist")
    }
    guard let using else { return }
    if column.generated != nil {
      throw ServerError("42611", "cannot specify USING when altering type of generated column")
    }
    if source.hasSubquery(using) {
      throw ServerError("0A000", "cannot use subquery in transform expression")
    }
    try refuseUnknownColumns(using, of: run.table)
    try refuseMissingCalls(bind(using, to: run.table))
  }

  mutating func alterType(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let name = command.name,
      case .type(let written, let collation, let using) = command.details
    else { return }
    if catalog.relation(run.table)?.kind == .compositeType { try reachTypedTables(&run) }
    let number = try existingColumn(name, of: run.table)
    let type = try dataType(written)
    try refuseType(type, named: name.text, collation: collation)
    if let column = catalog.relation(run.table)?[number],
      let casts = try casts(using, of: column)
    {
      effects.conversionRisks[command.range] = TypeRewrite.risk(
        from: coercionType(column.type), using: casts, to: coercionType(type))
    }
    for table in reach(run) + run.typedTables {
      guard let own = column(number, of: run.table, in: table) else { continue }
      if run.changes[table]?.contains(where: { $0.column == own }) == true {
        throw ServerError("0A000", "cannot alter type of column \"\(name.text)\" twice")
      }
      try alterType(of: own, in: table, to: type, collation, using, &run)
      var origin = origin
      origin.range = part(command.range)
      catalog.updateRelation(table) {
        $0[own].typeOrigin = origin
        // USING may give it values.
        $0[own].emptySince = nil
      }
    }
  }

  private mutating func alterType(
    of number: Int16, in id: ObjectID, to type: DataType?, _ collation: QualifiedName?,
    _ using: Expression?, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard let relation = catalog.relation(id) else { return }
    let column = relation[number]
    let new = coercionType(type)
    let old = coercionType(column.type)
    // Only values are converted: of a composite type or a foreign table there are none.
    let holdsRows = relation.kind.isTable
    let outcome = holdsRows ? try typeOutcome(column, from: old, to: new, using) : .noRewrite
    try refuseDependents(of: number, in: id)
    if relation.kind == .compositeType || relation.kind == .foreignTable {
      try refuseRowType(of: id)
    } else {
      run.computes.insert(id)
    }
    try convertDefault(of: number, in: id, from: column.type, to: new)
    if column.identity != nil { try alterIdentitySequence(of: number, in: id, to: type) }
    var change = ColumnChange(column: number, outcome: outcome, old: old, new: new)
    let collationName = collation?.name.text
    change.changesCollation = (collationName ?? "default") != (column.collation ?? "default")
    run.changes[id, default: []].append(change)
    catalog.updateRelation(id) {
      $0[number].type = type
      $0[number].collation = collationName == "default" ? nil : collation?.description
    }
    if let user = type?.userType {
      catalog.addDependency(
        Dependency(ObjectAddress(id, .column(number)), on: ObjectAddress(user), .normal))
    }
    readAgain(mentioning: number, of: id)
    note(outcome, ofColumn: number, in: id, &run)
  }

  /// What becomes of the values.
  ///
  /// - Throws: 42804 where they do not become the new type by themselves, 42846 for a cast of USING that does not
  ///   exist.
  private mutating func typeOutcome(
    _ column: Column, from old: CoercionType, to new: CoercionType, _ using: Expression?
  ) throws(ServerError) -> TypeRewrite.Outcome {
    let rewrite = TypeRewrite(rules: coercionRules)
    var outcome =
      try casts(using, of: column).map { rewrite.change(from: old, using: $0, to: new) }
      ?? .rewrite
    if case .fails(let state) = outcome {
      throw ServerError(
        state.rawValue, "column \"\(column.name)\" cannot be cast automatically to the new type")
    }
    if column.generated == .virtual { return .noRewrite }
    if outcome == .dependsOnTimeZone, let zone = session.timeZone.value {
      outcome = Self.isAlwaysUTC(zone) ? .noRewrite : .rewrite
    }
    return outcome
  }

  /// The types to which USING casts the column, the innermost first; nil where it does anything else.
  private mutating func casts(
    _ using: Expression?, of column: Column
  ) throws(ServerError) -> [CoercionType]? {
    guard let using else { return [] }
    guard let casts = source.casts(of: column.name, in: using) else { return nil }
    var types: [CoercionType] = []
    for cast in casts { types.append(coercionType(try dataType(cast))) }
    return types
  }

  /// Time zones whose offset is 0 at all times. pg_get_timezone_offset; [type_timestamp_to_timestamptz_gmt,
  /// type_timestamp_to_timestamptz_london]
  private static func isAlwaysUTC(_ zone: String) -> Bool {
    let zone = zone.lowercased()
    let name = zone.hasPrefix("etc/") ? String(zone.dropFirst(4)) : zone
    return ["utc", "gmt", "uct", "zulu", "universal", "greenwich", "gmt0", "gmt+0", "gmt-0", "0"]
      .contains(name)
  }

  private mutating func note(
    _ outcome: TypeRewrite.Outcome, ofColumn number: Int16, in id: ObjectID,
    _ run: inout AlterTableRun
  ) {
    guard catalog.relation(id)?.kind.hasStorage == true else { return }
    let name = columnName(number, of: id)
    switch outcome {
    case .noRewrite, .fails: break
    case .rewrite: run.rewrites[id] = "the values of \"\(name)\" are converted"
    case .unknown: run.mayRewrite[id] = "nothing is known of the type that \"\(name)\" has"
    case .dependsOnTimeZone:
      run.mayRewrite[id] = "it is spared only if the session's TimeZone is UTC"
    }
  }

  // MARK: - DEFAULT and identity

  /// 42804 where the default of the column does not become the new type by itself, whatever USING says. Measured on 15.
  private mutating func convertDefault(
    of number: Int16, in id: ObjectID, from old: DataType?, to new: CoercionType
  ) throws(ServerError) {
    guard let column = catalog.relation(id)?[number], column.generated == nil,
      let value = column.defaultValue
    else { return }
    lockSequences(of: value)
    let type = value.type ?? (value.objects.isEmpty ? old : nil)
    guard let type,
      coercionRules.canCoerce(coercionType(type), to: new, .assignment) == false
    else { return }
    throw ServerError(
      "42804", "default for column \"\(column.name)\" cannot be cast automatically to the new type")
  }

  /// The sequence gets the type of the column, and a new file. [type_identity_to_bigint]
  private mutating func alterIdentitySequence(
    of number: Int16, in id: ObjectID, to type: DataType?
  ) throws(ServerError) {
    try refuseIdentityType(type)
    for sequence in ownedSequences(of: id, column: number)
    where catalog.relation(sequence)?.sequence?.isOfIdentity == true {
      lock(sequence, .shareRowExclusive)
      work(.rewrite, on: sequence, because: "the sequence gets the column's type")
      if let type { catalog.updateRelation(sequence) { $0.sequence?.type = type } }
    }
  }
}

/// What ALTER COLUMN TYPE does to a column of one table.
struct ColumnChange {
  var column: Int16
  var outcome: TypeRewrite.Outcome
  var old: CoercionType
  var new: CoercionType
  var changesCollation = false
}
