package import SQLLexer

/// A text read as SQL: its tokens and its statements. Offsets are bytes of `bytes`.
package struct SyntaxFile: Sendable {
  package var bytes: [UInt8]
  package var lexed: LexedText
  package var statements: [Statement]

  package init(bytes: [UInt8], lexed: LexedText, statements: [Statement]) {
    self.bytes = bytes
    self.lexed = lexed
    self.statements = statements
  }

  /// The text of a range, with invalid UTF-8 repaired.
  package func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.indices], as: UTF8.self)
  }
}
