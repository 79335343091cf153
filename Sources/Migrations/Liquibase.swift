import Diagnostics
import SQLLexer
import SQLSyntax

// Liquibase's formatted SQL: a file that begins with `--liquibase formatted sql`, in which every
// `--changeset author:id` opens a migration of its own, and `--rollback` lines or a `/* liquibase
// rollback … */` keep its way back. Follows AbstractFormattedChangeLogParser.

/// Whether a file is formatted SQL of Liquibase's.
func isFormattedSQL(_ file: SyntaxFile) -> Bool {
  guard let first = file.lexed.trivia.first(where: { $0.kind != .byteOrderMark }),
    first.kind == .lineComment, file.lexed.tokens.first.map({ first.start < $0.start }) ?? true
  else { return false }
  let words = normalized(file.bytes, commentText(first, file.bytes)).split(separator: " ")
  return words.starts(with: ["liquibase", "formatted"])
}

/// Changesets as markers of up sections.
func changesets(in file: SyntaxFile) -> [Marker] {
  file.lexed.trivia.compactMap { comment in
    guard comment.kind == .lineComment, argument(of: "changeset", in: comment, file.bytes) != nil
    else { return nil }
    return Marker(kind: .up, range: comment.range)
  }
}

/// The way back that a changeset keeps in its comments. All its `--rollback` lines are one text.
func liquibaseRollback(of changeset: SyntaxFile) -> CommentedRollback? {
  let bytes = changeset.bytes
  var heading: Range<Int>?
  var end = 0
  var sql: [Range<Int>] = []
  var isDeclared = false
  for comment in changeset.lexed.trivia {
    let text: Range<Int>
    if comment.kind == .lineComment, let line = argument(of: "rollback", in: comment, bytes) {
      text = line
    } else if comment.kind == .blockComment, let lines = rollbackBlock(comment, bytes) {
      text = lines
    } else {
      continue
    }
    heading = heading ?? trimmed(bytes, Int(comment.start)..<text.lowerBound)
    end = Int(comment.end)
    if isNoSQL(bytes, text) {
      isDeclared = true
    } else {
      sql.append(text)
    }
  }
  return heading.map {
    CommentedRollback(
      heading: $0, range: $0.lowerBound..<end, sql: sql, isDeclared: isDeclared)
  }
}

/// `not required` and `empty` need no statement; `changesetId:… changesetAuthor:…` is another
/// changeset's SQL.
private func isNoSQL(_ bytes: [UInt8], _ text: Range<Int>) -> Bool {
  let words = normalized(bytes, text)
  return words == "not required" || words == "empty" || words.hasPrefix("changesetid:")
}

/// What follows a word at the beginning of a line comment: `--rollback drop table t`, `-- rollback
/// drop table t`.
private func argument(of word: String, in comment: Token, _ bytes: [UInt8]) -> Range<Int>? {
  let text = commentText(comment, bytes)
  guard text.count >= word.utf8.count else { return nil }
  let end = text.lowerBound + word.utf8.count
  guard end == text.upperBound || isSpace(bytes[end]),
    normalized(bytes, text.lowerBound..<end) == word, isFirstOnLine(bytes, at: Int(comment.start))
  else { return nil }
  return trimmed(bytes, end..<text.upperBound)
}

/// The lines between `/* liquibase rollback` and `*/`.
private func rollbackBlock(_ comment: Token, _ bytes: [UInt8]) -> Range<Int>? {
  let whole = comment.range.indices
  guard whole.count >= 4 else { return nil }
  let text = trimmed(bytes, whole.lowerBound + 2..<whole.upperBound - 2)
  let firstLine = text.lowerBound..<endOfLine(bytes, text.lowerBound, text.upperBound)
  guard normalized(bytes, firstLine) == "liquibase rollback" else { return nil }
  return trimmed(bytes, firstLine.upperBound..<text.upperBound)
}

private func commentText(_ comment: Token, _ bytes: [UInt8]) -> Range<Int> {
  trimmed(bytes, Int(comment.start) + 2..<Int(comment.end))
}
