import Diagnostics
import SQLSyntax

/// See rules/grant-all.md.
struct GrantAll: Rule {
  static let info = RuleInfo(
    id: "grant-all", category: .security,
    summary: "GRANT ALL on tables: TRUNCATE, REFERENCES and TRIGGER come along",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let grant = step.statement.grant, grant.isGrant,
      grant.object == .table, let all = grant.privileges.first, all.kind == .all,
      all.columns.isEmpty, !grant.grantees.contains(where: \.isPublic)
    else { return }
    let names = grant.names.map(\.description)
    let objects = names.isEmpty ? "tables that are made later" : list(names)
    findings.report(
      "GRANT ALL also lets the role empty \(objects) by TRUNCATE, and make triggers",
      at: step.statement.range,
      help: "name what is needed: GRANT SELECT, INSERT, UPDATE, DELETE ON … TO …")
  }
}
