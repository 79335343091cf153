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
      help: failure.remedy ?? "what stands behind it in this file is not reached")
  }
}

extension ServerError {
  /// What to do about it, where one thing helps.
  fileprivate var remedy: String? {
    switch sqlstate {
    case "55P04": "add the label in an earlier migration: it can be used when that has committed"
    default: nil
    }
  }
}
