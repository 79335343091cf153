package import SQLLexer

/// What a string constant says, if that can be read as code.
struct StringContent {
  /// What stands between the quotes.
  var range: ByteRange
  /// The code, where its bytes are not those of the file.
  var text: UnquotedText?
  /// How the code stands in the file.
  var quoting = Quoting()
  /// Where constants were joined, as indexes into the bytes of `text`.
  private var joints: [Int] = []

  /// - Parameters:
  ///   - text: what stands between the quotes of the constant, as the file has it.
  ///   - quoting: how the constant stands in the file.
  fileprivate init(_ text: UnquotedText, in range: ByteRange, _ quoting: Quoting) {
    self.range = range
    let all = 0..<text.bytes.count
    if text.isAsWritten(all) {
      if !all.isEmpty { self.range = text.origin(all) }
    } else {
      self.text = text
      self.quoting = quoting
    }
  }

  fileprivate init(asWritten range: ByteRange) { self.range = range }

  /// Appends a constant that stands behind this one in the same text. false where the two are quoted in ways that one
  /// `Quoting` cannot tell.
  mutating func append(_ other: StringContent, in bytes: [UInt8]) -> Bool {
    let quoting = text == nil ? other.quoting : self.quoting
    guard reads(bytes, as: quoting), other.reads(bytes, as: quoting) else { return false }
    if text == nil { text = UnquotedText(range, of: bytes) }
    joints.append(text?.bytes.count ?? 0)
    text?.append(other.text ?? UnquotedText(other.range, of: bytes))
    range = range.union(other.range)
    self.quoting = quoting
    return true
  }

  private func reads(_ bytes: [UInt8], as quoting: Quoting) -> Bool {
    if text != nil || quoting.isEmpty { return self.quoting.levels == quoting.levels }
    return !bytes[range.indices].contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }
  }

  /// The code.
  func bytes(in file: [UInt8]) -> ArraySlice<UInt8> { text?.bytes[...] ?? file[range.indices] }

  /// Cuts the code into tokens with their places in the file. nil where a token is written otherwise than it reads, but
  /// for string constants, which `Quoting` can read.
  func lexed(_ bytes: [UInt8]) -> LexedText? {
    guard let text else {
      var lexed = lex(bytes, in: range.indices, options: .body)
      joinUnicodeEscapes(&lexed, in: bytes)
      return lexed
    }
    var lexed = lex(text.bytes, options: .body)
    joinUnicodeEscapes(&lexed, in: text.bytes)
    var joints = joints[...]
    for index in lexed.tokens.indices {
      let token = lexed.tokens[index]
      let places = token.range.indices
      while let joint = joints.first, joint <= places.lowerBound { joints.removeFirst() }
      let isJoined = joints.first.map { $0 < places.upperBound } ?? false
      guard token.kind.isStringConstant ? !isJoined : text.isAsWritten(places) else { return nil }
      lexed.tokens[index].move(to: text.origin(places))
    }
    for index in lexed.trivia.indices {
      lexed.trivia[index].move(to: text.origin(lexed.trivia[index].range.indices))
    }
    for index in lexed.errors.indices {
      lexed.errors[index].range = text.origin(lexed.errors[index].range.indices)
    }
    return lexed
  }
}

extension Token {
  fileprivate mutating func move(to range: ByteRange) {
    start = range.start
    length = range.end - range.start
  }
}

extension Parser {
  /// What a string constant says; nil where the token is none, or one in which whimbrel does not look for code (U&'…').
  func content(of token: Token) -> StringContent? {
    guard quoting.isEmpty else {
      let outer = quoting.text(of: token.range, in: bytes)
      guard let inner = between(quotesOf: token.kind, outer.bytes[...]) else { return nil }
      guard let level = level(of: token.kind) else {
        return StringContent(outer.part(inner), in: token.range, quoting)
      }
      return StringContent(
        outer.withoutQuoting(inner, level), in: token.range,
        Quoting(levels: quoting.levels + [level]))
    }
    guard let inner = between(quotesOf: token.kind, bytes[token.range.indices]) else { return nil }
    let range = ByteRange(start: UInt32(inner.lowerBound), end: UInt32(inner.upperBound))
    let level = level(of: token.kind)
    let isAsWritten =
      switch level {
      case nil: true
      case .plain: !bytes[inner].contains(UInt8(ascii: "'"))
      case .escape:
        !bytes[inner].contains { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }
      }
    guard let level, !isAsWritten else { return StringContent(asWritten: range) }
    let whole = UnquotedText(range, of: bytes)
    return StringContent(
      whole.withoutQuoting(0..<whole.bytes.count, level), in: range, Quoting(levels: [level]))
  }

