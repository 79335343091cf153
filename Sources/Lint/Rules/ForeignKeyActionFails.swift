import Diagnostics
import Effects
import SQLSyntax

/// See rules/foreign-key-action-fails.md.
struct ForeignKeyActionFails: Rule {
  static let info = RuleInfo(
    id: "foreign-key-action-fails", category: .design,
    summary: "ON DELETE SET NULL, or SET DEFAULT, of a column that is NOT NULL: the DELETE fails",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for (range, id) in step.effects.constraints {
      guard let key = step.migration.outcome.foreignKeys[id], let action = key.impossible
      else { continue }
      let (table, other) = (shortLabel(key.table), shortLabel(key.referenced))
      let what = action.isOfDelete ? "deletes a row of" : "changes a key of"
      findings.report(
        "whoever \(what) \(other) that \(table) refers to fails (SQLSTATE 23502): \(action.words) "
          + "would write NULL to \(action.column), which is NOT NULL",
        at: range, help: "let the column be NULL; or say ON DELETE CASCADE, or RESTRICT",
        lacking: .action(id))
    }
  }
}
