import Diagnostics
import Effects
import SQLSyntax

/// See rules/newer-syntax.md.
struct NewerSyntax: Rule {
  static let info = RuleInfo(
    id: "newer-syntax", category: .coverage,
    summary: "SQL that the oldest version of PostgreSQL it must run on cannot read",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    let versions = step.migration.postgres
    guard step.migration.statesPostgres, let grammar = step.statement.newestGrammar,
      grammar.version > versions.lowerBound
    else { return }
    let last = min(versions.upperBound, grammar.version - 1)
    let refusing = versions.lowerBound == last ? "\(last)" : "\(versions.lowerBound) to \(last)"
    findings.report(
      "this is a syntax error on PostgreSQL \(refusing): \(grammar.feature) came with "
        + "\(grammar.version) (SQLSTATE 42601)",
      at: step.firstLine,
      help: "write it as PostgreSQL \(versions.lowerBound) reads it; if no server is that old "
        + "any more, say so: postgres = \"\(grammar.version)-"
        + "\(max(versions.upperBound, grammar.version))\" in whimbrel.toml")
  }
}
