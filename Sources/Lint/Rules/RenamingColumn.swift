import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/renaming-column.md.
struct RenamingColumn: Rule {
  static let info = RuleInfo(
    id: "renaming-column", category: .clientCompatibility,
    summary: "A column is renamed and leaves none under its old name: the running release fails",
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .rename(let rename) = step.statement.tree,
      rename.object == .column || rename.object == .attribute, let column = rename.part,
      let taken = step.clients.takenName, let consequence = taken.consequence(column.text),
      // That it goes is told where it goes.
      taken.fate != .gone
        || !step.isRenamedAndDropped(ObjectReference(rename.object, column, of: rename.name))
    else { return }
    let table = rename.name.description
    findings.report(
      "renames \(column.text) of \(table) to \(rename.newName.text): \(consequence)",
      at: step.firstLine, help: help(taken, rename, step),
      isCertain: taken.fate != .returnsLater,
      fixes: taken.fate == .gone ? step.fixes(expanding: rename, column) : [])
  }

  private func help(_ taken: TakenName, _ rename: Rename, _ step: Step) -> String {
    switch taken.fate {
    case .returnsLater:
      return step.bothInOneTransaction
    case .stays:
      return "a trigger that writes both columns keeps the old one writable"
    case .gone: break
    }
    let table = step.text(rename.name.range)
    let new = step.text(rename.newName.range)
    switch taken.kind {
    case .view, .materializedView:
      return "add the column once more under its new name, and take the old one away when no "
        + "release asks for it"
    case .compositeType:
      return "make a type with the new name beside it, and let a release use that first"
    default:
      return "expand, then contract: add the new column, let a release write both, fill it in "
        + "batches, let a release read it, and drop the old one last:\n"
        + "ALTER TABLE \(table) ADD COLUMN \(new) \(taken.type ?? "<type of \(rename.part?.text ?? "")>");"
    }
  }
}
