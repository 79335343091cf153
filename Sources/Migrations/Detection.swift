import Diagnostics
package import SQLLexer
import SQLSyntax

/// A file, cut into tokens, and the comment in it that gives its runner away.
package struct MigrationText: Sendable {
  /// As given by the user or found in a directory, with `/`.
  package let path: String
  /// The path by which the directories around it are known, whatever the working directory is.
  let location: String
  /// Lexed, but not parsed.
  let whole: SyntaxFile
  /// The runner that the text itself shows, and where; nil where it shows none.
  package let mark: (framework: Framework, range: ByteRange)?

  /// - Parameters:
  ///   - bytes: at most `UInt32.max`.
  ///   - location: the path by which the directories around it are known; nil for `path`.
  package init(path: String, bytes: [UInt8], location: String? = nil) {
    self.path = path
    self.location = location ?? path
    whole = SyntaxFile(bytes: bytes, lexed: lex(bytes), statements: [])
    mark = findMark(whole)
  }
}

/// What runs a migration, and how that is known.
package struct Detection: Sendable, Equatable {
  /// nil where it is not known.
  package var framework: Framework?
  /// The version of the runner, where one is known.
  package var version: RunnerVersion?
  /// Half a sentence, to be put behind "because".
  package var because: String
  /// Where the runner is not known: those that take such files.
  package var candidates: [Framework] = []

  /// Which runner it is, is not known; but any that it may be runs a file as one transaction.
  package var isOfTransactions: Bool {
    framework == nil && !candidates.isEmpty
      && candidates.allSatisfy {
        switch $0 {
        case .golangMigrate, .sqlx, .nodePgMigrate, .diesel, .hasura: true
        default: false
        }
      }
  }

  /// How the sections that go as the runner sends them may go as well: nothing tells which runner it is, or which version.
  package var otherTransport: Transport? {
    switch framework {
    case nil: .transactionPerFile
    case .prisma where version == nil: .implicit
    default: nil
    }
  }
}

/// A migration in the same directory that shows its runner.
package struct MarkedNeighbour: Sendable {
  package var path: String
  package var framework: Framework

  package init(path: String, framework: Framework) {
    self.path = path
    self.framework = framework
  }
}

/// The runners that the files of directories show: a file without a mark of its own is run by what runs its neighbours.
package struct MarkedNeighbours: Sendable {
  /// By directory; nil where two files show different runners.
  private var byDirectory: [Substring: MarkedNeighbour?] = [:]

  package init(_ texts: [MigrationText]) {
    for text in texts {
      // Output of tools for Python stands among anything.
      guard let framework = text.mark?.framework, framework != .alembic, framework != .django
      else { continue }
      let directory = directory(of: text.path)
      if let known = byDirectory[directory] {
        if known?.framework != framework { byDirectory[directory] = .some(nil) }
      } else {
        byDirectory[directory] = MarkedNeighbour(path: text.path, framework: framework)
      }
    }
  }

  /// The first file of the same directory that shows its runner.
  package func neighbour(of text: MigrationText) -> MarkedNeighbour? {
    byDirectory[directory(of: text.path)] ?? nil
  }

  private func directory(of path: String) -> Substring {
    path[..<(path.utf8.lastPlace(of: UInt8(ascii: "/")) ?? path.startIndex)]
  }
}

/// Finds out what runs a migration: what somebody said, then what the text shows, then the files around it, then its
/// neighbours, then its name, where no two runners share it.
func detect(
  _ text: MigrationText, _ place: Place, _ surroundings: Surroundings,
  asked: FrameworkChoice?, neighbour: MarkedNeighbour?
) -> Detection {
  var detection: Detection
  if let asked {
    detection = Detection(
      framework: asked.framework, version: asked.version, because: "you say so")
  } else {
    detection = detectUnasked(text, place, surroundings, neighbour)
  }
  if let framework = detection.framework, detection.version == nil {
    detection.version = surroundings.dependency(framework)?.version
  }
  return detection
}

private func detectUnasked(
  _ text: MigrationText, _ place: Place, _ surroundings: Surroundings,
  _ neighbour: MarkedNeighbour?
) -> Detection {
  if let mark = text.mark {
    let written = string(text.whole.bytes, mark.range.indices)
    return Detection(framework: mark.framework, because: "it says \(written)")
  }
  for runner in runners {
    if let because = runner.evidence(place, surroundings) {
      return Detection(framework: runner.framework, because: because)
    }
  }
  if let neighbour, neighbour.path != text.path {
    return Detection(
      framework: neighbour.framework,
      because: "\(neighbour.path) beside it is \(neighbour.framework.name)'s")
  }
  if !FileName(place, surroundings: surroundings).statesDirection,
    let marker = markers(in: text.whole, of: NodePgMigrate()).first
  {
    let written = string(text.whole.bytes, marker.range.indices)
    return Detection(framework: .nodePgMigrate, because: "it says \(written)")
  }
  return detectByName(text, place)
}

