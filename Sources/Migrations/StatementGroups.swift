import Diagnostics
package import SQLLexer
import SQLSyntax

/// Statements that stand together: no empty line and no comment is between them.
package struct StatementGroup: Equatable, Sendable {
  /// Indexes into the statements of the section.
  package var statements: Range<Int>
  /// A comment stands above the first of them.
  package var hasHeading: Bool
  /// Statements that have a comment of their own: inside, in the code that they hold too, or behind them on their last
  /// line.
  package var remarked: Set<Int> = []
}

extension Migration {
  /// The groups of a section of this file, in order.
  ///
  /// A comment counts if it has words that are for people. Header, section markers, instructions to tools and SQL that was
  /// commented out are none.
  ///
  /// - Parameter saysWhy: whether an instruction to whimbrel, a comment above or behind a statement, holds a reason that counts.
  package func statementGroups(
    of section: Section, saysWhy: (Token) -> Bool
  ) -> [StatementGroup] {
    let remarks = remarks(in: section)
    let bytes = section.syntax.bytes
    let comments = section.syntax.lexed.trivia.filter(\.isComment)
    var groups: [StatementGroup] = []
    var next = 0
    var gapStart = Int(section.range.start)
    for (index, statement) in section.syntax.statements.enumerated() {
      let start = Int(statement.range.start)
      var hasHeading = false
      // What approves a statement is about that one only.
      var hasReason = false
      var lineBreaks = LineBreaks()
      var position = gapStart
      while next < comments.count, comments[next].end <= statement.range.start {
        let comment = comments[next]
        lineBreaks.scan(bytes[position..<max(position, Int(comment.start))])
        let isRemark = remarks.contains(comment.start)
        let isReason = isInstruction(bytes, words(of: comment, bytes)) && saysWhy(comment)
        if index > 0, !lineBreaks.hasAny {
          if isRemark || isReason { groups[groups.count - 1].remarked.insert(index - 1) }
        } else {
          hasHeading = hasHeading || isRemark
          hasReason = hasReason || isReason
        }
        position = Int(comment.end)
        lineBreaks.restart()
        next += 1
      }
      lineBreaks.scan(bytes[min(position, start)..<start])
      if groups.isEmpty || hasHeading || lineBreaks.hasEmptyLine {
        groups.append(StatementGroup(statements: index..<index, hasHeading: hasHeading))
      }
      let last = groups.count - 1
      groups[last].statements = groups[last].statements.lowerBound..<index + 1
      if hasReason { groups[last].remarked.insert(index) }
      while next < comments.count, comments[next].start < statement.range.end {
        if remarks.contains(comments[next].start) { groups[last].remarked.insert(index) }
        next += 1
      }
      if let code = statement.body?.text.lexed.trivia,
        code.contains(where: { $0.isComment && isForPeople(bytes, words(of: $0, bytes)) })
      {
        groups[last].remarked.insert(index)
      }
      gapStart = Int(statement.range.end)
    }
    noteLastRemark(bytes, comments[next...], from: gapStart, remarks, in: &groups)
    return groups
  }

  private func noteLastRemark(
    _ bytes: [UInt8], _ comments: ArraySlice<Token>, from end: Int, _ remarks: Set<UInt32>,
    in groups: inout [StatementGroup]
  ) {
    guard let comment = comments.first, remarks.contains(comment.start), let last = groups.last,
      !bytes[end..<Int(comment.start)].contains(where: isLineBreak)
    else { return }
    groups[groups.count - 1].remarked.insert(last.statements.upperBound - 1)
  }

  // MARK: - Which comments count

  /// Where the comments begin that are for people.
  private func remarks(in section: Section) -> Set<UInt32> {
    let bytes = section.syntax.bytes
    let endOfHeader = header.end
    let kept = sections.filter { $0.kind == .rollback }
    var remarks: Set<UInt32> = []
    func isElsewhere(_ comment: ByteRange) -> Bool {
      comment.start < endOfHeader || comment == section.heading
        || kept.contains { $0.range.contains(comment) || $0.heading == comment }
    }
    forEachCommentRun(in: section.syntax.lexed.trivia[...], of: section.syntax) { run in
      for (line, isSQL) in zip(run.lines, commentedOut(run.lines, bytes))
      where !isSQL && isForPeople(bytes, line.text) && !isElsewhere(byteRange(line.comment)) {
        remarks.insert(UInt32(line.comment.lowerBound))
      }
    }
    for comment in section.syntax.lexed.trivia where comment.isComment {
      let isBehindSQL = !isFirstOnLine(bytes, at: Int(comment.start))
      if isBehindSQL, isForPeople(bytes, words(of: comment, bytes)) {
        remarks.insert(comment.start)
      }
    }
    return remarks
  }
}

