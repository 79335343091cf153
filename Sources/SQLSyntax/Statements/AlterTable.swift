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
  package var kind: AlterTableKind
  package var range: ByteRange
  /// The column, constraint, trigger, rule or index it is about.
  package var name: Name?
  /// ADD COLUMN
  package var column: ColumnDefinition?
  /// ADD CONSTRAINT; SET DEFAULT's expression
  package var constraint: ConstraintDefinition?
  /// ALTER COLUMN TYPE
  package var newType: TypeName?
  /// The expression behind the USING of ALTER COLUMN TYPE.
  package var usingExpression: ByteRange?
  package var ifExists = false
  package var ifNotExists = false
  package var behavior = DropBehavior.unspecified
  /// The other relation of ATTACH, DETACH, INHERIT.
  package var relation: QualifiedName?
  /// DETACH PARTITION … CONCURRENTLY
  package var isConcurrent = false

  package init(kind: AlterTableKind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}

extension Parser {
  /// alter_table_cmds, partition_cmd, index_partition_cmd, alter_type_cmds
  mutating func alterTableCommands(_ alter: inout AlterTable) {
    repeat {
      let first = position
      guard var command = alterTableCommand(alter.object) else { return fail() }
      command.range = range(from: first)
      alter.commands.append(command)
    } while eat(.comma)
  }

  /// alter_table_cmd. Documentation: ALTER TABLE.
  private mutating func alterTableCommand(_ object: ObjectType) -> AlterTableCommand? {
    let keyword = token().keyword
    switch keyword {
    case .add: return addCommand()
    case .alter: return alterColumnOrConstraint()
    case .drop: return dropCommand()
    case .set: return setCommand()
    case .attach, .detach: return partitionCommand()
    case .enable, .disable: return enableCommand()
    default: break
    }
    advance()
    switch keyword {
    case .validate:
      expect(.constraint)
      return command(.validateConstraint, name: name())
    case .owner:
      expect(.to)
      return command(.changeOwner, name: name(.label))
    case .reset:
      skipParentheses()
      return command(.resetRelOptions)
    case .cluster:
      expect(.on)
      return command(.clusterOn, name: name())
    case .inherit:
      return command(.addInherit, relation: qualifiedName())
    case .no:
      if eat(.inherit) { return command(.dropInherit, relation: qualifiedName()) }
      expect(.force)
      expect(.row)
      return levelSecurity(.noForceRowSecurity)
    case .force:
      expect(.row)
      return levelSecurity(.forceRowSecurity)
    case .of:
      return command(.addOf, relation: qualifiedName())
    case .not:
      expect(.of)
      return command(.dropOf)
    case .replica:
      expect(.identity)
      return replicaIdentity()
    case .options:
      skipParentheses()
      return command(.genericOptions)
    default:
      return nil
    }
  }

  private func command(
    _ kind: AlterTableKind, name: Name? = nil, relation: QualifiedName? = nil
  ) -> AlterTableCommand {
    var command = AlterTableCommand(kind: kind, range: token().range)
    command.name = name
    command.relation = relation
    return command
  }

  private mutating func levelSecurity(_ kind: AlterTableKind) -> AlterTableCommand {
    expect(.level)
    expect(.security)
    return command(kind)
  }

  /// `ADD [COLUMN] …`, `ADD ATTRIBUTE …`, `ADD constraint`
  private mutating func addCommand() -> AlterTableCommand? {
    expect(.add)
    if atTableConstraint {
      var added = command(.addConstraint)
      added.constraint = tableConstraint()
      added.name = added.constraint?.name
      return added
    }
    if !eat(.attribute) { _ = eat(.column) }
    var added = command(.addColumn)
    added.ifNotExists = eatIfNotExists()
    added.column = columnDefinition()
    added.name = added.column?.name
    // opt_drop_behavior of ADD ATTRIBUTE
    added.behavior = dropBehavior()
    return added
  }

  /// `DROP [COLUMN] …`, `DROP ATTRIBUTE …`, `DROP CONSTRAINT …`
  private mutating func dropCommand() -> AlterTableCommand? {
    expect(.drop)
    let isConstraint = eat(.constraint)
    if !isConstraint, !eat(.attribute) { _ = eat(.column) }
    var dropped = command(isConstraint ? .dropConstraint : .dropColumn)
    dropped.ifExists = eatIfExists()
    dropped.name = name()
    dropped.behavior = dropBehavior()
    return dropped
  }

  /// `ALTER CONSTRAINT name …`, `ALTER [COLUMN] name …`, `ALTER ATTRIBUTE name TYPE …`
  private mutating func alterColumnOrConstraint() -> AlterTableCommand? {
    expect(.alter)
    if eat(.constraint) {
      var altered = command(.alterConstraint, name: name())
      var constraint = ConstraintDefinition(kind: .check, range: token().range)
      if at(.inherit) { advance() } else { constraintAttributes(&constraint) }
      altered.constraint = constraint
      return altered
    }
    if !eat(.attribute) { _ = eat(.column) }
    // `ALTER COLUMN 1 SET STATISTICS …` names a column of an index by its number.
    let column = eat(TokenKind.integer) ? nil : name()
    guard var altered = alterColumn() else { return nil }
    altered.name = column
    return altered
  }

