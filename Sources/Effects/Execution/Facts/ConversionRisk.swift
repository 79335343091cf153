import Catalog

/// What ALTER COLUMN TYPE may do to values, beside writing them anew.
package enum ConversionRisk: Sendable, Equatable {
  /// They are changed, and no error says so: "drops the time of day".
  case loses(String)
  /// It fails at a value that does not fit: one that is "longer than 20 characters".
  case refuses(String)
}

extension TypeRewrite {
  /// What becomes of values that the new type cannot hold. Documentation: Numeric Types, "Arbitrary Precision Numbers"
  /// and "Floating-Point Types"; Character Types; Date/Time Types; Bit String Types; Network Address Functions, "cidr".
  ///
  /// [type-numeric-less-scale, type-varchar-shorter, type-timestamp-to-date, type-bigint-to-integer]
  ///
  /// - Parameter casts: of USING, as `change` takes them.
  package static func risk(
    from source: CoercionType, using casts: [CoercionType] = [], to target: CoercionType
  ) -> ConversionRisk? {
    var type = source
    var refusal: ConversionRisk?
    for (place, next) in (casts + [target]).enumerated() {
      switch risk(from: type, to: next, isExplicit: place < casts.count) {
      case .loses(let words)?: return .loses(words)
      case .refuses(let words)?: refusal = refusal ?? .refuses(words)
      case nil: break
      }
      type = next
    }
    return refusal
  }

  private static func risk(
    from source: CoercionType, to target: CoercionType, isExplicit: Bool
  ) -> ConversionRisk? {
    switch (source.baseType, target.baseType) {
    case (.array(let old), .array(let new)): risk(from: old, to: new, isExplicit: isExplicit)
    case (.base(let old, let oldModifier), .base(let new, let newModifier)):
      NumberRange.risk(from: (old, oldModifier), to: (new, newModifier))
        ?? textRisk(from: (old, oldModifier), to: (new, newModifier), isExplicit: isExplicit)
        ?? timeRisk(from: (old, oldModifier), to: (new, newModifier))
        ?? (old == "inet" && new == "cidr" ? .loses("sets the bits of the host to zero") : nil)
    default: nil
    }
  }

  /// A type of pg_catalog, and its modifiers.
  typealias Modified = (name: String, modifier: Int32)

  /// Only an explicit cast cuts; an assignment fails, unless all that is too much is spaces.
  private static func textRisk(
    from old: Modified, to new: Modified, isExplicit: Bool
  ) -> ConversionRisk? {
    let texts = ["text", "varchar", "bpchar"]
    let bits = ["bit", "varbit"]
    if texts.contains(old.name) || old.name == "citext", new.name == "name" {
      return .loses("cuts values to 63 bytes")
    }
    let isText = texts.contains(old.name) && texts.contains(new.name)
    guard isText || bits.contains(old.name) && bits.contains(new.name), new.modifier >= 0 else {
      return nil
    }
    // atttypmod of characters counts the four bytes of a header.
    let header: Int32 = isText ? 4 : 0
    guard old.modifier < 0 || old.modifier > new.modifier else { return nil }
    let length = "\(new.modifier - header) " + (isText ? "characters" : "bits")
    return isExplicit ? .loses("cuts values to \(length)") : .refuses("longer than \(length)")
  }

  private static func timeRisk(from old: Modified, to new: Modified) -> ConversionRisk? {
    let moments = ["timestamp", "timestamptz"]
    let times = ["time", "timetz"]
    if moments.contains(old.name) {
      if new.name == "date" { return .loses("drops the time of day") }
      if times.contains(new.name) { return .loses("drops the date") }
    }
    if old.name == "interval", new.name == "time" { return .loses("drops the days") }
    if old.name == "timetz", new.name == "time" { return .loses("drops the time zone") }
    let isSame =
      old.name == new.name || moments.contains(old.name) && moments.contains(new.name)
      || times.contains(old.name) && times.contains(new.name)
    guard isSame, moments.contains(new.name) || times.contains(new.name) || new.name == "interval",
      new.modifier >= 0, old.modifier != new.modifier,
      !TypeModifier.keepsValues(new.name, from: old.modifier, to: new.modifier)
    else { return nil }
    return new.name == "interval"
      ? .loses("drops a part of the intervals")
      : .loses(
        new.modifier == 0
          ? "rounds values to seconds" : "rounds seconds to \(counted(Int(new.modifier), "digit"))")
  }
}

/// `1 digit`, `2 digits`
private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// What numbers a type holds.
private struct NumberRange {
  /// Digits before the decimal point, of which all values may be made; nil: as many as anybody wants.
  var whole: Int?
  /// Digits behind it; nil: as many as anybody wants.
  var fraction: Int?
  /// All digits together are so many, wherever the point is; nil: none is lost.
  var significant: Int?
  /// Values of the greatest length may be too big.
  var isBinary = false

  /// Documentation: Numeric Types, table "Numeric Types".
  init?(_ type: TypeRewrite.Modified) {
    switch type.name {
    case "int2": (whole, fraction, isBinary) = (5, 0, true)
    case "int4": (whole, fraction, isBinary) = (10, 0, true)
    case "int8": (whole, fraction, isBinary) = (19, 0, true)
    case "float4": significant = 6
    case "float8": significant = 15
    case "numeric":
      guard type.modifier >= 4 else { return }
      // `((precision << 16) | scale) + 4`; the scale has eleven bits and a sign.
      let precision = Int((type.modifier - 4) >> 16 & 0xFFFF)
      let scale = Int(((type.modifier - 4) & 0x7FF) ^ 1024) - 1024
      (whole, fraction) = (precision - scale, scale)
    default: return nil
    }
  }

  static func risk(
    from old: TypeRewrite.Modified, to new: TypeRewrite.Modified
  ) -> ConversionRisk? {
    guard let source = NumberRange(old), let target = NumberRange(new) else { return nil }
    if let digits = target.fraction, source.fraction.map({ $0 > digits }) ?? true {
      return .loses(
        digits == 0
          ? "rounds values to whole numbers"
          : "rounds values to \(counted(digits, "digit")) behind the point")
    }
    if let digits = target.significant, source.digits.map({ $0 > digits }) ?? true {
      return .loses("keeps \(digits) digits of a value")
    }
    guard let digits = target.whole else { return nil }
    let isWider = source.whole.map {
      $0 > digits || $0 == digits && target.isBinary && !source.isBinary
    }
    guard isWider ?? true else { return nil }
    return .refuses(
      target.isBinary
        ? "out of the range of its new type"
        : "longer than \(counted(digits, "digit")) before the point")
  }

  /// All that a value may have; nil where there is no limit.
  private var digits: Int? {
    if let significant { return significant }
    guard let whole, let fraction else { return nil }
    return whole + max(0, fraction)
  }
}
