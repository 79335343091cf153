import Effects
import Migrations
import SQLSyntax

/// The statements of a text, each with its effects.
func effects(of sql: String) -> [WrittenEffects] {
  let file = parse(Array(sql.utf8))
  var refusals = TransactionRefusals()
  return file.statements.map { statement in
    WrittenEffects(of: statement, in: file, refusal: refusals.refusal(of: statement, in: file))
  }
}

/// The transactions of a text, under a transport.
func contexts(_ sql: String, _ transport: Transport) -> [TransactionContext] {
  let file = parse(Array(sql.utf8))
  return TransactionState.contexts(
    of: file.statements, refusals: effects(of: sql).map(\.transactionRefusal),
    transport: transport)
}
