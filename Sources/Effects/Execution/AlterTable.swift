import Catalog
import SQLLexer
import SQLSyntax

/// ALTER TABLE, and ALTER of an index, view, materialized view, sequence, foreign table or composite type that
/// PostgreSQL reads as ALTER TABLE. Documentation: ALTER TABLE.
///
/// As tablecmds.c does it: the strongest lock of all commands first, on the table and on the partitions and
/// inheritance children that a command reaches [add_fk_and_column_together, alter_constraint_trigger_mixed]; then the
/// commands in passes, drops before everything else [multi_add_column_then_drop_default]; last, each table that needs
/// it is read or written once.
extension Replay {
  mutating func alterTable(_ statement: AlterTable) throws(ServerError) {
    guard
      let id = try relation(
        statement.name, orAssume: statement.assumedKind, ifExists: statement.ifExists)
    else {
      effects.skips = true
      return
    }
    try refuse(statement, on: id)
    var run = AlterTableRun(statement: statement, table: id, mode: lockMode(of: statement))
    lock(id, run.mode)
    for command in statement.commands { try prepare(command, &run) }
    for pass in AlterTablePass.allCases {
      // A command may put others into a later pass: ADD COLUMN its constraints.
      var next = 0
      while next < run.jobs.count {
        let job = run.jobs[next]
        next += 1
        if job.pass == pass { try execute(job, &run) }
      }
    }
    try finish(&run)
  }

  /// What PostgreSQL looks at before it executes the first command.
  private mutating func prepare(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    try refuse(command, on: run.table, version)
    if command.kind == .alterColumnType { try prepareType(command, &run) }
    run.jobs.append(AlterTableJob(pass: AlterTablePass(command), work: .command(command)))
  }

  private mutating func execute(
    _ job: AlterTableJob, _ run: inout AlterTableRun
  ) throws(ServerError) {
    switch job.work {
    case .command(let command): try execute(command, &run)
    case .columnConstraint(let constraint, let column, let isVerified):
      try addConstraint(constraint, column: column, isVerified: isVerified, &run)
    }
  }

  private mutating func execute(
    _ command: AlterTableCommand, _ run: inout AlterTableRun
  ) throws(ServerError) {
    switch command.kind {
    case .addColumn: try addColumn(command, &run)
    case .dropColumn: try dropColumn(command, &run)
    case .alterColumnType: try alterType(command, &run)
    case .columnDefault, .setNotNull, .dropNotNull, .setExpression, .dropExpression, .addIdentity,
      .setIdentity, .dropIdentity, .setStatistics, .setOptions, .resetOptions, .setStorage,
      .setCompression, .alterColumnGenericOptions:
      try alterColumn(command, &run)
    case .addConstraint:
      guard let constraint = command.constraint else { return }
      try addConstraint(constraint, column: nil, isVerified: true, &run)
    case .validateConstraint: try validateConstraint(command, &run)
    case .alterConstraint: try alterConstraint(command, &run)
    case .dropConstraint: try dropConstraint(command, &run)
    case .changeOwner, .clusterOn, .dropCluster, .setLogged, .setUnlogged, .setAccessMethod,
      .setTablespace, .setRelOptions, .resetRelOptions, .replicaIdentity, .genericOptions,
      .dropOids:
      try alterProperty(command, &run)
    case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .disableTrigger,
      .enableTriggerAll, .disableTriggerAll, .enableTriggerUser, .disableTriggerUser, .enableRule,
      .enableAlwaysRule, .enableReplicaRule, .disableRule, .enableRowSecurity, .disableRowSecurity,
      .forceRowSecurity, .noForceRowSecurity:
      try alterAttached(command, run)
    case .addInherit, .dropInherit, .addOf, .dropOf: try alterInheritance(command, run)
    case .attachPartition, .detachPartition, .detachPartitionFinalize:
      try alterPartition(command, &run)
    }
  }

  // MARK: - Reach

  /// The table, and the partitions and inheritance children that a command reaches without ONLY, which are locked as
  /// the table is.
  mutating func reach(_ run: AlterTableRun) -> [ObjectID] {
    guard !run.only else { return [run.table] }
    let descendants = catalog.descendants(of: run.table)
    lock(descendants, run.mode)
    return [run.table] + descendants
  }

