package import Diagnostics
package import SQLLexer
package import SQLSyntax

/// One file of migrations, cut into its sections.
package struct Migration: Sendable {
  /// As given by the user or found in a directory, with `/`.
  package var path: String
  package var sections: [Section]
  package var header: MigrationHeader
  /// Where its rollback is, if it has one.
  package var rollback: RollbackEvidence
  /// The original bytes of the file.
  package var bytes: [UInt8]
}

/// A part of a file that runs (or is kept) for one purpose.
package struct Section: Sendable {
  package var kind: SectionKind
  /// Offsets are those of the original file. In a rollback section kept in comments, `syntax.bytes` is the file with the
  /// comment marks (and all that is not of the section) blanked.
  package var syntax: SyntaxFile
  /// The marker or heading that opens it; nil for a file without any.
  package var heading: ByteRange?
  /// The bytes of the section.
  package var range: ByteRange
}

/// Where the way back of a migration is kept.
package enum RollbackEvidence: Sendable, Equatable {
  case none
  /// A down section, or a rollback kept in comments. `isEmpty`: it holds no statement.
  case section(heading: ByteRange, isEmpty: Bool)
  /// Another file, such as `004_x.down.sql`, by its path.
  case companion(path: String)
  /// The file itself is the way back of another: it needs none.
  case isRollback
}

/// The comment block at the top of a file: `-- Migration: 004`, `-- Reversible: No, data is gone`, …
package struct MigrationHeader: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    /// As written, without its colon.
    package var key: String
    package var value: String
    package var range: ByteRange
  }
  package var fields: [Field] = []

  /// The value of a key, in any case.
  package subscript(key: String) -> Field? {
    fields.first { $0.key.lowercased() == key.lowercased() }
  }

  package enum Reversible: Sendable, Equatable {
    case unstated
    case yes
    /// The reason is what follows the No: empty where none is given.
    case no(reason: String)
  }
  package var reversible: Reversible = .unstated
}
