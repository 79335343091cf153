package import Catalog

/// What a way back makes of what its migration did: the schema before the migration, compared thing by thing with the one
/// after both have run, in the schema where they stand.
package struct WayBack: Sendable {
  /// One thing that is not what it was before.
  package struct Difference: Sendable {
    package enum Kind: Sendable, Equatable {
      /// The migration made it, and the way back leaves it.
      case staysBehind
      /// The migration took it, and the way back does not bring it back.
      case staysAway
      /// It keeps the name that the migration gave it.
      case staysRenamed
      /// What the migration made of it stays.
      case staysChanged(SchemaItem.Property)
      /// The way back makes it otherwise than it was.
      case comesBackOtherwise(SchemaItem.Property)
      /// The way back makes it, though neither was it there before nor did the migration take it.
      case isNew
      /// The way back takes it, though the migration did not make it.
      case isTaken
      /// The way back changes it, though the migration did not.
      case isChanged(SchemaItem.Property)

      /// The way back does more than undo.
      package var isExcess: Bool {
        switch self {
        case .isTaken, .isChanged: true
        default: false
        }
      }

      /// It is the work of a statement that is known, whatever others do.
      fileprivate var isOfKnownStatement: Bool {
        switch self {
        case .staysBehind, .staysRenamed, .staysChanged: true
        default: false
        }
      }

      /// What of the thing is not what it was; nil where all of it is there, or not.
      package var property: SchemaItem.Property? {
        switch self {
        case .staysChanged(let property), .comesBackOtherwise(let property),
          .isChanged(let property):
          property
        default: nil
        }
      }
    }

    package var kind: Kind
    /// As it is, or as it was where it is gone.
    package var item: SchemaItem
    /// As it was before the migration; nil where it was not there.
    package var before: SchemaItem?
    /// As it is after the way back; nil where it is gone.
    package var after: SchemaItem?
  }

  /// A schema at one moment, as far as one migration and its way back touch it.
  package struct Moment: Sendable {
    package var things: SchemaSnapshot
    /// Relations of which not all columns are known, by name.
    package var incomplete: Set<String> = []
    /// What may have been dropped.
    package var doubtful: Set<ObjectID> = []
  }

  /// What tells whether something that only the way back makes was there before the files.
  package struct Numbers: Sendable {
    /// The numbers of the migration and of its way back as files of the replay.
    package var migration: Int32
    package var wayBack: Int32
    /// What the migration drops, without schemas and owners.
    package var dropped: Set<String> = []
    /// It is known what each statement of the migration does.
    package var isFollowed = true

    package init(migration: Int32 = -1, wayBack: Int32 = -1) {
      self.migration = migration
      self.wayBack = wayBack
    }
  }

  /// Ordered by name.
  package private(set) var differences: [Difference] = []
  /// Tables and columns that the migration made, and the way back drops with what was written to them since.
  package private(set) var emptied: [SchemaItem] = []
  /// Tables and columns that the migration takes away, with what they hold.
  package private(set) var destroyed: [SchemaItem] = []
  package let before: Moment
  package let between: Moment
  package let after: Moment

  /// - Parameters:
  ///   - before: before the migration.
  ///   - between: behind it.
  ///   - after: behind its way back.
  package init(before: Moment, between: Moment, after: Moment, _ numbers: Numbers) {
    self.before = before
    self.between = between
    self.after = after
    compare(numbers)
  }
}

extension WayBack {
  private mutating func compare(_ numbers: Numbers) {
    let whole = SchemaDifference(from: before.things, to: after.things)
    var taken = whole.missing.filter { !after.isDoubtful($0) && $0.certainty > .assumed }
    // What nobody has made is known only since the migration uses it.
    let undone = SchemaDifference(from: between.things, to: after.things)
    taken += undone.missing.filter {
      $0.certainty == .assumed && before.things[$0.identity] == nil && !after.isDoubtful($0)
    }
    var renamed: [ObjectAddress: SchemaItem] = [:]
    for item in whole.extra { renamed[item.address] = item }
    for item in taken {
      if let other = renamed[item.address], other.identity.kind == item.identity.kind {
        note(.staysRenamed, other, before: item, after: other)
        for property in SchemaItem.Property.allCases where item.differs(from: other, in: property) {
          note(property, from: item, to: other)
        }
      } else {
        // What the migration has replaced is not what was there before.
        let isUntouched = between.things[item.identity]?.address == item.address
        note(isUntouched ? .isTaken : .staysAway, item, before: item)
      }
    }
    let old = Set(taken.map(\.address))
    let parts = partsOfAssumed(whole)
    // What nobody has made may be a partition: its index goes with that of its table.
    let losesIndex = undone.missing.contains { $0.identity.kind == .index }
    let extra = whole.extra + parts.filter { !losesIndex || $0.identity.kind != .index }
    for item in extra where !old.contains(item.address) {
      if let kind = kind(ofExtra: item, numbers) { note(kind, item, after: item) }
    }
    for change in whole.changes { note(change.property, from: change.old, to: change.new) }
    // What cannot be followed may have taken something away or made it, but hardly what a statement beside it makes.
    if !numbers.isFollowed { differences.removeAll { !$0.kind.isOfKnownStatement } }
    emptied = undone.missing.filter {
      before.things[$0.identity] == nil && isDestroyed($0, after)
    }
    destroyed = SchemaDifference(from: before.things, to: between.things).missing
      .filter { isDestroyed($0, between) }
    differences.sort { $0.item.identity < $1.item.identity }
  }

