import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/vacuum-full.md.
struct VacuumFull: Rule {
  static let info = RuleInfo(
    id: "vacuum-full", category: .locking,
    summary: "VACUUM FULL: the table is copied under an AccessExclusiveLock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .vacuum(let vacuum) = step.statement.tree, vacuum.isFull else {
      return
    }
    if vacuum.relations.isEmpty {
      findings.report(
        "VACUUM FULL \(copies("every table of the database in turn"))", at: step.firstLine,
        help: "VACUUM lets new rows use the space, while the tables are in use:\n"
          + step.alone + "VACUUM (ANALYZE);")
    }
    let names = vacuum.relations.map(\.name)
    for name in names where !step.isPrivate(name) {
      findings.report(
        "VACUUM FULL \(copies("all of \(name.description)"))",
        at: step.place(of: name, among: names.count),
        help: "VACUUM lets new rows use the space, while the table is in use; pg_repack gives it "
          + "back to the disk:\n\(step.alone)VACUUM (ANALYZE) \(step.text(name.range));")
    }
  }
}

/// What several rules say of a statement that writes a relation to a new file.
func copies(_ subject: String) -> String {
  "writes \(subject) anew under an AccessExclusiveLock: reads and writes wait until it is done"
}
