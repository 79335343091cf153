package import SQLLexer

/// The longest name PostgreSQL keeps, in bytes (NAMEDATALEN - 1).
private let longestName = 63

extension Parser {
  /// Whether a name may stand here. Key words that PostgreSQL reserves are names only as labels.
  func atName(orReserved: Bool = false, _ offset: Int = 0) -> Bool {
    let next = token(offset)
    switch next.kind {
    case .identifier, .quotedIdentifier, .unicodeIdentifier, .placeholder, .psqlVariable:
      return true
    case .keyword: return orReserved || next.keyword.category != .reserved
    default: return false
    }
  }

  /// ColId, type_function_name and their like; with `orReserved`, ColLabel.
  mutating func name(orReserved: Bool = false) -> Name? {
    guard atName(orReserved: orReserved) else {
      fail()
      return nil
    }
    let name = Name(tokens[position], in: bytes)
    position += 1
    return name
  }

  /// qualified_name, any_name, relation_expr without its ONLY and star.
  mutating func qualifiedName() -> QualifiedName? {
    guard var name = name() else { return nil }
    var qualifiers: [Name] = []
    while at(.dot), atName(orReserved: true, 1) {
      position += 1
      guard let next = self.name(orReserved: true) else { break }
      qualifiers.append(name)
      name = next
    }
    return QualifiedName(qualifiers: qualifiers, name: name)
  }

  /// relation_expr: `ONLY t`, `ONLY (t)`, `t *`
  mutating func relation() -> (name: QualifiedName, only: Bool)? {
    let only = eat(.only)
    let parenthesised = only && eat(.leftParenthesis)
    guard let name = qualifiedName() else { return nil }
    if parenthesised { expect(.rightParenthesis) }
    if !only { _ = eat(operator: "*") }
    return (name, only)
  }

  /// Names with commas between.
  mutating func qualifiedNames() -> [QualifiedName] {
    var names: [QualifiedName] = []
    while let name = qualifiedName() {
      names.append(name)
      guard eat(.comma) else { break }
    }
    return names
  }
}

extension Name {
  /// The name that a token spells.
  package init(_ token: Token, in bytes: [UInt8]) {
    let spelled = bytes[token.range.indices]
    var isQuoted = false
    var isTemplate = false
    var name: [UInt8]
    switch token.kind {
    case .quotedIdentifier:
      isQuoted = true
      name = unquoted(spelled.dropFirst())
      isTemplate = name.containsTemplate
    case .unicodeIdentifier:
      isQuoted = true
      name = decodingUnicodeEscapes(unquoted(spelled.dropFirst(3)))
    case .placeholder, .psqlVariable:
      isTemplate = true
      name = Array(spelled)
    default:
      name = spelled.map(lowercased)
    }
    if name.count > longestName, !isTemplate { name.truncate(to: longestName) }
    self.init(
      text: String(decoding: name, as: UTF8.self), isQuoted: isQuoted, isTemplate: isTemplate,
      range: token.range)
  }
}

/// What stands in quotes, from behind the opening one; an unterminated name has no closing one.
private func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  let quote = UInt8(ascii: "\"")
  var name: [UInt8] = []
  name.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    if bytes[index] == quote {
      index += 1
      guard index < bytes.endIndex, bytes[index] == quote else { break }
    }
    name.append(bytes[index])
    index += 1
  }
  return name
}

/// `\0061` and `\+000061`, with the default escape character.
private func decodingUnicodeEscapes(_ bytes: [UInt8]) -> [UInt8] {
  let backslash = UInt8(ascii: "\\")
  var decoded: [UInt8] = []
  var rest = bytes[...]
  while let byte = rest.popFirst() {
    guard byte == backslash, let next = rest.first else {
      decoded.append(byte)
      continue
    }
    if next == backslash {
      rest.removeFirst()
      decoded.append(backslash)
      continue
    }
    let digits = next == UInt8(ascii: "+") ? rest.dropFirst().prefix(6) : rest.prefix(4)
    guard let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else {
      decoded.append(byte)
      continue
    }
    decoded.append(contentsOf: String(scalar).utf8)
    rest = rest[digits.endIndex...]
  }
  return decoded
}

extension [UInt8] {
  /// Contains `{{` or `${`: a template inside a quoted name.
  fileprivate var containsTemplate: Bool {
    zip(self, dropFirst()).contains { pair in
      pair.1 == UInt8(ascii: "{") && (pair.0 == UInt8(ascii: "{") || pair.0 == UInt8(ascii: "$"))
    }
  }

  /// Cuts to a length without leaving a part of a character, as PostgreSQL does (pg_mbcliplen).
  fileprivate mutating func truncate(to length: Int) {
    var end = length
    while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
    removeLast(count - end)
  }
}
