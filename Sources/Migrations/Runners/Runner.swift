package import Diagnostics
package import SQLLexer
package import SQLSyntax

/// What whimbrel knows of a runner; each has a file of its own. A runner is asked about one file at a time: its path, what
/// lies around it, its text.
protocol Runner: Sendable {
  var framework: Framework { get }
  /// As its makers write it.
  var name: String { get }

  // MARK: How its files are known

  /// Comments that nobody writes who does not use it, as `CommentWords` spells them.
  var marks: [Mark] { get }
  /// Why a file is this runner's, as its path and the files around it tell; nil where they do not.
  func evidence(_ place: Place, _ surroundings: Surroundings) -> String?

  // MARK: How it reads them

  /// The comments that open sections.
  var pair: MarkerPair? { get }
  /// The version of a migration; nil where its name has none.
  func version(_ place: Place) -> Substring?
  /// The order in which it runs the migrations of a directory.
  var order: RunOrder { get }
  /// What it does when a migration that has run was changed since.
  var checksum: Checksum { get }

  // MARK: How it sends them

  /// As long as nothing says otherwise.
  func transport(_ version: RunnerVersion?) -> Transport
  /// What becomes of a section whose transaction is switched off.
  var withoutTransaction: Transport { get }
  /// A section goes as one string, also inside the transaction that the runner opens.
  var sendsOneString: Bool { get }
  /// What a file, or one beside it, says about its transactions, and whether the runner listens.
  func directives(_ text: RunnerText) -> [Directive]
  /// Settings of a project that change what it does with all files.
  func configured(_ surroundings: Surroundings) -> (transport: Transport, path: String)?
  /// Statements may decide, too.
  func transport(
    of section: SyntaxFile, _ transport: Transport, in text: RunnerText
  ) -> (transport: Transport, place: ByteRange)?
  /// How a statement that refuses a transaction can be run after all.
  func wayOut(for statement: Statement) -> WayOut
  /// The words by which a file, or a section of it, says that there is to be no transaction; nil where there are none.
  func transactionSwitch(of section: SectionKind) -> String?
}

extension Runner {
  var marks: [Mark] { [] }
  func evidence(_ place: Place, _ surroundings: Surroundings) -> String? { nil }
  var pair: MarkerPair? { nil }
  func version(_ place: Place) -> Substring? { number(of: place.stem) }
  var order: RunOrder { .number }
  var checksum: Checksum { .none }
  var withoutTransaction: Transport { .autocommit }
  var sendsOneString: Bool { false }
  func directives(_ text: RunnerText) -> [Directive] { [] }
  func transactionSwitch(of section: SectionKind) -> String? { nil }
  func configured(_ surroundings: Surroundings) -> (transport: Transport, path: String)? { nil }
  func transport(
    of section: SyntaxFile, _ transport: Transport, in text: RunnerText
  ) -> (transport: Transport, place: ByteRange)? { nil }
}

/// The order in which a runner runs the migrations of a directory.
package enum RunOrder: Sendable {
  /// By version, as a number.
  case number
  /// By version, part by part as numbers: `1.2` before `1.10`.
  case parts
  /// By name, byte by byte: `10_x` before `9_x`.
  case text
  /// As another file lists them: sqitch.plan, meta/_journal.json.
  case list
  /// Nothing that whimbrel reads tells.
  case unknown
}

/// What happens when a migration that has run was changed since.
package enum Checksum: Sendable, Equatable {
  /// Nothing: no checksum is kept.
  case none
  /// One is kept, and not compared when migrations are run.
  case unnoticed(String)
  /// The next run fails.
  case fails(String)
}

/// What can be done about a statement that refuses a transaction.
package enum WayOut: Sendable, Equatable {
  /// The runner opens no transaction for a file that says so.
  case directive(String)
  /// The runner has no switch, but what stands alone in a file is not in a transaction.
  case alone(String)
  /// The runner always opens one: what to do instead.
  case never(String)
}

/// A comment that gives a runner away.
struct Mark: Sendable {
  var words: String
  /// More may follow.
  var isPrefix: Bool

  /// The comment is this, and nothing else.
  static func words(_ words: String) -> Mark { Mark(words: words, isPrefix: false) }
  /// The comment begins so.
  static func begins(_ words: String) -> Mark { Mark(words: words, isPrefix: true) }

  func matches(_ text: String) -> Bool { isPrefix ? text.hasPrefix(words) : text == words }
}

/// How a runner marks, in comments, which part of a file takes the schema forward and which part takes it back.
struct MarkerPair: Sendable {
  /// In lower case, with single spaces, without the dashes of the comment. nil: what stands before `down` is up.
  var up: String?
  var down: String
  /// Options may follow the marker, such as dbmate's `transaction:false`.
  var hasOptions = false

