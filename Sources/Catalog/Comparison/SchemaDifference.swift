/// What has to happen to one schema to make it another, thing by thing.
package struct SchemaDifference: Sendable {
  package struct Change: Sendable {
    package var old: SchemaItem
    package var new: SchemaItem
    package var property: SchemaItem.Property
  }

  /// Only in the old schema.
  package internal(set) var missing: [SchemaItem] = []
  /// Only in the new schema.
  package internal(set) var extra: [SchemaItem] = []
  /// In both, and not the same. What is unknown on either side is no change.
  package private(set) var changes: [Change] = []

  package var isEmpty: Bool { missing.isEmpty && extra.isEmpty && changes.isEmpty }

  /// Ordered by name. Of a thing that is missing or extra, its parts are not mentioned.
  package init(from old: SchemaSnapshot, to new: SchemaSnapshot) {
    missing = Self.onlyIn(old, not: new)
    extra = Self.onlyIn(new, not: old)
    for old in old.items.values.sorted(by: { $0.identity < $1.identity }) {
      guard let new = new[old.identity] else { continue }
      changes += SchemaItem.Property.allCases.lazy.filter { old.differs(from: new, in: $0) }
        .map { Change(old: old, new: new, property: $0) }
    }
  }

  private static func onlyIn(_ snapshot: SchemaSnapshot, not other: SchemaSnapshot) -> [SchemaItem]
  {
    snapshot.items.values.filter { item in
      other[item.identity] == nil
        && !item.owners.contains { snapshot[$0] != nil && other[$0] == nil }
    }.sorted { $0.identity < $1.identity }
  }
}

extension SchemaItem {
  /// Both are known in a property, and not equal.
  package func differs(from other: SchemaItem, in property: Property) -> Bool {
    let (own, others) = (self[property], other[property])
    return own != others && own != .unknown && others != .unknown
  }
}
