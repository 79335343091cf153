/// A line of a comment that announces the way back: `Rollback script (for documentation)`, `===
/// UNDO ===`, `Down:`.
///
/// Prose begins with the same words ("Down time is short", "Undo the change made in 003"), so a
/// line is a heading by its form only: the word, words of which headings are made, something in
/// parentheses, and then the end of the line, or a colon or dash with a text behind it.
struct RollbackHeading {
  /// From the first word to the end of the line, or of the punctuation before `text`.
  var range: Range<Int>
  /// What follows on the line: SQL or prose. nil where the heading is all of it.
  var text: Range<Int>?
  /// "Undo" and "revert" may also describe the statement below.
  var isImperative: Bool
}

private let openerIsImperative: [String: Bool] = [
  "rollback": false, "down": false, "downgrade": false, "undo": true, "revert": true,
]

/// "To roll back:", "Manual rollback", "Step 5: rollback"
private let leadingWords: Set<String> = [
  "to", "how", "manual", "emergency", "part", "section", "step",
]

private let headingWords: Set<String> = [
  "script", "scripts", "migration", "migrations", "section", "sql", "ddl", "query", "queries",
  "statement",
  "statements", "step", "steps", "plan", "procedure", "instruction", "instructions", "command",
  "commands", "code",
  "change", "changes", "schema", "this", "the", "these", "all", "everything", "above", "following",
  "below",
  "for", "of", "documentation", "reference", "only", "if", "when", "needed", "necessary",
  "required",
  "manual", "manually", "run", "execute", "use", "using", "with", "by", "and", "uncomment", "note",
  "notes",
]

/// - Parameter line: the text of a line of a comment, trimmed.
func rollbackHeading(_ bytes: [UInt8], _ line: Range<Int>) -> RollbackHeading? {
  let end = line.upperBound
  let start = skipDecoration(bytes, line.lowerBound, end)
  // Most comments end here.
  guard start < end, isDigit(bytes[start]) || "rdutmehps".utf8.contains(bytes[start] | 0x20),
    let (openerEnd, isImperative) = readOpener(bytes, start, end)
  else { return nil }
  var position = openerEnd

  func heading(endingAt end: Int, text: Int? = nil) -> RollbackHeading {
    RollbackHeading(
      range: start..<end, text: text.map { $0..<line.upperBound }, isImperative: isImperative)
  }

  while true {
    let before = position
    position = skipSpaces(bytes, position, end)
    guard position < end else { return heading(endingAt: end) }
    switch bytes[position] {
    case UInt8(ascii: ":"):
      let text = skipDecoration(bytes, position + 1, end)
      return text < end ? heading(endingAt: position + 1, text: text) : heading(endingAt: end)
    case UInt8(ascii: "("):
      guard let close = bytes[position..<end].firstIndex(of: UInt8(ascii: ")")) else {
        return heading(endingAt: before, text: position)
      }
      position = close + 1
    case UInt8(ascii: ","):
      position += 1
    case UInt8(ascii: ".") where position + 1 == end:
      return heading(endingAt: end)
    case let byte where isWordByte(byte) && decorationLength(bytes, position, end) == 0:
      // "down-time", "undo's"
      guard before < position || bytes[position - 1] == UInt8(ascii: ","),
        let next = readHeadingWord(bytes, position, end)
      else { return nil }
      position = next
    default:
      let next = skipDecoration(bytes, position, end)
      guard next > position else { return nil }
      guard next < end else { return heading(endingAt: end) }
      // A dash between spaces is as good as a colon.
      guard before < position, isSpace(bytes[next - 1]) else { return nil }
      return heading(endingAt: before, text: next)
    }
  }
}

/// Reads "rollback", "to roll back", …
private func readOpener(
  _ bytes: [UInt8], _ start: Int, _ end: Int
) -> (end: Int, isImperative: Bool)? {
  var position = start
  let mostWords = 4
  for _ in 0..<mostWords {
    if position < end, isDigit(bytes[position]) {
      // "5. Rollback"
      while position < end, isDigit(bytes[position]) || ".):".utf8.contains(bytes[position]) {
        position += 1
      }
      position = skipDecoration(bytes, position, end)
    }
    let wordEnd = endOfLetters(bytes, position, end)
    guard wordEnd > position, wordEnd - position <= 9 else { return nil }
    let word = normalized(bytes, position..<wordEnd)
    if let isImperative = openerIsImperative[word] {
      guard wordEnd == end || !isWordByte(bytes[wordEnd]) || bytes[wordEnd] >= 0x80 else {
        return nil
      }
      return (wordEnd, isImperative)
    }
    if word == "roll", wordEnd < end,
      [UInt8(ascii: " "), UInt8(ascii: "-")].contains(bytes[wordEnd])
    {
      let back = endOfLetters(bytes, wordEnd + 1, end)
      guard normalized(bytes, wordEnd + 1..<back) == "back" else { return nil }
      return (back, false)
    }
    guard leadingWords.contains(word) else { return nil }
    position = skipSpaces(bytes, wordEnd, end)
  }
  return nil
}

/// A word that headings are made of, or the number or name of a migration.
private func readHeadingWord(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
  var position = start
  var hasDigit = false
  while position < end, isWordByte(bytes[position]) || isInsideName(bytes, position, end) {
    hasDigit = hasDigit || isDigit(bytes[position])
    position += 1
  }
  if hasDigit { return position }
  return headingWords.contains(normalized(bytes, start..<position)) ? position : nil
}

/// The dot or hyphen of `004_x.sql`, `2024-05-01`.
private func isInsideName(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Bool {
  (bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: "-"))
    && position + 1 < end && isWordByte(bytes[position + 1])
}

/// Skips white space and what people draw lines and boxes with.
func skipDecoration(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int {
  var position = from
  while position < end {
    let length = isSpace(bytes[position]) ? 1 : decorationLength(bytes, position, end)
    guard length > 0 else { break }
    position += length
  }
  return position
}

private func decorationLength(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int {
  if "-=#*_~+<>[]|@!".utf8.contains(bytes[position]) { return 1 }
  // U+2010 to U+2015 (dashes), U+2190 (arrows) to U+25FF (boxes, lines, blocks, shapes)
  guard bytes[position] == 0xE2, position + 2 < end else { return 0 }
  let second = bytes[position + 1]
  let isDash = second == 0x80 && (0x90...0x95).contains(bytes[position + 2])
  return isDash || (0x86...0x97).contains(second) ? 3 : 0
}
