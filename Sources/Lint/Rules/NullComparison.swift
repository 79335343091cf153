import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/null-comparison.md.
struct NullComparison: Rule {
  static let info = RuleInfo(
    id: "null-comparison", category: .design,
    summary: "A comparison with NULL by = or <>, which is true of no row",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.statement.executedBody == nil else { return }
    for comparison in step.source.comparisonsWithNull(in: step.statement) {
      let isLeft = step.source.isNull(comparison.left)
      let value = step.text((isLeft ? comparison.right : comparison.left).range)
      let test = ["<>", "!="].contains(comparison.operator) ? "IS NOT NULL" : "IS NULL"
      findings.report(
        isNull(comparison, in: step.statement, step), at: comparison.range,
        help: ["=", "<>", "!="].contains(comparison.operator)
          ? "write \(value) \(test)" : "NULL is neither less nor greater than anything")
    }
  }
}

private func isNull(
  _ comparison: Comparison, in statement: Statement, _ step: Step
) -> String {
  let isOfCheck = statement.constraints.contains {
    $0.kind == .check && $0.range.start <= comparison.range.start
      && comparison.range.end <= $0.range.end
  }
  let consequence = isOfCheck ? "the CHECK refuses no row because of it" : "it chooses no row"
  return "\(step.text(comparison.range)) is NULL, whatever the row holds: \(consequence)"
}
