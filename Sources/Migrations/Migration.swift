package import Diagnostics
package import SQLLexer
package import SQLSyntax

/// One file of migrations, cut into its sections. An object, for everything that is told of it is told beside it.
package final class Migration: Sendable {
  /// As given by the user or found in a directory, with `/`.
  package let path: String
  package let purpose: Purpose
  /// What runs it, and how that is known.
  package let detection: Detection
  /// Its version, as its runner reads it from its name or its text; where the runner is not known, the number that its
  /// name begins with. nil where it has none.
  package let version: String?
  /// In the order of the file; a rollback kept in comments follows the section whose comments hold
  /// it.
  package let sections: [Section]
  /// What it says about its transactions, in the order in which it was found.
  package let directives: [Directive]
  package let header: MigrationHeader
  /// Where its rollback is, if it has one.
  package let rollback: RollbackEvidence
  /// The original bytes of the file.
  package let bytes: [UInt8]
  /// pg_dump has written it, whatever it is used for.
  package let isDump: Bool

  package init(
    path: String, purpose: Purpose, detection: Detection, version: String?, sections: [Section],
    directives: [Directive],
    header: MigrationHeader, rollback: RollbackEvidence, bytes: [UInt8], isDump: Bool = false
  ) {
    self.path = path
    self.purpose = purpose
    self.detection = detection
    self.directives = directives
    self.version = version
    self.sections = sections
    self.header = header
    self.rollback = rollback
    self.bytes = bytes
    self.isDump = isDump
  }

  /// What runs it; nil where that is not known.
  package var framework: Framework? { detection.framework }

  /// How the part of the file that its runner runs first reaches the server.
  package var transport: Transport {
    (sections.first { $0.kind == .up } ?? sections.first)?.transport ?? .autocommit
  }
}

/// What a file is for. Only a migration needs a rollback.
package enum Purpose: String, Sendable {
  /// Takes a schema forward.
  case migration
  /// Takes it back: the companion of a migration.
  case rollback
  /// A whole schema, kept for fresh installs: a dump, or schema.sql.
  case schema
  /// Run again whenever it changes: Flyway's `R__…sql`.
  case repeatable
  /// Only looks whether a migration has run: sqitch's `verify/…`.
  case verification
}

/// A part of a file that runs (or is kept) for one purpose. An object, for each of its statements is looked at together with
/// it.
package final class Section: Sendable {
  package let kind: SectionKind
  /// Offsets are those of the original file. In a rollback section kept in comments, `syntax.bytes`
  /// is the file with everything but the SQL of such sections blanked.
  package let syntax: SyntaxFile
  /// The marker or heading that opens it; nil for a file without any.
  package let heading: ByteRange?
  /// The bytes of the section. Up and down sections do not overlap. A rollback kept in comments
  /// lies inside the range of the section above it, of whose statements and tokens it shares none.
  package let range: ByteRange

  /// How it reaches the server.
  package let transport: Transport
  /// Why so.
  package let transportCause: TransportCause
  /// All of it goes as one string, also inside a transaction that the runner opens.
  package let isOneString: Bool
  /// `author:id` of the changeset that it is.
  package let changeset: String?
  /// It has no statement, and says why: it needs none.
  package let declaresNothing: Bool

  package init(
    kind: SectionKind, syntax: SyntaxFile, heading: ByteRange?, range: ByteRange,
    transport: Transport, transportCause: TransportCause = .runner, isOneString: Bool = false,
    changeset: String? = nil, declaresNothing: Bool = false
  ) {
    self.kind = kind
    self.syntax = syntax
    self.heading = heading
    self.range = range
    self.transport = transport
    self.transportCause = transportCause
    self.isOneString = isOneString
    self.changeset = changeset
    self.declaresNothing = declaresNothing
  }
}

extension Section {
  /// PostgreSQL reads a string to its end before it runs any of it: a syntax error keeps all of it from running.
  package var isRefusedWhole: Bool {
    (isOneString || transport == .implicit)
      && (syntax.statements.contains { $0.syntaxError != nil }
        || syntax.lexed.errors.contains { $0.kind != .unterminatedPlaceholder })
  }

  package var statementCount: Int { syntax.statements.count }
}

/// Why a section reaches the server as it does.
package enum TransportCause: Sendable, Equatable {
  /// Its runner does so, or psql, where the runner is not known.
  case runner
  /// Somebody says so.
  case asked
  /// A directive in the file.
  case directive(ByteRange)
  /// Another file, by its path.
  case file(String)
  /// Something in the section makes the runner do so.
  case statement(ByteRange)
  /// It is kept in comments, and run by hand.
  case byHand
}

/// Where the way back of a migration is kept.
package enum RollbackEvidence: Sendable, Equatable {
  case none
  /// A down section, or a rollback kept in comments. `isEmpty`: it holds no statement, and does not
  /// say in its framework's words that none is needed.
  case section(heading: ByteRange, isEmpty: Bool)
  /// Another file, such as `004_x.down.sql`, by its path.
  case companion(path: String)
  /// The file itself is the way back of another: it needs none.
  case isRollback
}

/// The comment block at the top of a file: `-- Migration: 004`, `-- Reversible: No, data is gone`,
/// …
package struct MigrationHeader: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    /// As written, without its colon.
    package var key: String
    /// With the lines that continue it, joined by spaces.
    package var value: String
    /// From the key to the end of the value.
    package var range: ByteRange

    package init(key: String, value: String, range: ByteRange) {
      self.key = key
      self.value = value
      self.range = range
    }
  }
  package var fields: [Field] = []

  package init(fields: [Field] = []) { self.fields = fields }

  /// The first field of a key, in any case.
  package subscript(key: String) -> Field? {
    let wanted = key.lowercased()
    return fields.first { $0.key.lowercased() == wanted }
  }

  package enum Reversible: Sendable, Equatable {
    case unstated
    case yes
    /// The reason is what follows the No: empty where none is given.
    case no(reason: String)
  }
  /// What the field "Reversible" says.
  package var reversible: Reversible = .unstated
}
