import Diagnostics
import Effects
import SQLSyntax

/// See rules/not-rerunnable.md.
struct NotRerunnable: Rule {
  static let info = RuleInfo(
    id: "not-rerunnable", category: .rerun,
    summary: "A statement without an IF form that fails, or does its work twice, "
      + "when the file runs again",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    let mitigation = step.rerunMitigation
    for hazard in step.rerunHazards {
      switch hazard.kind {
      case .fails(let sqlstate, let remedy):
        findings.report(
          fails(hazard.subject, sqlstate) + (mitigation ?? ""), at: hazard.range,
          help: remedy, mitigated: mitigation != nil)
      case .again(let remedy):
        findings.report(
          doesItAgain(hazard.subject, step.statement.node) + (mitigation ?? ""), at: hazard.range,
          help: remedy, mitigated: mitigation != nil)
      case .lacksIfNotExists, .lacksIfExists:
        break
      }
    }
  }
}

private func fails(_ subject: String, _ sqlstate: String) -> String {
  "a second run fails (SQLSTATE \(sqlstate)) on \(subject)"
}

private func doesItAgain(_ subject: String, _ node: StatementNode?) -> String {
  // Whether a unique index stands in the way, only the table could tell.
  node == .insert || node == .copy
    ? "a second run adds this once more, or fails on a key: \(subject)"
    : "a second run succeeds, and does this once more: \(subject)"
}
