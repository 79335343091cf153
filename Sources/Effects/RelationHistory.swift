/// Which relations exist before each migration of a run, as far as the migrations of the run make and drop them.
///
/// Built once, in the order in which the migrations run, then only asked: copies share their storage.
package struct RelationHistory: Sendable {
  private struct Event {
    var migration: Int
    var exists: Bool
  }
  /// In rising order of `migration`, one event for each that touches the relation.
  private var events: [RelationKey: [Event]] = [:]

  package init() {}

  /// Notes that a relation exists, or no longer does, after a migration has run.
  ///
  /// - Precondition: migrations are noted in rising order.
  package mutating func note(_ relation: RelationKey, exists: Bool, after migration: Int) {
    let event = Event(migration: migration, exists: exists)
    if let last = events[relation]?.last, last.migration == migration {
      events[relation]?.removeLast()
    }
    events[relation, default: []].append(event)
  }

  /// Whether an earlier migration of the run leaves the relation behind.
  package func exists(_ relation: RelationKey, before migration: Int) -> Bool {
    guard let events = events[relation] else { return false }
    var (low, high) = (0, events.count)
    while low < high {
      let middle = (low + high) / 2
      if events[middle].migration < migration { low = middle + 1 } else { high = middle }
    }
    return low > 0 && events[low - 1].exists
  }
}
