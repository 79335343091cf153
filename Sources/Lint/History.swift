import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// A file that has been read, and what the files before it may want to know of it.
struct ReadMigration: Sendable {
  var migration: Migration
  /// The ways through its sections, one for each.
  var walks: [Walk]
  fileprivate var validated: [ConstraintKey] = []
  fileprivate var dropped: [ConstraintKey] = []
  private(set) var code = CodeMarks()

  /// - Parameter findsWayBack: somebody wants to know whether and where it has one.
  init(
    _ input: LintInput, _ text: MigrationText, neighbour: MarkedNeighbour?, findsWayBack: Bool
  ) {
    self.init(
      readMigration(
        text, input.surroundings, input.settings.runner, neighbour: neighbour,
        findsWayBack: findsWayBack))
  }

  init(_ migration: Migration) {
    self.migration = migration
    walks = migration.sections.map { Walk($0) }
    for walk in walks where walk.section.kind == .up {
      walk.forEach { note($0.statement, in: $0.context) }
    }
  }

  private mutating func note(_ statement: Statement, in context: TransactionContext) {
    guard !context.isRolledBack else { return }
    code.note(statement)
    guard case .alterTable(let alter) = statement.tree else { return }
    for command in alter.commands {
      guard let name = command.name else { continue }
      switch command.kind {
      case .validateConstraint: validated.append(ConstraintKey(alter.name, name))
      case .dropConstraint: dropped.append(ConstraintKey(alter.name, name))
      default: break
      }
    }
  }
}

/// A constraint, under a name that does not depend on how it is written.
struct ConstraintKey: Hashable, Sendable {
  fileprivate var table: RelationKey
  private var constraint: String

  init(_ table: QualifiedName, _ constraint: Name) {
    self.table = NamePath().keyOfNew(table)
    self.constraint = constraint.text
  }
}

/// What becomes of constraints in later files of a run.
struct History: Sendable {
  fileprivate var lastValidation: [ConstraintKey: Int] = [:]
  fileprivate var lastValidationOfTable: [RelationKey: Int] = [:]
  fileprivate var lastDrop: [ConstraintKey: Int] = [:]

  init(_ migrations: [ReadMigration]) {
    for (place, read) in migrations.enumerated() {
      for key in read.validated {
        lastValidation[key] = place
        lastValidationOfTable[key.table] = place
      }
      for key in read.dropped { lastDrop[key] = place }
    }
  }
}

/// Constraints that are validated in a file or a later one, or gone in a later one. Asked, not
/// listed: each file has its own, and all share one history.
package struct ValidatedConstraints: Sendable {
  private let history: History
  private let place: Int

  init(_ history: History, at place: Int) {
    self.history = history
    self.place = place
  }

  /// Some constraint of the table is.
  func containsAny(of table: QualifiedName) -> Bool {
    let key = NamePath().keyOfNew(table)
    return history.lastValidationOfTable[key].map { $0 >= place } ?? false
  }

  package func contains(_ constraint: ConstraintReference) -> Bool {
    let key = ConstraintKey(constraint.table, constraint.constraint)
    if let validation = history.lastValidation[key], validation >= place { return true }
    return history.lastDrop[key].map { $0 > place } ?? false
  }
}
