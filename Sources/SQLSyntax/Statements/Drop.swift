import SQLLexer

extension Parser {
  /// DropStmt and its kin: `DROP object [CONCURRENTLY] [IF EXISTS] names [CASCADE | RESTRICT]`. Documentation: DROP ….
  mutating func drop(_ statement: inout Statement) {
    expect(.drop)
    switch token().keyword {
    case .owned: return dropOwned(&statement)
    case .user where at(.mapping, 1) && (at(.for, 2) || at(.if, 2)):
      return dropUserMapping(&statement)
    case .role, .user, .group: return dropRole(&statement)
    case .database: return dropDatabase(&statement)
    case .tablespace: return dropTablespace(&statement)
    default: break
    }
    guard let object = objectType() else { return fail() }
    statement.node = dropNodes[object] ?? .drop
    if statement.node == .drop { statement.object = object }
    var drop = Drop(object: object)
    drop.isConcurrent = object == .index && eat(.concurrently)
    statement.isConcurrent = drop.isConcurrent
    drop.ifExists = eatIfExists()
    dropTargets(&drop)
    drop.behavior = dropBehavior()
    statement.tree = .drop(drop)
  }

  /// What stands between IF EXISTS and CASCADE.
  private mutating func dropTargets(_ drop: inout Drop) {
    switch drop.object {
    case .function, .procedure, .routine, .aggregate:
      repeat {
        if let name = qualifiedName() { drop.names.append(name) }
        if at(.leftParenthesis) { skipParentheses() }
      } while eat(.comma)
    case .operator:
      // Operators have no names that could be compared with others'.
      skipToBehavior()
    case .cast, .transform, .userMapping:
      skipToBehavior()
    case .operatorClass, .operatorFamily:
      if let name = qualifiedName() { drop.names.append(name) }
      skipToBehavior()
    case .trigger, .rule, .policy:
      if let name = name() { drop.names.append(QualifiedName(name: name)) }
      expect(.on)
      drop.table = qualifiedName()
    case .type, .domain:
      repeat {
        if let name = qualifiedName() { drop.names.append(name) }
      } while eat(.comma)
    default:
      drop.names = qualifiedNames()
    }
  }

  private mutating func skipToBehavior() {
    skip { $0.at(.cascade) || $0.at(.restrict) }
  }
}

/// Kinds that DROP has a parse node of their own for.
private let dropNodes: [ObjectType: StatementNode] = [
  .database: .dropDatabase, .role: .dropRole, .tablespace: .dropTablespace,
  .subscription: .dropSubscription, .userMapping: .dropUserMapping,
]
