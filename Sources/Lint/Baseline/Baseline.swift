/// Findings that a project has decided to live with for now: they are not reported, new ones are.
///
/// Its text has a line for each rule, statement and file, in an order that does not change, so that it can be merged:
///
///     drop-column 5f3a0b1c2d3e4f60 1 migrations/004_users.sql
package struct Baseline: Equatable, Sendable {
  package struct Entry: Hashable, Comparable, Sendable {
    /// Relative to the directory of the baseline.
    package var path: String
    package var rule: String
    package var fingerprint: Fingerprint

    package init(path: String, rule: String, fingerprint: Fingerprint) {
      self.path = path
      self.rule = rule
      self.fingerprint = fingerprint
    }

    package static func < (left: Entry, right: Entry) -> Bool {
      (left.path, left.rule, left.fingerprint) < (right.path, right.rule, right.fingerprint)
    }
  }

  /// How often each is known; more than 0.
  package private(set) var counts: [Entry: Int] = [:]

  package init() {}

  /// Of all entries together.
  package var count: Int { counts.values.reduce(0, +) }

  package mutating func add(_ entry: Entry, count: Int = 1) {
    counts[entry, default: 0] += count
  }

  /// Takes one out, if it is there.
  package mutating func take(_ entry: Entry) -> Bool {
    guard let count = counts[entry] else { return false }
    counts[entry] = count == 1 ? nil : count - 1
    return true
  }

  /// Those entries that satisfy a condition.
  package func filter(_ isKept: (Entry) -> Bool) -> Baseline {
    var kept = Baseline()
    kept.counts = counts.filter { isKept($0.key) }
    return kept
  }

  /// Without what another has.
  package func subtracting(_ other: Baseline) -> Baseline {
    var rest = self
    for (entry, count) in other.counts {
      let left = (rest.counts[entry] ?? 0) - count
      rest.counts[entry] = left > 0 ? left : nil
    }
    return rest
  }
}

// MARK: - Text

extension Baseline {
  package struct Mistake: Error, Equatable {
    /// From 1.
    package var line: Int
    /// A sentence without a full stop.
    package var message: String
  }

  private static let heading = """
    # Findings that `whimbrel check --baseline` does not report; --write-baseline and --prune-baseline write them.
    # The rule, a hash of the statement, how many, the file.

    """

  package var text: String {
    var lines = Baseline.heading
    for (entry, count) in counts.sorted(by: { $0.key < $1.key }) {
      lines += "\(entry.rule) \(entry.fingerprint.text) \(count) \(escaped(entry.path))\n"
    }
    return lines
  }

  package init(_ text: String) throws(Mistake) {
    var number = 0
    for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let isCarriageReturned = bytes.last == UInt8(ascii: "\r")
      guard let line = String(isCarriageReturned ? bytes.dropLast() : bytes) else { continue }
      if line.isEmpty || line.hasPrefix("#") { continue }
      let words = line.split(separator: " ", maxSplits: 3)
      guard words.count == 4, let fingerprint = Fingerprint(words[1]), let count = Int(words[2]),
        count > 0
      else {
        throw Mistake(
          line: number,
          message: "this is no line of a baseline: a rule, 16 hexadecimal digits, a number, a path")
      }
      add(
        Entry(path: unescaped(words[3]), rule: String(words[0]), fingerprint: fingerprint),
        count: count)
    }
  }
}

/// A path on one line.
private func escaped(_ path: String) -> String {
  var text = ""
  for scalar in path.unicodeScalars {
    switch scalar {
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text
}

/// Reads what `escaped` writes.
private func unescaped(_ text: some StringProtocol) -> String {
  var path = ""
  var isEscaped = false
  for scalar in text.unicodeScalars {
    if isEscaped {
      path.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
      isEscaped = false
    } else if scalar == "\\" {
      isEscaped = true
    } else {
      path.unicodeScalars.append(scalar)
    }
  }
  return path
}
