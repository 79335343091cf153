import SQLLexer

/// Finds the SQL in a PL/pgSQL body: it walks from statement to statement, past the words that open blocks, and hands
/// what is SQL to the parser. Documentation: PL/pgSQL, "Structure", "Control Structures".
struct BodyReader {
  var parser: Parser
  var statements: [Statement] = []
  var caughtConditions: [String] = []
  var testsCatalog = false
  var hasDynamicSQL = false
  /// Inside EXCEPTION … END, where WHEN names conditions.
  private var inException = false

  init(parser: Parser) { self.parser = parser }

  mutating func read() {
    parser.start(0..<parser.tokens.count)
    while !parser.atEnd {
      let before = parser.position
      step()
      // Every step takes at least one token.
      if parser.position == before { parser.advance() }
    }
  }

  /// Takes one statement, or the words that open a block.
  private mutating func step() {
    if parser.at(.semicolon) { return parser.advance() }
    let token = parser.token()
    let word = token.keyword == .notKeyword ? parser.text(token) : token.keyword.spelling
    switch word {
    case "<<": skipLabel()
    case "declare": skipDeclarations()
    case "begin", "else", "loop": parser.advance()
    case "exception":
      parser.advance()
      inException = true
    case "end":
      inException = false
      skipStatement()
    case "if", "elsif", "elseif": readCondition(until: "then")
    case "when":
      inException ? readHandlers() : readCondition(until: "then")
    case "case": readCondition(until: "when")
    case "while", "for", "foreach": readCondition(until: "loop")
    case "execute":
      hasDynamicSQL = true
      skipStatement()
    case "perform", "raise", "return", "null", "get", "open", "fetch", "close", "move", "exit",
      "continue", "assert":
      skipStatement()
    default:
      startsSQL(token.keyword) && !isAssignment ? readSQL() : skipStatement()
    }
  }

  /// `x := …`, `x = …`, `x.y := …`
  private var isAssignment: Bool {
    var ahead = parser
    while ahead.atName(.label), ahead.token(1).kind == .dot { ahead.advance(2) }
    ahead.advance()
    return ahead.at(.colonEquals) || ahead.at(operator: "=")
  }

  private func startsSQL(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .alter, .analyze, .call, .cluster, .comment, .copy, .create, .delete, .do, .drop, .grant,
      .import, .insert, .lock, .merge, .notify, .reassign, .refresh, .reindex, .reset, .revoke,
      .security, .select, .set, .truncate, .update, .vacuum, .values, .with, .commit, .rollback:
      true
    default: false
    }
  }

  private mutating func readSQL() {
    let first = parser.position
    skipStatement()
    let last = parser.position
    guard last > first else { return }
    let end = parser.limit
    statements.append(parser.statement(first..<last))
    parser.start(last..<end)
  }

  private mutating func skipStatement() {
    while !parser.atEnd, !parser.at(.semicolon) { parser.advance() }
  }

  private mutating func skipLabel() {
    parser.advance()
    while !parser.atEnd, !parser.at(.semicolon) {
      let isClosing = parser.token().kind == .operator && parser.text(parser.token()) == ">>"
      parser.advance()
      if isClosing { return }
    }
  }

  /// From DECLARE to the BEGIN of its block.
  private mutating func skipDeclarations() {
    parser.advance()
    while !parser.atEnd, !parser.at(.begin), !parser.at(.declare) {
      skipStatement()
      parser.advance()
    }
  }

  /// The expression or query behind IF, WHEN, CASE, WHILE or FOR, up to the word that ends it.
  private mutating func readCondition(until end: String) {
    parser.advance()
    var cases = 0
    while !parser.atEnd, !parser.at(.semicolon) {
      let token = parser.token()
      switch token.keyword {
      case .case: cases += 1
      case .end where cases > 0: cases -= 1
      default:
        if cases == 0, token.kind == .keyword || token.kind == .identifier,
          parser.text(token) == end
        {
          if end != "when" { parser.advance() }
          return
        }
      }
      if parser.namesCatalog(token) { testsCatalog = true }
      if token.keyword == .execute { hasDynamicSQL = true }
      parser.advance()
    }
  }

  /// `WHEN condition [OR condition …] THEN`
  private mutating func readHandlers() {
    parser.advance()
    while !parser.atEnd, !parser.at(.semicolon), !parser.at(.then) {
      let token = parser.token()
      if token.kind == .identifier || token.kind == .keyword, token.keyword != .or {
        caughtConditions.append(parser.text(token))
      } else if token.kind == .string {
        // SQLSTATE '42P07'
        caughtConditions.append(parser.text(token).filter { $0 != "'" })
      }
      parser.advance()
    }
    parser.advance()
  }
}

extension Parser {
  /// Whether a word names something of the catalogue: a relation of pg_catalog or information_schema, or to_reg….
  fileprivate func namesCatalog(_ token: Token) -> Bool {
    guard token.kind == .identifier || token.kind == .quotedIdentifier else { return false }
    let name = Name(token, in: bytes).text
    return name.hasPrefix("pg_") || name.hasPrefix("to_reg") || name == "information_schema"
  }
}
