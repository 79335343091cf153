// Whether a line of a comment is SQL or prose. "Drop the old table first" and "Update the docs"
// begin with key words, too, so the words behind it decide; where they do not, the semicolon does.

/// What must follow the first word of a statement.
private enum Continuation {
  /// One of these words.
  case word(Set<String>)
  /// One of these words, or nothing more.
  case wordOrEnd(Set<String>)
  /// A table's name and then SET.
  case set
  /// A quote.
  case quote
  /// Anything, if a semicolon ends it.
  case anything
}

private let objectTypes: Set<String> = [
  "access", "aggregate", "cast", "collation", "conversion", "constraint", "database", "default",
  "domain", "event",
  "extension", "foreign", "function", "global", "group", "index", "language", "large", "local",
  "materialized",
  "operator", "or", "owned", "policy", "procedural", "procedure", "publication", "recursive",
  "role", "routine", "rule",
  "schema", "sequence", "server", "statistics", "subscription", "system", "table", "tablespace",
  "temp", "temporary",
  "text", "transform", "trigger", "trusted", "type", "unique", "unlogged", "user", "view",
]

private let transactionWords: Set<String> = [
  "work", "transaction", "isolation", "read", "not", "deferrable", "and", "prepared", "to",
]

private let continuations: [String: Continuation] = {
  var table: [String: Continuation] = [
    "create": .word(objectTypes),
    "alter": .word(objectTypes),
    "drop": .word(objectTypes),
    "insert": .word(["into"]),
    "delete": .word(["from"]),
    "merge": .word(["into"]),
    "comment": .word(["on"]),
    "refresh": .word(["materialized"]),
    "reassign": .word(["owned"]),
    "security": .word(["label"]),
    "import": .word(["foreign"]),
    "start": .word(["transaction"]),
    "begin": .wordOrEnd(transactionWords),
    "commit": .wordOrEnd(transactionWords),
    "end": .wordOrEnd(transactionWords),
    "abort": .wordOrEnd(transactionWords),
    "rollback": .wordOrEnd(transactionWords),
    "update": .set,
    "do": .quote,
  ]
  for word in [
    "analyse", "analyze", "call", "checkpoint", "close", "cluster", "copy", "deallocate", "declare",
    "discard",
    "execute", "explain", "fetch", "grant", "listen", "load", "lock", "move", "notify", "prepare",
    "reindex",
    "release", "reset", "revoke", "savepoint", "select", "set", "show", "table", "truncate",
    "unlisten", "vacuum",
    "values", "with",
  ] {
    table[word] = .anything
  }
  return table
}()

/// Whether a statement begins at `start`, the first byte of a word.
///
/// - Parameters:
///   - end: the end of the line.
///   - hasEnd: a semicolon ends this line, or one below it before a blank line or a statement.
func beginsStatement(_ bytes: [UInt8], _ start: Int, _ end: Int, hasEnd: Bool) -> Bool {
  let wordEnd = endOfLetters(bytes, start, end)
  guard (2...10).contains(wordEnd - start), wordEnd == end || !isWordByte(bytes[wordEnd]),
    let continuation = continuations[normalized(bytes, start..<wordEnd)]
  else { return false }
  // Sentences begin with a capital, SQL with none or nothing but capitals: "Drop table users
  // later."
  let isSentenceCase = bytes[start] & 0x20 == 0 && bytes[start + 1] & 0x20 != 0
  let hasSemicolon =
    isSentenceCase ? endsWithSemicolon(bytes, start..<end) : hasEnd
  let next = skipSpaces(bytes, wordEnd, end)
  let nextEnd = endOfLetters(bytes, next, end)
  let nextWord = normalized(bytes, next..<nextEnd)
  switch continuation {
  case .word(let words):
    if next == end { return hasSemicolon }
    return words.contains(nextWord) && (hasSemicolon || !isSentenceCase)
  case .wordOrEnd(let words):
    if next == end { return !isSentenceCase }
    return bytes[next] == UInt8(ascii: ";") || (words.contains(nextWord) && hasSemicolon)
  case .set:
    let isSet = endsUpdateTarget(bytes, next, end)
    return isSet ?? hasSemicolon
  case .quote:
    if next == end { return hasSemicolon }
    return [UInt8(ascii: "$"), UInt8(ascii: "'")].contains(bytes[next]) || nextWord == "language"
  case .anything:
    return hasSemicolon
  }
}

