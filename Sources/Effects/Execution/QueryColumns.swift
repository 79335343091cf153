import Catalog
import SQLLexer
import SQLSyntax

/// What the queries of a statement read, and the columns that they give, as PostgreSQL's analysis finds them.
/// Documentation: SELECT.
///
/// A name that nothing known can mean is an error only where all tables are known to the last column.
extension Replay {
  /// Analyses a query with all that is in it.
  ///
  /// - Parameter locking: what FOR UPDATE and its kin of a query around it lock.
  mutating func analyze(
    query node: Int, _ outer: QueryScope, _ use: inout QueryUse, locking: RowLocking = .none
  ) throws(ServerError) -> QueryColumns {
    switch source.nodes[node].kind {
    case .query: return try analyzeQuery(node, outer, &use, locking)
    case .select: return try analyzeSelect(node, outer, &use, locking)
    case .setOperation:
      let operands = source.parts(of: node)
      var result: QueryColumns?
      for operand in operands {
        let columns = try analyze(query: operand, outer, &use, locking: locking)
        result = result.map { $0.united(with: columns) } ?? columns
      }
      return result ?? .unknown
    case .values: return try analyzeValues(node, outer, &use)
    case .tableQuery:
      let scope = outer.nested()
      let item = try analyzeFromTable(node, scope, &use, locking, condition: nil)
      expand(item.columns, of: item.tables, &use)
      return item.columns
    case .insert, .update, .delete, .merge:
      return try analyzeChange(node, outer, &use)
    default: return .unknown
    }
  }

  /// WITH, ORDER BY, LIMIT and FOR UPDATE around a query.
  private mutating func analyzeQuery(
    _ node: Int, _ outer: QueryScope, _ use: inout QueryUse, _ locking: RowLocking
  ) throws(ServerError) -> QueryColumns {
    var scope = outer.nested()
    var locking = locking
    let parts = source.parts(of: node)
    for part in parts where source.nodes[part].kind == .locking {
      let names = source.parts(of: part).compactMap { source.name(of: source.nodes[$0])?.name.text }
      locking = locking.union(names.isEmpty ? .all : .named(Set(names)))
    }
    for part in parts where source.nodes[part].kind == .with {
      try analyzeWith(part, &scope, &use)
    }
    guard let body = parts.first(where: { source.nodes[$0].kind.isQuery }) else { return .unknown }
    let others = parts.filter {
      $0 != body && source.nodes[$0].kind != .with && source.nodes[$0].kind != .locking
    }
    if source.nodes[body].kind == .select {
      return try analyzeSelect(body, scope, &use, locking, sortKeys: others)
    }
    let result = try analyze(query: body, scope, &use, locking: locking)
    var outputs = scope.nested()
    outputs.add(ScopeTable(columns: result))
    for part in others { try analyze(expression: part, outputs, &use) }
    return result
  }

  /// WITH: each table sees those before it, and with RECURSIVE itself and those behind it.
  mutating func analyzeWith(
    _ node: Int, _ scope: inout QueryScope, _ use: inout QueryUse
  ) throws(ServerError) {
    let isRecursive = source.nodes[node].detail == .recursive
    for table in source.parts(of: node) {
      guard let nameNode = source.part(.name, of: table), let name = source.firstName(of: nameNode)
      else { continue }
      let columns = commonColumnNames(table, behind: nameNode)
      if isRecursive { scope.addCommon(name.text, .unknown) }
      var result = QueryColumns.unknown
      for part in source.parts(of: table) where part != nameNode {
        let kind = source.nodes[part].kind
        guard kind.isQuery || kind.isDataChange else { continue }
        // FOR UPDATE around does not reach into it.
        result = try analyze(query: part, scope, &use)
      }
      if isRecursive { result.isIncomplete = true }
      scope.addCommon(name.text, result.renamed(columns))
    }
  }

  /// `name (columns) AS`
  private func commonColumnNames(_ table: Int, behind name: Int) -> [Name] {
    var names: [Name] = []
    for token in source.lexed.tokens[Int(source.nodes[name].end)..<Int(source.nodes[table].end)] {
      switch token.kind {
      case .leftParenthesis, .comma: continue
      case .rightParenthesis: return names
      default:
        if token.keyword == .as { return names }
        names.append(Name(token, in: source.bytes))
      }
    }
    return names
  }

  private mutating func analyzeSelect(
    _ node: Int, _ outer: QueryScope, _ use: inout QueryUse, _ locking: RowLocking,
    sortKeys: [Int] = []
  ) throws(ServerError) -> QueryColumns {
    var scope = outer.nested()
    let parts = source.parts(of: node)
    let condition = parts.first {
      source.nodes[$0].kind == .condition && source.nodes[$0].detail != .having
    }
    for part in parts where source.nodes[part].kind == .from {
      try analyzeFrom(part, &scope, &use, locking, condition: condition)
    }
    var result = QueryColumns()
    for part in parts where source.nodes[part].kind == .targetList {
      result = try analyzeTargets(part, scope, &use)
    }
    // GROUP BY and ORDER BY may name the output, too.
    var withOutput = scope
    withOutput.add(ScopeTable(columns: result))
    for part in parts + sortKeys {
      switch source.nodes[part].kind {
      case .from, .targetList, .into: break
      case .groupBy, .orderBy: try analyze(expression: part, withOutput, &use)
      default: try analyze(expression: part, scope, &use)
      }
    }
    return result
  }

