/// A type as a column has it (pg_attribute: atttypid, atttypmod).
package struct DataType: Hashable, Sendable {
  package enum Base: Hashable, Sendable {
    /// Of pg_catalog, by its name in pg_type: `int4`, `varchar`.
    case builtIn(String)
    /// Of the history.
    case user(ObjectID)
    /// Of an extension, or of a schema that is not known: name and modifiers, as printed.
    case named(String)
  }

  /// Of an array, the type of its elements.
  package var base: Base
  /// atttypmod, in the encoding of the type; -1 where there is none. Only built-in types have any.
  package var modifier: Int32
  package var isArray: Bool

  package init(_ base: Base, modifier: Int32 = -1, isArray: Bool = false) {
    self.base = base
    self.modifier = modifier
    self.isArray = isArray
  }

  /// A type of pg_catalog.
  package init(_ type: String, modifier: Int32 = -1, isArray: Bool = false) {
    self.init(.builtIn(type), modifier: modifier, isArray: isArray)
  }

  package static let int2 = DataType("int2")
  package static let int4 = DataType("int4")
  package static let int8 = DataType("int8")

  /// The name in pg_type of the built-in type that it is; nil for arrays.
  package var builtIn: String? {
    if case .builtIn(let type) = base, !isArray { type } else { nil }
  }

  /// The object that a user-defined type is, or that the elements of an array of it are.
  package var userType: ObjectID? {
    if case .user(let type) = base { type } else { nil }
  }

  /// Its definition is known: it is built in, or of the history.
  package var isKnown: Bool {
    if case .named = base { false } else { true }
  }

  /// Nobody notices which of the two a column has: text, and varchar without a length, take the same values.
  package func holdsTheSame(as other: DataType) -> Bool {
    let texts = [DataType("text"), DataType("varchar")]
    return self == other || texts.contains(self) && texts.contains(other)
  }

  /// The type without its modifiers.
  package var withoutModifier: DataType { DataType(base, isArray: isArray) }

  /// The type of its elements, if it is an array.
  var element: DataType? { isArray ? DataType(base, modifier: modifier) : nil }

  /// The array of it; arrays of arrays are arrays.
  var array: DataType { DataType(base, isArray: true) }
}

// MARK: - Modifiers

extension DataType {
  /// What `(n)` says of character varying, character, bit and bit varying: the longest length.
  package var length: Int? {
    guard modifier >= 0, case .builtIn(let type) = base else { return nil }
    switch type {
    case "varchar", "bpchar": return Int(modifier) - 4
    case "bit", "varbit": return Int(modifier)
    default: return nil
    }
  }

  /// What `(p, s)` says of numeric.
  package var precisionAndScale: (precision: Int, scale: Int)? {
    guard modifier >= 0, case .builtIn("numeric") = base else { return nil }
    let packed = modifier - 4
    // numeric_typmod_scale: eleven bits with a sign.
    return (Int(packed >> 16) & 0xFFFF, Int(((packed & 0x7FF) ^ 1024) - 1024))
  }

  /// How many digits of the seconds a time, timestamp or interval keeps.
  package var secondsPrecision: Int? {
    guard modifier >= 0, case .builtIn(let type) = base else { return nil }
    switch type {
    case "time", "timetz", "timestamp", "timestamptz": return Int(modifier)
    case "interval":
      let precision = Int(modifier & 0xFFFF)
      return precision == 0xFFFF ? nil : precision
    default: return nil
    }
  }

  /// atttypmod of what is written in parentheses behind a type; -1 where the type takes none such.
  static func modifier(of type: String, _ numbers: [Int32]) -> Int32 {
    guard let first = numbers.first else { return -1 }
    switch type {
    case "varchar", "bpchar": return first &+ 4
    case "bit", "varbit": return first
    case "numeric":
      let scale = numbers.count > 1 ? numbers[1] : 0
      return (first << 16 | scale & 0x7FF) &+ 4
    // More digits than six are cut to six, with a warning.
    case "time", "timetz", "timestamp", "timestamptz": return min(first, 6)
    case "interval": return intervalModifier(fields: 0x7FFF, precision: min(first, 6))
    default: return -1
    }
  }

  /// INTERVAL_TYPMOD
  static func intervalModifier(fields: Int32, precision: Int32?) -> Int32 {
    fields << 16 | (precision ?? 0xFFFF) & 0xFFFF
  }
}

// MARK: - Spelling

extension DataType {
  /// The type as format_type prints it: `character varying(50)`, `app.mood[]`.
  ///
  /// - Parameter naming: the name of a user-defined type, as printed.
  package func description(naming: (ObjectID) -> String) -> String {
    var text =
      switch base {
      case .builtIn(let type): spelling(type, modifier)
      case .user(let type): naming(type)
      // Of an extension, most likely, whose objects stand in public.
      case .named(let name): name.contains(".") ? name : "public." + name
      }
    if isArray { text += "[]" }
    return text
  }
}

/// format_type_extended
private func spelling(_ name: String, _ modifier: Int32) -> String {
  let type = DataType(name, modifier: modifier)
  let length = type.length.map { "(\($0))" } ?? ""
  let precision = type.secondsPrecision.map { "(\($0))" } ?? ""
  switch name {
  case "bool": return "boolean"
  case "int2": return "smallint"
  case "int4": return "integer"
  case "int8": return "bigint"
  case "float4": return "real"
  case "float8": return "double precision"
  case "varchar": return "character varying" + length
  case "bpchar": return modifier >= 0 ? "character" + length : "bpchar"
  case "bit": return modifier >= 0 ? "bit" + length : "\"bit\""
  case "varbit": return "bit varying" + length
  case "char": return "\"char\""
  case "time": return "time\(precision) without time zone"
  case "timetz": return "time\(precision) with time zone"
  case "timestamp": return "timestamp\(precision) without time zone"
  case "timestamptz": return "timestamp\(precision) with time zone"
  case "interval":
    return "interval" + (modifier >= 0 ? intervalFields(modifier >> 16) : "") + precision
  case "numeric":
    guard let (digits, scale) = type.precisionAndScale else { return "numeric" }
    return "numeric(\(digits),\(scale))"
  default: return name
  }
}

extension Catalog {
  /// A type as format_type prints it where search_path is empty.
  package func describe(_ type: DataType) -> String {
    if printsUnknownAsWritten, case .named(let name) = type.base {
      return name + (type.isArray ? "[]" : "")
    }
    return type.description { printedName($0) }
  }
}

/// The fields of an interval, with what they are called (intervaltypmodout).
private let intervalFieldNames: [(fields: Int32, text: String)] = [
  (1 << 2, " year"), (1 << 1, " month"), (1 << 3, " day"), (1 << 10, " hour"),
  (1 << 11, " minute"), (1 << 12, " second"), (1 << 2 | 1 << 1, " year to month"),
  (1 << 3 | 1 << 10, " day to hour"), (1 << 3 | 1 << 10 | 1 << 11, " day to minute"),
  (1 << 3 | 1 << 10 | 1 << 11 | 1 << 12, " day to second"),
  (1 << 10 | 1 << 11, " hour to minute"), (1 << 10 | 1 << 11 | 1 << 12, " hour to second"),
  (1 << 11 | 1 << 12, " minute to second"),
]

private func intervalFields(_ fields: Int32) -> String {
  intervalFieldNames.first { $0.fields == fields }?.text ?? ""
}
