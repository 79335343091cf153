import SQLLexer

/// relation_expr: a relation, with or without those that inherit from it.
package struct RelationExpression: Sendable {
  package var name: QualifiedName
  /// ONLY
  package var only: Bool
}

package struct Truncate: Sendable {
  package var relations: [RelationExpression] = []
  /// RESTART IDENTITY: sequences of the tables' columns begin anew.
  package var restartsIdentity = false
  package var behavior = DropBehavior.unspecified

  package var tables: [QualifiedName] { relations.map(\.name) }
}

/// LOCK TABLE
package struct Lock: Sendable {
  package enum Mode: Sendable {
    case accessShare, rowShare, rowExclusive, shareUpdateExclusive, share, shareRowExclusive
    case exclusive, accessExclusive
  }
  package var relations: [RelationExpression] = []
  package var mode = Mode.accessExclusive
  package var noWait = false
}

extension Parser {
  /// TruncateStmt: `TRUNCATE [TABLE] relations [RESTART | CONTINUE IDENTITY] [CASCADE | RESTRICT]`. Documentation:
  /// TRUNCATE.
  mutating func truncate(_ statement: inout Statement) {
    statement.node = .truncate
    expect(.truncate)
    _ = eat(.table)
    var truncate = Truncate(relations: relations())
    truncate.restartsIdentity = eat(.restart)
    if truncate.restartsIdentity || eat(.continue) { expect(.identity) }
    truncate.behavior = dropBehavior()
    statement.tree = .truncate(truncate)
  }

  /// LockStmt: `LOCK [TABLE] relations [IN mode MODE] [NOWAIT]`. Documentation: LOCK.
  mutating func lock(_ statement: inout Statement) {
    statement.node = .lock
    expect(.lock)
    _ = eat(.table)
    var lock = Lock(relations: relations())
    if eat(.in) {
      lock.mode = lockMode()
      expect(.mode)
    }
    lock.noWait = eat(.nowait)
    statement.tree = .lock(lock)
  }

  /// relation_expr_list
  mutating func relations() -> [RelationExpression] { list { $0.relation() } }

  /// lock_type
  private mutating func lockMode() -> Lock.Mode {
    if eat(.access) {
      if eat(.share) { return .accessShare }
      expect(.exclusive)
      return .accessExclusive
    }
    if eat(.row) {
      if eat(.share) { return .rowShare }
      expect(.exclusive)
      return .rowExclusive
    }
    if eat(.share) {
      if eat(.update) {
        expect(.exclusive)
        return .shareUpdateExclusive
      }
      if eat(.row) {
        expect(.exclusive)
        return .shareRowExclusive
      }
      return .share
    }
    expect(.exclusive)
    return .exclusive
  }
}
