import SQLLexer

extension Parser {
  /// DoStmt: `DO [LANGUAGE name] body`
  mutating func doBlock(_ statement: inout Statement) {
    statement.node = .doBlock
    expect(.do)
    var language = "plpgsql"
    var body: Token?
    while !atEnd {
      if eat(.language) {
        // NonReservedWord_or_Sconst
        let next = token()
        if next.kind == .string { advance() }
        language =
          next.kind == .string
          ? text(next).filter { $0 != "'" } : name()?.text ?? ""
      } else if body == nil, isString(token().kind) {
        body = token()
        advance()
      } else {
        return fail()
      }
    }
    guard let body else { return fail() }
    statement.tree = .doBlock(DoBlock(body, language: language, in: bytes, depth: bodyDepth + 1))
  }
}

/// How deep DO blocks are read inside each other; each level reads its bytes once more.
private let deepestBody = 4

extension DoBlock {
  /// Reads the body, if it is written so that its bytes are those of the code: between dollar quotes, or in plain quotes
  /// without a quote inside. Otherwise, or deeper than `deepestBody`, all of it counts as dynamic SQL.
  fileprivate init(_ token: Token, language: String, in bytes: [UInt8], depth: Int) {
    let quoted = bytes[token.range.indices]
    let delimiter =
      token.kind == .dollarString
      ? 1 + (quoted.dropFirst().firstIndex(of: UInt8(ascii: "$")) ?? quoted.startIndex)
        - quoted.startIndex
      : 1
    let isPlain =
      token.kind == .string
      && !quoted.dropFirst().dropLast().contains(UInt8(ascii: "'"))
    let isReadable = depth <= deepestBody && (token.kind == .dollarString || isPlain)
    let inner = token.range.start + UInt32(delimiter)
    let body = ByteRange(start: inner, end: max(inner, token.range.end - UInt32(delimiter)))
    self.init(
      body: body, language: language, statements: [], lexed: LexedText(), caughtConditions: [],
      testsCatalog: false, hasDynamicSQL: !isReadable)
    guard isReadable, language == "plpgsql" else { return }
    lexed = lex(bytes, in: body.indices, options: .body)
    var reader = BodyReader(parser: Parser(bytes: bytes, lexed: lexed, bodyDepth: depth))
    reader.read()
    statements = reader.statements
    caughtConditions = reader.caughtConditions
    testsCatalog = reader.testsCatalog
    hasDynamicSQL = reader.hasDynamicSQL
  }
}
