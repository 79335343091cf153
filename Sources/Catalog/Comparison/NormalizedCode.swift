import SQLLexer

/// How deep strings of code in strings of code are looked into.
private let deepestString = 8

/// A text of SQL, or of a language that looks like it, without what nobody runs: its tokens one space apart, without
/// comments, key words and plain names in lower case. Two that say the same in other lines are equal. Strings in dollar
/// quotes are code as well: what EXECUTE runs.
func normalizedCode(_ text: String) -> String {
  String(decoding: normalizedCode(Array(text.utf8), depth: 0), as: UTF8.self)
}

private func normalizedCode(_ bytes: [UInt8], depth: Int) -> [UInt8] {
  var normalized: [UInt8] = []
  normalized.reserveCapacity(bytes.count)
  for token in lex(bytes).tokens {
    if !normalized.isEmpty { normalized.append(UInt8(ascii: " ")) }
    let text = bytes[token.range.indices]
    switch token.kind {
    case .keyword, .identifier:
      normalized += text.lazy.map { byte in
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        return isCapital ? byte | 0x20 : byte
      }
    case .dollarString where depth < deepestString:
      let quote =
        text.prefix(1) + text.dropFirst().prefix { $0 != UInt8(ascii: "$") } + text.prefix(1)
      guard text.count >= 2 * quote.count else { fallthrough }
      let inner = Array(text.dropFirst(quote.count).dropLast(quote.count))
      normalized += quote + normalizedCode(inner, depth: depth + 1) + quote
    default: normalized += text
    }
  }
  return normalized
}
