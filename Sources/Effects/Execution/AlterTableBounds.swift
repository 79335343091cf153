import Catalog
import SQLLexer
import SQLSyntax

/// The bounds of a partition that is attached: whether others stand in the way, and whether rows must be read.
extension Replay {
  /// - Throws: 42P16 for the bound of another strategy, 42P17 where it meets that of another partition. Measured on 15.
  func refuseBound(
    _ bound: PartitionBound?, _ definition: PartitionBoundDefinition, of id: ObjectID,
    in parent: ObjectID
  ) throws(ServerError) {
    guard let bound, let relation = catalog.relation(parent) else { return }
    let name = catalog[id].name
    if bound.isDefault {
      guard let other = defaultPartition(of: parent) else { return }
      throw ServerError(
        "42P17",
        "partition \"\(name)\" conflicts with existing default partition \"\(catalog[other].name)\""
      )
    }
    if let strategy = relation.partitionKey?.strategy, strategy != bound.strategy {
      throw ServerError(
        "42P16", "invalid bound specification for a \(strategy.rawValue) partition")
    }
    for other in liveChildren(of: parent) {
      guard let existing = catalog.relation(other)?.bound, existing != .default,
        PartitionValues(definition)?.meets(PartitionValues(existing)) == true
      else { continue }
      throw ServerError(
        "42P17", "partition \"\(name)\" would overlap partition \"\(catalog[other].name)\"")
    }
  }

  /// The rows of the new partition are read.
  mutating func verifyBound(_ bound: PartitionBound?, of id: ObjectID, in parent: ObjectID) {
    scanLeaves(of: id, because: "all rows must belong to the partition")
  }

  /// The rows of the default partition are read. [attach_to_list_with_default]
  mutating func verifyDefault(_ id: ObjectID, _ bound: PartitionBound?, in parent: ObjectID) {
    scanLeaves(of: id, because: "no row of the default partition may belong to the new one")
  }
}

extension PartitionBound {
  fileprivate var strategy: PartitionKeyDefinition.Strategy? {
    switch self {
    case .default: nil
    case .list: .list
    case .range: .range
    case .hash: .hash
    }
  }
}

/// A bound whose values are plain enough to be compared.
private enum PartitionValues {
  case list(Set<String>)
  /// Of one column, in integers; nil for MINVALUE and MAXVALUE.
  case range(Int?, Int?)
  case dates(String, String)

  init?(_ bound: PartitionBoundDefinition) {
    guard case .values(let text) = bound else { return nil }
    func inner(_ start: String, _ end: String) -> Substring? {
      guard text.hasPrefix(start), text.hasSuffix(end) else { return nil }
      return text.dropFirst(start.count).dropLast(end.count)
    }
    if let list = inner("IN (", ")") {
      self = .list(Set(list.split(separator: ",").map { PartitionValues.trimmed($0) }))
      return
    }
    guard let range = inner("FROM (", ")"), let split = PartitionValues.split(range) else {
      return nil
    }
    let (from, to) = split
    if let low = PartitionValues.number(from, "minvalue"),
      let high = PartitionValues.number(to, "maxvalue")
    {
      self = .range(low.value, high.value)
    } else if PartitionValues.isDate(from), PartitionValues.isDate(to), from.count == to.count {
      self = .dates(from, to)
    } else {
      return nil
    }
  }

  /// `a) TO (b`, of one column.
  private static func split(_ text: Substring) -> (String, String)? {
    let separator = ") TO ("
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(separator) {
        let end = text.index(index, offsetBy: separator.count)
        let (from, to) = (trimmed(text[..<index]), trimmed(text[end...]))
        return from.contains(",") || to.contains(",") ? nil : (from, to)
      }
      index = text.index(after: index)
    }
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static func number(_ text: String, _ unbounded: String) -> (value: Int?, Void)? {
    if text.lowercased() == unbounded { return (nil, ()) }
    return Int(text).map { ($0, ()) }
  }

  /// `'2024-01-01'`: dates in this form compare as texts do.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 12, bytes[0] == 0x27, bytes[11] == 0x27, bytes[5] == 0x2D, bytes[8] == 0x2D
    else { return false }
    return [1, 2, 3, 4, 6, 7, 9, 10].allSatisfy { (0x30...0x39).contains(bytes[$0]) }
  }

  /// Whether a row could belong to both; nil where that is not known.
  func meets(_ other: PartitionValues?) -> Bool? {
    switch (self, other) {
    case (.list(let own), .list(let others)): return !own.isDisjoint(with: others)
    case (.range(let low, let high), .range(let otherLow, let otherHigh)):
      let startsBefore = high == nil || otherLow == nil || otherLow! < high!
      let endsAfter = low == nil || otherHigh == nil || low! < otherHigh!
      return startsBefore && endsAfter
    case (.dates(let low, let high), .dates(let otherLow, let otherHigh)):
      return otherLow < high && low < otherHigh
    default: return nil
    }
  }
}
