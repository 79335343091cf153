import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/changing-table-storage.md.
struct ChangingTableStorage: Rule {
  static let info = RuleInfo(
    id: "changing-table-storage", category: .locking,
    summary: "SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD: "
      + "the table is copied under an AccessExclusiveLock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .alterTable(let alter) where !step.isPrivate(alter.name):
      guard let copied = step.copied(alter.name) else { return }
      for command in alter.commands {
        guard let words = words(command.kind) else { continue }
        let loses =
          command.kind == .setUnlogged ? "; and a crash of the server empties it from then on" : ""
        findings.report(
          "\(words) \(copies("all of \(copied.label)"))\(loses)", at: command.range,
          help: help(command, alter, step),
          isCertain: !(command.kind == .setLogged && copied.isAssumed))
        return
      }
    case .alterTableMoveAll(let move) where step.works(.rewrite) || step.works(.indexBuild):
      let tablespace = move.tablespace.text
      findings.report(
        "ALL IN TABLESPACE \(copies("everything in \(tablespace), one after the other,"))",
        at: step.firstLine, help: "pg_repack with --tablespace moves a table while it is in use")
    default: return
    }
  }

  private func words(_ kind: AlterTableKind) -> String? {
    switch kind {
    case .setLogged: "SET LOGGED"
    case .setUnlogged: "SET UNLOGGED"
    case .setTablespace: "SET TABLESPACE"
    case .setAccessMethod: "SET ACCESS METHOD"
    default: nil
    }
  }

  private func help(_ command: AlterTableCommand, _ alter: AlterTable, _ step: Step) -> String {
    let table = step.text(alter.name.range)
    if command.kind == .setTablespace {
      if alter.object == .index, let name = command.name {
        return "build the index there, then drop this one: CREATE INDEX CONCURRENTLY … "
          + "TABLESPACE \(step.text(name.range))"
      }
      return "pg_repack with --tablespace moves it while it is in use"
    }
    return "make a new table with that property, copy the rows in batches, let triggers carry over "
      + "what changes, then swap the names:\n"
      + "CREATE TABLE \(step.newName(alter.name, [], "new")) (LIKE \(table) INCLUDING ALL);"
  }
}

extension Step {
  /// The relation that the statement copies to a new file, by its name or as the index that it is.
  fileprivate func copied(_ name: QualifiedName) -> TouchedRelation? {
    guard let relation = relation(name), relation.isShared else { return nil }
    let isRebuilt = effects.rebuilds.contains { $0.id == relation.id }
    let isCopied = effects.work.contains {
      $0.kind == .rewrite && ($0.relation.id == relation.id || relation.kind == .partitionedTable)
    }
    return isRebuilt || isCopied ? relation : nil
  }
}
