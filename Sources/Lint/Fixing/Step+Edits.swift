package import Diagnostics
import Effects
import Migrations
package import SQLLexer
package import SQLSyntax

/// What rules make fixes of. nil where nothing can be edited: in the code of a DO block, whose quotes would count, and in a
/// rollback that is kept in comments.
extension Step {
  /// Puts text behind a word of the statement.
  ///
  /// - Parameter place: where to begin to look for the word; nil for the start of the statement.
  package func inserting(
    _ text: String, behind keyword: Keyword, from place: UInt32? = nil
  ) -> Fix.Edit? {
    let from = place ?? statement.range.start
    guard
      let word = tokens?.first(where: { $0.keyword == keyword && $0.start >= from })
    else { return nil }
    return Fix.Edit(range: ByteRange(start: word.end, end: word.end), text: text)
  }

  /// Puts text before a byte of the statement.
  package func inserting(_ text: String, at place: UInt32) -> Fix.Edit? {
    replacing(ByteRange(start: place, end: place), by: text)
  }

  /// - Parameter text: its line breaks become those of the file.
  package func replacing(_ range: ByteRange, by text: String) -> Fix.Edit? {
    guard tokens != nil else { return nil }
    return Fix.Edit(range: range, text: inLines(text))
  }

  /// Takes the place of the whole statement, up to its semicolon.
  ///
  /// - Parameter statements: without semicolons.
  package func replacingStatement(by statements: [String]) -> Fix.Edit? {
    replacing(statement.range, by: statements.joined(separator: ";\n"))
  }

