import Diagnostics

/// See rules/allow-without-reason.md.
struct AllowWithoutReason: Rule {
  static let info = RuleInfo(
    id: "allow-without-reason", category: .coverage,
    summary: "An approval of data loss that gives no reason",
    recommended: .warning, documented: .warning)

  func check(_ allow: Allow, _ findings: inout Findings) {
    guard allow.reason.isEmpty else { return }
    for subject in allow.subjects {
      guard let rule = Registry.rule(subject.rule), type(of: rule).info.category == .dataLoss
      else { continue }
      findings.report(
        saysNotWhy(subject.rule), at: subject.range,
        help: "say behind two hyphens why it may go, and where that was decided: "
          + "-- whimbrel: allow \(subject.rule) -- unused since 2.3, approved in #412")
    }
  }
}

private func saysNotWhy(_ rule: String) -> String {
  "this approves a loss of data (\(rule)) without saying why"
}
