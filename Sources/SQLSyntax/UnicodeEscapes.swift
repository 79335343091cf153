import SQLLexer

/// Makes one token of `U&'…'` or `U&"…"` and the UESCAPE that may follow, as PostgreSQL does between its scanner and its
/// parser (base_yylex), and finds the escapes in them that are none.
func joinUnicodeEscapes(_ lexed: inout LexedText, in bytes: [UInt8]) {
  guard lexed.tokens.contains(where: { $0.kind.hasUnicodeEscapes }) else { return }
  var joined: [Token] = []
  joined.reserveCapacity(lexed.tokens.count)
  var index = 0
  while index < lexed.tokens.count {
    var token = lexed.tokens[index]
    index += 1
    if token.kind.hasUnicodeEscapes {
      let content = (token.range.indices.lowerBound + 3)..<token.range.indices.upperBound
      var escape = UInt8(ascii: "\\")
      if index < lexed.tokens.count, lexed.tokens[index].keyword == .uescape {
        let word = lexed.tokens[index]
        index += 1
        if index < lexed.tokens.count, lexed.tokens[index].kind == .string {
          let character = lexed.tokens[index]
          index += 1
          token.length = character.end - token.start
          if let byte = escapeCharacter(character, in: bytes) {
            escape = byte
          } else {
            lexed.errors.append(LexicalError(.invalidEscapeCharacter, character.range))
          }
        } else {
          lexed.errors.append(LexicalError(.missingEscapeCharacter, word.range))
        }
      }
      if let error = invalidEscape(in: bytes, content, after: escape) { lexed.errors.append(error) }
    }
    joined.append(token)
  }
  lexed.tokens = joined
  lexed.errors.sort { $0.range.start < $1.range.start }
}

extension TokenKind {
  fileprivate var hasUnicodeEscapes: Bool { self == .unicodeString || self == .unicodeIdentifier }
}

/// The character that `UESCAPE '…'` names; nil if it cannot be one (check_uescapechar).
private func escapeCharacter(_ token: Token, in bytes: [UInt8]) -> UInt8? {
  guard token.kind == .string, token.length == 3 else { return nil }
  let character = bytes[Int(token.start) + 1]
  switch character {
  case UInt8(ascii: "+"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: " "),
    UInt8(ascii: "\t")...UInt8(ascii: "\r"):
    return nil
  default: return hexadecimalValue(character) == nil ? character : nil
  }
}

/// The first escape that is none (str_udeescape): too few digits, no character, or half of a surrogate pair. An error
/// about a pair stands behind its first half.
private func invalidEscape(
  in bytes: [UInt8], _ content: Range<Int>, after escape: UInt8
) -> LexicalError? {
  func error(_ kind: LexicalError.Kind, _ place: Int) -> LexicalError {
    LexicalError(kind, ByteRange(start: UInt32(place), end: UInt32(min(place + 1, bytes.count))))
  }
  var index = content.lowerBound
  var isBehindFirstHalf = false
  while index < content.upperBound {
    guard bytes[index] == escape else {
      if isBehindFirstHalf { return error(.invalidSurrogatePair, index) }
      index += 1
      continue
    }
    if index + 1 < content.upperBound, bytes[index + 1] == escape {
      if isBehindFirstHalf { return error(.invalidSurrogatePair, index) }
      index += 2
      continue
    }
    guard let (value, end) = escapedValue(bytes, index + 1, before: content.upperBound) else {
      return error(.invalidUnicodeEscape, index)
    }
    if value == 0 || value > 0x10FFFF { return error(.invalidUnicodeValue, index) }
    if isBehindFirstHalf != (0xDC00...0xDFFF).contains(value) {
      return error(.invalidSurrogatePair, index)
    }
    isBehindFirstHalf = (0xD800...0xDBFF).contains(value)
    index = end
  }
  return isBehindFirstHalf ? error(.invalidSurrogatePair, index) : nil
}

/// `XXXX`, `+XXXXXX`: the value and the offset behind it.
private func escapedValue(
  _ bytes: [UInt8], _ first: Int, before end: Int
) -> (value: UInt32, end: Int)? {
  let isLong = first < end && bytes[first] == UInt8(ascii: "+")
  let digits = isLong ? first + 1..<first + 7 : first..<first + 4
  guard digits.upperBound <= end else { return nil }
  var value: UInt32 = 0
  for index in digits {
    guard let digit = hexadecimalValue(bytes[index]) else { return nil }
    value = value << 4 | UInt32(digit)
  }
  return (value, digits.upperBound)
}

/// What a name says in which `\0061` and `\+000061`, or the same with another escape character, stand for characters.
func decodingUnicodeEscapes(_ bytes: [UInt8], after escape: UInt8) -> [UInt8] {
  var decoded: [UInt8] = []
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    if byte == escape, index + 1 < bytes.count {
      if bytes[index + 1] == escape {
        decoded.append(escape)
        index += 2
        continue
      }
      if let (value, end) = escapedValue(bytes, index + 1, before: bytes.count),
        let scalar = Unicode.Scalar(value)
      {
        decoded.append(contentsOf: String(scalar).utf8)
        index = end
        continue
      }
    }
    decoded.append(byte)
    index += 1
  }
  return decoded
}
