package import SQLSyntax

/// What a relation is. Documentation: System Catalogs, "pg_class", relkind.
package enum RelationKind: String, Sendable {
  case table = "table"
  case partitionedTable = "partitioned table"
  case index = "index"
  case partitionedIndex = "partitioned index"
  case view = "view"
  case materializedView = "materialized view"
  case sequence = "sequence"
  case foreignTable = "foreign table"
  case compositeType = "composite type"

  /// Holds rows of its own in files of its own.
  package var hasStorage: Bool {
    switch self {
    case .table, .index, .materializedView, .sequence: true
    case .partitionedTable, .partitionedIndex, .view, .foreignTable, .compositeType: false
    }
  }

  package var isIndex: Bool { self == .index || self == .partitionedIndex }
  package var isTable: Bool { self == .table || self == .partitionedTable }
}

/// A table, index, view, materialized view, sequence, foreign table or composite type.
package struct Relation: Sendable {
  package enum Persistence: Sendable { case permanent, unlogged, temporary }

  package var kind: RelationKind
  package var persistence = Persistence.permanent
  /// ON COMMIT DROP
  package var isDroppedAtCommit = false
  /// By attribute number less one; dropped columns keep their places.
  package var columns: [Column] = []
  /// Columns may be missing from `columns`: nobody has said what the relation was made of.
  package var hasUnknownColumns = false
  /// Not made by the history: that it is there is concluded from its being used.
  package var isAssumed = false
  /// Made by IF NOT EXISTS where nobody knows whether it was there before.
  package var mayBeOlder = false
  /// The history has put rows into it.
  package var hasRows = false
  /// Its inheritance parents, or the table it is a partition of, or the partitioned index it is attached to.
  package var parents: [ObjectID] = []
  package var children: [ObjectID] = []
  @Rare package var partitionKey: PartitionKeyDefinition? = nil
  @Rare package var bound: PartitionBoundDefinition? = nil
  @Rare package var index: Index? = nil
  @Rare package var sequence: SequenceDefinition? = nil
  @Rare package var view: View? = nil
  /// Of ALTER TABLE … OF and CREATE TABLE … OF.
  package var ofType: ObjectID?
  package var constraints: [ObjectID] = []
  package var indexes: [ObjectID] = []
  /// Triggers, rules and policies.
  package var attached: [ObjectID] = []
  package var hasRowSecurity = false
  package var forcesRowSecurity = false
  /// The index of CLUSTER ON.
  package var clusteredIndex: ObjectID?
  /// The index of REPLICA IDENTITY USING INDEX.
  package var replicaIdentity: ObjectID?
  package var replicates = AlterTableCommand.ReplicaIdentity.default
  package var owner: String?
  package var tablespace: String?
  package var accessMethod: String?
  /// WITH (…), as printed.
  package var options: [String: String] = [:]

  package init(kind: RelationKind) { self.kind = kind }

  /// It was not there before the history: whatever belongs to it is known.
  package var isOfHistory: Bool { !isAssumed && !mayBeOlder }

  package var isPartition: Bool { bound != nil }

  /// The attribute number of a column that is there; nil also where it may be one of the unknown ones.
  package func column(named name: String) -> Int16? {
    for (index, column) in columns.enumerated() where column.name == name && !column.isDropped {
      return Int16(index + 1)
    }
    return nil
  }

  package subscript(number: Int16) -> Column {
    get { columns[Int(number) - 1] }
    set { columns[Int(number) - 1] = newValue }
  }

  /// The attribute numbers of the columns that are there.
  package var liveColumns: [Int16] {
    columns.indices.filter { !columns[$0].isDropped }.map { Int16($0 + 1) }
  }
}

extension Relation {
  /// Its columns may be those that it had before.
  mutating func doubt(since old: Relation) {
    for (place, column) in old.columns.enumerated()
    where place < columns.count && !column.isDropped {
      if columns[place].isDropped || columns[place].name != column.name {
        hasUnknownColumns = true
        if columns[place].isDropped { columns[place].name = "" }
      }
      if columns[place].type != column.type { columns[place].type = nil }
      if columns[place].isNotNull != column.isNotNull { columns[place].isNotNull = nil }
      if (columns[place].defaultValue == nil) != (column.defaultValue == nil) {
        columns[place].hasUnknownDefault = true
      }
    }
  }
}