  func kind(of words: String) -> SectionKind? {
    if let up, matches(words, up) { return .up }
    return matches(words, down) ? .down : nil
  }

  private func matches(_ text: String, _ marker: String) -> Bool {
    text == marker || (hasOptions && text.hasPrefix(marker + " "))
  }
}

/// What a file, or one beside it, says about its transactions.
package struct Directive: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    /// It switches the transaction of these sections off, by their places among the sections that the runner runs.
    case counts(sections: [Int])
    /// The runner does not do what it seems to say: what it does, and what to write.
    case ignored(String, instead: String)
  }
  /// Where it stands in the file; for one in another file, where the first section begins.
  package var range: ByteRange
  /// The path of the file that holds it, if it is another.
  package var sideFile: String?
  package var outcome: Outcome

  init(_ range: ByteRange, sideFile: String? = nil, _ outcome: Outcome) {
    self.range = range
    self.sideFile = sideFile
    self.outcome = outcome
  }
}

/// A file as runners see it when they look for directives.
struct RunnerText {
  let place: Place
  let surroundings: Surroundings
  let file: SyntaxFile
  let cuts: [Cut]

  var bytes: [UInt8] { file.bytes }

  /// Line comments that stand first on their line, in the order of the file.
  var comments: [LineComment] {
    file.lexed.trivia.compactMap { LineComment($0, bytes) }
  }

  /// The section that holds a byte.
  func section(at offset: UInt32) -> Int? {
    cuts.firstIndex { $0.range.contains(Int(offset)) }
  }

  /// Where to point at if the directive is in another file.
  var start: ByteRange {
    let first = file.lexed.tokens.first?.start ?? 0
    return ByteRange(start: first, end: UInt32(endOfLine(bytes, Int(first), bytes.count)))
  }

  var allSections: [Int] { Array(cuts.indices) }
}

/// A line comment that stands first on its line.
struct LineComment {
  let range: ByteRange
  /// Without the dashes, in lower case, with single spaces; no longer than any directive.
  let words: String
  /// As it is written, from its first dash to the end of the line.
  let text: String
  /// No white space stands before it.
  let startsLine: Bool

  init?(_ comment: Token, _ bytes: [UInt8]) {
    guard comment.kind == .lineComment, isFirstOnLine(bytes, at: Int(comment.start)) else {
      return nil
    }
    range = comment.range
    words = commentWords(comment, bytes)
    text = string(bytes, trimmedEnd(bytes, comment.range.indices))
    let start = Int(comment.start)
    startsLine =
      start == 0 || isLineBreak(bytes[start - 1])
      || (start == 3 && bytes[0] == 0xEF)
  }
}

/// The text of a line comment without its dashes, in lower case, with one space for each run of white space.
func commentWords(_ comment: Token, _ bytes: [UInt8]) -> String {
  var text = comment.range.indices
  text = text.lowerBound + 2..<text.upperBound
  while let first = text.first, bytes[first] == UInt8(ascii: "-") { text.removeFirst() }
  return normalized(bytes, trimmed(bytes, text))
}

private func trimmedEnd(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
  range.lowerBound..<max(range.lowerBound, trimmed(bytes, range).upperBound)
}

/// All runners, in the order in which their evidence counts: the more particular first.
let runners: [any Runner] = [
  Hasura(), Prisma(), Supabase(), Drizzle(), Sqitch(), Tern(), GraphileMigrate(), Diesel(),
  Refinery(), Flyway(), Rambler(), SQLMigrate(), GolangMigrate(), Atlas(), Sqlx(), NodePgMigrate(),
  PostgresMigrations(), Goose(), Dbmate(), Liquibase(), Alembic(), Django(), Psql(),
]

private let byFramework: [Framework: any Runner] = Dictionary(
  uniqueKeysWithValues: runners.map { ($0.framework, $0) })

extension Framework {
  var runner: any Runner { byFramework[self] ?? Psql() }

  /// As its makers write it: "golang-migrate", "Flyway".
  package var name: String { runner.name }

  /// The order in which it runs the migrations of a directory.
  package var order: RunOrder { runner.order }

  /// What it does when a migration that has run was changed since.
  package var checksum: Checksum { runner.checksum }

  /// How a statement that refuses a transaction can be run after all.
  package func wayOut(for statement: Statement) -> WayOut { runner.wayOut(for: statement) }

  /// A section whose transaction is switched off goes as one string, which is one transaction unless a statement is alone.
  package var sendsOneStringWithoutTransaction: Bool { runner.withoutTransaction == .implicit }

  /// The words by which a file, or a section of it, says that there is to be no transaction; nil where there are none.
  package func transactionSwitch(of section: SectionKind) -> String? {
    runner.transactionSwitch(of: section)
  }
}