/// Whether a semicolon ends a line, or a comment is all that follows it.
func endsWithSemicolon(_ bytes: [UInt8], _ line: Range<Int>) -> Bool {
  guard let semicolon = bytes[line].lastIndex(of: UInt8(ascii: ";")) else { return false }
  let next = skipSpaces(bytes, semicolon + 1, line.upperBound)
  return next == line.upperBound || bytes[next..<line.upperBound].starts(with: "--".utf8)
}

/// Whether `[ONLY] table [*] [[AS] alias] SET` stands here; nil where the line ends before it can
/// be told.
private func endsUpdateTarget(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Bool? {
  var position = from
  let mostWords = 5
  for _ in 0..<mostWords {
    position = skipSpaces(bytes, position, end)
    guard position < end else { return nil }
    let start = position
    var isQuoted = false
    while position < end, isQuoted || !isSpace(bytes[position]) {
      if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      position += 1
    }
    if normalized(bytes, start..<position) == "set" { return start > from }
  }
  return false
}

/// Follows the text of a statement to the semicolon that ends it, over lines: strings, dollar
/// quotes, comments and parentheses may hold semicolons of their own. Close enough to PostgreSQL's
/// lexer to tell whether the next line of a comment still belongs to the statement; what the
/// statement says is read by the real one.
struct StatementScanner {
  private enum Quote: Equatable {
    case none
    case single(escapes: Bool)
    case double
    case dollar(tag: Range<Int>)
    case blockComment
  }
  private var quote = Quote.none
  private var depth = 0
  /// A statement has begun and not ended.
  private(set) var isOpen = false

  /// A blank line here may end the statement.
  var canPause: Bool { quote == .none && depth <= 0 }

  mutating func begin() {
    self = StatementScanner()
    isOpen = true
  }

  mutating func pause() { isOpen = false }

  /// - Returns: the byte after the semicolon that ends the statement; nil where the statement goes
  ///   on behind the line.
  mutating func scan(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int? {
    var position = from
    while position < end {
      let byte = bytes[position]
      switch quote {
      case .none:
        if byte == UInt8(ascii: ";"), depth <= 0 {
          isOpen = false
          return position + 1
        }
        guard let next = scanUnquoted(bytes, position, end) else { return nil }
        position = next
        continue
      case .single(let escapes):
        if escapes, byte == UInt8(ascii: "\\") { position += 1 }
        if byte == UInt8(ascii: "'") { quote = .none }
      case .double:
        if byte == UInt8(ascii: "\"") { quote = .none }
      case .dollar(let tag):
        if byte == UInt8(ascii: "$"), bytes[position..<end].starts(with: bytes[tag]) {
          quote = .none
          position += tag.count
          continue
        }
      case .blockComment:
        if byte == UInt8(ascii: "*"), position + 1 < end, bytes[position + 1] == UInt8(ascii: "/") {
          quote = .none
          position += 1
        }
      }
      position += 1
    }
    return nil
  }

  /// - Returns: where to go on; nil where the rest of the line is a comment.
  private mutating func scanUnquoted(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int? {
    let following = position + 1 < end ? bytes[position + 1] : 0
    switch bytes[position] {
    case UInt8(ascii: "("): depth += 1
    case UInt8(ascii: ")"): depth -= 1
    case UInt8(ascii: "\""): quote = .double
    case UInt8(ascii: "'"):
      let before = position > 0 ? bytes[position - 1] | 0x20 : 0
      let isPrefix = position < 2 || !isWordByte(bytes[position - 2])
      quote = .single(escapes: before == UInt8(ascii: "e") && isPrefix)
    case UInt8(ascii: "-") where following == UInt8(ascii: "-"):
      return nil
    case UInt8(ascii: "/") where following == UInt8(ascii: "*"):
      quote = .blockComment
      return position + 2
    case UInt8(ascii: "$") where position == 0 || !isWordByte(bytes[position - 1]):
      var close = position + 1
      if close < end, isDigit(bytes[close]) { return close }
      while close < end, isWordByte(bytes[close]) { close += 1 }
      guard close < end, bytes[close] == UInt8(ascii: "$") else { return close }
      quote = .dollar(tag: position..<close + 1)
      return close + 1
    default: break
    }
    return position + 1
  }
}
