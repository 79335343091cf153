package import SQLLexer

/// A comment that allows what rules would report:
///
///     -- whimbrel: allow drop-column, drop-table -- unused since 2.3, approved in #412
///     -- whimbrel: allow-file missing-rollback -- restored from a backup
///
/// The first form stands on lines of its own before a statement, inside it, or behind it on its
/// last line, and covers that statement; the second covers the file, wherever it stands. Both may
/// stand in `/* … */`, a line each.
package struct Allow: Sendable, Equatable {
  /// A rule that the comment names.
  package struct Subject: Sendable, Equatable {
    package enum Outcome: Sendable, Equatable {
      /// It covers a finding.
      case used
      case unused
      /// The rule is off, so nobody knows whether it would be used.
      case off
      /// There is no such rule.
      case unknown
    }
    package var rule: String
    package var range: ByteRange
    package var outcome = Outcome.unused
  }

  package enum Mistake: Sendable, Equatable {
    case namesNoRule
    /// The word behind `whimbrel:` is neither allow nor allow-file.
    case unknownWord(String)
  }

  package enum Scope: Sendable, Equatable {
    case statement
    case file
  }

  package var scope = Scope.statement
  package var subjects: [Subject] = []
  /// What stands behind the second `--`; empty where nothing does.
  package var reason = ""
  package var mistake: Mistake?
  /// From `whimbrel:` to the end of the line.
  package var range: ByteRange
}

extension Allow {
  /// The allows in a comment.
  ///
  /// - Parameter behindSQL: its lines are SQL that is kept in comments; an allow may stand in a
  ///   comment behind it.
  static func allows(
    in comment: Token, of bytes: [UInt8], behindSQL: Bool = false
  ) -> [Allow] {
    let isBlock = comment.kind == .blockComment
    var rest = bytes[comment.range.indices].dropFirst(2)
    if isBlock, rest.suffix(2).elementsEqual("*/".utf8) { rest = rest.dropLast(2) }
    var allows: [Allow] = []
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      if let allow = Allow(line: line, isBlock: isBlock) {
        allows.append(allow)
      } else if behindSQL, let allow = Allow(commentIn: line) {
        allows.append(allow)
      }
      rest = rest[line.endIndex...].dropFirst()
    }
    return allows
  }

  /// Reads the comment at the end of a line of SQL.
  private init?(commentIn line: ArraySlice<UInt8>) {
    let dash = UInt8(ascii: "-")
    let begins = line.indices.dropLast().first { start in
      guard line[start] == dash, line[start + 1] == dash else { return false }
      let text = line[(start + 2)...].drop(while: isSpace)
      return text.prefix(mark.utf8.count).lazy.map(lowercased).elementsEqual(mark.utf8)
    }
    guard let begins else { return nil }
    self.init(line: line[(begins + 2)...], isBlock: false)
  }

  /// Reads one line of a comment; nil where it does not begin with `whimbrel:`.
  private init?(line: ArraySlice<UInt8>, isBlock: Bool) {
    var words = Words(line)
    if isBlock { words.skipStars() }
    guard let first = words.next(), first.text.lowercased() == mark else { return nil }
    range = ByteRange(start: first.range.start, end: words.end)
    guard let verb = words.next() else {
      mistake = .namesNoRule
      return
    }
    switch verb.text.lowercased() {
    case "allow": scope = .statement
    case "allow-file": scope = .file
    default:
      mistake = .unknownWord(verb.text)
      return
    }
    while let word = words.next() {
      if word.text == "--" {
        reason = words.rest
        break
      }
      subjects.append(Subject(rule: word.text, range: word.range))
    }
    if subjects.isEmpty { mistake = .namesNoRule }
  }
}

/// With which the text of an allow comment begins, in any case.
private let mark = "whimbrel:"

/// The words of a line; white space and commas stand between them.
private struct Words {
  private var bytes: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) {
    bytes = line
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
  }

  /// Byte offset behind the last word.
  var end: UInt32 { UInt32(bytes.endIndex) }

  /// All that is left, without the white space around it.
  var rest: String { String(decoding: bytes.drop(while: isSpace), as: UTF8.self) }

  /// The stars with which lines of a block comment may begin.
  mutating func skipStars() {
    bytes = bytes.drop { isSpace($0) || $0 == UInt8(ascii: "*") }
  }

  mutating func next() -> (text: String, range: ByteRange)? {
    bytes = bytes.drop { isSpace($0) || $0 == UInt8(ascii: ",") }
    let word = bytes.prefix { !isSpace($0) && $0 != UInt8(ascii: ",") }
    guard !word.isEmpty else { return nil }
    bytes = bytes[word.endIndex...]
    let range = ByteRange(start: UInt32(word.startIndex), end: UInt32(word.endIndex))
    return (String(decoding: word, as: UTF8.self), range)
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
}
