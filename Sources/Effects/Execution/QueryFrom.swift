import Catalog
import SQLLexer
import SQLSyntax

/// FROM, and USING of DELETE and MERGE. Documentation: Queries, "The FROM Clause".
extension Replay {
  /// - Parameter condition: the WHERE clause of the query.
  mutating func analyzeFrom(
    _ node: Int, _ scope: inout QueryScope, _ use: inout QueryUse, _ locking: RowLocking,
    condition: Int?
  ) throws(ServerError) {
    for (_, item) in try fromItems(source.parts(of: node)[...], scope, &use, locking, condition) {
      scope.add(item)
    }
  }

  /// The tables and joins among the parts of a FROM clause or a join. The alias of a join stands behind it.
  private mutating func fromItems(
    _ parts: ArraySlice<Int>, _ outer: QueryScope, _ use: inout QueryUse, _ locking: RowLocking,
    _ condition: Int?
  ) throws(ServerError) -> [(node: Int, item: FromItem)] {
    var items: [(node: Int, item: FromItem)] = []
    // What stands before an item can be seen by functions and LATERAL queries.
    var scope = outer
    for part in parts {
      switch source.nodes[part].kind {
      case .fromTable:
        let item = try analyzeFromTable(part, scope, &use, locking, condition: condition)
        items.append((part, item))
      case .fromSubquery: items.append((part, try fromSubquery(part, scope, &use, locking)))
      case .fromFunction: items.append((part, try fromFunction(part, scope, &use)))
      case .join: items.append((part, try join(part, scope, &use, locking, condition)))
      case .alias:
        guard let last = items.indices.last else { continue }
        items[last].item = aliased(items[last].item, source.alias(part))
      default: return items
      }
      if let item = items.last?.item { scope.add(item) }
    }
    return items
  }

  private func aliased(_ item: FromItem, _ alias: TableAlias) -> FromItem {
    let columns = item.columns.renamed(alias.columns)
    return FromItem(
      columns: columns, tables: [ScopeTable(name: alias.name?.text, columns: columns)])
  }

  // MARK: - Tables

  /// A relation, or a table of WITH, under its name or alias.
  mutating func analyzeFromTable(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse, _ locking: RowLocking,
    condition: Int?
  ) throws(ServerError) -> FromItem {
    guard let relationNode = source.part(.relation, of: node),
      let name = source.name(of: source.nodes[relationNode])
    else { return FromItem(columns: .unknown, tables: []) }
    let alias = source.part(.alias, of: node).map { source.alias($0) }
    var table = ScopeTable(
      name: alias?.name?.text ?? name.name.text,
      schema: alias == nil ? name.schema?.text : nil, columns: .unknown)
    if let sample = source.part(.tableSample, of: node) {
      try analyze(expression: sample, scope, &use)
    }
    if name.qualifiers.isEmpty, let common = scope.common(name.name.text) {
      table.columns = common
    } else if !isOfSystem(name) {
      let relation = try readRelation(name)
      let mode: LockMode = locking.locks(table.name) ? .rowShare : .accessShare
      if mode == .rowShare { try refuseRowLocks(relation) }
      lock(relation, mode)
      use.references.append(
        QueryUse.Reference(
          relation: relation, mode: mode, only: isOnly(relationNode), condition: condition))
      use.reads.insert(ObjectAddress(relation))
      table.relation = relation
      table.columns = columns(of: relation)
    }
    if let names = alias?.columns { table.columns = table.columns.renamed(names) }
    return FromItem(columns: table.columns, tables: [table])
  }

  /// A relation that can be read.
  private mutating func readRelation(_ name: QualifiedName) throws(ServerError) -> ObjectID {
    let id = try existingRelation(name)
    let kind = catalog.relation(id)?.kind ?? .table
    if kind.isIndex || kind == .compositeType {
      throw ServerError("42809", "cannot open relation \"\(name.name.text)\"")
    }
    return id
  }

  /// Documentation: SELECT, "The Locking Clause".
  private func refuseRowLocks(_ relation: ObjectID) throws(ServerError) {
    let kind = catalog.relation(relation)?.kind ?? .table
    if kind == .materializedView || kind == .sequence {
      throw ServerError(
        "42809", "cannot lock rows in \(kind.rawValue) \"\(catalog[relation].name)\"")
    }
  }

  /// ONLY stands before a name.
  func isOnly(_ node: Int) -> Bool {
    if source.keyword(before: node) == .only { return true }
    let first = Int(source.nodes[node].first)
    return first > 1 && source.lexed.tokens[first - 1].kind == .leftParenthesis
      && source.lexed.tokens[first - 2].keyword == .only
  }

  /// The columns of a relation, as a query sees them.
  func columns(of id: ObjectID) -> QueryColumns {
    guard let relation = catalog.relation(id) else { return .unknown }
    if relation.kind == .sequence {
      return QueryColumns(
        columns: ["last_value", "log_cnt", "is_called"].map { ScopeColumn(name: $0) })
    }
    var columns = QueryColumns(isIncomplete: relation.hasUnknownColumns)
    for number in relation.liveColumns {
      let column = relation[number]
      columns.columns.append(
        ScopeColumn(
          name: column.name, type: column.type,
          sources: [ObjectAddress(id, .column(number))]))
    }
    return columns
  }

  /// A catalogue or view of the system, which no migration changes.
  func isOfSystem(_ name: QualifiedName) -> Bool {
    if let schema = name.schema?.text {
      return schema == "pg_catalog" || schema == "information_schema"
    }
    return name.name.text.hasPrefix("pg_")
      && catalog.relation(name, path: session.path).id == nil
  }

