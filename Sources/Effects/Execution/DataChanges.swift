import Catalog
import SQLLexer
import SQLSyntax

/// INSERT, UPDATE, DELETE and MERGE, as PostgreSQL's analysis finds them, wherever they stand. Documentation: INSERT,
/// UPDATE, DELETE, MERGE.
extension Replay {
  /// RowExclusiveLock on the target. [insert, update_all, delete_all, merge]
  ///
  /// - Returns: the columns of RETURNING.
  mutating func analyzeChange(
    _ node: Int, _ outer: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) -> QueryColumns {
    var scope = outer.nested()
    let parts = source.parts(of: node)
    for part in parts where source.nodes[part].kind == .with {
      try analyzeWith(part, &scope, &use)
    }
    guard let targetNode = source.part(.targetRelation, of: node),
      let name = source.name(of: source.nodes[targetNode])
    else { return .unknown }
    let target = try existingRelation(name)
    try refuseChange(of: target)
    lock(target, .rowExclusive)
    let only = isOnly(targetNode)
    use.references.append(
      QueryUse.Reference(relation: target, mode: .rowExclusive, only: only))
    use.reads.insert(ObjectAddress(target))
    let alias = source.part(.alias, of: node).flatMap { source.alias($0).name }
    let table = ScopeTable(
      name: alias?.text ?? name.name.text, schema: alias == nil ? name.schema?.text : nil,
      relation: target, columns: columns(of: target))
    var change = DataChange(target: target, only: only, actions: [])
    switch source.nodes[node].kind {
    case .insert: try analyzeInsert(node, table, scope, &change, &use)
    case .update:
      change.actions = .update
      try analyzeUpdate(node, table, &scope, &change, &use)
    case .delete:
      change.actions = .delete
      scope.add(FromItem(columns: table.columns, tables: [table]))
      try analyzeRest(of: node, &scope, &change, &use)
    default: try analyzeMerge(node, table, &scope, &change, &use)
    }
    use.writes.append(change)
    if source.nodes[node].kind == .insert {
      scope.add(FromItem(columns: table.columns, tables: [table]))
    }
    for part in parts where source.nodes[part].kind == .returning {
      for list in source.parts(of: part) { return try analyzeTargets(list, scope, &use) }
    }
    return QueryColumns()
  }

  private func refuseChange(of target: ObjectID) throws(ServerError) {
    let name = catalog[target].name
    switch catalog.relation(target)?.kind ?? .table {
    case .materializedView:
      throw ServerError("42809", "cannot change materialized view \"\(name)\"")
    case .sequence: throw ServerError("42809", "cannot change sequence \"\(name)\"")
    case .index, .partitionedIndex, .compositeType:
      throw ServerError("42809", "cannot open relation \"\(name)\"")
    case .table, .partitionedTable, .view, .foreignTable: break
    }
  }

  // MARK: - INSERT

  private mutating func analyzeInsert(
    _ node: Int, _ table: ScopeTable, _ scope: QueryScope, _ change: inout DataChange,
    _ use: inout QueryUse
  ) throws(ServerError) {
    change.actions = .insert
    let parts = source.parts(of: node)
    var names: [Name] = []
    for part in parts {
      if let name = assignedColumn(part) { names.append(name) }
    }
    try note(names, of: change.target, in: &change.inserted)
    var width: Int?
    for part in parts where source.nodes[part].kind.isQuery {
      let values = analyzedValues(part)
      if let values {
        change.inserted.rows = values
        width = values.first?.count
      }
      change.mayHaveRows = mayYieldRows(query: part, commonTables(of: node))
      let result = try analyze(query: part, scope, &use)
      if values == nil, !result.isIncomplete {
        let row = selectedValues(part)
        if row.first?.count == result.columns.count {
          change.inserted.rows = row
          change.inserted.areSelected = true
        }
      }
      if !result.isIncomplete, values == nil { width = result.columns.count }
    }
    let isOfValues = width != nil
    try refuseWidth(width, names, change.target)
    if names.isEmpty, let relation = catalog.relation(change.target) {
      let live = relation.liveColumns
      change.inserted.numbers = Array(live.prefix(width ?? live.count))
    }
    if !isOfValues, !parts.contains(where: { source.nodes[$0].kind.isQuery }) {
      // DEFAULT VALUES
      change.inserted.numbers = []
      change.inserted.rows = [[]]
    }
    try refuseGenerated(node, change)
    try checkLabels(of: change.inserted, change.target)
    for part in parts where source.nodes[part].kind == .onConflict {
      change.hasOnConflict = true
      try analyzeConflict(part, table, scope, &change, &use)
    }
  }

