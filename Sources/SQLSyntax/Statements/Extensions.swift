import SQLLexer

/// CREATE EXTENSION.
package struct CreateExtension: Sendable {
  package var name: Name
  package var ifNotExists: Bool
  package var schema: Name?
  package var version: String?
  /// CASCADE: creates what it needs as well.
  package var isCascading = false
}

/// ALTER EXTENSION … UPDATE.
package struct UpdateExtension: Sendable {
  package var name: Name
  /// TO; nil for the newest.
  package var version: String?
}

/// ALTER EXTENSION … ADD, DROP.
package struct AlterExtensionContents: Sendable {
  package var name: Name
  package var adds: Bool
  package var member: NamedObject
}

extension Parser {
  /// CreateExtensionStmt: `EXTENSION [IF NOT EXISTS] name [WITH] [SCHEMA name] [VERSION version] [CASCADE]`. Documentation:
  /// CREATE EXTENSION.
  mutating func createExtension(_ statement: inout Statement) {
    statement.node = .createExtension
    expect(.extension)
    let ifNotExists = eatIfNotExists()
    guard let name = name() else { return }
    var created = CreateExtension(name: name, ifNotExists: ifNotExists)
    _ = eat(.with)
    while !atEnd {
      let first = position
      switch token().keyword {
      case .schema:
        advance()
        created.schema = self.name()
      case .version:
        advance()
        created.version = wordOrStringValue()
      case .from:
        advance()
        wordOrString()
        refuse("CREATE EXTENSION ... FROM is no longer supported", at: first)
      case .cascade:
        advance()
        created.isCascading = true
      default:
        fail()
      }
    }
    statement.tree = .createExtension(created)
  }

  /// AlterExtensionStmt: `EXTENSION name UPDATE [TO version]`; AlterExtensionContentsStmt: `EXTENSION name ADD | DROP
  /// object`; and SET SCHEMA. Documentation: ALTER EXTENSION.
  mutating func alterExtension(_ statement: inout Statement) {
    expect(.extension)
    let named = namedObject(.extension)
    if alterCommon(&statement, named, .schema) { return }
    guard let name = named.name?.name else { return }
    if eat(.update) {
      statement.node = .alterExtension
      var update = UpdateExtension(name: name)
      while eat(.to) { update.version = wordOrStringValue() }
      statement.tree = .updateExtension(update)
    } else {
      let adds = eat(.add)
      if !adds { expect(.drop) }
      statement.node = .alterExtensionContents
      guard let member = extensionMember() else { return }
      statement.object = member.object
      statement.tree = .alterExtensionContents(
        AlterExtensionContents(name: name, adds: adds, member: member))
    }
  }

  /// What may belong to an extension.
  private mutating func extensionMember() -> NamedObject? {
    switch token().keyword {
    case .column, .constraint, .large, .trigger, .rule, .policy:
      fail()
      return nil
    default: return objectType().map { namedObject($0) }
    }
  }
}
