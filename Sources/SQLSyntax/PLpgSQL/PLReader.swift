import SQLLexer

/// How many blocks, IFs and loops may stand inside each other.
private let deepestBlock = 200

/// Reads the body of a PL/pgSQL function, or of a DO block, as pl_gram.y (PostgreSQL 18) has it: one function a
/// production, as in `Parser`, in files by kind of statement.
///
/// PL/pgSQL has no expressions of its own. Where one stands, it takes the tokens up to the word that ends it and gives
/// them to the SQL parser: these are the pieces. So a mistake inside a piece leaves the structure around it as it is,
/// and reading goes on; behind a mistake of the structure only statements are still looked for, and nothing is an error.
struct PLReader {
  var parser: Parser
  var body: Body
  /// The statements of SQL in the body.
  var sqlStatements: [Statement] = []
  var names: PLNamespace
  let routine: PLRoutine
  /// What the lexer found beside the tokens.
  private let lexed: LexedText
  /// Index behind the last token.
  private let end: Int
  /// Index of the first token that stands for what will be put in.
  private let firstTemplate: Int
  /// Where the structure broke: nothing behind it is an error.
  private var failedAt: Int?
  /// Between a failure and the place where reading goes on, everything fails.
  private(set) var isUnwinding = false
  /// Lexical errors before this offset have been looked at.
  private var scannedTo: UInt32
  /// Up to which token placeholders were looked for, and whether there is one behind the last semicolon.
  private var templateScan: (index: Int, found: Bool)
  private var depth = 0

  /// - Parameter lexed: the text of the body without its tokens, which the parser has.
  init(_ parser: consuming Parser, _ lexed: LexedText, routine: PLRoutine, body: Body) {
    self.body = body
    self.lexed = lexed
    self.routine = routine
    names = PLNamespace(routine)
    end = parser.tokens.count
    firstTemplate = parser.tokens.firstIndex(where: \.isTemplate) ?? .max
    templateScan = (min(firstTemplate, end), false)
    scannedTo = body.range.start
    self.parser = parser
  }

  /// pl_function: `options block [;]`
  mutating func read() -> Body {
    resume(at: 0)
    options()
    var block = block()
    _ = parser.eat(.semicolon)
    if !parser.atEnd { fail() }
    salvage(&block)
    if failedAt == nil { noteLexicalError(upTo: .max) }
    body.block = block
    var lexed = lexed
    lexed.tokens = parser.tokens
    body.text = SyntaxFile(
      bytes: parser.bytes, lexed: lexed, statements: sqlStatements, nodes: parser.nodes)
    return body
  }

  /// comp_options: `#option dump`, `#print_strict_params on`, `#variable_conflict use_column`
  private mutating func options() {
    while parser.eat(operator: "#") {
      let option = parser.position
      if eat("option") {
        expect("dump")
      } else if eat("print_strict_params") {
        if !eat("on"), !eat("off") { fail() }
      } else if eat("variable_conflict") {
        if !eat("error"), !eat("use_variable"), !eat("use_column") { fail() }
      } else {
        fail(at: option)
      }
    }
  }

  /// Goes on with the body behind a piece of it.
  mutating func resume(at index: Int) {
    parser.startPiece(index..<end)
    isUnwinding = false
  }

  var position: Int { parser.position }

