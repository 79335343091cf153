// The lexical rules are those of PostgreSQL 18's scanner, src/backend/parser/scan.l; the names of its definitions stand
// in the comments. What psql reads before the server does follows src/fe_utils/psqlscan.l. A test suite compares the
// result with PostgreSQL's scanner.
//
// Everything works on a `Span` that ends where the text to lex ends, so every access is checked, and a loop that compares
// its position with `bytes.count` needs no second check; loops are free functions, which is faster than methods of a
// struct that holds the state.

/// What is recognised beside PostgreSQL's own tokens.
public struct LexOptions: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// psql's commands and variables, and the rows of COPY … FROM stdin.
  public static let psql = LexOptions(rawValue: 1)
  /// `${name}` and `{{ … }}`
  public static let placeholders = LexOptions(rawValue: 2)
  /// psql's variables alone.
  public static let variables = LexOptions(rawValue: 8)
  /// Backslashes in `'…'` are ordinary characters, as they are by default since PostgreSQL 9.1.
  public static let standardConformingStrings = LexOptions(rawValue: 4)

  /// A file as a runner reads it.
  public static let file: LexOptions = [.psql, .placeholders, .standardConformingStrings]
  /// The body of a function: no runner looks into it but for its placeholders. psql does not even do that, but others
  /// that know its variables do.
  public static let body: LexOptions = [.placeholders, .variables, .standardConformingStrings]
}

/// Cuts a text into tokens. Any bytes will do: nothing fails, and every byte is in a token, in trivia, or white space.
///
/// - Parameters:
///   - bytes: the whole file; at most `UInt32.max` bytes.
///   - range: the part to lex, in bytes; all offsets count from the start of `bytes`.
public func lex(
  _ bytes: [UInt8], in range: Range<Int>? = nil, options: LexOptions = .file
) -> LexedText {
  precondition(bytes.count <= Int(UInt32.max), "offsets are 32 bits wide")
  let range = range ?? 0..<bytes.count
  var lexed = LexedText()
  // Migrations have a token for every six bytes or so.
  lexed.tokens.reserveCapacity(range.count / 6 + 8)
  let text = bytes.span.extracting(..<range.upperBound)
  lex(text, from: range.lowerBound, options: options, into: &lexed)
  return lexed
}

/// What the lexer must remember from token to token, because psql does.
private struct PsqlState {
  /// Whether the statement is a COPY … FROM stdin.
  enum Copy { case unknown, other, copy, from, fromStdin }
  var copy = Copy.unknown
  /// One bit for each open bracket, the innermost lowest: 1 where a colon is SQL's (array slices, JSON_OBJECT), 0 where
  /// it would begin a variable. Deeper than 64 the outermost bits are forgotten, and their colons taken for psql's.
  var colonIsSQL: UInt64 = 0
  /// From here on there is no `\.` line: do not search for one again.
  var noEndOfCopyAfter = Int.max
}

