import Diagnostics
import Effects
import SQLSyntax

/// See rules/enum-label-unplaced.md.
struct EnumLabelUnplaced: Rule {
  static let info = RuleInfo(
    id: "enum-label-unplaced", category: .design,
    summary: "ADD VALUE without BEFORE or AFTER: the label sorts behind all others, for good",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterEnum(let alter) = step.statement.tree,
      let label = alter.addedLabel, alter.place == nil, !step.effects.skips
    else { return }
    findings.report(
      "'\(label)' sorts behind all labels of \(alter.type.description), "
        + "and an order cannot be changed later",
      at: step.statement.range, help: "say where it belongs: ADD VALUE … AFTER '<label>'")
  }
}
