/// What a timeout is set to, in milliseconds. Documentation: Setting Parameters, "Parameter Names and Values".
///
/// - Parameter text: a number alone counts milliseconds; 0 switches the timeout off.
/// - Returns: nil where it is no number with a unit of time, such as a placeholder.
package func timeoutMilliseconds(_ text: String) -> Double? {
  let trimmed = text.drop { $0 == " " }
  let digits = trimmed.prefix { $0.isNumber || $0 == "." || $0 == "-" }
  guard let number = Double(digits) else { return nil }
  let unit = trimmed.dropFirst(digits.count).filter { $0 != " " }
  guard let factor = millisecondsByUnit[unit] else { return nil }
  return number * factor
}

private let millisecondsByUnit: [String: Double] = [
  "": 1, "us": 0.001, "ms": 1, "s": 1_000, "min": 60_000, "h": 3_600_000, "d": 86_400_000,
]
