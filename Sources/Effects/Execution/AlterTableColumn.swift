import Catalog
import SQLLexer
import SQLSyntax

/// ALTER COLUMN, other than TYPE. Documentation: ALTER TABLE.
///
/// All need an AccessExclusiveLock but SET STATISTICS and SET (…), and none but SET NOT NULL and SET EXPRESSION has
/// work to do [set_default_volatile, drop_not_null, set_statistics, set_storage_external, set_attribute_options].
extension Replay {
  mutating func alterColumn(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    if case .statistics(let number?, _) = command.details {
      return try setStatistics(ofIndexColumn: number, run)
    }
    guard let name = command.name else { return }
    let number = try existingColumn(name, of: run.table)
    switch command.kind {
    case .columnDefault: try setDefault(command, number, run)
    case .setNotNull: try setNotNull(command, number, &run)
    case .dropNotNull: try dropNotNull(number, run)
    case .setExpression: try setExpression(command, number, &run)
    case .dropExpression: try dropExpression(command, number, run)
    case .addIdentity: try addIdentity(command, number, run)
    case .setIdentity: try setIdentity(command, number, run)
    case .dropIdentity: try dropIdentity(command, number, run)
    case .setStatistics: _ = reach(run)
    case .setStorage: try setStorage(command, number, run)
    case .setCompression: try setStorage(command, number, run)
    case .setOptions, .resetOptions: try setOptions(command)
    default: break
    }
  }

  /// Only the name of the column is known.
  private func isAssumed(_ column: Column) -> Bool {
    column.type == nil && column.isNotNull == nil && column.hasUnknownDefault
  }

  private func columnError(
    _ sqlstate: String, _ number: Int16, _ id: ObjectID, _ predicate: String
  ) -> ServerError {
    ServerError(
      sqlstate,
      "column \"\(columnName(number, of: id))\" of relation \"\(catalog[id].name)\" \(predicate)")
  }

  // MARK: - DEFAULT

  private mutating func setDefault(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let column = catalog.relation(run.table)?[number] else { return }
    if column.identity != nil {
      throw columnError("42601", number, run.table, "is an identity column")
    }
    if column.generated != nil {
      throw columnError("42601", number, run.table, "is a generated column")
    }
    var expression: Expression?
    if case .expression(let written) = command.details {
      try refuseColumns(inDefault: written)
      try verify(written, of: nil, as: column.type)
      expression = written
    }
    for table in reach(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      var bound = expression.map { bind($0, to: nil, as: catalog.relation(table)?[own].type) }
      if bound?.isNullConstant == true { bound = nil }
      if let bound { try refuseMissingCalls(bound) }
      catalog.updateRelation(table) {
        $0[own].defaultValue = bound
        $0[own].hasUnknownDefault = false
      }
      depend(ObjectAddress(table, .defaultValue(own)), on: bound, of: nil)
      if let bound { lockSequences(of: bound) }
    }
    noteFreshSequence(command, number, of: run.table)
  }

  /// [identity-added-behind-rows, default-nextval-behind-rows]
  private mutating func noteFreshSequence(
    _ command: AlterTableCommand, _ number: Int16, of id: ObjectID
  ) {
    guard let relation = catalog.relation(id),
      let sequence = sequence(of: number, in: id, relation),
      // What the migration itself adds has no values that anybody has drawn.
      catalog[sequence].origin.file == file, relation[number].origin.file != file,
      let definition = catalog.relation(sequence)?.sequence,
      definition.options["START WITH"] == nil, definition.options["MINVALUE"] == nil,
      catalog.indexes(of: id).contains(where: { _, index in
        index.isUnique && index.predicate == nil && index.keys.map(\.column) == [number]
      })
    else { return }
    effects.freshSequences[command.range] = FreshSequence(
      table: touched(id), column: relation[number].name)
  }

  /// Since 15.19, 16.15, 17.11 and 18.6, an expression that is stored locks the sequences it
  /// names. Measured: `SET DEFAULT nextval('s')`, ALTER COLUMN TYPE of a serial column.
  mutating func lockSequences(of expression: BoundExpression) {
    guard version >= 15 else { return }
    for object in expression.objects.sorted()
    where catalog.relation(object)?.kind == .sequence && !isCreatedHere(object) {
      lock(object, .accessShare)
    }
  }

  // MARK: - NOT NULL

