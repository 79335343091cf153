import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/cluster.md.
struct ClusterTable: Rule {
  static let info = RuleInfo(
    id: "cluster", category: .locking,
    summary: "CLUSTER: the table is copied in another order under an AccessExclusiveLock",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .cluster(let cluster) = step.statement.tree,
      !(cluster.table.map(step.isPrivate) ?? false)
    else { return }
    let subject =
      cluster.table.map { "all of \($0.description)" }
      ?? "every table that has been clustered before"
    findings.report(
      "CLUSTER \(copies(subject))", at: step.firstLine,
      help: "pg_repack with --order-by does the same while the table is in use; or leave it out: "
        + "rows that are written later are in no order again")
  }
}