  private mutating func analyzeValues(
    _ node: Int, _ outer: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) -> QueryColumns {
    var width: Int?
    for row in source.parts(of: node) where source.nodes[row].kind == .row {
      let values = source.parts(of: row)
      for value in values { try analyze(expression: value, outer, &use) }
      if let width, width != values.count {
        throw ServerError("42601", "VALUES lists must all be the same length")
      }
      width = values.count
    }
    return QueryColumns(columns: (0..<(width ?? 0)).map { ScopeColumn(name: "column\($0 + 1)") })
  }

  // MARK: - Targets

  /// The columns of a target list, of SELECT or RETURNING.
  mutating func analyzeTargets(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse
  ) throws(ServerError) -> QueryColumns {
    var result = QueryColumns()
    for target in source.parts(of: node) where source.nodes[target].kind == .target {
      let parts = source.parts(of: target)
      guard let value = parts.first else { continue }
      if isStar(value) {
        try expandStar(value, scope, &use, into: &result)
        continue
      }
      try analyze(expression: value, scope, &use)
      var column = ScopeColumn(name: "")
      if parts.count > 1, source.nodes[parts[1]].kind == .name,
        let label = source.firstName(of: parts[1])
      {
        column.name = label.text
      } else {
        column.name = outputName(of: value, scope)
      }
      column.type = type(of: value, scope)
      result.columns.append(column)
    }
    return result
  }

  /// `*`, `t.*`
  private func isStar(_ node: Int) -> Bool {
    guard source.nodes[node].kind == .columnReference, let last = source.nodes[node].tokens.last
    else { return false }
    return source.lexed.tokens[last].kind == .operator
  }

  private mutating func expandStar(
    _ node: Int, _ scope: QueryScope, _ use: inout QueryUse, into result: inout QueryColumns
  ) throws(ServerError) {
    let tokens = source.nodes[node].tokens
    if tokens.count < 3 {
      for item in scope.items {
        result.columns += item.columns.columns
        result.isIncomplete = result.isIncomplete || item.columns.isIncomplete
        expand(item.columns, of: item.tables, &use)
      }
      return
    }
    guard
      let name = QualifiedName(
        tokens.lowerBound..<(tokens.upperBound - 2), of: source.lexed.tokens, in: source.bytes)
    else { return }
    guard let table = scope.table(name.name.text, in: name.schema?.text) else {
      if scope.variables.contains(name.name.text) || name.isTemplate {
        result.isIncomplete = true
        return
      }
      throw .missingFromEntry(name.name.text)
    }
    result.columns += table.columns.columns
    result.isIncomplete = result.isIncomplete || table.columns.isIncomplete
    expand(table.columns, of: [table], &use)
  }

  /// Notes that all columns of tables are read.
  func expand(_ columns: QueryColumns, of tables: [ScopeTable], _ use: inout QueryUse) {
    for column in columns.columns { use.reads.formUnion(column.sources) }
    for table in tables where table.columns.isIncomplete {
      if let relation = table.relation { use.unknownColumns.insert(relation) }
    }
  }
}

/// Which tables of a query FOR UPDATE and its kin lock.
enum RowLocking {
  case none, all
  case named(Set<String>)

  func union(_ other: RowLocking) -> RowLocking {
    switch (self, other) {
    case (.all, _), (_, .all): .all
    case (.none, let locking), (let locking, .none): locking
    case (.named(let left), .named(let right)): .named(left.union(right))
    }
  }

  func locks(_ name: String?) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .named(let names): name.map(names.contains) ?? false
    }
  }

  /// For what stands in a subquery of FROM with this name.
  func inside(_ name: String?) -> RowLocking { locks(name) ? .all : .none }
}

extension SyntaxKind {
  var isDataChange: Bool {
    switch self {
    case .insert, .update, .delete, .merge: true
    default: false
    }
  }
}

extension QueryColumns {
  /// Of a set operation: names of the left query, and types where both agree.
  fileprivate func united(with other: QueryColumns) -> QueryColumns {
    var result = self
    for place in columns.indices {
      result.columns[place].sources = []
      if place >= other.columns.count || other.columns[place].type != columns[place].type {
        result.columns[place].type = nil
      }
    }
    return result
  }
}

extension ServerError {
  static func missingFromEntry(_ name: String) -> ServerError {
    ServerError("42P01", "missing FROM-clause entry for table \"\(name)\"")
  }
}