  /// The value of a string constant; of one that whimbrel does not look into, its spelling.
  func stringValue(_ token: Token) -> String {
    guard let content = content(of: token) else { return spelling(token.range) }
    return String(decoding: content.bytes(in: bytes), as: UTF8.self)
  }

  /// Whether PL/pgSQL takes a token for a string constant: SCONST.
  func isPLString(_ token: Token) -> Bool {
    isString(token.kind) && token.kind != .unicodeString
  }

  /// What an expression says that is made of string constants: `'a'`, `'a' || 'b'`, `format('a')`, with parentheses
  /// around.
  func constantText(_ range: Range<Int>) -> StringContent? {
    var rest = tokens[range]
    var isFormat = false
    while rest.count > 2 {
      if let first = rest.first, isSpelled(first, "format"),
        rest[rest.startIndex + 1].kind == .leftParenthesis
      {
        isFormat = true
        rest.removeFirst()
      }
      guard rest.first?.kind == .leftParenthesis, rest.last?.kind == .rightParenthesis else {
        break
      }
      rest = rest.dropFirst().dropLast()
    }
    guard let first = rest.popFirst(), var text = content(of: first) else { return nil }
    while let mark = rest.popFirst() {
      guard mark.kind == .operator, spelling(mark.range) == "||", let next = rest.popFirst(),
        let part = content(of: next), text.append(part, in: bytes)
      else { return nil }
    }
    let hasArguments = isFormat && text.bytes(in: bytes).contains(UInt8(ascii: "%"))
    return hasArguments ? nil : text
  }

  private func level(of kind: TokenKind) -> Quoting.Level? {
    switch kind {
    case .string: .plain
    case .escapeString: .escape
    default: nil
    }
  }

  /// The bytes between the quotes of a constant.
  private func between(quotesOf kind: TokenKind, _ constant: ArraySlice<UInt8>) -> Range<Int>? {
    let opening: Int
    let closing: Int
    switch kind {
    case .string: (opening, closing) = (1, 1)
    case .escapeString: (opening, closing) = (2, 1)
    case .dollarString:
      let dollar = constant.dropFirst().firstIndex(of: UInt8(ascii: "$")) ?? constant.startIndex
      opening = dollar + 1 - constant.startIndex
      closing = opening
    default: return nil
    }
    guard constant.count >= opening + closing else { return nil }
    return constant.startIndex + opening..<constant.endIndex - closing
  }
}

extension SyntaxFile {
  /// The value of a string constant.
  package func stringValue(_ token: Token) -> String {
    if token.kind == .unicodeString { return unicodeStringValue(token) }
    return Parser(bytes: bytes, lexed: LexedText()).stringValue(token)
  }

  /// What an option is set to: the value of a string, or the words.
  package func value(_ range: ByteRange) -> String {
    let spelled = bytes[range.indices]
    let kind: TokenKind
    if spelled.first == UInt8(ascii: "'") {
      kind = .string
    } else if let first = spelled.first, first | 0x20 == UInt8(ascii: "e"),
      spelled.dropFirst().first == UInt8(ascii: "'")
    {
      kind = .escapeString
    } else if spelled.first == UInt8(ascii: "$") {
      kind = .dollarString
    } else {
      return text(range)
    }
    return stringValue(Token(kind, start: range.start, length: range.end - range.start))
  }

  /// The code of a body as PostgreSQL keeps it: what the quotes around it double is single.
  package func value(of body: Body) -> String {
    let start = Int(body.range.start)
    guard start > 0, bytes[start - 1] == UInt8(ascii: "'") else { return text(body.range) }
    let isEscape = start > 1 && bytes[start - 2] | 0x20 == UInt8(ascii: "e")
    return value(
      ByteRange(start: body.range.start - (isEscape ? 2 : 1), end: body.range.end + 1))
  }

  private func unicodeStringValue(_ token: Token) -> String {
    let spelled = bytes[token.range.indices]
    // `U&'…' UESCAPE '!'`
    let hasOwnEscape = spelled.dropLast(2).last == UInt8(ascii: "'")
    let escape = hasOwnEscape ? spelled.dropLast().last : nil
    let end = hasOwnEscape ? spelled.dropLast(3).lastIndex(of: UInt8(ascii: "'")) : nil
    let inner = spelled[(spelled.startIndex + 3)..<(end ?? spelled.endIndex - 1)]
    let decoded = decodingUnicodeEscapes(Array(inner), after: escape ?? UInt8(ascii: "\\"))
    return String(decoding: decoded, as: UTF8.self)
  }
}
