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
  var parser = Parser(bytes: bytes, tokens: lexed.tokens)
  let statements = split(lexed, boundaries: boundaries).map { parser.statement($0) }
  return SyntaxFile(bytes: bytes, lexed: lexed, statements: statements, nodes: parser.nodes)
}

extension Parser {
  /// The statement of these tokens.
  mutating func statement(_ range: Range<Int>) -> Statement {
    start(range)
    var statement = Statement(
      range: ByteRange(
        start: tokens[range.lowerBound].start, end: tokens[range.upperBound - 1].end),
      tokens: range)
    let firstNode = nodes.count
    dispatch(&statement)
    statement.nodes = firstNode..<nodes.count
    // Tokens that are left over cannot stand where they do.
    if failure == nil, statement.node == nil || position < limit { fail() }
    if let failure { note(failure, in: &statement) }
    return statement
  }

  /// A placeholder or psql variable may stand for anything: behind one, nothing is an error.
  private func note(_ failure: ReadFailure, in statement: inout Statement) {
    let stop = min(failure.token, statement.tokens.upperBound - 1)
    let isTemplate = tokens[statement.tokens.lowerBound...stop].contains {
      $0.kind == .placeholder || $0.kind == .psqlVariable
    }
    let atEnd = failure.token >= limit && failure.token >= tokens.count
    let token = failure.token < tokens.count ? tokens[failure.token] : nil
    let range =
      token?.range ?? ByteRange(start: statement.range.end, end: statement.range.end)
    let near =
      atEnd
      ? "syntax error at end of input"
      : "syntax error at or near \"\(token.map { spelling($0) } ?? "")\""
    switch failure.kind {
    case _ where isTemplate: statement.unreadFrom = tokens[stop].range
    case .tooDeep: statement.unreadFrom = tokens[stop].range
    case .unexpected(let expected):
      statement.syntaxError = SyntaxError(range: range, message: near, expected: expected)
    case .refused(let message):
      statement.syntaxError = SyntaxError(range: range, message: message)
    }
  }
}
