extension Binder {
  /// What a type's output function prints of what its input function reads; nil where whimbrel does not know.
  func canonical(_ text: String, _ type: DataType) -> String? {
    if type.isArray { return canonicalArray(text, DataType(type.base)) }
    guard case .builtIn(let name) = type.base else { return text }
    switch name {
    case "text", "varchar", "bpchar", "json", "xml", "name", "unknown", "char":
      return text
    case "int2", "int4", "int8", "oid": return Int64(trimmed(text)).map { String($0) }
    case "bool": return canonicalBoolean(text)
    case "numeric": return canonicalNumeric(trimmed(text))
    case "float4", "float8": return canonicalFloat(trimmed(text), isSingle: name == "float4")
    case "uuid": return canonicalUUID(text)
    case "jsonb": return canonicalJSON(text)
    case "date": return canonicalDate(trimmed(text))
    case "time": return canonicalTime(trimmed(text))
    case "timestamp", "timestamptz":
      return canonicalTimestamp(trimmed(text), hasZone: name == "timestamptz")
    case "interval": return canonicalInterval(trimmed(text), type.modifier)
    case "bytea": return canonicalBytes(text)
    case "int4range", "int8range": return canonicalIntegerRange(trimmed(text))
    case "daterange", "tsrange", "tstzrange", "numrange":
      return text.lowercased() == "empty" ? "empty" : nil
    case "bit", "varbit":
      return text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x31 } ? text : nil
    case "inet": return text.utf8.contains(UInt8(ascii: "/")) ? nil : text.lowercased()
    default: return nil
    }
  }

  private func canonicalBoolean(_ text: String) -> String? {
    let word = trimmed(text).lowercased()
    guard !word.isEmpty else { return nil }
    if "true".hasPrefix(word) || "yes".hasPrefix(word) || word == "on" || word == "1" { return "t" }
    if "false".hasPrefix(word) || "no".hasPrefix(word) || word == "off" || word == "of"
      || word == "0"
    {
      return "f"
    }
    return nil
  }

  private func canonicalUUID(_ text: String) -> String? {
    let digits = text.lowercased().filter { $0 != "-" && $0 != "{" && $0 != "}" }
    guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit) else { return nil }
    let all = Array(digits)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(all[$0]) }
      .joined(separator: "-")
  }

  private func canonicalFloat(_ text: String, isSingle: Bool) -> String? {
    switch text.lowercased() {
    case "infinity", "inf", "+infinity": return "Infinity"
    case "-infinity", "-inf": return "-Infinity"
    case "nan": return "NaN"
    default: break
    }
    guard let value = Double(text) else { return nil }
    var printed = isSingle ? "\(Float(value))" : "\(value)"
    if printed.hasSuffix(".0") { printed.removeLast(2) }
    // Exponents look otherwise, and nobody writes them in a migration.
    return printed.contains("e") ? nil : printed
  }

  private func canonicalBytes(_ text: String) -> String? {
    if text.hasPrefix("\\x") { return text.lowercased() }
    if text.utf8.contains(UInt8(ascii: "\\")) { return nil }
    return text.utf8.reduce(into: "\\x") { hex, byte in
      hex += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }

  /// A range of integers begins with its first one and ends before the next.
  private func canonicalIntegerRange(_ text: String) -> String? {
    if text.lowercased() == "empty" { return "empty" }
    let bounds = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
    guard text.utf8.count > 2, bounds.count == 2, let open = text.first, let close = text.last
    else {
      return nil
    }
    let values = bounds.map { bound in Int64(trimmed(String(bound))) }
    for (bound, value) in zip(bounds, values) where value == nil && !bound.isEmpty { return nil }
    let low = values[0].map { open == "(" ? $0 + 1 : $0 }
    let high = values[1].map { close == "]" ? $0 + 1 : $0 }
    if let low, let high, low >= high { return low == high ? "empty" : nil }
    return (low.map { "[\($0)" } ?? "(") + "," + (high.map { "\($0)" } ?? "") + ")"
  }

  // MARK: Arrays

  /// array_in, array_out
  private func canonicalArray(_ text: String, _ element: DataType) -> String? {
    let text = trimmed(text)
    guard text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}") else {
      return nil
    }
    let inner = Array(text.utf8.dropFirst().dropLast())
    if inner.allSatisfy({ $0 == 0x20 }) { return "{}" }
    guard !inner.contains(UInt8(ascii: "{")), !inner.contains(UInt8(ascii: "\\")) else {
      return nil
    }
    var elements: [String] = []
    for (item, isQuoted) in arrayItems(inner) {
      if !isQuoted, item.lowercased() == "null" {
        elements.append("NULL")
      } else if let value = canonical(item, element) {
        elements.append(quotedElement(value))
      } else {
        return nil
      }
    }
    return "{" + elements.joined(separator: ",") + "}"
  }

  private func arrayItems(_ bytes: [UInt8]) -> [(String, isQuoted: Bool)] {
    var items: [(String, isQuoted: Bool)] = []
    var item: [UInt8] = []
    var isQuoted = false
    var isInside = false
    for byte in bytes + [UInt8(ascii: ",")] {
      if byte == UInt8(ascii: "\"") {
        isInside.toggle()
        isQuoted = true
      } else if byte == UInt8(ascii: ","), !isInside {
        let text = String(decoding: item, as: UTF8.self)
        items.append((isQuoted ? text : trimmed(text), isQuoted))
        item = []
        isQuoted = false
      } else if isInside || !isQuoted {
        item.append(byte)
      }
    }
    return items
  }

  /// A value in an array, in quotes where it needs them.
  private func quotedElement(_ value: String) -> String {
    let needsQuotes =
      value.isEmpty || value.lowercased() == "null"
      || value.utf8.contains { byte in
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"),
          UInt8(ascii: ","), 0x20, 0x09...0x0D:
          true
        default: false
        }
      }
    guard needsQuotes else { return value }
    var quoted = "\""
    for character in value {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return quoted + "\""
  }
}

