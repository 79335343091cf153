import SQLLexer

extension Parser {
  /// Everything that begins with ALTER. Documentation: ALTER ….
  mutating func alter(_ statement: inout Statement) {
    expect(.alter)
    switch token().keyword {
    case .system: return alterSystem(&statement)
    case .default: return alterDefaultPrivileges(&statement)
    case .role, .group: return alterRole(&statement)
    case .user where !at(.mapping, 1) || !at(.for, 2): return alterRole(&statement)
    case .database: return alterDatabase(&statement)
    case .tablespace: return alterTablespace(&statement)
    default: break
    }
    if at(.constraint) || at(.column) { return fail() }
    guard let object = objectType() else { return fail() }
    switch object {
    case .table, .index, .view, .materializedView, .foreignTable, .sequence:
      alterRelation(&statement, object)
    case .type: alterType(&statement)
    case .userMapping: statement.node = .alterUserMapping
    default: alterOther(&statement, object)
    }
  }

  /// AlterTableStmt and what else may follow `ALTER TABLE | INDEX | VIEW | … [IF EXISTS] relation`.
  private mutating func alterRelation(_ statement: inout Statement, _ object: ObjectType) {
    if eat(.all, .in, .tablespace) {
      statement.node = .alterTableMoveAll
      statement.object = object
      return
    }
    let ifExists = eatIfExists()
    guard let relation = relation() else { return }
    if at(.rename) { return rename(&statement, object, relation.name, ifExists: ifExists) }
    if at(.set, then: .schema) || atDepends {
      statement.node = at(.set) ? .alterObjectSchema : .alterObjectDepends
      statement.object = object
      return
    }
    if object == .sequence, sequenceOptionWords.contains(token().keyword),
      !at(.no, then: .inherit), !at(.no, then: .force)
    {
      return alterSequence(&statement, relation.name, ifExists: ifExists)
    }
    statement.node = .alterTable
    statement.object = object
    var alter = AlterTable(
      object: object, name: relation.name, ifExists: ifExists, only: relation.only)
    alterTableCommands(&alter)
    statement.tree = .alterTable(alter)
  }

  /// `[NO] DEPENDS ON EXTENSION`
  private var atDepends: Bool { at(.depends, then: .on) || at(.no, then: .depends) }

  /// RenameStmt, from RENAME: `TO name`, `[COLUMN] name TO name`, `CONSTRAINT name TO name`, `ATTRIBUTE name TO name`
  private mutating func rename(
    _ statement: inout Statement, _ object: ObjectType, _ name: QualifiedName, ifExists: Bool
  ) {
    statement.node = .rename
    expect(.rename)
    var renamed = object
    var part: Name?
    if !at(.to) {
      if eat(.constraint) {
        renamed = object == .domain ? .domainConstraint : .tableConstraint
      } else if eat(.attribute) {
        renamed = .attribute
      } else {
        _ = eat(.column)
        renamed = .column
      }
      part = self.name()
    }
    expect(.to)
    statement.object = renamed
    guard let newName = self.name() else { return }
    _ = dropBehavior()
    var rename = Rename(object: renamed, name: name, part: part, newName: newName)
    rename.ifExists = ifExists
    statement.tree = .rename(rename)
  }

  /// AlterEnumStmt, AlterTypeStmt, AlterCompositeTypeStmt and the common forms of ALTER TYPE.
  private mutating func alterType(_ statement: inout Statement) {
    guard let name = qualifiedName() else { return }
    if at(.add, then: .value) || at(.rename, then: .value) || at(.drop, then: .value) {
      alterEnum(&statement, name)
    } else if at(.add, then: .attribute) || at(.drop, then: .attribute)
      || at(.alter, then: .attribute)
    {
      statement.node = .alterTable
      statement.object = .type
      var alter = AlterTable(object: .type, name: name)
      alterTableCommands(&alter)
      statement.tree = .alterTable(alter)
    } else {
      alterCommon(&statement, .type, name) ?? { $0.node = .alterType }(&statement)
    }
  }

  /// AlterEnumStmt: `ADD VALUE [IF NOT EXISTS] label [BEFORE | AFTER label]`, `RENAME VALUE label TO label`
  private mutating func alterEnum(_ statement: inout Statement, _ type: QualifiedName) {
    statement.node = .alterEnum
    var alter = AlterEnum(type: type)
    let adds = at(.add)
    // PostgreSQL has no DROP VALUE: its grammar knows the words only to say so.
    if at(.drop) { return fail() }
    advance(2)
    if adds {
      alter.ifNotExists = eatIfNotExists()
      alter.addedLabel = label()
      if eat(.before) || eat(.after) { _ = label() }
    } else {
      _ = label()
      expect(.to)
      _ = label()
    }
    statement.tree = .alterEnum(alter)
  }

