import SQLSyntax

/// The objects of a database as far as a history tells, like PostgreSQL's own catalogues.
///
/// All changes go through `set`, `add` and the other primitives below, which note what was there before while somebody
/// may want it back: `mark` and `undo(to:)` are how a failed statement, ROLLBACK and a down section leave no trace.
package struct Catalog: Sendable {
  private var objects: [CatalogObject] = []
  private var extensions: [ObjectID] = []
  private var names: [NameKey: Presence] = [:]
  /// Also those that have been dropped.
  private(set) var schemas: [ObjectID] = []
  /// All functions of one name.
  private var functions: [NameKey: [ObjectID]] = [:]
  /// What the present session has made in pg_temp.
  private var temporary: Set<ObjectID> = []
  /// All that ever had a name.
  private var namesakes: [String: [ObjectID]] = [:]
  /// Every function, whenever it has been made or changed. Nobody takes this back, and an object may be another one by
  /// the time that somebody reads it.
  package private(set) var functionLog: [ObjectID] = []
  /// How often something has happened that cannot be followed.
  var openings = 0
  private var dependents: [ObjectID: [Dependency]] = [:]
  private var dependencies: Set<Dependency> = []

  /// The schema whose objects are printed by their names alone, as ruleutils prints what the search path finds.
  package var unqualifiedSchema: ObjectID?
  /// What is not known, of an extension most likely, is printed as it was written, not as if it stood in public.
  package var printsUnknownAsWritten = false

  private var journal: [Change] = []
  private var marks = 0

  package private(set) var publicSchema: ObjectID
  package private(set) var systemSchema: ObjectID
  package private(set) var temporarySchema: ObjectID

  struct NameKey: Hashable, Sendable {
    var space: NameSpace
    var container: ObjectID?
    var name: String
  }

  /// What is known of a name.
  fileprivate enum Presence: Sendable {
    case object(ObjectID)
    /// Dropped, or moved away, when the schemas had been opened so often.
    case gone(Int)
    /// Perhaps dropped or moved away.
    case doubtful
  }

  fileprivate enum Change: Sendable {
    case object(ObjectID, CatalogObject)
    case added
    /// The newest object has been taken away again.
    case unadded(CatalogObject)
    case name(NameKey, Presence?)
    case functions(NameKey, [ObjectID]?)
    case dependency(Dependency)
    /// The newest dependency has been taken away again.
    case undependency(Dependency)
  }

  /// - Parameter isEmpty: the database is known to have been empty: the schema `public` holds nothing unknown.
  package init(isEmpty: Bool = false) {
    publicSchema = ObjectID(number: 0)
    systemSchema = ObjectID(number: 1)
    temporarySchema = ObjectID(number: 2)
    for (name, isClosed) in [("public", isEmpty), ("pg_catalog", false), ("pg_temp", true)] {
      addSchema(name, isClosed: isClosed, origin: .before)
    }
  }

  // MARK: - Objects

  /// Lent, not copied: an object is many words, and mostly one of them is asked for.
  package subscript(id: ObjectID) -> CatalogObject {
    _read { yield objects[Int(id.number)] }
  }

  /// Whether the object has been made, and its making not been taken back.
  package func contains(_ id: ObjectID) -> Bool { id.number < objects.count }

  /// All objects that are there, in the order in which they were made. Nothing that happens for every statement may go
  /// through them.
  package var allObjects: some Sequence<ObjectID> {
    (0..<Int32(objects.count)).lazy.map { ObjectID(number: $0) }.filter { !self[$0].isDropped }
  }

  /// All objects that were there and are gone, but for those that were taken back.
  package var droppedObjects: some Sequence<ObjectID> {
    (0..<Int32(objects.count)).lazy.map { ObjectID(number: $0) }.filter { self[$0].isDropped }
  }

  /// How many objects there have been; their numbers are below it.
  package var objectCount: Int { objects.count }

  /// All objects that there have been, those that are gone among them.
  package var everyObject: some Sequence<ObjectID> {
    (0..<Int32(objects.count)).lazy.map { ObjectID(number: $0) }
  }

  /// The names of the extensions that the history has made.
  package var extensionNames: Set<String> {
    Set(extensions.lazy.filter { !self[$0].isDropped }.map { self[$0].name })
  }

  /// Changes an object in place.
  package mutating func update(_ id: ObjectID, _ change: (inout CatalogObject) -> Void) {
    if marks > 0 { journal.append(.object(id, objects[Int(id.number)])) }
    change(&objects[Int(id.number)])
    logFunction(id)
  }

  private mutating func logFunction(_ id: ObjectID) {
    if case .function = objects[Int(id.number)].definition { functionLog.append(id) }
  }

  /// Adds an object under its name.
  ///
  /// - Parameter isUsed: somebody counts on it; that the history has not made it tells that it is not whole.
  @discardableResult
  package mutating func add(_ object: CatalogObject, isUsed: Bool = true) -> ObjectID {
    let id = append(object)
    if marks > 0 { journal.append(.added) }
    register(id)
    if object.container != nil, object.container == temporarySchema { temporary.insert(id) }
    if isUsed { noteOrigin(of: object) }
    return id
  }

  private mutating func append(_ object: CatalogObject) -> ObjectID {
    let id = ObjectID(number: Int32(objects.count))
    objects.append(object)
    if case .schema = object.definition { schemas.append(id) }
    if object.isExtension { extensions.append(id) }
    logFunction(id)
    return id
  }

  /// Keeps in mind whether all of a schema seems to be of the history.
  private mutating func noteOrigin(of object: CatalogObject) {
    guard let container = object.container, case .schema(var schema) = self[container].definition
    else { return }
    let isAssumed = object.origin == .before
    guard isAssumed ? !schema.hasAssumed : !schema.isFilled else { return }
    if isAssumed { schema.hasAssumed = true } else { schema.isFilled = true }
    update(container) { $0.definition = .schema(schema) }
  }

  @discardableResult
  package mutating func addSchema(_ name: String, isClosed: Bool, origin: Origin) -> ObjectID {
    add(
      CatalogObject(
        name: name, in: nil, .schema(Schema(isClosed: isClosed)), origin: origin))
  }

  /// Takes an object away: its name is known to be free from now on.
  package mutating func remove(_ id: ObjectID) {
    guard !self[id].isDropped else { return }
    unregister(id)
    update(id) { $0.isDropped = true }
  }

  /// What stands in pg_temp; for a session that ends.
  package mutating func takeTemporaryObjects() -> [ObjectID] {
    defer { temporary.removeAll() }
    return temporary.sorted().filter { id in
      // Its making may have been taken back.
      id.number < objects.count && !self[id].isDropped && self[id].container == temporarySchema
    }
  }

  /// The temporary tables that go when a transaction ends.
  package var objectsDroppedAtCommit: [ObjectID] {
    guard !temporary.isEmpty else { return [] }
    return temporary.sorted().filter { id in
      id.number < objects.count && !self[id].isDropped && self[id].container == temporarySchema
        && relation(id)?.isDroppedAtCommit == true
    }
  }

  /// Gives an object another name, another container, or both.
  package mutating func move(_ id: ObjectID, to container: ObjectID?, as name: String) {
    unregister(id)
    update(id) {
      if $0.name != name { $0.isNameMadeUp = false }
      $0.name = name
      $0.container = container
    }
    register(id)
  }

  /// Gives an object another name, and keeps the one it had.
  package mutating func rename(_ id: ObjectID, to name: String, by origin: Origin) {
    if case .type = self[id].definition {
      let old = self[id].name
      update(id) { $0.formerNames.append((old, origin)) }
    }
    move(id, to: self[id].container, as: name)
  }

  private mutating func register(_ id: ObjectID) {
    let object = self[id]
    // Nobody takes this back: who asks for a name looks whether the object still has it.
    if namesakes[object.name]?.last != id { namesakes[object.name, default: []].append(id) }
    for key in keys(object) { setName(key, .object(id)) }
    if let schema = object.container, case .schema = self[schema].definition {
      addDependency(Dependency(ObjectAddress(id), on: ObjectAddress(schema), .normal))
    }
    if case .function = object.definition {
      let key = NameKey(space: .other("function"), container: object.container, name: object.name)
      setFunctions(key, (functions[key] ?? []) + [id])
    }
  }

  private mutating func unregister(_ id: ObjectID) {
    let object = self[id]
    for key in keys(object) { setName(key, .gone(openings)) }
    if case .function = object.definition {
      let key = NameKey(space: .other("function"), container: object.container, name: object.name)
      let others = (functions[key] ?? []).filter { $0 != id }
      setFunctions(key, others)
      if others.isEmpty { setName(key, .gone(openings)) }
    }
  }

  /// The names that an object takes. A relation's row type has its name among the types.
  private func keys(_ object: CatalogObject) -> [NameKey] {
    func key(_ space: NameSpace) -> NameKey {
      NameKey(space: space, container: object.container, name: object.name)
    }
    switch object.definition {
    case .schema:
      return [NameKey(space: .schema, container: nil, name: object.name.unspacedTemplate)]
    case .relation(let relation):
      return relation.kind.isIndex || relation.kind == .sequence
        ? [key(.relation)] : [key(.relation), key(.type)]
    case .type(let type):
      // The relation of a composite type has the name already.
      if case .composite = type.definition { return [] }
      return [key(.type)]
    case .function: return []
    case .constraint: return [key(.constraint)]
    case .attached(let attached):
      switch attached.kind {
      case .trigger: return [key(.trigger)]
      case .rule: return [key(.rule)]
      case .policy: return [key(.policy)]
      }
    case .other(let other): return [key(.other(other.type.rawValue))]
    }
  }

  // MARK: - Names

  /// - Returns: nil where nothing is known of the name in that container.
  package func object(_ space: NameSpace, _ name: String, in container: ObjectID?) -> Lookup? {
    switch names[NameKey(space: space, container: container, name: name)] {
    case .object(let id): .found(id)
    // What could not be followed may have made it again.
    case .gone(let openings): openings == self.openings ? .missing : nil
    case .doubtful: .unknown
    case nil: nil
    }
  }

  /// Of an object that has been dropped: perhaps it has not.
  package func mayBeThere(_ id: ObjectID) -> Bool {
    keys(self[id]).contains { object($0.space, $0.name, in: $0.container) == .unknown }
  }

  /// All objects of a name, wherever they are.
  package func objects(named name: String) -> [ObjectID] {
    var found: [ObjectID] = []
    for id in namesakes[name] ?? [] where id.number < objects.count {
      let object = self[id]
      if object.name == name, !object.isDropped, !found.contains(id) { found.append(id) }
    }
    return found
  }

  /// Some relation of the schema in which another one is has a constraint of that name. Of many of a name, in schemas of
  /// their own most likely, the newest are looked at.
  package func hasConstraint(named name: String, inSchemaOf relation: ObjectID) -> Bool {
    if case .found? = object(.constraint, name, in: relation) { return true }
    let mostLookedAt = 64
    return (namesakes[name] ?? []).suffix(mostLookedAt).contains { id in
      guard id.number < objects.count, case .constraint(let constraint) = self[id].definition,
        self[id].name == name, !self[id].isDropped
      else { return false }
      return self[constraint.owner].container == self[relation].container
    }
  }

  /// All functions, procedures and aggregates of a name in a schema.
  package func functions(_ name: String, in schema: ObjectID) -> [ObjectID] {
    functions[NameKey(space: .other("function"), container: schema, name: name)] ?? []
  }

  /// The functions of a name that have been dropped; of many, some of the newest.
  package func droppedFunctions(named name: String) -> [ObjectID] {
    let mostLookedAt = 64
    return (namesakes[name] ?? []).suffix(mostLookedAt).filter { id in
      id.number < objects.count && self[id].isDropped && self[id].name == name
        && function(id) != nil
    }
  }

  private mutating func setName(_ key: NameKey, _ presence: Presence) {
    let old = names.updateValue(presence, forKey: key)
    if marks > 0 { journal.append(.name(key, old)) }
  }

  private mutating func setFunctions(_ key: NameKey, _ ids: [ObjectID]) {
    let old = functions.updateValue(ids, forKey: key)
    if marks > 0 { journal.append(.functions(key, old)) }
  }

  // MARK: - Dependencies

  /// Notes that an object, or a part of one, mentions another. What is noted is a candidate: whether the object still
  /// mentions the other is for it to say when somebody asks, so that nothing needs to be taken back.
  package mutating func addDependency(_ dependency: Dependency) {
    guard dependencies.insert(dependency).inserted else { return }
    dependents[dependency.referenced.object, default: []].append(dependency)
    if marks > 0 { journal.append(.dependency(dependency)) }
  }

  /// What was ever noted to depend on an object or a part of it.
  package func dependencyCandidates(on object: ObjectID) -> [Dependency] {
    dependents[object] ?? []
  }

  // MARK: - Undo

  /// A state to which `undo` can return. Every mark is given back, by `undo` or `release`, the last one first.
  package struct Mark: Sendable {
    fileprivate var changes: Int
  }

  package mutating func mark() -> Mark {
    marks += 1
    return Mark(changes: journal.count)
  }

  /// Gives a mark back: what was done since then stays.
  package mutating func release(_ mark: Mark) {
    marks -= 1
    if marks == 0 { journal.removeAll(keepingCapacity: true) }
  }

  /// What was done since a mark may have happened, or not: names that were taken away may still be there, and columns may
  /// be what they were.
  package mutating func doubt(since mark: Mark) {
    var seen: Set<ObjectID> = []
    for change in Array(journal[mark.changes...]) {
      switch change {
      case .name(let key, .object?):
        if case .gone? = names[key] { setName(key, .doubtful) }
      case .functions(let key, _):
        if case .gone? = names[key] { setName(key, .doubtful) }
      case .object(let id, let old):
        guard seen.insert(id).inserted, case .relation(let before) = old.definition else {
          continue
        }
        updateRelation(id) { $0.doubt(since: before) }
      default: break
      }
    }
  }

  /// Returns to a mark, and gives it back.
  package mutating func undo(to mark: Mark) {
    while journal.count > mark.changes { _ = takeBack(journal.removeLast()) }
    release(mark)
  }

  /// What was taken back, and can be done again.
  package struct Redo: Sendable {
    /// The newest first.
    fileprivate var changes: [Change] = []
  }

  /// Returns to a mark, and gives it back, but keeps what was done since.
  package mutating func takeBack(to mark: Mark) -> Redo {
    var redo = Redo()
    while journal.count > mark.changes { redo.changes.append(takeBack(journal.removeLast())) }
    release(mark)
    return redo
  }

  /// Does again what was taken back. Nothing else may have happened since.
  package mutating func redo(_ redo: Redo) {
    for change in redo.changes.reversed() {
      let done = takeBack(change)
      if marks > 0 { journal.append(done) }
    }
  }

  /// Takes one change back.
  ///
  /// - Returns: the change that this is.
  private mutating func takeBack(_ change: Change) -> Change {
    switch change {
    case .object(let id, let old):
      let new = self[id]
      objects[Int(id.number)] = old
      logFunction(id)
      return .object(id, new)
    case .added:
      let object = objects.removeLast()
      let id = ObjectID(number: Int32(objects.count))
      if schemas.last == id { schemas.removeLast() }
      if extensions.last == id { extensions.removeLast() }
      return .unadded(object)
    case .unadded(let object):
      _ = append(object)
      return .added
    case .name(let key, let old):
      let new = names[key]
      names[key] = old
      return .name(key, new)
    case .functions(let key, let old):
      let new = functions[key]
      functions[key] = old
      return .functions(key, new)
    case .dependency(let dependency):
      dependencies.remove(dependency)
      dependents[dependency.referenced.object]?.removeLast()
      return .undependency(dependency)
    case .undependency(let dependency):
      dependencies.insert(dependency)
      dependents[dependency.referenced.object, default: []].append(dependency)
      return .dependency(dependency)
    }
  }

  /// The objects that have been made or changed since a mark, in no order. Some may be gone.
  package func touched(since mark: Mark) -> Set<ObjectID> {
    var touched: Set<ObjectID> = []
    var added: Int32 = 0
    for change in journal[mark.changes...] {
      switch change {
      case .object(let id, _): touched.insert(id)
      case .added: added += 1
      default: break
      }
    }
    let count = Int32(objects.count)
    touched.formUnion((count - added..<count).map { ObjectID(number: $0) })
    return touched
  }
}

/// What is known of a name.
package enum Lookup: Equatable, Sendable {
  case found(ObjectID)
  /// It is known that there is no such object.
  case missing
  /// There may be one.
  case unknown

  package var id: ObjectID? {
    if case .found(let id) = self { id } else { nil }
  }
}