  /// The rows of a VALUES that is the whole query.
  private func analyzedValues(_ query: Int) -> [[Int]]? {
    guard source.nodes[query].kind == .values else { return nil }
    return source.parts(of: query).map { source.parts(of: $0) }
  }

  /// What every row of a SELECT is made of: the expressions of its targets.
  private func selectedValues(_ query: Int) -> [[Int]] {
    guard source.nodes[query].kind == .select, let list = source.part(.targetList, of: query)
    else { return [] }
    return [source.parts(of: list).compactMap { source.parts(of: $0).first }]
  }

  /// A column that INSERT lists or UPDATE assigns.
  private func assignedColumn(_ part: Int) -> Name? {
    switch source.nodes[part].kind {
    case .name: return source.firstName(of: part)
    case .indirection:
      return source.parts(of: part).first.flatMap {
        source.nodes[$0].kind == .name ? source.firstName(of: $0) : nil
      }
    default: return nil
    }
  }

  /// - Throws: 42703, 42701.
  private mutating func note(
    _ names: [Name], of target: ObjectID, in written: inout WrittenColumns
  ) throws(ServerError) {
    for name in names {
      guard let number = try column(name, of: target) else { continue }
      if written.numbers.contains(number) {
        throw ServerError("42701", "column \"\(name.text)\" specified more than once")
      }
      written.numbers.append(number)
    }
  }

  private func refuseWidth(
    _ width: Int?, _ names: [Name], _ target: ObjectID
  ) throws(ServerError) {
    guard let width, let relation = catalog.relation(target) else { return }
    let isKnown = !names.isEmpty || !relation.hasUnknownColumns
    let count = names.isEmpty ? relation.liveColumns.count : names.count
    if isKnown, width > count {
      throw ServerError("42601", "INSERT has more expressions than target columns")
    }
    if !names.isEmpty, width < count {
      throw ServerError("42601", "INSERT has more target columns than expressions")
    }
  }

  /// A value for a column that makes its own. Documentation: INSERT, "OVERRIDING SYSTEM VALUE".
  private func refuseGenerated(_ node: Int, _ change: DataChange) throws(ServerError) {
    guard let relation = catalog.relation(change.target) else { return }
    let end = source.parts(of: node).first { source.nodes[$0].kind.isQuery }
    let first = Int(source.nodes[node].first)
    let last = Int(end.map { source.nodes[$0].first } ?? source.nodes[node].end)
    let overrides = source.lexed.tokens[first..<last].contains { $0.keyword == .overriding }
    for (place, number) in change.inserted.numbers.enumerated() {
      let column = relation[number]
      guard column.generated != nil || (column.identity == .always && !overrides) else { continue }
      let isDefault = change.inserted.rows.allSatisfy {
        place >= $0.count || source.nodes[$0[place]].kind == .default
      }
      if change.inserted.rows.isEmpty || !isDefault {
        throw ServerError(
          "428C9", "cannot insert a non-DEFAULT value into column \"\(column.name)\"")
      }
    }
  }

