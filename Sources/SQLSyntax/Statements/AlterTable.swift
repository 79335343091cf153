package import SQLLexer

/// ALTER TABLE, and ALTER of an index, sequence, view, materialized view, foreign table or composite type that
/// PostgreSQL reads as ALTER TABLE.
package struct AlterTable: Sendable {
  /// OBJECT_TABLE, OBJECT_INDEX, …: the word behind ALTER.
  package var object: ObjectType
  package var name: QualifiedName
  package var ifExists = false
  package var only = false
  package var commands: [AlterTableCommand] = []

  init(object: ObjectType, name: QualifiedName, ifExists: Bool = false, only: Bool = false) {
    self.object = object
    self.name = name
    self.ifExists = ifExists
    self.only = only
  }
}

/// One of the comma-separated commands of ALTER TABLE.
package struct AlterTableCommand: Sendable {
  /// What the command says beyond names and flags.
  package indirect enum Details: Sendable {
    case none
    /// ADD COLUMN, ADD ATTRIBUTE
    case column(ColumnDefinition)
    /// ADD CONSTRAINT
    case constraint(ConstraintDefinition)
    /// ALTER CONSTRAINT
    case attributes(ConstraintAttributes)
    /// ALTER COLUMN TYPE; the expression is that behind USING.
    case type(type: TypeName, collation: QualifiedName?, using: Expression?)
    /// SET DEFAULT, SET EXPRESSION
    case expression(Expression)
    /// Storage parameters; options of a foreign table or its column.
    case options([OptionElement])
    /// ADD GENERATED … AS IDENTITY
    case identity(IdentityOptions)
    /// SET GENERATED, SET of a sequence option, RESTART
    case identityChange(IdentityOptions.Generation?, options: [SequenceOption])
    /// SET STATISTICS: for a column of an index its number; nil for DEFAULT
    case statistics(column: Int32?, target: Int32?)
    /// STORAGE, COMPRESSION: a word or "default".
    case storage(Name)
    case owner(RoleSpec)
    /// The other relation of ATTACH, DETACH, INHERIT, or the type of OF.
    case relation(name: QualifiedName, bound: PartitionBound?)
    case replicaIdentity(ReplicaIdentity)
  }

  package enum ReplicaIdentity: Sendable { case `default`, full, nothing, index }

  package var kind: AlterTableKind
  package var ifExists = false
  package var ifNotExists = false
  /// DETACH PARTITION … CONCURRENTLY
  package var isConcurrent = false
  package var behavior = DropBehavior.unspecified
  /// The column, constraint, trigger, rule, index, tablespace or access method it is about; nil where that is DEFAULT,
  /// and for a column of an index that is named by its number.
  package var name: Name?
  package var details = Details.none
  package var range: ByteRange

  package init(kind: AlterTableKind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

extension AlterTableCommand {
  package var column: ColumnDefinition? {
    if case .column(let column) = details { column } else { nil }
  }
  package var constraint: ConstraintDefinition? {
    if case .constraint(let constraint) = details { constraint } else { nil }
  }
  /// ALTER COLUMN TYPE
  package var newType: TypeName? {
    if case .type(let type, _, _) = details { type } else { nil }
  }
  /// The expression behind the USING of ALTER COLUMN TYPE.
  package var usingExpression: Expression? {
    if case .type(_, _, let expression) = details { expression } else { nil }
  }
  package var relation: QualifiedName? {
    if case .relation(let relation, _) = details { relation } else { nil }
  }
}

extension Parser {
  /// alter_table_cmds, partition_cmd, index_partition_cmd, alter_type_cmds
  mutating func alterTableCommands(_ alter: inout AlterTable) {
    let first = position
    if at(.attach) || at(.detach) && alter.object == .table {
      if var command = partitionCommand(alter.object) {
        command.range = range(from: first)
        alter.commands.append(command)
      }
      return
    }
    commaSeparated { parser in
      let first = parser.position
      let command =
        alter.object == .type ? parser.alterTypeCommand() : parser.alterTableCommand()
      guard var command else { return parser.fail() }
      command.range = parser.range(from: first)
      alter.commands.append(command)
    }
  }

  /// alter_table_cmd; nil where none begins. Documentation: ALTER TABLE.
  private mutating func alterTableCommand() -> AlterTableCommand? {
    switch token().keyword {
    case .add: return addCommand()
    case .alter: return alterColumnOrConstraint()
    case .drop: return dropCommand()
    case .set: return setCommand()
    case .enable, .disable: return enableCommand()
    case .options: return command(.genericOptions, .options(genericOptions(altering: true)))
    case .validate:
      advance()
      expect(.constraint)
      return command(.validateConstraint, name: name())
    case .owner:
      advance()
      expect(.to)
      return roleSpec().map { command(.changeOwner, .owner($0)) }
    case .reset:
      advance()
      return command(.resetRelOptions, .options(relOptions()))
    case .cluster:
      advance()
      expect(.on)
      return command(.clusterOn, name: name())
    case .replica:
      advance()
      expect(.identity)
      return replicaIdentity()
    default: return inheritanceCommand()
    }
  }

  /// `INHERIT parent`, `NO INHERIT parent`, `OF type`, `NOT OF`, `[NO] FORCE ROW LEVEL SECURITY`
  private mutating func inheritanceCommand() -> AlterTableCommand? {
    if eat(.inherit) { return relationCommand(.addInherit) }
    if eat(.of) { return qualifiedName().map { command(.addOf, .relation(name: $0, bound: nil)) } }
    if eat(.not) {
      expect(.of)
      return command(.dropOf)
    }
    let isNot = eat(.no)
    if isNot, eat(.inherit) { return relationCommand(.dropInherit) }
    guard isNot || at(.force) else { return nil }
    expect(.force)
    return levelSecurity(isNot ? .noForceRowSecurity : .forceRowSecurity)
  }

  func command(
    _ kind: AlterTableKind, _ details: AlterTableCommand.Details = .none, name: Name? = nil
  ) -> AlterTableCommand {
    var command = AlterTableCommand(kind: kind, range: token().range)
    command.name = name
    command.details = details
    return command
  }

  private mutating func relationCommand(_ kind: AlterTableKind) -> AlterTableCommand? {
    relationName().map { command(kind, .relation(name: $0, bound: nil)) }
  }

  private mutating func levelSecurity(_ kind: AlterTableKind) -> AlterTableCommand {
    expect(.row)
    expect(.level)
    expect(.security)
    return command(kind)
  }

  /// `ADD [COLUMN] [IF NOT EXISTS] column`, `ADD constraint`
  private mutating func addCommand() -> AlterTableCommand? {
    expect(.add)
    if atTableConstraint {
      guard let constraint = tableConstraint() else { return nil }
      return command(.addConstraint, .constraint(constraint), name: constraint.name)
    }
    _ = eat(.column)
    let ifNotExists = eatIfNotExists()
    guard let column = columnDefinition() else { return nil }
    var added = command(.addColumn, .column(column), name: column.name)
    added.ifNotExists = ifNotExists
    return added
  }

  /// `DROP [COLUMN] …`, `DROP CONSTRAINT …`
  private mutating func dropCommand() -> AlterTableCommand? {
    expect(.drop)
    let isConstraint = eat(.constraint)
    if !isConstraint { _ = eat(.column) }
    return dropped(isConstraint ? .dropConstraint : .dropColumn)
  }

  /// `[IF EXISTS] name [CASCADE | RESTRICT]`
  private mutating func dropped(_ kind: AlterTableKind) -> AlterTableCommand {
    let ifExists = eatIfExists()
    var dropped = command(kind, name: name())
    dropped.ifExists = ifExists
    dropped.behavior = dropBehavior()
    return dropped
  }

  /// `SET …` of the table
  private mutating func setCommand() -> AlterTableCommand? {
    expect(.set)
    if at(.leftParenthesis) { return command(.setRelOptions, .options(relOptions())) }
    if eat(.logged) { return command(.setLogged) }
    if eat(.unlogged) { return command(.setUnlogged) }
    if eat(.without) {
      if eat(.cluster) { return command(.dropCluster) }
      expect(.oids)
      return command(.dropOids)
    }
    if eat(.tablespace) { return command(.setTablespace, name: name()) }
    expect(.access)
    expect(.method)
    return command(.setAccessMethod, name: eat(.default) ? nil : name())
  }

  /// partition_cmd: `ATTACH PARTITION relation bound`, `DETACH PARTITION relation [CONCURRENTLY | FINALIZE]`;
  /// index_partition_cmd: `ATTACH PARTITION index`
  private mutating func partitionCommand(_ object: ObjectType) -> AlterTableCommand? {
    guard object == .table || object == .index else {
      fail()
      return nil
    }
    let attaches = at(.attach)
    advance()
    expect(.partition)
    guard let name = relationName() else { return nil }
    if attaches {
      let bound = object == .table ? partitionBound() : nil
      return command(.attachPartition, .relation(name: name, bound: bound))
    }
    let isConcurrent = eat(.concurrently)
    let finalizes = !isConcurrent && eat(.finalize)
    var detached = command(
      finalizes ? .detachPartitionFinalize : .detachPartition, .relation(name: name, bound: nil))
    detached.isConcurrent = isConcurrent
    return detached
  }

  /// `ENABLE [ALWAYS | REPLICA] TRIGGER | RULE name`, `DISABLE TRIGGER | RULE name`,
  /// `ENABLE | DISABLE ROW LEVEL SECURITY`
  private mutating func enableCommand() -> AlterTableCommand? {
    let enables = at(.enable)
    advance()
    if at(.row) { return levelSecurity(enables ? .enableRowSecurity : .disableRowSecurity) }
    let always = enables && eat(.always)
    let replica = enables && !always && eat(.replica)
    if eat(.rule) {
      let kind: AlterTableKind =
        always
        ? .enableAlwaysRule : replica ? .enableReplicaRule : enables ? .enableRule : .disableRule
      return command(kind, name: name())
    }
    expect(.trigger)
    if !always, !replica {
      if eat(.all) { return command(enables ? .enableTriggerAll : .disableTriggerAll) }
      if eat(.user) { return command(enables ? .enableTriggerUser : .disableTriggerUser) }
    }
    let kind: AlterTableKind =
      always
      ? .enableAlwaysTrigger
      : replica ? .enableReplicaTrigger : enables ? .enableTrigger : .disableTrigger
    return command(kind, name: name())
  }

  /// replica_identity: `NOTHING | FULL | DEFAULT | USING INDEX name`
  private mutating func replicaIdentity() -> AlterTableCommand {
    if eat(.nothing) { return command(.replicaIdentity, .replicaIdentity(.nothing)) }
    if eat(.full) { return command(.replicaIdentity, .replicaIdentity(.full)) }
    if eat(.default) { return command(.replicaIdentity, .replicaIdentity(.default)) }
    expect(.using)
    expect(.index)
    return command(.replicaIdentity, .replicaIdentity(.index), name: name())
  }

  // MARK: - Composite types

  /// alter_type_cmd: `ADD ATTRIBUTE attribute`, `DROP ATTRIBUTE [IF EXISTS] name`,
  /// `ALTER ATTRIBUTE name [SET DATA] TYPE type [COLLATE …]`, each with `[CASCADE | RESTRICT]`. Documentation: ALTER
  /// TYPE.
  private mutating func alterTypeCommand() -> AlterTableCommand? {
    let keyword = token().keyword
    guard keyword == .add || keyword == .drop || keyword == .alter else { return nil }
    advance()
    expect(.attribute)
    switch keyword {
    case .drop: return dropped(.dropColumn)
    case .add:
      guard let column = attributeDefinition() else { return nil }
      var added = command(.addColumn, .column(column), name: column.name)
      added.behavior = dropBehavior()
      return added
    default:
      let column = name()
      if eat(.set) { expect(.data) }
      expect(.type)
      guard var altered = newType(allowingUsing: false) else { return nil }
      altered.name = column
      altered.behavior = dropBehavior()
      return altered
    }
  }
}
