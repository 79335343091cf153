/// A range of UTF-8 bytes of a file: `start` is the first byte, `end` the byte after the last.
public struct ByteRange: Hashable, Sendable, BitwiseCopyable {
  public var start: UInt32
  public var end: UInt32

  public init(start: UInt32, end: UInt32) {
    assert(start <= end)
    self.start = start
    self.end = end
  }

  public var isEmpty: Bool { start == end }
  public var indices: Range<Int> { Int(start)..<Int(end) }

  public func contains(_ other: ByteRange) -> Bool {
    start <= other.start && other.end <= end
  }

  /// The smallest range that covers both.
  public func union(_ other: ByteRange) -> ByteRange {
    ByteRange(start: min(start, other.start), end: max(end, other.end))
  }
}
