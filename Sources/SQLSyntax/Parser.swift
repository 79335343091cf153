import SQLLexer

/// The parser's hands: a place among the tokens of one statement, and the few movements that productions are made of.
///
/// One function a production of gram.y (PostgreSQL 18), one file a family of statements, in Statements/. Functions that
/// change `position` are mutating; the others only look. `at` looks, `eat` takes what is there, `expect` takes it or
/// fails. After a failure the parser stands at the end of the statement, so that every loop ends; what has been read so
/// far stays in the tree.
struct Parser {
  let bytes: [UInt8]
  private(set) var tokens: [Token]
  /// How the text stands in the file.
  let quoting: Quoting
  /// Where the scanner would stop, in the order of the text.
  private let lexicalErrors: [LexicalError]
  /// Index of the first lexical error that no statement before this one holds.
  private var nextLexicalError = 0
  /// Index of the next token.
  var position = 0
  /// Index behind the last token of the statement.
  var limit = 0
  /// Index behind the last token that PostgreSQL's parser is given together with this statement: those of the whole text,
  /// but for the pieces of a PL/pgSQL body, which it is given one by one.
  private(set) var inputEnd: Int
  /// Where the text of these tokens ends, if not with the last one.
  private(set) var inputEndOffset: UInt32?
  /// Why reading stopped before the end of the statement.
  private(set) var failure: ReadFailure?
  /// How many bodies of DO blocks and functions the text is inside of.
  let bodyDepth: Int
  /// The nodes of all that was read so far.
  var nodes: [SyntaxNode] = []
  /// How many productions that contain themselves are open.
  private var nesting = 0

  init(bytes: [UInt8], lexed: LexedText, bodyDepth: Int = 0, quoting: Quoting = Quoting()) {
    self.bytes = bytes
    tokens = lexed.tokens
    inputEnd = lexed.tokens.count
    lexicalErrors = lexed.errors
    self.bodyDepth = bodyDepth
    self.quoting = quoting
  }

  /// Begins to read the statement of these tokens.
  mutating func start(_ range: Range<Int>) {
    position = range.lowerBound
    limit = range.upperBound
    failure = nil
    nesting = 0
  }

  /// Begins to read tokens that PostgreSQL's parser is given alone.
  ///
  /// - Parameter end: where the text ends that it is given, if not with the last token.
  mutating func startPiece(_ range: Range<Int>, end: UInt32? = nil) {
    start(range)
    inputEnd = range.upperBound
    inputEndOffset = end
  }

  // MARK: What PL/pgSQL changes before SQL is read

  /// Puts the tokens of `part` before those from `start` to it, so that what stood around it becomes one row.
  mutating func moveToFront(_ part: Range<Int>, of start: Int) {
    let moved = Array(tokens[part])
    tokens.replaceSubrange(
      start..<part.upperBound, with: moved + Array(tokens[start..<part.lowerBound]))
  }

  /// Takes a word for another one.
  mutating func replace(_ index: Int, by keyword: Keyword) {
    tokens[index].kind = .keyword
    tokens[index].keyword = keyword
  }

  // MARK: Failing

  /// PostgreSQL cannot go on at the next token: a syntax error.
  mutating func fail(expected: String? = nil) { stop(.unexpected(expected), at: position) }

  /// PostgreSQL's grammar takes the words, but its actions refuse them.
  ///
  /// - Parameters:
  ///   - message: PostgreSQL's own words.
  ///   - token: index of the token it points at.
  mutating func refuse(_ message: String, at token: Int) { stop(.refused(message), at: token) }

  /// The same, for what PostgreSQL says it does not support.
  mutating func refuseUnsupported(_ message: String, at token: Int) {
    stop(.unsupported(message), at: token)
  }

  /// The same, where PostgreSQL also says which token it has come to (parser_yyerror): the next one.
  mutating func refuseHere(_ message: String) {
    refuse("\(message) \(near(position))", at: position)
  }

  /// Where PostgreSQL says that it is.
  func near(_ token: Int) -> String {
    token < inputEnd
      ? "at or near \"\(spelling(tokens[token].range))\"" : "at end of input"
  }

  /// The first failure counts.
  private mutating func stop(_ kind: ReadFailure.Kind, at token: Int) {
    if failure == nil { failure = ReadFailure(kind: kind, token: token) }
    position = limit
  }

  /// Reads something that may contain itself, unless it is nested too deeply.
  @inline(__always)
  mutating func nested(_ read: (inout Parser) -> Void) {
    guard nesting < deepestNesting else { return stop(.tooDeep, at: position) }
    nesting += 1
    read(&self)
    nesting -= 1
  }