  // MARK: - Queries and functions

  private mutating func fromSubquery(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse, _ locking: RowLocking
  ) throws(ServerError) -> FromItem {
    let alias = source.part(.alias, of: node).map { source.alias($0) } ?? TableAlias()
    var columns = QueryColumns.unknown
    for part in source.parts(of: node) where source.nodes[part].kind.isQuery {
      columns = try analyze(
        query: part, scope, &use, locking: locking.inside(alias.name?.text))
    }
    columns = columns.renamed(alias.columns)
    return FromItem(
      columns: columns, tables: [ScopeTable(name: alias.name?.text, columns: columns)])
  }

  /// Functions whose result is one column, with the name of the function or its alias.
  private static let oneColumnFunctions: Set<String> = [
    "generate_series", "generate_subscripts", "unnest", "regexp_split_to_table",
    "string_to_table",
  ]

  private mutating func fromFunction(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) -> FromItem {
    let alias = source.part(.alias, of: node).map { source.alias($0) } ?? TableAlias()
    var called: [String] = []
    for part in source.parts(of: node) where source.nodes[part].kind != .alias {
      try analyze(expression: part, scope, &use)
      if source.nodes[part].kind == .functionCall {
        called.append(calledName(part)?.name.text ?? "")
      }
    }
    let name = alias.name?.text ?? (called.count == 1 ? called[0] : nil)
    var columns = QueryColumns.unknown
    if let only = called.first, called.count == 1, Replay.oneColumnFunctions.contains(only),
      alias.columns.isEmpty
    {
      columns = QueryColumns(columns: [ScopeColumn(name: name ?? only)])
      // WITH ORDINALITY may stand behind it.
      columns.isIncomplete = true
    } else {
      columns.columns = alias.columns.map { ScopeColumn(name: $0.text) }
    }
    return FromItem(columns: columns, tables: [ScopeTable(name: name, columns: columns)])
  }

  // MARK: - Joins

  private mutating func join(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse, _ locking: RowLocking,
    _ condition: Int?
  ) throws(ServerError) -> FromItem {
    let parts = source.parts(of: node)
    let isItem = { (kind: SyntaxKind) in
      kind == .fromTable || kind == .fromSubquery || kind == .fromFunction || kind == .join
    }
    let behind = parts.lastIndex { isItem(source.nodes[$0].kind) }.map { $0 + 1 } ?? 0
    // The alias of a join in parentheses on the right side.
    var end = behind
    if end < parts.count, source.nodes[parts[end]].kind == .alias { end += 1 }
    let items = try fromItems(parts[..<end], scope, &use, locking, condition).map(\.item)
    guard items.count == 2 else {
      return items.first ?? FromItem(columns: .unknown, tables: [])
    }
    let rest = Array(parts[end...])
    let isNatural = source.nodes[node].detail == .natural
    if isNatural || rest.first.map({ isUsing(between: parts[end - 1], and: $0) }) ?? false {
      let names =
        isNatural
        ? items[0].columns.columns.map(\.name).filter { name in
          items[1].columns.columns.contains { $0.name == name }
        }
        : rest.compactMap { part in
          source.nodes[part].kind == .columnReference ? source.firstName(of: part)?.text : nil
        }
      var joined = merged(items[0], items[1], names, &use)
      if let last = rest.last, source.nodes[last].kind == .alias {
        let alias = source.alias(last)
        let columns = joined.tables.last?.columns ?? .unknown
        joined.tables.append(ScopeTable(name: alias.name?.text, columns: columns))
      }
      return joined
    }
    var columns = items[0].columns
    columns.columns += items[1].columns.columns
    columns.isIncomplete = columns.isIncomplete || items[1].columns.isIncomplete
    let joined = FromItem(columns: columns, tables: items[0].tables + items[1].tables)
    var inner = scope
    inner.add(joined)
    for part in rest { try analyze(expression: part, inner, &use) }
    return joined
  }

  /// Whether USING stands between the right table of a join and what follows it.
  private func isUsing(between table: Int, and next: Int) -> Bool {
    let first = Int(source.nodes[table].end)
    let last = Int(source.nodes[next].first)
    return first < last && source.lexed.tokens[first..<last].contains { $0.keyword == .using }
  }

  /// USING and NATURAL: the named columns of both sides become one, and stand first.
  private func merged(
    _ left: FromItem, _ right: FromItem, _ names: [String], _ use: inout QueryUse
  ) -> FromItem {
    var shared = QueryColumns()
    for name in names {
      let both = [left, right].compactMap { item in
        item.columns.columns.first { $0.name == name }
      }
      // Of two types, one that both become.
      let isOneType = both.count == 2 && both[0].type == both[1].type
      var column = ScopeColumn(name: name, type: isOneType ? both[0].type : nil)
      for side in both {
        column.sources += side.sources
        use.reads.formUnion(side.sources)
      }
      shared.columns.append(column)
    }
    let taken = Set(names)
    var columns = shared
    for item in [left, right] {
      columns.columns += item.columns.columns.filter { !taken.contains($0.name) }
      columns.isIncomplete = columns.isIncomplete || item.columns.isIncomplete
    }
    var tables = left.tables + right.tables
    for place in tables.indices { tables[place].merged.formUnion(taken) }
    tables.append(ScopeTable(columns: shared))
    return FromItem(columns: columns, tables: tables)
  }
}
