package import SQLLexer

/// Reads a text as SQL. Never fails: what cannot be read is a statement with `unreadFrom`, what cannot be lexed is
/// among the lexical errors.
package func parse(_ bytes: [UInt8]) -> SyntaxFile {
  SyntaxFile(bytes: bytes, lexed: LexedText(), statements: [])
}
