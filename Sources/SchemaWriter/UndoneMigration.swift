import Catalog
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// A migration that has been run, with the schemas before and after it, and what of it no schema tells.
struct UndoneMigration {
  /// One of its up sections.
  typealias Section = (syntax: SyntaxFile, transport: Transport)

  let before: Catalog
  let after: Replay
  /// Statements that undo what the catalogue does not have, the last first.
  private(set) var inverses: [String] = []
  /// What cannot be undone, in the order of the file.
  private(set) var notes: [String] = []
  private(set) var changedTables: Set<ObjectID> = []
  /// What of the migration fails.
  private(set) var failures: [String] = []

  init(_ sections: [Section], on server: Replay) {
    var server = server
    let known = server.catalog
    var names = OriginalNames()
    var notes: [String] = []
    var inverses: [String] = []
    var failures: [String] = []
    var changedTables: Set<ObjectID> = []
    for section in sections {
      let lines = LineNumbers(section.syntax.bytes)
      server.run(section.syntax, transport: section.transport) {
        statement, context, effects, replay in
        guard !context.isRolledBack else { return }
        let line = lines[statement.range.start]
        if let failure = effects.failure {
          failures.append("Line \(line) of the migration fails: \(failure.message).")
          return
        }
        names.note(statement, effects, replay.catalog, known: known.objectCount)
        let lost = LostEffects(
          statement, in: section.syntax, effects, known: known, now: replay.catalog, line: line)
        notes += lost.notes
        changedTables.formUnion(lost.changedTables)
        inverses.insert(contentsOf: lost.inverses, at: 0)
      }
    }
    server.endSession()
    before = names.complete(known, from: server.catalog)
    after = server
    self.notes = notes
    self.changedTables = changedTables
    self.inverses = inverses
    self.failures = failures
  }
}

/// The names that things had before the migration of which the history knows only that they were there.
private struct OriginalNames {
  private var objects: [ObjectID: String] = [:]
  private var columns: [ObjectAddress: String] = [:]

  mutating func note(_ statement: Statement, _ effects: Effects, _ now: Catalog, known: Int) {
    guard case .rename(let rename) = statement.tree,
      let id = effects.relations[rename.name.range]?.id
    else { return }
    if rename.object == .column, let part = rename.part,
      let number = now.relation(id)?.column(named: rename.newName.text)
    {
      let address = ObjectAddress(id, .column(number))
      if columns[address] == nil { columns[address] = part.text }
    } else if rename.part == nil, id.number >= known, objects[id] == nil {
      objects[id] = rename.name.name.text
    }
  }

  /// The schema before, with what the migration showed to have been there all the time: every object has the number that it
  /// has afterwards.
  func complete(_ before: Catalog, from after: Catalog) -> Catalog {
    var complete = before
    for id in before.everyObject {
      guard let old = before.relation(id), let new = after.relation(id),
        new.columns.count > old.columns.count
      else { continue }
      complete.updateRelation(id) { relation in
        for place in old.columns.count..<new.columns.count {
          relation.columns.append(earlier(new.columns[place], of: id, Int16(place + 1)))
        }
      }
    }
    for id in after.everyObject where id.number >= before.objectCount {
      var object = after[id]
      let wasThere = object.origin == .before
      object.name = objects[id] ?? object.name
      object.comment = nil
      object.isDropped = false
      // The migration has moved it into a schema that it made later.
      if let container = object.container, container.number > id.number {
        object.container = complete.publicSchema
      }
      if case .relation(var relation) = object.definition {
        relation.constraints = []
        relation.indexes = []
        relation.attached = []
        for place in relation.columns.indices {
          relation.columns[place] = earlier(relation.columns[place], of: id, Int16(place + 1))
        }
        object.definition = .relation(relation)
      }
      let added = complete.add(object)
      if !wasThere { complete.remove(added) }
    }
    return complete
  }

  /// A column as it was before: not there if the migration made it, otherwise with a name and nothing else that is known.
  private func earlier(_ column: Column, of id: ObjectID, _ number: Int16) -> Column {
    guard column.origin == .before else {
      var gone = column
      gone.isDropped = true
      return gone
    }
    let name = columns[ObjectAddress(id, .column(number))] ?? column.name
    var earlier = Column(name: name, type: nil, isNotNull: nil, origin: .before)
    earlier.hasUnknownDefault = true
    return earlier
  }
}

/// Offsets to lines, for messages in files that are written.
struct LineNumbers {
  private var starts: [UInt32] = [0]

  init(_ bytes: [UInt8]) {
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(UInt32(offset) + 1)
    }
  }

  /// From 1.
  subscript(offset: UInt32) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }
}
