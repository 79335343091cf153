import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/drop-index-not-concurrent.md.
struct DropIndexNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "drop-index-not-concurrent", category: .locking,
    summary: "DROP INDEX without CONCURRENTLY: reads and writes of its table wait",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.section.kind == .up, case .drop(let drop) = step.statement.tree,
      drop.object == .index, !drop.isConcurrent
    else { return }
    for name in drop.names {
      let table = step.relations.table(ofIndex: name)
      if let table, step.isPrivate(table) { continue }
      let guarded = drop.ifExists ? "IF EXISTS " : ""
      findings.report(
        blocks(name, table), at: step.place(of: name, among: drop.names),
        help: step.alone + "DROP INDEX CONCURRENTLY \(guarded)\(step.text(name.range));")
    }
  }
}

private func blocks(_ index: QualifiedName, _ table: QualifiedName?) -> String {
  let locked = table?.description ?? "the table of \(index.description)"
  return "DROP INDEX takes an AccessExclusiveLock on \(locked): "
    + "it waits for all who use the table, and reads and writes wait behind it"
}