/// Without white space around it.
func trimmed(_ text: String) -> String {
  guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else {
    return text
  }
  var bytes = Array(text.utf8)[...]
  while let first = bytes.first, first == 0x20 || 0x09...0x0D ~= first { bytes.removeFirst() }
  while let last = bytes.last, last == 0x20 || 0x09...0x0D ~= last { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}

/// A number as numeric_out prints it: no exponent, a digit before the point, all digits behind it.
func canonicalNumeric(_ text: String) -> String? {
  if text.lowercased() == "nan" { return "NaN" }
  var isNegative = false
  var exponent = 0
  var digits = ""
  var scale: Int?
  var rest = text.utf8[...]
  if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
    isNegative = sign == UInt8(ascii: "-")
    rest.removeFirst()
  }
  while let byte = rest.popFirst() {
    switch byte {
    case 0x30...0x39:
      digits.append(Character(Unicode.Scalar(byte)))
      if let known = scale { scale = known + 1 }
    case UInt8(ascii: ".") where scale == nil: scale = 0
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      guard let value = Int(Substring(rest)), abs(value) < 100 else { return nil }
      exponent = value
      rest = rest[rest.endIndex...]
    default: return nil
    }
  }
  guard !digits.isEmpty else { return nil }
  let shift = (scale ?? 0) - exponent
  if shift < 0 { digits += String(repeating: "0", count: -shift) }
  let decimals = max(shift, 0)
  if digits.count <= decimals {
    digits = String(repeating: "0", count: decimals - digits.count + 1) + digits
  }
  var whole = String(digits.dropLast(decimals).drop { $0 == "0" })
  if whole.isEmpty { whole = "0" }
  let printed = decimals > 0 ? whole + "." + digits.suffix(decimals) : whole
  return isNegative && digits.contains { $0 != "0" } ? "-" + printed : printed
}
