import SQLLexer

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
      skipToEnd()
    case .start:
      command = TransactionCommand(kind: .start)
      expect(.transaction)
      skipToEnd()
    case .savepoint:
      command = TransactionCommand(kind: .savepoint, savepoint: name())
    case .release:
      _ = eat(.savepoint)
      command = TransactionCommand(kind: .release, savepoint: name())
    case .prepare:
      expect(.transaction)
      expect(TokenKind.string)
      command = TransactionCommand(kind: .prepare)
    default:
      command = TransactionCommand(
        kind: keyword == .commit || keyword == .end ? .commit : .rollback)
      endOfTransaction(&command)
    }
    statement.tree = .transaction(command)
  }

  private mutating func workOrTransaction() {
    if !eat(.work) { _ = eat(.transaction) }
  }

  /// Behind COMMIT, END, ROLLBACK, ABORT.
  private mutating func endOfTransaction(_ command: inout TransactionCommand) {
    if eat(.prepared) {
      command.kind = command.kind == .commit ? .commitPrepared : .rollbackPrepared
      return expect(TokenKind.string)
    }
    workOrTransaction()
    if command.kind == .rollback, eat(.to) {
      command.kind = .rollbackTo
      _ = eat(.savepoint)
      command.savepoint = name()
    } else if eat(.and) {
      command.chain = !eat(.no)
      expect(.chain)
    }
  }
}
