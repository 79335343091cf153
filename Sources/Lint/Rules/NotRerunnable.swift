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
    let doubt = step.rerunDoubt
    for hazard in step.rerunHazards {
      let message: String
      let help: String
      var reason = mitigation
      switch hazard.kind {
      case .fails(let sqlstate, let remedy):
        message = fails(hazard.subject, sqlstate)
        help = remedy
      case .again(let remedy):
        message = doesItAgain(hazard.subject, step.statement.node)
        help = remedy
        if step.fillsEmptied(hazard) { continue }
        if reason == nil, step.isUnreachedAgain { reason = " (its transaction fails before it)" }
      case .lacksIfNotExists, .lacksIfExists: continue
      }
      findings.report(
        message + (reason ?? doubt ?? ""), at: hazard.range, help: help, related: step.placesOfStop,
        doubtful: doubt != nil, settled: reason != nil, group: step.sectionGroup)
    }
  }
}

private func fails(_ subject: String, _ sqlstate: String) -> String {
  "run again, this fails (SQLSTATE \(sqlstate)) on \(subject)"
}

private func doesItAgain(_ subject: String, _ node: StatementNode?) -> String {
  // Whether a unique index stands in the way, only the table could tell.
  node == .insert || node == .copy
    ? "run again, this adds the same once more, or fails on a key: \(subject)"
    : "run again, this succeeds, and does the same once more: \(subject)"
}

extension Step {
  /// An earlier statement has taken all rows of the table that it fills: so will the second run.
  fileprivate func fillsEmptied(_ hazard: RerunHazard) -> Bool {
    guard statement.node == .insert || statement.node == .copy,
      case .fills(let name)? = hazard.cause, let table = relation(name)
    else { return false }
    return emptied.contains(table.id)
  }
}
