import SQLLexer

/// BEGIN, COMMIT, ROLLBACK, SAVEPOINT, …
package struct TransactionCommand: Sendable {
  package enum Kind: String, Sendable {
    case begin = "TRANS_STMT_BEGIN"
    case start = "TRANS_STMT_START"
    case commit = "TRANS_STMT_COMMIT"
    case rollback = "TRANS_STMT_ROLLBACK"
    case savepoint = "TRANS_STMT_SAVEPOINT"
    case release = "TRANS_STMT_RELEASE"
    case rollbackTo = "TRANS_STMT_ROLLBACK_TO"
    case prepare = "TRANS_STMT_PREPARE"
    case commitPrepared = "TRANS_STMT_COMMIT_PREPARED"
    case rollbackPrepared = "TRANS_STMT_ROLLBACK_PREPARED"
  }
  package var kind: Kind
  /// COMMIT AND CHAIN, ROLLBACK AND CHAIN: a new transaction begins at once.
  package var chain = false
  package var savepoint: Name?
  /// ISOLATION LEVEL of BEGIN and START TRANSACTION.
  package var isolation: IsolationLevel?
}

package enum IsolationLevel: String, Sendable {
  case readUncommitted = "READ UNCOMMITTED"
  case readCommitted = "READ COMMITTED"
  case repeatableRead = "REPEATABLE READ"
  case serializable = "SERIALIZABLE"
}

extension Parser {
  /// TransactionStmt, TransactionStmtLegacy. Documentation: BEGIN, COMMIT, ROLLBACK, SAVEPOINT, PREPARE TRANSACTION.
  mutating func transaction(_ statement: inout Statement) {
    statement.node = .transaction
    let keyword = token().keyword
    advance()
    var command: TransactionCommand
    switch keyword {
    case .begin:
      command = TransactionCommand(kind: .begin)
      workOrTransaction()
      if atTransactionMode { command.isolation = transactionModes() }
    case .start:
      command = TransactionCommand(kind: .start)
      expect(.transaction)
      if atTransactionMode { command.isolation = transactionModes() }
    case .savepoint:
      command = TransactionCommand(kind: .savepoint, savepoint: name())
    case .release:
      command = TransactionCommand(kind: .release, savepoint: savepoint())
    case .prepare:
      expect(.transaction)
      expectString()
      command = TransactionCommand(kind: .prepare)
    default:
      command = TransactionCommand(
        kind: keyword == .commit || keyword == .end ? .commit : .rollback)
      if keyword == .commit || keyword == .rollback, eat(.prepared) {
        command.kind = keyword == .commit ? .commitPrepared : .rollbackPrepared
        expectString()
      } else {
        workOrTransaction()
        endOfTransaction(&command, isRollback: keyword == .rollback)
      }
    }
    statement.tree = .transaction(command)
  }

  /// opt_transaction
  private mutating func workOrTransaction() {
    if !eat(.work) { _ = eat(.transaction) }
  }

  /// `TO [SAVEPOINT] name` of ROLLBACK, or opt_transaction_chain: `AND [NO] CHAIN`
  private mutating func endOfTransaction(_ command: inout TransactionCommand, isRollback: Bool) {
    if isRollback, eat(.to) {
      command.kind = .rollbackTo
      command.savepoint = savepoint()
    } else if eat(.and) {
      command.chain = !eat(.no)
      expect(.chain)
    }
  }

  /// `[SAVEPOINT] name`; a savepoint may be called "savepoint".
  private mutating func savepoint() -> Name? {
    if at(.savepoint), atName(.columnOrTable, 1) { advance() }
    return name()
  }

  // MARK: Modes

  private var atTransactionMode: Bool {
    switch token().keyword {
    case .isolation, .read, .deferrable: true
    case .not: !isLookahead(.not)
    default: false
    }
  }

  /// transaction_mode_list: one or more, with or without commas between.
  ///
  /// - Returns: the last ISOLATION LEVEL.
  @discardableResult
  mutating func transactionModes() -> IsolationLevel? {
    var found: IsolationLevel?
    repeat { found = transactionMode() ?? found } while eat(.comma) || atTransactionMode
    return found
  }

  /// transaction_mode_item: `ISOLATION LEVEL level`, `READ ONLY | WRITE`, `[NOT] DEFERRABLE`
  private mutating func transactionMode() -> IsolationLevel? {
    switch token().keyword {
    case .isolation:
      advance()
      expect(.level)
      return isolationLevel()
    case .read:
      advance()
      if !eat(.only), !eat(.write) { fail() }
    case .deferrable: advance()
    case .not where !isLookahead(.not):
      advance()
      expect(.deferrable)
    default: fail()
    }
    return nil
  }

  /// iso_level: `READ UNCOMMITTED | READ COMMITTED | REPEATABLE READ | SERIALIZABLE`
  private mutating func isolationLevel() -> IsolationLevel? {
    if eat(.read) {
      if eat(.uncommitted) { return .readUncommitted }
      if eat(.committed) { return .readCommitted }
      fail()
    } else if eat(.repeatable) {
      expect(.read)
      return .repeatableRead
    } else if eat(.serializable) {
      return .serializable
    } else {
      fail()
    }
    return nil
  }
}
