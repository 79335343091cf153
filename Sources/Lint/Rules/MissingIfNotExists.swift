import Diagnostics
import Effects

/// See rules/missing-if-not-exists.md.
struct MissingIfNotExists: Rule {
  static let info = RuleInfo(
    id: "missing-if-not-exists", category: .rerun,
    summary: "CREATE or ADD COLUMN without IF NOT EXISTS: fails when the file runs again",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    let mitigation = step.rerunMitigation
    for hazard in step.rerunHazards {
      guard case .lacksIfNotExists(let form) = hazard.kind else { continue }
      findings.report(
        message(form, hazard.subject) + (mitigation ?? ""), at: hazard.range,
        help: hazard.remedy ?? "write \(form)", mitigated: mitigation != nil)
    }
  }
}

private func message(_ form: String, _ subject: String) -> String {
  let plain = form.hasSuffix(" IF NOT EXISTS") ? String(form.dropLast(14)) : form
  return "\(plain) fails when it runs again: \(subject) is there already"
}
