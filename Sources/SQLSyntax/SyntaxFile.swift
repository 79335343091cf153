package import SQLLexer

/// A text read as SQL: its tokens, its statements and their parts. Offsets are bytes of `bytes`. An object, for every
/// statement is handed around with the text it was read from.
package final class SyntaxFile: Sendable {
  package let bytes: [UInt8]
  package let lexed: LexedText
  package let statements: [Statement]
  /// The parts of the queries and expressions of all statements.
  package let nodes: [SyntaxNode]

  package init(
    bytes: [UInt8], lexed: LexedText, statements: [Statement], nodes: [SyntaxNode] = []
  ) {
    self.bytes = bytes
    self.lexed = lexed
    self.statements = statements
    self.nodes = nodes
  }

  /// The text of a range, with invalid UTF-8 repaired.
  package func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }

  /// The tokens that begin in a range, as indexes.
  package func tokens(in range: ByteRange) -> Range<Int> {
    let first = lexed.tokens.partitioningIndex { $0.start >= range.start }
    return first..<lexed.tokens.partitioningIndex { $0.start >= max(range.start, range.end) }
  }
}
