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

  /// For messages: "goose wraps each file in a transaction".
  ///
  /// - Parameter runner: nil where it is not known.
  package func description(by runner: Framework?) -> String {
    let name = runner?.name ?? "the runner"
    func sent(_ what: String, _ how: String) -> String {
      runner == nil ? "the \(what) is sent \(how)" : "\(name) sends the \(what) \(how)"
    }
    return switch self {
    case .autocommit: sent("file", "statement by statement")
    case .implicit: sent("file", "as one string, which PostgreSQL runs as one transaction")
    case .pipeline: sent("file", "as one pipeline, which PostgreSQL runs as one transaction")
    case .transactionPerFile: "\(name) wraps each file in a transaction"
    case .transactionForAll: "\(name) wraps all pending files in one transaction"
    case .transactionPerChangeset: "\(name) wraps each changeset in a transaction"
    case .autoSplit: "\(name) wraps the file in a transaction"
    }
  }
}
