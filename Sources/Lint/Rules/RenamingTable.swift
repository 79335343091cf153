import Catalog
import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/renaming-table.md.
struct RenamingTable: Rule {
  static let info = RuleInfo(
    id: "renaming-table", category: .clientCompatibility,
    summary:
      "A table or view is renamed and leaves nothing under its old name: the running release fails",
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .rename(let rename) = step.statement.tree,
      var taken = step.clients.takenName, isOurs(rename.object, taken)
    else { return }
    // Of a name with a placeholder in it, only its text tells.
    if taken.fate == .gone, step.isMadeLater(ObjectReference(rename.object, rename.name)) {
      if step.transaction.isWholeSection { return }
      taken.fate = .returnsLater
    }
    guard let consequence = taken.consequence(rename.name.description) else { return }
    let newName = newName(rename, step)
    let doubt = taken.fate == .returnsLater ? step.runnerDoubt : nil
    findings.report(
      "renames \(rename.name.description) to \(rename.newName.text): \(consequence)"
        + (doubt ?? ""),
      at: step.firstLine, help: help(taken, rename, newName, step),
      doubtful: doubt != nil, isCertain: taken.fate != .returnsLater,
      fixes: taken.fate == .gone ? fixes(rename, newName, step) : [])
  }

  /// A view under the old name, in the same transaction. The way back would find it there, and fail.
  private func fixes(_ rename: Rename, _ newName: String, _ step: Step) -> [Fix] {
    guard step.migration.wayBack == nil, !rename.ifExists, !step.renamesColumns(of: rename) else {
      return []
    }
    let title = "leave a view under the old name"
    let view = "CREATE VIEW \(step.text(rename.name.range)) AS SELECT * FROM \(newName)"
    switch (step.transaction.opening, step.section.transport) {
    case (.block, _), (.runner, _), (nil, .implicit):
      return .unsafe(title, step.addingBehind(view))
    case (nil, .autocommit) where step.knowsTransport && step.canRunAlone:
      let own = step.text(step.statement.range)
      return .unsafe(title, step.replacingStatement(by: ["BEGIN", own, view, "COMMIT"]))
    default: return []
    }
  }

  /// Sequences are the business of renaming-object; nobody asks for an index.
  private func isOurs(_ object: ObjectType, _ taken: TakenName) -> Bool {
    guard [.table, .view, .materializedView, .foreignTable].contains(object) else { return false }
    guard let kind = taken.kind else { return true }
    return !kind.isIndex && kind != .sequence && kind != .compositeType
  }

  private func newName(_ rename: Rename, _ step: Step) -> String {
    let new = step.text(rename.newName.range)
    return rename.name.schema.map { "\(step.text($0.range)).\(new)" } ?? new
  }

  private func help(
    _ taken: TakenName, _ rename: Rename, _ newName: String, _ step: Step
  ) -> String? {
    switch taken.fate {
    case .gone where step.renamesColumns(of: rename):
      "in the same transaction, leave a view under the old name, which gives the columns their old names"
    case .gone: step.viewUnderOldName(rename.name, over: newName)
    case .returnsLater: step.bothInOneTransaction
    case .stays(let successor):
      successor.lacks.isEmpty
        ? "let it read one table, without DISTINCT, grouping or LIMIT, or give it an "
          + "INSTEAD OF trigger"
        : "add the columns to what takes the name, until no release asks for them"
    }
  }
}

extension Step {
  /// The section renames columns of the table as well: they are not what the running release asks for.
  fileprivate func renamesColumns(of table: Rename) -> Bool {
    section.syntax.statements.contains { other in
      guard case .rename(let rename) = other.tree, rename.object == .column else { return false }
      return isSame(rename.name, table.name) || rename.name.name.text == table.newName.text
    }
  }
}