  private mutating func setNotNull(
    _ command: AlterTableCommand, _ number: Int16, _ run: inout AlterTableRun
  ) throws(ServerError) {
    let id = run.table
    guard let relation = catalog.relation(id) else { return }
    effects.notNullProofs[command.range] = notNullProof(
      of: number, in: id, droppedProofs: run.droppedProofs)
    noteEmpty(relation[number], command, run)
    let children = relation.children.filter { !catalog[$0].isDropped }
    if run.only, !children.isEmpty, relation.kind == .partitionedTable {
      let isInherited = children.allSatisfy { child in
        column(number, of: id, in: child).map { catalog.relation(child)?[$0].isNotNull == true }
          ?? false
      }
      if !isInherited {
        throw ServerError("42P16", "constraint must be added to child tables too")
      }
    }
    var name: String?
    for table in reach(run) {
      guard let own = column(number, of: id, in: table) else { continue }
      if run.addedNull[table]?.contains(own) == true {
        failsWithRows(.containsNulls(columnName(own, of: table), catalog[table].name))
      }
      markNotNull(own, of: table, droppedProofs: run.droppedProofs)
      let constraint = try putNotNull(own, of: table, named: name, isInherited: table != id)
      if table == id, let constraint { name = catalog[constraint].name }
    }
  }

  /// An earlier statement of the file has added the column, and none has given it a value since: with a row it fails.
  /// Measured on 15.
  private mutating func noteEmpty(
    _ column: Column, _ command: AlterTableCommand, _ run: AlterTableRun
  ) {
    guard isWrittenItself, column.emptySince == rowWrites, column.isNotNull != true,
      column.origin.file == file, column.origin.range != range
    else { return }
    effects.emptyColumns[command.range] = column.origin.range
    failsWithRows(.containsNulls(column.name, catalog[run.table].name))
  }

  /// DROP NOT NULL of a key's column, or of a partition's whose parent has it, is refused. [drop_not_null_pk]
  ///
  /// - Parameter keeping: the caller takes the table's own constraint away.
  mutating func dropNotNull(
    _ number: Int16, _ run: AlterTableRun, keeping: Bool = false
  ) throws(ServerError) {
    let id = run.table
    guard let relation = catalog.relation(id) else { return }
    if relation[number].identity != nil {
      throw columnError("42601", number, id, "is an identity column")
    }
    let hasChildren = relation.children.contains { !catalog[$0].isDropped }
    if relation.kind == .partitionedTable, run.only, hasChildren {
      throw ServerError(
        "42P16", "cannot remove constraint from only the partitioned table when partitions exist")
    }
    let targets = reach(run)
    // Since 18 it drops a constraint, as DROP CONSTRAINT does.
    if run.only, version >= 18 {
      lock(relation.children.filter { !catalog[$0].isDropped }, run.mode)
    }
    for table in targets {
      guard let own = column(number, of: id, in: table) else { continue }
      try refuseDropNotNull(own, of: table, isNamed: table == id)
    }
    for table in targets {
      guard let own = column(number, of: id, in: table) else { continue }
      catalog.updateRelation(table) { $0[own].isNotNull = false }
      if keeping, table == id { continue }
      for (constraint, _) in notNullConstraints(of: own, in: table) { catalog.remove(constraint) }
    }
  }

  private func refuseDropNotNull(
    _ number: Int16, of id: ObjectID, isNamed: Bool
  ) throws(ServerError) {
    let name = columnName(number, of: id)
    for (indexID, index) in catalog.indexes(of: id)
    where index.keys.contains(where: { $0.column == number }) {
      if index.isPrimary { throw ServerError("42P16", "column \"\(name)\" is in a primary key") }
      if catalog.relation(id)?.replicaIdentity == indexID {
        throw ServerError("42P16", "column \"\(name)\" is in index used as replica identity")
      }
    }
    guard isNamed, let relation = catalog.relation(id) else { return }
    for parent in relation.parents where !catalog[parent].isDropped {
      guard relation.isPartition || version >= 18,
        let own = column(number, of: id, in: parent),
        catalog.relation(parent)?[own].isNotNull == true
      else { continue }
      throw ServerError("42P16", "column \"\(name)\" is marked NOT NULL in parent table")
    }
  }

  // MARK: - Generated columns

