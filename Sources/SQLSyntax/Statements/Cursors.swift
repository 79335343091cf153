import SQLLexer

extension Parser {
  /// FetchStmt: `FETCH | MOVE [direction] [FROM | IN] cursor`. Documentation: FETCH, MOVE.
  mutating func fetch(_ statement: inout Statement) {
    statement.node = .fetch
    advance()
    fetchDirection()
    if !eat(.from) { _ = eat(.in) }
    skipName()
  }

  /// What stands before the cursor in fetch_args. A cursor may be called "next".
  private mutating func fetchDirection() {
    if atNumber { return signedInteger() }
    if eat(.all) { return }
    guard position + 1 < limit else { return }
    switch token().keyword {
    case .next, .prior, .first, .last: advance()
    case .absolute, .relative:
      advance()
      signedInteger()
    case .forward, .backward:
      advance()
      if !eat(.all), atNumber { signedInteger() }
    default: break
    }
  }

  /// ClosePortalStmt: `CLOSE cursor | ALL`. Documentation: CLOSE.
  mutating func close(_ statement: inout Statement) {
    statement.node = .closePortal
    expect(.close)
    if !eat(.all) { skipName() }
  }
}
