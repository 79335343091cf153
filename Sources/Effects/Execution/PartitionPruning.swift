import Catalog
import SQLLexer
import SQLSyntax

/// Which partitions a condition or a row can belong to, where constants say so. Documentation: Table Partitioning,
/// "Partition Pruning".
extension Replay {
  /// The descendants of a relation that a query opens: partitions that its WHERE clause rules out are not. Measured on 15
  /// and 18.
  func scannedDescendants(of id: ObjectID, _ condition: Int?) -> [ObjectID] {
    let all = catalog.descendants(of: id)
    guard !all.isEmpty, let condition, let key = singleKey(of: id) else { return all }
    guard let bounds = comparisons(of: key, in: condition, of: id) else { return [] }
    return bounds.isEmpty ? all : partitions(of: id) { $0.mayMeet(bounds) }
  }

  /// The partitions that take rows.
  func partitions(of id: ObjectID, taking written: WrittenColumns) -> [ObjectID] {
    let all = catalog.descendants(of: id)
    guard let key = singleKey(of: id), let place = written.numbers.firstIndex(of: key),
      !written.rows.isEmpty
    else { return all }
    var found: [ObjectID] = []
    for row in written.rows {
      guard place < row.count, let value = value(of: row[place]) else { return all }
      let equal = [Comparison(operator: "=", value: value)]
      for partition in partitions(of: id, { $0.mayMeet(equal) })
      where !found.contains(partition) {
        found.append(partition)
      }
    }
    return found
  }

  /// The column of a partition key that has only one.
  private func singleKey(of id: ObjectID) -> Int16? {
    guard let key = catalog.relation(id)?.partitionKey, key.strategy != .hash,
      key.columns.count == 1
    else { return nil }
    return key.columns[0]
  }

  private func value(of node: Int) -> KeyValue? {
    if let text = source.string(node) { return .text(text) }
    guard source.nodes[node].kind == .constant || source.nodes[node].kind == .operator else {
      return nil
    }
    return Double(source.text(source.range(of: node))).map { .number($0) }
  }

  /// What the conditions that AND joins say of a column: `column = constant` and its kin. nil where no row can meet them.
  private func comparisons(
    of column: Int16, in condition: Int, of id: ObjectID
  ) -> [Comparison]? {
    let name = catalog.relation(id)?[column].name
    var found: [Comparison] = []
    var waiting = source.parts(of: condition)
    while let node = waiting.popLast() {
      let parts = source.parts(of: node)
      switch (source.nodes[node].kind, source.nodes[node].detail) {
      case (.boolean, .and): waiting += parts
      case (.constant, .false): return nil
      case (.operator, _):
        guard parts.count == 2, source.nodes[parts[0]].kind == .columnReference,
          source.name(of: source.nodes[parts[0]])?.name.text == name,
          let value = value(of: parts[1])
        else { continue }
        let between = source.lexed.tokens[
          Int(source.nodes[parts[0]].end)..<Int(source.nodes[parts[1]].first)]
        guard let token = between.first(where: { $0.kind == .operator }) else { continue }
        found.append(Comparison(operator: source.text(token.range), value: value))
      default: continue
      }
    }
    return found
  }

  /// The partitions whose bounds are wanted, with theirs; the default partition where no other is.
  private func partitions(
    of id: ObjectID, _ isWanted: (PartitionValues) -> Bool
  ) -> [ObjectID] {
    var found: [ObjectID] = []
    var fallback: ObjectID?
    for child in catalog.relation(id)?.children ?? [] where !catalog[child].isDropped {
      switch catalog.relation(child)?.bound {
      case .default: fallback = child
      case .values(let text): if isWanted(PartitionValues(text)) { found.append(child) }
      case nil: found.append(child)
      }
    }
    if found.isEmpty, let fallback { found = [fallback] }
    return found + found.flatMap { catalog.descendants(of: $0) }
  }
}

/// A constant of the kinds that are compared here.
private enum KeyValue: Comparable {
  case number(Double)
  case text(String)

  func isComparable(to other: KeyValue) -> Bool {
    switch (self, other) {
    case (.number, .number), (.text, .text): true
    default: false
    }
  }
}

private struct Comparison {
  var `operator`: String
  var value: KeyValue

  func holds(for other: KeyValue) -> Bool {
    switch `operator` {
    case "=": other == value
    case "<": other < value
    case "<=": other <= value
    case ">": other > value
    case ">=": other >= value
    default: true
    }
  }
}

/// What a bound, as written, lets in.
private enum PartitionValues {
  case list([KeyValue])
  case range(from: KeyValue, to: KeyValue)
  case unknown

  init(_ bound: String) {
    self = .unknown
    let parts = bound.split(separator: "(", maxSplits: 1)
    guard parts.count == 2 else { return }
    if parts[0].hasPrefix("IN") {
      let items = PartitionValues.list(parts[1].dropLast())
      let values = items.compactMap { $0 }
      if values.count == items.count { self = .list(values) }
    } else if parts[0].hasPrefix("FROM"), let end = parts[1].firstRange(of: ") TO (") {
      let from = PartitionValues.list(parts[1][..<end.lowerBound])
      let to = PartitionValues.list(parts[1][end.upperBound...].dropLast())
      if from.count == 1, to.count == 1, let low = from[0], let high = to[0],
        low.isComparable(to: high)
      {
        self = .range(from: low, to: high)
      }
    }
  }

  private static func list(_ text: Substring) -> [KeyValue?] {
    text.split(separator: ",").map { item in
      let item = item.drop { $0 == " " }
      if item.hasPrefix("'"), item.hasSuffix("'"), item.count > 1 {
        return .text(String(item.dropFirst().dropLast()))
      }
      return Double(item).map { .number($0) }
    }
  }

  /// Whether a value of the partition may meet all comparisons.
  func mayMeet(_ comparisons: [Comparison]) -> Bool {
    switch self {
    case .unknown: return true
    case .list(let values):
      return values.contains { value in
        comparisons.allSatisfy { !$0.value.isComparable(to: value) || $0.holds(for: value) }
      }
    case .range(let low, let high):
      return comparisons.allSatisfy { comparison in
        guard comparison.value.isComparable(to: low) else { return true }
        return switch comparison.operator {
        case "=": low <= comparison.value && comparison.value < high
        case "<": low < comparison.value
        case "<=": low <= comparison.value
        case ">", ">=": comparison.value < high
        default: true
        }
      }
    }
  }
}
