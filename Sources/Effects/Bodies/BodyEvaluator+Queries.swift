import Catalog
import SQLLexer
import SQLSyntax

/// A row that a query in a body has before it.
enum BodyRow: Sendable {
  case system(SystemRow)
  case values([String: BodyValue])

  /// nil where there is no such column.
  func value(of column: String, in catalog: Catalog) -> BodyValue? {
    switch self {
    case .system(let row): catalog.value(of: column, in: row)
    case .values(let values): values[column]
    }
  }
}

/// Queries of the system's tables, by nested loops.
extension BodyEvaluator {
  /// How many rows of a result are looked at.
  private static let rowLimit = 1_000

  mutating func subquery(_ node: SyntaxNode, _ operands: [Int]) -> BodyValue {
    guard let query = operands.first else { return .unknown }
    switch node.detail {
    case .exists:
      guard let rows = rows(of: query) else { return .unknown }
      return .boolean(!rows.isEmpty)
    case .array:
      guard let rows = rows(of: query) else { return .unknown }
      return .array(rows.map { $0.first?.value ?? .null })
    default:
      guard let rows = rows(of: query) else { return .unknown }
      return rows.first.map { $0.first?.value ?? .null } ?? .null
    }
  }

  /// The values of `IN (SELECT …)`.
  mutating func firstColumn(of subquery: Int) -> [BodyValue]? {
    guard let query = children(of: subquery).first, let rows = rows(of: query) else { return nil }
    return rows.map { $0.first?.value ?? .null }
  }

  /// The rows of a query; nil where they are not known.
  mutating func rows(of query: Int) -> [[BodyColumn]]? {
    var place = query
    while source.nodes[place].kind == .query {
      let parts = children(of: place)
      guard !parts.contains(where: { source.nodes[$0].kind == .with }),
        let inner = parts.first(where: { isSelect(source.nodes[$0].kind) })
      else { return nil }
      place = inner
    }
    guard source.nodes[place].kind == .select else { return nil }
    let parts = children(of: place)
    var conditions: [Int] = []
    var targets: [Int] = []
    var from: [Int] = []
    for part in parts {
      switch source.nodes[part].kind {
      case .targetList: targets = children(of: part)
      case .from: from = children(of: part)
      case .condition
      where source.nodes[part].detail == .notKeyword || source.nodes[part].detail == .where:
        conditions += children(of: part).flatMap { conjuncts(of: $0) }
      case .into: break
      default: return nil
      }
    }
    var tables: [Int] = []
    for table in from {
      guard flatten(table, &tables, &conditions) else { return nil }
    }
    let outer = scope
    defer { scope = outer }
    var results: [[BodyColumn]] = []
    guard
      join(
        tables[...], conditions,
        { evaluator in
          results.append(evaluator.targetValues(targets))
          return results.count < Self.rowLimit
        })
    else { return nil }
    if !tables.isEmpty, results.isEmpty { isGuess = true }
    return aggregated(results, targets)
  }

  private func isSelect(_ kind: SyntaxKind) -> Bool { kind == .select || kind == .query }

  /// `a AND b`
  private func conjuncts(of condition: Int) -> [Int] {
    let node = source.nodes[condition]
    guard node.kind == .boolean, node.detail == .and else { return [condition] }
    return children(of: condition).flatMap { conjuncts(of: $0) }
  }

  /// Takes a table of FROM apart into its tables and the conditions of its joins. false where that cannot be done.
  private func flatten(_ table: Int, _ tables: inout [Int], _ conditions: inout [Int]) -> Bool {
    switch source.nodes[table].kind {
    case .fromTable, .fromFunction: tables.append(table)
    case .join where [.join, .inner, .cross].contains(source.nodes[table].detail):
      for part in children(of: table) {
        switch source.nodes[part].kind {
        case .fromTable, .fromFunction, .join:
          guard flatten(part, &tables, &conditions) else { return false }
        case .fromSubquery, .alias: return false
        default: conditions += conjuncts(of: part)
        }
      }
    default: return false
    }
    return true
  }

  /// Binds the tables one after the other to each of their rows that meet the conditions.
  ///
  /// - Parameter found: gets each combination; false stops.
  /// - Returns: false where the rows are not known.
  private mutating func join(
    _ tables: ArraySlice<Int>, _ conditions: [Int],
    _ found: (inout BodyEvaluator) -> Bool
  ) -> Bool {
    guard let table = tables.first else {
      switch BodyValue.and(conditions.map { value($0) }).isTrue {
      case true?: return found(&self)
      case false?: return true
      case nil: return false
      }
    }
    guard let (alias, rows) = candidates(table, conditions) else { return false }
    for row in rows {
      scope.append((alias, row))
      defer { scope.removeLast() }
      // What is false already needs no more tables.
      if conditions.contains(where: { value($0) == .boolean(false) }) { continue }
      guard join(tables.dropFirst(), conditions, found) else { return false }
    }
    return true
  }