extension MigrationHeader {
  /// What the header of a migration tells, by the guide.
  package static let guideKeys = ["Migration", "Description", "Author", "Date", "Reversible"]

  /// The byte behind the last field that is one of a header; 0 where there is none. `Note: …` is a remark.
  fileprivate var end: UInt32 {
    let keys = Set(MigrationHeader.guideKeys.map { $0.lowercased() })
    return fields.last { keys.contains($0.key.lowercased()) }?.range.end ?? 0
  }
}

/// Counts line breaks in white space, over the pieces that comments cut it into.
private struct LineBreaks {
  private(set) var hasAny = false
  private(set) var hasEmptyLine = false
  private var count = 0

  mutating func scan(_ bytes: ArraySlice<UInt8>) {
    var position = bytes.startIndex
    while position < bytes.endIndex {
      if isLineBreak(bytes[position]) {
        hasAny = true
        count += 1
        if count > 1 { hasEmptyLine = true }
        if bytes[position] == 0x0D, position + 1 < bytes.endIndex, bytes[position + 1] == 0x0A {
          position += 1
        }
      } else if !isSpace(bytes[position]) {
        count = 0
      }
      position += 1
    }
  }

  /// Goes on behind a comment.
  mutating func restart() { count = 0 }
}

extension Token {
  fileprivate var isComment: Bool { kind == .lineComment || kind == .blockComment }
}

/// The words of a comment, without its marks.
private func words(of comment: Token, _ bytes: [UInt8]) -> Range<Int> {
  let range = comment.range.indices
  var start = range.lowerBound + 2
  if comment.kind == .lineComment {
    while start < range.upperBound, bytes[start] == UInt8(ascii: "-") { start += 1 }
  }
  return trimmed(bytes, start..<range.upperBound)
}

/// Which lines of a comment are statements that were commented out: from their first word to a semicolon. Without one,
/// "create index on users" is prose.
private func commentedOut(_ lines: [CommentLine], _ bytes: [UInt8]) -> [Bool] {
  let ends = lines.map { endsWithSemicolon(bytes, $0.text) }
  var endsLater = ends
  for index in lines.indices.dropLast().reversed() where !lines[index + 1].startsParagraph {
    endsLater[index] = ends[index] || endsLater[index + 1]
  }
  var isInSQL = false
  return lines.indices.map { index in
    let text = lines[index].text
    if lines[index].startsParagraph || index > 0 && ends[index - 1] { isInSQL = false }
    isInSQL =
      isInSQL
      || endsLater[index] && beginsStatement(bytes, text.lowerBound, text.upperBound, hasEnd: true)
    return isInSQL
  }
}

private func isInstruction(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
  normalized(bytes, text).hasPrefix("whimbrel:")
}

/// Has words, and not for a tool.
private func isForPeople(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
  guard bytes[text].contains(where: { isLetter($0) || $0 >= 0x80 }) else { return false }
  let words = normalized(bytes, text)
  return !instructions.contains { words.hasPrefix($0) }
    && !pairs.contains { $0.kind(of: words) != nil }
    && !(words.hasPrefix("deploy ") && words.hasSuffix(" to pg"))
}

/// How comments begin that runners, linters and templates read or write.
private let instructions = [
  "whimbrel:", "+goose", "+migrate", "migrate:", "atlas:", "tern:", "rambler ",
  "postgres-migrations ", "no-transaction",
  "! ", "> statement-breakpoint", "liquibase formatted", "changeset ", "rollback ", "property ",
  "precondition", "ignorelines", "validchecksum", "requires:", "conflicts:", "xxx ",
  "squawk-ignore", "pgls-ignore", "noqa", "sqlfluff:",
]
