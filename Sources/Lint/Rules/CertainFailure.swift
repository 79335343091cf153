import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/certain-failure.md.
struct CertainFailure: Rule {
  static let info = RuleInfo(
    id: "certain-failure", category: .transactions,
    summary: "A statement that fails in the schema that the migrations before it leave",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    // Of ways back, rollback-fails tells.
    guard let failure = step.failure, step.section.kind == .up else { return }
    findings.report(
      "this fails: \(failure.message) (SQLSTATE \(failure.sqlstate))", at: step.firstLine,
      help: "what stands behind it in this file is not reached")
  }
}
