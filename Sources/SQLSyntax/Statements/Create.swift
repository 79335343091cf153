import SQLLexer

/// CREATE of an object that has no tree of its own.
package struct CreateObject: Sendable {
  package var object: ObjectType
  /// nil where PostgreSQL makes up the name, or the object has none (a cast).
  package var name: QualifiedName?
  package var ifNotExists = false
  package var orReplace = false
  /// TEMPORARY or TEMP.
  package var isTemporary = false
  /// The relation that a trigger, rule or policy belongs to.
  package var table: QualifiedName?
  /// Source and target of a cast, the type of a transform.
  package var types: [TypeName?] = []

  package init(object: ObjectType, name: QualifiedName? = nil) {
    self.object = object
    self.name = name
  }
}

extension Parser {
  /// Everything that begins with CREATE. Each production takes over at the word for the kind of object, behind OR REPLACE
  /// and TEMPORARY. Documentation: CREATE ….
  mutating func create(_ statement: inout Statement) {
    expect(.create)
    if eat(.or) {
      expect(.replace)
      return createOrReplace(&statement)
    }
    switch token().keyword {
    case .local, .global, .temporary, .temp, .unlogged: createTemporary(&statement)
    case .table: createTable(&statement, .permanent, isForeign: false)
    case .foreign where at(.table, 1): createTable(&statement, .permanent, isForeign: true)
    case .unique, .index: createIndex(&statement)
    case .materialized: createMaterializedView(&statement, .permanent)
    case .sequence: createSequence(&statement, .permanent)
    case .schema: createSchema(&statement)
    case .type: createType(&statement)
    case .domain: createDomain(&statement)
    case .extension: createExtension(&statement)
    case .policy: createPolicy(&statement)
    case .statistics: createStatistics(&statement)
    case .operator: createOperator(&statement)
    case .cast: createCast(&statement)
    case .collation: createCollation(&statement)
    case .default, .conversion: createConversion(&statement)
    case .text: createTextSearch(&statement)
    case .event: createEventTrigger(&statement)
    case .foreign: createForeignDataWrapper(&statement)
    case .server: createServer(&statement)
    case .publication: createPublication(&statement)
    case .subscription: createSubscription(&statement)
    case .access: createAccessMethod(&statement)
    case .assertion: createAssertion()
    case .user where at(.mapping, 1) && (at(.for, 2) || at(.if, 2)): createUserMapping(&statement)
    case .role, .user, .group: createRole(&statement)
    case .database: createDatabase(&statement)
    case .tablespace: createTablespace(&statement)
    default: createReplaceable(&statement, orReplace: false)
    }
  }

  /// What may stand behind `CREATE OR REPLACE`.
  private mutating func createOrReplace(_ statement: inout Statement) {
    switch token().keyword {
    case .local, .global, .temporary, .temp, .unlogged:
      let persistence = optTemp()
      guard at(.view) || at(.recursive) else { return fail() }
      createView(&statement, persistence, orReplace: true)
    default: createReplaceable(&statement, orReplace: true)
    }
  }

  /// What may be created with and without OR REPLACE.
  private mutating func createReplaceable(_ statement: inout Statement, orReplace: Bool) {
    switch token().keyword {
    case .view, .recursive: createView(&statement, .permanent, orReplace: orReplace)
    case .function, .procedure: createFunction(&statement, orReplace: orReplace)
    case .trigger, .constraint: createTrigger(&statement, orReplace: orReplace)
    case .rule: createRule(&statement, orReplace: orReplace)
    case .aggregate: createAggregate(&statement, orReplace: orReplace)
    case .trusted, .procedural, .language: createLanguage(&statement, orReplace: orReplace)
    case .transform: createTransform(&statement, orReplace: orReplace)
    default: fail()
    }
  }

  /// What may be temporary or unlogged.
  private mutating func createTemporary(_ statement: inout Statement) {
    let persistence = optTemp()
    switch token().keyword {
    case .table: createTable(&statement, persistence, isForeign: false)
    case .sequence: createSequence(&statement, persistence)
    case .view, .recursive: createView(&statement, persistence, orReplace: false)
    case .materialized where persistence == .unlogged:
      createMaterializedView(&statement, persistence)
    default: fail()
    }
  }

  /// OptTemp: `[LOCAL | GLOBAL] TEMPORARY | TEMP`, `UNLOGGED`
  mutating func optTemp() -> CreateTable.Persistence {
    if eat(.unlogged) { return .unlogged }
    let mustFollow = eat(.local) || eat(.global)
    if eat(.temporary) || eat(.temp) { return .temporary }
    if mustFollow { fail(expected: "TEMPORARY") }
    return .permanent
  }
}
