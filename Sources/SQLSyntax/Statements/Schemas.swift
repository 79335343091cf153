import SQLLexer

/// CREATE SCHEMA
package struct CreateSchema: Sendable {
  /// nil: that of the role.
  package var name: Name?
  package var ifNotExists = false
  /// AUTHORIZATION
  package var owner: RoleSpec?
  /// The CREATE and GRANT statements behind it, in the order in which they are written.
  package var elements: [Statement] = []
}

extension Parser {
  /// CreateSchemaStmt, from behind CREATE: `SCHEMA [IF NOT EXISTS] name | [name] AUTHORIZATION role [elements]`.
  /// Documentation: CREATE SCHEMA.
  mutating func createSchema(_ statement: inout Statement) {
    statement.node = .createSchema
    expect(.schema)
    var schema = CreateSchema()
    schema.ifNotExists = eatIfNotExists()
    if !at(.authorization) { schema.name = name() }
    if eat(.authorization) { schema.owner = roleSpec() }
    let first = position
    while at(.create) || at(.grant) { schema.elements.append(schemaElement()) }
    if schema.ifNotExists, position > first {
      refuse("CREATE SCHEMA IF NOT EXISTS cannot include schema elements", at: first)
    }
    statement.tree = .createSchema(schema)
  }

  /// schema_stmt: CREATE TABLE, INDEX, SEQUENCE, TRIGGER and VIEW, GRANT of privileges. No semicolon stands between
  /// them.
  private mutating func schemaElement() -> Statement {
    let first = position
    var element = Statement(range: tokens[first].range, tokens: first..<first)
    let firstNode = nodes.count
    if at(.grant) {
      grant(&element, isElement: true)
    } else {
      createdElement(&element)
    }
    element.range = range(from: first)
    element.tokens = first..<position
    element.nodes = firstNode..<nodes.count
    return element
  }

  private mutating func createdElement(_ element: inout Statement) {
    var kind = 1
    if at(.or, kind), at(.replace, kind + 1) { kind += 2 }
    if at(.local, kind) || at(.global, kind) { kind += 1 }
    if at(.temporary, kind) || at(.temp, kind) || at(.unlogged, kind) { kind += 1 }
    switch token(kind).keyword {
    case .table where !at(.or, 1):
      advance()
      createTable(&element, optTemp(), isForeign: false, isElement: true)
    case .or, .table, .index, .unique, .sequence, .trigger, .constraint, .view, .recursive:
      create(&element)
    default:
      advance(kind)
      fail()
    }
  }
}
