import Catalog
import SQLSyntax

/// What valid CHECK constraints prove about the rows of a partition, as far as PostgreSQL's theorem prover
/// (predtest.c) finds it out for plain bounds of one column: `id >= 0 AND id < 100`, `k = 1`, `k IN (1, 2)`.
struct CheckedColumn {
  /// As printed in the conditions.
  let name: String
  /// The least and the greatest value that the column can have, and whether the bound itself is left out.
  private var low: (value: BoundValue, isOpen: Bool)?
  private var high: (value: BoundValue, isOpen: Bool)?
  /// The only values that it can have.
  private var values: Set<String>?
  /// Values that it cannot have.
  private var excluded: Set<String> = []
  private(set) var isNotNull: Bool

  /// - Parameters:
  ///   - name: as printed in the conditions.
  ///   - conditions: as PostgreSQL prints them.
  init(name: String, isNotNull: Bool, conditions: [String]) {
    self.name = name
    self.isNotNull = isNotNull
    for condition in conditions {
      for part in Self.conjuncts(condition) { take(part, name) }
    }
  }

  /// All values lie in a range; nil stands for MINVALUE and MAXVALUE.
  func isWithin(_ from: BoundValue?, _ to: BoundValue?) -> Bool {
    guard isNotNull else { return false }
    if let from {
      guard let low, low.value.isComparable(to: from), !(low.value < from) else { return false }
    }
    if let to {
      guard let high, high.value.isComparable(to: to) else { return false }
      return high.value < to || high.value == to && high.isOpen
    }
    return true
  }

  func isOneOf(_ wanted: Set<String>) -> Bool {
    guard isNotNull, let values else { return false }
    return values.isSubset(of: wanted)
  }

  /// No value is one of those.
  func isNoneOf(_ unwanted: Set<String>) -> Bool {
    unwanted.isSubset(of: excluded) || values.map { $0.isDisjoint(with: unwanted) } ?? false
  }

  /// No value lies in a range.
  func isOutside(_ from: BoundValue?, _ to: BoundValue?) -> Bool {
    if let from, let high, high.value.isComparable(to: from),
      high.value < from || high.value == from && high.isOpen
    {
      return true
    }
    guard let to, let low, low.value.isComparable(to: to) else { return false }
    return !(low.value < to)
  }

  // MARK: - Reading conditions

  private mutating func take(_ part: String, _ name: String) {
    guard part.hasPrefix(name + " ") else { return }
    let rest = part.dropFirst(name.count + 1)
    if rest == "IS NOT NULL" {
      isNotNull = true
      return
    }
    let sides = rest.split(separator: " ", maxSplits: 1)
    guard sides.count == 2 else { return }
    let text = String(sides[1])
    if sides[0] == "=", text.hasPrefix("ANY (ARRAY["), let end = text.firstIndex(of: "]") {
      let list = text[text.index(text.startIndex, offsetBy: "ANY (ARRAY[".count)..<end]
      values = Set(list.split(separator: ",").map { BoundValue.literal(String($0)) })
      return
    }
    let literal = BoundValue.literal(text)
    let value = BoundValue(text)
    switch sides[0] {
    case "=":
      values = [literal]
      if let value { (low, high) = ((value, false), (value, false)) }
    case "<>": excluded.insert(literal)
    case ">=": if let value { low = (value, false) }
    case ">": if let value { low = (value, true) }
    case "<=": if let value { high = (value, false) }
    case "<": if let value { high = (value, true) }
    default: break
    }
  }

  /// The conditions that AND joins, without the parentheses around them.
  static func conjuncts(_ text: String) -> [String] {
    let inner = unwrapped(text)
    let parts = split(inner)
    return parts.count == 1 ? [inner] : parts.flatMap(conjuncts)
  }

  private static func unwrapped(_ text: String) -> String {
    guard text.hasPrefix("("), text.hasSuffix(")") else { return text }
    var depth = 0
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0, index < bytes.count - 1 { return text }
    }
    return unwrapped(String(text.dropFirst().dropLast()))
  }

  /// At ` AND ` outside of parentheses.
  private static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let word = Array(" AND ".utf8)
    var parts: [String] = []
    var start = 0
    var depth = 0
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0, bytes[index...].starts(with: word) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        start = index + word.count
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}

/// An integer, or a date or time whose texts compare as the times do.
enum BoundValue: Comparable {
  case number(Int)
  case text(String)

  /// `5`, `'5'::bigint`, `'2024-01-01'::date`; nil for anything else.
  init?(_ text: String) {
    let literal = Self.literal(text)
    if let number = Int(literal) {
      self = .number(number)
      return
    }
    let bytes = Array(literal.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      [0, 1, 2, 3, 5, 6, 8, 9].allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
    else { return nil }
    let isMidnight = literal.dropFirst(10) == " 00:00:00"
    guard bytes.count == 10 || isMidnight else { return nil }
    self = .text(String(literal.prefix(10)))
  }

  func isComparable(to other: BoundValue) -> Bool {
    switch (self, other) {
    case (.number, .number), (.text, .text): true
    default: false
    }
  }

  /// The value between the quotes, without a cast behind it.
  static func literal(_ text: String) -> String {
    var text = Substring(text)
    while text.first == " " || text.first == "(" { text.removeFirst() }
    if text.first == "'" {
      let inner = text.dropFirst()
      return String(inner.prefix { $0 != "'" })
    }
    return String(text.prefix { $0 != ":" && $0 != ")" && $0 != " " })
  }
}
