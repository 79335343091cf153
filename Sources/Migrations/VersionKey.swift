/// The version of a migration as its runner compares it: `1`, `01` and `001` are one, and of Flyway's `1`, `1.0`, too.
package struct VersionKey: Hashable, Comparable, Sendable {
  /// As the name has it.
  package var text: String
  /// Its parts as numbers, without leading zeros; empty where versions are compared as texts.
  private var parts: [Substring]

  /// - Parameters:
  ///   - location: the path of the migration.
  ///   - framework: the runner of the history; nil where it is not known.
  /// - Returns: nil where the name has no version that can be compared with others.
  package init?(ofFileAt location: String, _ framework: Framework?) {
    let version: Substring?
    if let framework {
      version = framework.runner.version(Place(location))
    } else {
      version = leadingNumbers(OrderedName(location).name)
    }
    guard let version, !version.isEmpty else { return nil }
    text = String(version)
    guard framework != nil else {
      parts = version.utf8.split { !isDigit($0) }.map { withoutZeros(Substring($0)) }
      return
    }
    switch framework?.order ?? .number {
    case .list, .unknown: return nil
    case .text where !Framework.comparesDigitsOnly(version): parts = []
    case .number, .text: parts = [withoutZeros(version)]
    case .parts:
      parts = version.split(separator: ".", omittingEmptySubsequences: false).map(withoutZeros)
      while parts.count > 1, parts.last?.isEmpty ?? false { parts.removeLast() }
    }
    guard parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else { return nil }
    // `1` and `01` are two names to a runner that compares texts, and one number to people.
    if framework?.order == .text, !parts.isEmpty { isText = true }
  }

  private var isText = false

  /// The version, where it is one number that may count migrations: a time stamp has more digits.
  package var number: Int? {
    let mostDigits = 6
    guard parts.count == 1, let part = parts.first, part.utf8.count <= mostDigits else {
      return nil
    }
    return part.isEmpty ? 0 : Int(part)
  }

  package static func == (left: VersionKey, right: VersionKey) -> Bool {
    left.isText || left.parts.isEmpty ? left.text == right.text : left.parts == right.parts
  }

  package func hash(into hasher: inout Hasher) {
    if isText || parts.isEmpty { hasher.combine(text) } else { hasher.combine(parts) }
  }

  package static func < (left: VersionKey, right: VersionKey) -> Bool {
    if left.isText || left.parts.isEmpty {
      return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    return left.parts.lexicographicallyPrecedes(right.parts) { one, other in
      (one.utf8.count, one) < (other.utf8.count, other)
    }
  }
}

private func withoutZeros(_ digits: Substring) -> Substring {
  Substring(digits.utf8.drop { $0 == UInt8(ascii: "0") })
}

/// The numbers at the start of a name: `04_02_0140` of `04_02_0140_add_x.sql`, `001` of `001_2fa.sql`.
private func leadingNumbers(_ name: String) -> Substring? {
  let bytes = name.utf8
  var end = bytes.startIndex
  var place = bytes.startIndex
  while true {
    let numberEnd = bytes[place...].firstIndex { !isDigit($0) } ?? bytes.endIndex
    guard numberEnd > place else { break }
    let isWhole = numberEnd == bytes.endIndex || "_.-".utf8.contains(bytes[numberEnd])
    // `001x` begins with a number, `001_2fa` goes on with a word.
    if isWhole || end == bytes.startIndex { end = numberEnd }
    guard isWhole, numberEnd < bytes.endIndex else { break }
    place = bytes.index(after: numberEnd)
  }
  return end == bytes.startIndex ? nil : name[..<end]
}

extension Framework {
  fileprivate static func comparesDigitsOnly(_ version: Substring) -> Bool {
    version.utf8.allSatisfy(isDigit)
  }
}
