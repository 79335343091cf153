package import SQLLexer

/// Where PostgreSQL would stop reading a statement, and what it would say.
package struct SyntaxError: Equatable, Sendable {
  /// The token PostgreSQL points at; no bytes, behind the last token, at the end of the input.
  package var range: ByteRange
  /// PostgreSQL's own words, such as `syntax error at or near "x"`.
  package var message: String
  /// What could stand there, if that is one thing.
  package var expected: String?
  /// syntax_error, or feature_not_supported for what the grammar reads and refuses. [add_check_deferrable]
  package var sqlstate = "42601"
}

/// Why a statement was not read to its end.
struct ReadFailure {
  enum Kind {
    /// The token cannot stand where it does; what could, if that is one thing.
    case unexpected(String?)
    /// A refusal of gram.y's actions, in PostgreSQL's words.
    case refused(String)
    /// The same, for what PostgreSQL does not have: feature_not_supported.
    case unsupported(String)
    /// Nested more deeply than `deepestNesting`.
    case tooDeep
  }

  var kind: Kind
  /// Index of the token at which reading stopped; the statement's limit at its end.
  var token: Int
}

/// How many parentheses, subqueries and operators may stand inside each other. PostgreSQL's own bound is its stack
/// (max_stack_depth); statements that people write stay far below both.
let deepestNesting = 500
