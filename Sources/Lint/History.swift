import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// A file that has been read, and what the files after and before it may want to know of it.
struct ReadMigration: Sendable {
  var migration: Migration
  /// What it leaves behind; nothing where no other file is there to ask.
  fileprivate var relations: RelationKnowledge?
  fileprivate var validated: [ConstraintKey] = []
  fileprivate var dropped: [ConstraintKey] = []
  fileprivate var constraints: [ConstraintEvent] = []

  init(_ input: LintInput, isAlone: Bool) {
    migration = readMigration(
      path: input.path, bytes: input.bytes, neighbours: input.neighbours)
    var knowledge = RelationKnowledge()
    for section in migration.sections where section.kind == .up {
      Walk(section, transport: input.settings.transport).forEach { stop in
        note(stop.statement, in: stop.context)
        guard !isAlone else { return }
        knowledge.enter(stop.context)
        if !stop.context.isRolledBack {
          constraints += ConstraintEvent.events(
            of: stop.statement, in: stop.source, key: knowledge.key(of:))
        }
        knowledge.apply(
          stop.statement, WrittenEffects(ofNamesIn: stop.statement), in: stop.context,
          isConditional: stop.block?.testsCatalog ?? false)
      }
      knowledge.endSection()
    }
    relations = isAlone ? nil : knowledge
  }

  private mutating func note(_ statement: Statement, in context: TransactionContext) {
    guard case .alterTable(let alter) = statement.tree, !context.isRolledBack else { return }
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

/// What the files of a run tell each other.
struct History: Sendable {
  private(set) var relations = RelationHistory()
  private(set) var constraints = ConstraintHistory()
  fileprivate var lastValidation: [ConstraintKey: Int] = [:]
  fileprivate var lastValidationOfTable: [RelationKey: Int] = [:]
  fileprivate var lastDrop: [ConstraintKey: Int] = [:]

  init(_ migrations: [ReadMigration]) {
    for (place, read) in migrations.enumerated() {
      relations.begin(inDirectory: historyDirectory(of: read.migration.path))
      read.relations?.note(in: &relations)
      constraints.note(read.constraints, in: place)
      for key in read.validated {
        lastValidation[key] = place
        lastValidationOfTable[key.table] = place
      }
      for key in read.dropped { lastDrop[key] = place }
    }
  }
}

/// The directory whose migrations are run one after the other. Where each has a directory of its
/// own, as in `migrations/2024_x/up.sql`, that is the one above.
private func historyDirectory(of path: String) -> String {
  var parts = path.split(separator: "/", omittingEmptySubsequences: false)
  let name = parts.popLast() ?? ""
  if ["up.sql", "down.sql", "migration.sql"].contains(name.lowercased()) { _ = parts.popLast() }
  return parts.joined(separator: "/")
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
