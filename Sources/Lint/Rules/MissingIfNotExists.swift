import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/missing-if-not-exists.md.
struct MissingIfNotExists: Rule {
  static let info = RuleInfo(
    id: "missing-if-not-exists", category: .rerun,
    summary: "CREATE or ADD COLUMN without IF NOT EXISTS: fails when the file runs again",
    recommended: .warning, documented: .warning, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    let mitigation = step.rerunMitigation
    let doubt = step.rerunDoubt
    for hazard in step.rerunHazards {
      guard case .lacksIfNotExists(let form) = hazard.kind else { continue }
      findings.report(
        message(form, hazard.subject) + (mitigation ?? doubt ?? ""), at: hazard.range,
        help: hazard.remedy ?? "write \(form)", related: step.placesOfStop,
        doubtful: doubt != nil, settled: mitigation != nil, group: step.sectionGroup,
        fixes: fixes(hazard, step))
    }
  }

  private func fixes(_ hazard: RerunHazard, _ step: Step) -> [Fix] {
    if case .createIndex(let index) = step.statement.tree, index.isConcurrent {
      // IF NOT EXISTS would be content with the invalid index that a failed build leaves behind.
      guard step.runsApart, let name = index.name, !step.isTakenOver(name) else { return [] }
      return .safe(
        "drop what a failed build leaves behind",
        step.addingBefore(step.dropOfInvalid(index, name)))
    }
    guard let place = hazard.guardPlace else { return [] }
    return .safe("add IF NOT EXISTS", step.inserting("IF NOT EXISTS ", at: place))
  }
}

private func message(_ form: String, _ subject: String) -> String {
  let plain = form.hasSuffix(" IF NOT EXISTS") ? String(form.dropLast(14)) : form
  return "\(plain) fails when it runs again: \(subject) is there already"
}

extension Step {
  /// A constraint of the section takes the index over, after which it cannot be dropped by itself.
  fileprivate func isTakenOver(_ index: Name) -> Bool {
    section.syntax.statements.contains { statement in
      guard case .alterTable(let alter) = statement.tree else { return false }
      return alter.commands.contains { $0.constraint?.usingIndex == index }
    }
  }
}
