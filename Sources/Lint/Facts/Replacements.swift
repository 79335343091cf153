import Effects
import SQLLexer
import SQLSyntax

/// What a section makes that may be meant to take the place of what it drops.
///
/// Built in one pass over the statements, then asked by hash.
struct Replacements {
  /// A column that ALTER TABLE adds.
  struct AddedColumn {
    var column: ColumnDefinition
    /// It computes its values itself.
    var isComputed: Bool
  }

  /// By their tables.
  private var added: [RelationKey: [AddedColumn]] = [:]
  private var dropped: [RelationKey: Int] = [:]
  /// Tables into which something writes rows: they may be those of what is dropped.
  private var written: Set<RelationKey> = []
  private struct Column: Hashable {
    var table: RelationKey
    var name: String
  }

  /// Columns whose values a statement writes elsewhere; with the first step that does.
  private var copied: [Column: Int] = [:]
  /// The same, of tables.
  private var copiedTables: [RelationKey: Int] = [:]
  /// What the views that the section makes read: tables, and the columns that they show.
  private var views: [RelationKey: (tables: Set<QualifiedName>, columns: Set<String>)] = [:]
  /// Tables that are made.
  private var made: Set<RelationKey> = []
  /// Those that last, by the names of their columns, in order.
  private var tables: [[String]: [QualifiedName]] = [:]

  /// Notes what a statement makes.
  mutating func note(_ statement: Statement, _ path: NamePath) {
    switch statement.tree {
    case .alterTable(let alter) where alter.object == .table:
      let key = path.keyOfNew(alter.name)
      for command in alter.commands {
        if let column = command.column, command.kind == .addColumn {
          let isComputed = column.constraints.contains {
            [.generatedStored, .generatedVirtual, .identity].contains($0.kind)
          }
          added[key, default: []].append(AddedColumn(column: column, isComputed: isComputed))
        } else if command.kind == .dropColumn {
          dropped[key, default: 0] += 1
        }
      }
    case .createTable(let table):
      made.insert(path.keyOfNew(table.name))
      guard table.persistence != .temporary, table.columns.count > 1, table.partition == nil else {
        return
      }
      tables[Replacements.key(table.columns.map(\.name.text)), default: []].append(table.name)
      if table.isFromQuery { written.insert(path.keyOfNew(table.name)) }
    case .insert(let insert): written.insert(path.keyOfNew(insert.target))
    case .update(let update): written.insert(path.keyOfNew(update.target))
    case .merge(let merge): written.insert(path.keyOfNew(merge.target))
    default: break
    }
  }

  /// Notes which columns a statement reads into rows that it writes. To be asked only where columns go: it looks at expressions.
  mutating func noteCopies(by stop: Stop, _ path: NamePath) {
    switch stop.statement.tree {
    case .insert, .merge, .update: break
    case .createTable(let table) where table.isFromQuery: break
    case .createView(let view):
      views[path.keyOfNew(view.name)] = tablesRead(by: stop, path)
      return
    default: return
    }
    var (sources, names) = tablesRead(by: stop, path)
    // What decides which value something new gets is kept in it: SET is_admin = true WHERE role = 'admin'.
    if fillsNew(stop, path) { names.formUnion(stop.source.columnNames(in: stop.statement)) }
    for table in sources {
      let key = path.keyOfNew(table)
      if copiedTables[key] == nil { copiedTables[key] = stop.index }
    }
    if case .update(let update) = stop.statement.tree { sources.insert(update.target) }
    for table in sources {
      let key = path.keyOfNew(table)
      for name in names {
        let column = Column(table: key, name: name)
        if copied[column] == nil { copied[column] = stop.index }
      }
    }
  }

