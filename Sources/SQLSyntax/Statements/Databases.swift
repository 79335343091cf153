import SQLLexer

/// ALTER DATABASE, but RENAME TO and OWNER TO.
package struct AlterDatabase: Sendable {
  package enum Action: Sendable {
    /// createdb_opt_list
    case options([OptionElement])
    case setTablespace(Name)
    case refreshCollationVersion
    case set(VariableSet)
  }
  package var name: Name
  package var action: Action
}

/// ALTER TABLESPACE … SET, ALTER TABLESPACE … RESET.
package struct AlterTablespace: Sendable {
  package var name: Name
  package var options: [OptionElement]
  package var resets: Bool
}

extension Parser {
  // MARK: Databases

  /// CreatedbStmt, from DATABASE: `DATABASE name [WITH] options`. Documentation: CREATE DATABASE.
  mutating func createDatabase(_ statement: inout Statement) {
    statement.node = .createDatabase
    expect(.database)
    guard let name = name() else { return }
    _ = eat(.with)
    _ = databaseOptions()
    statement.tree = .createObject(
      CreateObject(object: .database, name: QualifiedName(name: name)))
  }

  /// AlterDatabaseStmt, AlterDatabaseSetStmt, RENAME TO and OWNER TO, from DATABASE. Documentation: ALTER DATABASE.
  mutating func alterDatabase(_ statement: inout Statement) {
    statement.node = .alterDatabase
    expect(.database)
    guard let name = name() else { return }
    let database = NamedObject(.database, QualifiedName(name: name))
    // `OWNER app` is an option.
    if !at(.owner) || at(.to, 1), alterCommon(&statement, database, [.rename, .owner]) { return }
    var alter = AlterDatabase(name: name, action: .refreshCollationVersion)
    switch token().keyword {
    case .refresh:
      statement.node = .alterDatabaseRefreshCollation
      advance()
      expect(.collation, .version)
    case .set where at(.tablespace, 1) && atName(.columnOrTable, 2):
      advance(2)
      guard let tablespace = self.name() else { return }
      alter.action = .setTablespace(tablespace)
    case .set, .reset:
      statement.node = .alterDatabaseSet
      alter.action = .set(setResetClause())
    default:
      _ = eatWith()
      alter.action = .options(databaseOptions())
    }
    statement.tree = .alterDatabase(alter)
  }

  /// createdb_opt_list: `name [=] value` as often as wanted; CONNECTION LIMIT is one name.
  private mutating func databaseOptions() -> [OptionElement] {
    var options: [OptionElement] = []
    while var name = databaseOptionName() {
      if name.text == "connection" {
        let limit = token()
        expect(.limit)
        name.text = "connection_limit"
        name.range = name.range.union(limit.range)
      }
      _ = eat(operator: "=")
      let first = position
      if atNumber {
        numericOnly()
      } else if !eat(.default) {
        booleanOrString()
      }
      options.append(OptionElement(name: name, value: range(from: first)))
    }
    return options
  }

  /// createdb_opt_name: IDENT or one of a few key words.
  private mutating func databaseOptionName() -> Name? {
    switch token().keyword {
    case .connection, .encoding, .location, .owner, .tablespace, .template: name()
    default: atIdentifier ? name() : nil
    }
  }

  /// DropdbStmt, from DATABASE: `DATABASE [IF EXISTS] name [[WITH] (FORCE, …)]`. Documentation: DROP DATABASE.
  mutating func dropDatabase(_ statement: inout Statement) {
    statement.node = .dropDatabase
    expect(.database)
    var drop = Drop(object: .database)
    drop.ifExists = eatIfExists()
    guard let name = name() else { return }
    drop.names = [QualifiedName(name: name)]
    if eat(.with) || at(.leftParenthesis) { parenthesised { $0.expect(.force) } }
    statement.tree = .drop(drop)
  }

  // MARK: Tablespaces

  /// CreateTableSpaceStmt, from TABLESPACE: `TABLESPACE name [OWNER role] LOCATION 'path' [WITH (options)]`.
  /// Documentation: CREATE TABLESPACE.
  mutating func createTablespace(_ statement: inout Statement) {
    statement.node = .createTablespace
    expect(.tablespace)
    guard let name = name() else { return }
    if eat(.owner) { _ = roleSpec() }
    expect(.location)
    expectString()
    _ = optionalRelOptions()
    statement.tree = .createObject(
      CreateObject(object: .tablespace, name: QualifiedName(name: name)))
  }

  /// AlterTblSpcStmt, RENAME TO and OWNER TO, from TABLESPACE: `TABLESPACE name SET | RESET (options)`. Documentation: ALTER
  /// TABLESPACE.
  mutating func alterTablespace(_ statement: inout Statement) {
    expect(.tablespace)
    guard let name = name() else { return }
    let tablespace = NamedObject(.tablespace, QualifiedName(name: name))
    if alterCommon(&statement, tablespace, [.rename, .owner]) { return }
    statement.node = .alterTablespaceOptions
    let resets = at(.reset)
    if !eat(.set), !eat(.reset) { return fail() }
    let options = relOptions()
    statement.tree = .alterTablespace(
      AlterTablespace(name: name, options: options, resets: resets))
  }

  /// DropTableSpaceStmt, from TABLESPACE: `TABLESPACE [IF EXISTS] name`. Documentation: DROP TABLESPACE.
  mutating func dropTablespace(_ statement: inout Statement) {
    statement.node = .dropTablespace
    expect(.tablespace)
    var drop = Drop(object: .tablespace)
    drop.ifExists = eatIfExists()
    guard let name = name() else { return }
    drop.names = [QualifiedName(name: name)]
    statement.tree = .drop(drop)
  }

  // MARK: The server

  /// AlterSystemStmt, from SYSTEM: `SYSTEM SET generic_set | SYSTEM RESET generic_reset`. Documentation: ALTER SYSTEM.
  mutating func alterSystem(_ statement: inout Statement) {
    statement.node = .alterSystem
    expect(.system)
    if eat(.reset) {
      statement.tree = .alterSystem(genericReset())
    } else {
      expect(.set)
      statement.tree = .alterSystem(genericSet())
    }
  }
}
