import SQLLexer

/// How a text stands in a file: inside which string constants, the outermost first. Dollar quotes change nothing between
/// them and do not count.
struct Quoting: Sendable {
  enum Level { case plain, escape }
  var levels: [Level] = []

  var isEmpty: Bool { levels.isEmpty }

  /// The bytes of a range of the file as they are inside these constants.
  func text(of range: ByteRange, in bytes: [UInt8]) -> UnquotedText {
    levels.reduce(UnquotedText(range, of: bytes)) { text, level in
      text.withoutQuoting(0..<text.bytes.count, level)
    }
  }
}

/// A text that stood in quotes, each of its bytes with its place in the file. Never longer than the file's bytes.
struct UnquotedText {
  var bytes: [UInt8] = []
  /// Offsets in the file of the first byte that each byte stands for, and behind the last one.
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []

  init() {}

  init(_ range: ByteRange, of bytes: [UInt8]) {
    self.bytes = Array(bytes[range.indices])
    starts = Array(range.start..<range.end)
    ends = starts.map { $0 + 1 }
  }

  /// The bytes in the file of some of these bytes.
  func origin(_ range: Range<Int>) -> ByteRange {
    guard !range.isEmpty else {
      let place = range.lowerBound < starts.count ? starts[range.lowerBound] : ends.last ?? 0
      return ByteRange(start: place, end: place)
    }
    return ByteRange(start: starts[range.lowerBound], end: ends[range.upperBound - 1])
  }

  /// Whether the bytes stand in the file as they are here.
  func isAsWritten(_ range: Range<Int>) -> Bool {
    range.isEmpty || Int(ends[range.upperBound - 1] - starts[range.lowerBound]) == range.count
  }

  func part(_ range: Range<Int>) -> UnquotedText {
    var part = UnquotedText()
    part.bytes = Array(bytes[range])
    part.starts = Array(starts[range])
    part.ends = Array(ends[range])
    return part
  }

  mutating func append(_ other: UnquotedText) {
    bytes += other.bytes
    starts += other.starts
    ends += other.ends
  }

  private mutating func append(_ byte: UInt8, from other: UnquotedText, _ range: Range<Int>) {
    bytes.append(byte)
    starts.append(other.starts[range.lowerBound])
    ends.append(other.ends[range.upperBound - 1])
  }

  /// The value of a string constant, from what stands between its quotes: `''` is a quote, a quote alone ends one part of
  /// the constant and begins, behind white space, the next; in E'…', backslashes escape.
  func withoutQuoting(_ range: Range<Int>, _ level: Quoting.Level) -> UnquotedText {
    let quote = UInt8(ascii: "'")
    var text = UnquotedText()
    text.bytes.reserveCapacity(range.count)
    text.starts.reserveCapacity(range.count)
    text.ends.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == quote {
        if index + 1 < range.upperBound, bytes[index + 1] == quote {
          text.append(quote, from: self, index..<index + 2)
          index += 2
        } else {
          index = endOfGap(from: index + 1, to: range.upperBound)
        }
      } else if level == .escape, byte == UInt8(ascii: "\\") {
        index = appendEscape(from: index, to: range.upperBound, &text)
      } else {
        text.append(byte, from: self, index..<index + 1)
        index += 1
      }
    }
    return text
  }

  /// Behind the quote with which the next part of a constant begins.
  private func endOfGap(from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      if bytes[index] == UInt8(ascii: "'") { return index + 1 }
      // quotecontinue: comments are white space.
      if bytes[index] == UInt8(ascii: "-") {
        while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      } else {
        index += 1
      }
    }
    return end
  }

  /// xe: what a backslash and the bytes behind it stand for.
  private func appendEscape(from start: Int, to end: Int, _ text: inout UnquotedText) -> Int {
    guard start + 1 < end else { return end }
    let letter = bytes[start + 1]
    var last = start + 2
    func digits(_ radix: UInt32, from first: Int, atMost count: Int) -> UInt32? {
      last = first
      var value: UInt32 = 0
      while last < min(first + count, end), let digit = hexadecimalValue(bytes[last]), digit < radix
      {
        value = value * radix + UInt32(digit)
        last += 1
      }
      return last > first ? value : nil
    }
    let values: [UInt8]
    switch letter {
    case UInt8(ascii: "b"): values = [0x08]
    case UInt8(ascii: "f"): values = [0x0C]
    case UInt8(ascii: "n"): values = [0x0A]
    case UInt8(ascii: "r"): values = [0x0D]
    case UInt8(ascii: "t"): values = [0x09]
    case UInt8(ascii: "v"): values = [0x0B]
    case UInt8(ascii: "x"):
      values = [
        digits(16, from: start + 2, atMost: 2).map(UInt8.init(truncatingIfNeeded:)) ?? letter
      ]
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      values = [
        digits(8, from: start + 1, atMost: 3).map(UInt8.init(truncatingIfNeeded:)) ?? letter
      ]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = letter == UInt8(ascii: "u") ? 4 : 8
      let scalar = digits(16, from: start + 2, atMost: count).flatMap(Unicode.Scalar.init)
      values = scalar.map { Array(String($0).utf8) } ?? [letter]
    default: values = [letter]
    }
    for value in values { text.append(value, from: self, start..<last) }
    return last
  }
}
