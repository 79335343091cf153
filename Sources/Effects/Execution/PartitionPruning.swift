import Catalog
import SQLLexer
import SQLSyntax

/// Which partitions a condition or a row can belong to, where constants say so. Documentation: Table Partitioning,
/// "Partition Pruning".
extension Replay {
  /// The descendants of a relation that a query opens: partitions that its WHERE clause rules out are not. [n005, n006,
  /// n008]
  func scannedDescendants(of id: ObjectID, _ condition: Int?) -> [ObjectID] {
    let all = catalog.descendants(of: id)
    guard !all.isEmpty, let condition,
      let key = singleKey(of: id), let value = equalTo(key, in: condition, of: id)
    else { return all }
    return partitions(of: id, with: value)
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
      for partition in partitions(of: id, with: value) where !found.contains(partition) {
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

  /// A constant of the kinds that are compared here.
  enum KeyValue: Comparable {
    case number(Double)
    case text(String)
  }

  private func value(of node: Int) -> KeyValue? {
    if let text = source.string(node) { return .text(text) }
    guard source.nodes[node].kind == .constant || source.nodes[node].kind == .operator else {
      return nil
    }
    return Double(source.text(source.range(of: node))).map { .number($0) }
  }

  /// `column = constant`, alone or joined to others by AND.
  private func equalTo(_ column: Int16, in condition: Int, of id: ObjectID) -> KeyValue? {
    let name = catalog.relation(id)?[column].name
    var waiting = source.parts(of: condition)
    while let node = waiting.popLast() {
      let parts = source.parts(of: node)
      if source.nodes[node].kind == .boolean, source.nodes[node].detail == .and {
        waiting += parts
        continue
      }
      guard source.nodes[node].kind == .operator, parts.count == 2,
        source.nodes[parts[0]].kind == .columnReference,
        source.name(of: source.nodes[parts[0]])?.name.text == name
      else { continue }
      let between = source.lexed.tokens[
        Int(source.nodes[parts[0]].end)..<Int(source.nodes[parts[1]].first)]
      guard between.contains(where: { source.text($0.range) == "=" }), let value = value(of: parts[1])
      else { continue }
      return value
    }
    return nil
  }

  /// The partitions, to the last level, that take a value of the first level's key.
  private func partitions(of id: ObjectID, with value: KeyValue) -> [ObjectID] {
    var found: [ObjectID] = []
    var fallback: ObjectID?
    for child in catalog.relation(id)?.children ?? [] where !catalog[child].isDropped {
      switch catalog.relation(child)?.bound {
      case .default: fallback = child
      case .values(let text): if takes(text, value) ?? true { found.append(child) }
      case nil: found.append(child)
      }
    }
    if found.isEmpty, let fallback { found = [fallback] }
    return found + found.flatMap { catalog.descendants(of: $0) }
  }

  /// Whether a bound, as written, takes a value; nil where it is not plain.
  private func takes(_ bound: String, _ value: KeyValue) -> Bool? {
    let parts = bound.split(separator: "(", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    if parts[0].hasPrefix("IN") {
      let items = list(parts[1].dropLast())
      guard items.allSatisfy({ $0 != nil }) else { return nil }
      return items.contains(value)
    }
    guard parts[0].hasPrefix("FROM"), let end = bound.firstRange(of: ") TO (") else { return nil }
    let from = list(parts[1][..<end.lowerBound])
    let to = list(bound[end.upperBound...].dropLast())
    guard from.count == 1, to.count == 1, let low = from[0], let high = to[0],
      low.isNumber == value.isNumber, high.isNumber == value.isNumber
    else { return nil }
    return low <= value && value < high
  }

  private func list(_ text: Substring) -> [KeyValue?] {
    text.split(separator: ",").map { item in
      let item = item.drop { $0 == " " }
      if item.hasPrefix("'"), item.hasSuffix("'"), item.count > 1 {
        return .text(String(item.dropFirst().dropLast()))
      }
      return Double(item).map { .number($0) }
    }
  }
}

extension Replay.KeyValue {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}
