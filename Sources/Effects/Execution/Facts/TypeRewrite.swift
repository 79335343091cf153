import Catalog

/// Says whether ATColumnChangeRequiresRewrite (tablecmds.c) wants a rewrite: it looks at the expression that makes the new
/// value of the old one. Steps that leave the bytes as they are do not count, all others rewrite.
///
/// Measured for all pairs of 127 types on 15 and 18, without USING, with a cast, and with one to text before it
/// (scripts/generate-type-changes; TypeRewriteTests); [type_*].
package struct TypeRewrite: Sendable {
  /// What ALTER COLUMN … TYPE does to the rows of a table.
  package enum Outcome: Sendable, Equatable {
    case noRewrite
    /// No rewrite if the session's TimeZone is always at UTC.
    case dependsOnTimeZone
    case rewrite
    /// It certainly fails, whatever the rows are.
    case fails(SQLState)
    case unknown

    package enum SQLState: String, Sendable {
      /// "cannot be cast automatically to type …", also for the result of USING.
      case datatypeMismatch = "42804"
      /// A cast of USING that does not exist.
      case cannotCoerce = "42846"
    }
  }

  package var rules: CoercionRules

  package init(rules: CoercionRules) { self.rules = rules }

  /// What a change does.
  ///
  /// - Parameter casts: of USING, if it is the column, or only casts of it, the innermost first. Any other expression
  ///   rewrites, unless it is a constant's or a function's that PostgreSQL takes for nothing, which none is.
  package func change(
    from source: CoercionType, using casts: [CoercionType] = [], to target: CoercionType
  ) -> Outcome {
    var value = Value(type: source, change: .noRewrite)
    for cast in casts {
      coerce(&value, to: cast, .explicit)
      if case .fails = value.change { return value.change }
    }
    coerce(&value, to: target, .assignment)
    return value.change
  }

  /// An expression over the column: its type, and what its steps so far mean.
  private struct Value {
    var type: CoercionType
    var change: Outcome

    mutating func take(_ step: Outcome) {
      switch (change, step) {
      case (.fails, _), (_, .noRewrite): break
      case (_, .fails), (.noRewrite, _): change = step
      case (.rewrite, _), (_, .rewrite): change = .rewrite
      case (.unknown, _), (_, .unknown): change = .unknown
      default: change = step
      }
    }
  }

  /// coerce_to_target_type
  private func coerce(
    _ value: inout Value, to target: CoercionType, _ context: BuiltInCast.Context
  ) {
    if value.type.identity != target.identity || value.type == .unknown(nil) {
      switch rules.path(from: value.type, to: target, context) {
      case .none:
        return value.take(.fails(context == .explicit ? .cannotCoerce : .datatypeMismatch))
      case .unknown:
        value.type = target
        return value.take(.unknown)
      case .path(let path):
        convert(&value, path, to: target.baseType)
        if case .domain = target { return enter(&value, domain: target, context) }
      }
    }
    resize(&value, to: target.modifier)
    value.type = target
  }

  /// A path between types without regard to their modifiers.
  private func convert(_ value: inout Value, _ path: CoercionRules.Path, to target: CoercionType) {
    let source = value.type.baseType
    switch path {
    case .relabel:
      // A domain's value carries no modifiers, even though its base does.
      let modifier = source.identity == target.identity ? value.type.modifier : -1
      value.type = target.with(modifier: modifier)
      return
    case .function:
      switch (source.identity, target.identity) {
      case (.base("timestamp", _), .base("timestamptz", _)),
        (.base("timestamptz", _), .base("timestamp", _)):
        value.take(.dependsOnTimeZone)
      default: value.take(.rewrite)
      }
    case .text, .array: value.take(.rewrite)
    }
    value.type = target.with(modifier: -1)
  }

  /// coerce_to_domain: the modifiers of the base, then the constraints.
  private func enter(
    _ value: inout Value, domain: CoercionType, _ context: BuiltInCast.Context
  ) {
    resize(&value, to: domain.baseType.modifier)
    if case .domain(_, _, let hasConstraints) = domain {
      switch hasConstraints {
      case true?: value.take(.rewrite)
      case false?: break
      case nil: value.take(.unknown)
      }
    }
    value.type = domain
  }

  /// coerce_type_typmod, and the planner's support functions that know when it does nothing.
  private func resize(_ value: inout Value, to modifier: Int32) {
    let old = value.type.modifier
    guard modifier >= 0, old != modifier else { return }
    switch value.type {
    case .base(let name, _):
      if !TypeModifier.keepsValues(name, from: old, to: modifier) { value.take(.rewrite) }
    case .array: value.take(.rewrite)
    default: break
    }
    value.type = value.type.with(modifier: modifier)
  }
}

/// Changes of type modifiers (atttypmod) that leave every value as it is.
enum TypeModifier {
  /// varchar_support, numeric_support, varbit_support, time_support, timestamp_support, interval_support: the types of
  /// which PostgreSQL knows it. char(n) and bit(n) have no such function: they are padded, or must fit exactly.
  static func keepsValues(_ type: String, from old: Int32, to new: Int32) -> Bool {
    if new < 0 { return true }
    switch type {
    case "varchar", "varbit": return old >= 0 && old <= new
    case "numeric": return keepsNumbers(old, new)
    case "time", "timetz", "timestamp", "timestamptz":
      return new == maximalPrecision || old >= 0 && new >= old
    case "interval": return keepsIntervals(old, new)
    default: return false
    }
  }

  /// Digits of a second's fraction.
  private static let maximalPrecision: Int32 = 6

  /// `((precision << 16) | scale) + 4`: the same scale, and at least as many digits.
  private static func keepsNumbers(_ old: Int32, _ new: Int32) -> Bool {
    guard old >= 4 else { return false }
    let scale: (Int32) -> Int32 = { ($0 - 4) & 0x7FF }
    let precision: (Int32) -> Int32 = { ($0 - 4) >> 16 & 0xFFFF }
    return scale(old) == scale(new) && precision(old) <= precision(new)
  }

  /// `fields << 16 | precision`: neither a field nor a digit is lost.
  private static func keepsIntervals(_ old: Int32, _ new: Int32) -> Bool {
    let (oldField, newField) = (leastField(old), leastField(new))
    let (oldDigits, newDigits) = (old < 0 ? 0xFFFF : old & 0xFFFF, new & 0xFFFF)
    return newField <= oldField
      && (oldField > 0 || newDigits >= maximalPrecision || newDigits >= oldDigits)
  }

  /// intervaltypmodleastfield: 0 for SECOND and for all fields, up to 5 for YEAR.
  private static func leastField(_ modifier: Int32) -> Int {
    guard modifier >= 0 else { return 0 }
    let fields = modifier >> 16 & 0x7FFF
    // datetime.h: MONTH 1, YEAR 2, DAY 3, HOUR 10, MINUTE 11, SECOND 12.
    for (field, bit) in [12, 11, 10, 3, 1, 2].enumerated() where fields & 1 << bit != 0 {
      return field
    }
    return 0
  }
}
