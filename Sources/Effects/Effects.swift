package import SQLLexer
package import SQLSyntax

/// What a statement does, as far as its own text tells. Facts, not judgements: rules say what is bad.
package struct Effects: Sendable {
  /// Why PostgreSQL refuses the statement inside a transaction block; nil where it does not.
  package var transactionRefusal: TransactionRefusal?
  /// What goes wrong when the statement runs a second time; empty where nothing does.
  package var rerun: [RerunHazard] = []
  /// Relations that it creates (or would, with IF NOT EXISTS).
  package var creates: [CreatedRelation] = []
  /// What it removes.
  package var drops: [DroppedObject] = []
}

/// SQLSTATE 25001: the statement "cannot run inside a transaction block".
package enum TransactionRefusal: Sendable, Equatable {
  /// CREATE INDEX CONCURRENTLY and its kin; the range is that of the word CONCURRENTLY's statement.
  case concurrently(String)
  /// VACUUM, CREATE DATABASE, …: the name of the command in capitals.
  case command(String)
}

package struct CreatedRelation: Sendable {
  package var name: QualifiedName
  package var object: ObjectType
  package var ifNotExists: Bool
  package var isTemporary: Bool
}

/// An object or column that a statement removes.
package struct DroppedObject: Sendable {
  /// OBJECT_COLUMN and OBJECT_TABCONSTRAINT for parts of a table.
  package var object: ObjectType
  /// The object; for a part, its relation.
  package var name: QualifiedName
  /// The column or constraint.
  package var part: Name?
  package var ifExists: Bool
  package var range: ByteRange
}

/// A way in which a second run of a statement fails, or does its work twice.
package struct RerunHazard: Sendable {
  package enum Kind: Sendable {
    /// A CREATE or ADD that has an IF NOT EXISTS form; the text is the form: "CREATE TABLE IF NOT EXISTS".
    case lacksIfNotExists(form: String)
    /// A DROP that has an IF EXISTS form: "DROP COLUMN IF EXISTS".
    case lacksIfExists(form: String)
    /// There is no IF form; a second run fails with this SQLSTATE. The text says what to put in front.
    case fails(sqlstate: String, remedy: String)
    /// There is no IF form; a second run succeeds and does it again (an unnamed index, an INSERT).
    case again(remedy: String)
  }
  package var kind: Kind
  /// What it is about, for the message: `table app.users`, `column email of users`.
  package var subject: String
  package var range: ByteRange
}

/// Where a statement stands among transactions.
package struct TransactionContext: Sendable, Equatable {
  package enum Opening: Sendable, Equatable {
    /// BEGIN or START TRANSACTION in the file, at this place.
    case block(ByteRange)
    /// The runner, or the way it sends the file.
    case runner
  }
  /// Statements of a section with the same number are committed, or lost, together.
  package var number: Int
  /// What opened the transaction; nil where the statement is a transaction of its own.
  package var opening: Opening?
  /// The block ends with ROLLBACK: nothing of it stays.
  package var isRolledBack: Bool
}
