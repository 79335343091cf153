import SQLLexer

/// CREATE TABLE and CREATE FOREIGN TABLE; also CREATE TABLE AS, and SELECT INTO as far as its name.
package struct CreateTable: Sendable {
  package enum Persistence: Sendable { case permanent, temporary, unlogged }
  /// What becomes of a temporary table's rows, or of itself, at the end of a transaction.
  package enum OnCommit: Sendable { case none, preserveRows, deleteRows, drop }
  package var name: QualifiedName
  package var persistence = Persistence.permanent
  package var ifNotExists = false
  package var columns: [ColumnDefinition] = []
  /// Table constraints; those of columns stand with their columns.
  package var constraints: [ConstraintDefinition] = []
  package var likes: [TableLike] = []
  package var inherits: [QualifiedName] = []
  /// OF: the composite type that the columns come from.
  package var ofType: QualifiedName?
  package var partition: Partition?
  /// PARTITION BY: the new table is partitioned.
  package var partitionKey: PartitionKey?
  /// USING
  package var accessMethod: Name?
  /// WITH; for a foreign table, OPTIONS.
  package var options: [OptionElement] = []
  package var onCommit = OnCommit.none
  package var tablespace: Name?
  /// The server of a foreign table.
  package var server: Name?
  /// CREATE TABLE … AS, SELECT INTO: the rows come from a query, which may be a prepared one.
  package var isFromQuery = false
  /// The query of CREATE TABLE … AS and SELECT INTO; nil for EXECUTE.
  package var query: Query?
  /// WITH NO DATA: the query only gives the columns.
  package var withNoData = false
  package init(name: QualifiedName) { self.name = name }

  /// The table that the new one is a partition of.
  package var partitionOf: QualifiedName? { partition?.parent }
  package var isPartitioned: Bool { partitionKey != nil }
}

extension CreateTable {
  /// PARTITION OF
  package struct Partition: Sendable {
    package var parent: QualifiedName
    /// nil where it could not be read.
    package var bound: PartitionBound?
  }
}

/// Where the columns of a new table come from, which decides what may follow them.
private enum TableForm {
  /// `(elements)`
  case elements
  /// `OF type`, `PARTITION OF table`
  case typed
  /// Column names, or nothing: CREATE TABLE AS.
  case names
}

extension Parser {
  /// CreateStmt, CreateForeignTableStmt, CreateAsStmt and the CREATE TABLE of ExecuteStmt, from behind CREATE and
  /// OptTemp. Documentation: CREATE TABLE, CREATE TABLE AS, CREATE FOREIGN TABLE.
  ///
  /// - Parameters:
  ///   - isElement: stands in a CREATE SCHEMA, where there is no CREATE TABLE AS.
  ///   - isExplained: stands behind EXPLAIN, where there is nothing else.
  mutating func createTable(
    _ statement: inout Statement, _ persistence: CreateTable.Persistence, isForeign: Bool,
    isElement: Bool = false, isExplained: Bool = false
  ) {
    statement.node = isForeign ? .createForeignTable : .createTable
    if isForeign { expect(.foreign) }
    expect(.table)
    let ifNotExists = eatIfNotExists()
    guard let name = relationName() else { return }
    var table = CreateTable(name: name)
    table.persistence = persistence
    table.ifNotExists = ifNotExists
    let form =
      isExplained
      ? queryColumns(&table)
      : tableForm(&table, isForeign: isForeign, mayBeQuery: !isForeign && !isElement)
    if isForeign {
      foreignTableOptions(&table)
    } else {
      tableOptions(&table, form)
      if form == .names { asQuery(&table, &statement) }
    }
    statement.tree = .createTable(table)
  }

  /// What stands behind the name of a new table.
  private mutating func tableForm(
    _ table: inout CreateTable, isForeign: Bool, mayBeQuery: Bool
  ) -> TableForm {
    if !isForeign, eat(.of) {
      table.ofType = qualifiedName()
      typedTableElements(&table)
      return .typed
    }
    if eat(.partition) {
      expect(.of)
      guard let parent = relationName() else { return .typed }
      typedTableElements(&table)
      table.partition = CreateTable.Partition(parent: parent, bound: partitionBound())
      return .typed
    }
    if mayBeQuery, !at(.leftParenthesis) || atColumnNames { return queryColumns(&table) }
    tableElements(&table)
    if eat(.inherits) { table.inherits = parenthesisedList { $0.relationName() } }
    return .elements
  }

  /// The names of the columns in create_as_target.
  private mutating func queryColumns(_ table: inout CreateTable) -> TableForm {
    table.columns = optionalColumnList().map { ColumnDefinition(name: $0, range: $0.range) }
    return .names
  }

  /// Whether the parenthesis here has the names of create_as_target, which have no types. The first of them tells.
  private var atColumnNames: Bool {
    guard atName(.columnOrTable, 1) else { return false }
    let next = token(2).kind
    return next == .comma || next == .rightParenthesis
  }

  /// OptPartitionSpec, table_access_method_clause, OptWith, OnCommitOption, OptTableSpace, in this order.
  private mutating func tableOptions(_ table: inout CreateTable, _ form: TableForm) {
    if form != .names, at(.partition) { table.partitionKey = partitionKey() }
    if eat(.using) { table.accessMethod = name() }
    if eatWith() {
      table.options = relOptions()
    } else if eat(.without) {
      expect(.oids)
    }
    if eat(.on) {
      expect(.commit)
      table.onCommit = onCommit()
    }
    if eat(.tablespace) { table.tablespace = name() }
  }

  /// OnCommitOption, from behind ON COMMIT.
  private mutating func onCommit() -> CreateTable.OnCommit {
    if eat(.drop) { return .drop }
    let deletes = eat(.delete)
    if !deletes { expect(.preserve) }
    expect(.rows)
    return deletes ? .deleteRows : .preserveRows
  }

  /// `SERVER name [OPTIONS (…)]`
  private mutating func foreignTableOptions(_ table: inout CreateTable) {
    expect(.server)
    table.server = name()
    if at(.options) { table.options = genericOptions() }
  }

  /// `AS query [WITH [NO] DATA]`, `AS EXECUTE name [(arguments)] [WITH [NO] DATA]`
  private mutating func asQuery(_ table: inout CreateTable, _ statement: inout Statement) {
    expect(.as)
    statement.node = .createTableAs
    statement.object = .table
    table.isFromQuery = true
    if eat(.execute) {
      skipName()
      if at(.leftParenthesis) { parenthesisedExpressionList() }
    } else {
      table.query = query()
    }
    table.withNoData = !withData()
  }
}
