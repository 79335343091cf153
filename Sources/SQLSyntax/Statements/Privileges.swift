import SQLLexer

/// GRANT and REVOKE of privileges on objects.
package struct Grant: Sendable {
  package var isGrant: Bool
  package var privileges: [Privilege]
  /// OBJECT_TABLE also for views and sequences that are named without their kind.
  package var object: ObjectType
  /// The objects; with `isAllInSchema` the schemas. Functions without their arguments, large objects not at all.
  package var names: [QualifiedName] = []
  /// ON ALL TABLES IN SCHEMA and its kin.
  package var isAllInSchema = false
  package var grantees: [RoleSpec] = []
  /// WITH GRANT OPTION, GRANT OPTION FOR
  package var grantOption = false
  package var grantedBy: RoleSpec?
  package var behavior = DropBehavior.unspecified
}

/// One privilege of a list, for the whole object or some of its columns.
package struct Privilege: Sendable {
  /// As in ACLs, and `all`. PostgreSQL looks at the word only when the statement runs.
  package enum Kind: String, Sendable {
    case usage, connect, maintain
    case all, select, insert, update, delete, truncate, references, trigger, create, execute, set
    case temporary
    case alterSystem = "alter system"
  }
  /// nil for a word that is no privilege.
  package var kind: Kind?
  package var columns: [Name] = []
}

/// GRANT and REVOKE of membership in roles.
package struct GrantRole: Sendable {
  package var isGrant: Bool
  package var roles: [Name]
  package var members: [RoleSpec]
  /// `WITH ADMIN OPTION`, `WITH INHERIT FALSE`; of REVOKE the one in `ADMIN OPTION FOR`.
  package var options: [GrantRoleOption] = []
  package var grantedBy: RoleSpec?
  package var behavior = DropBehavior.unspecified
}

/// grant_role_opt
package struct GrantRoleOption: Sendable {
  package var name: Name
  package var isOn: Bool
}

/// ALTER DEFAULT PRIVILEGES.
package struct AlterDefaultPrivileges: Sendable {
  /// Empty for objects in any schema.
  package var schemas: [Name] = []
  /// Empty for the objects that the current role makes.
  package var owners: [RoleSpec] = []
  /// Without names.
  package var grant: Grant
}

extension Privilege.Kind {
  fileprivate init?(_ word: Token, in bytes: [UInt8]) {
    switch word.keyword {
    case .all: self = .all
    case .select: self = .select
    case .insert: self = .insert
    case .update: self = .update
    case .delete: self = .delete
    case .truncate: self = .truncate
    case .references: self = .references
    case .trigger: self = .trigger
    case .create: self = .create
    case .execute: self = .execute
    case .set: self = .set
    case .temporary, .temp: self = .temporary
    case .alter: self = .alterSystem
    default: self.init(rawValue: Name(word, in: bytes).text)
    }
  }
}

extension Parser {
  /// GrantStmt: `GRANT privileges ON target TO grantees [WITH GRANT OPTION] [GRANTED BY role]`. GrantRoleStmt: `GRANT roles
  /// TO roles [WITH options] [GRANTED BY role]`. Documentation: GRANT.
  ///
  /// - Parameter isElement: stands in a CREATE SCHEMA, where roles are not granted.
  mutating func grant(_ statement: inout Statement, isElement: Bool = false) {
    statement.node = .grant
    expect(.grant)
    let isAll = at(.all)
    let words = privilegeWords()
    guard failure == nil else { return }
    guard at(.on) || isAll || isElement else { return grantRoles(&statement, words) }
    expect(.on)
    var grant = Grant(isGrant: true, privileges: privileges(words), object: .table)
    privilegeTarget(&grant)
    statement.object = grant.object
    expect(.to)
    grant.grantees = grantees()
    grant.grantOption = grantOption()
    grant.grantedBy = grantedBy()
    statement.tree = .grant(grant)
  }

  /// RevokeStmt: `REVOKE [GRANT OPTION FOR] privileges ON target FROM grantees [GRANTED BY role] [CASCADE | RESTRICT]`.
  /// RevokeRoleStmt: `REVOKE [name OPTION FOR] roles FROM roles [GRANTED BY role] [CASCADE | RESTRICT]`. Documentation:
  /// REVOKE.
  mutating func revoke(_ statement: inout Statement) {
    statement.node = .grant
    expect(.revoke)
    if atName(), at(.option, 1) { return revokeRoles(&statement) }
    let grantOption = grantOptionFor()
    let isAll = at(.all)
    let words = privilegeWords()
    guard failure == nil else { return }
    guard at(.on) || isAll || grantOption else { return revokeRoles(&statement, words) }
    expect(.on)
    var grant = Grant(isGrant: false, privileges: privileges(words), object: .table)
    grant.grantOption = grantOption
    privilegeTarget(&grant)
    statement.object = grant.object
    expect(.from)
    grant.grantees = grantees()
    grant.grantedBy = grantedBy()
    grant.behavior = dropBehavior()
    statement.tree = .grant(grant)
  }

