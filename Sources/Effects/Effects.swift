package import Catalog
package import SQLLexer

/// A relation that a statement touches, as it is called when the statement first does.
package struct TouchedRelation: Hashable, Sendable {
  package var id: ObjectID
  /// With its schema: `app.users`.
  package var name: String
  package var kind: RelationKind
  /// The statement itself makes it.
  package var isNew = false
  /// No other session uses it yet, or ever will: made earlier by the same migration, or temporary.
  package var isPrivate = false
  /// It goes when the session ends.
  package var isTemporary = false
  /// Not made by the files: that it is there is concluded from its being used.
  package var isAssumed = false

  package init(id: ObjectID, name: String, kind: RelationKind) {
    self.id = id
    self.name = name
    self.kind = kind
  }
}

/// What a statement does in the schema where it stands, when it runs alone in a transaction. Facts, not judgements:
/// rules say what is bad.
package struct Effects: Sendable {
  /// The strongest lock that a statement takes on a relation. PostgreSQL keeps all until the transaction ends, so that
  /// pg_locks shows them at the end of the statement.
  package struct Lock: Sendable {
    package var relation: TouchedRelation
    package var mode: LockMode
    /// The statement does not touch the relation itself: it is the other table of a foreign key that it makes or drops.
    package var isOfForeignKey = false
    /// IF EXISTS asks for a part of the relation of which nothing is known: if it is not there, no lock is left of it.
    package var isPossible = false

    /// Anyone who uses a table has weak locks on its indexes: those tell nothing.
    package var isTelling: Bool { !relation.kind.isIndex || mode >= .shareUpdateExclusive }
  }

  /// What takes time in proportion to the size of a relation while locks are held.
  package struct Work: Sendable {
    package enum Kind: String, Sendable {
      /// Its rows are written to a new file, or copied there.
      case rewrite
      /// Its rows are read from the first to the last.
      case scan
      /// An index is built: a new one, or an old one anew.
      case indexBuild
      /// Rows are inserted, updated or deleted by the statement.
      case change
    }
    package var kind: Kind
    package var relation: TouchedRelation
    /// Why, in words for a person, where that is not plain: "the default is volatile".
    package var reason: String?
  }

  /// What is not known.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case locks, rewrites, rebuilds, scans, creates, drops, rerun, fails
  }

  /// In the order in which they are taken.
  package var locks: [Lock] = []
  package var work: [Work] = []
  /// Relations that get a new file without work in proportion to their size: TRUNCATE, sequences.
  package var emptied: [TouchedRelation] = []
  /// Existing indexes whose file is replaced.
  package var rebuilds: [TouchedRelation] = []
  package var creates: [TouchedRelation] = []
  /// The constraints that its definitions make, by their places.
  package var constraints: [ByteRange: ObjectID] = [:]
  /// Of PRIMARY KEY USING INDEX, by its place: the columns that are known to be nullable, and that nothing proves to be
  /// without nulls. [add_primary_key_using_index_nullable, add_primary_key_using_index_nullable_checked]
  package var nullableKeys: [ByteRange: [String]] = [:]
  /// Of a foreign key that ALTER TABLE adds, by its place: the table in which each row must find its own, for no column of
  /// the key can be NULL.
  package var requiredReferences: [ByteRange: TouchedRelation] = [:]
  /// The indexes that ON CONFLICT asks for, where there is no other.
  package var arbiters: Set<ObjectID> = []
  /// Names of which nothing is known, though the history has made all else that it uses; by their places.
  package var unheardOf: [ByteRange: UnheardOf] = [:]
  /// It adds a constraint to a table that was there.
  package var addsConstraint = false
  package var drops: [Dropped] = []
  /// Why PostgreSQL refuses it in a transaction block; nil where it does not.
  package var refusal: TransactionRefusal?
  /// The error with which it fails for certain.
  package var failure: ServerError?
  /// The error with which older versions fail, and the first version that does not.
  package var olderFailure: (error: ServerError, since: Int)?
  /// The error with which it fails if the table has rows, of which the replay knows nothing.
  package var failureWithRows: ServerError?
  package var rerun: Rerun?
  package var unknown: Set<Field> = []
  /// Nothing is known of what it does.
  package var tellNothing: Bool { unknown.count == Field.allCases.count }
  /// It had nothing to do: what IF [NOT] EXISTS asks for is there, or gone.
  package var skips = false
  /// Of IF NOT EXISTS: how what exists differs from what the statement would make, in words.
  package var hiddenDifference: String?
  /// Facts about ALTER COLUMN … SET NOT NULL, by the place of the command.
  package var notNullProofs: [ByteRange: NotNullProof] = [:]
  /// Of ALTER COLUMN … SET NOT NULL, by the place of the command: the earlier statement of the file that adds the column, if
  /// no row can have a value in it yet.
  package var emptyColumns: [ByteRange: ByteRange] = [:]
  /// What ALTER COLUMN TYPE may do to values that the new type cannot hold, by the place of the command.
  package var conversionRisks: [ByteRange: ConversionRisk] = [:]
  /// Facts about ADD COLUMN, by the place of the command; nothing of a column that is there already.
  package var newColumns: [ByteRange: NewColumn] = [:]
  /// Relations of which a DELETE takes every row, wherever in the statement it stands.
  package var cleared: [TouchedRelation] = []
  /// Relations of which an UPDATE writes every row, wherever in the statement it stands.
  package var overwritten: [TouchedRelation] = []
  /// Of INSERT and COPY: columns with a sequence to which it gives other values. A default would not see that.
  package var givenKeys: [GivenKey] = []
  /// Of ALTER TABLE: columns of rows that are there, to which it gives a sequence that begins at the beginning; by the
  /// places of the commands.
  package var freshSequences: [ByteRange: FreshSequence] = [:]
  /// Of a partition whose rows it reads to see where they belong: what is wanting for it not to.
  package var boundProofs: [ObjectID: BoundProof] = [:]
  /// The relations that its names stand for, by the place of the name.
  package var relations: [ByteRange: TouchedRelation] = [:]

  package init() {}

  package func relations(with kind: Work.Kind) -> [TouchedRelation] {
    work.lazy.filter { $0.kind == kind }.map(\.relation)
  }
}