  /// Reads something that may contain itself, unless it is nested too deeply.
  mutating func nested<Result>(_ read: (inout PLReader) -> Result?) -> Result? {
    guard depth < deepestBlock else {
      if failedAt == nil, body.unreadFrom == nil { body.unreadFrom = parser.token().range }
      breakOff(at: parser.position)
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return read(&self)
  }

  // MARK: Errors

  /// PL/pgSQL cannot go on at a token: plpgsql_yyerror.
  mutating func fail(_ message: String = "syntax error", at index: Int? = nil) {
    let index = index ?? parser.position
    guard failedAt == nil else { return breakOff(at: index) }
    if index < end {
      let range = wordRange(at: index)
      note("\(message) at or near \"\(parser.spelling(range))\"", at: range, token: index)
    } else {
      note("\(message) at end of input", at: endOfInput, token: index)
    }
    breakOff(at: index)
  }

  /// PL/pgSQL stops, though it could read on.
  mutating func refuse(_ message: String, at index: Int) {
    let range = index < end ? wordRange(at: index) : endOfInput
    if failedAt == nil { note(message, at: range, token: index) }
  }

  private var endOfInput: ByteRange { ByteRange(start: body.range.end, end: body.range.end) }

  /// The structure is lost at this token.
  private mutating func breakOff(at index: Int) {
    if !isUnwinding { failedAt = index }
    resume(at: end)
    isUnwinding = true
  }

  /// A placeholder may stand for anything: behind one, nothing is an error.
  private mutating func note(_ message: String, at range: ByteRange, token: Int) {
    if noteLexicalError(upTo: token < end ? range.end : .max) { return }
    if token >= firstTemplate {
      if body.unreadFrom == nil { body.unreadFrom = range }
    } else {
      body.syntaxErrors.append(SyntaxError(range: range, message: message))
    }
  }

  /// PostgreSQL scans as it parses: before it stops for another reason, its scanner may.
  @discardableResult
  private mutating func noteLexicalError(upTo end: UInt32) -> Bool {
    guard scannedTo < end,
      let error = parser.lexicalError(in: ByteRange(start: scannedTo, end: end))
    else { return false }
    if error.kind == .unterminatedPlaceholder {
      if body.unreadFrom == nil { body.unreadFrom = error.range }
    } else {
      body.syntaxErrors.append(parser.refused(error))
    }
    scannedTo = error.range.end
    return true
  }

  /// Notes how a piece was read.
  ///
  /// - Parameter ending: how the SQL parser came out of it.
  private mutating func close(_ range: Range<Int>, _ ending: Parser.Ending?) {
    let last = parser.tokens[range.upperBound - 1].end
    defer { scannedTo = max(scannedTo, last) }
    guard failedAt == nil, !noteLexicalError(upTo: last) else { return }
    switch ending {
    case .error(let error) where isBehindTemplate(range.lowerBound):
      if body.unreadFrom == nil { body.unreadFrom = error.range }
    case .error(let error): body.syntaxErrors.append(error)
    case .unread(let stop): if body.unreadFrom == nil { body.unreadFrom = stop }
    case nil: break
    }
  }

  /// Whether a placeholder in the same statement may have begun the piece elsewhere.
  private mutating func isBehindTemplate(_ index: Int) -> Bool {
    while templateScan.index < index {
      let token = parser.tokens[templateScan.index]
      if token.isTemplate { templateScan.found = true }
      if token.kind == .semicolon { templateScan.found = false }
      templateScan.index += 1
    }
    return templateScan.found
  }

  // MARK: Words

  func at(_ word: String, _ offset: Int = 0) -> Bool {
    parser.isSpelled(parser.token(offset), word)
  }

  mutating func eat(_ word: String) -> Bool {
    guard at(word) else { return false }
    parser.advance()
    return true
  }

  mutating func expect(_ word: String) {
    if !eat(word) { fail() }
  }

  mutating func expect(_ keyword: Keyword) {
    if !parser.eat(keyword) { fail() }
  }

  mutating func expectSemicolon() {
    if !parser.eat(.semicolon) { fail() }
  }

  /// The tokens that PL/pgSQL's scanner makes one of: a word, or up to three with dots between. 0 where none stands.
  func wordLength(at index: Int) -> Int {
    guard index < end, isWord(index) || parser.tokens[index].kind == .parameter else { return 0 }
    var length = 1
    while length < 5, index + length + 1 < end, parser.tokens[index + length].kind == .dot,
      isWord(index + length + 1)
    {
      length += 2
    }
    return length
  }

  /// Whether a token is a name for PL/pgSQL's scanner, which reserves other words than SQL's.
  private func isWord(_ index: Int) -> Bool {
    let token = parser.tokens[index]
    switch token.kind {
    case .identifier:
      return !parser.isSpelled(token, "loop") && !parser.isSpelled(token, "while")
        && !parser.isSpelled(token, "foreach")
    case .quotedIdentifier, .placeholder, .psqlVariable: return true
    case .keyword: return !token.keyword.isReservedInPLpgSQL
    default: return false
    }
  }

  private func wordRange(at index: Int) -> ByteRange {
    let last = index + max(1, wordLength(at: index)) - 1
    return parser.tokens[index].range.union(parser.tokens[last].range)
  }

  /// The names of the tokens that `wordLength` counts.
  func words(at index: Int, length: Int) -> [Name] {
    stride(from: index, to: index + length, by: 2).map {
      Name(parser.tokens[$0], in: parser.bytes)
    }
  }

  /// Takes a name with the names before its dots; nil after a failure.
  mutating func takeWords() -> [Name]? {
    let length = wordLength(at: position)
    guard length > 0 else {
      fail()
      return nil
    }
    let words = words(at: position, length: length)
    parser.advance(length)
    return words
  }

  /// any_identifier: a label or condition.
  mutating func label() -> Name? {
    guard wordLength(at: position) == 1 else {
      fail()
      return nil
    }
    let name = Name(parser.token(), in: parser.bytes)
    parser.advance()
    return name
  }

  /// opt_label
  mutating func optionalLabel() -> Name? { wordLength(at: position) > 0 ? label() : nil }

  /// A range from a token to the last one taken.
  func range(from first: Int) -> ByteRange { end > 0 ? parser.range(from: first) : endOfInput }

  // MARK: Pieces

  /// read_sql_construct: takes the tokens up to one of `stops`, outside all parentheses.
  ///
  /// - Parameter expected: what PostgreSQL calls the words that it misses.
  /// - Returns: never no tokens; nil after a failure.
  mutating func cut(_ stops: PLStops, _ expected: String, isExpression: Bool = true) -> Range<Int>?
  {
    let first = position
    var index = first
    var parentheses = 0
    // PostgreSQL fills up three stops with what is also the end of the text.
    let stopsAtEnd = stops.rawValue.nonzeroBitCount < 3
    while true {
      let token = index < end ? parser.tokens[index] : nil
      if parentheses == 0 {
        if let token {
          if !stops.isDisjoint(with: parser.plStop(token)) { break }
        } else if stopsAtEnd {
          break
        }
      }
      switch token?.kind {
      case .leftParenthesis, .leftBracket: parentheses += 1
      case .rightParenthesis, .rightBracket:
        parentheses -= 1
        if parentheses < 0 {
          fail("mismatched parentheses", at: index)
          return nil
        }
      case nil, .semicolon:
        if parentheses != 0 {
          fail("mismatched parentheses", at: index)
        } else {
          let piece = isExpression ? "expression" : "statement"
          refuse("missing \"\(expected)\" at end of SQL \(piece)", at: index)
          breakOff(at: index)
        }
        return nil
      default: break
      }
      index += 1
    }
    guard index > first else {
      fail(isExpression ? "missing expression" : "missing SQL statement", at: index)
      return nil
    }
    parser.advance(index - first)
    return first..<index
  }

  /// read_sql_expression: an expression up to one of `stops`, which stays.
  mutating func expression(_ stops: PLStops, _ expected: String) -> Expression? {
    cut(stops, expected).flatMap { expression($0) }
  }

  /// The expression of these tokens.
  mutating func expression(_ range: Range<Int>) -> Expression? {
    piece(range, .expression) { $0.plExpression() }
  }

  /// An expression that decides what is done.
  mutating func condition(_ stops: PLStops, _ expected: String) -> Expression? {
    guard let range = cut(stops, expected) else { return nil }
    noteCatalog(in: range)
    return expression(range)
  }

  mutating func noteCatalog(in range: Range<Int>) {
    guard !body.testsCatalog else { return }
    body.testsCatalog = parser.tokens[range].contains { parser.namesCatalog($0) }
  }

  /// Lets the SQL parser read some tokens, and goes on behind them.
  ///
  /// - Parameter end: where the text ends that it is given, if not with the last token.
  mutating func piece<Result>(
    _ range: Range<Int>, _ kind: PLPiece.Kind, end: UInt32? = nil,
    _ read: (inout Parser) -> Result?
  ) -> Result? {
    parser.startPiece(range, end: end)
    let result = read(&parser)
    if parser.failure == nil, !parser.atEnd { parser.fail() }
    let ending = parser.ending(of: range)
    body.pieces.append(PLPiece(kind: kind, range: bytes(of: range)))
    resume(at: range.upperBound)
    close(range, ending)
    return result
  }

  func bytes(of range: Range<Int>) -> ByteRange {
    parser.tokens[range.lowerBound].range.union(parser.tokens[range.upperBound - 1].range)
  }

  /// The statement of these tokens, as one of the body's.
  mutating func query(_ range: Range<Int>) -> PLQuery {
    query(range, in: bytes(of: range))
  }

  /// - Parameter whole: with what was taken out of the statement.
  mutating func query(_ range: Range<Int>, in whole: ByteRange, into: PLInto? = nil) -> PLQuery {
    parser.startPiece(range)
    var statement = parser.statement(range)
    statement.range = whole
    let index = sqlStatements.count
    sqlStatements.append(statement)
    let cut = into.map { into in
      let next = parser.tokens[range].first { $0.start >= into.range.end }
      return ByteRange(start: into.range.start, end: next?.start ?? into.range.end)
    }
    body.pieces.append(PLPiece(kind: .statement, range: whole, into: cut, statement: index))
    resume(at: range.upperBound)
    let ending = statement.syntaxError.map { Parser.Ending.error($0) }
    close(range, ending ?? statement.unreadFrom.map { Parser.Ending.unread($0) })
    return PLQuery(statement: index, into: into, range: whole)
  }

  // MARK: Behind a failure

  /// Behind the place where the structure broke, looks for the statements that can still be told from their first words.
  private mutating func salvage(_ block: inout PLBlock) {
    guard let failure = failedAt else { return }
    var next = behindSemicolon(from: failure)
    while next < end {
      let before = failedAt
      resume(at: next)
      block.statements += statements()
      if let failedAt, failedAt != before {
        next = behindSemicolon(from: failedAt)
      } else if parser.atEnd {
        return
      } else {
        next = behindWords(from: position)
      }
    }
  }

  private func behindSemicolon(from index: Int) -> Int {
    let semicolon = parser.tokens[min(index, end)..<end].firstIndex { $0.kind == .semicolon }
    return semicolon.map { $0 + 1 } ?? end
  }

  /// Behind the words with which a section of a block begins or ends, where statements may stand.
  private func behindWords(from index: Int) -> Int {
    let token = parser.tokens[index]
    if token.keyword == .else || token.keyword == .then || parser.isSpelled(token, "exception") {
      return index + 1
    }
    guard
      token.keyword == .when || parser.isSpelled(token, "elsif")
        || parser.isSpelled(token, "elseif")
    else { return behindSemicolon(from: index) }
    let stop = parser.tokens[index...].firstIndex {
      $0.kind == .semicolon || $0.keyword == .then
    }
    return stop.map { $0 + 1 } ?? end
  }
}
