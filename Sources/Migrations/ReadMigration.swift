import Diagnostics
import SQLLexer
import SQLSyntax

/// Reads one file of migrations; see the function below.
///
/// - Parameters:
///   - path: as the user knows the file, with `/`.
///   - bytes: at most `UInt32.max`.
package func readMigration(
  path: String, bytes: [UInt8], surroundings: Surroundings = Surroundings(),
  settings: RunnerSettings = RunnerSettings()
) -> Migration {
  readMigration(MigrationText(path: path, bytes: bytes), surroundings, settings)
}

/// Reads one file of migrations: finds out what runs it, cuts it into sections, parses them, and finds its header and its
/// way back.
///
/// Looks at no other file, and takes time in proportion to the size of this one.
///
/// - Parameters:
///   - surroundings: what lies around it; of `companionNames(ofMigrationAt:)` at least those that exist.
///   - settings: what somebody says about its runner.
///   - neighbour: a file of the same directory that shows its runner.
///   - findsWayBack: somebody wants to know whether and where it has one.
package func readMigration(
  _ text: MigrationText, _ surroundings: Surroundings, _ settings: RunnerSettings,
  neighbour: MarkedNeighbour? = nil, findsWayBack: Bool = true
) -> Migration {
  let whole = text.whole
  let place = Place(text.location)
  let comments = leadingComments(of: whole)
  let isDump = saysThatItIsDump(whole.bytes, comments)
  let name = FileName(
    text.path == text.location ? place : Place(text.path), surroundings: surroundings)
  var detection = detect(
    text, place, surroundings, asked: settings.framework, neighbour: neighbour)
  let marks = detection.framework.map { markers(in: whole, of: $0.runner) } ?? []
  var cuts = cutFile(whole, at: marks)
  var purpose = name.purpose
  if !marks.isEmpty {
    // Runners that mark both directions in one file do not go by its name.
    purpose = .migration
  } else if purpose == .rollback || printsDowngrade(text) {
    cuts[0].kind = .down
    purpose = .rollback
  } else if !name.statesDirection, isDump {
    purpose = .schema
  }
  if purpose == .schema, settings.framework == nil, FlywayPrefix(place.stem) == nil {
    detection = Detection(framework: nil, because: "it is a whole schema, not a migration")
  }

  let question = RunnerText(place: place, surroundings: surroundings, file: whole, cuts: cuts)
  let sending = Sending(question, detection, asked: settings.transport)
  let sections = readSections(
    cuts, of: whole, sending, isLiquibase: detection.framework == .liquibase)
  var rollback = RollbackEvidence.isRollback
  if purpose != .rollback {
    rollback = findsWayBack ? rollbackEvidence(sections, name) : .none
  }
  return Migration(
    path: text.path, purpose: purpose, detection: detection,
    version: version(text, place, detection.framework, sections), sections: sections,
    directives: sending.directives, header: readHeader(whole.bytes, comments), rollback: rollback,
    bytes: whole.bytes, isDump: isDump || emptiesSearchPath(whole))
}

/// The version of a migration, as its runner reads it.
private func version(
  _ text: MigrationText, _ place: Place, _ framework: Framework?, _ sections: [Section]
) -> String? {
  switch framework {
  case .liquibase:
    let changesets = sections.filter { $0.kind == .up }.compactMap(\.changeset)
    return changesets.count == 1 ? changesets[0] : nil
  case .alembic:
    let printed = text.whole.lexed.trivia.last { comment in
      comment.kind == .lineComment
        && commentWords(comment, text.whole.bytes).hasPrefix("running ")
    }
    return printed.map { commentWords($0, text.whole.bytes).split(separator: " ") }
      .flatMap { words in words.firstIndex(of: "->").map { words[($0 + 1)...] } }?
      .first.map(String.init)
  default:
    return (framework ?? .psql).runner.version(place).map(String.init)
  }
}

/// Alembic was asked for the way back.
private func printsDowngrade(_ text: MigrationText) -> Bool {
  guard let mark = text.mark, mark.framework == .alembic else { return false }
  let words = string(text.whole.bytes, mark.range.indices).lowercased()
  return words.contains("running downgrade")
}

