import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/adding-unique-constraint.md.
struct AddingUniqueConstraint: Rule {
  static let info = RuleInfo(
    id: "adding-unique-constraint", category: .locking,
    summary: "ADD UNIQUE or EXCLUDE that builds its index: reads and writes of the table wait",
    recommended: .error, documented: .error, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    for added in step.addedConstraints(of: [.unique, .exclusion]) {
      let constraint = added.constraint
      let words = constraint.kind == .unique ? "UNIQUE" : "EXCLUDE"
      findings.report(
        builds(words, added.table), at: added.range,
        help: constraint.kind == .unique
          ? (added.column == nil ? "" : "add the column without it; then ")
            + step.builtFirst(added, "UNIQUE")
          : "no constraint of this kind can take over an index: add it in a window in which nobody "
            + "uses the table, or to a new table that takes the place of this one",
        related: step.users(ofIndex: added.constraint.range),
        fixes: constraint.kind == .unique ? step.fixes(buildingFirst: added, "UNIQUE") : [])
    }
  }
}

private func builds(_ words: String, _ table: QualifiedName) -> String {
  "\(words) builds its index under an AccessExclusiveLock on \(table.description): "
    + "reads and writes wait"
}