  /// The first lexical error between two bytes. Ranges asked for must rise.
  mutating func lexicalError(in range: ByteRange) -> LexicalError? {
    while nextLexicalError < lexicalErrors.count,
      lexicalErrors[nextLexicalError].range.start < range.start
    {
      nextLexicalError += 1
    }
    guard nextLexicalError < lexicalErrors.count else { return nil }
    let error = lexicalErrors[nextLexicalError]
    return error.range.start < range.end ? error : nil
  }

  // MARK: Looking

  var atEnd: Bool { position >= limit }

  /// The token `offset` places on; at the end of the statement, a semicolon of no length.
  @inline(__always)
  func token(_ offset: Int = 0) -> Token {
    let index = position + offset
    return index < limit ? tokens[index] : Token(.semicolon, start: endOffset, length: 0)
  }

  /// Byte offset behind the statement's last token.
  private var endOffset: UInt32 { limit > 0 ? tokens[limit - 1].end : 0 }

  func at(_ kind: TokenKind) -> Bool { position < limit && tokens[position].kind == kind }

  func at(_ keyword: Keyword, _ offset: Int = 0) -> Bool {
    position + offset < limit && tokens[position + offset].keyword == keyword
  }

  func at(_ first: Keyword, then second: Keyword) -> Bool { at(first) && at(second, 1) }

  /// Whether the next token is this operator of one byte.
  func at(operator byte: Unicode.Scalar, _ offset: Int = 0) -> Bool {
    let next = token(offset)
    return next.kind == .operator && next.length == 1
      && bytes[Int(next.start)] == UInt8(ascii: byte)
  }

  /// The bytes as PostgreSQL sees them.
  func spelling(_ range: ByteRange) -> String {
    quoting.isEmpty
      ? String(decoding: bytes[range.indices], as: UTF8.self)
      : String(decoding: quoting.text(of: range, in: bytes).bytes, as: UTF8.self)
  }

  /// A token in lower case.
  func text(_ token: Token) -> String {
    String(decoding: bytes[Int(token.start)..<Int(token.end)].map(lowercased), as: UTF8.self)
  }

  // MARK: Taking

  mutating func advance(_ count: Int = 1) { position = min(position + count, limit) }

  mutating func eat(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    position += 1
    return true
  }

  mutating func eat(_ first: Keyword, _ second: Keyword) -> Bool {
    guard at(first, then: second) else { return false }
    position += 2
    return true
  }

  mutating func eat(_ first: Keyword, _ second: Keyword, _ third: Keyword) -> Bool {
    guard at(first, then: second), at(third, 2) else { return false }
    position += 3
    return true
  }

  mutating func eat(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    position += 1
    return true
  }

  mutating func eat(operator byte: Unicode.Scalar) -> Bool {
    guard at(operator: byte) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ keyword: Keyword) {
    if !eat(keyword) { fail(expected: keyword.spelling.uppercased()) }
  }

  mutating func expect(_ first: Keyword, _ second: Keyword) {
    expect(first)
    expect(second)
  }

  mutating func expect(_ kind: TokenKind) {
    if !eat(kind) { fail(expected: kind.punctuation) }
  }

  mutating func expect(operator byte: Unicode.Scalar) {
    if !eat(operator: byte) { fail(expected: String(byte)) }
  }

  mutating func eatIfExists() -> Bool { eat(.if, .exists) }

  /// A name may be "if", but not with NOT behind it.
  mutating func eatIfNotExists() -> Bool {
    guard at(.if, then: .not), !isLookahead(.not, 1) else { return false }
    advance(2)
    expect(.exists)
    return true
  }

  /// opt_drop_behavior
  mutating func dropBehavior() -> DropBehavior {
    let range = token().range
    if eat(.cascade) { return .cascade(range) }
    return eat(.restrict) ? .restrict : .unspecified
  }

  // MARK: Nodes

  /// Where a node begins: taken before its first token and its first child.
  struct Mark {
    var token: Int
    var node: Int
  }

  var mark: Mark { Mark(token: position, node: nodes.count) }

  /// Makes one node of all that was read since `mark`.
  mutating func finish(_ kind: SyntaxKind, _ detail: Keyword = .notKeyword, from mark: Mark) {
    nodes.append(
      SyntaxNode(
        kind: kind, detail: detail, first: UInt32(mark.token), end: UInt32(position),
        size: UInt32(nodes.count - mark.node + 1)))
  }

  // MARK: Ranges

  /// The bytes from a token to the last one taken.
  func range(from first: Int) -> ByteRange {
    guard first < position, first < tokens.count else {
      return ByteRange(start: token().start, end: token().start)
    }
    return ByteRange(start: tokens[first].start, end: tokens[position - 1].end)
  }

  // MARK: Skipping

  mutating func skipToEnd() { position = limit }
}

extension TokenKind {
  /// The text of a token that has only one.
  fileprivate var punctuation: String? {
    switch self {
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .comma: ","
    case .dot: "."
    default: nil
    }
  }
}
