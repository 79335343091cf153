import SQLLexer

/// Whether a list such as sqitch.plan tells which files of a migration's directory run, and in which order: their names
/// need not.
package func isOrderedByList(_ path: String, _ surroundings: Surroundings) -> Bool {
  SqitchFolder(innermostOf: Place(path)) == .deploy && surroundings.nearest("sqitch.plan") != nil
    || surroundings.text("meta/_journal.json") != nil
}

/// Puts the migrations of a history into the order in which their runner runs them.
package struct RunOrdering {
  /// Positions in lists such as sqitch.plan, by the path of the list.
  private var lists: [String: [Substring: Int]] = [:]

  package init() {}

  /// The same files, ordered: those of a runner whose order is known. All others stay where they are.
  ///
  /// - Parameters:
  ///   - files: indexes into `migrations`, of one history.
  ///   - surroundings: of each migration.
  package mutating func ordered(
    _ files: [Int], _ migrations: [Migration], _ surroundings: (Int) -> Surroundings
  ) -> [Int] {
    var keyed: [(slot: Int, file: Int, key: Key)] = []
    for (slot, file) in files.enumerated() {
      if let key = key(of: migrations[file], surroundings(file)) {
        keyed.append((slot, file, key))
      }
    }
    // A history has one runner; where it seems to have two, nobody knows.
    guard let first = keyed.first,
      keyed.allSatisfy({ migrations[$0.file].framework == migrations[first.file].framework })
    else { return files }
    let sorted = keyed.sorted { ($0.key, $0.slot) < ($1.key, $1.slot) }
    var ordered = files
    for (target, source) in zip(keyed, sorted) { ordered[target.slot] = source.file }
    return ordered
  }

  /// What a list such as sqitch.plan says of a migration; nil where its runner keeps none, or none was found.
  package mutating func isListed(_ migration: Migration, _ surroundings: Surroundings) -> Bool? {
    guard let framework = migration.framework, let version = migration.version else { return nil }
    let hasList =
      framework == .sqitch && surroundings.nearest("sqitch.plan") != nil
      || framework == .drizzle && surroundings.text("meta/_journal.json") != nil
    guard hasList else { return nil }
    return position(of: Place(migration.path), version, framework, surroundings) != nil
  }

  /// Where a migration stands: by numbers first, then by text.
  private struct Key: Comparable {
    var numbers: [Digits]
    var text: String

    static func < (left: Key, right: Key) -> Bool {
      if left.numbers != right.numbers {
        return left.numbers.lexicographicallyPrecedes(right.numbers)
      }
      return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
  }

  /// A number of any length.
  private struct Digits: Comparable {
    /// Without leading zeros.
    var text: Substring

    init?(_ text: Substring) {
      guard !text.isEmpty, text.utf8.allSatisfy(isDigit) else { return nil }
      self.text = text.drop { $0 == "0" }
    }

    static func < (left: Digits, right: Digits) -> Bool {
      (left.text.utf8.count, left.text) < (right.text.utf8.count, right.text)
    }
  }

  private mutating func key(of migration: Migration, _ surroundings: Surroundings) -> Key? {
    guard let framework = migration.framework, let version = migration.version else { return nil }
    let place = Place(migration.path)
    switch framework.order {
    case .number: return Digits(version[...]).map { Key(numbers: [$0], text: "") }
    case .parts:
      let parts = version.split(separator: ".").map { Digits($0) }
      let numbers = parts.compactMap { $0 }
      return numbers.count == parts.count ? Key(numbers: numbers, text: "") : nil
    case .text:
      let name = OrderedName(migration.path).name
      return Key(numbers: [], text: framework == .diesel ? version : name)
    case .list:
      guard let position = position(of: place, version, framework, surroundings) else { return nil }
      return Digits(Substring(String(position))).map { Key(numbers: [$0], text: "") }
    case .unknown: return nil
    }
  }

  private mutating func position(
    of place: Place, _ version: String, _ framework: Framework, _ surroundings: Surroundings
  ) -> Int? {
    switch framework {
    case .sqitch:
      guard let plan = surroundings.nearest("sqitch.plan") else { return nil }
      let positions = lists[plan.path] ?? changes(inPlan: plan.text)
      lists[plan.path] = positions
      return positions[version[...]]
    case .drizzle:
      guard let journal = surroundings.text("meta/_journal.json") else {
        return Int(version)
      }
      let path = place.directory
      let positions = lists[path] ?? tags(inJournal: journal)
      lists[path] = positions
      return positions[place.stem]
    default: return nil
    }
  }
}

/// The changes of a sqitch.plan, each with its number. One that was reworked stands there twice: the script of its name is
/// the last one's, `x@tag` that of the one before the tag.
private func changes(inPlan text: [UInt8]) -> [Substring: Int] {
  var positions: [Substring: Int] = [:]
  for (number, line) in lines(of: text).enumerated() {
    let words = string(text, trimmed(text, line)).split(separator: " ")
    guard let change = words.first, !"%#@".contains(change.first ?? "#") else { continue }
    // `x [x@v1] …` reworks x, whose script up to then is called x@v1.
    for word in words.dropFirst() {
      let dependency = word.drop { $0 == "[" }.prefix { $0 != "]" }
      if dependency.hasPrefix(change + "@") { positions[dependency] = positions[change] }
    }
    positions[change] = number
  }
  return positions
}

/// The tags of Drizzle's journal, in the order in which it lists them.
private func tags(inJournal text: [UInt8]) -> [Substring: Int] {
  var positions: [Substring: Int] = [:]
  var rest = text.indices
  let key = "\"tag\""
  while let found = text[rest].firstPlace(of: key.utf8) {
    let from = found + key.utf8.count
    guard let open = text[from..<rest.upperBound].firstIndex(of: UInt8(ascii: "\"")),
      let close = text[(open + 1)..<rest.upperBound].firstIndex(of: UInt8(ascii: "\""))
    else { break }
    positions[Substring(string(text, open + 1..<close))] = positions.count
    rest = close..<rest.upperBound
  }
  return positions
}
