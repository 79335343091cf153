import SQLLexer

/// The words and marks that may end an expression in PL/pgSQL.
struct PLStops: OptionSet {
  let rawValue: UInt16

  static let semicolon = PLStops(rawValue: 1)
  static let comma = PLStops(rawValue: 2)
  static let rightParenthesis = PLStops(rawValue: 4)
  static let dotDot = PLStops(rawValue: 8)
  static let then = PLStops(rawValue: 16)
  static let when = PLStops(rawValue: 32)
  static let loop = PLStops(rawValue: 64)
  static let by = PLStops(rawValue: 128)
  static let using = PLStops(rawValue: 256)
  static let into = PLStops(rawValue: 512)
  static let from = PLStops(rawValue: 1024)
  static let `in` = PLStops(rawValue: 2048)
}

extension Parser {
  /// Which of these a token is.
  func plStop(_ token: Token) -> PLStops {
    switch token.kind {
    case .semicolon: .semicolon
    case .comma: .comma
    case .rightParenthesis: .rightParenthesis
    case .dotDot: .dotDot
    case .identifier: token.length == 4 && isSpelled(token, "loop") ? .loop : []
    case .keyword:
      switch token.keyword {
      case .then: .then
      case .when: .when
      case .by: .by
      case .using: .using
      case .into: .into
      case .from: .from
      case .in: .in
      default: []
      }
    default: []
    }
  }

  /// Whether the next token is this operator of two bytes.
  func at(operator first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    let next = token()
    return next.kind == .operator && next.length == 2
      && bytes[Int(next.start)] == UInt8(ascii: first)
      && bytes[Int(next.start) + 1] == UInt8(ascii: second)
  }

  /// PLAssignStmt: `variable[.field | [subscript]] … {:= | =} PLpgSQL_Expr`
  mutating func plAssignment() -> (target: Expression?, value: Expression?) {
    let start = mark
    if !eat(TokenKind.parameter) { skipName() }
    while at(.dot), atName(.label, 1) { position += 2 }
    finish(.columnReference, from: start)
    optionalIndirection(from: start)
    let target = expression(from: start)
    if !eat(.colonEquals) { expect(operator: "=") }
    return (target, plExpression())
  }

  /// Whether a token without quotes is this word, which is in lower case.
  func isSpelled(_ token: Token, _ word: String) -> Bool {
    guard token.kind == .identifier || token.kind == .keyword,
      Int(token.length) == word.utf8.count
    else { return false }
    var index = Int(token.start)
    for byte in word.utf8 {
      if lowercased(bytes[index]) != byte { return false }
      index += 1
    }
    return true
  }

  /// Whether a word is one of PL/pgSQL's that are names, too. For errors: it takes its time.
  func isUnreservedInPLpgSQL(_ token: Token) -> Bool {
    unreservedWords.contains { isSpelled(token, $0) }
  }

  /// Whether a word names something of the catalogue: a relation of pg_catalog or information_schema, or to_reg….
  func namesCatalog(_ token: Token) -> Bool {
    guard token.kind == .identifier || token.kind == .quotedIdentifier else { return false }
    let quote = token.kind == .quotedIdentifier ? 1 : 0
    let name = bytes[token.range.indices].dropFirst(quote).dropLast(quote)
    func begins(_ word: String) -> Bool {
      name.count >= word.utf8.count && zip(name, word.utf8).allSatisfy { lowercased($0) == $1 }
    }
    return begins("pg_") || begins("to_reg") || name.count == 18 && begins("information_schema")
  }
}

extension Keyword {
  /// pl_reserved_kwlist.h, but for FOREACH, LOOP and WHILE, which are no words of SQL.
  var isReservedInPLpgSQL: Bool {
    switch self {
    case .all, .begin, .by, .case, .declare, .else, .end, .execute, .for, .from, .if, .in, .into,
      .not, .null, .or, .strict, .then, .to, .using, .when:
      true
    default: false
    }
  }
}

/// pl_unreserved_kwlist.h
private let unreservedWords = [
  "absolute", "alias", "and", "array", "assert", "backward", "call", "chain", "close", "collate",
  "column", "column_name", "commit", "constant", "constraint", "constraint_name", "continue",
  "current", "cursor", "datatype", "debug", "default", "detail", "diagnostics", "do", "dump",
  "elseif", "elsif", "errcode", "error", "exception", "exit", "fetch", "first", "forward", "get",
  "hint", "import", "info", "insert", "is", "last", "log", "merge", "message", "message_text",
  "move", "next", "no", "notice", "open", "option", "perform", "pg_context", "pg_datatype_name",
  "pg_exception_context", "pg_exception_detail", "pg_exception_hint", "pg_routine_oid",
  "print_strict_params", "prior", "query", "raise", "relative", "return", "returned_sqlstate",
  "reverse", "rollback", "row_count", "rowtype", "schema", "schema_name", "scroll", "slice",
  "sqlstate", "stacked", "table", "table_name", "type", "use_column", "use_variable",
  "variable_conflict", "warning",
]
