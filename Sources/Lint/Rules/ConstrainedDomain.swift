import Diagnostics
import SQLSyntax

/// See rules/constrained-domain.md.
struct ConstrainedDomain: Rule {
  static let info = RuleInfo(
    id: "constrained-domain", category: .design,
    summary: "CREATE DOMAIN with a constraint: new columns of it rewrite tables, "
      + "changes of it read them",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createDomain(let domain) = step.statement.tree,
      domain.constraints.contains(where: { $0.kind == .check || $0.kind == .notNull })
    else { return }
    findings.report(
      "a column of \(domain.name.description) that is added later rewrites its table, "
        + "and a change of the domain's constraints reads all tables that use it",
      at: step.head(to: domain.name.range),
      help: "a CHECK on the table can be NOT VALID first, and validated while rows are written")
  }
}