  private mutating func analyzeConflict(
    _ node: Int, _ table: ScopeTable, _ scope: QueryScope, _ change: inout DataChange,
    _ use: inout QueryUse
  ) throws(ServerError) {
    try findArbiter(node, change.target)
    var inner = scope
    inner.add(FromItem(columns: table.columns, tables: [table]))
    var excluded = table
    excluded.name = "excluded"
    excluded.schema = nil
    // Without its table, a name means the target's column.
    excluded.merged = Set(table.columns.columns.map(\.name))
    inner.add(excluded)
    guard source.nodes[node].detail == .update else { return }
    change.actions.insert(.update)
    for part in source.parts(of: node) {
      if source.nodes[part].kind == .assignment {
        try analyzeAssignment(part, inner, &change, &use)
      } else if source.nodes[part].kind == .condition {
        try analyze(expression: part, inner, &use)
      }
    }
    try refuseSecondAssignment(among: source.parts(of: node))
  }

  /// ON CONFLICT needs a unique index on just these columns, or the constraint that it names.
  private mutating func findArbiter(_ node: Int, _ target: ObjectID) throws(ServerError) {
    let tokens = source.lexed.tokens[source.nodes[node].tokens]
    guard let relation = catalog.relation(target), relation.kind.isTable else { return }
    let isKnown = !relation.hasUnknownColumns && !relation.mayBeOlder
    let words = Array(tokens)
    if words.count > 4, words[2].keyword == .on, words[3].keyword == .constraint {
      let name = Name(words[4], in: source.bytes)
      guard !name.isTemplate else { return }
      let constraint = catalog.object(.constraint, name.text, in: target)?.id
      if let index = constraint.flatMap({ catalog.constraint($0)?.index }) {
        effects.arbiters.insert(index)
      }
      if constraint == nil, isKnown {
        throw ServerError(
          "42704",
          "constraint \"\(name.text)\" for table \"\(catalog[target].name)\" does not exist")
      }
      return
    }
    guard words.count > 2, words[2].kind == .leftParenthesis else { return }
    var columns: Set<Int16> = []
    // Only names with commas between: expressions and operator classes are left alone.
    for token in words.dropFirst(3) {
      if token.kind == .rightParenthesis { break }
      if token.kind == .comma { continue }
      let name = Name(token, in: source.bytes)
      guard let number = relation.column(named: name.text) else { return }
      columns.insert(number)
    }
    let found = catalog.indexes(of: target).filter { _, index in
      index.isUnique && Set(index.keys.compactMap(\.column)) == columns
        && index.keys.allSatisfy { $0.column != nil }
    }
    if let only = found.first, found.count == 1 { effects.arbiters.insert(only.id) }
    if found.isEmpty, isKnown {
      throw ServerError(
        "42P10",
        "there is no unique or exclusion constraint matching the ON CONFLICT specification")
    }
  }

  /// Constants for columns of enum types.
  private func checkLabels(
    of written: WrittenColumns, _ target: ObjectID
  ) throws(ServerError) {
    guard let relation = catalog.relation(target) else { return }
    for (place, number) in written.numbers.enumerated() {
      guard let type = relation[number].type, type.userType != nil else { continue }
      for row in written.rows where place < row.count { try checkLabel(row[place], of: type) }
    }
  }

  // MARK: - UPDATE, DELETE

  private mutating func analyzeUpdate(
    _ node: Int, _ table: ScopeTable, _ scope: inout QueryScope, _ change: inout DataChange,
    _ use: inout QueryUse
  ) throws(ServerError) {
    scope.add(FromItem(columns: table.columns, tables: [table]))
    let assignments = source.parts(of: node).filter { source.nodes[$0].kind == .assignment }
    // FROM stands behind the assignments, which see it.
    try analyzeRest(of: node, &scope, &change, &use)
    for assignment in assignments { try analyzeAssignment(assignment, scope, &change, &use) }
    try refuseSecondAssignment(among: assignments)
  }

