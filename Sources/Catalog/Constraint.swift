package import SQLLexer
package import SQLSyntax

/// A constraint of a table or a domain. Documentation: System Catalogs, "pg_constraint".
package struct Constraint: Sendable {
  package enum Kind: String, Sendable {
    case check
    case foreignKey = "foreign key"
    case primaryKey = "primary key"
    case unique
    case exclusion
    case notNull = "not null"
    case trigger
  }

  package struct ForeignKey: Sendable {
    package var referenced: ObjectID
    /// Attribute numbers in the referenced table; empty where they are not known.
    package var columns: [Int16]
    /// The unique index behind them.
    package var index: ObjectID?
    package var match = SQLSyntax.ForeignKey.Match.simple
    package var onUpdate = SQLSyntax.ForeignKey.Action.noAction
    package var onDelete = SQLSyntax.ForeignKey.Action.noAction
    /// Of SET NULL (…) and SET DEFAULT (…).
    package var onDeleteColumns: [Int16] = []

    package init(referenced: ObjectID, columns: [Int16]) {
      self.referenced = referenced
      self.columns = columns
    }
  }

  package var kind: Kind
  /// The table or the domain.
  package var owner: ObjectID
  /// Attribute numbers: the key, or what a CHECK mentions.
  package var columns: [Int16] = []
  /// Of CHECK; VALUE of a domain is column 0.
  package var expression: BoundExpression?
  /// The columns that a CHECK proves to be not null while it is valid.
  package var notNull: Set<Int16> = []
  /// The index behind a key.
  package var index: ObjectID?
  package var foreignKey: ForeignKey?
  /// Of an exclusion constraint, one for each key.
  package var operators: [String] = []
  package var isValid = true
  package var isEnforced = true
  package var isDeferrable = false
  package var isInitiallyDeferred = false
  package var isNoInherit = false
  /// How many parents it comes from.
  package var inheritedFrom = 0
  package var isLocal = true
  /// The constraint of the parent table that a key or foreign key of a partition stems from (conparentid).
  package var parent: ObjectID?
  /// Its definition in the statement of its origin; nil where it has none of its own.
  package var range: ByteRange?
  /// Added by this ALTER TABLE, or known only by its name.
  package var isAssumed = false

  package init(kind: Kind, owner: ObjectID) {
    self.kind = kind
    self.owner = owner
  }
}
