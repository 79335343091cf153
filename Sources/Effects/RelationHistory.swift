/// Which relations exist before each migration of a run, as far as the migrations of the run make
/// and drop them.
///
/// A run may hold the migrations of several projects, which share names but no database: each
/// directory is a history of its own. Built once, in the order in which the migrations run, then
/// only asked: copies share their storage.
package struct RelationHistory: Sendable {
  private struct Key: Hashable {
    var directory: Int
    var relation: RelationKey
  }

  private struct Event {
    var migration: Int
    var exists: Bool
  }

  private var directories: [String: Int] = [:]
  /// For each migration, the place of its directory.
  private var directoryOfMigration: [Int] = []
  /// In rising order of `migration`, one event for each that touches the relation.
  private var events: [Key: [Event]] = [:]

  package init() {}

  /// Goes on to the next migration.
  package mutating func begin(inDirectory directory: String) {
    let place = directories[directory] ?? directories.count
    directories[directory] = place
    directoryOfMigration.append(place)
  }

  /// Notes that a relation exists, or no longer does, after the migration that was begun last.
  package mutating func note(_ relation: RelationKey, exists: Bool) {
    let migration = directoryOfMigration.count - 1
    let key = Key(directory: directoryOfMigration[migration], relation: relation)
    events[key, default: []].append(Event(migration: migration, exists: exists))
  }

  /// Whether an earlier migration of the same directory leaves the relation behind.
  ///
  /// - Parameter migration: counts from 0, in the order in which they were begun.
  package func exists(_ relation: RelationKey, before migration: Int) -> Bool {
    guard migration < directoryOfMigration.count else { return false }
    let key = Key(directory: directoryOfMigration[migration], relation: relation)
    guard let events = events[key] else { return false }
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].migration < migration { low = middle + 1 } else { high = middle }
    }
    return low > 0 && events[low - 1].exists
  }
}
