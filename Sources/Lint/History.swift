import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// A file that has been read, and what the files before it may want to know of it.
final class ReadMigration: Sendable {
  let migration: Migration
  /// The ways through its sections, one for each.
  let walks: [Walk]
  let code: CodeMarks
  fileprivate let constraints: ConstraintMarks

  /// - Parameter findsWayBack: somebody wants to know whether and where it has one.
  convenience init(
    _ input: LintInput, _ text: MigrationText, neighbour: MarkedNeighbour?, findsWayBack: Bool
  ) {
    self.init(
      readMigration(
        text, input.surroundings, input.settings.runner, neighbour: neighbour,
        findsWayBack: findsWayBack))
  }

  init(_ migration: Migration) {
    self.migration = migration
    walks = migration.sections.map { section in
      Walk(
        section,
        otherwise: section.transportCause == .runner ? migration.detection.otherTransport : nil)
    }
    var code = CodeMarks()
    var constraints = ConstraintMarks()
    for walk in walks where walk.section.kind == .up {
      walk.forEach { stop in
        guard !stop.context.isRolledBack else { return }
        code.note(stop.statement)
        constraints.note(stop.statement)
      }
    }
    self.code = code
    self.constraints = constraints
  }
}

/// What a file does with constraints, by their names.
private struct ConstraintMarks {
  private(set) var validated: [ConstraintKey] = []
  private(set) var dropped: [ConstraintKey] = []

  mutating func note(_ statement: Statement) {
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

/// What becomes of constraints in the files of a history, by their turns.
private struct ConstraintHistory: Sendable {
  private struct Span {
    var first: Int
    var last: Int
  }

  /// The files are of one directory, but nobody knows in which order they run.
  private let isUnordered: Bool
  private var validations: [ConstraintKey: Span] = [:]
  private var validationsOfTable: [RelationKey: Span] = [:]
  private var drops: [ConstraintKey: Span] = [:]
  private var newestMigration = 0

  init(isUnordered: Bool) { self.isUnordered = isUnordered }

  mutating func note(_ read: ReadMigration, at turn: Int, stays: Bool) {
    let here = Span(first: turn, last: turn)
    for key in read.constraints.validated {
      validations[key, default: here].last = turn
      validationsOfTable[key.table, default: here].last = turn
    }
    guard stays else { return }
    for key in read.constraints.dropped { drops[key, default: here].last = turn }
    if read.migration.purpose == .migration { newestMigration = turn }
  }

  /// No migration runs behind the turn.
  func isNewest(_ turn: Int) -> Bool { !isUnordered && turn >= newestMigration }

  func validates(_ key: ConstraintKey, from turn: Int) -> Bool {
    validations[key].map { isUnordered || $0.last >= turn } ?? false
  }

  func validatesAny(of key: RelationKey, from turn: Int) -> Bool {
    validationsOfTable[key].map { isUnordered || $0.last >= turn } ?? false
  }

  /// In another file, for the one at the turn may drop what it makes anew.
  func drops(_ key: ConstraintKey, behind turn: Int) -> Bool {
    drops[key].map { $0.last > turn || isUnordered && $0.first != turn } ?? false
  }
}

/// Constraints that are validated in a file or a later one of its history, or gone in a later one. Asked, not listed:
/// each file has its own, and all of a history share one.
package struct ValidatedConstraints: Sendable {
  private let history: ConstraintHistory
  private let turn: Int

  /// Of a file that is in no history.
  init() { self.init(ConstraintHistory(isUnordered: false), at: 0) }

  private init(_ history: ConstraintHistory, at turn: Int) {
    self.history = history
    self.turn = turn
  }

  /// No migration is there behind the file that might; one that is written later may.
  var areOpen: Bool { history.isNewest(turn) }

  /// Some constraint of the table is.
  func containsAny(of table: QualifiedName) -> Bool {
    history.validatesAny(of: NamePath().keyOfNew(table), from: turn)
  }

  package func contains(_ constraint: ConstraintReference) -> Bool {
    let key = ConstraintKey(constraint.table, constraint.constraint)
    return history.validates(key, from: turn) || history.drops(key, behind: turn)
  }

  /// Of all files of a run.
  ///
  /// - Parameter directory: that of the file at a place. Files of one directory whose names tell no order are told of each
  ///   other.
  static func all(
    in histories: [[Turn]], _ read: [ReadMigration], directory: (Int) -> String
  ) -> [ValidatedConstraints] {
    var all = [ValidatedConstraints](repeating: ValidatedConstraints(), count: read.count)
    var alone: [String: [Turn]] = [:]
    func settle(_ turns: [Turn], isUnordered: Bool) {
      var history = ConstraintHistory(isUnordered: isUnordered)
      for (turn, place) in turns.enumerated() {
        history.note(read[place.file], at: turn, stays: place.stays)
      }
      for (turn, place) in turns.enumerated() {
        for file in [place.file] + place.companions {
          all[file] = ValidatedConstraints(history, at: turn)
        }
      }
    }
    for turns in histories {
      if turns.count == 1 {
        alone[directory(turns[0].file), default: []].append(turns[0])
      } else {
        settle(turns, isUnordered: false)
      }
    }
    for turns in alone.values { settle(turns, isUnordered: turns.count > 1) }
    return all
  }
}
