import Diagnostics
import Effects

/// See rules/missing-if-exists.md.
struct MissingIfExists: Rule {
  static let info = RuleInfo(
    id: "missing-if-exists", category: .rerun,
    summary: "DROP without IF EXISTS: fails when the file runs again",
    recommended: .warning, documented: .warning, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    let mitigation = step.rerunMitigation
    let doubt = step.rerunDoubt
    for hazard in step.rerunHazards {
      guard case .lacksIfExists(let form) = hazard.kind else { continue }
      findings.report(
        message(form, hazard.subject) + (mitigation ?? doubt ?? ""), at: hazard.range,
        help: hazard.remedy ?? "write \(form)", related: step.placesOfStop,
        doubtful: doubt != nil, settled: mitigation != nil, group: step.sectionGroup,
        fixes: fixes(hazard, step))
    }
  }

  private func fixes(_ hazard: RerunHazard, _ step: Step) -> [Fix] {
    hazard.guardPlace.map { .safe("add IF EXISTS", step.inserting("IF EXISTS ", at: $0)) } ?? []
  }
}

private func message(_ form: String, _ subject: String) -> String {
  let plain = form.hasSuffix(" IF EXISTS") ? String(form.dropLast(10)) : form
  return "\(plain) fails when it runs again: \(subject) is gone"
}