/// What a statement takes away.
package struct Dropped: Sendable {
  /// PostgreSQL's word: `table`, `column`, `constraint`, `default`, `trigger`, `view`, …
  package var kind: String
  /// `app.users`; of a part, `app.users.email`.
  package var name: String
  /// Only CASCADE reaches it; otherwise it was named, or is part of what was.
  package var isReached: Bool
  /// It holds data that are lost: a table, a column, a materialized view is not one.
  package var holdsData: Bool
  package var isPrivate: Bool
  /// Of a constraint: what it is.
  package var constraint: Constraint.Kind?
  /// Of a constraint or an index: the columns that it mentions, by name.
  package var columns: [String] = []
}

/// A column that takes its values from a sequence, and for once does not.
package struct GivenKey: Sendable {
  package var table: TouchedRelation
  package var column: String
  /// With its schema.
  package var sequence: String
  /// The greatest of the values; nil where the text does not show them all.
  package var greatest: Int?
}

/// What most probably is not there.
package enum UnheardOf: Sendable, Equatable {
  case relation(String)
  case function(String)
  /// Of another database system; what PostgreSQL calls it.
  case type(instead: String)
}

/// A sequence that has given no value yet, for a column that has some.
package struct FreshSequence: Sendable {
  package var table: TouchedRelation
  package var column: String
}

/// What happens when the same statement runs a second time.
package enum Rerun: Equatable, Sendable {
  /// Nothing is there twice.
  case succeeds
  /// It succeeds and does its work again: an unnamed index, an INSERT.
  case repeats
  /// With this SQLSTATE.
  case fails(String)
}

/// Whether a valid CHECK constraint spares SET NOT NULL its scan.
package enum NotNullProof: Equatable, Sendable {
  case none
  /// The column is NOT NULL already.
  case isNotNull
  case valid(constraint: String)
  /// It would, were it validated. [set_not_null_with_not_valid_check]
  case notValid(constraint: String)
  /// It would, if the same ALTER TABLE did not drop it. [set_not_null_and_drop_check_together]
  case droppedHere(constraint: String)
}

/// Why no CHECK constraint spares a partition the reading of its rows.
package enum BoundProof: Equatable, Sendable {
  /// None says so.
  case missing
  /// It would, were the column NOT NULL. [attach_with_check_nullable]
  case nullable(column: String)
  /// It would, were it validated. [attach_with_check_not_valid]
  case notValid(constraint: String)
}

/// An error of the server, by its SQLSTATE. Documentation: PostgreSQL Error Codes.
package struct ServerError: Error, Equatable, Sendable {
  package var sqlstate: String
  /// In PostgreSQL's words, so that it can be searched for.
  package var message: String
  /// It fails only where there are rows: "the table is empty" would save it.
  package var needsRows = false
  /// The parser refuses it, or that of the version does: the schema has nothing to do with it.
  package var isOfSyntax = false

  package init(_ sqlstate: String, _ message: String, needsRows: Bool = false) {
    self.sqlstate = sqlstate
    self.message = message
    self.needsRows = needsRows
  }
}

extension ServerError {
  /// The statement cannot be read, or a part of it.
  static func syntax(_ message: String, _ sqlstate: String = "42601") -> ServerError {
    var error = ServerError(sqlstate, message)
    error.isOfSyntax = true
    return error
  }

  static func refused(_ refusal: TransactionRefusal) -> ServerError {
    let command =
      switch refusal {
      case .concurrently(let command), .command(let command): command
      }
    return ServerError("25001", "\(command) cannot run inside a transaction block")
  }
}
