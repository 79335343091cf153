/// Writes JSON (RFC 8259) as it is told: it sets commas, quotes and escapes; that objects and arrays are closed is the
/// caller's business.
package struct JSONWriter {
  private let output: OutputBuffer
  private var needsComma = false

  package init(to output: OutputBuffer) {
    self.output = output
  }

  package mutating func beginObject() { begin(0x7B) }
  package mutating func endObject() { end(0x7D) }
  package mutating func beginArray() { begin(0x5B) }
  package mutating func endArray() { end(0x5D) }

  /// A line break before the next value, or after the last one: between values white space means nothing.
  package mutating func lineBreak() {
    if needsComma {
      output.write(byte: 0x2C)
      needsComma = false
    }
    output.write(byte: 0x0A)
  }

  /// Ends a document, and with it a line: the next value is one of its own.
  package mutating func endDocument() {
    output.write(byte: 0x0A)
    needsComma = false
  }

  /// - Parameter name: plain ASCII, which needs no escapes.
  package mutating func key(_ name: String) {
    separate()
    output.write(byte: 0x22)
    output.write(name)
    output.write(byte: 0x22)
    output.write(byte: 0x3A)
    needsComma = false
  }

  package mutating func null() {
    separate()
    output.write("null")
  }

  package mutating func bool(_ value: Bool) {
    separate()
    output.write(value ? "true" : "false")
  }

  package mutating func number(_ value: Int) {
    separate()
    output.write(number: value)
  }

  package mutating func string(_ value: String) {
    separate()
    output.write(byte: 0x22)
    if value.utf8.allSatisfy(isPlain) {
      output.write(value)
    } else {
      writeEscaped(value)
    }
    output.write(byte: 0x22)
  }

  private func writeEscaped(_ value: String) {
    let bytes = value.utf8
    var written = bytes.startIndex
    var index = written
    while index < bytes.endIndex {
      if isPlain(bytes[index]) {
        index = bytes.index(after: index)
        continue
      }
      let end = value.unicodeScalars.index(after: index)
      if let escape = escape(value.unicodeScalars[index]) {
        output.write(bytes[written..<index])
        output.write(escape)
        written = end
      }
      index = end
    }
    output.write(bytes[written...])
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    output.write(byte: bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    output.write(byte: bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { output.write(byte: 0x2C) }
    needsComma = true
  }
}

extension JSONWriter {
  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  package mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }

  package mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }
}

/// Printable ASCII that JSON does not escape.
private func isPlain(_ byte: UInt8) -> Bool {
  byte &- 0x20 < 0x5F && byte != 0x22 && byte != 0x5C
}

/// How a code point is written that cannot stand for itself: quotes, backslashes and control characters, and what a
/// terminal must not see.
private func escape(_ scalar: Unicode.Scalar) -> String? {
  switch scalar {
  case "\"": return "\\\""
  case "\\": return "\\\\"
  case "\n": return "\\n"
  case "\r": return "\\r"
  case "\t": return "\\t"
  default:
    guard displayed(scalar) != scalar else { return nil }
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}
