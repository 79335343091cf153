package import SQLLexer

/// One statement of a file.
package struct Statement: Sendable {
  /// From the first byte of the first token to the byte after the last one; without the semicolon.
  package var range: ByteRange
  /// Its tokens, as indexes into the `LexedText` it was read from.
  package var tokens: Range<Int>
  /// PostgreSQL's parse node; nil where the statement could not even be classified.
  package var node: StatementNode?
  package var object: ObjectType?
  /// Has the CONCURRENTLY of CREATE INDEX, DROP INDEX or REINDEX.
  package var isConcurrent = false
  package var tree: StatementTree = .classified
  /// The nodes of its queries and expressions, as indexes into the `nodes` of the text it was read from.
  package var nodes: Range<Int> = 0..<0
  /// Where PostgreSQL would stop with an error.
  package var syntaxError: SyntaxError?
  /// Where whimbrel stopped without knowing what PostgreSQL would say: at a placeholder, or too deep.
  package var unreadFrom: ByteRange?

  package init(range: ByteRange, tokens: Range<Int>, node: StatementNode? = nil) {
    self.range = range
    self.tokens = tokens
    self.node = node
  }

  /// Read to its end, not only classified.
  package var isRead: Bool {
    if case .classified = tree { return false }
    return node != nil && unreadFrom == nil && syntaxError == nil
  }
}

/// What DROP, DROP COLUMN, TRUNCATE do with what depends on their object.
package enum DropBehavior: Sendable {
  /// Neither word: as RESTRICT.
  case unspecified
  case restrict
  /// The range is that of the word CASCADE.
  case cascade(ByteRange)

  package var cascadeRange: ByteRange? {
    if case .cascade(let range) = self { range } else { nil }
  }
}

/// CREATE of an object that has no tree of its own.
package struct CreateObject: Sendable {
  package var object: ObjectType
  /// nil where PostgreSQL makes up the name, or the object has none (a cast).
  package var name: QualifiedName?
  package var ifNotExists = false
  package var orReplace = false
  /// TEMPORARY or TEMP.
  package var isTemporary = false
  /// The relation that a trigger, rule or policy belongs to.
  package var table: QualifiedName?

  package init(object: ObjectType, name: QualifiedName? = nil) {
    self.object = object
    self.name = name
  }
}

/// ALTER TYPE … ADD VALUE, RENAME VALUE.
package struct AlterEnum: Sendable {
  package var type: QualifiedName
  /// The label that is added; nil for RENAME VALUE.
  package var addedLabel: String?
  package var ifNotExists = false
  package init(type: QualifiedName) { self.type = type }
}

/// ALTER … RENAME of any object, column, constraint, attribute or label.
package struct Rename: Sendable {
  /// What gets a new name: OBJECT_TABLE, OBJECT_COLUMN, OBJECT_TABCONSTRAINT, …
  package var object: ObjectType
  /// The relation or object that was named first.
  package var name: QualifiedName
  /// The column, constraint or attribute of it that is renamed.
  package var part: Name?
  package var newName: Name
  package var ifExists = false
}

/// DROP of anything.
package struct Drop: Sendable {
  package var object: ObjectType
  /// Functions and operators without their argument lists.
  package var names: [QualifiedName] = []
  /// The relation of a trigger, rule or policy.
  package var table: QualifiedName?
  package var ifExists = false
  package var isConcurrent = false
  package var behavior = DropBehavior.unspecified
  package init(object: ObjectType) { self.object = object }
}

/// DO, with the SQL of its body.
package struct DoBlock: Sendable {
  /// The bytes between the quotes.
  package var body: ByteRange
  /// "plpgsql" unless it says otherwise.
  package var language: String
  /// The SQL statements of the body, wherever in its blocks they stand. Token indexes are into `lexed`.
  package var statements: [Statement]
  package var lexed: LexedText
  /// Lower-case names of the conditions that its EXCEPTION clauses catch.
  package var caughtConditions: [String]
  /// Has a condition (IF, CASE, a FOR query) that reads pg_catalog, information_schema or to_reg…().
  package var testsCatalog: Bool
  /// Has an EXECUTE, whose text whimbrel does not know.
  package var hasDynamicSQL: Bool
}