  /// `GRANT OPTION FOR`
  private mutating func grantOptionFor() -> Bool {
    guard eat(.grant) else { return false }
    expect(.option, .for)
    return true
  }

  // MARK: Roles

  /// GrantRoleStmt, behind the list of roles.
  private mutating func grantRoles(_ statement: inout Statement, _ words: Range<Int>) {
    statement.node = .grantRole
    expect(.to)
    var grant = GrantRole(isGrant: true, roles: roleNames(words), members: roles())
    if eatWith() {
      commaSeparated { parser in
        guard let name = parser.name(.label) else { return }
        let isOn = !parser.at(.false)
        if !parser.eat(.option), !parser.eat(.true), !parser.eat(.false) { parser.fail() }
        grant.options.append(GrantRoleOption(name: name, isOn: isOn))
      }
    }
    grant.grantedBy = grantedBy()
    statement.tree = .grantRole(grant)
  }

  /// RevokeRoleStmt, with `name OPTION FOR` or behind the list of roles.
  private mutating func revokeRoles(_ statement: inout Statement, _ words: Range<Int>? = nil) {
    statement.node = .grantRole
    var option: GrantRoleOption?
    if words == nil {
      option = name().map { GrantRoleOption(name: $0, isOn: true) }
      expect(.option, .for)
    }
    let words = words ?? privilegeList()
    expect(.from)
    var grant = GrantRole(isGrant: false, roles: roleNames(words), members: roles())
    if let option { grant.options = [option] }
    grant.grantedBy = grantedBy()
    grant.behavior = dropBehavior()
    statement.tree = .grantRole(grant)
  }

  // MARK: Privileges

  /// privileges: `ALL [PRIVILEGES] [(columns)]`, or a list.
  ///
  /// - Returns: its tokens. Only what stands behind them says whether they are privileges or roles.
  private mutating func privilegeWords() -> Range<Int> {
    guard at(.all) else { return privilegeList() }
    let first = position
    advance()
    _ = eat(.privileges)
    if at(.leftParenthesis) { _ = columnList() }
    return first..<position
  }

  /// privilege_list: `privilege [(columns)], …`, `ALTER SYSTEM`. A role may stand in the place of a privilege.
  private mutating func privilegeList() -> Range<Int> {
    let first = position
    commaSeparated { parser in
      if parser.eat(.alter, .system) { return }
      if !parser.eat(.select), !parser.eat(.references), !parser.eat(.create) { parser.skipName() }
      if parser.at(.leftParenthesis) { _ = parser.columnList() }
    }
    return first..<position
  }

  /// The privileges that these tokens name.
  private func privileges(_ words: Range<Int>) -> [Privilege] {
    var privileges: [Privilege] = []
    forEachPrivilege(words) { word, columns in
      privileges.append(
        Privilege(
          kind: Privilege.Kind(tokens[word], in: bytes),
          columns: stride(from: columns.lowerBound, to: columns.upperBound, by: 2).map {
            Name(tokens[$0], in: bytes)
          }))
    }
    return privileges
  }

  /// The roles that these tokens name.
  private func roleNames(_ words: Range<Int>) -> [Name] {
    var names: [Name] = []
    forEachPrivilege(words) { word, _ in names.append(Name(tokens[word], in: bytes)) }
    return names
  }

  /// Each word of a list, and the tokens between the parentheses behind it.
  private func forEachPrivilege(_ words: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    var word = words.lowerBound
    while word < words.upperBound {
      var end = word + 1
      while end < words.upperBound, tokens[end].kind == .keyword { end += 1 }
      var columns = end..<end
      if end < words.upperBound, tokens[end].kind == .leftParenthesis {
        let first = end + 1
        while end < words.upperBound, tokens[end].kind != .rightParenthesis { end += 1 }
        columns = first..<end
        end += 1
      }
      body(word, columns)
      word = end + 1
    }
  }

  /// opt_grant_grant_option: `WITH GRANT OPTION`
  private mutating func grantOption() -> Bool {
    guard eatWith() else { return false }
    expect(.grant, .option)
    return true
  }

  /// opt_granted_by: `GRANTED BY role`
  private mutating func grantedBy() -> RoleSpec? {
    guard eat(.granted) else { return nil }
    expect(.by)
    return roleSpec()
  }

  /// grantee_list: roles, each with or without GROUP before it.
  private mutating func grantees() -> [RoleSpec] {
    list { parser in
      _ = parser.eat(.group)
      return parser.roleSpec()
    }
  }

  // MARK: Targets