  /// What belongs to things of which nothing was known before.
  private func partsOfAssumed(_ whole: SchemaDifference) -> [SchemaItem] {
    let assumed = Set(whole.extra.filter { $0.certainty == .assumed }.map(\.identity))
    guard !assumed.isEmpty else { return [] }
    return after.things.items.values.filter { item in
      before.things[item.identity] == nil
        && item.owners.contains(where: assumed.contains)
        && item.owners.allSatisfy { assumed.contains($0) || before.things[$0] != nil }
    }
  }

  /// It holds data, and is gone, not renamed.
  private func isDestroyed(_ item: SchemaItem, _ later: Moment) -> Bool {
    (item.identity.kind == .table || item.identity.kind == .column) && item.certainty > .assumed
      && !later.isDoubtful(item)
      && !later.things.items.values.contains { $0.address == item.address }
  }

  private mutating func note(
    _ kind: Difference.Kind, _ item: SchemaItem, before: SchemaItem? = nil,
    after: SchemaItem? = nil
  ) {
    differences.append(Difference(kind: kind, item: item, before: before, after: after))
  }

  private mutating func note(
    _ property: SchemaItem.Property, from old: SchemaItem, to new: SchemaItem
  ) {
    let kind: Difference.Kind
    if let middle = between.things[old.identity] ?? between.things[new.identity] {
      // Where it is unknown behind the migration, nobody knows who changed it.
      guard middle[property] != .unknown else { return }
      kind =
        middle[property] == new[property]
        ? .staysChanged(property)
        : middle[property] == old[property] ? .isChanged(property) : .comesBackOtherwise(property)
    } else {
      kind = .comesBackOtherwise(property)
    }
    note(kind, new, before: old, after: new)
  }

  /// What is to be said of something that was not there before; nil where it may have been.
  private func kind(ofExtra item: SchemaItem, _ numbers: Numbers) -> Difference.Kind? {
    guard item.certainty > .assumed, isKnownToLack(item), !isPutBack(item) else { return nil }
    if item.origin.file == numbers.migration { return .staysBehind }
    guard item.origin.file == numbers.wayBack else { return nil }
    // What the history has not made, the migration may drop, and the way back make again.
    let isOfKnown = item.owners.contains { before.things[$0]?.certainty == .certain }
    let names = [item.identity] + item.owners
    if !isOfKnown, names.contains(where: { !numbers.dropped.isDisjoint(with: $0.names) }) {
      return nil
    }
    if between.things[item.identity] != nil { return .staysBehind }
    return .isNew
  }

  /// The way back gives a function that the migration makes other code: that of before, which none of the files has made.
  private func isPutBack(_ item: SchemaItem) -> Bool {
    item.identity.kind == .function
      && between.things[item.identity].map { $0.differs(from: item, in: .body) } ?? false
  }

  /// It was not there before; of columns, that is known only where all are.
  private func isKnownToLack(_ item: SchemaItem) -> Bool {
    guard item.identity.kind == .column, item.origin.file >= 0 else { return true }
    return !before.incomplete.contains(item.identity.relation)
      || between.things[item.identity]?.address == item.address
  }
}

extension WayBack.Moment {
  /// Nobody knows whether the thing is there, which was so at another moment.
  fileprivate func isDoubtful(_ item: SchemaItem) -> Bool {
    doubtful.contains(item.address.object)
      || item.identity.kind == .column && incomplete.contains(item.identity.relation)
  }
}

extension SchemaItem.Identity {
  /// What DROP may call it.
  fileprivate var names: Set<String> {
    let last = relation.split(separator: ".").last.map(String.init) ?? relation
    return kind == .column ? [last, part] : part.isEmpty ? [last] : [last, part]
  }
}

extension Replay {
  /// Takes back a migration and its way back, and compares what there was.
  ///
  /// - Parameters:
  ///   - start: where the migration began; it is given back.
  ///   - middle: where its way back began; it is given back. The replay then stands there again.
  package mutating func compare(
    from start: Catalog.Mark, over middle: Catalog.Mark, _ numbers: WayBack.Numbers
  ) -> WayBack {
    let touched = catalog.touched(since: start)
    let after = moment(of: touched)
    catalog.undo(to: middle)
    let between = moment(of: touched)
    let redo = catalog.takeBack(to: start)
    let before = moment(of: touched)
    catalog.redo(redo)
    return WayBack(before: before, between: between, after: after, numbers)
  }

  private func moment(of touched: Set<ObjectID>) -> WayBack.Moment {
    let there = touched.filter { catalog.contains($0) }
    var moment = WayBack.Moment(things: catalog.items(of: there))
    for id in there {
      if catalog[id].isDropped {
        if catalog.mayBeThere(id) { moment.doubtful.insert(id) }
      } else if catalog.relation(id)?.hasUnknownColumns ?? false {
        moment.incomplete.insert(catalog.qualifiedName(id))
      }
    }
    return moment
  }
}
