package import SQLLexer

/// CREATE TABLE and CREATE FOREIGN TABLE; also CREATE TABLE AS and SELECT INTO as far as their name.
package struct CreateTable: Sendable {
  package enum Persistence: Sendable { case permanent, temporary, unlogged }
  package var name: QualifiedName
  package var persistence = Persistence.permanent
  package var ifNotExists = false
  package var columns: [ColumnDefinition] = []
  /// Table constraints; those of columns stand with their columns.
  package var constraints: [ConstraintDefinition] = []
  package var likes: [QualifiedName] = []
  package var inherits: [QualifiedName] = []
  package var partitionOf: QualifiedName?
  /// PARTITION BY: the new table is partitioned.
  package var isPartitioned = false
  /// CREATE TABLE … AS: the rows come from a query.
  package var isFromQuery = false
  package init(name: QualifiedName) { self.name = name }
}

package struct ColumnDefinition: Sendable {
  package var name: Name
  /// nil in a typed table or partition, where the type comes from elsewhere.
  package var type: TypeName?
  package var constraints: [ConstraintDefinition] = []
  package var range: ByteRange
}

/// A type as written.
package struct TypeName: Sendable {
  /// The name without modifiers, in lower case unless quoted, words one space apart: `character varying`, `app.mood`.
  package var name: String
  /// The numbers in parentheses: `[10, 2]` of `numeric(10, 2)`.
  package var modifiers: [String] = []
  package var arrayDimensions = 0
  package var range: ByteRange
}

/// A constraint of a column or table. As in gram.y, DEFAULT, GENERATED and NULL are constraints, too.
package struct ConstraintDefinition: Sendable {
  package enum Kind: Sendable, Equatable {
    case null, notNull, `default`, check, primaryKey, unique, exclusion, foreignKey
    case identity, generatedStored, generatedVirtual
  }
  package var kind: Kind
  package var name: Name?
  /// The columns of a table constraint; empty at a column.
  package var columns: [Name] = []
  /// The expression of DEFAULT, CHECK and GENERATED.
  package var expression: ByteRange?
  /// The words of the expression, for questions such as "does it call a function?".
  package var expressionTokens: Range<Int>?
  package var referenced: QualifiedName?
  package var isNotValid = false
  package var isNotEnforced = false
  /// USING INDEX: the constraint takes over an index that is there.
  package var usingIndex: Name?
  package var range: ByteRange
  package init(kind: Kind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}