  /// Since 17. Rows are written anew for a stored column. [set_expression, set_expression_virtual]
  private mutating func setExpression(
    _ command: AlterTableCommand, _ number: Int16, _ run: inout AlterTableRun
  ) throws(ServerError) {
    guard case .expression(let expression) = command.details,
      let column = catalog.relation(run.table)?[number]
    else { return }
    guard column.generated != nil || isAssumed(column) else {
      throw columnError("55000", number, run.table, "is not a generated column")
    }
    try refuseUnknownColumns(expression, of: run.table)
    for table in reach(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      let bound = bind(expression, to: table, as: column.type)
      catalog.updateRelation(table) { $0[own].defaultValue = bound }
      depend(ObjectAddress(table, .column(own)), on: bound, of: table, columns: .normal)
      switch column.generated {
      case .stored?: run.rewrites[table] = "the generated column is computed anew"
      case nil: run.mayRewrite[table] = "nothing is known of the column"
      case .virtual?:
        let isChecked = catalog.constraints(of: table).contains { $0.constraint.kind == .check }
        guard !isChecked else {
          throw ServerError(
            "0A000",
            "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in tables with check constraints"
          )
        }
        if column.isNotNull == true {
          scanRows(of: table, because: "the generated column is checked for nulls")
        }
      }
    }
  }

  /// [drop_expression_if_exists, drop_expression_virtual]
  private mutating func dropExpression(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let relation = catalog.relation(run.table) else { return }
    let column = relation[number]
    if run.only, relation.children.contains(where: { !catalog[$0].isDropped }) {
      throw ServerError(
        "42P16", "ALTER TABLE / DROP EXPRESSION must be applied to child tables too")
    }
    if column.generated == .virtual {
      throw ServerError(
        "0A000", "ALTER TABLE / DROP EXPRESSION is not supported for virtual generated columns")
    }
    if column.generated == nil, !isAssumed(column) {
      _ = reach(run)
      guard command.ifExists else {
        throw columnError("55000", number, run.table, "is not a generated column")
      }
      return
    }
    for table in reach(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      catalog.updateRelation(table) {
        $0[own].generated = nil
        $0[own].defaultValue = nil
      }
    }
  }

  // MARK: - Identity

  /// [add_identity, add_identity_nullable]; since 17 partitions share the column.
  private mutating func addIdentity(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard case .identity(let identity) = command.details,
      let relation = catalog.relation(run.table)
    else { return }
    let column = relation[number]
    try refuseIdentityType(column.type)
    if version >= 17, relation.isPartition {
      throw ServerError("42P16", "cannot add identity to a column of a partition")
    }
    if column.identity != nil {
      throw columnError("55000", number, run.table, "is already an identity column")
    }
    if column.isNotNull == false {
      throw columnError(
        "55000", number, run.table, "must be declared NOT NULL before identity can be added")
    }
    if column.defaultValue != nil {
      throw columnError("55000", number, run.table, "already has a default value")
    }
    try makeIdentity(identity, for: number, of: run.table)
    noteFreshSequence(command, number, of: run.table)
    for table in reachPartitions(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      let identity = catalog.relation(run.table)?[number].identity
      catalog.updateRelation(table) { $0[own].identity = identity }
    }
  }

  /// 22023. Measured on 15.
  func refuseIdentityType(_ type: DataType?) throws(ServerError) {
    guard let type, type.isKnown, type.userType == nil,
      ![DataType.int2, .int4, .int8].contains(type)
    else { return }
    throw ServerError("22023", "identity column type must be smallint, integer, or bigint")
  }

  /// The partitions, which identity commands reach since 17; not inheritance children.
  private mutating func reachPartitions(_ run: AlterTableRun) -> [ObjectID] {
    guard version >= 17, catalog.relation(run.table)?.kind == .partitionedTable else { return [] }
    return reach(run).filter { $0 != run.table }
  }

  /// ShareRowExclusiveLock on the sequence, which gets a new file unless only GENERATED changes.
  /// [set_identity_generated, set_identity_restart]
  private mutating func setIdentity(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard case .identityChange(let generation, let options) = command.details,
      let column = catalog.relation(run.table)?[number]
    else { return }
    guard column.identity != nil || isAssumed(column) else {
      throw columnError("55000", number, run.table, "is not an identity column")
    }
    for sequence in ownedSequences(of: run.table, column: number)
    where catalog.relation(sequence)?.sequence?.isOfIdentity == true {
      lock(sequence, .shareRowExclusive)
      if !options.isEmpty {
        work(.rewrite, on: sequence, because: "the sequence's state is written anew")
      }
    }
    if isAssumed(column) { notKnown(.locks, .rewrites) }
    guard let generation else { return }
    for table in [run.table] + reachPartitions(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      catalog.updateRelation(table) {
        $0[own].identity = generation == .always ? .always : .byDefault
      }
    }
  }

