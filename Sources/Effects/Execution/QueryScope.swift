import Catalog
import SQLSyntax

/// A column as the names of a query see it.
struct ScopeColumn {
  var name: String
  var type: DataType?
  /// The columns of relations that it is: none for an expression, two where JOIN USING has merged them.
  var sources: [ObjectAddress] = []
}

/// The columns that a query or an item of FROM gives.
struct QueryColumns {
  var columns: [ScopeColumn] = []
  /// There may be others.
  var isIncomplete = false

  static let unknown = QueryColumns(isIncomplete: true)

  /// With the names of an alias or a view's column list.
  func renamed(_ names: [Name]) -> QueryColumns {
    var renamed = self
    for (place, name) in names.enumerated() {
      if place < columns.count {
        renamed.columns[place].name = name.text
      } else {
        renamed.columns.append(ScopeColumn(name: name.text))
      }
    }
    return renamed
  }
}

/// An item of FROM under its name.
struct ScopeTable {
  /// nil where only its columns can be named.
  var name: String?
  var schema: String?
  /// nil for what is no relation.
  var relation: ObjectID?
  var columns: QueryColumns
  /// Merged by JOIN USING: only with the table's name before them do these still mean its own column.
  var merged: Set<String> = []

  func column(_ name: String) -> ScopeColumn? { columns.columns.first { $0.name == name } }
}

/// One of the items of FROM, which the commas separate: its columns as `*` gives them, and its tables.
struct FromItem {
  var columns: QueryColumns
  var tables: [ScopeTable]
}

/// What the code around a query gives names to.
enum Variables: Sendable {
  /// Nothing: the query stands alone.
  case none
  /// PL/pgSQL's variables, or what is not known.
  case any
  /// The arguments of a function in SQL.
  case only(Set<String>)

  var areNone: Bool {
    if case .none = self { true } else { false }
  }

  func contains(_ name: String) -> Bool {
    switch self {
    case .none: false
    case .any: true
    case .only(let names): names.contains(name)
    }
  }
}

/// What the names of a query can mean at one place. Documentation: Queries, "Table Expressions".
struct QueryScope {
  private struct Level {
    var items: [FromItem] = []
    var tables: [ScopeTable] = []
    var commons: [String: QueryColumns] = [:]
  }
  private var levels = [Level()]
  /// The variables and arguments that names may also stand for.
  var variables: Variables

  init(_ variables: Variables = .none) { self.variables = variables }

  /// For a query inside this one.
  func nested() -> QueryScope {
    var scope = self
    scope.levels.append(Level())
    return scope
  }

  mutating func add(_ table: ScopeTable) { levels[levels.count - 1].tables.append(table) }

  mutating func add(_ item: FromItem) {
    levels[levels.count - 1].items.append(item)
    levels[levels.count - 1].tables += item.tables
  }

  mutating func addCommon(_ name: String, _ columns: QueryColumns) {
    levels[levels.count - 1].commons[name] = columns
  }

  /// The table of a WITH clause.
  func common(_ name: String) -> QueryColumns? {
    for level in levels.reversed() {
      if let columns = level.commons[name] { return columns }
    }
    return nil
  }

  /// What a name may stand for.
  enum Meaning {
    case column(ScopeColumn)
    /// The row of a table.
    case row(ScopeTable)
    /// A column of one of these, which may have more than is known.
    case oneOf([ScopeTable])
    /// Two tables have it.
    case ambiguous
    case missing
    /// There is no such table.
    case missingTable
  }

  /// The items of FROM of the innermost query.
  var items: [FromItem] { levels[levels.count - 1].items }

  /// A name without a table before it.
  func column(_ name: String) -> Meaning {
    for level in levels.reversed() {
      let having = level.tables.filter { !$0.merged.contains(name) && $0.column(name) != nil }
      if having.count > 1, variables.areNone,
        having.allSatisfy({ $0.relation != nil && !$0.columns.isIncomplete })
      {
        return .ambiguous
      }
      if let column = having.first?.column(name) { return .column(column) }
      let open = level.tables.filter(\.columns.isIncomplete)
      if !open.isEmpty { return .oneOf(open) }
    }
    for level in levels.reversed() {
      if let table = level.tables.first(where: { $0.name == name }) { return .row(table) }
    }
    return .missing
  }

  /// A name behind that of a table.
  func column(_ name: String, of table: String, in schema: String?) -> Meaning {
    guard let table = self.table(table, in: schema) else { return .missingTable }
    if let column = table.column(name) { return .column(column) }
    return table.columns.isIncomplete ? .oneOf([table]) : .missing
  }

  func table(_ name: String, in schema: String? = nil) -> ScopeTable? {
    for level in levels.reversed() {
      if let table = level.tables.first(where: {
        $0.name == name && (schema == nil || $0.schema == nil || $0.schema == schema)
      }) {
        return table
      }
    }
    return nil
  }
}

/// What a statement uses, as PostgreSQL's analysis finds it.
struct QueryUse {
  /// A relation that a query names, or that a view behind it reads.
  struct Reference {
    var relation: ObjectID
    var mode: LockMode
    /// Without its children.
    var only = false
    /// The WHERE clause of the query, which may leave partitions out.
    var condition: Int?
  }
  var references: [Reference] = []
  /// Relations, columns, functions and types, as pg_depend would have them.
  var reads: Set<ObjectAddress> = []
  /// Relations of which it is not known which columns are read.
  var unknownColumns: Set<ObjectID> = []
  /// Functions that it calls: their nodes.
  var calls: [Int] = []
  /// The nodes of INSERT, UPDATE, DELETE and MERGE, with what they write to.
  var writes: [DataChange] = []
}

/// INSERT, UPDATE, DELETE, MERGE or COPY FROM, wherever it stands.
struct DataChange {
  struct Actions: OptionSet {
    let rawValue: UInt8
    static let insert = Actions(rawValue: 1)
    static let update = Actions(rawValue: 2)
    static let delete = Actions(rawValue: 4)
  }
  var target: ObjectID
  var only = false
  var actions: Actions
  /// What INSERT gives values to.
  var inserted = WrittenColumns()
  /// What UPDATE assigns.
  var updated = WrittenColumns()
  /// The WHERE clause.
  var condition: Int?
  /// Nothing can be said of its rows.
  var isFromElsewhere = false
  var hasOnConflict = false
  /// There may be rows to write.
  var mayHaveRows = true
}

/// Columns with the expressions that are written to them: one for each row that the text shows.
struct WrittenColumns {
  /// Attribute numbers.
  var numbers: [Int16] = []
  /// For each row, the nodes of the values; empty where they come from a query.
  var rows: [[Int]] = []
  /// They are those of a SELECT, which may give no row or many.
  var areSelected = false
}
