package import Catalog
package import Effects
package import SQLLexer
import SQLSyntax

/// What a step needs to know of those before it in its section.
struct Before {
  /// Where names without a schema are looked up.
  private(set) var path = NamePath()
  /// The locks of the present transaction.
  private(set) var locks = HeldLocks()
  /// The same, if the section is sent in the other way that it may be.
  private(set) var otherLocks = HeldLocks()
  /// The first statement that cannot run a second time.
  private(set) var firstUnrepeatable: ByteRange?
  /// The transaction, where one is open, fails the second time.
  private(set) var transactionFailsAgain = false
  /// The transaction, where one is open, has noted that the file has run.
  private(set) var recordsVersion = false
  /// The last statement that runs CONCURRENTLY, outside a transaction.
  private(set) var lastConcurrent: ByteRange?
  /// A statement has failed for certain: those behind it are not reached.
  private(set) var hasFailed = false
  /// Tables of which all rows have been deleted.
  private(set) var emptied: Set<ObjectID> = []
  /// Tables that are empty, or an earlier statement fails: it adds a column that has no value for the rows, or asks that
  /// each row has its own in such a table.
  private(set) var mustBeEmpty: Set<ObjectID> = []
  /// Tables of which rows have been deleted, and the last statement that has done so.
  private(set) var deletions: [ObjectID: ByteRange] = [:]
  /// What has waited for locks without a timeout.
  private(set) var waits = Waits()
  /// Tables that have been given keys of which their sequences know nothing.
  private(set) var keyed: Set<ObjectID> = []
  /// What the section has used first where nothing had made it.
  private(set) var assumed: [ObjectID: ByteRange] = [:]
  private var transaction: Int?
  private var otherTransaction: Int?
  private let isOneTransaction: Bool

  /// - Parameter isOneTransaction: every runner that may send the section opens a transaction around it.
  init(isOneTransaction: Bool) { self.isOneTransaction = isOneTransaction }

  /// Goes on to a statement of this transaction.
  ///
  /// - Parameter other: if the section is sent in the other way.
  mutating func enter(_ context: TransactionContext, otherwise other: TransactionContext?) {
    if other?.number != otherTransaction {
      otherTransaction = other?.number
      otherLocks = HeldLocks()
    }
    guard context.number != transaction else { return }
    transaction = context.number
    transactionFailsAgain = false
    recordsVersion = false
    path.endTransaction()
    if !isOneTransaction { locks = HeldLocks() }
    waits.beginTransaction()
  }

  /// What the steps after a step need to know of it.
  struct Outcome {
    /// It can run a second time.
    var isRepeatable: Bool
    /// It fails the second time.
    var failsAgain: Bool
    /// It notes that the file has run.
    var recordsVersion: Bool
    var runsConcurrently: Bool
    /// For certain.
    var fails: Bool
    var worksLong: Bool
    /// It may wait for a lock for any time.
    var waitsUnbounded: Bool
    /// The SET or RESET that is to blame for it.
    var blamed: ByteRange?
  }

  /// Goes on from a statement.
  mutating func note(_ outcome: Outcome, _ effects: Effects, at stop: Stop) {
    if outcome.runsConcurrently { lastConcurrent = stop.statement.range }
    if !outcome.isRepeatable, firstUnrepeatable == nil { firstUnrepeatable = stop.statement.range }
    if outcome.failsAgain, stop.context.opening != nil { transactionFailsAgain = true }
    if outcome.recordsVersion, stop.context.opening != nil { recordsVersion = true }
    if outcome.fails { hasFailed = true }
    waits.note(stop, isUnbounded: outcome.waitsUnbounded, blamed: outcome.blamed)
    keyed.formUnion(effects.givenKeys.lazy.map(\.table.id))
    for relation in effects.relations.values where relation.isAssumed && assumed[relation.id] == nil
    {
      assumed[relation.id] = stop.statement.range
    }
    if stop.statement.nodes.contains(where: { stop.source.nodes[$0].kind == .delete }) {
      for name in stop.source.relations(of: stop.statement).written {
        if let id = effects.relations[name.range]?.id { deletions[id] = stop.statement.range }
      }
    }
    switch stop.statement.tree {
    case .alterTable(let alter) where effects.failureWithRows != nil:
      if let id = effects.relations[alter.name.range]?.id { mustBeEmpty.insert(id) }
    case .alterTable(let alter)
    where effects.requiredReferences.values.contains { mustBeEmpty.contains($0.id) }:
      if let id = effects.relations[alter.name.range]?.id { mustBeEmpty.insert(id) }
    case .variableSet(let set): path.apply(set)
    case .truncate(let truncate):
      emptied.formUnion(truncate.tables.compactMap { effects.relations[$0.range]?.id })
    case .delete(let delete) where delete.condition == nil && !delete.hasUsing:
      if let id = effects.relations[delete.target.range]?.id { emptied.insert(id) }
    default: break
    }
    if !stop.context.isRolledBack, stop.context.opening != nil || isOneTransaction {
      locks.note(effects, at: stop.statement, worksLong: outcome.worksLong)
    }
    if let other = stop.otherContext, !other.isRolledBack, other.opening != nil {
      otherLocks.note(effects, at: stop.statement, worksLong: outcome.worksLong)
    }
  }
}