  /// privilege_target
  private mutating func privilegeTarget(_ grant: inout Grant) {
    if eat(.all) { return allInSchema(&grant) }
    if eat(.table) {
      grant.names = relationNames()
    } else if eat(.foreign) {
      grant.object = at(.data) ? .foreignDataWrapper : .foreignServer
      if eat(.data) { expect(.wrapper) } else { expect(.server) }
      grant.names = plainNames()
    } else if at(.large, then: .object) {
      advance(2)
      grant.object = .largeObject
      commaSeparated { $0.numericOnly() }
    } else if atName(.nonReserved, 1), let object = privilegeObject() {
      advance()
      grant.object = object
      namedTargets(&grant)
    } else {
      grant.names = relationNames()
    }
  }

  /// The kinds of object whose word could also be a table's name.
  private func privilegeObject() -> ObjectType? {
    switch token().keyword {
    case .sequence: .sequence
    case .function: .function
    case .procedure: .procedure
    case .routine: .routine
    case .database: .database
    case .domain: .domain
    case .language: .language
    case .parameter: .parameter
    case .schema: .schema
    case .tablespace: .tablespace
    case .type: .type
    default: nil
    }
  }

  private mutating func namedTargets(_ grant: inout Grant) {
    switch grant.object {
    case .sequence:
      grant.names = relationNames()
    case .domain, .type:
      grant.names = qualifiedNames()
    case .function, .procedure, .routine:
      grant.names = list { $0.functionWithArgTypes()?.name }
    case .parameter:
      // parameter_name: names with dots between.
      commaSeparated { parser in
        let first = parser.position
        _ = parser.variableName()
        let name = QualifiedName(first..<parser.position, of: parser.tokens, in: parser.bytes)
        if parser.failure == nil, let name { grant.names.append(name) }
      }
    default:
      grant.names = plainNames()
    }
  }

  /// `ALL TABLES | SEQUENCES | FUNCTIONS | PROCEDURES | ROUTINES IN SCHEMA names`
  private mutating func allInSchema(_ grant: inout Grant) {
    grant.isAllInSchema = true
    switch token().keyword {
    case .tables: grant.object = .table
    case .sequences: grant.object = .sequence
    case .functions: grant.object = .function
    case .procedures: grant.object = .procedure
    case .routines: grant.object = .routine
    default: return fail()
    }
    advance()
    expect(.in, .schema)
    grant.names = plainNames()
  }

  /// name_list, of objects that have no schema.
  private mutating func plainNames() -> [QualifiedName] { names().map { QualifiedName(name: $0) } }

  // MARK: Default privileges

  /// AlterDefaultPrivilegesStmt, from DEFAULT: `DEFAULT PRIVILEGES [FOR ROLE roles] [IN SCHEMA names] action`.
  /// Documentation: ALTER DEFAULT PRIVILEGES.
  mutating func alterDefaultPrivileges(_ statement: inout Statement) {
    statement.node = .alterDefaultPrivileges
    expect(.default, .privileges)
    var alter = AlterDefaultPrivileges(
      grant: Grant(isGrant: true, privileges: [], object: .table))
    while at(.in) || at(.for) {
      if eat(.in) {
        expect(.schema)
        alter.schemas += names()
      } else {
        advance()
        if !eat(.role), !eat(.user) { fail() }
        alter.owners += roles()
      }
    }
    defaultPrivilegesAction(&alter.grant)
    statement.tree = .alterDefaultPrivileges(alter)
  }

  /// DefACLAction: `GRANT privileges ON kind TO grantees [WITH GRANT OPTION]`, `REVOKE [GRANT OPTION FOR] privileges ON kind
  /// FROM grantees [CASCADE | RESTRICT]`
  private mutating func defaultPrivilegesAction(_ grant: inout Grant) {
    grant.isGrant = at(.grant)
    if !eat(.grant), !eat(.revoke) { return fail() }
    if !grant.isGrant { grant.grantOption = grantOptionFor() }
    let words = privilegeWords()
    guard failure == nil else { return }
    grant.privileges = privileges(words)
    expect(.on)
    defaultPrivilegesTarget(&grant)
    if grant.isGrant { expect(.to) } else { expect(.from) }
    grant.grantees = grantees()
    if grant.isGrant {
      grant.grantOption = grantOption()
    } else {
      grant.behavior = dropBehavior()
    }
  }

  /// defacl_privilege_target
  private mutating func defaultPrivilegesTarget(_ grant: inout Grant) {
    switch token().keyword {
    case .tables: grant.object = .table
    case .functions: grant.object = .function
    case .routines: grant.object = .function
    case .sequences: grant.object = .sequence
    case .types: grant.object = .type
    case .schemas: grant.object = .schema
    case .large:
      advance()
      grant.object = .largeObject
      return expect(.objects)
    default: return fail()
    }
    advance()
  }
}
