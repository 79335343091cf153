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

extension Parser {
  /// CreateStmt, CreateForeignTableStmt and CreateAsStmt, from behind CREATE and OptTemp. Documentation: CREATE TABLE,
  /// CREATE TABLE AS, CREATE FOREIGN TABLE.
  mutating func createTable(
    _ statement: inout Statement, _ persistence: CreateTable.Persistence, isForeign: Bool
  ) {
    statement.node = isForeign ? .createForeignTable : .createTable
    if isForeign { expect(.foreign) }
    expect(.table)
    let ifNotExists = eatIfNotExists()
    guard let name = qualifiedName() else { return }
    var table = CreateTable(name: name)
    table.persistence = persistence
    table.ifNotExists = ifNotExists
    if eat(.of) { _ = qualifiedName() }
    if eat(.partition, .of) { table.partitionOf = qualifiedName() }
    if at(.leftParenthesis) { tableElements(&table) }
    if table.partitionOf != nil { partitionBound() }
    tableOptions(&table)
    if at(.as) {
      statement.node = .createTableAs
      statement.object = .table
      table.isFromQuery = true
      skipToEnd()
    }
    statement.tree = .createTable(table)
  }

  /// OptTableElementList, OptTypedTableElementList, and the bare column names of create_as_target.
  private mutating func tableElements(_ table: inout CreateTable) {
    expect(.leftParenthesis)
    while !atEnd, !at(.rightParenthesis) {
      if eat(.like) {
        if let name = qualifiedName() { table.likes.append(name) }
        // TableLikeOptionList
        while at(.including) || at(.excluding) { advance(2) }
      } else if atTableConstraint {
        if let constraint = tableConstraint() { table.constraints.append(constraint) }
      } else if let column = columnDefinition() {
        table.columns.append(column)
      }
      guard eat(.comma) else { break }
    }
    expect(.rightParenthesis)
  }

  /// columnDef, columnOptions: `name type [STORAGE …] [COMPRESSION …] [OPTIONS (…)] constraints`
  mutating func columnDefinition() -> ColumnDefinition? {
    let first = position
    guard let name = name() else { return nil }
    var column = ColumnDefinition(name: name, range: name.range)
    if eat(.with, .options) {
      // columnOptions of a typed table
    } else if atTypeName {
      column.type = typeName()
    }
    if eat(.storage) { advance() }
    if eat(.compression) { advance() }
    if at(.options) { genericOptions() }
    // Behind ADD ATTRIBUTE stands CASCADE or RESTRICT.
    while !atEnd, !at(.comma), !at(.rightParenthesis), !at(.cascade), !at(.restrict) {
      let before = position
      if let constraint = columnConstraint() { column.constraints.append(constraint) }
      if position == before { fail() }
    }
    column.range = range(from: first)
    return column
  }

  /// create_generic_options, alter_generic_options: `OPTIONS (…)`
  mutating func genericOptions() {
    expect(.options)
    skipParentheses()
  }

  /// PartitionBoundSpec: `FOR VALUES …` or `DEFAULT`
  mutating func partitionBound() {
    if eat(.default) { return }
    expect(.for)
    expect(.values)
    if eat(.with) { return skipParentheses() }
    if eat(.in) { return skipParentheses() }
    expect(.from)
    skipParentheses()
    expect(.to)
    skipParentheses()
  }

  /// What may follow the elements: OptInherit, OptPartitionSpec, table_access_method_clause, OptWith, OnCommitOption,
  /// OptTableSpace, SERVER and OPTIONS of a foreign table.
  private mutating func tableOptions(_ table: inout CreateTable) {
    while !atEnd, !at(.as) {
      switch token().keyword {
      case .inherits:
        advance()
        expect(.leftParenthesis)
        table.inherits = qualifiedNames()
        expect(.rightParenthesis)
      case .partition:
        advance()
        expect(.by)
        _ = name()
        skipParentheses()
        table.isPartitioned = true
      case .using, .tablespace, .server:
        advance()
        _ = name()
      case .with where token(1).kind == .leftParenthesis:
        advance()
        skipParentheses()
      case .without where at(.oids, 1):
        advance(2)
      case .on where at(.commit, 1):
        advance(2)
        if eat(.drop) { return }
        if eat(.delete) || eat(.preserve) { expect(.rows) } else { fail() }
      case .options:
        genericOptions()
      default:
        return fail()
      }
    }
  }
}
