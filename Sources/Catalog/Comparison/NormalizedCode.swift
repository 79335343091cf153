import SQLLexer

/// A text of SQL, or of a language that looks like it, without what nobody runs: its tokens one space apart, without
/// comments, key words and plain names in lower case. Two that say the same in other lines are equal.
func normalizedCode(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let tokens = lex(bytes).tokens
  var normalized: [UInt8] = []
  normalized.reserveCapacity(bytes.count)
  for token in tokens {
    if !normalized.isEmpty { normalized.append(UInt8(ascii: " ")) }
    let isFolded = token.kind == .keyword || token.kind == .identifier
    for byte in bytes[token.range.indices] {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      normalized.append(isFolded && isCapital ? byte | 0x20 : byte)
    }
  }
  return String(decoding: normalized, as: UTF8.self)
}
