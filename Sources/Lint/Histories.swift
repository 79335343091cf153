import Diagnostics
import Effects
package import Migrations

/// What the replay tells of a step, when all has been told: one object that threads hand to each other.
final class SharedStep: Sendable {
  let told: ReplayedStep

  init(_ told: consuming ReplayedStep) { self.told = told }
}

extension [ReplayedStep] {
  /// The same, each taken out of the array: a step is too much to copy it without need.
  consuming func shared() -> [SharedStep] {
    var shared: [SharedStep] = []
    shared.reserveCapacity(count)
    while let step = popLast() { shared.append(SharedStep(step)) }
    shared.reverse()
    return shared
  }
}

/// What the replay tells of a file.
struct ReplayedFile: Sendable {
  /// Of every step: by section, by the step's place in it.
  var steps: [[SharedStep]] = []
  /// How its way back went, or how it went as the way back of another file.
  var wayBack: WayBackRun?
  /// It is the way back of a migration without a statement.
  var isBehindNothing = false
  /// Of what it does, what the file with the whole schema does not say.
  var drift: [LocatedDrift] = []
  var outcome = MigrationOutcome()
  var laterCode = LaterCode()
}

/// A history as far as the last file that was asked for; nil where none was.
///
/// - Parameter isWhole: as far as its end.
func asked(of history: [Turn], _ isAsked: [Bool], isWhole: Bool = false) -> [Turn]? {
  let last = history.lastIndex { turn in
    isAsked[turn.file] || turn.companions.contains { isAsked[$0] }
  }
  return last.map { isWhole ? history : Array(history[...$0]) }
}

/// The places of migrations in the order in which their runners run them, history by history; a way back stands behind
/// its migration.
///
/// - Parameters:
///   - locations: the path of each, spelled in the same way for all.
///   - surroundings: what lies around each.
package func runOrder(
  of migrations: [Migration], at locations: [String], surroundings: [Surroundings]
) -> [Int] {
  Histories(migrations, at: locations, surroundings: { surroundings[$0] }).all
    .flatMap { $0.flatMap { [$0.file] + $0.companions } }
}

/// One file of a history on the way, and what goes back from there.
struct Turn: Sendable {
  /// The place of the file among those of the run.
  var file: Int
  /// Files that hold its way back.
  var companions: [Int] = []
  /// What it does is there for the files after it.
  var stays: Bool
  /// Much of what it does has been done.
  var repeats = false
}

/// The histories of a run: files that are run one after the other.
///
/// A file that is in no history, and each that is alone, meets a server of which nothing is known.
///
/// The names of a directory's files must tell their order, or those that do not are no history: nobody knows which of
/// `tables.sql` and `views.sql` comes first, or whether both are ever run on the same server.
struct Histories {
  private(set) var all: [[Turn]] = []
  private var places: [String: Int] = [:]
  /// Flyway's, which run behind all others.
  private var repeatables: [(history: Int, turn: Turn)] = []

  init(of inputs: [LintInput], _ read: [ReadMigration]) {
    self.init(read.map(\.migration), at: inputs.map(\.location)) { inputs[$0].surroundings }
  }

  /// - Parameters:
  ///   - locations: the path of each, spelled in the same way for all.
  ///   - surroundings: what lies around the migration at a place.
  init(
    _ migrations: [Migration], at locations: [String], surroundings: (Int) -> Surroundings
  ) {
    var ordering = RunOrdering()
    let owners = owners(of: migrations)
    var companions: [Int: [Int]] = [:]
    for (companion, owner) in owners { companions[owner, default: []].append(companion) }
    for (file, migration) in migrations.enumerated() where owners[file] == nil {
      var turn = Turn(file: file, companions: (companions[file] ?? []).sorted(), stays: true)
      let name = OrderedName(locations[file])
      // What its runner keeps a list of, and is not in it, never runs.
      let isOrdered =
        ordering.isListed(migration, surroundings(file)) ?? name.statesOrder
      guard isOrdered || migration.purpose == .repeatable else {
        all.append([turn])
        continue
      }
      let history = place(of: name.directory)
      switch migration.purpose {
      case .migration: all[history].append(turn)
      case .repeatable: repeatables.append((history, turn))
      case .schema:
        // A dump between migrations, or behind them, repeats what they do.
        turn.repeats = !all[history].isEmpty
        all[history].append(turn)
      case .rollback, .verification:
        turn.stays = false
        all[history].append(turn)
      }
    }
    for history in all.indices where all[history].count > 1 {
      let turns = Dictionary(uniqueKeysWithValues: all[history].map { ($0.file, $0) })
      let files = ordering.ordered(
        all[history].map(\.file), migrations, surroundings)
      all[history] = files.compactMap { turns[$0] }
    }
    for (history, turn) in repeatables { all[history].append(turn) }
  }

  /// The migration that each companion is the way back of.
  private func owners(of migrations: [Migration]) -> [Int: Int] {
    var files: [String: Int] = [:]
    for (file, migration) in migrations.enumerated() where migration.purpose == .rollback {
      files[migration.path] = file
    }
    var owners: [Int: Int] = [:]
    for (file, migration) in migrations.enumerated() {
      guard case .companion(let path) = migration.rollback, let companion = files[path],
        owners[companion] == nil
      else { continue }
      owners[companion] = file
    }
    return owners
  }

  private mutating func place(of directory: String) -> Int {
    if let place = places[directory] { return place }
    places[directory] = all.count
    all.append([])
    return all.count - 1
  }
}
