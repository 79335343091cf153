package import SQLLexer

/// The longest name PostgreSQL keeps, in bytes (NAMEDATALEN - 1).

/// The classes of words that gram.y takes for a name, from the narrowest to the widest.
enum NameClass {
  /// ColId: no word that PostgreSQL reserves, or keeps for functions and types.
  case columnOrTable
  /// type_function_name: no word that PostgreSQL reserves, or keeps for columns.
  case typeOrFunction
  /// NonReservedWord
  case nonReserved
  /// ColLabel: any word.
  case label
  /// BareColLabel: a label without AS before it.
  case bareLabel

  fileprivate func contains(_ keyword: Keyword) -> Bool {
    switch self {
    case .columnOrTable: keyword.category == .unreserved || keyword.category == .columnName
    case .typeOrFunction:
      keyword.category == .unreserved || keyword.category == .typeOrFunctionName
    case .nonReserved: keyword.category != .reserved
    case .label: true
    case .bareLabel: keyword.isBareLabel
    }
  }
}

extension Parser {
  /// Whether a name may stand here.
  func atName(_ nameClass: NameClass = .columnOrTable, _ offset: Int = 0) -> Bool {
    let next = token(offset)
    switch next.kind {
    case .identifier, .quotedIdentifier, .unicodeIdentifier, .placeholder, .psqlVariable:
      return true
    case .keyword: return nameClass.contains(next.keyword) && !isLookahead(next.keyword, offset)
    default: return false
    }
  }

  /// Whether this key word, `offset` places on, is another one to PostgreSQL because of the word behind it: NOT_LA,
  /// NULLS_LA, WITH_LA, WITHOUT_LA, FORMAT_LA. It is no name then, and stands for none of its other uses.
  func isLookahead(_ keyword: Keyword, _ offset: Int = 0) -> Bool {
    switch keyword {
    case .not:
      switch token(offset + 1).keyword {
      case .between, .in, .like, .ilike, .similar: true
      default: false
      }
    case .nulls: at(.first, offset + 1) || at(.last, offset + 1)
    case .with: at(.time, offset + 1) || at(.ordinality, offset + 1)
    case .without: at(.time, offset + 1)
    case .format: at(.json, offset + 1)
    default: false
    }
  }

  /// WITH, where WITH_LA may not stand.
  mutating func eatWith() -> Bool { !isLookahead(.with) && eat(.with) }

  /// Whether a word stands here that is no key word: IDENT.
  var atIdentifier: Bool { atName() && token().kind != .keyword }

  /// A name of one word; without `nameClass`, ColId.
  mutating func name(_ nameClass: NameClass = .columnOrTable) -> Name? {
    guard atName(nameClass) else {
      fail()
      return nil
    }
    let name = Name(tokens[position], in: bytes)
    position += 1
    return name
  }

  /// Takes a name of one word, where nobody asks for it.
  mutating func skipName(_ nameClass: NameClass = .columnOrTable) {
    if atName(nameClass) { position += 1 } else { fail() }
  }

  /// any_name, where nobody asks for it.
  mutating func skipAnyName() {
    skipName()
    while eat(.dot) { skipName(.label) }
  }

  /// The indirection of a qualified_name or func_name, behind its first word. PostgreSQL takes more than a name can
  /// have (`s.*`, `s[1]`), and looks at it when it has it all.
  ///
  /// - Returns: how many parts the name has.
  mutating func nameParts() -> Int {
    var parts = 1
    var isName = true
    while at(.dot) || at(.leftBracket) {
      parts += 1
      if at(.leftBracket) {
        subscripts()
        isName = false
      } else {
        advance()
        if eat(operator: "*") { isName = false } else { skipName(.label) }
      }
    }
    if !isName { fail() }
    return parts
  }

  /// qualified_name, where nobody asks for it.
  mutating func skipRelationName() {
    let first = position
    skipName()
    guard nameParts() > 3, failure == nil else { return }
    let name = QualifiedName(first..<position, of: tokens, in: bytes)?.description ?? ""
    refuse("improper qualified name (too many dotted names): \(name)", at: first)
  }

  /// qualified_name
  mutating func relationName() -> QualifiedName? {
    let first = position
    skipRelationName()
    return failure == nil ? QualifiedName(first..<position, of: tokens, in: bytes) : nil
  }

  /// any_name: a ColId and labels behind dots.
  mutating func qualifiedName() -> QualifiedName? {
    guard var name = name() else { return nil }
    var qualifiers: [Name] = []
    while at(.dot) {
      position += 1
      guard let next = self.name(.label) else { break }
      qualifiers.append(name)
      name = next
    }
    return QualifiedName(qualifiers: qualifiers, name: name)
  }

