package import SQLLexer

/// CREATE ROLE, CREATE USER, CREATE GROUP.
package struct CreateRole: Sendable {
  package var name: Name
  /// CREATE USER: may log in unless an option says otherwise.
  package var isUser: Bool
  package var options: [RoleOption] = []
}

/// ALTER ROLE and ALTER USER with options, ALTER GROUP with its members.
package struct AlterRole: Sendable {
  package var role: RoleSpec
  package var options: [RoleOption] = []
  /// ALTER GROUP … DROP USER: the members are taken out.
  package var dropsMembers = false
}

/// ALTER ROLE … SET, ALTER ROLE … RESET.
package struct AlterRoleSet: Sendable {
  /// nil for ALL.
  package var role: RoleSpec?
  package var database: Name?
  package var setting: VariableSet
}

/// AlterOptRoleElem, CreateOptRoleElem
package enum RoleOption: Sendable {
  // Each with a word that takes it away: NOSUPERUSER.
  case superuser(Bool)
  case createRole(Bool)
  case createDatabase(Bool)
  case inherit(Bool)
  case login(Bool)
  case replication(Bool)
  case bypassRowSecurity(Bool)
  /// The bytes of the password or of NULL.
  case password(ByteRange)
  case connectionLimit(ByteRange)
  case validUntil(ByteRange)
  case systemIdentifier(ByteRange)
  /// ROLE, USER
  case members([RoleSpec])
  /// ADMIN
  case administrators([RoleSpec])
  /// IN ROLE, IN GROUP
  case memberOf([RoleSpec])
}

/// REASSIGN OWNED BY roles TO role.
package struct ReassignOwned: Sendable {
  package var roles: [RoleSpec]
  package var newOwner: RoleSpec
}

extension Parser {
  /// CreateRoleStmt, CreateUserStmt, CreateGroupStmt, from the object's word: `ROLE | USER | GROUP name [WITH] options`.
  /// Documentation: CREATE ROLE.
  mutating func createRole(_ statement: inout Statement) {
    statement.node = .createRole
    let isUser = at(.user)
    advance()
    guard let name = roleName() else { return }
    let options = roleOptions(creates: true)
    statement.tree = .createRole(CreateRole(name: name, isUser: isUser, options: options))
  }

  /// AlterRoleStmt, AlterRoleSetStmt, AlterGroupStmt, RenameStmt, from the object's word. Documentation: ALTER ROLE, ALTER
  /// GROUP.
  mutating func alterRole(_ statement: inout Statement) {
    statement.node = .alterRole
    let isGroup = at(.group)
    advance()
    if !isGroup, eat(.all) { return alterRoleSet(&statement, role: nil) }
    let first = position
    guard let role = roleSpec() else { return }
    switch token().keyword {
    case .add where isGroup, .drop where isGroup: alterGroup(&statement, role)
    case .rename: renameRole(&statement, role, at: first)
    // PostgreSQL has taken the role for the one of RENAME before it looks at the next word.
    case _ where isGroup: renameRole(&statement, role, at: first)
    case .in, .set, .reset: alterRoleSet(&statement, role: role)
    default:
      let options = roleOptions(creates: false)
      statement.tree = .alterRole(AlterRole(role: role, options: options))
    }
  }

  /// AlterGroupStmt, from add_drop: `ADD | DROP USER roles`
  private mutating func alterGroup(_ statement: inout Statement, _ role: RoleSpec) {
    let drops = at(.drop)
    advance()
    expect(.user)
    let members = RoleOption.members(roles())
    statement.tree = .alterRole(AlterRole(role: role, options: [members], dropsMembers: drops))
  }

  /// AlterRoleSetStmt, behind the role: `[IN DATABASE name] SET … | RESET …`
  private mutating func alterRoleSet(_ statement: inout Statement, role: RoleSpec?) {
    statement.node = .alterRoleSet
    var database: Name?
    if eat(.in) {
      expect(.database)
      database = name()
    }
    let setting = setResetClause()
    statement.tree = .alterRoleSet(AlterRoleSet(role: role, database: database, setting: setting))
  }

  /// RenameStmt, from RENAME: `RENAME TO name`
  private mutating func renameRole(_ statement: inout Statement, _ role: RoleSpec, at first: Int) {
    statement.node = .rename
    statement.object = .role
    guard let name = roleName(of: role, at: first) else { return }
    expect(.rename, .to)
    guard let newName = roleName() else { return }
    statement.tree = .rename(
      Rename(object: .role, name: QualifiedName(name: name), newName: newName))
  }

  // MARK: Options

  /// opt_with and AlterOptRoleList or OptRoleList
  private mutating func roleOptions(creates: Bool) -> [RoleOption] {
    _ = eat(.with)
    var options: [RoleOption] = []
    while let option = roleOption(creates: creates) { options.append(option) }
    return options
  }