private func readSections(
  _ cuts: [Cut], of whole: SyntaxFile, _ sending: Sending, isLiquibase: Bool
) -> [Section] {
  var ups: [(section: Section, rollbacks: [CommentedRollback])] = []
  for (place, cut) in cuts.enumerated() {
    let isWhole = cut.range == whole.bytes.indices
    let lexed = isWhole ? whole.lexed : lex(whole.bytes, in: cut.range)
    let syntax = parse(
      whole.bytes, lexed: lexed, boundaries: statementBreakpoints(lexed, whole.bytes))
    let (transport, cause, isOneString) = sending.transport(of: syntax, at: place)
    let section = Section(
      kind: cut.kind, syntax: syntax, heading: cut.heading, range: byteRange(cut.range),
      transport: transport, transportCause: cause, isOneString: isOneString,
      changeset: cut.changeset,
      declaresNothing: cut.kind == .down && syntax.statements.isEmpty && saysWhyEmpty(syntax))
    var rollbacks: [CommentedRollback] = []
    if isLiquibase {
      rollbacks = liquibaseRollback(of: syntax).map { [$0] } ?? []
    } else if cut.kind == .up {
      rollbacks = commentedRollbacks(in: syntax)
    }
    ups.append((section, rollbacks))
  }

  // One copy of the file serves all ways back, for none overlaps another.
  let rollbacks = ups.flatMap(\.rollbacks)
  let masked = rollbacks.isEmpty ? [] : mask(whole.bytes, except: rollbacks.flatMap(\.sql))
  return ups.flatMap { up, rollbacks in
    [up]
      + rollbacks.map { rollback in
        // A rollback that is kept in comments is run by hand, unless the runner reads those comments.
        Section(
          kind: .rollback, syntax: parse(masked, in: rollback.range),
          heading: byteRange(rollback.heading), range: byteRange(rollback.range),
          transport: isLiquibase ? up.transport : .autocommit,
          transportCause: isLiquibase ? up.transportCause : .byHand,
          changeset: up.changeset, declaresNothing: rollback.isDeclared)
      }
  }
}

/// The places where Drizzle ends a statement, whether it has a semicolon or not.
private func statementBreakpoints(_ lexed: LexedText, _ bytes: [UInt8]) -> [UInt32] {
  lexed.trivia.compactMap { comment in
    comment.kind == .lineComment && bytes[comment.range.indices].starts(with: breakpoint)
      ? comment.start : nil
  }
}

/// The bytes with everything but some ranges blanked; line breaks stay.
private func mask(_ bytes: [UInt8], except ranges: [Range<Int>]) -> [UInt8] {
  var masked = bytes.map { isLineBreak($0) ? $0 : UInt8(ascii: " ") }
  for range in ranges {
    for position in range { masked[position] = bytes[position] }
  }
  return masked
}

/// A way back with statements counts before another file, and that before one without any.
private func rollbackEvidence(_ sections: [Section], _ name: FileName) -> RollbackEvidence {
  var empty: ByteRange?
  for section in sections where section.kind != .up {
    let heading = section.heading ?? section.range
    if section.declaresNothing || !section.syntax.statements.isEmpty {
      return .section(heading: heading, isEmpty: false)
    }
    empty = empty ?? heading
  }
  if let companion = name.companion { return .companion(path: companion) }
  return empty.map { .section(heading: $0, isEmpty: true) } ?? .none
}

extension Migration {
  /// It has a way back, or says why there is none.
  ///
  /// - Parameter surroundings: those of a file whose way back nobody has looked for when it was read.
  package func knowsWayBack(amid surroundings: Surroundings?) -> Bool {
    if rollback != .none { return true }
    if case .no(let reason) = header.reversible, !reason.isEmpty { return true }
    guard let surroundings else { return false }
    let name = FileName(Place(path), surroundings: surroundings)
    return rollbackEvidence(sections, name) != .none
  }
}

/// pg_dump does, at the top.
private func saysThatItIsDump(_ bytes: [UInt8], _ leading: [CommentRun]) -> Bool {
  leading.contains { run in
    run.lines.contains { line in
      let text = normalized(bytes, line.text)
      return text == "postgresql database dump" || text == "postgresql database cluster dump"
    }
  }
}

/// So pg_dump begins, whether anybody has taken its comments away or not: `SELECT pg_catalog.set_config('search_path', '',
/// false)`.
private func emptiesSearchPath(_ file: SyntaxFile) -> Bool {
  let mostTokens = 100
  let tokens = file.lexed.tokens.prefix(mostTokens)
  return tokens.indices.contains { start in
    let end = start + emptyingSearchPath.count
    guard end <= tokens.endIndex, tokens[start].length == emptyingSearchPath[0].count else {
      return false
    }
    return zip(tokens[start..<end], emptyingSearchPath).allSatisfy { token, word in
      file.bytes[token.range.indices].elementsEqual(word)
    }
  }
}

private let emptyingSearchPath = [
  "set_config", "(", "'search_path'", ",", "''", ",", "false", ")",
].map { Array($0.utf8) }
