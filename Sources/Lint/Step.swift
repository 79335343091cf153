package import Catalog
package import Effects
package import Migrations
package import SQLLexer
package import SQLSyntax

/// A statement where it stands: what a rule looks at. An object, for it is handed to every rule.
@dynamicMemberLookup
package final class Step {
  package let statement: Statement
  /// What it was read from: the text of the section, or that of a body.
  package let source: SyntaxFile
  /// What the replay tells of it: each fact is a fact of the step.
  let replayed: SharedStep
  /// What its own text tells. Of `rerun`, only what is not guarded; in a transaction that is rolled back, nothing is left
  /// to run into a second time.
  package let written: WrittenEffects
  /// The error with which it fails for certain. What stands behind a statement that fails is not reached, and has none.
  package let failure: ServerError?
  package let transaction: TransactionContext
  /// What that is if the section is sent in the other way that it may be; nil where it is known how it is sent.
  let otherTransaction: TransactionContext?
  package let section: Section
  /// Its place among the steps of the section.
  package let index: Int
  /// `none` as long as there is anything in `rerun`.
  package let guarding: Guard
  /// Tables that are empty, or its transaction fails, here or later.
  let emptyInTransaction: Set<ObjectID>
  /// It is repeated by a loop of a DO block in which nothing commits.
  package let isInUncommittedLoop: Bool
  /// A loop of a DO block in which nothing commits repeats it for every row of this table.
  package let loopedOver: QualifiedName?
  /// The first statement behind its transaction that something outside of the files may make fail.
  package let stopBehind: ByteRange?
  package let migration: MigrationContext
  private let before: Before
  private let guards: SectionGuards
  /// nil where nothing waits, or a timeout ends it.
  private(set) lazy var unboundedWait = findUnboundedWait()
  /// It puts what the name of the file says of its version into a table: the project's own list of what has run.
  private(set) lazy var recordsVersion = findsVersion()

  init(
    _ stop: Stop, _ replayed: SharedStep, _ before: Before, _ guards: SectionGuards,
    _ section: Section, _ migration: MigrationContext
  ) {
    let failure =
      before.hasFailed || guards.isConditional(stop.statement.range) ? nil : replayed.told.failure
    var written = WrittenEffects(of: stop.statement, in: stop.source, refusal: stop.refusal)
    (written.rerun, guarding) = guards.guarded(
      written.rerun, of: stop, replayed.told.effects, fails: failure != nil, path: before.path)
    statement = stop.statement
    source = stop.source
    self.replayed = replayed
    self.written = written
    self.failure = failure
    transaction = stop.context
    otherTransaction = guards.isSentApart ? nil : stop.otherContext
    self.section = section
    index = stop.index
    emptyInTransaction = guards.emptyTables(in: stop.context)
    isInUncommittedLoop = stop.block?.looped.contains(stop.statement.range) ?? false
    loopedOver = stop.block?.rowLoops[stop.statement.range]
    stopBehind = guards.risk(behind: stop)
    self.migration = migration
    self.before = before
    self.guards = guards
  }

  // MARK: What stands before it in its section

  /// Tables of which an earlier step of the section has deleted all rows.
  package var emptied: Set<ObjectID> { before.emptied }
  /// Tables of which an earlier step of the section has deleted rows: the last one.
  var deletions: [ObjectID: ByteRange] { before.deletions }
  /// Tables that are empty, or an earlier step of the section fails.
  var mustBeEmpty: Set<ObjectID> { before.mustBeEmpty }
  /// The locks that its transaction holds when it starts.
  package var held: HeldLocks { before.locks }
  /// The same, if the section is sent in the other way.
  var otherwiseHeld: HeldLocks { before.otherLocks }
  /// What earlier steps have made of timeouts.
  package var waits: Waits { before.waits }
  /// Where names without a schema are looked up.
  var path: NamePath { before.path }
  /// Tables to which an earlier step of the section has given keys that a sequence knows nothing of.
  var keyed: Set<ObjectID> { before.keyed }
  /// Of relations that nothing has made: the first step of the section that uses them.
  var assumed: [ObjectID: ByteRange] { before.assumed }
  /// The first statement before this one in the section that cannot run a second time.
  package var firstUnrepeatable: ByteRange? { before.firstUnrepeatable }
  /// Its transaction fails the second time, before it.
  var isUnreachedAgain: Bool { before.transactionFailsAgain }
  /// An earlier statement of its transaction notes that the file has run.
  var isNotedBefore: Bool { before.recordsVersion }
  /// The last statement before this one in the section that runs CONCURRENTLY, outside a transaction.
  package var lastConcurrent: ByteRange? { before.lastConcurrent }

  // MARK: What else stands in its section

  /// What later steps make of settings.
  var later: LaterSettings { guards.later }
  /// What all steps of the section make and remove.
  var timeline: Timeline { guards.timeline }
  /// What the section makes that may take the place of what it drops.
  var replacements: Replacements { guards.replacements }
  /// What the section does beside its DROP INDEX.
  var indexDrops: IndexDrops { guards.indexDrops }
  /// A later step of its transaction takes a lock at least as strong by itself.
  func takesLater(_ mode: LockMode, on relation: ObjectID) -> Bool {
    guards.locks.isTaken(mode, on: relation, in: transaction.number, after: index)
  }
  /// Something in the section puts sequences where they are wanted.
  var setsSequences: Bool { guards.setsSequences }
  /// Something in the section tells that its runner opens no transaction around it.
  var isSentApart: Bool { guards.isSentApart }
  /// What the step does is committed when a later one of the section meets what may make it fail, even if the section is
  /// sent in the other way.
  var isCommittedOtherwise: Bool { otherTransaction.map(guards.hasRisk(behindOther:)) ?? true }
  /// A later statement of the section changes something in the database.
  package var isFollowedByChange: Bool { guards.lastChange > index }

  /// Why a statement does not hurt when it runs a second time, other than by its own IF [NOT]
  /// EXISTS.
  package enum Guard: Sendable, Equatable {
    case none
    /// Inside a DO block that tests the catalogue, or catches the condition that a second run would
    /// raise.
    case doBlock
    /// Behind psql's `\if`.
    case psqlIf
    /// A DROP of the same object stands before it.
    case dropBefore
    /// The migration puts things so that a second run finds what the first one did: what it drops
    /// is made before, or again by the end of the transaction; what it makes is gone again by then;
    /// what it fills is temporary.
    case madeHere
  }

  /// What it does in the schema where it stands. Nothing, if it fails.
  package var effects: Effects { replayed.told.effects }

  /// What it may ask of the tables that it is about.
  package var tables: TableFacts { replayed.told.tableFacts ?? TableFacts() }

  package subscript<Fact>(dynamicMember fact: KeyPath<ReplayedStep, Fact>) -> Fact {
    replayed.told[keyPath: fact]
  }

  /// Runs CONCURRENTLY, and can: outside a transaction.
  package var runsConcurrently: Bool {
    guard case .concurrently = written.transactionRefusal else { return false }
    return transaction.opening == nil
  }

  /// An earlier step of the section makes the object.
  package func isMadeEarlier(_ reference: ObjectReference) -> Bool {
    timeline.isMade(reference, before: index, path: self.path)
  }

  /// An earlier step of the section drops the object.
  package func isRemovedEarlier(_ reference: ObjectReference) -> Bool {
    timeline.isRemoved(reference, before: index, path: self.path)
  }

  /// The name of before the section of a column that an earlier step has renamed; nil where none has, or one has made it.
  package func formerName(of reference: ObjectReference) -> Name? {
    timeline.formerName(of: reference, before: index, path: self.path)
  }

  /// A later step of the section drops the column that has this name before the section, and another one now.
  package func isRenamedAndDropped(_ reference: ObjectReference) -> Bool {
    timeline.isRenamedAndDropped(reference, after: index, path: self.path)
  }

  /// A later step of the section makes the object, or makes it again.
  package func isMadeLater(_ reference: ObjectReference) -> Bool {
    timeline.isMade(reference, after: index, path: self.path)
  }

  /// A later step of the section drops the object.
  package func isRemovedLater(_ reference: ObjectReference) -> Bool {
    timeline.isRemoved(reference, after: index, path: self.path)
  }

  /// The SQL of a range of this section.
  package func text(_ range: ByteRange) -> String { section.syntax.text(range) }
}