  /// Sconst
  private mutating func label() -> String? {
    let next = token()
    switch next.kind {
    case .string:
      advance()
      return String(decoding: bytes[next.range.indices].dropFirst().dropLast(), as: UTF8.self)
    case .escapeString, .unicodeString, .dollarString, .psqlVariable, .placeholder:
      advance()
      return String(decoding: bytes[next.range.indices], as: UTF8.self)
    default:
      fail()
      return nil
    }
  }

  /// The kinds of object that share RENAME, OWNER TO, SET SCHEMA and DEPENDS ON, each with a statement of its own beside.
  private mutating func alterOther(_ statement: inout Statement, _ object: ObjectType) {
    _ = eatIfExists()
    var name: QualifiedName?
    switch object {
    case .operator, .largeObject, .cast, .transform:
      break
    default:
      name = qualifiedName()
    }
    // Arguments of a function, `USING method` of an operator class, `ON relation` of a policy, trigger or rule.
    skip { $0.atAlterAction(object) }
    let subject = name ?? QualifiedName(name: Name(text: "", range: token().range))
    if alterCommon(&statement, object, subject) != nil { return }
    if object == .domain { return alterDomain(&statement, subject) }
    statement.node = alterNode(object)
    switch statement.node {
    case .alterFunction: statement.object = object
    case .alterExtensionContents:
      // `ADD object`, `DROP object`
      advance()
      statement.object = objectType()
    default: break
    }
  }

  private func atAlterAction(_ object: ObjectType) -> Bool {
    switch token().keyword {
    case .rename, .owner, .set, .reset, .depends, .add, .drop, .alter, .enable, .disable,
      .update, .validate, .refresh, .options, .handler, .version, .using, .skip, .connection:
      // `USING btree` belongs to the name of an operator class, and to the expression of a policy.
      return !(at(.using) && (object == .operatorClass || object == .operatorFamily))
    case .no:
      return at(.depends, 1) || object == .foreignDataWrapper
    case .to, .with:
      return object == .policy || object == .database
    default:
      return isFunctionOption(token().keyword)
        && [.function, .procedure, .routine].contains(object)
    }
  }

  private func isFunctionOption(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .called, .returns, .strict, .immutable, .stable, .volatile, .external, .security,
      .leakproof, .not, .cost, .rows, .support, .parallel:
      true
    default: false
    }
  }

  /// RENAME, OWNER TO, SET SCHEMA, [NO] DEPENDS ON EXTENSION. nil where none of them stands here.
  private mutating func alterCommon(
    _ statement: inout Statement, _ object: ObjectType, _ name: QualifiedName
  ) -> Void? {
    if at(.rename) {
      return rename(&statement, object, name, ifExists: false)
    }
    if at(.owner, then: .to) {
      statement.node = .alterOwner
      statement.object = object
      return ()
    }
    if at(.set, then: .schema), token(2).kind != .string {
      statement.node = .alterObjectSchema
      statement.object = object
      return ()
    }
    if atDepends {
      statement.node = .alterObjectDepends
      statement.object = object
      return ()
    }
    return nil
  }

  /// The statement for what is particular to a kind of object.
  private func alterNode(_ object: ObjectType) -> StatementNode? {
    switch object {
    case .database:
      if at(.refresh) { return .alterDatabaseRefreshCollation }
      let setsVariable = at(.set) && !at(.tablespace, 1) || at(.reset)
      return setsVariable ? .alterDatabaseSet : .alterDatabase
    case .extension:
      return at(.update) ? .alterExtension : .alterExtensionContents
    case .function, .procedure, .routine, .aggregate: return .alterFunction
    case .domain: return .alterDomain
    case .collation: return .alterCollation
    case .operator: return .alterOperator
    case .operatorClass, .operatorFamily: return .alterOperatorFamily
    case .policy: return .alterPolicy
    case .publication: return .alterPublication
    case .subscription: return .alterSubscription
    case .foreignServer: return .alterForeignServer
    case .foreignDataWrapper: return .alterForeignDataWrapper
    case .statistics: return .alterStatistics
    case .tablespace: return .alterTablespaceOptions
    case .textSearchConfiguration: return .alterTextSearchConfiguration
    case .textSearchDictionary: return .alterTextSearchDictionary
    case .eventTrigger: return .alterEventTrigger
    default: return nil
    }
  }
}

/// SeqOptElem: what follows `ALTER SEQUENCE name` if it is no command of ALTER TABLE.
private let sequenceOptionWords: Set<Keyword> = [
  .as, .cache, .cycle, .increment, .maxvalue, .minvalue, .no, .owned, .sequence, .start, .restart,
  .logged, .unlogged,
]
