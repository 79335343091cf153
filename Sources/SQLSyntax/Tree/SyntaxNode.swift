package import SQLLexer

/// A part of a query or an expression: what it is, and the tokens it is made of.
///
/// The nodes of a text stand in one array, each behind its children (postorder), so that reading appends 16 bytes for a
/// part and allocates nothing, and every question about a part is a walk over one slice. `size` finds the children:
/// the last child stands directly before its parent, the one before it `size` places further to the front.
package struct SyntaxNode: Equatable, Sendable, BitwiseCopyable {
  package var kind: SyntaxKind
  /// The word that tells forms of one kind apart (AND and OR, LEFT and FULL); `notKeyword` where there is none.
  package var detail: Keyword
  /// Index of its first token.
  package var first: UInt32
  /// Index behind its last token.
  package var end: UInt32
  /// How many nodes it is made of, itself included.
  package var size: UInt32

  /// Its tokens, as indexes into the `LexedText` it was read from.
  package var tokens: Range<Int> { Int(first)..<Int(end) }
}

/// An expression (a_expr, b_expr, c_expr) of a statement: the place of its node, and its bytes.
package struct Expression: Equatable, Sendable, BitwiseCopyable {
  /// Index into the nodes of the text.
  package var node: UInt32
  package var range: ByteRange
}

/// A query (SelectStmt and the statements that may stand in its place) inside a statement.
package struct Query: Equatable, Sendable, BitwiseCopyable {
  /// Index into the nodes of the text.
  package var node: UInt32
  package var range: ByteRange
}
