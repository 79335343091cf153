import Effects
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// The first statement of the section behind this one of which something holds; also one inside a DO block.
  func firstLater(where holds: (Statement) -> Bool) -> Statement? {
    first(in: section.syntax.statements, where: holds)
  }

  private func first(
    in statements: [Statement], where holds: (Statement) -> Bool
  ) -> Statement? {
    for candidate in statements where candidate.range.end > statement.range.end {
      if candidate.range.start >= statement.range.end, holds(candidate) { return candidate }
      if let body = candidate.executedBody,
        let found = first(in: body.reachedStatements, where: holds)
      {
        return found
      }
    }
    return nil
  }

  /// A statement of the section behind this one does something.
  func isFollowed(by holds: (Statement) -> Bool) -> Bool { firstLater(where: holds) != nil }

  /// As `isFollowed`, in the same transaction.
  func isFollowedInTransaction(by holds: (Statement) -> Bool) -> Bool {
    guard transaction.opening != nil,
      let next = firstLater(where: { holds($0) || $0.endsTransaction })
    else { return false }
    return !next.endsTransaction
  }

  /// Two names stand for one relation, as far as their text tells.
  func isSame(_ left: QualifiedName, _ right: QualifiedName) -> Bool {
    path.keyOfNew(left) == path.keyOfNew(right)
  }
}

extension Statement {
  fileprivate var endsTransaction: Bool {
    guard case .transaction(let command) = tree else { return false }
    return command.kind == .commit || command.kind == .rollback
  }
}
