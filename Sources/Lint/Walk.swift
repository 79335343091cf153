import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// A statement on the way through a section, before it is judged.
struct Stop {
  var statement: Statement
  /// What the statement was read from: the section, or the body around it.
  var source: SyntaxFile
  var refusal: TransactionRefusal?
  var context: TransactionContext
  /// What that is if the section is sent in the other way that it may be; nil where there is no other.
  var otherContext: TransactionContext?
  /// Counts up, through DO blocks as well.
  var index: Int
  /// The DO block around it, the innermost one.
  var block: BlockGuards?
}

/// The way through the statements of a section: in order, into DO blocks, with the transactions
/// that they run in.
struct Walk: Sendable {
  let section: Section
  /// How the section may be sent as well: nothing tells.
  let other: Transport?
  private let contexts: [TransactionContext]
  private let otherContexts: [TransactionContext]?
  private let refusals: [TransactionRefusal?]

  init(_ section: Section, otherwise other: Transport?) {
    self.section = section
    self.other = other
    var refusing = TransactionRefusals()
    refusals = section.syntax.statements.map {
      refusing.refusal(of: $0, in: section.syntax)
    }
    contexts = TransactionState.contexts(
      of: section.syntax.statements, refusals: refusals, transport: section.transport,
      isOneString: section.isOneString)
    otherContexts = other.map { [refusals] in
      TransactionState.contexts(
        of: section.syntax.statements, refusals: refusals, transport: $0)
    }
  }

  /// Calls for every statement.
  func forEach(_ body: (Stop) -> Void) {
    var index = 0
    for place in section.syntax.statements.indices {
      let stop = stop(at: place, index)
      index += 1
      body(stop)
      visit(inside: stop, &index, body)
    }
  }

  /// Calls for every statement that the runner sends, not for those inside DO blocks.
  func forEachOutermost(_ body: (Stop) -> Void) {
    for place in section.syntax.statements.indices { body(stop(at: place, place)) }
  }

  private func stop(at place: Int, _ index: Int) -> Stop {
    Stop(
      statement: section.syntax.statements[place], source: section.syntax,
      refusal: refusals[place], context: contexts[place], otherContext: otherContexts?[place],
      index: index)
  }

  /// Calls for the statements of a DO block, and of those inside it.
  private func visit(inside stop: Stop, _ index: inout Int, _ body: (Stop) -> Void) {
    guard let code = stop.statement.executedBody else { return }
    var context = stop.context
    if context.opening == nil { context.opening = .doBlock(stop.statement.range) }
    // What EXECUTE runs has the guards of the block that it stands in.
    let guards = stop.statement.node == .dynamicExecute ? stop.block : BlockGuards(code)
    var refusing = TransactionRefusals()
    for statement in code.reachedStatements {
      let inner = Stop(
        statement: statement, source: code.text,
        refusal: refusing.refusal(of: statement, in: code.text), context: context,
        otherContext: stop.otherContext, index: index, block: guards)
      index += 1
      body(inner)
      visit(inside: inner, &index, body)
    }
  }
}
