import Catalog

/// What an expression of a body comes to when it runs, as far as that is known.
indirect enum BodyValue: Equatable, Sendable {
  case unknown
  case null
  case boolean(Bool)
  case number(Int)
  case text(String)
  /// An oid, a regclass, a regtype: of an object of the catalogue.
  case object(ObjectID)
  case array([BodyValue])
  case row([String: BodyValue])

  init(_ flag: Bool?) { self = flag.map { .boolean($0) } ?? .unknown }

  /// nil where it is neither true nor false, nor null.
  var isTrue: Bool? {
    switch self {
    case .boolean(let flag): flag
    case .null: false
    default: nil
    }
  }

  /// As text that is put into other text; nil where it is not known.
  var spelling: String? {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .boolean(let flag): flag ? "t" : "f"
    case .null: ""
    case .unknown, .object, .array, .row: nil
    }
  }

  /// `=`
  func equals(_ other: BodyValue) -> BodyValue {
    switch (self, other) {
    case (.null, _), (_, .null): .null
    case (.unknown, _), (_, .unknown): .unknown
    case (.text(let left), .text(let right)): .boolean(left == right)
    case (.number(let left), .number(let right)): .boolean(left == right)
    case (.boolean(let left), .boolean(let right)): .boolean(left == right)
    case (.object(let left), .object(let right)): .boolean(left == right)
    case (.number(let number), .text(let text)), (.text(let text), .number(let number)):
      .boolean(String(number) == text)
    // One is written, the other is of the catalogue.
    case (.boolean(let flag), .text(let text)), (.text(let text), .boolean(let flag)):
      .boolean(["t", "true", "YES"].contains(text) == flag)
    default: .unknown
    }
  }

  /// `<`
  func isLess(than other: BodyValue) -> BodyValue {
    switch (self, other) {
    case (.null, _), (_, .null): .null
    case (.number(let left), .number(let right)): .boolean(left < right)
    default: .unknown
    }
  }

  /// NOT
  var negated: BodyValue {
    if case .boolean(let flag) = self { .boolean(!flag) } else { self == .null ? .null : .unknown }
  }

  static func and(_ values: [BodyValue]) -> BodyValue {
    if values.contains(.boolean(false)) { return .boolean(false) }
    if values.allSatisfy({ $0 == .boolean(true) }) { return .boolean(true) }
    return values.allSatisfy { $0 == .boolean(true) || $0 == .null } ? .null : .unknown
  }
}
