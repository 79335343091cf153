import SQLLexer
package import SQLSyntax

extension DataType {
  /// The type that is written: `int`, `character varying(50)`, `app.mood[]`. serial is integer here.
  ///
  /// - Parameters:
  ///   - file: the text it stands in.
  ///   - resolve: what a name stands for that is not in pg_catalog; nil where nobody knows.
  package init(
    _ type: TypeName, in file: SyntaxFile, resolve: (QualifiedName) -> ObjectID?
  ) {
    let first = file.firstToken(from: type.range.start)
    let end = file.firstToken(from: type.range.end)
    self.init(first..<end, in: file, resolve: resolve)
  }

  /// The type that some tokens spell.
  package init(
    _ tokens: Range<Int>, in file: SyntaxFile, resolve: (QualifiedName) -> ObjectID?
  ) {
    var reader = TypeReader(file, tokens)
    self = reader.type(resolve)
  }

  /// The modifier of the interval whose fields stand in these tokens.
  static func intervalModifier(_ fields: Range<Int>, in file: SyntaxFile) -> Int32 {
    var reader = TypeReader(file, fields)
    return reader.interval().modifier
  }

  /// The integer behind SERIAL, BIGSERIAL and SMALLSERIAL, which are types of a column definition only.
  package static func serial(_ type: TypeName) -> String? {
    guard type.arrayDimensions == 0, !type.isReference else { return nil }
    return serialTypes[type.name]
  }
}

/// transformColumnDefinition
private let serialTypes: [String: String] = [
  "serial": "int4", "serial4": "int4", "bigserial": "int8", "serial8": "int8",
  "smallserial": "int2",
  "serial2": "int2",
]

