import SQLLexer

/// ALTER of an object that has no tree of its own.
package struct AlterObject: Sendable {
  package var object: NamedObject
  /// What stands in parentheses: OPTIONS, a definition.
  package var options: [OptionElement] = []
}

/// `ALTER TABLE | INDEX | MATERIALIZED VIEW ALL IN TABLESPACE …`
package struct AlterTableMoveAll: Sendable {
  package var object: ObjectType
  package var tablespace: Name
  /// OWNED BY
  package var owners: [RoleSpec] = []
  package var newTablespace: Name
}

extension Parser {
  /// Everything that begins with ALTER. Documentation: ALTER ….
  mutating func alter(_ statement: inout Statement) {
    expect(.alter)
    switch token().keyword {
    case .table, .index, .sequence, .view, .materialized: alterRelation(&statement)
    case .foreign where at(.table, 1): alterRelation(&statement)
    case .type: alterType(&statement)
    case .domain: alterDomainOrCommon(&statement)
    case .function, .procedure, .routine: alterFunction(&statement)
    case .extension: alterExtension(&statement)
    case .policy: alterPolicy(&statement)
    case .trigger, .rule: alterTriggerOrRule(&statement)
    case .event: alterEventTrigger(&statement)
    case .operator: alterOperator(&statement)
    case .text: alterTextSearch(&statement)
    case .foreign: alterForeignDataWrapper(&statement)
    case .server: alterServer(&statement)
    case .publication: alterPublication(&statement)
    case .subscription: alterSubscription(&statement)
    case .collation: alterCollation(&statement)
    case .statistics: alterStatisticsOrCommon(&statement)
    case .aggregate, .conversion: alterCommon(&statement, [.rename, .owner, .schema])
    case .schema, .procedural, .language: alterCommon(&statement, [.rename, .owner])
    case .large: alterCommon(&statement, .owner)
    case .default: alterDefaultPrivileges(&statement)
    case .system: alterSystem(&statement)
    case .user where at(.mapping, 1) && at(.for, 2): alterUserMapping(&statement)
    case .role, .user, .group: alterRole(&statement)
    case .database: alterDatabase(&statement)
    case .tablespace: alterTablespace(&statement)
    default: fail()
    }
  }

  /// ALTER of objects for which it has nothing but the common forms.
  private mutating func alterCommon(_ statement: inout Statement, _ forms: AlterForms) {
    guard let type = objectType() else { return }
    let object = namedObject(type)
    if !alterCommon(&statement, object, forms) { fail() }
  }

  // MARK: Relations

  /// AlterTableStmt and what else may follow `ALTER TABLE | INDEX | SEQUENCE | [MATERIALIZED] VIEW | FOREIGN TABLE
  /// [IF EXISTS] relation`.
  private mutating func alterRelation(_ statement: inout Statement) {
    guard let object = objectType() else { return }
    if at(.all), object == .table || object == .index || object == .materializedView {
      return alterTableMoveAll(&statement, object)
    }
    let ifExists = eatIfExists()
    var only = false
    var name: QualifiedName?
    if object == .table || object == .foreignTable {
      let relation = relation()
      name = relation?.name
      only = relation?.only ?? false
    } else {
      name = relationName()
    }
    guard let name else { return }
    if at(.rename) { return renameRelation(&statement, object, name, ifExists: ifExists) }
    let named = NamedObject(object, name)
    if object != .index, at(.set, then: .schema) {
      return alterObjectSchema(&statement, named, ifExists: ifExists)
    }
    if object == .index || object == .materializedView, !ifExists,
      at(.depends) || at(.no, then: .depends)
    {
      return alterObjectDepends(&statement, named)
    }
    if object == .sequence, atSequenceOption, !at(.no, then: .inherit), !at(.no, then: .force) {
      return alterSequence(&statement, name, ifExists: ifExists)
    }
    statement.node = .alterTable
    statement.object = object
    var alter = AlterTable(object: object, name: name, ifExists: ifExists, only: only)
    alterTableCommands(&alter)
    statement.tree = .alterTable(alter)
  }

  /// `RENAME TO name`, `RENAME CONSTRAINT name TO name`, `RENAME [COLUMN] name TO name`
  private mutating func renameRelation(
    _ statement: inout Statement, _ object: ObjectType, _ name: QualifiedName, ifExists: Bool
  ) {
    expect(.rename)
    if at(.to) || object == .index || object == .sequence {
      renameTo(&statement, NamedObject(object, name), ifExists: ifExists)
    } else if object == .table, eat(.constraint) {
      renamePart(&statement, .tableConstraint, of: name, ifExists: ifExists)
    } else {
      _ = eat(.column)
      renamePart(&statement, .column, of: name, ifExists: ifExists)
    }
  }

  /// AlterTableStmt: `ALL IN TABLESPACE name [OWNED BY roles] SET TABLESPACE name [NOWAIT]`
  private mutating func alterTableMoveAll(_ statement: inout Statement, _ object: ObjectType) {
    statement.node = .alterTableMoveAll
    statement.object = object
    expect(.all)
    expect(.in)
    expect(.tablespace)
    let tablespace = name()
    var owners: [RoleSpec] = []
    if eat(.owned) {
      expect(.by)
      owners = roles()
    }
    expect(.set)
    expect(.tablespace)
    guard let tablespace, let newTablespace = name() else { return }
    _ = eat(.nowait)
    statement.tree = .alterTableMoveAll(
      AlterTableMoveAll(
        object: object, tablespace: tablespace, owners: owners, newTablespace: newTablespace))
  }

  // MARK: Objects that have more than the common forms

  /// AlterDomainStmt, and RENAME, OWNER TO, SET SCHEMA of a domain.
  private mutating func alterDomainOrCommon(_ statement: inout Statement) {
    expect(.domain)
    guard let name = qualifiedName() else { return }
    if at(.rename, then: .constraint) {
      advance(2)
      return renamePart(&statement, .domainConstraint, of: name)
    }
    let domain = NamedObject(.domain, name)
    if !alterCommon(&statement, domain, [.rename, .owner, .schema, .otherSet]) {
      alterDomain(&statement, name)
    }
  }

  /// AlterStatsStmt, and RENAME, OWNER TO, SET SCHEMA of extended statistics.
  private mutating func alterStatisticsOrCommon(_ statement: inout Statement) {
    expect(.statistics)
    let ifExists = eatIfExists()
    guard let name = qualifiedName() else { return }
    let statistics = NamedObject(.statistics, name)
    if ifExists || !alterCommon(&statement, statistics, [.rename, .owner, .schema, .otherSet]) {
      alterStatistics(&statement, name, ifExists: ifExists)
    }
  }
}
