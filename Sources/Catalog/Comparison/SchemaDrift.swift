/// Whether a file that holds the whole schema has been kept in step with the migrations: what they make must be in it,
/// and nothing else.
package struct SchemaDrift: Sendable {
  package struct Options: Sendable {
    /// The order of a table's columns counts. A column that is added stands last, wherever people write it.
    package var comparesColumnOrder = false
    /// Names count that PostgreSQL made up for constraints and indexes.
    package var comparesMadeUpNames = false
    /// Tables of which only the schema file may know: those in which runners keep their books.
    package var bookkeeping: Set<String> = []
    /// The history begins with an empty database: what it has not made is not there.
    package var isWhole = true

    package init() {}
  }

  package enum Difference: Sendable {
    /// The migrations make it, and the schema file does not.
    case missing(SchemaItem)
    /// The schema file makes it, and the migrations do not; the object that they have dropped, if there was one.
    case extra(SchemaItem, dropped: ObjectID?)
    /// `old` is what the migrations make.
    case changed(SchemaDifference.Change)
    /// The columns of a table that are in both, in their orders.
    case order(SchemaItem, SchemaItem, migrations: [String], schema: [String])

    /// What the migrations make; where they do not, what the schema file makes.
    package var item: SchemaItem {
      switch self {
      case .missing(let item), .extra(let item, _), .order(let item, _, _, _): item
      case .changed(let change): change.old
      }
    }

    /// What is wrong with the schema file, in a few words: "column public.users.email is missing".
    package var words: String {
      switch self {
      case .missing(let item): "\(item.identity) is missing"
      case .extra(let item, dropped: nil): "\(item.identity) is made by no migration"
      case .extra(let item, _): "\(item.identity) is still there"
      case .changed(let change):
        "\(change.old.identity): \(change.property.rawValue) is \(change.new[change.property].words) "
          + "instead of \(change.old[change.property].words)"
      case .order(let item, _, let migrations, let schema):
        "\(item.identity): its columns are in the order \(schema.joined(separator: ", ")) "
          + "instead of \(migrations.joined(separator: ", "))"
      }
    }
  }

  package private(set) var differences: [Difference] = []
  /// Things of the schema file that migrations outside of the history may have made.
  package private(set) var uncertain: [SchemaItem] = []

  private let history: Catalog
  private let schema: Catalog
  private let options: Options

  /// - Parameters:
  ///   - history: behind the last migration.
  ///   - schema: what the file makes of an empty database.
  package init(history: Catalog, schema: Catalog, options: Options = Options()) {
    self.history = history
    self.schema = schema
    self.options = options
    let (old, new) = (
      history.items(of: history.allObjects), schema.items(of: schema.allObjects)
    )
    var difference = SchemaDifference(from: old, to: new)
    if !options.comparesMadeUpNames { difference.pair { isMadeUp($0, $1) } }
    differences = difference.missing.filter { $0.certainty != .assumed }.map { .missing($0) }
    noteExtra(difference.extra)
    differences += difference.changes.map { .changed($0) }
    if options.comparesColumnOrder { compareOrders(old, new) }
  }

  private mutating func noteExtra(_ items: [SchemaItem]) {
    let dropped = history.droppedIdentities
    for item in items where item.certainty != .assumed && !isBookkeeping(item.identity) {
      let object = dropped[item.identity]
      if options.isWhole && !isOpen(item) || object != nil {
        differences.append(.extra(item, dropped: object))
      } else {
        uncertain.append(item)
      }
    }
  }

  /// The history uses things, where this one is, that it has not made.
  private func isOpen(_ item: SchemaItem) -> Bool {
    var top = item.address.object
    while let container = schema[top].container { top = container }
    guard case .found(let own) = history.schema(schema[top].name) else { return false }
    return history.hasAssumed(in: own)
  }

  private func isBookkeeping(_ identity: SchemaItem.Identity) -> Bool {
    options.bookkeeping.contains(identity.relation)
      || options.bookkeeping.contains(
        String(identity.relation.split(separator: ".").last ?? ""))
  }

  /// The same constraint or index, but for a name that nobody gave it.
  private func isMadeUp(_ old: SchemaItem, _ new: SchemaItem) -> Bool {
    guard old.identity.kind == new.identity.kind, old.nameless == new.nameless else { return false }
    return history[old.address.object].isNameMadeUp || schema[new.address.object].isNameMadeUp
  }

  private mutating func compareOrders(_ old: SchemaSnapshot, _ new: SchemaSnapshot) {
    for item in old.items.values.sorted(by: { $0.identity < $1.identity })
    where item.identity.kind == .table {
      guard let other = new[item.identity], let one = history.relation(item.address.object),
        let two = schema.relation(other.address.object)
      else { continue }
      let (names, others) = (one.columnNames, two.columnNames)
      let common = Set(names).intersection(others)
      let (first, second) = (names.filter(common.contains), others.filter(common.contains))
      if first != second {
        differences.append(.order(item, other, migrations: first, schema: second))
      }
    }
  }
}

extension SchemaItem.Value? {
  /// As it is shown; "none" for what the thing does not have.
  package var words: String {
    switch self {
    case .known(let text): text
    case .unknown: "not known"
    case nil: "none"
    }
  }
}

extension SchemaDifference {
  /// Takes out pairs of what is missing and what is extra that are the same.
  fileprivate mutating func pair(_ isSame: (SchemaItem, SchemaItem) -> Bool) {
    var rest = Dictionary(grouping: extra.indices) { extra[$0].nameless ?? "" }
    var paired: Set<Int> = []
    missing.removeAll { item in
      guard let definition = item.nameless,
        let place = rest[definition]?.first(where: { isSame(item, extra[$0]) })
      else { return false }
      rest[definition]?.removeAll { $0 == place }
      paired.insert(place)
      return true
    }
    extra = extra.indices.filter { !paired.contains($0) }.map { extra[$0] }
  }
}

extension SchemaItem {
  /// What a constraint or an index says, but for its name; nil for anything else.
  fileprivate var nameless: String? {
    guard case .known(let definition) = self[.definition] else { return nil }
    switch identity.kind {
    case .constraint: return "\(identity.relation) \(definition)"
    case .index:
      guard let name = definition.firstRange(of: " INDEX "),
        let table = definition.firstRange(of: " ON ")
      else { return nil }
      return String(definition[..<name.lowerBound] + definition[table.lowerBound...])
    default: return nil
    }
  }
}

extension Relation {
  fileprivate var columnNames: [String] { liveColumns.map { self[$0].name } }
}
