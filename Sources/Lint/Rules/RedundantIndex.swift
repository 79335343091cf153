import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/redundant-index.md.
struct RedundantIndex: Rule {
  static let info = RuleInfo(
    id: "redundant-index", category: .design,
    summary: "An index whose columns another index of the table begins with",
    recommended: .info, documented: .info)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createIndex(let index) = step.statement.tree,
      let made = step.effects.madeIndex,
      let redundancy = step.migration.outcome.indexes[made.id]?.redundancy
    else { return }
    findings.report(
      doesAll(redundancy, index.table), at: step.head(to: index.table.range),
      help: "leave it out", lacking: .use(made.id, beside: redundancy.other))
  }
}

private func doesAll(_ other: MigrationOutcome.Redundancy, _ table: QualifiedName) -> String {
  let verb = other.isLonger ? "begins with the same" : "has the same"
  return "\(other.name) (\(other.keys)) \(verb): it serves every query that this index would, and "
    + "each write to \(table.description) pays for both"
}