extension SyntaxFile {
  /// The index of the first token that begins at an offset or behind it.
  fileprivate func firstToken(from offset: UInt32) -> Int {
    var low = 0
    var high = lexed.tokens.count
    while low < high {
      let middle = (low + high) / 2
      if lexed.tokens[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A name if pg_catalog has a type of it.
private func catalogType(_ name: String) -> String? {
  CatalogTypes.categories[name] == nil ? nil : name
}

/// Reads a Typename that the parser has accepted.
private struct TypeReader {
  private let file: SyntaxFile
  private let end: Int
  private let first: Int
  private var position: Int

  init(_ file: SyntaxFile, _ tokens: Range<Int>) {
    self.file = file
    first = tokens.lowerBound
    position = tokens.lowerBound
    end = min(tokens.upperBound, file.lexed.tokens.count)
  }

  mutating func type(_ resolve: (QualifiedName) -> ObjectID?) -> DataType {
    _ = eat(.setof)
    var type = simpleType(resolve)
    switch kind {
    case .leftBracket: type.isArray = true
    case .keyword where keyword == .array: type.isArray = true
    case .operator:
      // table.column%TYPE
      type = DataType(.named(file.words(first..<end)))
    default: break
    }
    return type
  }

  // MARK: SimpleTypename

  private mutating func simpleType(_ resolve: (QualifiedName) -> ObjectID?) -> DataType {
    guard position < end else { return DataType(.named("")) }
    let word = keyword
    switch word {
    case .int, .integer: return plain("int4")
    case .smallint: return plain("int2")
    case .bigint: return plain("int8")
    case .real: return plain("float4")
    case .boolean: return plain("bool")
    case .json: return plain("json")
    case .double where keyword(1) == .precision:
      position += 1
      return plain("float8")
    case .float:
      position += 1
      let bits = modifiers()?.first ?? 53
      return DataType(bits < 25 ? "float4" : "float8")
    case .decimal, .dec, .numeric:
      position += 1
      return withModifiers("numeric")
    case .bit:
      position += 1
      return eat(.varying) ? withModifiers("varbit") : withModifiers("bit", default: 1)
    case .varchar:
      position += 1
      return withModifiers("varchar")
    case .character, .char, .nchar, .national: return character()
    case .timestamp, .time: return time(word)
    case .interval:
      position += 1
      return interval()
    default: return generic(resolve)
    }
  }

  private mutating func plain(_ type: String) -> DataType {
    position += 1
    return DataType(type)
  }

  private mutating func character() -> DataType {
    if eat(.national) {}
    position += 1
    return eat(.varying) ? withModifiers("varchar") : withModifiers("bpchar", default: 1)
  }

  private mutating func time(_ word: Keyword) -> DataType {
    position += 1
    let numbers = modifiers() ?? []
    let hasZone = keyword == .with
    if hasZone || keyword == .without { position += 3 }
    let type =
      word == .time ? (hasZone ? "timetz" : "time") : (hasZone ? "timestamptz" : "timestamp")
    return DataType(type, modifier: DataType.modifier(of: type, numbers))
  }

  mutating func interval() -> DataType {
    if let numbers = modifiers() {
      return DataType("interval", modifier: DataType.modifier(of: "interval", numbers))
    }
    guard let (fields, precision) = intervalFields() else { return DataType("interval") }
    return DataType(
      "interval", modifier: DataType.intervalModifier(fields: fields, precision: precision))
  }

  /// `YEAR TO MONTH`, `DAY TO SECOND (3)`: a bit for each field (datetime.h: MONTH, YEAR, DAY, HOUR, MINUTE, SECOND).
  private mutating func intervalFields() -> (fields: Int32, precision: Int32?)? {
    let order: [(Keyword, Int32)] = [
      (.year, 1 << 2), (.month, 1 << 1), (.day, 1 << 3), (.hour, 1 << 10), (.minute, 1 << 11),
      (.second, 1 << 12),
    ]
    guard let start = order.firstIndex(where: { $0.0 == keyword }), position < end else {
      return nil
    }
    position += 1
    var last = start
    if eat(.to), let field = order.firstIndex(where: { $0.0 == keyword }) {
      last = field
      position += 1
    }
    let fields = order[start...max(start, last)].reduce(0) { $0 | $1.1 }
    return (fields, modifiers()?.first)
  }

  // MARK: GenericType

  private mutating func generic(_ resolve: (QualifiedName) -> ObjectID?) -> DataType {
    let start = position
    position += 1
    while kind == .dot { position += 2 }
    let stop = min(position, end)
    guard let name = QualifiedName(start..<stop, of: file.lexed.tokens, in: file.bytes) else {
      return DataType(.named(""))
    }
    let isCatalog = name.schema?.text == "pg_catalog"
    if !name.isTemplate, name.schema == nil || isCatalog {
      if let type = catalogType(name.name.text) { return withModifiers(type) }
      if name.schema == nil, let type = serialTypes[name.name.text] { return DataType(type) }
      if name.name.text.utf8.first == UInt8(ascii: "_"),
        let type = catalogType(String(name.name.text.dropFirst()))
      {
        return DataType(type, isArray: true)
      }
    }
    if let type = resolve(name) {
      _ = modifierRange()
      return DataType(.user(type))
    }
    let modifiers = modifierRange().map { "(" + file.words($0) + ")" } ?? ""
    let printed = (name.qualifiers + [name.name]).map { quotedName($0.text) }
    return DataType(.named(printed.joined(separator: ".") + modifiers))
  }

  // MARK: Modifiers

  private mutating func withModifiers(
    _ type: String, default number: Int32? = nil
  ) -> DataType {
    let numbers = modifiers() ?? number.map { [$0] } ?? []
    return DataType(type, modifier: DataType.modifier(of: type, numbers))
  }

  /// The numbers in parentheses, if there are parentheses.
  private mutating func modifiers() -> [Int32]? {
    guard let range = modifierRange() else { return nil }
    var numbers: [Int32] = []
    var sign: Int32 = 1
    for token in file.lexed.tokens[range] {
      switch token.kind {
      case .operator: sign = file.bytes[Int(token.start)] == UInt8(ascii: "-") ? -1 : 1
      case .integer:
        let number = Int32(String(decoding: file.bytes[token.range.indices], as: UTF8.self))
        numbers.append(sign &* (number ?? 0))
        sign = 1
      default: break
      }
    }
    return numbers
  }

  /// What stands between parentheses.
  private mutating func modifierRange() -> Range<Int>? {
    guard kind == .leftParenthesis else { return nil }
    position += 1
    let start = position
    var depth = 1
    while position < end {
      switch file.lexed.tokens[position].kind {
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      default: break
      }
      position += 1
      if depth == 0 { return start..<position - 1 }
    }
    return start..<end
  }

  // MARK: Tokens

  private var kind: TokenKind {
    position < end ? file.lexed.tokens[position].kind : .semicolon
  }

  private var keyword: Keyword { keyword(0) }

  private func keyword(_ offset: Int) -> Keyword {
    position + offset < end ? file.lexed.tokens[position + offset].keyword : .notKeyword
  }

  private mutating func eat(_ word: Keyword) -> Bool {
    guard keyword == word else { return false }
    position += 1
    return true
  }
}

extension SyntaxFile {
  /// Tokens as written, without the white space between them but for that between two words.
  func words(_ tokens: Range<Int>) -> String {
    var text = ""
    var isBehindWord = false
    for token in lexed.tokens[tokens] {
      let isWord: Bool
      switch token.kind {
      case .dot, .comma, .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket,
        .operator, .typecast:
        isWord = false
      default: isWord = true
      }
      if isWord, isBehindWord { text += " " }
      text += String(decoding: bytes[token.range.indices], as: UTF8.self)
      isBehindWord = isWord
    }
    return text
  }
}
