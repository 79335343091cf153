/// What jsonb keeps of a document: keys sorted by length, then by their bytes, the last of equal ones; one space behind
/// colons and commas. nil where the text is no JSON, or says a number or a character in a way that is not looked into.
func canonicalJSON(_ text: String) -> String? {
  var reader = JSONReader(bytes: Array(text.utf8))
  guard let value = reader.value(depth: 0) else { return nil }
  reader.skipSpace()
  return reader.isAtEnd ? value : nil
}

private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private let deepest = 100

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }

  private var next: UInt8 { isAtEnd ? 0 : bytes[position] }

  mutating func skipSpace() {
    while next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { position += 1 }
  }

  private mutating func eat(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) -> String? {
    guard depth < deepest else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "-"), 0x30...0x39: return number()
    default:
      for word in ["true", "false", "null"] where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return word
      }
      return nil
    }
  }

  private mutating func object(_ depth: Int) -> String? {
    position += 1
    var members: [(key: String, value: String)] = []
    if eat("}") { return "{}" }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\""), let key = string(), eat(":"),
        let value = value(depth: depth + 1)
      else { return nil }
      members.removeAll { $0.key == key }
      members.append((key, value))
    } while eat(",")
    guard eat("}") else { return nil }
    members.sort { left, right in
      let lengths = (left.key.utf8.count, right.key.utf8.count)
      if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
      return left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    return "{" + members.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private mutating func array(_ depth: Int) -> String? {
    position += 1
    var elements: [String] = []
    if eat("]") { return "[]" }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
    } while eat(",")
    return eat("]") ? "[" + elements.joined(separator: ", ") + "]" : nil
  }

  /// With its quotes. Escapes of letters that jsonb would write as themselves are not looked into.
  private mutating func string() -> String? {
    let start = position
    position += 1
    while next != UInt8(ascii: "\"") {
      if isAtEnd || next < 0x20 { return nil }
      if next == UInt8(ascii: "\\") {
        position += 1
        if next == UInt8(ascii: "u") || next == UInt8(ascii: "/") { return nil }
      }
      position += 1
    }
    position += 1
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func number() -> String? {
    let start = position
    while [UInt8](".eE+-".utf8).contains(next) || next &- 0x30 < 10 { position += 1 }
    return canonicalNumeric(String(decoding: bytes[start..<position], as: UTF8.self))
  }
}
