/// How a runner hands the SQL of a file to the server. What fails, and what a failure leaves
/// behind, depends on it.
package enum Transport: String, CaseIterable, Sendable {
  /// Statement by statement, each its own transaction: `psql -f`.
  case autocommit
  /// The text as one simple query: more than one statement is one implicit transaction.
  case implicit
  /// One extended-protocol pipeline: as `implicit`, but its first statement may refuse a
  /// transaction.
  case pipeline
  /// BEGIN and COMMIT around each file.
  case transactionPerFile = "transaction-per-file"
  /// One transaction around all files that are pending.
  case transactionForAll = "transaction-for-all"
  /// One transaction around each changeset of a file.
  case transactionPerChangeset = "transaction-per-changeset"
  /// A transaction, out of which the runner takes the statements that it knows to refuse one.
  case autoSplit = "auto-split"

  /// For messages: "psql sends each statement on its own".
  package var description: String {
    switch self {
    case .autocommit: "each statement is sent on its own"
    case .implicit:
      "the file is sent as one string, which PostgreSQL runs as one transaction"
    case .pipeline:
      "the statements are sent as one pipeline, which PostgreSQL runs as one transaction"
    case .transactionPerFile: "the runner wraps each file in a transaction"
    case .transactionForAll: "the runner wraps all pending files in one transaction"
    case .transactionPerChangeset: "the runner wraps each changeset in a transaction"
    case .autoSplit: "the runner wraps the file in a transaction"
    }
  }
}
