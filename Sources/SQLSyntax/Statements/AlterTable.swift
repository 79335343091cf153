package import SQLLexer

/// ALTER TABLE, and ALTER of an index, sequence, view, materialized view, foreign table or composite type that
/// PostgreSQL reads as ALTER TABLE.
package struct AlterTable: Sendable {
  /// OBJECT_TABLE, OBJECT_INDEX, …: the word behind ALTER.
  package var object: ObjectType
  package var name: QualifiedName
  package var ifExists = false
  package var only = false
  package var commands: [AlterTableCommand] = []
}

/// One of the comma-separated commands of ALTER TABLE.
package struct AlterTableCommand: Sendable {
  package var kind: AlterTableKind
  package var range: ByteRange
  /// The column, constraint, trigger, rule or index it is about.
  package var name: Name?
  /// ADD COLUMN
  package var column: ColumnDefinition?
  /// ADD CONSTRAINT; SET DEFAULT's expression
  package var constraint: ConstraintDefinition?
  /// ALTER COLUMN TYPE
  package var newType: TypeName?
  /// The expression behind the USING of ALTER COLUMN TYPE.
  package var usingExpression: ByteRange?
  package var ifExists = false
  package var ifNotExists = false
  package var behavior = DropBehavior.unspecified
  /// The other relation of ATTACH, DETACH, INHERIT.
  package var relation: QualifiedName?
  /// DETACH PARTITION … CONCURRENTLY
  package var isConcurrent = false

  package init(kind: AlterTableKind, range: ByteRange) {
    self.kind = kind
    self.range = range
  }
}