  /// AlterOptRoleElem, and those options of CreateOptRoleElem that only CREATE ROLE has. nil where none begins.
  private mutating func roleOption(creates: Bool) -> RoleOption? {
    let first = position
    switch token().keyword {
    case .password:
      advance()
      if !eat(.null), !eat(TokenKind.parameter) { expectString() }
      return .password(lastRange)
    case .encrypted:
      advance()
      expect(.password)
      if !eat(TokenKind.parameter) { expectString() }
      return .password(lastRange)
    case .unencrypted:
      advance()
      expect(.password)
      expectString()
      refuse("UNENCRYPTED PASSWORD is no longer supported", at: first)
      return nil
    case .inherit:
      advance()
      return .inherit(true)
    case .connection:
      advance()
      expect(.limit)
      let number = position
      signedInteger()
      return .connectionLimit(range(from: number))
    case .valid:
      advance()
      expect(.until)
      expectString()
      return .validUntil(lastRange)
    case .user:
      advance()
      return .members(roles())
    case .sysid, .admin, .role, .in:
      return creates ? createdRoleOption() : nil
    default:
      return atIdentifier ? roleAttribute() : nil
    }
  }

  /// CreateOptRoleElem: `SYSID number`, `ADMIN roles`, `ROLE roles`, `IN ROLE | GROUP roles`
  private mutating func createdRoleOption() -> RoleOption {
    let keyword = token().keyword
    advance()
    switch keyword {
    case .sysid:
      expectInteger()
      return .systemIdentifier(lastRange)
    case .admin: return .administrators(roles())
    case .role: return .members(roles())
    default:
      if !eat(.role), !eat(.group) { fail() }
      return .memberOf(roles())
    }
  }

  /// The options that are no key words: `SUPERUSER`, `NOLOGIN`, …
  private mutating func roleAttribute() -> RoleOption? {
    let word = Name(token(), in: bytes).text
    switch word {
    case "superuser", "nosuperuser": return taking(.superuser(word == "superuser"))
    case "createrole", "nocreaterole": return taking(.createRole(word == "createrole"))
    case "createdb", "nocreatedb": return taking(.createDatabase(word == "createdb"))
    case "noinherit": return taking(.inherit(false))
    case "login", "nologin": return taking(.login(word == "login"))
    case "replication", "noreplication": return taking(.replication(word == "replication"))
    case "bypassrls", "nobypassrls": return taking(.bypassRowSecurity(word == "bypassrls"))
    default:
      refuse("unrecognized role option \"\(word)\"", at: position)
      return nil
    }
  }

  private mutating func taking(_ option: RoleOption) -> RoleOption {
    advance()
    return option
  }

  /// The bytes of the token that was taken last.
  private var lastRange: ByteRange { range(from: max(0, position - 1)) }

  // MARK: Names

  /// RoleId: the name of a role, not a word that stands for one.
  mutating func roleName() -> Name? {
    let first = position
    return roleSpec().flatMap { roleName(of: $0, at: first) }
  }

  private mutating func roleName(of role: RoleSpec, at first: Int) -> Name? {
    switch role {
    case .role(let name): return name
    case .publicRole: refuse("role name \"public\" is reserved", at: first)
    case .currentRole: refuse("CURRENT_ROLE cannot be used as a role name here", at: first)
    case .currentUser: refuse("CURRENT_USER cannot be used as a role name here", at: first)
    case .sessionUser: refuse("SESSION_USER cannot be used as a role name here", at: first)
    }
    return nil
  }

  /// auth_ident: a role, or `USER` for the one who runs the statement.
  mutating func userMappingRole() {
    if !eat(.user) { _ = roleSpec() }
  }

  // MARK: DROP, REASSIGN

  /// DropRoleStmt, from the object's word: `ROLE | USER | GROUP [IF EXISTS] roles`. Documentation: DROP ROLE.
  mutating func dropRole(_ statement: inout Statement) {
    statement.node = .dropRole
    advance()
    var drop = Drop(object: .role)
    drop.ifExists = eatIfExists()
    drop.names = namedRoles()
    statement.tree = .drop(drop)
  }

  /// DropOwnedStmt, from OWNED: `OWNED BY roles [CASCADE | RESTRICT]`. Documentation: DROP OWNED.
  mutating func dropOwned(_ statement: inout Statement) {
    statement.node = .dropOwned
    expect(.owned, .by)
    var drop = Drop(object: .role)
    drop.names = namedRoles()
    drop.behavior = dropBehavior()
    statement.tree = .drop(drop)
  }

  /// role_list, words that stand for a role as they are written.
  private mutating func namedRoles() -> [QualifiedName] {
    var names: [QualifiedName] = []
    commaSeparated { parser in
      let word = parser.token()
      guard parser.roleSpec() != nil else { return }
      names.append(QualifiedName(name: Name(word, in: parser.bytes)))
    }
    return names
  }

  /// ReassignOwnedStmt: `REASSIGN OWNED BY roles TO role`. Documentation: REASSIGN OWNED.
  mutating func reassignOwned(_ statement: inout Statement) {
    statement.node = .reassignOwned
    expect(.reassign, .owned)
    expect(.by)
    let roles = roles()
    expect(.to)
    guard let newOwner = roleSpec() else { return }
    statement.tree = .reassignOwned(ReassignOwned(roles: roles, newOwner: newOwner))
  }

  /// DropUserMappingStmt, from USER: `USER MAPPING [IF EXISTS] FOR role SERVER name`. Documentation: DROP USER MAPPING.
  mutating func dropUserMapping(_ statement: inout Statement) {
    statement.node = .dropUserMapping
    expect(.user, .mapping)
    var drop = Drop(object: .userMapping)
    drop.ifExists = eat(.if)
    if drop.ifExists { expect(.exists) }
    expect(.for)
    userMappingRole()
    expect(.server)
    skipName()
    statement.tree = .drop(drop)
  }
}
