package import SQLLexer

package struct CreateIndex: Sendable {
  /// nil: PostgreSQL makes up a name.
  package var name: Name?
  package var table: QualifiedName
  package var isUnique = false
  package var isConcurrent = false
  package var ifNotExists = false
  /// ON ONLY: the index of a partitioned table, without those of its partitions; builds nothing.
  package var only = false
  package var columns: [IndexElement] = []
  package var hasPredicate = false
  package init(table: QualifiedName) { self.table = table }
}

/// A column or expression of an index.
package struct IndexElement: Sendable {
  /// nil for an expression.
  package var column: Name?
  package var range: ByteRange
}