  /// The sequence goes. [drop_identity, drop_identity_if_exists]
  private mutating func dropIdentity(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let column = catalog.relation(run.table)?[number] else { return }
    guard column.identity != nil else {
      if isAssumed(column) { return notKnown(.locks, .drops) }
      guard command.ifExists else {
        throw columnError("55000", number, run.table, "is not an identity column")
      }
      if run.jobs.count == 1 { effects.skips = true }
      return
    }
    let sequences = ownedSequences(of: run.table, column: number).filter {
      catalog.relation($0)?.sequence?.isOfIdentity == true
    }
    try remove(sequences.map { ObjectAddress($0) }, cascades: false)
    for table in [run.table] + reachPartitions(run) {
      guard let own = self.column(number, of: run.table, in: table) else { continue }
      catalog.updateRelation(table) { $0[own].identity = nil }
    }
  }

  // MARK: - How it is stored

  /// SET STORAGE also of the children, SET COMPRESSION not. [set_storage_external, set_compression]
  private mutating func setStorage(
    _ command: AlterTableCommand, _ number: Int16, _ run: AlterTableRun
  ) throws(ServerError) {
    guard case .storage(let name) = command.details else { return }
    if command.kind == .setStorage { _ = reach(run) }
    let word = name.text.lowercased()
    let isDefault = word == "default"
    let type = catalog.relation(run.table)?[number].type
    let description = type.map { catalog.describe($0) } ?? ""
    if command.kind == .setStorage {
      guard ["plain", "external", "extended", "main", "default"].contains(word) else {
        throw ServerError("22023", "invalid storage type \"\(name.text)\"")
      }
      guard word != "plain", !isDefault, isFixedLength(type) else { return }
      throw ServerError("0A000", "column data type \(description) can only have storage PLAIN")
    }
    guard isDefault || !isFixedLength(type) else {
      throw ServerError("0A000", "column data type \(description) does not support compression")
    }
    guard ["pglz", "lz4"].contains(word) || isDefault else {
      throw ServerError("22023", "invalid compression method \"\(name.text)\"")
    }
  }

  /// Its values are never moved out of the row. System Catalogs, "pg_type", typstorage.
  private func isFixedLength(_ type: DataType?) -> Bool {
    guard let type, !type.isArray, case .builtIn(let builtIn) = type.base else { return false }
    return [
      "bool", "int2", "int4", "int8", "float4", "float8", "oid", "date", "time", "timetz",
      "timestamp", "timestamptz", "interval", "uuid", "name", "char", "money", "macaddr",
      "macaddr8",
      "point", "line", "lseg", "box", "circle", "pg_lsn", "xid", "xid8", "cid", "tid", "regclass",
      "regtype", "regproc",
    ].contains(builtIn)
  }

  /// SET (n_distinct = …)
  private func setOptions(_ command: AlterTableCommand) throws(ServerError) {
    guard command.kind == .setOptions, case .options(let options) = command.details else { return }
    for option in options where !["n_distinct", "n_distinct_inherited"].contains(option.name.text) {
      throw ServerError("22023", "unrecognized parameter \"\(option.name.text)\"")
    }
  }

  /// ALTER INDEX … ALTER COLUMN number SET STATISTICS, of an expression only. [alter_index_set_statistics]
  private func setStatistics(
    ofIndexColumn number: Int32, _ run: AlterTableRun
  ) throws(ServerError) {
    guard let index = catalog.index(run.table) else { return }
    let name = catalog[run.table].name
    guard Int(number) <= index.keys.count + index.include.count else {
      throw ServerError("42703", "column number \(number) of relation \"\(name)\" does not exist")
    }
    let place = Int(number) - 1
    let column =
      place < index.keys.count ? index.keys[place].column : index.include[place - index.keys.count]
    guard let column else { return }
    throw ServerError(
      "0A000",
      "cannot alter statistics on non-expression column \"\(columnName(column, of: index.table))\" of index \"\(name)\""
    )
  }
}

extension ServerError {
  static func containsNulls(_ column: String, _ table: String) -> ServerError {
    ServerError(
      "23502", "column \"\(column)\" of relation \"\(table)\" contains null values",
      needsRows: true)
  }
}
