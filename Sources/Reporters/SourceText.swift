/// The bytes of a file with an index of its lines: where byte offsets become lines and columns.
///
/// A line ends at LF; a CR before it is not part of what is shown. A byte order mark is not part of the first line, as
/// editors hide it.
package struct SourceText: Sendable {
  /// A place as people and editors count: both from 1, columns in code points.
  package struct Position: Equatable, Sendable {
    package var line: Int
    package var column: Int
  }

  /// Columns are counted from the nearest checkpoint, so that many places in one long line stay cheap.
  private static let checkpointDistance = 1024

  let bytes: [UInt8]
  /// Byte offset of each line's first byte.
  private var lineStarts: [UInt32]
  /// For each `checkpointDistance` bytes, the first code point at or behind it: its offset, and how many are before it.
  /// Empty for a file of ASCII only.
  private var checkpoints: [(offset: UInt32, scalars: UInt32)] = []

  /// - Parameter bytes: at most `UInt32.max` of them.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lineStarts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
    let span = bytes.span
    var highBits: UInt8 = 0
    for offset in span.indices {
      let byte = span[offset]
      highBits |= byte
      if byte == 0x0A { lineStarts.append(UInt32(offset + 1)) }
    }
    if highBits >= 0x80 { checkpoints = SourceText.checkpoints(of: span) }
  }

  private static func checkpoints(of bytes: Span<UInt8>) -> [(offset: UInt32, scalars: UInt32)] {
    var checkpoints: [(offset: UInt32, scalars: UInt32)] = []
    var offset = 0
    var scalars: UInt32 = 0
    while offset < bytes.count {
      if offset >= checkpoints.count * checkpointDistance {
        checkpoints.append((UInt32(offset), scalars))
      }
      offset += decodeScalar(bytes, at: offset, end: bytes.count).length
      scalars += 1
    }
    return checkpoints
  }

  /// The number of the line that an offset is in, from 1.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The bytes of a line, by its number, without what ends it.
  func content(ofLine line: Int) -> Range<Int> {
    let start = Int(lineStarts[line - 1])
    guard line < lineStarts.count else { return start..<max(start, bytes.count) }
    var end = Int(lineStarts[line]) - 1
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  package func position(of offset: UInt32) -> Position {
    let offset = min(Int(offset), bytes.count)
    let line = line(at: offset)
    let start = min(Int(lineStarts[line - 1]), offset)
    let column =
      checkpoints.isEmpty ? offset - start : scalars(before: offset) - scalars(before: start)
    return Position(line: line, column: column + 1)
  }

  /// How many code points begin before an offset.
  private func scalars(before offset: Int) -> Int {
    // A checkpoint stands at most three bytes behind its place.
    var index = min(offset / SourceText.checkpointDistance, checkpoints.count - 1)
    if Int(checkpoints[index].offset) > offset { index -= 1 }
    let span = bytes.span
    var position = Int(checkpoints[index].offset)
    var count = Int(checkpoints[index].scalars)
    while position < offset {
      position += decodeScalar(span, at: position, end: span.count).length
      count += 1
    }
    return count
  }
}

extension SourceText {
  /// Only spaces and tabs.
  func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Where the code point that ends at an offset begins; not before `start`.
  func scalarStart(before end: Int, from start: Int) -> Int {
    var offset = max(start, end - 1)
    while offset > start, offset > end - 4, isContinuation(bytes[offset]) { offset -= 1 }
    return offset
  }

  /// The first offset, from one on, at which a code point begins; not behind `limit`.
  func scalarStart(atOrAfter offset: Int, before limit: Int) -> Int {
    var offset = offset
    while offset < limit, isContinuation(bytes[offset]) { offset += 1 }
    return offset
  }
}

/// A byte that only continues a code point in UTF-8.
private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