  /// The rows of one table that may meet the conditions.
  private mutating func candidates(
    _ table: Int, _ conditions: [Int]
  ) -> (alias: String, rows: [BodyRow])? {
    let parts = children(of: table)
    guard let first = parts.first else { return nil }
    let alias = parts.first { source.nodes[$0].kind == .alias }.flatMap { name(ofAlias: $0) }
    if source.nodes[table].kind == .fromFunction {
      return elements(first, alias: alias)
    }
    guard let name = source.name(of: source.nodes[first]), let system = SystemTable(name) else {
      return nil
    }
    let called = alias ?? name.name.text
    let equal = equalities(conditions, alias: called)
    guard let rows = catalog.rows(of: system, where: equal) else { return nil }
    return (called, rows.map { .system($0) })
  }

  /// `unnest(array)` as a table.
  private mutating func elements(
    _ call: Int, alias: String?
  ) -> (alias: String, rows: [BodyRow])? {
    let parts = children(of: call)
    guard parts.count == 2, let function = source.name(of: source.nodes[parts[0]]),
      function.name.text == "unnest", case .array(let elements) = value(parts[1])
    else { return nil }
    let name = alias ?? "unnest"
    return (name, elements.map { .values([name: $0]) })
  }

  private func name(ofAlias place: Int) -> String? {
    for token in source.nodes[place].tokens where source.lexed.tokens[token].keyword != .as {
      return Name(source.lexed.tokens[token], in: source.bytes).text
    }
    return nil
  }

  /// The conditions `column = value` about a table whose other side is known before it is read.
  private mutating func equalities(_ conditions: [Int], alias: String) -> [String: BodyValue] {
    var known: [String: BodyValue] = [:]
    for condition in conditions where source.nodes[condition].kind == .operator {
      let sides = children(of: condition)
      guard sides.count == 2 else { continue }
      for (side, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
        guard let column = column(side, of: alias), known[column] == nil else { continue }
        let between = Int(source.nodes[sides[0]].end)..<Int(source.nodes[sides[1]].first)
        guard
          source.lexed.tokens[between].contains(where: {
            $0.kind == .operator && source.text($0.range) == "="
          })
        else { continue }
        let value = value(other)
        if value != .unknown { known[column] = value }
      }
    }
    return known
  }

  /// The name of a column that an expression is, casts left out, unless it is one of another table.
  private func column(_ place: Int, of alias: String) -> String? {
    var place = place
    while source.nodes[place].kind == .typeCast, let inner = children(of: place).first {
      place = inner
    }
    guard source.nodes[place].kind == .columnReference,
      let name = source.name(of: source.nodes[place])
    else { return nil }
    if let qualifier = name.schema?.text { return qualifier == alias ? name.name.text : nil }
    let isTaken = scope.contains { $0.row.value(of: name.name.text, in: catalog) != nil }
    return isTaken || variables[name.name.text] != nil ? nil : name.name.text
  }

  // MARK: - Targets

  private mutating func targetValues(_ targets: [Int]) -> [BodyColumn] {
    targets.map { target in
      let parts = children(of: target)
      guard let first = parts.first else { return BodyColumn(name: "*", value: .unknown) }
      let label = parts.dropFirst().first.flatMap { source.name(of: source.nodes[$0]) }
      let column =
        source.nodes[first].kind == .columnReference
        ? source.name(of: source.nodes[first])?.name.text : nil
      return BodyColumn(
        name: label?.name.text ?? column ?? "?column?", value: value(first))
    }
  }

  /// `count(*)` and other aggregates make one row of all.
  private func aggregated(
    _ rows: [[BodyColumn]], _ targets: [Int]
  ) -> [[BodyColumn]] {
    var isAggregate = false
    let counts = targets.map { target -> BodyColumn in
      guard let call = children(of: target).first, source.nodes[call].kind == .functionCall,
        let name = children(of: call).first.flatMap({ source.name(of: source.nodes[$0]) })
      else { return BodyColumn(name: "?column?", value: .unknown) }
      switch name.name.text {
      case "count":
        isAggregate = true
        return BodyColumn(
          name: "count", value: children(of: call).count == 1 ? .number(rows.count) : .unknown)
      case "string_agg", "array_agg", "max", "min", "bool_or", "bool_and", "sum":
        isAggregate = true
        return BodyColumn(name: name.name.text, value: rows.isEmpty ? .null : .unknown)
      default: return BodyColumn(name: "?column?", value: .unknown)
      }
    }
    return isAggregate ? [counts] : rows
  }
}
