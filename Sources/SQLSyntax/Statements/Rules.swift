import SQLLexer

/// CREATE RULE.
package struct CreateRule: Sendable {
  package enum Event: Sendable { case select, insert, update, delete }
  package var name: Name
  package var table: QualifiedName
  package var event: Event
  package var orReplace: Bool
  /// INSTEAD: what the rule says replaces the command.
  package var isInstead = false
  package var condition: Expression?
}

extension Parser {
  /// RuleStmt: `CREATE [OR REPLACE] RULE name AS ON event TO relation [WHERE …] DO [INSTEAD | ALSO] actions`, from RULE.
  /// Documentation: CREATE RULE.
  mutating func createRule(_ statement: inout Statement, orReplace: Bool) {
    statement.node = .rule
    expect(.rule)
    guard let name = name() else { return }
    expect(.as)
    expect(.on)
    let event = ruleEvent()
    expect(.to)
    guard let table = relationName() else { return }
    var rule = CreateRule(name: name, table: table, event: event, orReplace: orReplace)
    rule.condition = whereClause()
    expect(.do)
    rule.isInstead = eat(.instead)
    if !rule.isInstead { _ = eat(.also) }
    ruleActions()
    statement.tree = .createRule(rule)
  }

  private mutating func ruleEvent() -> CreateRule.Event {
    if eat(.select) { return .select }
    if eat(.insert) { return .insert }
    if eat(.update) { return .update }
    expect(.delete)
    return .delete
  }

  /// RuleActionList: NOTHING, an action, or actions in parentheses with semicolons between. A query in parentheses may
  /// go on behind them.
  private mutating func ruleActions() {
    if eat(.nothing) { return }
    guard at(.leftParenthesis) else {
      _ = ruleAction()
      return
    }
    let start = mark
    advance()
    let clauses = ruleActionOrNothing()
    if at(.semicolon) {
      while eat(.semicolon) { _ = ruleActionOrNothing() }
      return expect(.rightParenthesis)
    }
    expect(.rightParenthesis)
    if let clauses, atSelectRest { selectRest(from: start, clauses) }
  }

  /// RuleActionStmtOrEmpty
  private mutating func ruleActionOrNothing() -> QueryClauses? {
    at(.semicolon) || at(.rightParenthesis) ? nil : ruleAction()
  }

  /// RuleActionStmt: a query, INSERT, UPDATE, DELETE or NOTIFY.
  ///
  /// - Returns: the clauses of a query.
  private mutating func ruleAction() -> QueryClauses? {
    let start = mark
    if at(.leftParenthesis) { return selectStatement() }
    if at(.notify) {
      var notification = Statement(range: token().range, tokens: position..<limit)
      notify(&notification)
      return nil
    }
    let hasWith = at(.with)
    if hasWith { withClause() }
    switch token().keyword {
    case .insert: _ = insert(from: start)
    case .update: _ = update(from: start)
    case .delete: _ = delete(from: start)
    default: return selectBehindWith(from: start, hasWith: hasWith)
    }
    return nil
  }
}