private func lex(
  _ bytes: Span<UInt8>, from start: Int, options: LexOptions, into lexed: inout LexedText
) {
  let end = bytes.count
  var position = start
  var state = PsqlState()
  if start == 0, end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
    lexed.trivia.append(Token(.byteOrderMark, start: 0, length: 3))
    position = 3
  }
  while position < end {
    let first = bytes[position]
    let begin = position
    var kind: TokenKind
    var keyword = Keyword.notKeyword
    switch byteClasses[Int(first)] & ByteClass.mask {
    case ByteClass.space:
      position += 1
      while position < end, isSpace(bytes[position]) { position += 1 }
      continue

    case ByteClass.word:
      (kind, position) = scanWord(bytes, begin, options, &lexed.errors)
      if kind == .identifier {
        keyword = Keyword(spelledIn: bytes, from: begin, to: position)
        if keyword != .notKeyword {
          kind = .keyword
          if state.copy != .other { noteKeyword(keyword, &state.copy) }
        }
      } else if kind == .keyword {
        keyword = .nchar
      }

    case ByteClass.punctuation:
      position += 1
      kind = punctuation(first, after: lexed.tokens, &state)
      if kind == .semicolon {
        lexed.tokens.append(Token(.semicolon, start: UInt32(begin), length: 1))
        position = endStatement(bytes, position, options, &state, &lexed)
        continue
      }

    case ByteClass.operator:
      if first == UInt8(ascii: "-"), position + 1 < end, bytes[position + 1] == first {
        position = endOfLine(bytes, position + 2)
        lexed.trivia.append(token(.lineComment, begin, position))
        continue
      }
      if first == UInt8(ascii: "/"), position + 1 < end, bytes[position + 1] == UInt8(ascii: "*") {
        position = scanBlockComment(bytes, begin, &lexed.errors)
        lexed.trivia.append(token(.blockComment, begin, position))
        continue
      }
      if first == UInt8(ascii: "@"), let last = scanExtensionPlaceholder(bytes, begin, options) {
        (kind, position) = (.placeholder, last)
      } else {
        (kind, position) = scanOperator(bytes, begin, &lexed.errors)
      }

    case ByteClass.digit:
      (kind, position) = scanNumber(bytes, begin, &lexed.errors)

    case ByteClass.quote:
      (kind, position) = scanPlainString(bytes, begin, options, &lexed.errors)

    case ByteClass.doubleQuote:
      kind = .quotedIdentifier
      position = scanQuotedIdentifier(bytes, begin, begin + 1, options, &lexed.errors)

    case ByteClass.dot:
      if position + 1 < end, isDigit(bytes[position + 1]) {
        (kind, position) = scanNumber(bytes, begin, &lexed.errors)
      } else if position + 1 < end, bytes[position + 1] == first {
        (kind, position) = (.dotDot, position + 2)
      } else {
        (kind, position) = (.dot, position + 1)
      }

    case ByteClass.colon:
      let psql = !options.isDisjoint(with: [.psql, .variables]) && state.colonIsSQL & 1 == 0
      (kind, position) = scanColon(bytes, begin, psql: psql)

    case ByteClass.dollar:
      (kind, position) = scanDollar(bytes, begin, options, &lexed.errors)

    case ByteClass.brace:
      (kind, position) = scanBrace(bytes, begin, options, &lexed.errors)
      if kind == .templateDirective {
        lexed.trivia.append(token(kind, begin, position))
        continue
      }

    case ByteClass.backslash where options.contains(.psql):
      position = scanMetaCommand(bytes, begin, options, &state, &lexed)
      continue

    default:
      (kind, position) = (.unknown, position + 1)
      if first == 0 {
        lexed.errors.append(LexicalError(.nulByte, range(begin, position)))
      }
    }
    lexed.tokens.append(
      Token(kind, keyword, start: UInt32(begin), length: UInt32(position - begin)))
  }
}

@inline(__always)
func token(_ kind: TokenKind, _ begin: Int, _ end: Int) -> Token {
  Token(kind, start: UInt32(begin), length: UInt32(end - begin))
}

@inline(__always)
func range(_ begin: Int, _ end: Int) -> ByteRange {
  ByteRange(start: UInt32(begin), end: UInt32(end))
}

func endOfLine(_ bytes: Span<UInt8>, _ from: Int) -> Int {
  find(0x0A, or: 0x0D, in: bytes, from: from)
}

// MARK: What psql must know

/// Follows a statement from its first key word on, to know COPY … FROM stdin.
private func noteKeyword(_ keyword: Keyword, _ copy: inout PsqlState.Copy) {
  switch copy {
  case .unknown: copy = keyword == .copy ? .copy : .other
  case .copy: if keyword == .from { copy = .from }
  // copy_file_name: FROM STDOUT means the same.
  case .from: copy = keyword == .stdin || keyword == .stdout ? .fromStdin : .copy
  case .other, .fromStdin: break
  }
}

