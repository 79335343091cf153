import Diagnostics
import SQLSyntax

/// See rules/drop-database.md.
struct DropDatabase: Rule {
  static let info = RuleInfo(
    id: "drop-database", category: .dataLoss,
    summary: "DROP DATABASE: everything in it is gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree, drop.object == .database
    else { return }
    for name in drop.names {
      findings.report(
        "DROP DATABASE deletes \(name.description) and everything in it",
        at: step.place(of: name, among: drop.objects.count), help: approval(of: DropDatabase.info))
    }
  }
}
