package import SQLLexer

/// DROP of anything.
package struct Drop: Sendable {
  package var object: ObjectType
  package var objects: [NamedObject] = []
  package var ifExists = false
  package var isConcurrent = false
  package var behavior = DropBehavior.unspecified
  package init(object: ObjectType) { self.object = object }

  /// Functions and operators without their argument lists.
  package var names: [QualifiedName] {
    get { objects.compactMap(\.name) }
    set { objects = newValue.map { NamedObject(object, $0) } }
  }

  /// The relation of a trigger, rule or policy.
  package var table: QualifiedName? { objects.first?.table }
}

/// What DROP, DROP COLUMN, TRUNCATE do with what depends on their object.
package enum DropBehavior: Sendable {
  /// Neither word: as RESTRICT.
  case unspecified
  case restrict
  /// The range is that of the word CASCADE.
  case cascade(ByteRange)

  package var cascadeRange: ByteRange? {
    if case .cascade(let range) = self { range } else { nil }
  }
}

extension Parser {
  /// Everything that begins with DROP. Documentation: DROP ….
  mutating func drop(_ statement: inout Statement) {
    expect(.drop)
    switch token().keyword {
    case .owned: dropOwned(&statement)
    case .user where at(.mapping, 1) && (at(.for, 2) || at(.if, 2)): dropUserMapping(&statement)
    case .role, .user, .group: dropRole(&statement)
    case .database: dropDatabase(&statement)
    case .tablespace: dropTablespace(&statement)
    case .column, .constraint, .large: fail()
    default: dropObjects(&statement)
    }
  }

  /// DropStmt, RemoveFuncStmt, RemoveAggrStmt, RemoveOperStmt, DropOpClassStmt, DropOpFamilyStmt, DropCastStmt,
  /// DropTransformStmt, DropSubscriptionStmt: `DROP object [CONCURRENTLY] [IF EXISTS] names [CASCADE | RESTRICT]`
  private mutating func dropObjects(_ statement: inout Statement) {
    guard let object = objectType() else { return }
    statement.node = object == .subscription ? .dropSubscription : .drop
    if statement.node == .drop { statement.object = object }
    var drop = Drop(object: object)
    drop.isConcurrent = object == .index && eat(.concurrently)
    statement.isConcurrent = drop.isConcurrent
    if object == .cast || object == .transform {
      // No name stands there, which could be "if".
      drop.ifExists = eat(.if)
      if drop.ifExists { expect(.exists) }
    } else {
      drop.ifExists = eatIfExists()
    }
    repeat {
      drop.objects.append(namedObject(object))
    } while object.isDroppedInLists && eat(.comma)
    drop.behavior = dropBehavior()
    statement.tree = .drop(drop)
  }
}

extension ObjectType {
  /// Whether one DROP may name several of a kind.
  fileprivate var isDroppedInLists: Bool {
    switch self {
    case .trigger, .rule, .policy, .operatorClass, .operatorFamily, .cast, .transform,
      .subscription:
      false
    default: true
    }
  }
}
