import SQLLexer

extension Parser {
  // MARK: Wrappers

  /// CreateFdwStmt: `FOREIGN DATA WRAPPER name [handlers] [OPTIONS (…)]`. Documentation: CREATE FOREIGN DATA WRAPPER.
  mutating func createForeignDataWrapper(_ statement: inout Statement) {
    statement.node = .createForeignDataWrapper
    foreignDataWrapper()
    let name = singleName()
    _ = wrapperHandlers()
    if at(.options) { _ = genericOptions(altering: false) }
    statement.tree = .createObject(CreateObject(object: .foreignDataWrapper, name: name))
  }

  /// AlterFdwStmt: `FOREIGN DATA WRAPPER name [handlers] [OPTIONS (…)]`, and the common forms. Documentation: ALTER FOREIGN
  /// DATA WRAPPER.
  mutating func alterForeignDataWrapper(_ statement: inout Statement) {
    foreignDataWrapper()
    var alter = AlterObject(object: namedObject(.foreignDataWrapper))
    if alterCommon(&statement, alter.object, [.rename, .owner]) { return }
    statement.node = .alterForeignDataWrapper
    let hasHandlers = wrapperHandlers()
    if at(.options) {
      alter.options = genericOptions(altering: true)
    } else if !hasHandlers {
      fail()
    }
    statement.tree = .alterObject(alter)
  }

  private mutating func foreignDataWrapper() {
    expect(.foreign)
    expect(.data)
    expect(.wrapper)
  }

  /// opt_fdw_options: any of `HANDLER name`, `NO HANDLER`, `VALIDATOR name`, `NO VALIDATOR`
  private mutating func wrapperHandlers() -> Bool {
    let first = position
    while at(.handler) || at(.validator) || at(.no) {
      if eat(.no) {
        if !eat(.handler) { expect(.validator) }
      } else {
        advance()
        // handler_name
        skipAnyName()
      }
    }
    return position > first
  }

  // MARK: Servers

  /// CreateForeignServerStmt: `SERVER [IF NOT EXISTS] name [TYPE 'type'] [VERSION 'version'] FOREIGN DATA WRAPPER name
  /// [OPTIONS (…)]`. Documentation: CREATE SERVER.
  mutating func createServer(_ statement: inout Statement) {
    statement.node = .createForeignServer
    expect(.server)
    let ifNotExists = eatIfNotExists()
    var created = CreateObject(object: .foreignServer, name: singleName())
    created.ifNotExists = ifNotExists
    if eat(.type) { expectString() }
    if at(.version) { serverVersion() }
    foreignDataWrapper()
    skipName()
    if at(.options) { _ = genericOptions(altering: false) }
    statement.tree = .createObject(created)
  }

  /// AlterForeignServerStmt: `SERVER name [VERSION 'version'] [OPTIONS (…)]`, and the common forms. Documentation: ALTER
  /// SERVER.
  mutating func alterServer(_ statement: inout Statement) {
    expect(.server)
    var alter = AlterObject(object: namedObject(.foreignServer))
    if alterCommon(&statement, alter.object, [.rename, .owner]) { return }
    statement.node = .alterForeignServer
    let hasVersion = at(.version)
    if hasVersion { serverVersion() }
    if at(.options) {
      alter.options = genericOptions(altering: true)
    } else if !hasVersion {
      fail()
    }
    statement.tree = .alterObject(alter)
  }

  /// foreign_server_version: `VERSION 'version' | NULL`
  private mutating func serverVersion() {
    expect(.version)
    if !eat(.null) { expectString() }
  }

  // MARK: User mappings

  /// CreateUserMappingStmt: `USER MAPPING [IF NOT EXISTS] FOR role SERVER name [OPTIONS (…)]`. Documentation: CREATE USER
  /// MAPPING.
  mutating func createUserMapping(_ statement: inout Statement) {
    statement.node = .createUserMapping
    expect(.user)
    expect(.mapping)
    var created = CreateObject(object: .userMapping)
    if eat(.if) {
      expect(.not, .exists)
      created.ifNotExists = true
    }
    userMapping()
    if at(.options) { _ = genericOptions(altering: false) }
    statement.tree = .createObject(created)
  }

  /// AlterUserMappingStmt: `USER MAPPING FOR role SERVER name OPTIONS (…)`. Documentation: ALTER USER MAPPING.
  mutating func alterUserMapping(_ statement: inout Statement) {
    statement.node = .alterUserMapping
    expect(.user)
    expect(.mapping)
    userMapping()
    let options = genericOptions(altering: true)
    statement.tree = .alterObject(AlterObject(object: NamedObject(.userMapping), options: options))
  }

  /// `FOR role SERVER name`
  private mutating func userMapping() {
    expect(.for)
    userMappingRole()
    expect(.server)
    skipName()
  }
}
