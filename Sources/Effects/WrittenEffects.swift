package import SQLLexer
package import SQLSyntax

/// What a statement does, as far as its own text tells. Facts, not judgements: rules say what is
/// bad.
package struct WrittenEffects: Sendable {
  /// Why PostgreSQL refuses the statement inside a transaction block; nil where it does not.
  package var transactionRefusal: TransactionRefusal?
  /// What goes wrong when the statement runs a second time; empty where nothing does.
  package var rerun: [RerunHazard] = []
  /// Relations that it creates (or would, with IF NOT EXISTS).
  package var creates: [CreatedRelation] = []
  /// What it removes.
  package var drops: [DroppedObject] = []

  package init() {}
}

/// SQLSTATE 25001: the statement "cannot run inside a transaction block".
package enum TransactionRefusal: Sendable, Equatable {
  /// The command with its CONCURRENTLY: "CREATE INDEX CONCURRENTLY".
  case concurrently(String)
  /// VACUUM, CREATE DATABASE, …: the name of the command in capitals.
  case command(String)
}

package struct CreatedRelation: Sendable {
  package var name: QualifiedName
  package var object: ObjectType
  package var ifNotExists: Bool
  /// OR REPLACE: as with IF NOT EXISTS, the relation may have been there before.
  package var orReplace: Bool
  package var isTemporary: Bool
  /// The table of an index.
  package var table: QualifiedName?
}

/// An object or column that a statement removes.
package struct DroppedObject: Sendable {
  /// OBJECT_COLUMN and OBJECT_TABCONSTRAINT for parts of a table, OBJECT_ATTRIBUTE for those of a
  /// composite type.
  package var object: ObjectType
  /// The object; for a part, its relation.
  package var name: QualifiedName
  /// The column, constraint or attribute.
  package var part: Name?
  package var ifExists: Bool
  package var range: ByteRange
}

/// A way in which a second run of a statement fails, or does its work twice.
package struct RerunHazard: Sendable {
  package enum Kind: Sendable {
    /// A CREATE or ADD that has an IF NOT EXISTS form; the text is the form: "CREATE TABLE IF NOT
    /// EXISTS".
    case lacksIfNotExists(form: String)
    /// A DROP that has an IF EXISTS form: "DROP COLUMN IF EXISTS".
    case lacksIfExists(form: String)
    /// There is no IF form; a second run fails with this SQLSTATE. The remedy says what to write
    /// instead, as a help text: a sentence without a full stop at its end, or SQL.
    case fails(sqlstate: String, remedy: String)
    /// There is no IF form; a second run succeeds and does it again (an unnamed index, an INSERT).
    case again(remedy: String)
  }
  package var kind: Kind
  /// With which a second run fails; nil where it succeeds.
  package var sqlstate: String?
  /// What it is about, for the message: `table app.users`, `column email of table users`.
  package var subject: String
  /// What to write instead, where the IF form alone is not the answer: an index built CONCURRENTLY
  /// needs a DROP before it, since IF NOT EXISTS is content with the invalid index that a failed
  /// build leaves behind.
  package var remedy: String?
  /// What of the first run is in its way.
  package var cause: RerunCause?
  /// Where the IF [NOT] EXISTS of the form goes: before this byte.
  package var guardPlace: UInt32?
  package var range: ByteRange
}

/// Where a statement stands among transactions.
package struct TransactionContext: Sendable, Equatable {
  package enum Opening: Sendable, Equatable {
    /// BEGIN or START TRANSACTION in the file, or the AND CHAIN of a COMMIT, at this place.
    case block(ByteRange)
    /// The runner, or the way it sends the file.
    case runner
    /// The statement is part of a DO block, at this place, which is no transaction of its own to
    /// refuse or end.
    case doBlock(ByteRange)
  }
  /// Statements of a section with the same number are committed, or lost, together.
  package var number: Int
  /// What opened the transaction; nil where the statement is a transaction of its own.
  package var opening: Opening?
  /// It ends with ROLLBACK, or returns to a savepoint before the statement: nothing of the
  /// statement stays.
  package var isRolledBack: Bool
  /// All that the section does is done in this one transaction: a run that fails leaves nothing
  /// behind.
  package var isWholeSection: Bool
}