@inline(__always)
private func punctuation(
  _ byte: UInt8, after tokens: [Token], _ state: inout PsqlState
) -> TokenKind {
  switch byte {
  case UInt8(ascii: "("):
    let last = tokens.last?.keyword
    let isJSON = last == .jsonObject || last == .jsonObjectagg
    state.colonIsSQL = state.colonIsSQL << 1 | (isJSON ? 1 : 0)
    return .leftParenthesis
  case UInt8(ascii: ")"):
    state.colonIsSQL >>= 1
    return .rightParenthesis
  case UInt8(ascii: "["):
    state.colonIsSQL = state.colonIsSQL << 1 | 1
    return .leftBracket
  case UInt8(ascii: "]"):
    state.colonIsSQL >>= 1
    return .rightBracket
  case UInt8(ascii: ","):
    return .comma
  default:
    return .semicolon
  }
}

/// Forgets the statement, and reads the rows behind COPY … FROM stdin.
private func endStatement(
  _ bytes: Span<UInt8>, _ from: Int, _ options: LexOptions,
  _ state: inout PsqlState, _ lexed: inout LexedText
) -> Int {
  let hasRows = state.copy == .fromStdin && options.contains(.psql)
  state.copy = .unknown
  state.colonIsSQL = 0
  return hasRows ? scanCopyRows(bytes, from, options, &state, &lexed) : from
}

/// The rows from the next line to the line `\.`; what stands before them on this line is SQL that runs after the COPY.
/// Where no such line follows, the text is taken for SQL.
private func scanCopyRows(
  _ bytes: Span<UInt8>, _ from: Int, _ options: LexOptions,
  _ state: inout PsqlState, _ lexed: inout LexedText
) -> Int {
  let end = bytes.count
  guard from < state.noEndOfCopyAfter else { return from }
  let begin = endOfLine(bytes, from)
  var line = begin
  while line < end {
    if bytes[line] == UInt8(ascii: "\\"), line + 1 < end, bytes[line + 1] == UInt8(ascii: ".") {
      var last = line + 2
      while last < end, isSpace(bytes[last]), !isNewline(bytes[last]) { last += 1 }
      if last == end || isNewline(bytes[last]) {
        // Not deeper than this: that text has no second line.
        lex(bytes.extracting(..<begin), from: from, options: options, into: &lexed)
        lexed.trivia.append(token(.copyData, begin, line + 2))
        return line + 2
      }
    }
    line = endOfLine(bytes, line)
    while line < end, isNewline(bytes[line]) { line += 1 }
  }
  state.noEndOfCopyAfter = from
  return from
}

/// `\command arguments`, to the end of the line or to `\\`; `\;` and `\:`, which only quote the character behind them.
private func scanMetaCommand(
  _ bytes: Span<UInt8>, _ begin: Int, _ options: LexOptions,
  _ state: inout PsqlState, _ lexed: inout LexedText
) -> Int {
  let end = bytes.count
  let next = begin + 1 < end ? bytes[begin + 1] : 0
  if next == UInt8(ascii: ";") {
    lexed.trivia.append(token(.metaCommand, begin, begin + 1))
    return begin + 1
  }
  if next == UInt8(ascii: ":") {
    lexed.trivia.append(token(.metaCommand, begin, begin + 1))
    lexed.tokens.append(token(.colon, begin + 1, begin + 2))
    return begin + 2
  }
  let command = MetaCommand(bytes, at: begin)
  let last = command.endOfArguments(bytes)
  if command.sendsQuery {
    lexed.tokens.append(token(.metaCommand, begin, last))
    state.copy = .unknown
    state.colonIsSQL = 0
  } else {
    lexed.trivia.append(token(.metaCommand, begin, last))
    if command.copiesFromStdin(bytes.extracting(..<last)) {
      return scanCopyRows(bytes, last, options, &state, &lexed)
    }
  }
  return last
}
