/// Where the keys and values of a TOML document stand: the parser does not tell. A value is named by the keys that lead
/// to it, elements of arrays by their index: `["overrides", "0", "rules", "drop-table"]`.
///
/// The document is one that the parser has accepted, so nothing is checked here.
struct TOMLPlaces {
  /// Byte offsets.
  private var keys: [[String]: Int] = [:]
  private var values: [[String]: Int] = [:]

  private let text: [UInt8]
  private var offset = 0
  /// How many tables an array of tables (`[[name]]`) has so far.
  private var tableCounts: [[String]: Int] = [:]

  init(_ text: [UInt8]) {
    self.text = text
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    readDocument()
  }

  /// The offset of the key of a value; for a table, that of its name in the first header that opens it.
  func key(_ path: [String]) -> Int { keys[path] ?? enclosing(path) }

  /// The offset of a value; for a table with a header, that of its name.
  func value(_ path: [String]) -> Int { values[path] ?? keys[path] ?? enclosing(path) }

  /// For a key that is spelled with escapes, which are not resolved here: where its table is.
  private func enclosing(_ path: [String]) -> Int {
    path.isEmpty ? 0 : value(path.dropLast())
  }

  private mutating func readDocument() {
    var table: [String] = []
    while true {
      skipBlank(newlines: true)
      guard offset < text.count else { return }
      if text[offset] == 0x5B {
        table = readHeader()
      } else {
        readMember(of: table)
      }
    }
  }

  /// `[a.b]` or `[[a.b]]`; returns the path of the table that it opens.
  private mutating func readHeader() -> [String] {
    offset += 1
    let isArray = offset < text.count && text[offset] == 0x5B
    if isArray { offset += 1 }
    var path: [String] = []
    let names = readKey()
    for (index, name) in names.enumerated() {
      path.append(name.text)
      note(key: path, name.offset)
      let isLast = index == names.count - 1
      if isArray, isLast { tableCounts[path, default: 0] += 1 }
      if let count = tableCounts[path] {
        path.append(String(count - 1))
        note(key: path, name.offset)
      }
    }
    skipLine()
    return path
  }

  /// `key = value`
  private mutating func readMember(of table: [String]) {
    var path = table
    for name in readKey() {
      path.append(name.text)
      note(key: path, name.offset)
    }
    skipBlank(newlines: false)
    if offset < text.count, text[offset] == 0x3D { offset += 1 }
    readValue(path)
  }

  private mutating func note(key path: [String], _ offset: Int) {
    if keys[path] == nil { keys[path] = offset }
  }

  /// Names with dots between them.
  private mutating func readKey() -> [(text: String, offset: Int)] {
    var names: [(text: String, offset: Int)] = []
    repeat {
      skipBlank(newlines: false)
      let start = offset
      guard offset < text.count else { return names }
      var content: Range<Int>
      if text[offset] == 0x22 || text[offset] == 0x27 {
        skipString()
        content = min(start + 1, offset)..<max(offset - 1, min(start + 1, offset))
      } else {
        while offset < text.count, isBareKey(text[offset]) { offset += 1 }
        content = start..<offset
      }
      // Whatever this is, the loop must go on behind it.
      if offset == start { offset += 1 }
      names.append((String(decoding: text[content], as: UTF8.self), start))
      skipBlank(newlines: false)
      guard offset < text.count, text[offset] == 0x2E else { return names }
      offset += 1
    } while true
  }

  private mutating func readValue(_ path: [String]) {
    skipBlank(newlines: true)
    guard offset < text.count else { return }
    values[path] = offset
    switch text[offset] {
    case 0x22, 0x27: skipString()
    case 0x5B: readArray(path)
    case 0x7B: readInlineTable(path)
    default:
      while offset < text.count, ![0x2C, 0x5D, 0x7D, 0x23, 0x0A].contains(text[offset]) {
        offset += 1
      }
    }
  }

  private mutating func readArray(_ path: [String]) {
    offset += 1
    var index = 0
    while true {
      skipBlank(newlines: true)
      guard offset < text.count else { return }
      switch text[offset] {
      case 0x5D:
        offset += 1
        return
      case 0x2C: offset += 1
      default:
        readValue(path + [String(index)])
        index += 1
      }
    }
  }

  private mutating func readInlineTable(_ path: [String]) {
    offset += 1
    while true {
      skipBlank(newlines: true)
      guard offset < text.count else { return }
      switch text[offset] {
      case 0x7D:
        offset += 1
        return
      case 0x2C: offset += 1
      default: readMember(of: path)
      }
    }
  }

  /// Any of the four kinds of strings.
  private mutating func skipString() {
    let quote = text[offset]
    let isMultiline = text[offset...].starts(with: [quote, quote, quote])
    offset += isMultiline ? 3 : 1
    while offset < text.count {
      if text[offset] == 0x5C, quote == 0x22 {
        offset += 2
      } else if text[offset] != quote {
        offset += 1
      } else if !isMultiline {
        offset += 1
        return
      } else if text[offset...].starts(with: [quote, quote, quote]) {
        offset += 3
        // One or two quotes may stand before the closing three.
        while offset < text.count, text[offset] == quote { offset += 1 }
        return
      } else {
        offset += 1
      }
    }
    offset = text.count
  }

  /// White space and comments.
  private mutating func skipBlank(newlines: Bool) {
    while offset < text.count {
      switch text[offset] {
      case 0x20, 0x09: offset += 1
      case 0x0A, 0x0D:
        guard newlines else { return }
        offset += 1
      case 0x23:
        guard newlines else { return }
        skipLine()
      default: return
      }
    }
  }

  private mutating func skipLine() {
    while offset < text.count, text[offset] != 0x0A { offset += 1 }
  }
}

private func isBareKey(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}
