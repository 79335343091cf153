import Catalog
package import Migrations
package import SQLSyntax

extension Replay {
  /// Executes the statements of a text one after the other, as a runner sends them. What is rolled back is taken back when
  /// its transaction ends.
  ///
  /// - Parameter visit: gets each statement with its transaction and its effects; the replay stands behind the statement.
  package mutating func run(
    _ source: SyntaxFile, transport: Transport,
    _ visit: (Statement, TransactionContext, Effects, inout Replay) -> Void
  ) {
    let statements = source.statements
    var finder = TransactionRefusals()
    let refusals = statements.map { finder.refusal(of: $0, in: source) }
    let contexts = TransactionState.contexts(
      of: statements, refusals: refusals, transport: transport)
    var rolledBack: Catalog.Mark?
    for (index, statement) in statements.enumerated() {
      let context = contexts[index]
      let isFirst = index == 0 || contexts[index - 1].number != context.number
      if isFirst { beginTransaction() }
      if let mark = rolledBack, isFirst || !context.isRolledBack {
        catalog.undo(to: mark)
        rolledBack = nil
      }
      if context.isRolledBack, rolledBack == nil { rolledBack = catalog.mark() }
      let effects = execute(
        statement, in: source, inTransaction: context.opening != nil, refusal: refusals[index])
      visit(statement, context, effects, &self)
    }
    if let rolledBack { catalog.undo(to: rolledBack) }
  }
}
