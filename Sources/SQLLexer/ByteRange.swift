/// A range of UTF-8 bytes of a file: `start` is the first byte, `end` the byte after the last.
package struct ByteRange: Hashable, Sendable, BitwiseCopyable {
  package var start: UInt32
  package var end: UInt32

  package init(start: UInt32, end: UInt32) {
    assert(start <= end)
    self.start = start
    self.end = end
  }

  package var isEmpty: Bool { start == end }
  package var indices: Range<Int> { Int(start)..<Int(end) }

  package func contains(_ other: ByteRange) -> Bool {
    start <= other.start && other.end <= end
  }

  /// The smallest range that covers both.
  package func union(_ other: ByteRange) -> ByteRange {
    ByteRange(start: min(start, other.start), end: max(end, other.end))
  }
}