  /// What ALTER COLUMN does, from behind the name.
  private mutating func alterColumn() -> AlterTableCommand? {
    if eat(.set, .data, .type) || eat(.type) { return alterColumnType() }
    if eat(.set) { return alterColumnSet() }
    if eat(.reset) {
      skipParentheses()
      return command(.resetOptions)
    }
    if eat(.options) {
      skipParentheses()
      return command(.alterColumnGenericOptions)
    }
    if eat(.restart) { return identityOptions() }
    if eat(.add) {
      expect(.generated)
      if !eat(.always) { eatByDefault() }
      expect(.as)
      expect(.identity)
      if at(.leftParenthesis) { skipParentheses() }
      return command(.addIdentity)
    }
    guard eat(.drop) else { return nil }
    if eat(.default) { return command(.columnDefault) }
    if eat(.not, .null) { return command(.dropNotNull) }
    let isIdentity = eat(.identity)
    if !isIdentity { expect(.expression) }
    var dropped = command(isIdentity ? .dropIdentity : .dropExpression)
    dropped.ifExists = eatIfExists()
    return dropped
  }

  private mutating func eatByDefault() {
    expect(.by)
    expect(.default)
  }

  /// `[SET DATA] TYPE type [COLLATE …] [USING expression]`
  private mutating func alterColumnType() -> AlterTableCommand {
    var altered = command(.alterColumnType)
    altered.newType = typeName()
    if eat(.collate) { _ = qualifiedName() }
    if eat(.using) {
      let first = position
      skipToComma()
      altered.usingExpression = range(from: first)
    }
    // opt_drop_behavior of ALTER ATTRIBUTE
    altered.behavior = dropBehavior()
    return altered
  }

  /// `SET DEFAULT …`, `SET NOT NULL`, `SET STATISTICS …`, `SET STORAGE …`, `SET COMPRESSION …`, `SET EXPRESSION …`,
  /// `SET (options)`, `SET GENERATED …`
  private mutating func alterColumnSet() -> AlterTableCommand? {
    if eat(.default) {
      var altered = command(.columnDefault)
      var constraint = ConstraintDefinition(kind: .default, range: token().range)
      let first = position
      skipToComma()
      constraint.range = range(from: first)
      constraint.expression = constraint.range
      constraint.expressionTokens = first..<position
      altered.constraint = constraint
      return altered
    }
    if eat(.not, .null) { return command(.setNotNull) }
    if eat(.statistics) {
      skipToComma()
      return command(.setStatistics)
    }
    if eat(.storage) {
      advance()
      return command(.setStorage)
    }
    if eat(.compression) {
      advance()
      return command(.setCompression)
    }
    if eat(.expression) {
      expect(.as)
      skipParentheses()
      return command(.setExpression)
    }
    if at(.leftParenthesis) {
      skipParentheses()
      return command(.setOptions)
    }
    return identityOptions()
  }

  /// alter_identity_column_option_list; any of SET GENERATED, SET sequence option, RESTART.
  private mutating func identityOptions() -> AlterTableCommand {
    skipToComma()
    return command(.setIdentity)
  }

  /// `SET …` of the table
  private mutating func setCommand() -> AlterTableCommand? {
    expect(.set)
    if at(.leftParenthesis) {
      skipParentheses()
      return command(.setRelOptions)
    }
    if eat(.logged) { return command(.setLogged) }
    if eat(.unlogged) { return command(.setUnlogged) }
    if eat(.without) {
      if eat(.cluster) { return command(.dropCluster) }
      expect(.oids)
      return command(.dropOids)
    }
    if eat(.tablespace) { return command(.setTablespace, name: name()) }
    guard eat(.access, .method) else { return nil }
    return command(.setAccessMethod, name: name(.label))
  }

  /// partition_cmd: `ATTACH PARTITION relation bound`, `DETACH PARTITION relation [CONCURRENTLY | FINALIZE]`
  private mutating func partitionCommand() -> AlterTableCommand? {
    let attaches = at(.attach)
    advance()
    expect(.partition)
    var changed = command(attaches ? .attachPartition : .detachPartition, relation: qualifiedName())
    if attaches {
      // An index is attached without a bound.
      if !atEnd { partitionBound() }
    } else if eat(.finalize) {
      changed.kind = .detachPartitionFinalize
    } else {
      changed.isConcurrent = eat(.concurrently)
    }
    return changed
  }

  /// `ENABLE | DISABLE [ALWAYS | REPLICA] TRIGGER | RULE name`, `ENABLE | DISABLE ROW LEVEL SECURITY`
  private mutating func enableCommand() -> AlterTableCommand? {
    let enables = at(.enable)
    advance()
    if eat(.row) { return levelSecurity(enables ? .enableRowSecurity : .disableRowSecurity) }
    let always = eat(.always)
    let replica = eat(.replica)
    if eat(.rule) {
      let kind: AlterTableKind =
        always
        ? .enableAlwaysRule : replica ? .enableReplicaRule : enables ? .enableRule : .disableRule
      return command(kind, name: name())
    }
    expect(.trigger)
    if eat(.all) { return command(enables ? .enableTriggerAll : .disableTriggerAll) }
    if eat(.user) { return command(enables ? .enableTriggerUser : .disableTriggerUser) }
    let kind: AlterTableKind =
      always
      ? .enableAlwaysTrigger
      : replica ? .enableReplicaTrigger : enables ? .enableTrigger : .disableTrigger
    return command(kind, name: name())
  }

  /// replica_identity: `NOTHING | FULL | DEFAULT | USING INDEX name`
  private mutating func replicaIdentity() -> AlterTableCommand {
    if eat(.using, .index) { return command(.replicaIdentity, name: name()) }
    advance()
    return command(.replicaIdentity)
  }
}
