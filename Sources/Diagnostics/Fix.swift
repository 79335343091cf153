package import SQLLexer

/// A change that removes a finding.
package struct Fix: Hashable, Sendable {
  /// A piece of a file, and what is to stand in its place.
  package struct Edit: Hashable, Sendable {
    package var range: ByteRange
    package var text: String

    package init(range: ByteRange, text: String) {
      self.range = range
      self.text = text
    }
  }

  /// What it does: "add CONCURRENTLY".
  package var title: String
  /// The fixed SQL does the same, more safely.
  package var isSafe: Bool
  /// Of the file with the finding; disjoint.
  package var edits: [Edit]
  /// What goes into migrations of its own, which run behind this one, in this order.
  package var migrations: [NewMigration]
  /// Comments may go with what it replaces.
  package var removesComments: Bool

  package init(
    title: String, isSafe: Bool, edits: [Edit], migrations: [NewMigration] = [],
    removesComments: Bool = false
  ) {
    self.title = title
    self.isSafe = isSafe
    self.edits = edits
    self.migrations = migrations
    self.removesComments = removesComments
  }
}

/// A migration that a fix asks for: what it does, not yet how its runner wants it to be written.
package struct NewMigration: Hashable, Sendable {
  /// For its name: `validate_orders_total_check`.
  package var title: String
  /// Each without its semicolon.
  package var statements: [String]
  /// Why nothing needs to be undone, for a runner whose files say so.
  package var wayBack: String
  /// They must not share a transaction, or refuse one.
  package var isWithoutTransaction: Bool

  package init(
    title: String, statements: [String], wayBack: String, isWithoutTransaction: Bool = false
  ) {
    self.title = title
    self.statements = statements
    self.wayBack = wayBack
    self.isWithoutTransaction = isWithoutTransaction
  }
}

/// What rules write behind `fixes:`. No fix where one of its edits cannot be made.
extension [Fix] {
  /// The fixed SQL does the same, more safely.
  package static func safe(_ title: String, _ edits: Fix.Edit?...) -> [Fix] {
    make(title, isSafe: true, edits, [])
  }

  /// It changes what the migration does, or how many there are.
  package static func unsafe(
    _ title: String, _ edits: Fix.Edit?..., migrations: [NewMigration] = []
  ) -> [Fix] {
    make(title, isSafe: false, edits, migrations)
  }

  private static func make(
    _ title: String, isSafe: Bool, _ edits: [Fix.Edit?], _ migrations: [NewMigration]
  ) -> [Fix] {
    let known = edits.compactMap { $0 }
    guard known.count == edits.count else { return [] }
    return [Fix(title: title, isSafe: isSafe, edits: known, migrations: migrations)]
  }
}
