package import Diagnostics
package import Migrations
package import SQLLexer
package import SQLSyntax

/// A migration and what stands around it in the history: what a rule about whole files looks at. An object, for each step
/// of the file holds it.
package final class MigrationContext: Sendable {
  package let migration: Migration
  package let preset: Preset
  /// The versions of PostgreSQL it must run on, by major.
  package let postgres: ClosedRange<Int>
  /// Somebody has said which versions they are; otherwise what the file is written in tells as much.
  package let statesPostgres: Bool
  /// Who sets lock_timeout.
  package let timeouts: TimeoutSource
  /// What rules are told beside their severities.
  package let options: RuleOptions
  package let changelog: ProjectChangelog?
  /// Constraints that are validated in this file or a later one of the run.
  package let validatedLater: ValidatedConstraints
  /// What all files of the run make.
  package let namesOfRun: NamesOfRun
  /// What later files of the run do about its policies and functions.
  package let laterCode: LaterCode
  /// What could not be read, in the order of the file.
  package let unread: [UnreadPlace]
  /// How its way back went, or how it went as the way back of another file; nil where nothing goes back.
  package let wayBack: WayBackRun?
  /// It is the way back of a migration without a statement.
  let isBehindNothing: Bool
  /// Of what it does, what the file with the whole schema does not say.
  package let drift: [LocatedDrift]
  package let outcome: MigrationOutcome
  /// The path by which the files of its history are known.
  package let location: String
  /// How it differs from the base branch.
  package let base: BaseState
  /// The versions of the migrations of its directory.
  package let numbers: HistoryNumbers?
  /// The name of the file, or of the directory that it has to itself.
  let name: String
  /// Its version, as its runner compares it.
  let key: VersionKey?
  /// The first line of the first statement that goes forward: where to point at for what the name of the file tells. nil
  /// where nothing does.
  let firstStatement: ByteRange?

  init(
    _ input: LintInput, _ migration: Migration, _ replayed: ReplayedFile, unread: [UnreadPlace],
    _ numbers: HistoryNumbers?, _ validated: ValidatedConstraints, _ names: NamesOfRun
  ) {
    self.migration = migration
    preset = input.settings.preset
    postgres = input.settings.postgres
    statesPostgres = input.settings.statesPostgres
    timeouts = input.settings.timeouts
    options = input.settings.options
    changelog = input.changelog
    validatedLater = validated
    namesOfRun = names
    laterCode = replayed.laterCode
    self.unread = unread
    wayBack = replayed.wayBack
    isBehindNothing = replayed.isBehindNothing
    drift = replayed.drift
    outcome = replayed.outcome
    location = input.location
    base = input.base
    self.numbers = numbers
    name = OrderedName(location).name
    key = numbers?.key(of: location)
    let up = migration.sections.first { $0.kind == .up && !$0.syntax.statements.isEmpty }
    firstStatement = up?.syntax.statements.first?.range.firstLine(in: migration.bytes)
  }
}

extension MigrationContext {
  /// Nothing says how the section is sent but that all runners that name their files so open a transaction around it.
  func isOneTransaction(_ section: Section) -> Bool {
    section.transportCause == .runner && migration.detection.isOfTransactions
  }
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
