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
  return SyntaxFile(bytes: bytes, lexed: lexed, statements: statements)
}

extension Parser {
  /// The statement of these tokens.
  mutating func statement(_ range: Range<Int>) -> Statement {
    start(range)
    var statement = Statement(
      range: ByteRange(
        start: tokens[range.lowerBound].start, end: tokens[range.upperBound - 1].end),
      tokens: range)
    dispatch(&statement)
    if let failure {
      let stop = failure < range.upperBound ? tokens[failure].range : tokens[failure - 1].range
      statement.unreadFrom = stop
    } else if statement.node == nil || (position < limit && statement.isReadWhole) {
      statement.unreadFrom = tokens[min(position, limit - 1)].range
    }
    return statement
  }
}

extension Statement {
  /// Whether its production reads every token: tokens that are left over were not understood.
  fileprivate var isReadWhole: Bool {
    switch tree {
    case .classified, .createObject, .insert, .update, .delete: false
    default: true
    }
  }
}