  /// A statement fills a table that the section makes, or columns that it adds.
  private func fillsNew(_ stop: Stop, _ path: NamePath) -> Bool {
    let target: RelationKey
    switch stop.statement.tree {
    case .createTable: return true
    case .insert(let insert): target = path.keyOfNew(insert.target)
    case .update(let update): target = path.keyOfNew(update.target)
    case .merge(let merge): target = path.keyOfNew(merge.target)
    default: return false
    }
    if made.contains(target) { return true }
    guard let added = added[target] else { return false }
    let filled = stop.source.columnsFilled(by: stop.statement)
    return added.contains { filled.contains($0.column.name.text) }
  }

  /// The tables that a statement reads, and the columns that it hands on, through views of the section as well.
  private func tablesRead(
    by stop: Stop, _ path: NamePath
  ) -> (tables: Set<QualifiedName>, columns: Set<String>) {
    var tables = stop.source.relations(of: stop.statement).read
    guard !tables.isEmpty || stop.statement.writesItsOwnRows else { return ([], []) }
    var columns = stop.source.columnsHandedOn(by: stop.statement)
    for table in tables {
      guard let view = views[path.keyOfNew(table)] else { continue }
      tables.formUnion(view.tables)
      columns.formUnion(view.columns)
    }
    return (tables, columns)
  }

  /// A step before this one writes elsewhere what a column holds, or something made of it.
  func copies(_ column: Name, of table: QualifiedName, before index: Int, _ path: NamePath) -> Bool
  {
    copied[Column(table: path.keyOfNew(table), name: column.text)].map { $0 < index } ?? false
  }

  /// A step before this one writes elsewhere what a table holds, or something made of it.
  func copies(_ table: QualifiedName, before index: Int, _ path: NamePath) -> Bool {
    copiedTables[path.keyOfNew(table)].map { $0 < index } ?? false
  }

  private static func key(_ columns: [String]) -> [String] { columns.sorted() }

  /// The only column that is added to a table of which only one goes, where nobody has filled it.
  func column(insteadOfOneOf table: QualifiedName, _ path: NamePath) -> ColumnDefinition? {
    let key = path.keyOfNew(table)
    guard dropped[key] == 1, !written.contains(key), let added = added[key], added.count == 1,
      !added[0].isComputed
    else { return nil }
    return added[0].column
  }

  /// A column that the section adds and gives no value, neither with it nor later.
  func empty(_ column: Name, of table: QualifiedName, _ path: NamePath) -> ColumnDefinition? {
    guard !written.contains(path.keyOfNew(table)), let added = added(column, to: table, path).first,
      !added.isComputed, !added.column.constraints.contains(where: { $0.kind == .default })
    else { return nil }
    return added.column
  }

  /// A column of this name is added to the table, and computed of others.
  func addsGenerated(_ column: Name, to table: QualifiedName, _ path: NamePath) -> Bool {
    added(column, to: table, path).contains { added in
      added.column.constraints.contains {
        $0.kind == .generatedStored || $0.kind == .generatedVirtual
      }
    }
  }

  /// A column of this name is added to the table, and is given its values by others.
  func addsPlain(_ column: Name, to table: QualifiedName, _ path: NamePath) -> Bool {
    added(column, to: table, path).contains { !$0.isComputed }
  }

  private func added(
    _ column: Name, to table: QualifiedName, _ path: NamePath
  ) -> [AddedColumn] {
    added[path.keyOfNew(table)]?.filter { $0.column.name == column } ?? []
  }

  /// The only other table that is made of columns with these names, where nobody has filled it.
  func table(of columns: [String], insteadOf old: QualifiedName, _ path: NamePath) -> QualifiedName?
  {
    guard let tables = tables[Replacements.key(columns)], tables.count == 1,
      path.keyOfNew(tables[0]) != path.keyOfNew(old), !written.contains(path.keyOfNew(tables[0]))
    else { return nil }
    return tables[0]
  }
}

extension Statement {
  /// UPDATE fills columns from others of the same table.
  fileprivate var writesItsOwnRows: Bool { if case .update = tree { true } else { false } }
}
