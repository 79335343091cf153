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

  /// schema_stmt: CREATE TABLE, INDEX, SEQUENCE, TRIGGER and VIEW, GRANT of privileges. No semicolon stands between them.
  private mutating func schemaElement() -> Statement {
    let first = position
    var element = Statement(range: tokens[first].range, tokens: first..<first)
    let firstNode = nodes.count
    if at(.grant) {
      grant(&element)
      // A role is not granted here: PostgreSQL stops at TO, where it waits for ON.
      if element.node == .grantRole { failAtFirst(.to, from: first) }
    } else {
      createdElement(&element)
    }
    element.range = range(from: first)
    element.tokens = first..<position
    element.nodes = firstNode..<nodes.count
    return element
  }

  private mutating func createdElement(_ element: inout Statement) {
    var offset = 1
    while isCreateQualifier(token(offset).keyword) { offset += 1 }
    switch token(offset).keyword {
    case .table where !at(.or, 1):
      expect(.create)
      createTable(&element, optTemp(), isForeign: false, isElement: true)
    case .table, .index, .sequence, .trigger, .view:
      create(&element)
    default:
      advance(offset)
      fail()
    }
  }

  /// A word between CREATE and the kind of object.
  private func isCreateQualifier(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .or, .replace, .local, .global, .temporary, .temp, .unlogged, .unique, .constraint,
      .recursive:
      true
    default: false
    }
  }

  private mutating func failAtFirst(_ keyword: Keyword, from first: Int) {
    position = first
    skip(to: keyword)
    fail()
  }
}
