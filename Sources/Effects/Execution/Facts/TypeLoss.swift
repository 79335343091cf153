package import Catalog

/// What ALTER COLUMN TYPE does to values that the new type cannot hold. Documentation: Numeric Types, Character Types,
/// Date/Time Types, Network Address Types; every row was tried on 15 (TypeLossTests).
package enum TypeLoss: Equatable, Sendable {
  /// They become others, without an error: how, in words, and a condition that finds them, with `#` for the column.
  case changes(String, finding: String?)
  /// They stop the statement: what they are like, the SQLSTATE, and a condition that finds them.
  case stops(String, sqlstate: String, finding: String?)
  /// All values mean what the TimeZone of the session says.
  case readsTimeZone

  /// - Parameter isExplicit: by a cast of USING: what is too long is cut then, without an error.
  package static func of(
    _ old: DataType, to new: DataType, isExplicit: Bool = false
  ) -> TypeLoss? {
    guard old.isArray == new.isArray, case .builtIn(let from) = old.base,
      case .builtIn(let to) = new.base
    else { return nil }
    if let loss = ofNumbers(from, old, to, new) { return loss }
    if let loss = ofTexts(from, old, to, new, isExplicit) { return loss }
    if let loss = ofBits(from, old, to, new, isExplicit) { return loss }
    if let loss = ofTimes(from, old, to, new) { return loss }
    return from == "inet" && to == "cidr"
      ? .changes("bits behind the netmask become zero", finding: "# <> network(#)") : nil
  }
}

// MARK: - Numbers

/// The whole numbers that fit, and how many digits they have at most.
private let integers: [String: (bytes: Int, digits: Int, least: String, greatest: String)] = [
  "int2": (2, 5, "-32768", "32767"), "int4": (4, 10, "-2147483648", "2147483647"),
  "int8": (8, 19, "-9223372036854775808", "9223372036854775807"),
]

/// Decimal digits that are kept exactly. Documentation: Floating-Point Types.
private let floatDigits = ["float4": 6, "float8": 15]

private func ofNumbers(
  _ from: String, _ old: DataType, _ to: String, _ new: DataType
) -> TypeLoss? {
  if let target = integers[to] {
    if let source = integers[from] {
      guard source.bytes > target.bytes else { return nil }
      return .stops(
        "is below \(target.least) or above \(target.greatest)", sqlstate: "22003",
        finding: "# NOT BETWEEN \(target.least) AND \(target.greatest)")
    }
    let hasFractions =
      floatDigits[from] != nil || from == "numeric" && old.precisionAndScale?.scale != 0
    return hasFractions
      ? .changes("fractions are rounded away", finding: "# <> round(#::numeric)") : nil
  }
  if let digits = floatDigits[to] {
    let given = floatDigits[from] ?? integers[from]?.digits ?? (from == "numeric" ? digits + 1 : 0)
    guard given > digits else { return nil }
    return .changes(
      "more than \(digits) digits are not kept",
      finding: from == "float8" ? "# <> #::real" : "# <> #::\(to)::numeric")
  }
  if to == "money", from == "numeric" {
    return .changes("fractions of a cent are rounded away", finding: "# <> #::money::numeric")
  }
  return to == "numeric" ? ofDecimals(from, old, new) : nil
}

/// To `numeric(p, s)`.
private func ofDecimals(_ from: String, _ old: DataType, _ new: DataType) -> TypeLoss? {
  guard let (precision, scale) = new.precisionAndScale else { return nil }
  let type = "numeric(\(precision),\(scale))"
  let places = precision - scale
  let tooGreat = TypeLoss.stops(
    "has more than \(places) digits before the point", sqlstate: "22003",
    finding: "abs(#) >= 1\(String(repeating: "0", count: max(places, 0)))")
  if let source = integers[from] { return source.digits > places ? tooGreat : nil }
  guard from == "numeric" || floatDigits[from] != nil else { return nil }
  guard let given = old.precisionAndScale, given.scale <= scale else {
    return .changes(
      "they are rounded to \(scale) digits behind the point",
      finding: from == "numeric" ? "# <> #::\(type)" : "#::numeric <> #::\(type)")
  }
  return given.precision - given.scale > places ? tooGreat : nil
}

// MARK: - Texts and bits

private func ofTexts(
  _ from: String, _ old: DataType, _ to: String, _ new: DataType, _ isExplicit: Bool
) -> TypeLoss? {
  let given: Int
  switch from {
  case "text": given = .max
  case "varchar", "bpchar": given = old.length ?? .max
  case "name": given = 63
  default: return nil
  }
  if to == "name" {
    return given > 63
      ? .changes("what is longer than 63 bytes is cut off", finding: "octet_length(#) > 63") : nil
  }
  guard to == "varchar" || to == "bpchar", let length = new.length, given > length else {
    return nil
  }
  let finding = "char_length(#) > \(length)"
  return isExplicit
    ? .changes("what is longer than \(length) characters is cut off", finding: finding)
    : .stops("is longer than \(length) characters", sqlstate: "22001", finding: finding)
}

private func ofBits(
  _ from: String, _ old: DataType, _ to: String, _ new: DataType, _ isExplicit: Bool
) -> TypeLoss? {
  guard ["bit", "varbit"].contains(from), to == "bit" || to == "varbit", let length = new.length
  else { return nil }
  let given = old.length ?? .max
  guard to == "bit" && (from == "varbit" || given != length) || given > length else { return nil }
  let finding = "length(#) \(to == "bit" ? "<>" : ">") \(length)"
  if isExplicit {
    return .changes("they are cut or filled up to \(length) bits", finding: finding)
  }
  return .stops(
    to == "bit" ? "has not just \(length) bits" : "is longer than \(length) bits",
    sqlstate: to == "bit" ? "22026" : "22001", finding: finding)
}

// MARK: - Times

private func ofTimes(
  _ from: String, _ old: DataType, _ to: String, _ new: DataType
) -> TypeLoss? {
  switch (from, to) {
  case ("timestamp", "date"), ("timestamptz", "date"):
    return .changes("the time of day is lost", finding: "# <> #::date")
  case ("timestamp", "time"), ("timestamptz", "time"), ("timestamptz", "timetz"):
    return .changes("the day is lost", finding: nil)
  case ("timetz", "time"): return .changes("the time zone is lost", finding: nil)
  case ("interval", "time"): return .changes("days, months and years are lost", finding: nil)
  case ("timestamp", "timestamptz"), ("timestamptz", "timestamp"), ("date", "timestamptz"):
    return .readsTimeZone
  default: break
  }
  guard from == to, ["time", "timetz", "timestamp", "timestamptz", "interval"].contains(from),
    let digits = new.secondsPrecision, digits < old.secondsPrecision ?? 6
  else { return nil }
  return .changes(
    "seconds are rounded to \(digits) digits behind the point",
    finding: from == "interval" ? nil : "# <> #::\(from)(\(digits))")
}
