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

  package mutating func key(_ name: String) {
    string(name)
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

  /// Quotes, backslashes and control characters must be escaped; what a terminal must not see is, too.
  private func writeEscaped(_ value: String) {
    var text = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text.append(contentsOf: "\\\"".unicodeScalars)
      case "\\": text.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": text.append(contentsOf: "\\n".unicodeScalars)
      case "\r": text.append(contentsOf: "\\r".unicodeScalars)
      case "\t": text.append(contentsOf: "\\t".unicodeScalars)
      case _ where displayed(scalar) != scalar:
        let digits = String(scalar.value, radix: 16)
        let padding = String(repeating: "0", count: 4 - digits.count)
        text.append(contentsOf: "\\u\(padding)\(digits)".unicodeScalars)
      default: text.append(scalar)
      }
    }
    output.write(String(text))
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
