import Catalog
import SQLSyntax

/// What goes, what comes, what stays and changes.
extension SchemaWriter {
  mutating func decide() {
    dropped = Set(pairs.onlyFirst)
    created = Set(pairs.onlySecond)
    for (id, other) in pairs.second.sorted(by: { $0.key < $1.key }) {
      if isMadeAnew(id, other) {
        dropped.insert(id)
        created.insert(other)
      } else if isReplaceable(id), text(id, renamed) != text(other, new) {
        created.insert(other)
      }
    }
    for (id, other) in pairs.second.sorted(by: { $0.key < $1.key }) where !dropped.contains(id) {
      guard let relation = old.relation(id), relation.hasColumnsOfItsOwn else { continue }
      let staying = Set(columnPairs(id, other).map(\.0))
      for number in relation.liveColumns
      where !staying.contains(number) && relation[number].isLocal {
        // One that was only concluded from its use was there before, too.
        if relation[number].origin == .before { continue }
        droppedColumns.append(ObjectAddress(id, .column(number)))
      }
      for (number, target) in columnPairs(id, other)
      where isGenerationChanged(id, number, other, target) {
        droppedColumns.append(ObjectAddress(id, .column(number)))
      }
    }
  }

  /// PostgreSQL cannot make a column generated, nor change how it is.
  private func isGenerationChanged(
    _ id: ObjectID, _ number: Int16, _ other: ObjectID, _ target: Int16
  ) -> Bool {
    guard let before = renamed.relation(id), let after = new.relation(other) else { return false }
    let left = before[number]
    let right = after[target]
    guard left.generated != nil || right.generated != nil else { return false }
    if left.generated != right.generated { return right.generated != nil }
    return left.defaultValue.map { renamed.text(of: $0, in: before) }
      != right.defaultValue.map { new.text(of: $0, in: after) }
  }

  /// The object has to go and to come back, for nothing else makes it what it shall be.
  private func isMadeAnew(_ id: ObjectID, _ other: ObjectID) -> Bool {
    switch (renamed[id].definition, new[other].definition) {
    case (.relation(let left), .relation(let right)):
      if left.kind != right.kind { return true }
      switch left.kind {
      case .index, .partitionedIndex:
        return renamed.definition(ofIndex: id) != new.definition(ofIndex: other)
      case .view:
        guard text(id, renamed) != text(other, new) else { return false }
        return !isPrefix(left, of: right)
      case .materializedView: return text(id, renamed) != text(other, new)
      case .table, .partitionedTable:
        if describeKey(left, renamed) != describeKey(right, new) { return true }
        guard pairs.renewed.contains(id) else { return false }
        let text = old.createTable(id)
        return text == nil || text != new.createTable(other)
      case .sequence, .foreignTable, .compositeType: return false
      }
    case (.constraint(let left), .constraint(let right)):
      if left.isAssumed || right.isAssumed { return false }
      return renamed.definition(ofConstraint: id) != new.definition(ofConstraint: other)
    case (.attached, .attached):
      return text(id, renamed) != text(other, new) || isOtherwiseDefined(id, other)
    case (.function(let left), .function(let right)):
      guard text(id, renamed) != text(other, new) else { return false }
      return left.kind != right.kind || left.kind == .aggregate
        || left.returnsSet != right.returnsSet || right.defaults < left.defaults
        || left.result.map { renamed.describe($0) } != right.result.map { new.describe($0) }
        || zip(left.argumentNames, right.argumentNames).contains { !$0.isEmpty && $0 != $1 }
        || left.signature != right.signature
        || text(id, renamed).returnedColumns != text(other, new).returnedColumns
    case (.type(let left), .type(let right)):
      guard pairs.renewed.contains(id) else { return false }
      if case .enum = left.definition, case .enum = right.definition {
        return renamed.createType(id) != new.createType(other)
      }
      return text(id, renamed) != text(other, new)
    case (.other(let left), .other):
      return left.type != .extension && left.type != .role && text(id, renamed) != text(other, new)
    default: return false
    }
  }

  /// The same text may be about another column since columns have been renamed.
  private func isOtherwiseDefined(_ id: ObjectID, _ other: ObjectID) -> Bool {
    guard let left = renamed.items(of: [id]).items.values.first,
      let right = new.items(of: [other]).items.values.first
    else { return false }
    return left.differs(from: right, in: .definition)
  }

  /// CREATE OR REPLACE takes the place of the old one.
  private func isReplaceable(_ id: ObjectID) -> Bool {
    switch old[id].definition {
    case .function: true
    case .relation(let relation): relation.kind == .view
    default: false
    }
  }

  private func describeKey(_ relation: Relation, _ catalog: Catalog) -> String? {
    relation.partitionKey.map { catalog.describe($0, of: relation) }
  }

  /// CREATE OR REPLACE VIEW can add columns behind those that are there.
  private func isPrefix(_ left: Relation, of right: Relation) -> Bool {
    let before = left.liveColumns.map { left[$0] }
    let after = right.liveColumns.map { right[$0] }
    guard before.count <= after.count, !left.hasUnknownColumns, !right.hasUnknownColumns else {
      return false
    }
    return zip(before, after).allSatisfy {
      $0.name == $1.name && $0.type != nil
        && $0.type.map { renamed.describe($0) } == $1.type.map { new.describe($0) }
    }
  }

