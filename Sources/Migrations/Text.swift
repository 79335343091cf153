// Bytes as text. Words are ASCII: the words that whimbrel looks for are.

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Can stand inside a word of prose, a name or a number.
func isWordByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
}

/// The end of the line, before its line break.
func endOfLine(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int {
  var position = from
  while position < end, !isLineBreak(bytes[position]) { position += 1 }
  return position
}

/// The byte after the line break at `position`: LF, CR, or both.
func afterLineBreak(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int {
  let isPair =
    bytes[position] == 0x0D && position + 1 < end && bytes[position + 1] == 0x0A
  return position + (isPair ? 2 : 1)
}

/// Line breaks in a range of white space, counted no further than two.
func countLineBreaks(_ bytes: [UInt8], in range: Range<Int>) -> Int {
  var count = 0
  var position = range.lowerBound
  while position < range.upperBound, count < 2 {
    if isLineBreak(bytes[position]) {
      count += 1
      position = afterLineBreak(bytes, position, range.upperBound)
    } else {
      position += 1
    }
  }
  return count
}

func skipSpaces(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int {
  var position = from
  while position < end, isSpace(bytes[position]) { position += 1 }
  return position
}

func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
  let start = skipSpaces(bytes, range.lowerBound, range.upperBound)
  var end = range.upperBound
  while end > start, isSpace(bytes[end - 1]) { end -= 1 }
  return start..<end
}

/// The end of the letters that begin at `from`.
func endOfLetters(_ bytes: [UInt8], _ from: Int, _ end: Int) -> Int {
  var position = from
  while position < end, isLetter(bytes[position]) { position += 1 }
  return position
}

/// A line in lower case, with one space for each run of white space: for comparing it with a
/// marker. Only its first bytes, which are more than any marker has.
func normalized(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  let longestMarker = 64
  var result: [UInt8] = []
  for byte in bytes[range].prefix(longestMarker) {
    if !isSpace(byte) {
      result.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    } else if result.last != 0x20 {
      result.append(0x20)
    }
  }
  if result.last == 0x20 { result.removeLast() }
  return String(decoding: result, as: UTF8.self)
}

func string(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[range], as: UTF8.self)
}

/// The lines of a text, without their line breaks.
func lines(of bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var position = 0
  while position < bytes.count {
    let end = endOfLine(bytes, position, bytes.count)
    lines.append(position..<end)
    position = end < bytes.count ? afterLineBreak(bytes, end, bytes.count) : end
  }
  return lines
}

extension BidirectionalCollection<UInt8> {
  /// Where a byte stands last, as it is asked of the path of every file: of the bytes as they lie, which takes a tenth of
  /// the time that a string's own search takes.
  package func lastPlace(of byte: UInt8) -> Index? {
    let offset = withContiguousStorageIfAvailable { unsafe $0.lastIndex(of: byte) }
    guard let offset else { return lastIndex(of: byte) }
    return offset.map { index(startIndex, offsetBy: $0) }
  }
}
