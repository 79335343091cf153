package import Catalog

/// Writes the statements that lead from one schema to another: first what has to go, each thing before what it needs,
/// then what changes, then what has to be there, each behind what it needs.
struct SchemaWriter {
  /// The schema as it is, under the names that it has.
  var old: Catalog
  /// The same under the names of the new one.
  var renamed: Catalog
  /// The schema as it shall be.
  var new: Catalog
  let options: WritingOptions
  /// One schema has grown out of the other: the statements undo something.
  let sharesHistory: Bool
  var pairs: SchemaPairs
  var script = SchemaScript()

  /// Objects of the old schema that go, those among them that come back changed.
  var dropped: Set<ObjectID> = []
  /// Objects of the new schema that are made.
  var created: Set<ObjectID> = []
  /// Of tables that stay.
  var droppedColumns: [ObjectAddress] = []
  /// What has been written of both so far.
  var writtenDrops: Set<ObjectID> = []
  var writtenCreates: Set<ObjectID> = []
  /// Tables in which the migration has changed rows.
  var changedTables: Set<ObjectID> = []
  var hasDroppedColumns = false
  /// Parts of tables that go before their tables do.
  var droppedApart: Set<ObjectID> = []
  /// Whose turn it is, and what waits for it.
  var underway: Set<ObjectID> = []
  /// What goes without a word of its own, with a table or a column.
  var goesAlong: Set<ObjectID> = []
  /// Columns whose sequences belong to them, once both are there.
  var laterOwnerships: [(number: Int16, table: ObjectID)] = []
  /// By the objects that are made, those that they cannot be made without.
  var needs: [ObjectID: Set<ObjectID>] = [:]

  init(from old: Catalog, to new: Catalog, shareHistory: Bool, _ options: WritingOptions) {
    self.old = old.printing(options)
    self.new = new.printing(options)
    self.options = options
    sharesHistory = shareHistory
    pairs = SchemaPairs(old, new, shareHistory: shareHistory)
    renamed = self.old
    rename()
  }

  /// Gives the objects of `renamed` the names that they have in the new schema.
  private mutating func rename() {
    for (id, other) in pairs.second where !pairs.renewed.contains(id) {
      let name = new[other].name
      let container = new[other].container.map { pairs.first[$0] ?? $0 }
      if old[id].name != name || old[id].container != container {
        renamed.update(id) {
          $0.name = name
          $0.container = container
        }
      }
      for (number, target) in columnPairs(id, other) {
        guard let name = new.relation(other)?[target].name, old.relation(id)?[number].name != name
        else { continue }
        renamed.updateRelation(id) { $0[number].name = name }
      }
    }
  }

  /// The columns of a relation that stays: by their numbers if both schemas count them alike, otherwise by their names.
  func columnPairs(_ id: ObjectID, _ other: ObjectID) -> [(Int16, Int16)] {
    guard let left = old.relation(id), let right = new.relation(other) else { return [] }
    return left.liveColumns.compactMap { number in
      if sharesHistory, !pairs.renewed.contains(id) {
        guard Int(number) <= right.columns.count, !right[number].isDropped else { return nil }
        return (number, number)
      }
      return right.column(named: left[number].name).map { (number, $0) }
    }
  }

  /// Leaves alone what is only in the old schema, but for some things and their parts.
  mutating func keepExtras(besides extra: Set<ObjectID>) {
    let old = old
    pairs.keep { id in
      let owner = old.index(id)?.table ?? old[id].container
      return !extra.contains(id) && !(owner.map { extra.contains($0) } ?? false)
    }
  }

  /// Says what does not come back when something is undone.
  mutating func noteLoss(_ text: String) {
    if sharesHistory { script.note(text) }
  }

  mutating func write() -> SchemaScript {
    decide()
    reach()
    collectNeeds()
    writeDrops()
    writeRenames()
    writeEarlyCreates()
    writeChanges()
    writeLateDrops()
    writeLateCreates()
    return script
  }
}

extension Catalog {
  /// With names as the project writes them.
  fileprivate func printing(_ options: WritingOptions) -> Catalog {
    var catalog = self
    catalog.unqualifiedSchema = options.qualifiesPublic ? nil : publicSchema
    catalog.printsUnknownAsWritten = true
    return catalog
  }
}

/// The statements that lead from one schema to another.
///
/// - Parameters:
///   - shareHistory: one has grown out of the other, so that what has the same number is the same object.
///   - changedTables: those whose rows may not be what the new schema demands.
package func statements(
  from old: Catalog, to new: Catalog, shareHistory: Bool, options: WritingOptions,
  changedTables: Set<ObjectID> = []
) -> SchemaScript {
  var writer = SchemaWriter(from: old, to: new, shareHistory: shareHistory, options)
  writer.changedTables = changedTables
  return writer.write()
}

/// The statements that bring a file that holds the whole schema up to date with the migrations.
///
/// - Parameter drift: how the two differ; what it does not tell of stays.
package func statements(
  bringing schema: Catalog, upTo history: Catalog, drift: SchemaDrift, options: WritingOptions
) -> SchemaScript {
  var extra: Set<ObjectID> = []
  for case .extra(let item, _) in drift.differences where item.address.part == .whole {
    extra.insert(item.address.object)
  }
  var writer = SchemaWriter(from: schema, to: history, shareHistory: false, options)
  writer.keepExtras(besides: extra)
  return writer.write()
}
