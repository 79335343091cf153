import Diagnostics
package import SQLLexer

/// The log of migrations that people keep beside them, by the guide: for each an entry `## [004] Title - 2025-11-10`.
package struct Changelog: Sendable {
  package struct Entry: Equatable, Sendable {
    package var number: MigrationNumber
    /// What is wrong with its heading, in the order in which a person would put it right.
    package var mistakes: [Mistake]
    package var heading: ByteRange
    /// What its line "Rollback available" says; nil where it has none.
    package var rollback: Rollback?
  }

  package enum Mistake: Equatable, Sendable {
    /// It is not of the second level, or the number is not between brackets.
    case form
    case noTitle
    case noDate
    /// What stands where the date should.
    case noSuchDay(String)
  }

  package struct Rollback: Equatable, Sendable {
    /// nil: neither Yes nor No.
    package var isAvailable: Bool?
    package var range: ByteRange
  }

  /// As the user knows the file.
  package var path: String
  package var bytes: [UInt8]
  /// In the order of the file.
  package private(set) var entries: [Entry] = []
  private var byNumber: [MigrationNumber: [Int]] = [:]
  /// Entries of migrations that do not exist, by the migration before them.
  private var orphans: [MigrationNumber: [Int]] = [:]

  /// - Parameter migrations: the names of the files and folders beside each other that the changelog is about; empty where
  ///   they are not known.
  package init(path: String, bytes: [UInt8], migrations: some Sequence<String>) {
    self.path = path
    self.bytes = bytes
    readEntries()
    for (place, entry) in entries.enumerated() { byNumber[entry.number, default: []].append(place) }
    let numbers = numbers(ofMigrations: migrations).sorted()
    guard var before = numbers.first else { return }
    var next = 1
    for place in entries.indices.sorted(by: { entries[$0].number < entries[$1].number }) {
      while next < numbers.count, numbers[next] <= entries[place].number {
        before = numbers[next]
        next += 1
      }
      if before != entries[place].number { orphans[before, default: []].append(place) }
    }
  }

  /// The entries of a migration; more than one is one too many.
  package func entries(of number: MigrationNumber) -> [Entry] {
    (byNumber[number] ?? []).map { entries[$0] }
  }

  /// Entries of migrations that do not exist, whose numbers follow this one; for the first migration, those before it, too.
  package func orphans(behind number: MigrationNumber) -> [Entry] {
    (orphans[number] ?? []).map { entries[$0] }
  }

  /// The entry above the first one of a migration; nil where that is the first of the file.
  package func entry(above number: MigrationNumber) -> Entry? {
    guard let place = byNumber[number]?.first, place > 0 else { return nil }
    return entries[place - 1]
  }

  /// The first of the migrations among the names of a directory; nil where none has a number.
  package static func firstMigration(among names: some Sequence<String>) -> MigrationNumber? {
    numbers(ofMigrations: names).min()
  }

  // MARK: - Reading

  private mutating func readEntries() {
    var fence: UInt8?
    var isInComment = false
    var position = 0
    while position < bytes.count {
      let line = position..<endOfLine(bytes, position, bytes.count)
      position = line.upperBound
      if position < bytes.count { position = afterLineBreak(bytes, position, bytes.count) }
      let text = trimmed(bytes, line)
      if let mark = fenceMark(text), fence == nil || fence == mark {
        fence = fence == nil ? mark : nil
        continue
      }
      if bytes[text].starts(with: "<!--".utf8) { isInComment = true }
      defer {
        if isInComment, bytes[text].suffix(3).elementsEqual("-->".utf8) { isInComment = false }
      }
      guard fence == nil, !isInComment else { continue }
      if let level = headingLevel(text) {
        readHeading(text, level: level)
      } else if let rollback = rollback(text), let last = entries.indices.last {
        entries[last].rollback = entries[last].rollback ?? rollback
      }
    }
  }

  /// Three backticks or tildes, behind which is no text.
  private func fenceMark(_ line: Range<Int>) -> UInt8? {
    guard let mark = bytes[line].first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
      bytes[line].prefix(3).count == 3, bytes[line].prefix(3).allSatisfy({ $0 == mark })
    else { return nil }
    return mark
  }

  private func headingLevel(_ line: Range<Int>) -> Int? {
    let level = bytes[line].prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(level), level < line.count,
      isSpace(bytes[line.lowerBound + level])
    else { return nil }
    return level
  }

  /// Headings that begin with a number are entries, whatever else is wrong with them.
  private mutating func readHeading(_ line: Range<Int>, level: Int) {
    var text = trimmed(bytes, line.lowerBound + level..<line.upperBound)
    let isBracketed = bytes[text].first == UInt8(ascii: "[")
    if isBracketed { text.removeFirst() }
    guard let number = MigrationNumber(in: string(bytes, text)) else { return }
    text.removeFirst(number.description.utf8.count)
    if isBracketed {
      guard bytes[text].first == UInt8(ascii: "]") else { return }
      text.removeFirst()
    } else if let next = text.first, !isSpace(bytes[next]), bytes[next] != UInt8(ascii: ":") {
      // `## 2025-11-10` is a day.
      return
    }
    let (title, date) = titleAndDate(trimmed(bytes, text))
    var mistakes: [Mistake] = []
    if level != 2 || !isBracketed { mistakes.append(.form) }
    if !bytes[title].contains(where: isWordByte) { mistakes.append(.noTitle) }
    switch date.map(CalendarDate.init) {
    case .day: break
    case .noSuchDay: mistakes.append(.noSuchDay(date ?? ""))
    case .otherForm, nil: mistakes.append(.noDate)
    }
    entries.append(Entry(number: number, mistakes: mistakes, heading: byteRange(line)))
  }

  /// The words before and behind the last dash that has white space before and behind it.
  private func titleAndDate(_ text: Range<Int>) -> (title: Range<Int>, date: String?) {
    let dashes = ["-", "–", "—"].map { Array($0.utf8) }
    for position in text.reversed() {
      guard position == text.lowerBound || isSpace(bytes[position - 1]),
        let dash = dashes.first(where: { bytes[position..<text.upperBound].starts(with: $0) })
      else { continue }
      let next = position + dash.count
      guard next < text.upperBound, isSpace(bytes[next]) else { continue }
      return (
        text.lowerBound..<position, string(bytes, trimmed(bytes, next..<text.upperBound))
      )
    }
    return (text, nil)
  }

  /// `- Rollback available: Yes`, with any list mark and emphasis.
  private func rollback(_ line: Range<Int>) -> Rollback? {
    let marks: (UInt8) -> Bool = { isSpace($0) || "-*+_".utf8.contains($0) }
    let text = line.lowerBound + bytes[line].prefix(while: marks).count..<line.upperBound
    let words = Array("rollback available".utf8)
    guard text.count > words.count,
      zip(bytes[text], words).allSatisfy({ ($0 | 0x20) == $1 })
    else { return nil }
    let rest = text.dropFirst(words.count)
    guard let colon = rest.first(where: { !marks(bytes[$0]) }), bytes[colon] == UInt8(ascii: ":")
    else { return nil }
    let value = rest.drop { marks(bytes[$0]) || bytes[$0] == UInt8(ascii: ":") }
    let isAvailable: Bool? =
      switch MigrationHeader.Reversible(stated: string(bytes, value)) {
      case .yes: true
      case .no: false
      case .unstated: nil
      }
    return Rollback(isAvailable: isAvailable, range: byteRange(text))
  }
}

/// The numbers of the migrations among the names of a directory.
private func numbers(ofMigrations names: some Sequence<String>) -> [MigrationNumber] {
  names.compactMap { name in
    let isFolder = !name.contains(".")
    let isSQL = name.lowercased().hasSuffix("sql")
    guard isFolder || isSQL && purpose(ofFileAt: name, Surroundings()) == .migration else {
      return nil
    }
    return MigrationNumber(path: name)
  }
}
