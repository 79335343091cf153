package import SQLLexer

/// The place in the history that made an object or a column what it is.
package struct Origin: Hashable, Sendable {
  /// The place of its file in the history, from 0; negative for what no file made.
  package var file: Int32
  package var range: ByteRange
  /// The number of its transaction in the whole replay.
  package var transaction: Int32

  package init(file: Int32, range: ByteRange, transaction: Int32) {
    self.file = file
    self.range = range
    self.transaction = transaction
  }

  /// It comes first in the history.
  package func isBefore(_ other: Origin) -> Bool {
    (file, range.start) < (other.file, other.range.start)
  }

  /// Of what was there before the first file.
  package static let before = Origin(
    file: -1, range: ByteRange(start: 0, end: 0), transaction: -1)
}
