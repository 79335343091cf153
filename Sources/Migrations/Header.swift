import SQLLexer

/// Reads the fields of the comments above the first statement.
func readHeader(_ bytes: [UInt8], _ leading: [CommentRun]) -> MigrationHeader {
  var fields: [MigrationHeader.Field] = []
  for run in leading {
    // Where the key of the field above stands, which lines that continue it are indented from.
    var column: Int?
    for line in run.lines {
      if let (key, value) = splitField(bytes, line.text) {
        fields.append(
          MigrationHeader.Field(
            key: string(bytes, key), value: string(bytes, value),
            range: byteRange(key.lowerBound..<max(key.upperBound, value.upperBound))))
        column = indentation(bytes, of: line)
      } else if let above = column, !line.text.isEmpty, indentation(bytes, of: line) > above,
        let last = fields.indices.last
      {
        let separator = fields[last].value.isEmpty ? "" : " "
        fields[last].value += separator + string(bytes, line.text)
        fields[last].range.end = UInt32(line.text.upperBound)
      } else {
        column = nil
      }
    }
  }
  var header = MigrationHeader(fields: fields)
  if let reversible = header["Reversible"] {
    header.reversible = MigrationHeader.Reversible(stated: reversible.value)
  }
  return header
}

func byteRange(_ range: Range<Int>) -> ByteRange {
  ByteRange(start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
}

/// Splits `Key: value`. A key is one to four words that begin with a letter; no space stands before
/// the colon, and one (or nothing) behind it, so that `https://…` and `a::text` have none.
private func splitField(
  _ bytes: [UInt8], _ line: Range<Int>
) -> (key: Range<Int>, value: Range<Int>)? {
  guard let first = line.first, isLetter(bytes[first]) else { return nil }
  let longestKey = 40
  var words = 1
  for position in line.prefix(longestKey + 1) {
    let byte = bytes[position]
    if byte == UInt8(ascii: ":") {
      let next = position + 1
      guard next == line.upperBound || isSpace(bytes[next]), !isSpace(bytes[position - 1]) else {
        return nil
      }
      return (line.lowerBound..<position, trimmed(bytes, next..<line.upperBound))
    }
    if byte == UInt8(ascii: " ") {
      words += 1
    } else if !isWordByte(byte), byte != UInt8(ascii: "-") {
      return nil
    }
    guard words <= 4 else { return nil }
  }
  return nil
}

/// The bytes between the beginning of the line (or of the comment) and the text.
private func indentation(_ bytes: [UInt8], of line: CommentLine) -> Int {
  var position = line.text.lowerBound
  while position > line.comment.lowerBound, !isLineBreak(bytes[position - 1]) { position -= 1 }
  return line.text.lowerBound - position
}

extension MigrationHeader.Reversible {
  /// Reads `Yes`, `No`, `No - reason`, `No, because …`, `No (reason)`; anything else states
  /// nothing.
  init(stated value: String) {
    let bytes = Array(value.utf8)
    let end = endOfLetters(bytes, 0, bytes.count)
    switch normalized(bytes, 0..<end) {
    case "yes", "y", "true", "fully", "reversible":
      self = .yes
    case "no", "n", "false", "never", "not", "irreversible":
      // "n/a" states nothing.
      if end < bytes.count, bytes[end] == UInt8(ascii: "/") {
        self = .unstated
      } else {
        self = .no(reason: reason(bytes, from: end))
      }
    default:
      self = .unstated
    }
  }
}

/// What follows the No, without the punctuation and the "because" that join them.
private func reason(_ bytes: [UInt8], from start: Int) -> String {
  var text = start..<bytes.count
  while let first = text.first, !isWordByte(bytes[first]) || bytes[first] == 0xE2 {
    // A dash, as an em dash or as ASCII, joins; a word in any script does not.
    let length = bytes[first] == 0xE2 ? min(3, text.count) : 1
    text.removeFirst(length)
  }
  let wordEnd = endOfLetters(bytes, text.lowerBound, text.upperBound)
  if normalized(bytes, text.lowerBound..<wordEnd) == "because" {
    text = skipSpaces(bytes, wordEnd, text.upperBound)..<text.upperBound
  }
  let isParenthesised = bytes[start..<text.lowerBound].contains(UInt8(ascii: "("))
  if isParenthesised, let last = text.last, bytes[last] == UInt8(ascii: ")") { text.removeLast() }
  return string(bytes, text)
}