  /// Takes words out of the statement, with the white space before them.
  package func removing(_ range: ByteRange) -> Fix.Edit? {
    let bytes = section.syntax.bytes
    let before = bytes[Int(statement.range.start)..<Int(range.start)]
    let rest =
      before.count - before.reversed().prefix { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
    return replacing(
      ByteRange(start: statement.range.start + UInt32(rest), end: range.end), by: "")
  }

  /// Takes a command out of ALTER TABLE; nil where it is the only one.
  package func removing(_ command: AlterTableCommand, of alter: AlterTable) -> Fix.Edit? {
    guard let place = alter.commands.firstIndex(where: { $0.range == command.range }),
      alter.commands.count > 1
    else { return nil }
    let range =
      place > 0
      ? ByteRange(start: alter.commands[place - 1].range.end, end: command.range.end)
      : ByteRange(start: command.range.start, end: alter.commands[1].range.start)
    return replacing(range, by: "")
  }

  /// Takes the statement out, with its semicolon, and the line if there is nothing else on it.
  package func removingStatement() -> Fix.Edit? {
    tokens == nil ? nil : section.removal(of: statement)
  }

  /// Puts statements behind this one, on lines of their own.
  ///
  /// - Parameter statements: without semicolons.
  package func addingBehind(_ statements: String...) -> Fix.Edit? { addingBehind(statements) }

  package func addingBehind(_ statements: [String]) -> Fix.Edit? {
    adding(statements, behind: statement)
  }

  /// Puts statements behind one of the section, on lines of their own.
  func adding(_ statements: [String], behind other: Statement) -> Fix.Edit? {
    guard tokens != nil, migration.migration.framework != .drizzle else { return nil }
    let all = section.syntax.lexed.tokens
    var place = Int(other.range.end)
    var text = statements.map { "\n\($0);" }.joined()
    if other.tokens.upperBound < all.count {
      // Not where psql sends it in some other way.
      guard all[other.tokens.upperBound].kind == .semicolon else { return nil }
      place = Int(all[other.tokens.upperBound].end)
    } else {
      text = ";" + text
    }
    let next = all.dropFirst(other.tokens.upperBound + 1).first.map { Int($0.start) }
    guard let end = endOfGroup(from: place, before: next) else { return nil }
    return replacing(ByteRange(start: UInt32(end), end: UInt32(end)), by: text)
  }

  /// Puts statements before this one, on lines of their own, and before an approval that stands above it.
  ///
  /// - Parameter statements: without semicolons.
  package func addingBefore(_ statements: String...) -> Fix.Edit? { addingBefore(statements) }

  package func addingBefore(_ statements: [String]) -> Fix.Edit? {
    guard tokens != nil, migration.migration.framework != .drizzle, !isInGroup else { return nil }
    return inserting(statements.map { "\($0);\n" }.joined(), at: startWithApprovals)
  }

  /// Where the statement begins with the approvals above it, which are for the statement that follows them.
  private var startWithApprovals: UInt32 {
    let (bytes, all) = (section.syntax.bytes, section.syntax.lexed)
    let place = statement.tokens.lowerBound
    let before = place > 0 ? all.tokens[place - 1].end : section.range.start
    let first = all.trivia.partitioningIndex { $0.start >= before }
    let approval = all.trivia[first...].prefix { $0.start < statement.range.start }.first {
      // One on the line of the statement before is about that.
      bytes[$0.range.indices].holds("whimbrel:".utf8)
        && (place == 0 || bytes[Int(before)..<Int($0.start)].contains(UInt8(ascii: "\n")))
    }
    return approval?.start ?? statement.range.start
  }

  /// It is in no transaction, so that it may be of a kind that refuses one.
  package var canRunAlone: Bool { !isInTransaction && !isInGroup }

  /// Statements that are written behind this one run in transactions of their own.
  package var runsApart: Bool {
    guard transaction.opening == nil else { return false }
    switch section.transport {
    case .autocommit, .transactionPerFile, .transactionForAll, .transactionPerChangeset:
      return !isInGroup
    // A second statement would make a transaction of the whole text.
    case .implicit, .pipeline, .autoSplit: return false
    }
  }

  // MARK: - Text

  /// The tokens of the statement; nil where it cannot be edited.
  private var tokens: ArraySlice<Token>? {
    guard section.kind != .rollback else { return nil }
    let statements = section.syntax.statements
    let place = statements.partitioningIndex { $0.range.start >= statement.range.start }
    guard place < statements.count, statements[place].range == statement.range else { return nil }
    return section.syntax.lexed.tokens[statement.tokens]
  }

  /// Text with the line breaks of the file, and with the indentation of the statement behind each.
  private func inLines(_ text: String) -> String {
    let newline = UInt8(ascii: "\n")
    guard text.utf8.contains(newline) else { return text }
    let bytes = section.syntax.bytes
    let start = Int(statement.range.start)
    let line = bytes[..<start].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let before = bytes[line..<start]
    let isIndentation = before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let feed = bytes.firstIndex(of: newline)
    let isWindows = feed.map { $0 > 0 && bytes[$0 - 1] == UInt8(ascii: "\r") } ?? false
    let lineBreak = (isWindows ? Array("\r\n".utf8) : [newline]) + (isIndentation ? before : [])
    guard lineBreak.count > 1 else { return text }
    var lines: [UInt8] = []
    for byte in text.utf8 {
      if byte == newline { lines += lineBreak } else { lines.append(byte) }
    }
    return String(decoding: lines, as: UTF8.self)
  }

  // MARK: - Statements that are sent together

  /// It stands between the comments with which goose and its like keep statements together.
  var isInGroup: Bool {
    let before = section.syntax.lexed.trivia.prefix { $0.start < statement.range.start }
    return before.last { groupMarker($0) != nil }.flatMap(groupMarker) == .begins
  }

  /// Where to write behind a statement: behind the comments on its line, and behind the group that it ends.
  ///
  /// - Parameters:
  ///   - place: behind the semicolon.
  ///   - next: where the next token begins.
  /// - Returns: nil inside a group.
  private func endOfGroup(from place: Int, before next: Int?) -> Int? {
    let bytes = section.syntax.bytes
    let limit = next ?? Int(section.range.end)
    let trivia = section.syntax.lexed.trivia
    let first = trivia.partitioningIndex { Int($0.start) >= place }
    let behind = trivia[first...].prefix { Int($0.start) < limit }
    if isInGroup {
      return behind.first { groupMarker($0) == .ends }.map { Int($0.end) }
    }
    guard let comment = behind.first, comment.kind == .lineComment,
      !bytes[place..<Int(comment.start)].contains(UInt8(ascii: "\n"))
    else { return place }
    return Int(comment.end)
  }

  private enum GroupMarker { case begins, ends }

  private func groupMarker(_ comment: Token) -> GroupMarker? {
    guard comment.kind == .lineComment else { return nil }
    let words = section.syntax.text(comment.range).drop { $0 == "-" || $0 == " " }.lowercased()
    guard words.hasPrefix("+goose ") || words.hasPrefix("+migrate ") else { return nil }
    if words.contains("statementbegin") { return .begins }
    return words.contains("statementend") ? .ends : nil
  }
}

extension Section {
  /// Takes a statement out, with its semicolon, and the line if there is nothing else on it.
  func removal(of statement: Statement) -> Fix.Edit? {
    guard kind != .rollback else { return nil }
    let (bytes, all) = (syntax.bytes, syntax.lexed.tokens)
    var (start, end) = (Int(statement.range.start), Int(statement.range.end))
    if statement.tokens.upperBound < all.count {
      guard all[statement.tokens.upperBound].kind == .semicolon else { return nil }
      end = Int(all[statement.tokens.upperBound].end)
    }
    let line = bytes[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let lineEnd = bytes[end...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let isBlank = (bytes[line..<start] + bytes[end..<lineEnd]).allSatisfy {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
    }
    if isBlank { (start, end) = (line, min(lineEnd + 1, bytes.endIndex)) }
    return Fix.Edit(range: ByteRange(start: UInt32(start), end: UInt32(end)), text: "")
  }
}
