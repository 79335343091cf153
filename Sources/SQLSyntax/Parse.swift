package import SQLLexer

/// Reads a text as SQL. Never fails: what cannot be read is a statement with `unreadFrom`, what cannot be lexed is among
/// the lexical errors.
///
/// - Parameter range: the part to read, in bytes; all offsets count from the start of `bytes`.
package func parse(
  _ bytes: [UInt8], in range: Range<Int>? = nil, options: LexOptions = .file
) -> SyntaxFile {
  parse(bytes, lexed: lex(bytes, in: range, options: options))
}

/// Reads tokens as SQL.
///
/// - Parameter boundaries: byte offsets, rising, where a framework ends a statement whether it has a semicolon or not.
package func parse(
  _ bytes: [UInt8], lexed: LexedText, boundaries: [UInt32] = []
) -> SyntaxFile {
  var lexed = lexed
  joinUnicodeEscapes(&lexed, in: bytes)
  var parser = Parser(bytes: bytes, lexed: lexed)
  let statements = split(lexed, boundaries: boundaries).map { parser.statement($0) }
  return SyntaxFile(bytes: bytes, lexed: lexed, statements: statements, nodes: parser.nodes)
}

extension Parser {
  /// The statement of these tokens.
  mutating func statement(_ range: Range<Int>) -> Statement {
    start(range)
    var statement = statement { $0.dispatch(&$1) }
    switch ending(of: range) {
    case .error(let error): statement.syntaxError = error
    case .unread(let stop): statement.unreadFrom = stop
    case nil: break
    }
    return statement
  }

  /// The statement of the tokens up to `limit`, which may be one inside another.
  mutating func statement(_ read: (inout Parser, inout Statement) -> Void) -> Statement {
    var statement = Statement(
      range: ByteRange(start: tokens[position].start, end: tokens[limit - 1].end),
      tokens: position..<limit)
    let firstNode = nodes.count
    read(&self, &statement)
    statement.nodes = firstNode..<nodes.count
    // Tokens that are left over cannot stand where they do.
    if failure == nil, statement.node == nil || position < limit { fail() }
    return statement
  }

  /// How reading ended, if not at the end.
  enum Ending {
    case error(SyntaxError)
    /// PostgreSQL may go on.
    case unread(ByteRange)
  }

  /// Says of tokens that were not read to their end where PostgreSQL would stop, and with which words.
  ///
  /// PostgreSQL scans as it parses, so that the first error counts, be it the scanner's or the parser's. A placeholder
  /// or psql variable may stand for anything: behind one, nothing is an error.
  mutating func ending(of range: Range<Int>) -> Ending? {
    let stop = min(failure?.token ?? range.upperBound, range.upperBound - 1)
    let reached = ByteRange(start: tokens[range.lowerBound].start, end: tokens[stop].end)
    let lexical = lexicalError(in: reached)
    guard lexical != nil || failure != nil else { return nil }
    if let lexical, lexical.kind != .unterminatedPlaceholder { return .error(refused(lexical)) }
    guard let failure, !tokens[range.lowerBound...stop].contains(where: \.isTemplate) else {
      return .unread(tokens[stop].range)
    }
    switch failure.kind {
    case .tooDeep: return .unread(tokens[stop].range)
    case .unexpected(let expected):
      // A semicolon has its place among the tokens, the end of the input has none.
      return .error(
        SyntaxError(
          range: place(of: failure.token), message: "syntax error \(near(failure.token))",
          expected: expected))
    case .refused(let message):
      return .error(SyntaxError(range: place(of: failure.token), message: message))
    case .unsupported(let message):
      return .error(
        SyntaxError(range: place(of: failure.token), message: message, sqlstate: "0A000"))
    }
  }

  /// What PostgreSQL's scanner says.
  func refused(_ lexical: LexicalError) -> SyntaxError {
    SyntaxError(
      range: lexical.range,
      message: "\(lexical.kind.rawValue) at or near \"\(spelling(lexical.range))\"")
  }

  /// Where an error at a token stands.
  private func place(of token: Int) -> ByteRange {
    guard token >= inputEnd else { return tokens[token].range }
    let end = inputEndOffset ?? tokens[inputEnd - 1].end
    return ByteRange(start: end, end: end)
  }
}

extension Token {
  /// Stands for something that is put in before PostgreSQL reads the text.
  var isTemplate: Bool { kind == .placeholder || kind == .psqlVariable }
}
