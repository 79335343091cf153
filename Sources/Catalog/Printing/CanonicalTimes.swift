/// Dates and times as PostgreSQL prints them (DateStyle ISO, IntervalStyle postgres, TimeZone UTC). nil for what is
/// written otherwise than with numbers in ISO's order, and for words like `now`.
func canonicalDate(_ text: String) -> String? {
  switch text.lowercased() {
  case "infinity": return "infinity"
  case "-infinity": return "-infinity"
  case "epoch": return "1970-01-01"
  default: break
  }
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0].utf8.count == 4, let year = number(parts[0]),
    let month = number(parts[1]), (1...12).contains(month), let day = number(parts[2]),
    (1...31).contains(day)
  else { return nil }
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
}

func canonicalTime(_ text: String) -> String? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard (2...3).contains(parts.count), let hour = number(parts[0]), hour <= 24,
    let minute = number(parts[1]), minute < 60
  else { return nil }
  let prefix = padded(hour, 2) + ":" + padded(minute, 2) + ":"
  guard parts.count == 3 else { return prefix + "00" }
  let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
  guard seconds.count < 3, let whole = number(seconds[0]), whole < 60 else { return nil }
  guard seconds.count == 2 else { return prefix + padded(whole, 2) }
  guard seconds[1].utf8.count <= 6, number(seconds[1]) != nil else { return nil }
  var fraction = seconds[1]
  while fraction.last == "0" { fraction.removeLast() }
  return prefix + padded(whole, 2) + (fraction.isEmpty ? "" : "." + fraction)
}

func canonicalTimestamp(_ text: String, hasZone: Bool) -> String? {
  switch text.lowercased() {
  case "infinity": return "infinity"
  case "-infinity": return "-infinity"
  case "epoch": return "1970-01-01 00:00:00" + (hasZone ? "+00" : "")
  default: break
  }
  var rest = text[...]
  for zone in ["Z", "z", "+00:00", "+00", " UTC"] where rest.hasSuffix(zone) {
    rest = rest.dropLast(zone.utf8.count)
    break
  }
  let separator = rest.firstIndex { $0 == " " || $0 == "T" } ?? rest.endIndex
  guard let date = canonicalDate(String(rest[..<separator])), date.hasSuffix("infinity") == false
  else { return nil }
  var time = "00:00:00"
  if separator < rest.endIndex {
    guard let found = canonicalTime(trimmed(String(rest[rest.index(after: separator)...]))) else {
      return nil
    }
    time = found
  }
  return date + " " + time + (hasZone ? "+00" : "")
}

// MARK: - Intervals

private struct IntervalValue {
  var months = 0
  var days = 0
  var microseconds = 0

  /// Adds so much of a unit; false for a unit that is not known, or part of one that is no number of smaller ones.
  mutating func add(_ amount: Double, _ unit: Substring) -> Bool {
    let whole = amount == amount.rounded()
    switch unit {
    case "microsecond", "microseconds", "us": microseconds += Int(amount)
    case "millisecond", "milliseconds", "ms": microseconds += Int(amount * 1000)
    case "second", "seconds", "sec", "secs", "s": microseconds += Int((amount * 1e6).rounded())
    case "minute", "minutes", "min", "mins", "m": microseconds += Int((amount * 60e6).rounded())
    case "hour", "hours", "hr", "hrs", "h": microseconds += Int((amount * 3600e6).rounded())
    case "day", "days", "d":
      days += Int(amount)
      microseconds += Int(((amount - amount.rounded(.towardZero)) * 86400e6).rounded())
    case "week", "weeks",
      "w" where whole:
      days += 7 * Int(amount)
    case "month", "months", "mon",
      "mons" where whole:
      months += Int(amount)
    case "year", "years", "yr", "yrs", "y": months += Int((amount * 12).rounded())
    case "decade",
      "decades" where whole:
      months += 120 * Int(amount)
    case "century",
      "centuries" where whole:
      months += 1200 * Int(amount)
    default: return false
    }
    return true
  }

  /// `1 year 2 mons 3 days 04:05:06`
  var description: String {
    var parts: [String] = []
    // Behind a negative field, a positive one says so.
    var isBehindNegative = false
    func add(_ count: Int, _ unit: String) {
      guard count != 0 else { return }
      let sign = isBehindNegative && count > 0 ? "+" : ""
      parts.append("\(sign)\(count) \(unit)\(count == 1 ? "" : "s")")
      isBehindNegative = count < 0
    }
    add(months / 12, "year")
    add(months % 12, "mon")
    add(days, "day")
    guard microseconds != 0 || parts.isEmpty else { return parts.joined(separator: " ") }
    let sign = microseconds < 0 ? "-" : isBehindNegative ? "+" : ""
    let total = abs(microseconds)
    let seconds = total / 1_000_000
    var text = sign + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2)
    text += ":" + padded(seconds % 60, 2)
    if total % 1_000_000 != 0 {
      var fraction = padded(total % 1_000_000, 6)
      while fraction.last == "0" { fraction.removeLast() }
      text += "." + fraction
    }
    parts.append(text)
    return parts.joined(separator: " ")
  }
}

/// - Parameter modifier: what `interval '1' day` says of the unit; -1 without.
func canonicalInterval(_ text: String, _ modifier: Int32) -> String? {
  var value = IntervalValue()
  var words = separated(text)[...]
  var isNegated = false
  if words.last == "ago" {
    words.removeLast()
    isNegated = true
  }
  guard !words.isEmpty else { return nil }
  while let word = words.popFirst() {
    if word.contains(":") {
      let isNegative = word.hasPrefix("-")
      let digits = word.drop { $0 == "-" || $0 == "+" }
      guard let time = canonicalTime(String(digits)), let amount = seconds(time) else { return nil }
      value.microseconds += isNegative ? -amount : amount
      continue
    }
    let unit = words.popFirst() ?? impliedUnit(modifier)[...]
    guard let amount = Double(word), abs(amount) < 1e9, value.add(amount, unit) else { return nil }
  }
  if isNegated {
    value.months.negate()
    value.days.negate()
    value.microseconds.negate()
  }
  return value.description
}

/// The unit of a number alone.
private func impliedUnit(_ modifier: Int32) -> String {
  switch modifier < 0 ? 0x7FFF : modifier >> 16 {
  case 1 << 2: "year"
  case 1 << 1, 1 << 2 | 1 << 1: "month"
  case 1 << 3: "day"
  case 1 << 10, 1 << 3 | 1 << 10: "hour"
  case 1 << 11, 1 << 3 | 1 << 10 | 1 << 11, 1 << 10 | 1 << 11: "minute"
  default: "second"
  }
}

/// `1day` and `1 DAY` are two words.
private func separated(_ text: String) -> [Substring] {
  var spaced = ""
  var wasDigit = false
  for character in text.lowercased() {
    if wasDigit, character.isLetter { spaced.append(" ") }
    wasDigit = character.isNumber
    spaced.append(character)
  }
  return spaced.split(separator: " ")
}

/// The microseconds of a time as `canonicalTime` writes it.
private func seconds(_ time: String) -> Int? {
  let parts = time.split(separator: ":")
  guard parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]),
    let second = Double(parts[2])
  else { return nil }
  return (hour * 60 + minute) * 60_000_000 + Int((second * 1e6).rounded())
}

private func number(_ text: Substring) -> Int? {
  text.utf8.allSatisfy { $0 &- 0x30 < 10 } ? Int(text) : nil
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
