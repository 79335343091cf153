import Diagnostics
import Effects
import SQLLexer

/// See rules/certain-failure.md.
struct CertainFailure: Rule {
  static let info = RuleInfo(
    id: "certain-failure", category: .transactions,
    summary: "A statement that fails in the schema that the migrations before it leave",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let failure = step.failure else { return }
    findings.report(
      fails(failure), at: step.firstLine,
      help: failure.needsRows ? nil : "what stands behind it in this file is not reached")
  }
}

private func fails(_ failure: ServerError) -> String {
  let condition = failure.needsRows ? " as soon as the table has a row" : ""
  return "this fails\(condition): \(failure.message) (SQLSTATE \(failure.sqlstate))"
}
