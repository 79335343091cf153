import Diagnostics
import SQLLexer
import SQLSyntax

/// https://www.liquibase.com: AbstractFormattedChangeLogParser, ChangeSet.java. A file that begins with
/// `--liquibase formatted sql`, in which every `--changeset author:id` opens a migration of its own, and `--rollback` lines
/// or a `/* liquibase rollback … */` keep its way back.
struct Liquibase: Runner {
  let framework = Framework.liquibase
  let name = "Liquibase"
  let order = RunOrder.unknown
  let checksum = Checksum.fails(
    "Liquibase keeps an MD5 of every changeset: the next run ends with \"validation failed\", unless it says runOnChange:true or --validCheckSum"
  )

  /// Changesets have ids, files have none.
  func version(_ place: Place) -> Substring? { nil }

  func transport(_ version: RunnerVersion?) -> Transport { .transactionPerChangeset }

  /// `runInTransaction:false` on the line of a changeset, in any case.
  func directives(_ text: RunnerText) -> [Directive] {
    text.comments.compactMap { comment in
      let written = comment.text.lowercased()
      guard written.contains("runintransaction") else { return nil }
      let isChangeset = text.cuts.firstIndex { $0.heading == comment.range }
      if let isChangeset, written.contains("runintransaction:false") {
        return Directive(comment.range, .counts(sections: [isChangeset]))
      }
      if isChangeset != nil, written.contains("runintransaction:true") { return nil }
      return Directive(
        comment.range,
        .ignored(
          isChangeset == nil
            ? "Liquibase reads runInTransaction on the line of a changeset only"
            : "Liquibase does not read this spelling and keeps the transaction",
          instead:
            "write --changeset author:id runInTransaction:false, without a space at the colon"))
    }
  }

  /// A changeset that is not split is one call of the driver, which sends its statements as a pipeline.
  func transport(
    of section: SyntaxFile, _ transport: Transport, in text: RunnerText
  ) -> (transport: Transport, place: ByteRange)? {
    guard transport == .autocommit, section.statements.count > 1,
      let heading = section.lexed.trivia.first, heading.kind == .lineComment
    else { return nil }
    let line = string(section.bytes, heading.range.indices).lowercased()
    guard line.contains("splitstatements:false") || line.contains("enddelimiter:") else {
      return nil
    }
    return (.pipeline, heading.range)
  }

  func transactionSwitch(of section: SectionKind) -> String? { "runInTransaction:false" }

  func wayOut(for statement: Statement) -> WayOut {
    .directive("write runInTransaction:false behind its --changeset author:id")
  }
}

/// The first comment of formatted SQL, if a file is that.
func formattedSQLHeading(_ file: SyntaxFile) -> Token? {
  guard let first = file.lexed.trivia.first(where: { $0.kind != .byteOrderMark }),
    first.kind == .lineComment, file.lexed.tokens.first.map({ first.start < $0.start }) ?? true
  else { return nil }
  let words = normalized(file.bytes, commentText(first, file.bytes)).split(separator: " ")
  return words.starts(with: ["liquibase", "formatted"]) ? first : nil
}

/// Changesets as markers of up sections.
func changesets(in file: SyntaxFile) -> [Marker] {
  file.lexed.trivia.compactMap { comment in
    guard comment.kind == .lineComment,
      let argument = argument(of: "changeset", in: comment, file.bytes)
    else { return nil }
    return Marker(
      kind: .up, range: comment.range, changeset: changeset(string(file.bytes, argument)))
  }
}

/// `author:id` of `author:id key:value …`; both may stand in double quotes.
private func changeset(_ line: String) -> String {
  var isQuoted = false
  var hasColon = false
  var name = ""
  for character in line {
    if character == "\"" { isQuoted.toggle() }
    if character == " ", !isQuoted, hasColon, name.last != ":" { break }
    if character == ":", !isQuoted { hasColon = true }
    name.append(character)
  }
  return name.filter { $0 != "\"" }
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
