import SQLLexer

/// CREATE POLICY.
package struct CreatePolicy: Sendable {
  package enum Command: Sendable { case all, select, insert, update, delete }
  package var name: Name
  package var table: QualifiedName
  package var isPermissive = true
  package var command = Command.all
  /// Empty for PUBLIC, which is all.
  package var roles: [RoleSpec] = []
  /// USING
  package var condition: Expression?
  /// WITH CHECK
  package var check: Expression?

  init(name: Name, table: QualifiedName) {
    self.name = name
    self.table = table
  }
}

/// ALTER POLICY: what is nil or empty stays as it is.
package struct AlterPolicy: Sendable {
  package var name: Name
  package var table: QualifiedName
  package var roles: [RoleSpec] = []
  package var condition: Expression?
  package var check: Expression?
}

extension Parser {
  /// CreatePolicyStmt: `POLICY name ON table [AS word] [FOR command] [TO roles] [USING (…)] [WITH CHECK (…)]`.
  /// Documentation: CREATE POLICY.
  mutating func createPolicy(_ statement: inout Statement) {
    statement.node = .createPolicy
    expect(.policy)
    let name = name()
    expect(.on)
    guard let name, let table = relationName() else { return }
    var policy = CreatePolicy(name: name, table: table)
    if eat(.as) { policy.isPermissive = isPermissive() }
    if eat(.for) { policy.command = policyCommand() }
    if eat(.to) { policy.roles = roles() }
    policyConditions(&policy.condition, &policy.check)
    statement.tree = .createPolicy(policy)
  }

  /// RowSecurityDefaultPermissive, from behind AS: `PERMISSIVE`, `RESTRICTIVE`. Neither is a key word.
  private mutating func isPermissive() -> Bool {
    guard atIdentifier else {
      fail()
      return true
    }
    let first = position
    guard let word = name() else { return true }
    if word.text == "restrictive" { return false }
    if word.text != "permissive", !word.isTemplate {
      refuse("unrecognized row security option \"\(word.text)\"", at: first)
    }
    return true
  }

  /// row_security_cmd
  private mutating func policyCommand() -> CreatePolicy.Command {
    let command: CreatePolicy.Command
    switch token().keyword {
    case .all: command = .all
    case .select: command = .select
    case .insert: command = .insert
    case .update: command = .update
    case .delete: command = .delete
    default:
      fail()
      return .all
    }
    advance()
    return command
  }

  /// RowSecurityOptionalExpr, RowSecurityOptionalWithCheck: `[USING (condition)] [WITH CHECK (condition)]`
  private mutating func policyConditions(_ condition: inout Expression?, _ check: inout Expression?)
  {
    if eat(.using) { condition = parenthesisedExpression() }
    guard eat(.with) else { return }
    expect(.check)
    check = parenthesisedExpression()
  }

  /// AlterPolicyStmt: `POLICY name ON table [TO roles] [USING (…)] [WITH CHECK (…)]`, and RENAME. Documentation: ALTER
  /// POLICY.
  mutating func alterPolicy(_ statement: inout Statement) {
    expect(.policy)
    let ifExists = eatIfExists()
    let policy = namedOnRelation(.policy)
    guard let name = policy.name?.name, let table = policy.table else { return }
    if at(.rename) || ifExists {
      expect(.rename)
      return renameTo(&statement, policy, ifExists: ifExists)
    }
    statement.node = .alterPolicy
    var alter = AlterPolicy(name: name, table: table)
    if eat(.to) { alter.roles = roles() }
    policyConditions(&alter.condition, &alter.check)
    statement.tree = .alterPolicy(alter)
  }
}
