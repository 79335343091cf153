import Diagnostics
import Effects
import SQLSyntax

/// See rules/new-enum-label.md.
struct NewEnumLabel: Rule {
  static let info = RuleInfo(
    id: "new-enum-label", category: .clientCompatibility,
    summary: "ADD VALUE: a release that does not know the label may read it",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterEnum(let alter) = step.statement.tree,
      let label = alter.addedLabel, !step.effects.skips,
      !step.isMadeEarlier(ObjectReference(.type, alter.type))
    else { return }
    findings.report(
      "a release that does not know '\(label)' fails when it reads a row with it, "
        + "if it maps \(alter.type.description) to constants of its own",
      at: step.statement.range,
      help: "let all releases know the label before one writes it")
  }
}
