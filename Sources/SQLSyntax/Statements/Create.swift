import SQLLexer

extension Parser {
  /// Everything that begins with CREATE. Documentation: CREATE ….
  mutating func create(_ statement: inout Statement) {
    expect(.create)
    let orReplace = eat(.or, .replace)
    let persistence = optTemp()
    switch token().keyword {
    case .table: return createTable(&statement, persistence, isForeign: false)
    case .foreign where at(.table, 1): return createTable(&statement, persistence, isForeign: true)
    case .unique, .index: return createIndex(&statement)
    case .type: return createType(&statement)
    case .role, .group: return createRole(&statement)
    case .user where !at(.mapping, 1) || !(at(.for, 2) || at(.if, 2)): return createRole(&statement)
    case .database: return createDatabase(&statement)
    case .tablespace: return createTablespace(&statement)
    case .view, .recursive: return createView(&statement, persistence, orReplace: orReplace)
    case .materialized: return createMaterializedView(&statement, persistence)
    case .rule: return createRule(&statement, orReplace: orReplace)
    case .sequence: return createSequence(&statement, persistence)
    case .domain: return createDomain(&statement)
    case .schema: return createSchema(&statement)
    case .statistics: return createStatistics(&statement)
    default: break
    }
    // Words that only qualify the kind of object.
    let isConstraintTrigger = eat(.constraint)
    _ = eat(.recursive)
    _ = eat(.trusted)
    if at(.default, then: .conversion) { advance() }
    guard !isConstraintTrigger || at(.trigger), let object = objectType() else { return fail() }
    guard let node = createNodes[object] else { return fail() }
    statement.node = node
    if node == .define || node == .createTableAs { statement.object = object }
    var created = CreateObject(object: object)
    created.orReplace = orReplace
    created.isTemporary = persistence == .temporary
    created.ifNotExists = eatIfNotExists()
    createdName(&created)
    statement.tree = .createObject(created)
  }

  /// OptTemp
  mutating func optTemp() -> CreateTable.Persistence {
    if at(.local) || at(.global) { advance() }
    if eat(.temporary) || eat(.temp) { return .temporary }
    return eat(.unlogged) ? .unlogged : .permanent
  }

  private mutating func createdName(_ created: inout CreateObject) {
    switch created.object {
    case .cast, .transform, .userMapping, .operator:
      return
    case .schema:
      // CREATE SCHEMA AUTHORIZATION role takes its name from the role.
      if !at(.authorization) { created.name = qualifiedName() }
    case .statistics:
      if !at(.on), !at(.leftParenthesis) { created.name = qualifiedName() }
    case .trigger, .rule, .policy:
      created.name = name().map { QualifiedName(name: $0) }
      createdTable(&created)
    default:
      created.name = qualifiedName()
    }
  }

  /// The relation behind ON (trigger, policy) or TO (rule: `ON event TO relation`).
  private mutating func createdTable(_ created: inout CreateObject) {
    switch created.object {
    case .rule: skip(to: .to)
    default: skip(to: .on)
    }
    advance()
    created.table = qualifiedName()
  }

  /// DefineStmt and others for CREATE TYPE: a shell or base type, a composite type, an enum, a range.
  private mutating func createType(_ statement: inout Statement) {
    expect(.type)
    var created = CreateObject(object: .type)
    created.name = qualifiedName()
    statement.node = .define
    if !at(.as) { statement.object = .type }
    if eat(.as) {
      switch token().keyword {
      case .enum: statement.node = .createEnum
      case .range: statement.node = .createRange
      default: statement.node = .compositeType
      }
    }
    statement.tree = .createObject(created)
  }
}

private let createNodes: [ObjectType: StatementNode] = [
  .accessMethod: .createAccessMethod, .aggregate: .define, .cast: .createCast,
  .collation: .define, .conversion: .createConversion, .database: .createDatabase,
  .domain: .createDomain, .eventTrigger: .createEventTrigger, .extension: .createExtension,
  .foreignDataWrapper: .createForeignDataWrapper, .foreignServer: .createForeignServer,
  .function: .createFunction, .language: .createLanguage, .materializedView: .createTableAs,
  .operator: .define, .operatorClass: .createOperatorClass,
  .operatorFamily: .createOperatorFamily, .policy: .createPolicy, .procedure: .createFunction,
  .publication: .createPublication, .role: .createRole, .rule: .rule, .schema: .createSchema,
  .sequence: .createSequence, .statistics: .createStatistics,
  .subscription: .createSubscription, .tablespace: .createTablespace,
  .textSearchConfiguration: .define, .textSearchDictionary: .define, .textSearchParser: .define,
  .textSearchTemplate: .define, .transform: .createTransform, .trigger: .createTrigger,
  .userMapping: .createUserMapping, .view: .view,
]
