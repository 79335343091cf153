import SQLLexer

/// What stands behind a constraint: when and of what it is checked.
package struct ConstraintAttributes: OptionSet, Sendable {
  package var rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }
  package static let deferrable = ConstraintAttributes(rawValue: 1)
  package static let notDeferrable = ConstraintAttributes(rawValue: 2)
  package static let initiallyDeferred = ConstraintAttributes(rawValue: 4)
  package static let initiallyImmediate = ConstraintAttributes(rawValue: 8)
  package static let enforced = ConstraintAttributes(rawValue: 16)
  package static let notEnforced = ConstraintAttributes(rawValue: 32)
  package static let notValid = ConstraintAttributes(rawValue: 64)
  package static let noInherit = ConstraintAttributes(rawValue: 128)
  /// ALTER CONSTRAINT … INHERIT
  package static let inherit = ConstraintAttributes(rawValue: 256)

  /// Two that exclude each other.
  fileprivate var areConflicting: Bool {
    isSuperset(of: [.deferrable, .notDeferrable])
      || isSuperset(of: [.initiallyDeferred, .initiallyImmediate])
      || isSuperset(of: [.enforced, .notEnforced])
  }

  /// The first that constraints of a kind cannot have, in PostgreSQL's order.
  fileprivate func mark(notAmong allowed: ConstraintAttributes) -> StaticString? {
    if !isDisjoint(with: [.deferrable, .initiallyDeferred]), !allowed.contains(.deferrable) {
      return "DEFERRABLE"
    }
    if contains(.notValid), !allowed.contains(.notValid) { return "NOT VALID" }
    if contains(.noInherit), !allowed.contains(.noInherit) { return "NO INHERIT" }
    guard !allowed.contains(.enforced) else { return nil }
    if contains(.notEnforced) { return "NOT ENFORCED" }
    return contains(.enforced) ? "ENFORCED" : nil
  }
}

extension Parser {
  /// ConstraintAttributeSpec: any of `[NOT] DEFERRABLE`, `INITIALLY IMMEDIATE | DEFERRED`, `NOT VALID`, `NO INHERIT`,
  /// `[NOT] ENFORCED`.
  ///
  /// - Parameters:
  ///   - words: what PostgreSQL calls such constraints.
  ///   - allowed: what they can have. `deferrable` stands for INITIALLY DEFERRED, too, and `enforced` for NOT ENFORCED.
  mutating func constraintAttributeSpec(
    _ words: StaticString, allowing allowed: ConstraintAttributes
  ) -> ConstraintAttributes {
    let first = position
    let attributes = constraintAttributeSpec()
    refuse(attributes, of: words, allowing: allowed, at: first)
    return attributes
  }

  /// The same, of a statement whose attributes PostgreSQL looks at when it has read all of it.
  mutating func constraintAttributeSpec() -> ConstraintAttributes {
    var attributes: ConstraintAttributes = []
    var place = position
    while let attribute = constraintAttribute() {
      attributes.formUnion(attribute)
      if attributes.isSuperset(of: [.notDeferrable, .initiallyDeferred]) {
        refuse("constraint declared INITIALLY DEFERRED must be DEFERRABLE", at: place)
      } else if attributes.areConflicting {
        refuse("conflicting constraint properties", at: place)
      }
      place = position
    }
    return attributes
  }

  /// processCASbits
  mutating func refuse(
    _ attributes: ConstraintAttributes, of words: StaticString,
    allowing allowed: ConstraintAttributes, at token: Int
  ) {
    guard let mark = attributes.mark(notAmong: allowed), failure == nil else { return }
    refuseUnsupported("\(words) constraints cannot be marked \(mark)", at: token)
  }

  /// ConstraintAttributeElem; at a column ConstraintAttr, which has neither NOT VALID nor NO INHERIT.
  mutating func constraintAttribute(ofColumn: Bool = false) -> ConstraintAttributes? {
    switch token().keyword {
    case .deferrable:
      advance()
      return .deferrable
    case .enforced:
      advance()
      return .enforced
    case .initially:
      advance()
      if eat(.deferred) { return .initiallyDeferred }
      expect(.immediate)
      return .initiallyImmediate
    case .no where !ofColumn:
      advance()
      expect(.inherit)
      return .noInherit
    case .not where !isLookahead(.not):
      advance()
      if eat(.deferrable) { return .notDeferrable }
      if eat(.enforced) { return .notEnforced }
      if !ofColumn, eat(.valid) { return .notValid }
      fail()
      return nil
    default:
      return nil
    }
  }
}
