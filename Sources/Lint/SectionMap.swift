import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// Tells which section of a file a place is in. A rollback kept in comments lies inside the section
/// above it.
struct SectionMap: Sendable {
  /// In the order of the file; disjoint.
  private var rollbacks: [ByteRange] = []
  private var others: [(range: ByteRange, kind: SectionKind)] = []

  init(_ sections: [Section]) {
    for section in sections {
      if section.kind == .rollback {
        rollbacks.append(section.range)
      } else {
        others.append((section.range, section.kind))
      }
    }
    rollbacks.sort { $0.start < $1.start }
    others.sort { $0.range.start < $1.range.start }
  }

  func kind(at offset: UInt32) -> SectionKind {
    let rollback = rollbacks.partitioningIndex { $0.start > offset }
    if rollback > 0, offset < rollbacks[rollback - 1].end { return .rollback }
    let other = others.partitioningIndex { $0.range.start > offset }
    return others.isEmpty ? .up : others[max(0, other - 1)].kind
  }
}
