package import Catalog
package import SQLLexer

/// What the up sections of a migration have made, in the schema that they leave: what a rule asks that cannot judge a
/// statement alone, because a later one may put right what it leaves undone.
///
/// A later file of the run may still do so: who reports that something is lacking says what.
package struct MigrationOutcome: Sendable {
  /// A table that is new.
  package struct Table: Sendable {
    /// With its schema.
    package var name: String
    package var kind: RelationKind
    package var isTemporary: Bool
    /// A partition has the keys of its table; what it lacks, that one lacks.
    package var isPartition: Bool
    /// It inherits columns, but no keys.
    package var isChild: Bool
    /// nil where it is not known.
    package var hasPrimaryKey: Bool?
    /// The columns of a unique index that could stand behind a primary key: whole, valid, of columns that are NOT NULL.
    package var uniqueKey: [String]?
  }

  /// A foreign key that is new.
  package struct ForeignKey: Sendable {
    /// Of the referencing table, with its schema.
    package var table: String
    package var columns: [String]
    /// With its schema.
    package var referenced: String
    /// An index finds the rows that refer to a row; nil where it is not known.
    package var isIndexed: Bool?
    /// What an index of its columns could be called; empty where it needs none.
    package var indexName = ""
    /// The first column whose type is not that of the column that it refers to.
    package var mismatch: Mismatch?
    /// The first of its actions that cannot be done.
    package var impossible: ImpossibleAction?
  }

  /// An action of a foreign key that writes NULL to a column that is NOT NULL.
  package struct ImpossibleAction: Sendable, Equatable {
    /// `ON DELETE SET NULL`
    package var words: String
    package var column: String
    package var isOfDelete: Bool
  }

  /// Two columns that a foreign key compares, of types that differ, as PostgreSQL prints them.
  package struct Mismatch: Sendable, Equatable {
    package var column: String
    package var type: String
    package var referencedColumn: String
    package var referencedType: String
  }

  /// An index that is new, the one of a key among them.
  package struct Index: Sendable {
    /// With its schema.
    package var name: String
    /// With its schema.
    package var table: String
    /// The index of the same table that can do all that this one does.
    package var redundancy: Redundancy?
  }

  /// An index that has all that another has.
  package struct Redundancy: Sendable {
    package var other: ObjectID
    package var name: String
    /// Its keys, as printed.
    package var keys: String
    /// It has more columns behind those of the other.
    package var isLonger: Bool
  }

  /// A constraint that was there, and is gone without anything in its place.
  package struct LostConstraint: Sendable {
    package var name: String
    /// With its schema.
    package var table: String
    /// nil where it is not known; otherwise concluded from the name, if not `isKnown`.
    package var kind: Constraint.Kind?
    package var isKnown: Bool
    /// As they were called when it went; empty where they are not known.
    package var columns: [String]
    /// One of them has got another name since.
    package var isRenamed = false
    /// Unique indexes of the same columns that leave rows out.
    package var partialIndexes: [String] = []
    /// The table that a foreign key referred to, with its schema.
    package var referenced: String?
  }

  /// By the place of DROP CONSTRAINT, and of a unique index by that of its name in DROP INDEX.
  package var lostConstraints: [ByteRange: LostConstraint] = [:]
  /// By the places of their names in DROP: triggers whose work a new one does, and types of which nothing was made.
  package var unneeded: Set<ByteRange> = []
  package var tables: [ObjectID: Table] = [:]
  package var foreignKeys: [ObjectID: ForeignKey] = [:]
  /// The names of constraints that are new.
  package var constraints: [ObjectID: String] = [:]
  package var indexes: [ObjectID: Index] = [:]

  package init() {}

  /// What is wanting behind a file, and may come with a later one.
  package enum Lack: Sendable {
    case primaryKey(ObjectID)
    /// One that finds the rows of a foreign key.
    case index(ObjectID)
    /// The columns of a foreign key are of another type than those that it refers to.
    case sameType(ObjectID)
    /// An action of a foreign key cannot be done.
    case action(ObjectID)
    /// The index does nothing that the other one does not.
    case use(ObjectID, beside: ObjectID)
  }

  /// Whether something is wanting for certain.
  package func lacks(_ lack: Lack) -> Bool {
    switch lack {
    case .primaryKey(let table): tables[table]?.hasPrimaryKey == false
    case .index(let key): foreignKeys[key]?.isIndexed == false
    case .sameType(let key): foreignKeys[key]?.mismatch != nil
    case .action(let key): foreignKeys[key]?.impossible != nil
    case .use(let index, let other): indexes[index]?.redundancy?.other == other
    }
  }
}
