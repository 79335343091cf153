package import SQLLexer

/// One statement of a file.
package struct Statement: Sendable {
  /// From the first byte of the first token to the byte after the last one; without the semicolon.
  package var range: ByteRange
  /// Its tokens, as indexes into the `LexedText` it was read from.
  package var tokens: Range<Int>
  /// PostgreSQL's parse node; nil where the statement could not even be classified.
  package var node: StatementNode?
  package var object: ObjectType?
  /// Has the CONCURRENTLY of CREATE INDEX, DROP INDEX or REINDEX.
  package var isConcurrent = false
  package var tree: StatementTree = .classified
  /// The nodes of its queries and expressions, as indexes into the `nodes` of the text it was read from.
  package var nodes: Range<Int> = 0..<0
  /// Where PostgreSQL would stop with an error.
  package var syntaxError: SyntaxError?
  /// Where whimbrel stopped without knowing what PostgreSQL would say: at a placeholder, or too deep.
  package var unreadFrom: ByteRange?

  package init(range: ByteRange, tokens: Range<Int>, node: StatementNode? = nil) {
    self.range = range
    self.tokens = tokens
    self.node = node
  }

  /// Read to its end.
  package var isRead: Bool { node != nil && unreadFrom == nil && syntaxError == nil }
}
