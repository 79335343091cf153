import Catalog
import Effects
import SQLLexer
import SQLSyntax

/// A column of a table that was there before the migration: an INSERT could leave it out then, and cannot when the
/// migration is through, for it is NOT NULL and nothing fills it.
package struct RequiredColumn: Sendable {
  package var name: String
  /// The migration adds it: no INSERT of the running release names it.
  package var isNew: Bool
}

/// Follows what makes columns required through a section.
struct RequiredColumns {
  private struct Key: Hashable {
    var table: ObjectID
    var column: String
  }
  private struct Candidate {
    var step: Int
    var command: ByteRange
    var column: RequiredColumn
  }
  /// The last command about each.
  private var candidates: [Key: Candidate] = [:]
  /// Columns of before the migration that were NOT NULL and had a default, which a step has taken away.
  private var lostDefaults: Set<Key> = []
  /// Columns that are so already when the present step starts: it is not what makes them so.
  private var requiredBefore: Set<Key> = []

  /// Looks at what a step is about to change.
  mutating func enter(_ stop: Stop, _ server: Replay) {
    requiredBefore = []
    guard case .alterTable(let alter) = stop.statement.tree, alter.object == .table,
      alter.commands.contains(where: \.mayRequireColumn), let table = server.find(alter.name),
      let relation = server.catalog.relation(table.id)
    else { return }
    for command in alter.commands where command.mayRequireColumn {
      let key = command.name.map { Key(table: table.id, column: $0.text) }
      if let key, candidates[key] != nil, server.requires(key.column, of: key.table) {
        requiredBefore.insert(key)
      }
    }
    for command in alter.commands where command.dropsDefault {
      guard let name = command.name, let number = relation.column(named: name.text),
        relation[number].defaultValue != nil, relation[number].isNotNull == true
      else { continue }
      lostDefaults.insert(Key(table: table.id, column: name.text))
    }
  }

  /// Notes what a step has done.
  mutating func note(_ stop: Stop, _ step: ReplayedStep, at place: Int, _ server: Replay) {
    guard case .alterTable(let alter) = stop.statement.tree, alter.object == .table,
      !stop.context.isRolledBack, step.effects.failure == nil,
      let table = server.find(alter.name), !table.isPrivate,
      let relation = server.catalog.relation(table.id), !relation.isPartition
    else { return }
    for command in alter.commands where command.mayRequireColumn {
      guard let name = command.name, let number = relation.column(named: name.text) else {
        continue
      }
      let key = Key(table: table.id, column: name.text)
      let isNew = relation[number].origin.file == server.file
      guard isNew || lostDefaults.contains(key), !requiredBefore.contains(key) else { continue }
      candidates[key] = Candidate(
        step: place, command: command.range,
        column: RequiredColumn(name: name.text, isNew: isNew))
    }
  }

  func end(_ server: Replay, _ steps: inout [ReplayedStep]) {
    for (key, candidate) in candidates where server.requires(key.column, of: key.table) {
      steps[candidate.step].clients.requiredColumns[candidate.command] = candidate.column
    }
  }
}

extension Replay {
  /// INSERT must give the column a value.
  fileprivate func requires(_ column: String, of table: ObjectID) -> Bool {
    guard !catalog[table].isDropped, let relation = catalog.relation(table),
      let number = relation.column(named: column)
    else { return false }
    let column = relation[number]
    guard column.isNotNull == true, column.defaultValue == nil, !column.hasUnknownDefault,
      column.identity == nil, column.generated == nil
    else { return false }
    if let type = column.type?.userType {
      guard let domain = catalog.domain(type) else { return catalog.type(type) != nil }
      if domain.defaultValue != nil { return false }
    }
    // A trigger may fill it.
    return !catalog.attached(to: table).contains { _, attached in
      attached.kind == .trigger && attached.timing == .before && attached.isForEachRow
        && attached.events.contains(.insert) && attached.isEnabled
    }
  }
}

extension AlterTableCommand {
  fileprivate var dropsDefault: Bool {
    guard kind == .columnDefault else { return false }
    if case .expression = details { return false }
    return true
  }

  fileprivate var mayRequireColumn: Bool {
    kind == .addColumn || kind == .setNotNull || dropsDefault
  }
}
