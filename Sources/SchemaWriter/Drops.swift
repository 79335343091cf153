import Catalog
import SQLSyntax

/// What goes.
extension SchemaWriter {
  /// All that goes and that nothing needs which stays: the newest first, and each thing before what it needs.
  mutating func writeDrops() {
    let inOrder = dropped.sorted(by: >)
    for id in inOrder where isOnTop(id) && !goesAlong.contains(id) { writeDrop(id) }
    writeColumnDrops()
    hasDroppedColumns = true
    for id in inOrder where old.relation(id)?.kind.isTable ?? false { writeDrop(id) }
    for id in inOrder where !isNeededByWhatChanges(id) { writeDrop(id) }
  }

  /// What stands on others, and nothing on it but its like.
  private func isOnTop(_ id: ObjectID) -> Bool {
    switch old[id].definition {
    case .relation(let relation): relation.view != nil || relation.index != nil
    case .constraint, .attached: true
    case .other(let other): other.type == .statistics || other.type == .publication
    case .schema, .type, .function: false
    }
  }

  /// A column that stays has it, until it changes.
  private func isNeededByWhatChanges(_ id: ObjectID) -> Bool {
    old.dependencies(on: ObjectAddress(id)).contains { dependency in
      let dependent = dependency.dependent
      guard !dropped.contains(dependent.object), old.relation(dependent.object) != nil,
        let number = dependent.column
      else { return false }
      return !droppedColumns.contains(ObjectAddress(dependent.object, .column(number)))
    }
  }

  private mutating func writeDrop(_ id: ObjectID) {
    guard dropped.contains(id), writtenDrops.insert(id).inserted else { return }
    underway.insert(id)
    defer { underway.remove(id) }
    for dependency in old.dependencies(on: ObjectAddress(id)).reversed() {
      let dependent = dependency.dependent.object
      guard dependent != id, dropped.contains(dependent) else { continue }
      // What goes with its table goes when that does.
      if goesAlong.contains(dependent), let owner = old.constraint(dependent)?.owner, owner != id {
        let goesWithColumn = !dropped.contains(owner) && !hasDroppedColumns
        if underway.contains(owner) || goesWithColumn {
          // Of tables that refer to each other in a circle, one reference has to go by itself; and so has one whose column
          // goes later.
          if droppedApart.insert(dependent).inserted { old.drop(dependent).map { script.add($0) } }
        } else {
          writeDrop(owner)
        }
      }
      writeDrop(dependent)
    }
    if goesAlong.contains(id) || isFromParent(id) { return }
    // DROP IDENTITY takes it.
    if old.relation(id)?.sequence?.isOfIdentity == true { return }
    // A partitioned index cannot be dropped concurrently.
    let isStaying =
      old.relation(id)?.kind == .index
      && (old.index(id)?.table).map { !dropped.contains($0) } ?? false
    guard let text = old.drop(id, concurrently: options.mayUseConcurrently && isStaying) else {
      script.note("\(old.qualifiedName(id)) has to be dropped by hand.")
      return
    }
    script.add(text)
  }

  /// It is there because the table above has it.
  func isFromParent(_ id: ObjectID, in catalog: Catalog? = nil) -> Bool {
    let catalog = catalog ?? old
    if let constraint = catalog.constraint(id) {
      if constraint.kind == .trigger || constraint.kind == .notNull { return true }
      return !catalog.isOwn(id)
    }
    if let attached = catalog.attached(id) { return attached.isFromParent }
    if let index = catalog.index(id) {
      return index.constraint != nil || catalog.relation(id)?.parents.isEmpty == false
    }
    return false
  }

  private mutating func writeColumnDrops() {
    var tables: [ObjectID] = []
    for column in droppedColumns where !tables.contains(column.object) {
      tables.append(column.object)
    }
    for column in droppedColumns {
      for dependency in old.dependencies(on: column)
      where !goesAlong.contains(dependency.dependent.object)
        && old.relation(dependency.dependent.object)?.kind.isTable != true
      {
        writeDrop(dependency.dependent.object)
      }
    }
    for table in tables.sorted(by: >) {
      let columns = droppedColumns.filter { $0.object == table }.compactMap(\.column)
      // What reads a column is gone; a column that is computed from another one goes first.
      let ordered = columns.sorted { left, right in
        let isGenerated = (
          old.relation(table)?[left].generated != nil, old.relation(table)?[right].generated != nil
        )
        return isGenerated.0 == isGenerated.1 ? left > right : isGenerated.0
      }
      let part = old.relation(table)?.kind == .compositeType ? "ATTRIBUTE" : "COLUMN"
      let drops = ordered.map { number in
        "DROP \(part) IF EXISTS \(quotedName(old.relation(table)?[number].name ?? ""))"
      }
      script.add(alter(table, old, drops))
    }
  }

  /// ALTER TABLE with all that is to be said of a table.
  func alter(_ table: ObjectID, _ catalog: Catalog, _ commands: [String]) -> String {
    let words = "ALTER \(catalog.relation(table)?.kind.words ?? "TABLE")"
    let name = catalog.printedName(table)
    if commands.count == 1 { return "\(words) \(name) \(commands[0])" }
    return "\(words) \(name)\n  " + commands.joined(separator: ",\n  ")
  }

  /// What had to wait until no column has it any more.
  mutating func writeLateDrops() {
    for id in dropped.sorted(by: >) { writeDrop(id) }
  }
}