/// The locks that earlier statements of a transaction have taken on relations that others use, and that let them wait.
package struct HeldLocks: Sendable {
  package struct Lock: Sendable {
    package var relation: TouchedRelation
    package var mode: LockMode
    /// The statement that took it.
    package var range: ByteRange
    /// It was taken to change the relation, not its rows, or a foreign key of another that refers to it.
    package var isOfDefinition: Bool
    /// LOCK TABLE took it: it is there for what stands behind it.
    package var isAskedFor: Bool
  }

  private(set) var all: [Lock] = []
  private var places: [ObjectID: Int] = [:]
  /// Tables of which a statement has written many rows.
  package private(set) var written: Set<ObjectID> = []
  /// From here on they were taken since the last statement that worked long.
  private var firstFresh = 0
  /// The tables that are held in AccessExclusiveLock mode by their names, and the first of them.
  private var exclusive: Set<ObjectID> = []
  package private(set) var firstExclusive: Lock?
  package var exclusiveCount: Int { exclusive.count }

  /// The lock on a relation.
  package subscript(relation: ObjectID) -> Lock? { places[relation].map { all[$0] } }

  /// Those under which no statement has worked for long yet.
  package var fresh: ArraySlice<Lock> { all[firstFresh...] }

  fileprivate mutating func note(
    _ effects: Effects, at statement: Statement, worksLong: Bool
  ) {
    if worksLong {
      firstFresh = all.count
      written.formUnion(effects.work.lazy.filter { $0.kind == .change }.map(\.relation.id))
    }
    for lock in effects.locks
    where lock.mode.blocksWrites && !lock.isPossible && lock.relation.isShared
      && lock.relation.holdsRows
      && !effects.takesAway(lock.relation)
    {
      let held = Lock(
        relation: lock.relation, mode: lock.mode, range: statement.range,
        isOfDefinition: statement.changesDefinitions && !lock.isOfForeignKey,
        isAskedFor: statement.isLockTable)
      if let place = places[lock.relation.id] {
        if all[place].mode < lock.mode { all[place] = held }
      } else {
        places[lock.relation.id] = all.count
        all.append(held)
      }
    }
    for table in effects.exclusiveTables where exclusive.insert(table.id).inserted {
      if firstExclusive == nil { firstExclusive = self[table.id] }
    }
  }
}

extension TouchedRelation {
  /// People read and write it: a lock on it is felt.
  var holdsRows: Bool { kind.isTable || kind == .materializedView }

  /// Other sessions may be using it.
  var isShared: Bool { !isNew && !isPrivate }

  /// As most people would write it.
  var label: String { shortLabel(name) }
}

extension Effects {
  /// It drops the relation, which nobody should be using any more.
  func takesAway(_ relation: TouchedRelation) -> Bool {
    drops.contains { $0.name == relation.name && $0.kind != "rows" }
  }

  /// Tables that the statement names and locks against everybody.
  var exclusiveTables: [TouchedRelation] {
    let named = Set(relations.values.lazy.map(\.id))
    return locks.lazy.filter {
      $0.mode == .accessExclusive && !$0.isPossible && $0.relation.kind.isTable
        && $0.relation.isShared && !takesAway($0.relation)
        && named.contains($0.relation.id)
    }.map(\.relation)
  }
}

extension Statement {
  fileprivate var isLockTable: Bool { if case .lock = tree { true } else { false } }

  /// It changes what objects are, not what rows they hold.
  var changesDefinitions: Bool {
    switch tree {
    case .insert, .update, .delete, .merge, .copy, .query, .lock, .truncate, .call, .execute: false
    default: changesDatabase
    }
  }
}
