import SQLLexer

/// CREATE DOMAIN
package struct CreateDomain: Sendable {
  package var name: QualifiedName
  /// nil where it could not be read.
  package var type: TypeName?
  package var collation: QualifiedName?
  package var constraints: [ConstraintDefinition] = []
}

/// ALTER DOMAIN, without the forms that all objects have (RENAME, OWNER TO, SET SCHEMA).
package struct AlterDomain: Sendable {
  package indirect enum Action: Sendable {
    case setDefault(Expression), dropDefault
    case setNotNull, dropNotNull
    case addConstraint(ConstraintDefinition)
    case dropConstraint(Name, ifExists: Bool, DropBehavior)
    case validateConstraint(Name)
  }
  package var name: QualifiedName
  package var action: Action
}

extension Parser {
  /// CreateDomainStmt, from behind CREATE: `DOMAIN name [AS] type qualifiers`. Documentation: CREATE DOMAIN.
  mutating func createDomain(_ statement: inout Statement) {
    statement.node = .createDomain
    expect(.domain)
    guard let name = qualifiedName() else { return }
    var domain = CreateDomain(name: name)
    _ = eat(.as)
    domain.type = typeName()
    columnQualifiers(&domain.constraints, &domain.collation)
    statement.tree = .createDomain(domain)
  }

  /// AlterDomainStmt, from behind the name. Documentation: ALTER DOMAIN.
  mutating func alterDomain(_ statement: inout Statement, _ name: QualifiedName) {
    statement.node = .alterDomain
    guard let action = domainAction() else { return }
    statement.tree = .alterDomain(AlterDomain(name: name, action: action))
  }

  private mutating func domainAction() -> AlterDomain.Action? {
    switch token().keyword {
    case .set:
      advance()
      if eat(.default) { return expression().map { .setDefault($0) } }
      expectNotNull()
      return .setNotNull
    case .drop:
      advance()
      return domainDrop()
    case .add:
      advance()
      return domainConstraint().map { .addConstraint($0) }
    case .validate:
      advance()
      expect(.constraint)
      return name().map { .validateConstraint($0) }
    default:
      fail()
      return nil
    }
  }

  /// `DROP DEFAULT | NOT NULL | CONSTRAINT [IF EXISTS] name [CASCADE | RESTRICT]`, from behind DROP.
  private mutating func domainDrop() -> AlterDomain.Action? {
    if eat(.default) { return .dropDefault }
    if at(.not) {
      expectNotNull()
      return .dropNotNull
    }
    expect(.constraint)
    let ifExists = eatIfExists()
    guard let name = name() else { return nil }
    return .dropConstraint(name, ifExists: ifExists, dropBehavior())
  }
}
