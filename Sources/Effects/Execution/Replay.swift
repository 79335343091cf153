package import Catalog
package import SQLLexer
package import SQLSyntax

/// A model of a server: it executes statements on a catalogue and says what PostgreSQL would do.
///
/// One file for each family of statements extends it. There, an error of the server is thrown, and everything that the
/// statement had done is taken back.
package struct Replay: Sendable {
  /// The major versions of PostgreSQL whose effects are known.
  package static let versions = 12...18
  package static let newestVersion = versions.upperBound

  /// The version that is known, or else the one next to it.
  package static func version(nearestTo version: Int) -> Int {
    min(max(version, versions.lowerBound), versions.upperBound)
  }

  package internal(set) var catalog: Catalog
  package var session = Session()
  /// The major version of PostgreSQL.
  package let version: Int
  /// All that the history uses was probably made by it.
  let expectsWholeHistory: Bool
  /// The place of the present file in the history, and what is the number of the present transaction.
  package private(set) var file: Int32 = 0
  package private(set) var transaction: Int32 = 0
  /// A transaction is open beyond the present statement.
  package private(set) var inTransaction = false
  /// Of the last statement that `enter` was told of, and where what its transaction rolls back began.
  var context: TransactionContext?
  var rolledBack: Catalog.Mark?

  /// Where no transaction is to be seen, there is none; otherwise nobody has said how the present file is sent.
  package var knowsTransactions = true
  /// The names of temporary tables of the session that the end of a transaction has dropped.
  private(set) var goneAtCommit: Set<String> = []

  // The present statement.
  var effects = Effects()
  var source = SyntaxFile.empty
  var range = ByteRange(start: 0, end: 0)
  /// The statement that runs now: the present one, or one in its code.
  var writtenRange = ByteRange(start: 0, end: 0)
  /// It stands in the file, not in code.
  var isWrittenItself: Bool { calling.isEmpty && writtenRange == range }
  /// How many statements may have written rows.
  var rowWrites = 0
  /// The same statement has succeeded just before.
  private(set) var isSecondRun = false
  /// What is known where code runs.
  var frame = BodyFrame()
  /// How many statements of bodies the present statement has run, those of the functions that they call included.
  var bodySteps = 0
  /// How many run before nothing more is said.
  static let bodyStepLimit = 1_000
  /// What the code around the present statement gives names to.
  var variables = Variables.none
  /// The definition of the constraint that is being added.
  var constraintRange: ByteRange?
  /// The functions whose bodies are being followed, the innermost last.
  var calling: [ObjectID] = []
  /// The extensions that the history has created, by name.
  var extensions: [String] = []
  /// How many conditions are open around the present statement of a body.
  var conditions = 0
  /// The indexes of the present text, once it has dropped one that is not known.
  var indexesMade = IndexesMade()
  /// The bodies of functions that have been read.
  var bodies = FunctionBodies()
  /// What each statement of a DO block has done by itself, by its place; only if `notesNested`.
  package private(set) var nested: [ByteRange: Effects] = [:]
  /// Statements of a block that may run, or not, have failed: they may have done something all the same.
  package internal(set) var mayHaveDoneMore = false
  package var notesNested = false
  /// Places in the locks of the effects.
  private var locks: [ObjectID: Int] = [:]
  /// Made by the present statement.
  private var created: Set<ObjectID> = []

  /// - Parameters:
  ///   - version: the major version of PostgreSQL.
  ///   - isEmpty: the history begins with an empty database.
  ///   - expectsWholeHistory: probably so. What it has not made is then still taken to exist where a statement needs it,
  ///     but not where IF [NOT] EXISTS asks for it.
  package init(version: Int, isEmpty: Bool = false, expectsWholeHistory: Bool = false) {
    self.version = version
    self.expectsWholeHistory = expectsWholeHistory
    catalog = Catalog(isEmpty: isEmpty)
  }

  // MARK: - The frame

  /// Goes on to the next file of the history, in a session of its own or in the same one.
  package mutating func beginFile(_ file: Int, newSession: Bool = true) {
    self.file = Int32(file)
    if newSession { endSession() }
    beginTransaction()
    inTransaction = false
  }

  /// The settings are those of the server again, and what was temporary is gone.
  package mutating func endSession() {
    session = Session()
    goneAtCommit.removeAll()
    remove(temporary: catalog.takeTemporaryObjects())
  }

  private mutating func remove(temporary objects: [ObjectID]) {
    guard !objects.isEmpty else { return }
    for address in catalog.deletion(of: objects.map { ObjectAddress($0) }, cascades: true).gone
    where address.part == .whole {
      catalog.remove(address.object)
    }
  }

  /// Another transaction begins with the next statement.
  package mutating func beginTransaction() {
    transaction += 1
    session.endTransaction()
    let objects = knowsTransactions ? catalog.objectsDroppedAtCommit : []
    for id in objects { goneAtCommit.insert(catalog[id].name) }
    remove(temporary: objects)
  }

  /// Executes a statement.
  ///
  /// - Parameters:
  ///   - source: what the statement was read from.
  ///   - inTransaction: a transaction is open beyond the statement.
  ///   - refusal: why PostgreSQL refuses the statement in a transaction, as far as its text tells.
  package mutating func execute(
    _ statement: Statement, in source: SyntaxFile, inTransaction: Bool = false,
    refusal: TransactionRefusal? = nil
  ) -> Effects {
    self.inTransaction = inTransaction
    nested.removeAll(keepingCapacity: true)
    begin(source, statement.range)
    effects.refusal = refusal
    let mark = catalog.mark()
    do throws(ServerError) {
      try dispatch(statement)
      if let refusal = effects.refusal, inTransaction { throw .refused(refusal) }
      catalog.release(mark)
    } catch {
      catalog.undo(to: mark)
      var failed = Effects()
      failed.refusal = effects.refusal
      failed.failure = error
      failed.relations = effects.relations
      effects = failed
    }
    // Handed over, not copied.
    var done = Effects()
    swap(&done, &effects)
    return done
  }

  /// What a second run of the statement that was executed last would do. The catalogue stays as it is.
  ///
  /// - Parameter first: what the first run did.
  package mutating func rerun(
    _ statement: Statement, in source: SyntaxFile, after first: Effects
  ) -> Rerun? {
    let mark = catalog.mark()
    let session = session
    isSecondRun = true
    let second = execute(
      statement, in: source, inTransaction: inTransaction, refusal: first.refusal)
    isSecondRun = false
    self.session = session
    catalog.undo(to: mark)
    if let failure = second.failure { return .fails(failure.sqlstate) }
    if second.unknown.contains(.fails) { return nil }
    return second.repeatsWork(of: first) ? .repeats : .succeeds
  }

  private mutating func begin(_ source: SyntaxFile, _ range: ByteRange) {
    self.source = source
    self.range = range
    locks.removeAll(keepingCapacity: true)
    created.removeAll(keepingCapacity: true)
    frame = BodyFrame()
    bodySteps = 0
  }

  /// What the present statement has done so far.
  struct Progress {
    fileprivate var effects: Effects
    fileprivate var locks: [ObjectID: Int]
    fileprivate var created: Set<ObjectID>
  }

  /// A failure that is caught takes it back: PostgreSQL gives the locks back as well.
  var progress: Progress {
    get { Progress(effects: effects, locks: locks, created: created) }
    set {
      let relations = effects.relations
      (effects, locks, created) = (newValue.effects, newValue.locks, newValue.created)
      effects.relations = relations
    }
  }

  /// Runs a statement of a block, and keeps what it does by itself.
  mutating func noteNested(
    at range: ByteRange, _ run: (inout Replay) throws(ServerError) -> Void
  ) throws(ServerError) {
    guard notesNested, calling.isEmpty else { return try run(&self) }
    let outer = (effects, locks)
    (effects, locks) = (Effects(), [:])
    do throws(ServerError) {
      try run(&self)
    } catch {
      let own = effects
      (effects, locks) = outer
      effects.relations.merge(own.relations) { $1 }
      throw error
    }
    let own = effects
    (effects, locks) = outer
    add(own)
    nested[range] = own
  }

  /// Adds what a part of the statement has done.
  private mutating func add(_ part: Effects) {
    for lock in part.locks { add(lock) }
    let known = Set(effects.work.map { WorkKey($0) })
    effects.work += part.work.filter { !known.contains(WorkKey($0)) }
    let rebuilt = Set(effects.rebuilds.map(\.id))
    effects.rebuilds += part.rebuilds.filter { !rebuilt.contains($0.id) }
    effects.creates += part.creates
    effects.addsConstraint = effects.addsConstraint || part.addsConstraint
    effects.drops += part.drops
    effects.refusal = effects.refusal ?? part.refusal
    effects.failureWithRows = effects.failureWithRows ?? part.failureWithRows
    effects.olderFailure = effects.olderFailure ?? part.olderFailure
    effects.unknown.formUnion(part.unknown)
    effects.notNullProofs.merge(part.notNullProofs) { $1 }
    effects.conversionRisks.merge(part.conversionRisks) { $1 }
    effects.newColumns.merge(part.newColumns) { $1 }
    effects.relations.merge(part.relations) { $1 }
    effects.constraints.merge(part.constraints) { $1 }
    effects.nullableKeys.merge(part.nullableKeys) { $1 }
    effects.requiredReferences.merge(part.requiredReferences) { $1 }
    effects.freshSequences.merge(part.freshSequences) { $1 }
    effects.overwritten += part.overwritten
    effects.unheardOf.merge(part.unheardOf) { $1 }
  }

  // MARK: - What the families of statements say

  /// Of what the present statement makes.
  var origin: Origin { Origin(file: file, range: range, transaction: transaction) }

  /// The place of a part of the statement in its file. What a function runs is in no file.
  func part(_ range: ByteRange) -> ByteRange { calling.isEmpty ? range : self.range }

  /// Notes a lock; the strongest one on each relation counts.
  ///
  /// - Parameters:
  ///   - isOfForeignKey: the relation is the other table of a foreign key.
  ///   - isPossible: perhaps there is nothing for which it is taken.
  mutating func lock(
    _ relation: ObjectID, _ mode: LockMode, isOfForeignKey: Bool = false, isPossible: Bool = false
  ) {
    // What a migration changes in the system's own tables, no other one waits for.
    guard catalog[relation].container != catalog.systemSchema else { return }
    add(
      Effects.Lock(
        relation: touched(relation), mode: mode, isOfForeignKey: isOfForeignKey,
        isPossible: isPossible))
  }

  private mutating func add(_ lock: Effects.Lock) {
    guard let place = locks[lock.relation.id] else {
      locks[lock.relation.id] = effects.locks.count
      effects.locks.append(lock)
      return
    }
    let mode = effects.locks[place].mode
    if lock.mode > mode {
      (effects.locks[place].mode, effects.locks[place].isPossible) = (lock.mode, lock.isPossible)
    } else if lock.mode == mode, !lock.isPossible {
      effects.locks[place].isPossible = false
    }
    if !lock.isOfForeignKey { effects.locks[place].isOfForeignKey = false }
  }

  /// Notes a lock on each of several relations.
  mutating func lock(_ relations: some Sequence<ObjectID>, _ mode: LockMode) {
    for relation in relations { lock(relation, mode) }
  }

  /// Notes what takes time; once for each kind and relation.
  mutating func work(
    _ kind: Effects.Work.Kind, on relation: ObjectID, because reason: String? = nil
  ) {
    guard
      !effects.work.contains(where: { $0.kind == kind && $0.relation.id == relation })
    else { return }
    effects.work.append(
      Effects.Work(kind: kind, relation: touched(relation), reason: reason))
  }

  /// Notes that an existing index gets a new file.
  mutating func rebuild(_ index: ObjectID) {
    guard !created.contains(index), !effects.rebuilds.contains(where: { $0.id == index })
    else { return }
    effects.rebuilds.append(touched(index))
    if let table = catalog.index(index)?.table { work(.indexBuild, on: table) }
  }

  /// Adds a relation that the present statement makes.
  mutating func create(_ object: CatalogObject) -> ObjectID {
    let id = catalog.add(object)
    if case .relation = object.definition {
      created.insert(id)
      effects.creates.append(touched(id))
    }
    return id
  }

  /// Nothing is known of a name, and probably there is nothing.
  func isProbablyFree(_ name: QualifiedName) -> Bool {
    expectsWholeHistory && catalog.seemsWhole(for: name, path: session.path)
  }

  /// The name of a new relation may be that of one of which nothing is known.
  func mayBeTaken(_ name: QualifiedName, in schema: ObjectID) -> Bool {
    catalog.object(.relation, name.name.text, in: schema) == nil && !catalog.isClosed(schema)
      && !(expectsWholeHistory && !catalog.hasAssumed(in: schema))
  }

  /// Makes a relation that a statement names, with an AccessExclusiveLock on it.
  mutating func create(
    _ relation: Relation, named name: QualifiedName, in schema: ObjectID
  ) -> ObjectID {
    let id = create(
      CatalogObject(name: name.name.text, in: schema, .relation(relation), origin: origin))
    effects.relations[name.range] = touched(id)
    lock(id, .accessExclusive)
    return id
  }

  func isCreatedHere(_ relation: ObjectID) -> Bool { created.contains(relation) }

  /// A field of the effects cannot be told.
  mutating func notKnown(_ fields: Effects.Field...) {
    effects.unknown.formUnion(fields)
  }

  /// A relation as it is now.
  package func touched(_ id: ObjectID) -> TouchedRelation {
    let relation = catalog.relation(id)
    var touched = TouchedRelation(
      id: id, name: catalog.qualifiedName(id), kind: relation?.kind ?? .table)
    touched.isNew = created.contains(id)
    if let relation {
      touched.isPrivate = isPrivate(id, relation)
      touched.isAssumed = relation.isAssumed
      touched.isTemporary = relation.persistence == .temporary
    }
    return touched
  }

  /// No other session uses the relation yet, or ever will.
  package func isPrivate(_ id: ObjectID) -> Bool {
    guard let relation = catalog.relation(id) else { return false }
    return isPrivate(id, relation)
  }

  private func isPrivate(_ id: ObjectID, _ relation: Relation) -> Bool {
    if relation.persistence == .temporary { return true }
    if let table = relation.index?.table, table != id { return isPrivate(table) }
    // What IF NOT EXISTS makes may be older; but where no earlier file makes it, the file is its first home.
    return catalog[id].origin.file == file && !relation.isAssumed
  }
}

/// Work on a relation is noted once for each kind.
private struct WorkKey: Hashable {
  var kind: Effects.Work.Kind
  var relation: ObjectID

  init(_ work: Effects.Work) {
    kind = work.kind
    relation = work.relation.id
  }
}

extension SyntaxFile {
  static let empty = SyntaxFile(bytes: [], lexed: lex([]), statements: [])
}

extension Effects {
  /// Whether it did once more what it had done before.
  fileprivate func repeatsWork(of first: Effects) -> Bool {
    guard !skips else { return false }
    return (!creates.isEmpty && !first.creates.isEmpty) || work.contains { $0.kind == .change }
      || (addsConstraint && first.addsConstraint)
  }
}