/// A column of a relation. Documentation: System Catalogs, "pg_attribute".
package struct Column: Sendable {
  package enum Identity: Sendable { case always, byDefault }
  package enum Generated: Sendable { case stored, virtual }

  package var name: String
  /// nil where it is not known.
  package var type: DataType?
  /// nil where it is not known.
  package var isNotNull: Bool?
  /// Also the expression of a generated column.
  package var defaultValue: BoundExpression?
  /// It has a default that could not be read, or may have one.
  package var hasUnknownDefault = false
  package var identity: Identity?
  package var generated: Generated?
  /// Other than that of the type.
  package var collation: String?
  package var isDropped = false
  /// Of a column that was added without a value: how often a replay had written rows by then. As long as it has not since,
  /// each row that was there has none.
  package var emptySince: Int?
  /// How many parents it comes from.
  package var inheritedFrom = 0
  package var isLocal = true
  package var comment: String?
  package var origin: Origin
  /// What gave it its type: its definition, or a command that changed the type since.
  package var typeOrigin: Origin

  package init(name: String, type: DataType?, isNotNull: Bool? = false, origin: Origin) {
    self.name = name
    self.type = type
    self.isNotNull = isNotNull
    self.origin = origin
    typeOrigin = origin
  }
}

/// PARTITION BY. Documentation: System Catalogs, "pg_partitioned_table".
package struct PartitionKeyDefinition: Sendable {
  package var strategy: PartitionKey.Strategy
  /// A column's attribute number, or nil for an expression.
  package var columns: [Int16?]
  package var expressions: [BoundExpression]

  package init(
    strategy: PartitionKey.Strategy, columns: [Int16?], expressions: [BoundExpression]
  ) {
    self.strategy = strategy
    self.columns = columns
    self.expressions = expressions
  }
}

/// FOR VALUES …, or DEFAULT.
package enum PartitionBoundDefinition: Sendable, Equatable {
  case `default`
  /// As written, one space apart.
  case values(String)
}

/// What a view or materialized view says.
package struct View: Sendable {
  /// What its query names: relations, columns, functions, types.
  package var reads: Set<ObjectAddress> = []
  /// Relations of which it is not known which columns it reads.
  package var readsUnknownColumns: Set<ObjectID> = []
  /// PostgreSQL can update the table behind it by itself; nil where it is not known.
  package var isUpdatable: Bool?
  /// Its query reads all rows of the only table that it names.
  package var readsWhole = false
  /// Of a materialized view: it holds rows.
  package var isPopulated = true

  package init() {}
}

/// What a sequence belongs to.
package struct SequenceDefinition: Sendable {
  /// As written for AS; bigint otherwise.
  package var type: DataType
  /// OWNED BY: table and attribute number.
  package var owner: ObjectAddress?
  /// It belongs to an identity column.
  package var isOfIdentity = false
  /// What is not the default of its type: the words of CREATE SEQUENCE (`INCREMENT BY`, `MINVALUE`, `MAXVALUE`, `START
  /// WITH`, `CACHE`, `CYCLE`) with their values as written.
  package var options: [String: String] = [:]

  package init(type: DataType, owner: ObjectAddress? = nil, isOfIdentity: Bool = false) {
    self.type = type
    self.owner = owner
    self.isOfIdentity = isOfIdentity
  }
}

/// What an index is made of. Documentation: System Catalogs, "pg_index".
package struct Index: Sendable {
  package struct Key: Sendable {
    /// nil for an expression.
    package var column: Int16?
    package var expression: BoundExpression?
    package var collation: String?
    package var operatorClass: String?
    package var isDescending = false
    /// NULLS FIRST; by default where it is descending.
    package var nullsFirst = false

    package init(column: Int16?, expression: BoundExpression? = nil) {
      self.column = column
      self.expression = expression
    }
  }

  package var table: ObjectID
  package var method = "btree"
  package var keys: [Key] = []
  package var include: [Int16] = []
  package var isUnique = false
  package var isPrimary = false
  package var isExclusion = false
  package var nullsNotDistinct = false
  package var predicate: BoundExpression?
  /// nil where it is not known: a concurrent build may have failed.
  package var isValid: Bool? = true
  /// The constraint that it stands behind.
  package var constraint: ObjectID?

  package init(table: ObjectID) { self.table = table }

  /// All columns it mentions, in keys, INCLUDE list and predicate.
  package var columns: Set<Int16> {
    var columns = Set(include)
    for key in keys {
      if let column = key.column { columns.insert(column) }
      if let expression = key.expression { columns.formUnion(expression.columns) }
    }
    if let predicate { columns.formUnion(predicate.columns) }
    return columns
  }
}