  /// A column may get one value only; its elements and fields may get one each. [update-assigns-twice,
  /// update-assigns-elements]
  private func refuseSecondAssignment(among parts: [Int]) throws(ServerError) {
    var assigned: Set<Name> = []
    for assignment in parts where source.nodes[assignment].kind == .assignment {
      for part in source.parts(of: assignment) where source.nodes[part].kind == .name {
        guard let name = source.firstName(of: part), !name.isTemplate else { continue }
        guard assigned.insert(name).inserted else {
          throw ServerError("42601", "multiple assignments to same column \"\(name.text)\"")
        }
      }
    }
  }

  /// The common tables of a change.
  private func commonTables(of node: Int) -> [Name: Int] {
    var tables: [Name: Int] = [:]
    if let with = source.part(.with, of: node) { addCommonTables(with, &tables) }
    return tables
  }

  /// FROM, USING and WHERE.
  private mutating func analyzeRest(
    of node: Int, _ scope: inout QueryScope, _ change: inout DataChange, _ use: inout QueryUse
  ) throws(ServerError) {
    let parts = source.parts(of: node)
    change.mayHaveRows = mayHoldRows(change.target)
    for part in parts where source.nodes[part].kind == .from {
      change.isFromElsewhere = true
      if !mayYieldRows(from: part, commonTables(of: node)) { change.mayHaveRows = false }
      try analyzeFrom(part, &scope, &use, .none, condition: nil)
    }
    for part in parts where source.nodes[part].kind == .condition {
      change.condition = part
      if let place = use.references.lastIndex(where: { $0.relation == change.target }) {
        use.references[place].condition = part
      }
      try analyze(expression: part, scope, &use)
    }
  }

  private mutating func analyzeAssignment(
    _ node: Int, _ scope: QueryScope, _ change: inout DataChange, _ use: inout QueryUse
  ) throws(ServerError) {
    let parts = source.parts(of: node)
    let names = parts.compactMap(assignedColumn)
    var written = WrittenColumns()
    try note(names, of: change.target, in: &written)
    guard let value = parts.last else { return }
    try analyze(expression: value, scope, &use)
    let values =
      names.count > 1 && source.nodes[value].kind == .row ? source.parts(of: value) : [value]
    for (place, number) in written.numbers.enumerated() {
      change.updated.numbers.append(number)
      let node = place < values.count ? values[place] : value
      if change.updated.rows.isEmpty { change.updated.rows = [[]] }
      change.updated.rows[0].append(node)
    }
    written.rows = [Array(values.prefix(written.numbers.count))]
    try checkLabels(of: written, change.target)
  }

  // MARK: - MERGE

  private mutating func analyzeMerge(
    _ node: Int, _ table: ScopeTable, _ scope: inout QueryScope, _ change: inout DataChange,
    _ use: inout QueryUse
  ) throws(ServerError) {
    scope.add(FromItem(columns: table.columns, tables: [table]))
    try analyzeRest(of: node, &scope, &change, &use)
    change.condition = nil
    // Rows that match nothing are inserted.
    change.mayHaveRows = source.part(.from, of: node).map { mayYieldRows(from: $0) } ?? true
    for part in source.parts(of: node) where source.nodes[part].kind == .mergeWhen {
      switch source.nodes[part].detail {
      case .insert:
        change.actions.insert(.insert)
        var names: [Name] = []
        for child in source.parts(of: part) {
          if let name = assignedColumn(child) {
            names.append(name)
          } else if source.nodes[child].kind == .values {
            for value in source.parts(of: child) { try analyze(expression: value, scope, &use) }
          } else {
            try analyze(expression: child, scope, &use)
          }
        }
        try note(names, of: change.target, in: &change.inserted)
        if names.isEmpty {
          change.inserted.numbers = catalog.relation(change.target)?.liveColumns ?? []
        }
        continue
      case .update: change.actions.insert(.update)
      case .delete: change.actions.insert(.delete)
      default: break
      }
      for child in source.parts(of: part) {
        if source.nodes[child].kind == .assignment {
          try analyzeAssignment(child, scope, &change, &use)
        } else {
          try analyze(expression: child, scope, &use)
        }
      }
      try refuseSecondAssignment(among: source.parts(of: part))
    }
  }
}
