package import SQLSyntax

/// What the files tell about relations, as far as the statement before which it is asked.
package struct RelationKnowledge: Sendable {
  /// Made by this migration, in its up section before this statement, and still there.
  package var createdHere: Set<QualifiedName> = []
  /// Of those, the temporary ones.
  package var temporary: Set<QualifiedName> = []
  /// Dropped earlier in this migration.
  package var droppedHere: Set<QualifiedName> = []
  /// Made by migrations that run before this one.
  package var createdBefore: Set<QualifiedName> = []
  /// Tables of this migration's indexes, so that DROP INDEX knows what it locks.
  package var tableOfIndex: [QualifiedName: QualifiedName] = [:]

  package init() {}

  /// No other session sees the relation: made by this migration, or temporary. One made with IF NOT EXISTS counts
  /// only if no earlier migration makes it.
  package func isNew(_ relation: QualifiedName) -> Bool { createdHere.contains(relation) }
}
