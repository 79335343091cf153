import Effects
import Migrations
import SQLLexer
import Testing

/// Goal: every statement is in the transaction in which the server runs it. Each context is written
/// as the number of its transaction, then what opened it (`b` a block in the file, `r` the runner,
/// `-` nothing) and `x` where it is rolled back.
@Suite struct TransactionStateTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var sql: String
    var transport: Transport
    var expected: String

    init(_ sql: String, _ transport: Transport, _ expected: String) {
      self.sql = sql
      self.transport = transport
      self.expected = expected
    }

    var testDescription: String { "\(transport.rawValue): \(sql)" }
  }

  static let concurrently = "CREATE INDEX CONCURRENTLY i ON t (a)"

  @Test(arguments: [
    // Statement by statement, and what the file says itself.
    Example("SELECT 1; SELECT 2", .autocommit, "0- 1-"),
    Example("BEGIN; SELECT 1; COMMIT; SELECT 2", .autocommit, "0b 0b 0b 1-"),
    Example("START TRANSACTION; SELECT 1; END; SELECT 2", .autocommit, "0b 0b 0b 1-"),
    Example("SELECT 1; BEGIN; SELECT 2; ROLLBACK; SELECT 3", .autocommit, "0- 1bx 1bx 1bx 2-"),
    Example("BEGIN; SELECT 1; ABORT; SELECT 2", .autocommit, "0bx 0bx 0bx 1-"),
    // A second BEGIN, and an end without a beginning, are warnings.
    Example("BEGIN; BEGIN; COMMIT; SELECT 1", .autocommit, "0b 0b 0b 1-"),
    Example("COMMIT; SELECT 1; ROLLBACK; SELECT 2", .autocommit, "0- 1- 2- 3-"),
    Example("BEGIN; SELECT 1; COMMIT AND CHAIN; SELECT 2; COMMIT", .autocommit, "0b 0b 0b 1b 1b"),
    Example("BEGIN; ROLLBACK AND CHAIN; SELECT 1; COMMIT", .autocommit, "0bx 0bx 1b 1b"),
    Example("BEGIN; COMMIT AND NO CHAIN; SELECT 1", .autocommit, "0b 0b 1-"),
    Example("COMMIT AND CHAIN; SELECT 1", .autocommit, "0- 1-"),
    // What is prepared is neither committed nor lost.
    Example(
      "BEGIN; SELECT 1; PREPARE TRANSACTION 'x'; COMMIT PREPARED 'x'", .autocommit, "0b 0b 0b 1-"),
    Example("BEGIN; SELECT 1", .autocommit, "0b 0b"),

    // Savepoints.
    Example(
      "BEGIN; SELECT 1; SAVEPOINT s; SELECT 2; ROLLBACK TO s; SELECT 3; COMMIT", .autocommit,
      "0b 0b 0b 0bx 0b 0b 0b"),
    Example(
      "BEGIN; SAVEPOINT s; SELECT 1; RELEASE s; ROLLBACK TO s; COMMIT", .autocommit,
      "0b 0b 0b 0b 0b 0b"),
    Example(
      "BEGIN; SAVEPOINT a; SELECT 1; SAVEPOINT b; SELECT 2; ROLLBACK TO a; COMMIT", .autocommit,
      "0b 0b 0bx 0bx 0bx 0b 0b"),
    Example(
      "BEGIN; SAVEPOINT a; SELECT 1; SAVEPOINT a; SELECT 2; ROLLBACK TO a; COMMIT", .autocommit,
      "0b 0b 0b 0b 0bx 0b 0b"),
    Example(
      "BEGIN; SAVEPOINT a; SELECT 1; ROLLBACK TO a; SELECT 2; ROLLBACK TO a; COMMIT", .autocommit,
      "0b 0b 0bx 0b 0bx 0b 0b"),
    Example(
      "BEGIN; SAVEPOINT a; SAVEPOINT b; ROLLBACK TO a; SELECT 1; ROLLBACK TO b; COMMIT",
      .autocommit, "0b 0b 0bx 0b 0b 0b 0b"),
    Example("SAVEPOINT a; SELECT 1; ROLLBACK TO a", .autocommit, "0- 1- 2-"),

    // One simple query: alone, a statement is its own transaction; a COMMIT does not rescue what
    // follows.
    Example(concurrently, .implicit, "0-"),
    Example("SET lock_timeout = 1; \(concurrently)", .implicit, "0r 0r"),
    Example("SELECT 1; COMMIT; \(concurrently)", .implicit, "0r 0r 1r"),
    Example("BEGIN; SELECT 1; COMMIT; SELECT 2", .implicit, "0r 0r 0r 1r"),
    Example("SELECT 1; ROLLBACK; SELECT 2", .implicit, "0rx 0rx 1r"),

    // A pipeline: what refuses a transaction may come first, or first behind a COMMIT.
    Example("\(concurrently); SELECT 1", .pipeline, "0- 1r"),
    Example("SELECT 1; \(concurrently); SELECT 2", .pipeline, "0r 0r 0r"),
    Example("\(concurrently); \(concurrently)", .pipeline, "0- 1r"),
    Example("SELECT 1; COMMIT; \(concurrently); SELECT 2", .pipeline, "0r 0r 1- 2r"),
    Example("BEGIN; \(concurrently); COMMIT", .pipeline, "0b 0b 0b"),
    Example("BEGIN; SELECT 1; COMMIT; \(concurrently)", .pipeline, "0b 0b 0b 1-"),

    // The runner's BEGIN holds until the file ends its transaction.
    Example("SELECT 1; SELECT 2", .transactionPerFile, "0r 0r"),
    Example("SELECT 1; COMMIT; \(concurrently)", .transactionPerFile, "0r 0r 1-"),
    Example("COMMIT; \(concurrently); BEGIN; SELECT 1", .transactionPerFile, "0r 1- 2b 2b"),
    Example("BEGIN; SELECT 1; COMMIT; SELECT 2", .transactionPerFile, "0r 0r 0r 1-"),
    Example("SELECT 1; ROLLBACK; SELECT 2", .transactionPerFile, "0rx 0rx 1-"),
    Example("SELECT 1; COMMIT; SELECT 2", .transactionForAll, "0r 0r 1-"),
    Example("SELECT 1; COMMIT; SELECT 2", .transactionPerChangeset, "0r 0r 1r"),

    // What the runner knows to refuse a transaction is sent alone, all else in batches.
    Example("SELECT 1; \(concurrently); SELECT 2; SELECT 3", .autoSplit, "0r 1- 2r 2r"),
    Example("\(concurrently); \(concurrently)", .autoSplit, "0- 1-"),
    Example("SELECT 1; VACUUM; SELECT 2", .autoSplit, "0r 1- 2r"),
    Example("SELECT 1; DROP DATABASE d", .autoSplit, "0r 0r"),
    Example("VACUUM; DROP DATABASE d", .autoSplit, "0- 1-"),
    Example("BEGIN; \(concurrently); COMMIT", .autoSplit, "0b 0b 0b"),
    Example("", .transactionPerFile, ""),
  ])
  func placesStatements(_ example: Example) {
    let written = contexts(example.sql, example.transport).map { context in
      let opening =
        switch context.opening {
        case nil: "-"
        case .block: "b"
        case .runner: "r"
        case .doBlock: "d"
        }
      return "\(context.number)\(opening)\(context.isRolledBack ? "x" : "")"
    }
    #expect(written.joined(separator: " ") == example.expected)
  }

  @Test func namesWhereABlockBegins() {
    let sql = "SELECT 1; BEGIN; SELECT 2; COMMIT AND CHAIN; SELECT 3"
    let openings = contexts(sql, .autocommit).map(\.opening)
    #expect(openings[2] == .block(.init(start: 10, end: 15)))
    #expect(openings[4] == .block(.init(start: 27, end: 43)))
  }

  /// A run that fails leaves nothing behind, if all that the section does is in one transaction.
  @Test(arguments: [
    Example("SELECT 1; SELECT 2", .autocommit, "no no"),
    Example("BEGIN; SELECT 1; COMMIT", .autocommit, "yes yes yes"),
    Example("SET lock_timeout = 1; BEGIN; SELECT 1; COMMIT", .autocommit, "no yes yes yes"),
    Example("BEGIN; SELECT 1; COMMIT; SELECT 2", .autocommit, "no no no no"),
    Example("SELECT 1", .autocommit, "no"),
    Example("DO 'BEGIN NULL; END'", .autocommit, "yes"),
    Example("SELECT 1", .implicit, "yes"),
    Example(concurrently, .implicit, "no"),
    Example("SELECT 1; SELECT 2", .implicit, "yes yes"),
    Example("SELECT 1; COMMIT; SELECT 2", .implicit, "no no no"),
    Example("SELECT 1; SELECT 2", .transactionPerFile, "yes yes"),
    Example("SELECT 1; \(concurrently)", .autoSplit, "no no"),
  ])
  func knowsWholeSections(_ example: Example) {
    let written = contexts(example.sql, example.transport)
      .map { $0.isWholeSection ? "yes" : "no" }
    #expect(written.joined(separator: " ") == example.expected)
  }

  /// A savepoint that is returned to once for every statement behind it costs no more than one that
  /// is not.
  @Test func rollsBackInLinearTime() {
    let count = 20_000
    let sql =
      "BEGIN;" + String(repeating: "SAVEPOINT s;", count: count)
      + String(repeating: "ROLLBACK TO s; RELEASE s;", count: count) + "COMMIT"
    #expect(contexts(sql, .autocommit).count == 3 * count + 2)
  }
}
