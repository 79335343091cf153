package import Catalog
package import Diagnostics
package import Effects
package import Migrations
package import SQLLexer
package import SQLSyntax

/// A statement where it stands: what a rule looks at.
@dynamicMemberLookup
package struct Step: Sendable {
  package var statement: Statement
  /// What it was read from: the text of the section, or that of a body.
  package var source: SyntaxFile
  /// What the replay tells of it: each fact is a fact of the step.
  var replayed: ReplayedStep
  /// What its own text tells. Of `rerun`, only what is not guarded; in a transaction that is rolled back, nothing is left
  /// to run into a second time.
  package var written: WrittenEffects
  /// The error with which it fails for certain. What stands behind a statement that fails is not reached, and has none.
  package var failure: ServerError?
  package var transaction: TransactionContext
  package var section: Section
  /// Its place among the steps of the section.
  package var index: Int
  /// `none` as long as there is anything in `rerun`.
  package var guarding: Guard
  /// Tables of which an earlier step of the section has deleted all rows.
  package var emptied: Set<ObjectID>
  /// Tables that are empty, or an earlier step of the section fails.
  var mustBeEmpty: Set<ObjectID>
  /// The locks that its transaction holds when it starts.
  package var held: HeldLocks
  /// It is repeated by a loop of a DO block in which nothing commits.
  package var isInUncommittedLoop: Bool
  /// A loop of a DO block in which nothing commits repeats it for every row of this table.
  package var loopedOver: QualifiedName?
  /// What earlier steps have made of timeouts.
  package var waits: Waits
  /// What later steps make of settings.
  var later: LaterSettings
  /// Where names without a schema are looked up.
  var path: NamePath
  /// What all steps of the section make and remove.
  var timeline: Timeline
  /// What the section makes that may take the place of what it drops.
  var replacements: Replacements
  /// Something in the section puts sequences where they are wanted.
  var setsSequences: Bool
  /// Tables to which an earlier step of the section has given keys that a sequence knows nothing of.
  var keyed: Set<ObjectID>
  /// Of relations that nothing has made: the first step of the section that uses them.
  var assumed: [ObjectID: ByteRange]
  /// The first statement before this one in the section that cannot run a second time.
  package var firstUnrepeatable: ByteRange?
  /// Its transaction fails the second time, before it.
  var isUnreachedAgain: Bool
  /// The first statement behind its transaction that something outside of the files may make fail.
  package var stopBehind: ByteRange?
  /// Something in the section tells that its runner opens no transaction around it.
  var isSentApart: Bool
  /// The last statement before this one in the section that runs CONCURRENTLY, outside a transaction.
  package var lastConcurrent: ByteRange?
  /// A later statement of the section changes something in the database.
  package var isFollowedByChange: Bool
  package var migration: MigrationContext

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
  package var effects: Effects { replayed.effects }

  /// What it may ask of the tables that it is about.
  package var tables: TableFacts { replayed.tableFacts ?? TableFacts() }

  package subscript<Fact>(dynamicMember fact: KeyPath<ReplayedStep, Fact>) -> Fact {
    replayed[keyPath: fact]
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

/// A migration and what stands around it in the history: what a rule about whole files looks at.
package struct MigrationContext: Sendable {
  package var migration: Migration
  package var preset: Preset
  /// The versions of PostgreSQL it must run on, by major.
  package var postgres: ClosedRange<Int>
  /// Somebody has said which versions they are; otherwise what the file is written in tells as much.
  package var statesPostgres: Bool
  /// Who sets lock_timeout.
  package var timeouts: TimeoutSource
  /// What rules are told beside their severities.
  package var options: RuleOptions
  package var changelog: ProjectChangelog?
  /// Constraints that are validated in this file or a later one of the run.
  package var validatedLater: ValidatedConstraints
  /// What all files of the run make.
  package var namesOfRun: NamesOfRun
  /// What later files of the run do about its policies and functions.
  package var laterCode: LaterCode
  /// What could not be read, in the order of the file.
  package var unread: [UnreadPlace]
  /// How its way back went, or how it went as the way back of another file; nil where nothing goes back.
  package var wayBack: WayBackRun?
  /// Of what it does, what the file with the whole schema does not say.
  package var drift: [LocatedDrift]
  package var outcome: MigrationOutcome
  /// The path by which the files of its history are known.
  package var location: String
  /// How it differs from the base branch.
  package var base: BaseState
  /// The versions of the migrations of its directory.
  package var numbers: HistoryNumbers?

  /// The first line of the first statement that goes forward: where to point at for what the name of the file tells. nil
  /// where nothing does.
  var firstStatement: ByteRange? {
    migration.sections.lazy.filter { $0.kind == .up }.compactMap(\.syntax.statements.first).first?
      .range.firstLine(in: migration.bytes)
  }

  /// The name of the file, or of the directory that it has to itself.
  var name: String { OrderedName(location).name }

  /// Its version, as its runner compares it.
  var key: VersionKey? { numbers.flatMap { VersionKey(ofFileAt: location, $0.framework) } }
}

/// A constraint of a relation, as VALIDATE CONSTRAINT names it.
package struct ConstraintReference: Hashable, Sendable {
  package var table: QualifiedName
  package var constraint: Name
  package init(table: QualifiedName, constraint: Name) {
    self.table = table
    self.constraint = constraint
  }
}

/// A place where SQL was not understood.
package struct UnreadPlace: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// PostgreSQL would stop here, with this message; what it expects, if that is one thing.
    case syntaxError(String, expected: String?)
    /// PostgreSQL might go on: the text is a template, or nested too deeply for whimbrel.
    case unread
  }
  package var kind: Kind
  /// Where reading stopped.
  package var range: ByteRange
  /// The statement that holds the place; nil where none does.
  package var statement: ByteRange?
  package var section: SectionKind
}

extension Migration {
  /// The statements that take the schema forward, in the order of the file.
  var forwardStatements: [Statement] {
    sections.filter { $0.kind == .up }.flatMap(\.syntax.statements)
  }
}
