import Catalog
import SQLLexer
import SQLSyntax

/// Whether there are rows for what happens row by row: foreign keys that are looked up, triggers, sequences that give
/// values. Only a history that is whole tells; otherwise every table may have rows.
extension Replay {
  /// A relation may have rows.
  func mayHoldRows(_ id: ObjectID) -> Bool {
    var asked: Set<ObjectID> = []
    return mayHoldRows(id, &asked)
  }

  /// - Parameter asked: views may read each other in a circle.
  private func mayHoldRows(_ id: ObjectID, _ asked: inout Set<ObjectID>) -> Bool {
    guard expectsWholeHistory, asked.insert(id).inserted, let relation = catalog.relation(id) else {
      return true
    }
    if relation.isAssumed || relation.mayBeOlder || relation.hasRows { return true }
    switch relation.kind {
    case .view, .materializedView: return mayViewHoldRows(relation, &asked)
    case .table, .partitionedTable: break
    default: return true
    }
    return relation.parents.contains { catalog.relation($0)?.hasRows ?? true }
      || catalog.descendants(of: id).contains { catalog.relation($0)?.hasRows ?? true }
  }

  /// What a view reads is joined in ways that are not known here: one relation with rows is enough.
  private func mayViewHoldRows(_ view: Relation, _ asked: inout Set<ObjectID>) -> Bool {
    let read = view.view?.reads.filter { $0.part == .whole && catalog.relation($0.object) != nil }
    guard let read, !read.isEmpty else { return true }
    for address in read where mayHoldRows(address.object, &asked) { return true }
    return false
  }

  /// Notes that rows come into a relation, or that all go.
  mutating func setRows(_ hasRows: Bool, of id: ObjectID) {
    guard let relation = catalog.relation(id), relation.hasRows != hasRows else { return }
    catalog.updateRelation(id) { $0.hasRows = hasRows }
  }

  /// A query may give rows.
  ///
  /// - Parameter tables: the common tables that it can see, with the nodes of their queries.
  func mayYieldRows(query node: Int, _ tables: [Name: Int] = [:]) -> Bool {
    guard expectsWholeHistory else { return true }
    let parts = source.parts(of: node)
    var tables = tables
    switch source.nodes[node].kind {
    case .query:
      for part in parts where source.nodes[part].kind == .with { addCommonTables(part, &tables) }
      return parts.last { source.nodes[$0].kind.isQuery }.map { mayYieldRows(query: $0, tables) }
        ?? true
    case .setOperation:
      return parts.contains { source.nodes[$0].kind.isQuery && mayYieldRows(query: $0, tables) }
    case .select:
      guard let from = parts.first(where: { source.nodes[$0].kind == .from }) else { return true }
      // An aggregate without GROUP BY makes a row of none.
      if !parts.contains(where: { source.nodes[$0].kind == .groupBy }), aggregates(parts) {
        return true
      }
      return mayYieldRows(from: from, tables)
    default: return true
    }
  }

  /// All items of a FROM clause may give rows.
  func mayYieldRows(from node: Int, _ tables: [Name: Int] = [:]) -> Bool {
    source.parts(of: node).allSatisfy { mayItemYieldRows($0, tables) }
  }

  func addCommonTables(_ with: Int, _ tables: inout [Name: Int]) {
    for table in source.parts(of: with) where source.nodes[table].kind == .commonTable {
      let parts = source.parts(of: table)
      guard let name = parts.first.flatMap({ source.firstName(of: $0) }),
        let query = parts.last(where: { source.nodes[$0].kind.isQuery })
      else { continue }
      tables[name] = query
    }
  }

  private func mayItemYieldRows(_ node: Int, _ tables: [Name: Int]) -> Bool {
    let parts = source.parts(of: node)
    switch source.nodes[node].kind {
    case .fromTable:
      guard let part = parts.first, let name = source.name(of: source.nodes[part]) else {
        return true
      }
      if name.qualifiers.isEmpty, let query = tables[name.name] {
        var others = tables
        others[name.name] = nil
        return mayYieldRows(query: query, others)
      }
      return catalog.relation(name, path: session.path).id.map(mayHoldRows) ?? true
    case .fromSubquery:
      return parts.first { source.nodes[$0].kind.isQuery }.map { mayYieldRows(query: $0, tables) }
        ?? true
    case .join:
      let sides = parts.filter { isItem(source.nodes[$0].kind) }
      guard let left = sides.first, let right = sides.dropFirst().first else { return true }
      switch source.nodes[node].detail {
      case .left: return mayItemYieldRows(left, tables)
      case .right: return mayItemYieldRows(right, tables)
      case .full: return mayItemYieldRows(left, tables) || mayItemYieldRows(right, tables)
      default: return mayItemYieldRows(left, tables) && mayItemYieldRows(right, tables)
      }
    default: return true
    }
  }

  private func isItem(_ kind: SyntaxKind) -> Bool {
    switch kind {
    case .fromTable, .fromSubquery, .fromFunction, .join: true
    default: false
    }
  }

  /// Whether the targets of a SELECT call one of PostgreSQL's common aggregates.
  private func aggregates(_ parts: [Int]) -> Bool {
    guard let list = parts.first(where: { source.nodes[$0].kind == .targetList }) else {
      return false
    }
    return source.parts(of: list).contains { target in
      guard let call = source.parts(of: target).first, source.nodes[call].kind == .functionCall,
        let name = calledName(call), name.qualifiers.isEmpty
      else { return false }
      return ["count", "max", "min", "sum", "avg", "array_agg", "string_agg"].contains(
        name.name.text)
    }
  }
}