  /// relation_expr: `ONLY t`, `ONLY (t)`, `t *`
  mutating func relation() -> RelationExpression? {
    let only = eat(.only)
    let parenthesised = only && eat(.leftParenthesis)
    guard let name = relationName() else { return nil }
    if parenthesised { expect(.rightParenthesis) }
    if !only { _ = eat(operator: "*") }
    return RelationExpression(name: name, only: only)
  }

  /// qualified_name_list
  mutating func relationNames() -> [QualifiedName] { list { $0.relationName() } }

  /// any_name_list
  mutating func qualifiedNames() -> [QualifiedName] { list { $0.qualifiedName() } }

  /// name_list
  mutating func names() -> [Name] { list { $0.name() } }
}

extension Name {
  /// The name that a token spells.
  package init(_ token: Token, in bytes: [UInt8]) {
    if let text = literalName(token, in: bytes) {
      self.init(text: text, isQuoted: token.kind == .quotedIdentifier, range: token.range)
      return
    }
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
      // `U&"…" UESCAPE '!'` ends in a single quote.
      let ownEscape = spelled.last == UInt8(ascii: "'") ? spelled.dropLast().last : nil
      name = decodingUnicodeEscapes(
        unquoted(spelled.dropFirst(3)), after: ownEscape ?? UInt8(ascii: "\\"))
    case .placeholder, .psqlVariable:
      isTemplate = true
      name = Array(spelled)
    default:
      name = spelled.map(lowercased)
    }
    if name.count > Name.longest, !isTemplate { name.truncate(to: Name.longest) }
    self.init(
      text: String(decoding: name, as: UTF8.self), isQuoted: isQuoted, isTemplate: isTemplate,
      range: token.range)
  }
}

/// The name of a token whose bytes stand for themselves, as those of most names do: nothing to fold, no escape, no
/// template, not too long. Spares the way through an array.
private func literalName(_ token: Token, in bytes: [UInt8]) -> String? {
  guard token.length <= Name.longest else { return nil }
  var range = token.range.indices
  switch token.kind {
  case .identifier, .keyword:
    for index in range where lowercased(bytes[index]) != bytes[index] { return nil }
  case .quotedIdentifier:
    guard range.count > 1, bytes[range.upperBound - 1] == UInt8(ascii: "\"") else { return nil }
    range = (range.lowerBound + 1)..<(range.upperBound - 1)
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "{"): return nil
      default: break
      }
    }
  default: return nil
  }
  return String(decoding: bytes[range], as: UTF8.self)
}

/// What stands in quotes, from behind the opening one; an unterminated name has no closing one.
private func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  let quote = UInt8(ascii: "\"")
  var name: [UInt8] = []
  name.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    if bytes[index...].starts(with: "{{".utf8), let end = endOfTemplate(bytes, from: index) {
      // The quotes between its braces are its own.
      name += bytes[index..<end]
      index = end
      continue
    }
    if bytes[index] == quote {
      index += 1
      guard index < bytes.endIndex, bytes[index] == quote else { break }
    }
    name.append(bytes[index])
    index += 1
  }
  return name
}

/// The place behind the next `}}`.
private func endOfTemplate(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
  let brace = UInt8(ascii: "}")
  let last = zip(bytes[start...].indices, bytes[start...].indices.dropFirst()).first {
    bytes[$0] == brace && bytes[$1] == brace
  }
  return last.map { $0.1 + 1 }
}

extension Sequence<UInt8> {
  /// Contains `{{` or `${`: a template inside a quoted name.
  fileprivate var containsTemplate: Bool {
    zip(self, dropFirst()).contains { pair in
      pair.1 == UInt8(ascii: "{") && (pair.0 == UInt8(ascii: "{") || pair.0 == UInt8(ascii: "$"))
    }
  }
}

extension String {
  /// The text of a name that is or has a placeholder: nothing may be put around it or into it.
  package var isTemplate: Bool {
    utf8.containsTemplate || utf8.first == UInt8(ascii: ":") || utf8.first == UInt8(ascii: "@")
  }

  /// The names between the dots. A dot within a placeholder is its own.
  package var nameParts: [String] {
    var depth = 0
    let parts = utf8.split { byte in
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      return byte == UInt8(ascii: ".") && depth <= 0
    }
    return parts.map { String(Substring($0)) }
  }

  /// What is the same for one placeholder, however it is spaced and quoted; other names as they are.
  package var unspacedTemplate: String {
    guard isTemplate else { return self }
    let words = utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\"") }
    return String(decoding: words, as: UTF8.self)
  }
}

extension [UInt8] {

  /// Cuts to a length without leaving a part of a character, as PostgreSQL does (pg_mbcliplen).
  fileprivate mutating func truncate(to length: Int) {
    var end = length
    while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
    removeLast(count - end)
  }
}
