import Catalog
import Effects

/// Collects the locks of a file, transaction by transaction. PostgreSQL keeps a lock until the transaction ends; a
/// return to a savepoint releases what was taken after it. Documentation: Explicit Locking, "Table-Level Locks".
struct LaneBuilder {
  /// A lock that is held, by the lane it is on.
  private struct Held {
    var lane: Int
    var mode: LockMode
    var start: Int
    var isInherited = false
  }
  /// What the transaction holds when it goes on in the next file.
  struct Open {
    fileprivate var locks: [(lane: Lane, mode: LockMode)] = []
    /// The relations that it has made.
    fileprivate(set) var created: Set<ObjectID> = []
  }

  private(set) var lanes: [Lane] = []
  private var held: [Held] = []
  private var places: [ObjectID: Int] = [:]
  /// The lanes of a kind and a name; for a relation that was taken back and assumed again.
  private var named: [String: Int] = [:]
  private var savepoints: [(name: String, held: Int)] = []
  private var created: Set<ObjectID> = []

  // MARK: - From statement to statement

  mutating func note(_ effects: Effects, at statement: Int, in catalog: Catalog) {
    for relation in effects.creates { created.insert(relation.id) }
    for lock in effects.locks where lock.isTelling {
      let lane = lane(of: lock.relation, in: catalog)
      let isHeld = held.contains { $0.lane == lane && $0.mode >= lock.mode }
      if !isHeld { held.append(Held(lane: lane, mode: lock.mode, start: statement)) }
    }
  }

  /// Nobody else uses the relation yet, or ever will.
  func isNew(_ relation: TouchedRelation) -> Bool {
    relation.isNew || relation.isPrivate || created.contains(relation.id)
  }

  private mutating func lane(of relation: TouchedRelation, in catalog: Catalog) -> Int {
    let name = "\(relation.kind.rawValue) \(relation.name)"
    let isNew = isNew(relation)
    if let known = places[relation.id] ?? named[name], lanes[known].isNew == isNew {
      places[relation.id] = known
      return known
    }
    let table = catalog.index(relation.id).map { catalog.qualifiedName($0.table) }
    lanes.append(
      Lane(relation: relation.name, kind: relation.kind.rawValue, table: table, isNew: isNew))
    places[relation.id] = lanes.count - 1
    named[name] = lanes.count - 1
    return lanes.count - 1
  }

  mutating func savepoint(_ name: String) {
    savepoints.append((name, held.count))
  }

  mutating func release(_ name: String) {
    guard let place = savepoints.lastIndex(where: { $0.name == name }) else { return }
    savepoints.removeSubrange(place...)
  }

  /// ROLLBACK TO a savepoint, by a statement.
  ///
  /// - Returns: false where there is no such savepoint.
  mutating func returnTo(_ name: String, at statement: Int) -> Bool {
    guard let place = savepoints.lastIndex(where: { $0.name == name }) else { return false }
    savepoints.removeSubrange((place + 1)...)
    drop(from: savepoints[place].held, before: statement)
    // What was made since then is gone, and its number may be another relation's.
    places.removeAll()
    return true
  }

  /// A statement fails, and with it the transaction, or what has been done since its last savepoint: the locks go at
  /// once.
  mutating func fail(at statement: Int) {
    drop(from: savepoints.last?.held ?? 0, before: statement + 1)
  }

  /// The transaction ends before a statement.
  mutating func endTransaction(before statement: Int) {
    drop(from: 0, before: statement)
    savepoints = []
    places.removeAll()
    created.removeAll()
  }

  private mutating func drop(from first: Int, before statement: Int, isOpen: Bool = false) {
    for lock in held[first...] where lock.start < statement {
      lanes[lock.lane].holds.append(
        Lane.Hold(
          mode: lock.mode, statements: lock.start...(statement - 1), isInherited: lock.isInherited,
          isOpen: isOpen))
    }
    held.removeSubrange(first...)
  }

  // MARK: - From file to file

  /// Goes on with the transaction of the file before.
  mutating func resume(_ open: Open) {
    created = open.created
    for (lane, mode) in open.locks {
      var lane = lane
      lane.holds = []
      let name = "\(lane.kind) \(lane.relation)"
      let place = named[name] ?? lanes.count
      if place == lanes.count {
        named[name] = place
        lanes.append(lane)
      }
      held.append(Held(lane: place, mode: mode, start: 0, isInherited: true))
    }
  }

  /// The file ends before the transaction does.
  mutating func suspend(before statement: Int) -> Open {
    let open = Open(locks: held.map { (lanes[$0.lane], $0.mode) }, created: created)
    drop(from: 0, before: statement, isOpen: true)
    return open
  }
}