/// What the name alone tells.
private func detectByName(_ text: MigrationText, _ place: Place) -> Detection {
  if FlywayPrefix(place.stem) != nil {
    return Detection(framework: .flyway, because: "it is named as Flyway names migrations")
  }
  if Diesel().isOwnName(place) {
    return Detection(
      framework: .diesel, because: "its directory is named as Diesel names migrations")
  }
  var because = "nothing tells what runs it"
  var candidates: [Framework] = []
  if number(of: place.name) != nil, place.stemOfPair != nil {
    candidates = [.golangMigrate, .sqlx, .nodePgMigrate]
  } else if ["up.sql", "down.sql"].contains(place.name), number(of: place.folder) != nil {
    candidates = [.diesel, .hasura]
  } else if place.name == "migration.sql", number(of: place.folder) != nil {
    candidates = [.prisma, .drizzle]
  }
  if !candidates.isEmpty {
    let names = candidates.map(\.name)
    because =
      "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) all have such names"
  } else if let command = text.whole.lexed.trivia.first(where: { $0.kind == .metaCommand })
    ?? text.whole.lexed.tokens.first(where: { $0.kind == .metaCommand })
  {
    let line = command.range.indices.prefix(40)
    let end = endOfLine(text.whole.bytes, line.lowerBound, line.upperBound)
    let written = string(text.whole.bytes, trimmed(text.whole.bytes, line.lowerBound..<end))
    return Detection(framework: .psql, because: "\(written) is a command of psql")
  }
  return Detection(framework: nil, because: because, candidates: candidates)
}

/// The runner whose comments stand in a file: that of the first one.
private func findMark(_ file: SyntaxFile) -> (framework: Framework, range: ByteRange)? {
  let bytes = file.bytes
  if let heading = formattedSQLHeading(file) { return (.liquibase, heading.range) }
  for comment in file.lexed.trivia where comment.kind == .lineComment {
    let start = Int(comment.start)
    if bytes[start...].starts(with: breakpoint) { return (.drizzle, comment.range) }
    guard let first = firstWordByte(comment, bytes), markBeginnings.contains(first | 0x20),
      isFirstOnLine(bytes, at: start)
    else { continue }
    let words = commentWords(comment, bytes)
    if start == 0, words.hasPrefix("no-transaction") { return (.sqlx, comment.range) }
    for (mark, framework) in marks where mark.matches(words) { return (framework, comment.range) }
  }
  return djangoHeading(file).map { (.django, $0.range) }
}

/// Where Drizzle ends a statement, with or without a semicolon.
let breakpoint = Array("--> statement-breakpoint".utf8)

private let marks = runners.flatMap { runner in runner.marks.map { ($0, runner.framework) } }

/// Most comments are no marks: their first byte tells. `+` and `!` with the bit of lower case stay what they are.
private let markBeginnings = Set(
  marks.compactMap { $0.0.words.utf8.first.map { $0 | 0x20 } } + [UInt8(ascii: "n")])

private func firstWordByte(_ comment: Token, _ bytes: [UInt8]) -> UInt8? {
  bytes[comment.range.indices].first { $0 != UInt8(ascii: "-") && !isSpace($0) }
}

/// `sqlmigrate` writes what an operation does between two comments without words. pg_dump does so, too, in other words.
private func djangoHeading(_ file: SyntaxFile) -> Token? {
  let mostComments = 16
  let comments = Array(
    file.lexed.trivia.lazy.filter { $0.kind == .lineComment }.prefix(mostComments))
  for index in comments.indices.dropFirst().dropLast() {
    guard commentWords(comments[index - 1], file.bytes).isEmpty,
      commentWords(comments[index + 1], file.bytes).isEmpty
    else { continue }
    let words = commentWords(comments[index], file.bytes)
    if djangoOperations.contains(where: words.hasPrefix) { return comments[index] }
  }
  return nil
}

private let djangoOperations = [
  "create model ", "delete model ", "rename model ", "add field ", "alter field ", "remove field ",
  "rename field ", "create index ", "remove index ", "rename index ", "create constraint ",
  "remove constraint ", "alter unique_together ", "alter index_together ", "raw sql operation",
  "concurrently create index ", "concurrently remove index ",
]
