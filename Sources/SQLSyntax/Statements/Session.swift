import SQLLexer

extension Parser {
  /// ListenStmt: `LISTEN channel`. Documentation: LISTEN.
  mutating func listen(_ statement: inout Statement) {
    statement.node = .listen
    expect(.listen)
    skipName()
  }

  /// NotifyStmt: `NOTIFY channel [, 'payload']`. Documentation: NOTIFY.
  mutating func notify(_ statement: inout Statement) {
    statement.node = .notify
    expect(.notify)
    skipName()
    if eat(.comma) { expectString() }
  }

  /// UnlistenStmt: `UNLISTEN channel | *`. Documentation: UNLISTEN.
  mutating func unlisten(_ statement: inout Statement) {
    statement.node = .unlisten
    expect(.unlisten)
    if !eat(operator: "*") { skipName() }
  }

  /// LoadStmt: `LOAD 'file'`. Documentation: LOAD.
  mutating func load(_ statement: inout Statement) {
    statement.node = .load
    expect(.load)
    expectString()
  }

  /// DiscardStmt: `DISCARD ALL | PLANS | SEQUENCES | TEMPORARY | TEMP`. Documentation: DISCARD.
  mutating func discard(_ statement: inout Statement) {
    statement.node = .discard
    expect(.discard)
    switch token().keyword {
    case .all:
      advance()
      statement.tree = .discardAll
    case .plans, .sequences, .temporary, .temp: advance()
    default: fail()
    }
  }

  /// CheckPointStmt: `CHECKPOINT`. Documentation: CHECKPOINT.
  mutating func checkpoint(_ statement: inout Statement) {
    statement.node = .checkpoint
    expect(.checkpoint)
  }
}
