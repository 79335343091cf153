import Diagnostics
import SQLLexer
import SQLSyntax

/// Reads one file of migrations: cuts it into sections, parses them, and finds its header and its
/// way back.
///
/// Looks at no other file, and takes time in proportion to the size of this one.
///
/// - Parameters:
///   - path: as the user knows the file, with `/`.
///   - bytes: at most `UInt32.max`.
///   - surroundings: what lies around it; of `companionNames(ofMigrationAt:)` at least those that exist.
///   - settings: what somebody says about its runner.
package func readMigration(
  path: String, bytes: [UInt8], surroundings: Surroundings = Surroundings(),
  settings: RunnerSettings = RunnerSettings()
) -> Migration {
  let whole = SyntaxFile(bytes: bytes, lexed: lex(bytes), statements: [])
  let comments = leadingComments(of: whole)
  let name = FileName(path: path, surroundings: surroundings)
  var purpose = name.purpose
  let isLiquibase = isFormattedSQL(whole)
  let marks =
    isLiquibase
    ? changesets(in: whole) : markers(in: whole, distinctiveOnly: name.statesDirection)
  var cuts = cutFile(whole, at: marks)
  if !marks.isEmpty {
    // Frameworks that mark both directions in one file do not go by its name.
    purpose = .migration
  } else if purpose == .rollback {
    cuts[0].kind = .down
  } else if !name.statesDirection, isDump(bytes, comments) {
    purpose = .schema
  }

  let sections = readSections(
    cuts, of: whole, isLiquibase: isLiquibase, transport: settings.transport ?? .autocommit)
  var rollback = RollbackEvidence.isRollback
  if purpose != .rollback {
    rollback = rollbackEvidence(sections, name)
  }
  return Migration(
    path: path, purpose: purpose, framework: nil, version: nil, sections: sections,
    header: readHeader(bytes, comments), rollback: rollback, bytes: bytes)
}

/// - Parameter whole: the file, lexed but not parsed.
private func readSections(
  _ cuts: [Cut], of whole: SyntaxFile, isLiquibase: Bool, transport: Transport
) -> [Section] {
  var ups: [(section: Section, rollbacks: [CommentedRollback])] = []
  for cut in cuts {
    let isWhole = cut.range == whole.bytes.indices
    let lexed = isWhole ? whole.lexed : lex(whole.bytes, in: cut.range)
    let syntax = parse(
      whole.bytes, lexed: lexed, boundaries: statementBreakpoints(lexed, whole.bytes))
    let section = Section(
      kind: cut.kind, syntax: syntax, heading: cut.heading, range: byteRange(cut.range),
      transport: transport,
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
        Section(
          kind: .rollback, syntax: parse(masked, in: rollback.range),
          heading: byteRange(rollback.heading), range: byteRange(rollback.range),
          // A rollback that is kept in comments is run by hand, unless the runner reads those comments.
          transport: transport == .transactionPerChangeset ? transport : .autocommit,
          declaresNothing: rollback.isDeclared)
      }
  }
}

/// Where Drizzle ends a statement, with or without a semicolon: `--> statement-breakpoint`.
private func statementBreakpoints(_ lexed: LexedText, _ bytes: [UInt8]) -> [UInt32] {
  let breakpoint = "--> statement-breakpoint".utf8
  return lexed.trivia.compactMap { comment in
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

/// pg_dump says so at the top.
private func isDump(_ bytes: [UInt8], _ leading: [CommentRun]) -> Bool {
  leading.contains { run in
    run.lines.contains { line in
      let text = normalized(bytes, line.text)
      return text == "postgresql database dump" || text == "postgresql database cluster dump"
    }
  }
}
