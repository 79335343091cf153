import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

extension Step {
  /// Of an up section, and not rolled back: what the statement does, stays.
  var goesForward: Bool { section.kind == .up && !transaction.isRolledBack }

  /// Nobody else sees the relation: it is new, or temporary.
  func isPrivate(_ relation: QualifiedName) -> Bool {
    isNew(relation) || relations.isTemporary(relation)
  }

  /// From the first word of the statement to the end of a name in it: enough to show what is meant.
  func head(to part: ByteRange) -> ByteRange {
    ByteRange(start: statement.range.start, end: max(statement.range.start, part.end))
  }

  /// The place of one of the names that a statement lists.
  func place(of name: QualifiedName, among names: [QualifiedName]) -> ByteRange {
    names.count == 1 ? head(to: name.range) : name.range
  }
}

extension ByteRange {
  /// As far as it is on its first line.
  func firstLine(in bytes: [UInt8]) -> ByteRange {
    let line = bytes[indices].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return ByteRange(start: start, end: UInt32(line.endIndex))
  }
}
