import SQLLexer

/// PREPARE name AS statement.
package struct Prepare: Sendable {
  package var name: Name
  package var statement: Statement
}

/// EXECUTE name.
package struct Execute: Sendable {
  package var name: Name
}

extension Parser {
  /// PrepareStmt: `PREPARE name [(types)] AS statement`. Documentation: PREPARE.
  mutating func prepare(_ statement: inout Statement) {
    statement.node = .prepare
    expect(.prepare)
    guard let name = name() else { return }
    if at(.leftParenthesis) { parenthesised { $0.skipTypeName() } }
    expect(.as)
    var prepared = Statement(range: statement.range, tokens: position..<limit)
    preparableStatement(&prepared)
    guard prepared.tokens.lowerBound < position else { return }
    prepared.range = range(from: prepared.tokens.lowerBound)
    statement.tree = .prepare(Prepare(name: name, statement: prepared))
  }

  /// ExecuteStmt: `EXECUTE name [(arguments)]`. Documentation: EXECUTE.
  mutating func execute(_ statement: inout Statement) {
    statement.node = .execute
    guard let name = executeCommand() else { return }
    statement.tree = .execute(Execute(name: name))
  }

  /// `EXECUTE name [(arguments)]`, which also gives CREATE TABLE AS its rows.
  mutating func executeCommand() -> Name? {
    expect(.execute)
    let name = name()
    if at(.leftParenthesis) { parenthesisedExpressionList() }
    return name
  }

  /// DeallocateStmt: `DEALLOCATE [PREPARE] name | ALL`. Documentation: DEALLOCATE.
  mutating func deallocate(_ statement: inout Statement) {
    statement.node = .deallocate
    expect(.deallocate)
    // A statement may be called "prepare".
    if at(.all, 1) || atName(.columnOrTable, 1) { _ = eat(.prepare) }
    if !eat(.all) { skipName() }
  }

  /// DeclareCursorStmt: `DECLARE name [options] CURSOR [WITH | WITHOUT HOLD] FOR query`. Documentation: DECLARE.
  mutating func declareCursor(_ statement: inout Statement) {
    statement.node = .declareCursor
    expect(.declare)
    skipName()
    options: while true {
      switch token().keyword {
      case .no:
        advance()
        expect(.scroll)
      case .scroll, .binary, .asensitive, .insensitive: advance()
      default: break options
      }
    }
    expect(.cursor)
    if eat(.with) || eat(.without) { expect(.hold) }
    expect(.for)
    guard let query = query() else { return }
    statement.tree = .declareCursor(query)
  }

  /// CallStmt: `CALL procedure (arguments)`. Documentation: CALL.
  mutating func call(_ statement: inout Statement) {
    statement.node = .call
    expect(.call)
    let start = mark
    namedFunction(from: start)
    if let call = expression(from: start) { statement.tree = .call(call) }
  }
}
