import Catalog

/// Names that change back.
extension SchemaWriter {
  private struct Renaming {
    var statement: String
    /// What it makes room for, and what it needs room for.
    var oldName: String
    var newName: String
  }

  mutating func writeRenames() {
    var waiting = renamings()
    // What takes the name of another one waits for that one's own.
    while !waiting.isEmpty {
      let taken = Set(waiting.map(\.oldName))
      let free = waiting.firstIndex { !taken.contains($0.newName) }
      let next = waiting.remove(at: free ?? 0)
      if free == nil {
        script.note("Two names are exchanged here: the next statement needs a third name between.")
      }
      script.add(next.statement)
    }
    avoidCollisions()
  }

  private func renamings() -> [Renaming] {
    var found: [Renaming] = []
    // Schemas before what is in them: statements are written with the new name of the schema.
    for (id, other) in pairs.second.sorted(by: { $0.key < $1.key })
    where !pairs.renewed.contains(id) && !dropped.contains(id) && !pairs.unnamed.contains(id) {
      if !isNamedByAnother(id) { found += renamings(of: id, to: other) }
      for (number, target) in columnPairs(id, other) {
        guard let before = old.relation(id)?[number], let after = new.relation(other)?[target],
          before.name != after.name, before.isLocal, old.relation(id)?.view == nil
        else { continue }
        let part = old.relation(id)?.kind == .compositeType ? "ATTRIBUTE" : "COLUMN"
        let words = old.relation(id)?.kind.words ?? "TABLE"
        found.append(
          Renaming(
            statement: "ALTER \(words) \(renamed.printedName(id)) RENAME \(part) "
              + "\(quotedName(before.name)) TO \(quotedName(after.name))",
            oldName: "\(id.number).\(before.name)", newName: "\(id.number).\(after.name)"))
      }
    }
    return found
  }

  /// Its name is that of its constraint or its index.
  private func isNamedByAnother(_ id: ObjectID) -> Bool {
    old.index(id)?.constraint != nil || isFromParent(id)
  }

  /// Indexes and the sequences of columns go where their table goes.
  private func movesWithTable(_ id: ObjectID) -> Bool {
    guard let relation = old.relation(id) else { return false }
    return relation.index != nil || relation.sequence?.owner != nil
  }

  private func renamings(of id: ObjectID, to other: ObjectID) -> [Renaming] {
    var found: [Renaming] = []
    let before = old[id]
    let after = new[other]
    // Where it is now, with its own old name.
    var place = renamed
    place.update(id) { $0.name = before.name }
    if let container = before.container, old.schemaContainer(id) != nil,
      container != renamed[id].container, !movesWithTable(id)
    {
      place.update(id) { $0.container = container }
      guard let target = after.container, let name = place.named(id) else { return [] }
      found.append(
        Renaming(
          statement: "ALTER \(name) SET SCHEMA \(new.printedName(target))",
          oldName: old.identity(of: id), newName: new.identity(of: other) + before.name))
      place.update(id) { $0.container = renamed[id].container }
    }
    guard before.name != after.name else { return found }
    let names = "RENAME TO \(quotedName(after.name))"
    let keys = (old.identity(of: id), renamed.identity(of: id))
    switch before.definition {
    case .constraint(let constraint):
      let words = old.domain(constraint.owner) == nil ? "TABLE" : "DOMAIN"
      found.append(
        Renaming(
          statement: "ALTER \(words) \(renamed.printedName(constraint.owner)) RENAME CONSTRAINT "
            + "\(quotedName(before.name)) TO \(quotedName(after.name))",
          oldName: keys.0, newName: keys.1))
    default:
      guard var name = place.named(id) else { return found }
      // All kinds of relations that PostgreSQL can rename if they are there.
      if let relation = before.relationKind, relation != .compositeType {
        name = name.inserting(
          "IF EXISTS", behind: relation.words.split(separator: " ").map(String.init))
      }
      found.append(Renaming(statement: "ALTER \(name) \(names)", oldName: keys.0, newName: keys.1))
    }
    return found
  }

  /// Something goes late, and something else of its name has to be made before: the first makes room.
  private mutating func avoidCollisions() {
    var names: [String: ObjectID] = [:]
    for id in dropped where !writtenDrops.contains(id) { names[old.printedName(id)] = id }
    for other in created.sorted() {
      guard let id = names[new.printedName(other)], isTypeOrSequence(id), isTypeOrSequence(other),
        let name = old.named(id)
      else { continue }
      let room = old[id].name + "_undone"
      script.add("ALTER \(name) RENAME TO \(quotedName(room))")
      old.update(id) { $0.name = room }
    }
  }

  private func isTypeOrSequence(_ id: ObjectID) -> Bool {
    let catalog = dropped.contains(id) ? old : new
    switch catalog[id].definition {
    case .type: return true
    case .relation(let relation):
      return relation.kind == .compositeType || relation.kind == .sequence
    default: return false
    }
  }
}

extension CatalogObject {
  var relationKind: RelationKind? {
    if case .relation(let relation) = definition { relation.kind } else { nil }
  }
}

extension Catalog {
  /// The schema that an object is in; nil for parts of tables and for what is in none.
  func schemaContainer(_ id: ObjectID) -> ObjectID? {
    guard let container = self[id].container, case .schema = self[container].definition else {
      return nil
    }
    return container
  }
}