  /// What is written of an object, in one string for comparisons.
  func text(_ id: ObjectID, _ catalog: Catalog) -> String {
    let written = catalog[id].written
    return (written?.statements ?? []).map { normalized(catalog.text(of: $0)) }
      .joined(separator: ";")
  }

  /// White space does not count, nor do the words that make a statement repeatable.
  private func normalized(_ text: String) -> String {
    var words = text.split(whereSeparator: \.isWhitespace)
    let head = words.prefix(6).map { $0.lowercased() }
    if let place = head.firstIndex(of: "if"), place + 2 < head.count, head[place + 1] == "not" {
      words.removeSubrange(place...(place + 2))
    }
    if words.count > 3, words[0].lowercased() == "create", words[1].lowercased() == "or" {
      words.removeSubrange(1...2)
    }
    return words.joined(separator: " ")
  }

  // MARK: - What else it takes

  /// Adds what stands in the way of what goes, and of the types that change: it goes before, and comes back.
  mutating func reach() {
    for (id, other) in pairs.second.sorted(by: { $0.key < $1.key }) where !dropped.contains(id) {
      for (number, target) in columnPairs(id, other)
      where isTypeChanged(id, number, other, target) {
        dropGeneratedColumns(over: ObjectAddress(id, .column(number)))
      }
    }
    var targets = dropped.sorted().map { ObjectAddress($0) } + droppedColumns
    var blocked: Set<ObjectID> = []
    for (id, other) in pairs.second where !dropped.contains(id) {
      for (number, target) in columnPairs(id, other)
      where isTypeChanged(id, number, other, target) {
        for dependency in old.dependencies(on: ObjectAddress(id, .column(number))) {
          let dependent = dependency.dependent.object
          if old.relation(dependent)?.view != nil || old.attached(dependent) != nil {
            blocked.insert(dependent)
          }
        }
      }
    }
    targets += blocked.sorted().map { ObjectAddress($0) }
    for address in old.deletion(of: targets, cascades: true).gone {
      let id = address.object
      guard address.part == .whole, !dropped.contains(id), let other = pairs.second[id] else {
        continue
      }
      // A table or a type that stays is not in the way: its columns are, and they change.
      switch old[id].definition {
      case .relation(let relation):
        guard relation.view != nil || relation.index != nil else { continue }
      case .constraint, .attached, .function, .other: break
      case .type, .schema: continue
      }
      dropped.insert(id)
      created.insert(other)
    }
    let holders = dropped.filter { old.relation($0)?.index == nil && old.relation($0) != nil }
    for root in holders.map({ ObjectAddress($0) }) + droppedColumns {
      for address in old.deletion(of: [root], cascades: false).gone
      where address.part == .whole && address != root {
        goesAlong.insert(address.object)
      }
    }
    for id in dropped {
      if let index = old.constraint(id)?.index { goesAlong.insert(index) }
      if let domain = old.constraint(id)?.owner, old.domain(domain) != nil,
        dropped.contains(domain)
      {
        goesAlong.insert(id)
      }
    }
  }

  /// The type of a column does not change while another one is computed from it.
  private mutating func dropGeneratedColumns(over column: ObjectAddress) {
    for dependency in old.dependencies(on: column) {
      let dependent = dependency.dependent
      guard dependent.object == column.object, let number = dependent.column,
        old.relation(dependent.object)?[number].generated != nil
      else { continue }
      let address = ObjectAddress(dependent.object, .column(number))
      if !droppedColumns.contains(address) { droppedColumns.append(address) }
    }
  }

  func isTypeChanged(
    _ id: ObjectID, _ number: Int16, _ other: ObjectID, _ target: Int16
  ) -> Bool {
    guard let left = renamed.relation(id)?[number], let right = new.relation(other)?[target],
      let type = left.type, let newType = right.type
    else { return false }
    if let user = type.userType, dropped.contains(user) { return true }
    return renamed.describe(type) != new.describe(newType)
      || (left.collation ?? "") != (right.collation ?? "")
  }

  /// Notes for everything that is made what it needs of the rest.
  mutating func collectNeeds() {
    for id in created {
      for dependency in new.dependencies(on: ObjectAddress(id)) {
        // A sequence is told later what it belongs to.
        if new.relation(dependency.dependent.object)?.sequence != nil { continue }
        needs[dependency.dependent.object, default: []].insert(id)
      }
      if let table = new.index(id)?.table { needs[id, default: []].insert(table) }
      if let container = new[id].container { needs[id, default: []].insert(container) }
      if let key = new.constraint(id)?.foreignKey {
        needs[id, default: []].insert(key.referenced)
        if let index = key.index {
          needs[id, default: []].insert(new.index(index)?.constraint ?? index)
        }
      }
    }
  }
}

extension String {
  /// The columns behind RETURNS TABLE; nil for a function that returns none.
  fileprivate var returnedColumns: Substring? {
    let lower = lowercased()
    guard let start = lower.firstRange(of: "returns table")?.upperBound else { return nil }
    var depth = 0
    for place in lower.indices[start...] {
      if lower[place] == "(" { depth += 1 }
      if lower[place] == ")" {
        depth -= 1
        if depth == 0 { return Substring(lower[start...place]) }
      }
    }
    return nil
  }
}

extension Relation {
  /// ALTER adds and drops them.
  fileprivate var hasColumnsOfItsOwn: Bool {
    kind.isTable || kind == .foreignTable || kind == .compositeType
  }
}
