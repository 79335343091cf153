package import SQLLexer

/// columnDef, columnOptions, TableFuncElement: a column of a table or attribute of a type.
package struct ColumnDefinition: Sendable {
  package var name: Name
  /// nil in a typed table or partition and in CREATE TABLE AS, where the type comes from elsewhere.
  package var type: TypeName?
  package var collation: QualifiedName?
  package var constraints: [ConstraintDefinition] = []
  package var storage: ColumnStorage?
  package var range: ByteRange

  init(name: Name, range: ByteRange) {
    self.name = name
    self.range = range
  }
}

/// What few columns have.
package indirect enum ColumnStorage: Sendable {
  /// STORAGE and COMPRESSION, which may be "default"; OPTIONS of a foreign table's column.
  case column(storage: Name?, compression: Name?, options: [OptionElement])
}

/// LIKE table
package struct TableLike: Sendable {
  package var table: QualifiedName
  package var options: Options
}

extension TableLike {
  /// What is copied, after all INCLUDING and EXCLUDING.
  package struct Options: OptionSet, Sendable {
    package var rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let comments = Options(rawValue: 1)
    package static let compression = Options(rawValue: 2)
    package static let constraints = Options(rawValue: 4)
    package static let defaults = Options(rawValue: 8)
    package static let identity = Options(rawValue: 16)
    package static let generated = Options(rawValue: 32)
    package static let indexes = Options(rawValue: 64)
    package static let statistics = Options(rawValue: 128)
    package static let storage = Options(rawValue: 256)
    package static let all = Options(rawValue: 511)
  }
}

extension Parser {
  /// `(OptTableElementList)`: columns, LIKE and constraints; may be empty.
  mutating func tableElements(_ table: inout CreateTable) {
    expect(.leftParenthesis)
    if eat(.rightParenthesis) { return }
    commaSeparated { parser in
      if parser.at(.like) {
        if let like = parser.tableLike() { table.likes.append(like) }
      } else if parser.atTableConstraint {
        if let constraint = parser.tableConstraint() { table.constraints.append(constraint) }
      } else if let column = parser.columnDefinition() {
        table.columns.append(column)
      }
    }
    expect(.rightParenthesis)
  }

  /// OptTypedTableElementList: columns without types, and constraints; never empty parentheses.
  mutating func typedTableElements(_ table: inout CreateTable) {
    guard at(.leftParenthesis) else { return }
    parenthesised { parser in
      if parser.atTableConstraint {
        if let constraint = parser.tableConstraint() { table.constraints.append(constraint) }
      } else if let column = parser.columnOptions() {
        table.columns.append(column)
      }
    }
  }

  /// TableLikeClause: `LIKE table [INCLUDING | EXCLUDING what] …`
  private mutating func tableLike() -> TableLike? {
    expect(.like)
    guard let name = relationName() else { return nil }
    var like = TableLike(table: name, options: [])
    while at(.including) || at(.excluding) {
      let includes = at(.including)
      advance()
      let option = likeOption()
      if includes { like.options.formUnion(option) } else { like.options.subtract(option) }
    }
    return like
  }

  /// TableLikeOption
  private mutating func likeOption() -> TableLike.Options {
    let option: TableLike.Options
    switch token().keyword {
    case .comments: option = .comments
    case .compression: option = .compression
    case .constraints: option = .constraints
    case .defaults: option = .defaults
    case .identity: option = .identity
    case .generated: option = .generated
    case .indexes: option = .indexes
    case .statistics: option = .statistics
    case .storage: option = .storage
    case .all: option = .all
    default:
      fail()
      return []
    }
    advance()
    return option
  }

  /// columnDef: `name type [STORAGE …] [COMPRESSION …] [OPTIONS (…)] qualifiers`
  mutating func columnDefinition() -> ColumnDefinition? {
    let first = position
    guard let name = name() else { return nil }
    var column = ColumnDefinition(name: name, range: name.range)
    column.type = typeName()
    if at(.storage) || at(.compression) || at(.options) {
      let storage = eat(.storage) ? storageName() : nil
      let compression = eat(.compression) ? storageName() : nil
      let options = at(.options) ? genericOptions() : []
      column.storage = .column(storage: storage, compression: compression, options: options)
    }
    columnQualifiers(&column.constraints, &column.collation)
    column.range = range(from: first)
    return column
  }

  /// columnOptions, of a typed table or partition: `name [WITH OPTIONS] qualifiers`
  private mutating func columnOptions() -> ColumnDefinition? {
    let first = position
    guard let name = name() else { return nil }
    var column = ColumnDefinition(name: name, range: name.range)
    if eatWith() { expect(.options) }
    columnQualifiers(&column.constraints, &column.collation)
    column.range = range(from: first)
    return column
  }

  /// TableFuncElement: `name type [COLLATE …]`, an attribute of a composite type.
  mutating func attributeDefinition() -> ColumnDefinition? {
    let first = position
    guard let name = name() else { return nil }
    var column = ColumnDefinition(name: name, range: name.range)
    column.type = typeName()
    if eat(.collate) { column.collation = qualifiedName() }
    column.range = range(from: first)
    return column
  }

  /// column_storage, column_compression, from behind their word: a name or DEFAULT.
  mutating func storageName() -> Name? { name(at(.default) ? .label : .columnOrTable) }
}
