import SQLLexer

/// DO, with its code.
package struct DoBlock: Sendable {
  package var body: Body
}

extension Parser {
  /// DoStmt: `DO [LANGUAGE name] code`. Documentation: DO.
  mutating func doBlock(_ statement: inout Statement) {
    statement.node = .doBlock
    expect(.do)
    var language = "plpgsql"
    var code: Token?
    repeat {
      if eat(.language) {
        language = wordOrStringValue() ?? ""
      } else {
        code = token()
        expectString()
      }
    } while !atEnd
    guard failure == nil, let code, let body = readBody(token: code, language: language) else {
      return
    }
    statement.tree = .doBlock(DoBlock(body: body))
  }
}
