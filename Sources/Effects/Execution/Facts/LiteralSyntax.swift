import Catalog

/// Constants that a type does not read, whatever else they are: not each that it refuses is known here. Documentation:
/// Constants, "Constants of Other Types"; Numeric Types; Boolean Type; UUID Type.
enum LiteralSyntax {
  /// The error with which the input function of the type refuses a text; nil where it may read it.
  static func refusal(of text: String, as type: DataType) -> ServerError? {
    guard !type.isArray, case .builtIn(let name) = type.base, let label = labels[name],
      !mayRead(text, as: name)
    else { return nil }
    return ServerError("22P02", "invalid input syntax for type \(label): \"\(text)\"")
  }

  private static let labels = [
    "int2": "smallint", "int4": "integer", "int8": "bigint", "numeric": "numeric",
    "float4": "real", "float8": "double precision", "bool": "boolean", "uuid": "uuid",
  ]

  private static func mayRead(_ text: String, as type: String) -> Bool {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let bytes = text.utf8.drop(while: isSpace)
    switch type {
    case "bool":
      let word = String(decoding: bytes.prefix { !isSpace($0) }, as: UTF8.self).lowercased()
      return !word.isEmpty && booleans.contains { $0.hasPrefix(word) }
    case "uuid":
      return !bytes.isEmpty
        && bytes.allSatisfy { $0 < 0x80 && !lettersOfNoDigit.contains($0 | 0x20) }
    default:
      let number =
        bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
        ? bytes.dropFirst() : bytes
      guard let first = number.first else { return false }
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) { return true }
      guard !type.hasPrefix("int") else { return false }
      // NaN, Infinity
      return [UInt8(ascii: "."), UInt8(ascii: "n"), UInt8(ascii: "i")].contains(first | 0x20)
    }
  }

  /// Any beginning of one will do.
  private static let booleans = ["true", "false", "yes", "no", "on", "off", "1", "0"]

  /// Those that are no hexadecimal digits.
  private static let lettersOfNoDigit = UInt8(ascii: "g")...UInt8(ascii: "z")
}
