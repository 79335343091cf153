import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/rewrite-rule.md.
struct RewriteRule: Rule {
  static let info = RuleInfo(
    id: "rewrite-rule", category: .design,
    summary: "CREATE RULE on a table: it rewrites queries, and does not see rows as a trigger does",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createRule(let rule) = step.statement.tree,
      rule.event != .select, step.relation(rule.table)?.kind.isTable ?? true
    else { return }
    findings.report(
      message(rule), at: step.head(to: rule.table.range), help: help(rule))
  }

  private func message(_ rule: CreateRule) -> String {
    let event = "\(rule.event)".uppercased()
    let table = rule.table.description
    if rule.isInstead, rule.condition == nil {
      return "\(event) on \(table) then does what rule \(rule.name.text) says instead, and reports "
        + "success"
    }
    return "rule \(rule.name.text) rewrites each \(event) on \(table): "
      + "what it calls may be called twice, and COPY passes it by"
  }

  private func help(_ rule: CreateRule) -> String {
    "a trigger sees each row once: CREATE TRIGGER \(rule.name.text) "
      + "BEFORE \("\(rule.event)".uppercased()) ON \(rule.table.description) "
      + "FOR EACH ROW EXECUTE FUNCTION …"
  }
}