  /// A column of the table by its name, and the columns of that name in other relations.
  func column(_ number: Int16, of id: ObjectID, in other: ObjectID) -> Int16? {
    guard id != other else { return number }
    return catalog.relation(other)?.column(named: columnName(number, of: id))
  }

  /// Nothing about the relation is open: who uses it, which columns and indexes it has.
  func isKnown(_ id: ObjectID) -> Bool {
    catalog.relation(id).map { $0.isOfHistory && !$0.hasUnknownColumns } ?? false
  }
}

/// An ALTER TABLE on its way through the passes.
struct AlterTableRun {
  let table: ObjectID
  /// Of the table, and of what the commands reach.
  let mode: LockMode
  /// ONLY: not its partitions or children.
  let only: Bool
  let cascades: Bool
  var jobs: [AlterTableJob] = []

  /// Tables whose rows are written anew at the end, and why.
  var rewrites: [ObjectID: String] = [:]
  /// Tables of which that is not known.
  var mayRewrite: [ObjectID: String] = [:]
  /// Rows get a computed value, even where no file is written: refused for a table whose row type is a column's.
  var computes: Set<ObjectID> = []
  /// Columns that the statement itself adds.
  var added: [ObjectID: Set<Int16>] = [:]
  /// Columns that it adds without a default: all rows have NULL there.
  var addedNull: [ObjectID: Set<Int16>] = [:]
  /// What ALTER TYPE does to columns.
  var changes: [ObjectID: [ColumnChange]] = [:]
  /// The tables OF a composite type.
  var typedTables: [ObjectID] = []
  /// SET LOGGED or UNLOGGED has been said.
  var changesPersistence = false
  /// CHECK constraints that it drops, with what they prove.
  var droppedProofs: [DroppedProof] = []

  init(statement: AlterTable, table: ObjectID, mode: LockMode) {
    self.table = table
    self.mode = mode
    only = statement.only
    cascades = statement.commands.contains { $0.behavior.cascadeRange != nil }
  }
}

/// A CHECK constraint that the statement drops before it could serve.
struct DroppedProof {
  var table: ObjectID
  var name: String
  var notNull: Set<Int16>
}

/// The order of commands. tablecmds.c, "AlterTablePass".
enum AlterTablePass: Int, CaseIterable {
  case drop
  case alterType
  case addColumn
  case setExpression
  case columnAttributes
  case addIndexConstraint
  case addOtherConstraint
  case other

  init(_ command: AlterTableCommand) {
    switch command.kind {
    case .dropColumn, .dropConstraint, .dropNotNull, .dropExpression, .dropIdentity: self = .drop
    case .columnDefault:
      if case .expression = command.details { self = .addOtherConstraint } else { self = .drop }
    case .alterColumnType: self = .alterType
    case .addColumn: self = .addColumn
    case .setExpression: self = .setExpression
    case .setNotNull: self = .columnAttributes
    case .addConstraint: self = command.constraint.map { Self($0.kind) } ?? .addOtherConstraint
    case .addIdentity: self = .addOtherConstraint
    default: self = .other
    }
  }

  init(_ constraint: ConstraintDefinition.Kind) {
    switch constraint {
    case .notNull: self = .columnAttributes
    case .primaryKey, .unique, .exclusion: self = .addIndexConstraint
    default: self = .addOtherConstraint
    }
  }
}

/// Something to do in a pass.
struct AlterTableJob {
  enum Work {
    case command(AlterTableCommand)
    /// Of ADD COLUMN.
    case columnConstraint(ConstraintDefinition, column: Name, isVerified: Bool)
  }
  var pass: AlterTablePass
  var work: Work
}

extension AlterTable {
  /// What a relation is of which nothing is known.
  fileprivate var assumedKind: RelationKind {
    if object == .table, commands.contains(where: { $0.kind.isOfPartitions }) {
      return .partitionedTable
    }
    if object == .type { return .compositeType }
    return RelationKind(object) ?? .table
  }
}

extension AlterTableKind {
  fileprivate var isOfPartitions: Bool {
    self == .attachPartition || self == .detachPartition || self == .detachPartitionFinalize
  }
}
