/// What the resolution of overloads and conversions asks of the types of pg_catalog, taken apart once.
enum CatalogTypes {
  struct Category {
    /// typcategory
    var letter: UInt8
    var isPreferred: Bool
    /// typtype `p`: `anyelement`, `record` and others that no column has.
    var isPseudo: Bool
  }

  /// By name in pg_type; arrays are not there.
  static let categories: [String: Category] = {
    var categories: [String: Category] = [:]
    for line in builtInTypes.utf8.split(separator: newline) {
      let words = line.split(separator: space)
      guard let name = words.first,
        let flags = words.dropFirst().first(where: { $0.first.map(isLetter) ?? false }),
        flags.count > 1
      else { continue }
      let rest = Array(flags)
      categories[String(Substring(name))] = Category(
        letter: rest[1], isPreferred: rest.dropFirst(2).contains(UInt8(ascii: "p")),
        isPseudo: rest[0] == UInt8(ascii: "p"))
    }
    return categories
  }()

  /// castcontext of pg_cast: by source, then by target.
  static let casts: [String: [String: BuiltInCast.Context]] = {
    var casts: [String: [String: BuiltInCast.Context]] = [:]
    for line in builtInCasts.utf8.split(separator: newline) {
      let words = line.split(separator: space)
      guard let source = words.first else { continue }
      for word in words.dropFirst() {
        let sides = word.split(separator: UInt8(ascii: "="))
        guard sides.count == 2, let letter = sides[1].first,
          let context = BuiltInCast.Context(rawValue: Character(Unicode.Scalar(letter)))
        else { continue }
        casts[String(Substring(source)), default: [:]][String(Substring(sides[0]))] = context
      }
    }
    return casts
  }()

  /// The forms of the operators of pg_catalog, by name: those with two operands and those with one.
  static let operators: [String: (infix: [Signature], prefix: [Signature])] = {
    var operators: [String: (infix: [Signature], prefix: [Signature])] = [:]
    for line in builtInOperators.utf8.split(separator: newline) {
      let words = line.split(separator: space)
      guard let name = words.first else { continue }
      let forms = words.dropFirst().compactMap { Signature(operator: $0) }
      operators[String(Substring(name))] = (
        forms.filter { $0.arguments.count == 2 }, forms.filter { $0.arguments.count == 1 }
      )
    }
    return operators
  }()

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") }
}

/// What a function or operator takes and gives.
struct Signature {
  var arguments: [DataType]
  var result: DataType
  /// The first of the arguments that are passed as one array.
  var firstVariadic: Int?

  /// A function of pg_catalog, for a call with so many arguments.
  init(_ function: BuiltInFunction, count: Int) {
    arguments = function.arguments.map { DataType(catalogName: $0[...]) }
    if function.isVariadic, let last = arguments.popLast() {
      // VARIADIC "any" and anyarray take anything.
      let element = last.isArray ? DataType(last.base) : DataType(polymorphicElement(last))
      if element.builtIn != "any" { firstVariadic = arguments.count }
      while arguments.count < count { arguments.append(element) }
    }
    if arguments.count > count { arguments.removeLast(arguments.count - count) }
    result = DataType(catalogName: function.result[...])
  }

  /// `int4,int4>bool`
  fileprivate init?(operator word: Substring.UTF8View) {
    guard let end = word.lastIndex(of: UInt8(ascii: ">")), end != word.startIndex else {
      return nil
    }
    arguments = word[..<end].split(separator: UInt8(ascii: ",")).map {
      DataType(catalogName: Substring($0))
    }
    result = DataType(catalogName: Substring(word[word.index(after: end)...]))
  }
}

private func polymorphicElement(_ type: DataType) -> String {
  switch type.builtIn {
  case "anyarray": "anyelement"
  case "anycompatiblearray": "anycompatible"
  default: "any"
  }
}

extension DataType {
  /// A name of pg_type, where the name of an array begins with `_`.
  init(catalogName name: Substring) {
    if name.utf8.first == UInt8(ascii: "_"), name != "_record" {
      self.init(String(name.dropFirst()), isArray: true)
    } else {
      self.init(String(name))
    }
  }
}
