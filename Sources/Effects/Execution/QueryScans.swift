import Catalog
import SQLSyntax

/// Which tables a query reads from the first row to the last. Where there is a condition, a join or a limit, only the
/// planner knows.
extension Replay {
  /// Notes the scans of a query or change of data, or that they are not known.
  mutating func noteScans(_ node: Int, _ use: QueryUse) {
    guard readsWhole(node) else {
      if !use.references.isEmpty { notKnown(.scans) }
      return
    }
    noteScans(of: use.references, isInsert: source.nodes[node].kind == .insert)
  }

  /// Notes that relations are read as a whole.
  ///
  /// - Parameter isInsert: what is locked for rows to be written is not read.
  mutating func noteScans(of references: [QueryUse.Reference], isInsert: Bool) {
    for reference in references where !isInsert || reference.mode != .rowExclusive {
      let all = reference.only ? [] : catalog.descendants(of: reference.relation)
      for table in [reference.relation] + all {
        if catalog.relation(table)?.kind == .view { return notKnown(.scans) }
        scanRows(of: table, because: "its rows are read")
      }
    }
  }

  /// Whether a query reads all rows of the only table that it names, or names none.
  func readsWhole(_ node: Int) -> Bool {
    let parts = source.parts(of: node)
    switch source.nodes[node].kind {
    case .values: return !parts.contains(where: hasQuery)
    case .tableQuery: return true
    case .select:
      return parts.allSatisfy { part in
        switch source.nodes[part].kind {
        case .targetList: !hasQuery(part)
        case .from:
          source.parts(of: part).count == 1
            && source.parts(of: part).allSatisfy { source.nodes[$0].kind == .fromTable }
        case .into: true
        default: false
        }
      }
    case .query:
      // FOR UPDATE reads them all as well.
      return parts.allSatisfy {
        source.nodes[$0].kind == .locking || source.nodes[$0].kind.isQuery && readsWhole($0)
      }
    case .insert:
      return parts.allSatisfy { part in
        let kind = source.nodes[part].kind
        return kind.isQuery ? readsWhole(part) : kind != .with && !hasQuery(part)
      }
    case .update, .delete:
      return parts.allSatisfy { part in
        switch source.nodes[part].kind {
        case .with, .from, .condition: false
        default: !hasQuery(part)
        }
      }
    default: return false
    }
  }

  private func hasQuery(_ node: Int) -> Bool {
    let first = node + 1 - Int(source.nodes[node].size)
    return source.nodes[first...node].contains { $0.kind == .subquery }
  }
}
