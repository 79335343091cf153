/// One of the generated texts: a line for each name, sorted by its bytes.
///
/// The text is part of the program's constants: nothing is built when the program starts, a search reads some ten lines, and
/// only the line that is found is taken apart.
struct BuiltInTable {
  private let text: String

  init(_ text: String) { self.text = text }

  /// What stands behind a name, for a version: its words, each with the mode (a single letter before it) that it is in.
  /// nil where no version that is known has the name.
  func entries(_ name: String, version: Int) -> [Entry]? {
    guard let line = line(name) else { return nil }
    var entries: [Entry] = []
    var mode: Character = " "
    var isInVersion = true
    for word in line.split(separator: " ") {
      if let versions = Versions(word) {
        isInVersion = versions.contains(version)
      } else if word.utf8.count == 1, let letter = word.first {
        mode = letter
      } else if isInVersion {
        entries.append(Entry(mode: mode, word: word))
      }
    }
    return entries
  }

  struct Entry {
    var mode: Character
    var word: Substring
  }

  /// `16-` since 16, `-15` until 15, `15-16`, or `-` for all.
  private struct Versions {
    var first = Int.min
    var last = Int.max

    init?(_ word: Substring) {
      guard word.utf8.allSatisfy({ $0 == 0x2D || $0 &- 0x30 < 10 }),
        let dash = word.firstIndex(of: "-")
      else { return nil }
      if let number = Int(word[..<dash]) { first = number }
      if let number = Int(word[word.index(after: dash)...]) { last = number }
    }

    func contains(_ version: Int) -> Bool { first <= version && version <= last }
  }

  // MARK: Search

  /// What stands behind a name and a space on its line.
  private func line(_ name: String) -> Substring? {
    let bytes = text.utf8.span
    let name = name.utf8.span
    var low = 0
    var high = bytes.count
    // Both are starts of lines, or the end.
    while low < high {
      var start = (low + high) / 2
      while start > low, bytes[start - 1] != newline { start -= 1 }
      var end = start
      while end < bytes.count, bytes[end] != newline { end += 1 }
      switch order(of: name, to: bytes, from: start, end) {
      case 0:
        let first = min(start + name.count + 1, end)
        let utf8 = text.utf8
        return text[
          utf8.index(utf8.startIndex, offsetBy: first)..<utf8.index(utf8.startIndex, offsetBy: end)]
      case ..<0: high = start
      default: low = end + 1
      }
    }
    return nil
  }

  /// Whether a name stands before (negative), on (0) or behind (positive) a line.
  private func order(of name: Span<UInt8>, to bytes: Span<UInt8>, from start: Int, _ end: Int)
    -> Int
  {
    for index in 0..<name.count {
      guard start + index < end else { return 1 }
      let byte = bytes[start + index]
      if byte != name[index] { return Int(name[index]) - Int(byte) }
    }
    return start + name.count == end || bytes[start + name.count] == space ? 0 : -1
  }

  private var newline: UInt8 { 0x0A }
  private var space: UInt8 { 0x20 }
}
