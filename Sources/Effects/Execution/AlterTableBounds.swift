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
        "42P16", "invalid bound specification for a \(strategy.word.lowercased()) partition")
    }
    for other in liveChildren(of: parent) {
      guard let existing = catalog.relation(other)?.bound, existing != .default,
        PartitionValues(definition)?.meets(PartitionValues(existing)) == true
      else { continue }
      throw ServerError(
        "42P17", "partition \"\(name)\" would overlap partition \"\(catalog[other].name)\"")
    }
  }

  /// The rows of the new partition are read, unless a valid CHECK proves that they belong there. [attach_with_check,
  /// attach_with_check_not_valid, attach_with_check_nullable]
  mutating func verifyBound(_ bound: PartitionBound?, of id: ObjectID, in parent: ObjectID) {
    let wanting = wanting(in: id, of: parent) { column in
      switch bound {
      case .list(let values): column.isOneOf(literals(values))
      case .range(let from, let to):
        rangeBounds(from, to).map { column.isWithin($0.0, $0.1) } ?? false
      case .default, .hash, nil: false
      }
    }
    verify(id, wanting, because: "all rows must belong to the partition")
  }

  /// The rows of the default partition are read, unless a valid CHECK rules the new ones out.
  mutating func verifyDefault(_ id: ObjectID, _ bound: PartitionBound?, in parent: ObjectID) {
    let wanting = wanting(in: id, of: parent) { column in
      switch bound {
      case .list(let values): column.isNoneOf(literals(values))
      case .range(let from, let to):
        rangeBounds(from, to).map { column.isOutside($0.0, $0.1) } ?? false
      case .default, .hash, nil: false
      }
    }
    verify(id, wanting, because: "no row of the default partition may belong to the new one")
  }

  private mutating func verify(_ id: ObjectID, _ wanting: BoundProof?, because reason: String) {
    guard let wanting else { return }
    effects.boundProofs[id] = wanting
    scanLeaves(of: id, because: reason)
  }

  /// What is wanting for the constraints of a partition to say enough of the key column; nil where nothing is.
  private func wanting(
    in id: ObjectID, of parent: ObjectID, _ isEnough: (CheckedColumn) -> Bool
  ) -> BoundProof? {
    guard let column = checkedColumn(of: id, in: parent) else { return .missing }
    if isEnough(column) { return nil }
    if let column = checkedColumn(of: id, in: parent, isNotNull: true), isEnough(column) {
      return .nullable(column: column.name)
    }
    guard let column = checkedColumn(of: id, in: parent, withNotValid: true), isEnough(column),
      let check = catalog.constraints(of: id).first(where: {
        $0.constraint.kind == .check && !$0.constraint.isValid
      })
    else { return .missing }
    return .notValid(constraint: catalog[check.id].name)
  }

  /// The column of the partition key, if it is one, with what the constraints of the partition say of it.
  ///
  /// - Parameters:
  ///   - isNotNull: it is taken to be NOT NULL.
  ///   - withNotValid: constraints that are not validated are believed as well.
  private func checkedColumn(
    of id: ObjectID, in parent: ObjectID, isNotNull: Bool = false, withNotValid: Bool = false
  ) -> CheckedColumn? {
    guard let key = catalog.relation(parent)?.partitionKey, key.columns.count == 1,
      let number = key.columns[0], let own = column(number, of: parent, in: id),
      let relation = catalog.relation(id)
    else { return nil }
    let conditions = catalog.constraints(of: id).compactMap { entry -> String? in
      guard entry.constraint.kind == .check, entry.constraint.isValid || withNotValid else {
        return nil
      }
      return entry.constraint.expression.map { catalog.text(of: $0, in: relation) }
    }
    return CheckedColumn(
      name: relation[own].name, isNotNull: isNotNull || relation[own].isNotNull == true,
      conditions: conditions)
  }

  private func literals(_ values: [Expression]) -> Set<String> {
    Set(values.map { BoundValue.literal(source.text($0.range)) })
  }

  /// nil where a bound is neither a plain value nor MINVALUE or MAXVALUE.
  private func rangeBounds(
    _ from: [Expression], _ to: [Expression]
  ) -> (BoundValue?, BoundValue?)? {
    guard from.count == 1, to.count == 1 else { return nil }
    let texts = (source.text(from[0].range), source.text(to[0].range))
    let (low, high) = (BoundValue(texts.0), BoundValue(texts.1))
    guard low != nil || texts.0.lowercased() == "minvalue",
      high != nil || texts.1.lowercased() == "maxvalue"
    else { return nil }
    return (low, high)
  }
}

extension PartitionBound {
  fileprivate var strategy: PartitionKey.Strategy? {
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
  /// Of one column; nil for MINVALUE and MAXVALUE.
  case range(BoundValue?, BoundValue?)

  init?(_ bound: PartitionBoundDefinition) {
    guard case .values(let text) = bound else { return nil }
    func inner(_ start: String, _ end: String) -> Substring? {
      guard text.hasPrefix(start), text.hasSuffix(end) else { return nil }
      return text.dropFirst(start.count).dropLast(end.count)
    }
    if let list = inner("IN (", ")") {
      self = .list(Set(list.split(separator: ",").map { BoundValue.literal(String($0)) }))
      return
    }
    guard let range = inner("FROM (", ")"), let (from, to) = PartitionValues.split(range) else {
      return nil
    }
    let (low, high) = (BoundValue(from), BoundValue(to))
    guard low != nil || from.lowercased() == "minvalue",
      high != nil || to.lowercased() == "maxvalue"
    else { return nil }
    self = .range(low, high)
  }

  /// `a) TO (b`, of one column.
  private static func split(_ text: Substring) -> (String, String)? {
    let separator = ") TO ("
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(separator) {
        let end = text.index(index, offsetBy: separator.count)
        let (from, to) = (String(text[..<index]), String(text[end...]))
        return from.contains(",") || to.contains(",") ? nil : (from, to)
      }
      index = text.index(after: index)
    }
    return nil
  }

  /// Whether a row could belong to both; nil where that is not known.
  func meets(_ other: PartitionValues?) -> Bool? {
    switch (self, other) {
    case (.list(let own), .list(let others)): return !own.isDisjoint(with: others)
    case (.range(let low, let high), .range(let otherLow, let otherHigh)):
      let all = [low, high, otherLow, otherHigh].compactMap { $0 }
      guard all.allSatisfy({ $0.isComparable(to: all[0]) }) else { return nil }
      let startsBefore = high.flatMap { high in otherLow.map { $0 < high } } ?? true
      let endsAfter = low.flatMap { low in otherHigh.map { low < $0 } } ?? true
      return startsBefore && endsAfter
    default: return nil
    }
  }
}
