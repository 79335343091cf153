import Effects
import Migrations
import SQLSyntax

/// The statements of a text, each with its effects.
func effects(of sql: String) -> [Effects] {
  let file = parse(Array(sql.utf8))
  var refusals = TransactionRefusals()
  return file.statements.map { statement in
    let tokens = StatementTokens(statement, of: file)
    return Effects(of: statement, tokens, refusal: refusals.refusal(of: statement, tokens))
  }
}

/// The transactions of a text, under a transport.
func contexts(_ sql: String, _ transport: Transport) -> [TransactionContext] {
  let file = parse(Array(sql.utf8))
  return TransactionState.contexts(
    of: file.statements, refusals: effects(of: sql).map(\.transactionRefusal),
    transport: transport)
}
