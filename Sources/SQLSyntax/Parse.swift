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
    noteFailure(in: &statement)
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

  /// Says of a statement that was not read to its end where PostgreSQL would stop, and with which words.
  ///
  /// PostgreSQL scans as it parses, so that the first error counts, be it the scanner's or the parser's. A placeholder
  /// or psql variable may stand for anything: behind one, nothing is an error.
  private mutating func noteFailure(in statement: inout Statement) {
    let stop = min(failure?.token ?? limit, limit - 1)
    let reached = ByteRange(start: statement.range.start, end: tokens[stop].end)
    let lexical = lexicalError(in: reached)
    guard lexical != nil || failure != nil else { return }
    let isTemplate = tokens[statement.tokens.lowerBound...stop].contains {
      $0.kind == .placeholder || $0.kind == .psqlVariable
    }
    if let lexical, lexical.kind != .unterminatedPlaceholder {
      statement.syntaxError = SyntaxError(
        range: lexical.range,
        message: "\(lexical.kind.rawValue) at or near \"\(spelling(lexical.range))\"")
    } else if isTemplate {
      statement.unreadFrom = tokens[stop].range
    } else if let failure {
      switch failure.kind {
      case .tooDeep: statement.unreadFrom = tokens[stop].range
      case .unexpected(let expected):
        statement.syntaxError = unexpected(failure.token, expected: expected)
      case .refused(let message):
        statement.syntaxError = SyntaxError(range: place(of: failure.token), message: message)
      }
    }
  }

  /// What PostgreSQL says of a token that cannot stand where it does: a semicolon has its place among the tokens, the end
  /// of the input has none.
  private func unexpected(_ token: Int, expected: String?) -> SyntaxError {
    let range = place(of: token)
    let message =
      token < tokens.count
      ? "syntax error at or near \"\(spelling(range))\"" : "syntax error at end of input"
    return SyntaxError(range: range, message: message, expected: expected)
  }

  private func place(of token: Int) -> ByteRange {
    guard token < tokens.count else {
      let end = tokens[tokens.count - 1].end
      return ByteRange(start: end, end: end)
    }
    return tokens[token].range
  }
}
