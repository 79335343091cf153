import TOMLKit

/// A value of a TOML document, copied out of the parser's memory.
indirect enum TOMLNode {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([TOMLNode])
  /// In the order of their keys.
  case table([(key: String, value: TOMLNode)])
  /// A type that no setting has, by its name.
  case other(String)

  /// For errors: "an integer".
  var typeName: String {
    switch self {
    case .string: "a string"
    case .integer: "an integer"
    case .boolean: "a boolean"
    case .array: "an array"
    case .table: "a table"
    case .other(let name): name
    }
  }

  init(_ table: TOMLTable) {
    self = .table(
      table.keys.compactMap { key in table[key].map { (key, TOMLNode($0.tomlValue)) } })
  }

  private init(_ value: TOMLValue) {
    if let string = value.string {
      self = .string(string)
    } else if let integer = value.int {
      self = .integer(integer)
    } else if let array = value.array {
      self = .array(array.map { TOMLNode($0.tomlValue) })
    } else if let table = value.table {
      self = TOMLNode(table)
    } else if let boolean = value.bool {
      self = .boolean(boolean)
    } else {
      self = .other("a \(value.type.description)")
    }
  }
}
