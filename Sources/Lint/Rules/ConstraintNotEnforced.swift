import Diagnostics
import Effects
import SQLSyntax

/// See rules/constraint-not-enforced.md.
struct ConstraintNotEnforced: Rule {
  static let info = RuleInfo(
    id: "constraint-not-enforced", category: .design,
    summary: "NOT ENFORCED: a constraint that PostgreSQL never checks",
    recommended: .info, documented: .warning, since: 18)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for definition in step.statement.constraints where definition.isNotEnforced {
      findings.report(
        isNeverChecked(definition.name), at: definition.range, help: approval(of: Self.info))
    }
    guard case .alterTable(let alter) = step.statement.tree else { return }
    for command in alter.commands {
      guard case .attributes(let attributes) = command.details, attributes.contains(.notEnforced)
      else { continue }
      findings.report(
        isNeverChecked(command.name), at: command.range, help: approval(of: Self.info))
    }
  }
}

private func isNeverChecked(_ name: Name?) -> String {
  "PostgreSQL never checks \(name.map { "constraint \($0.text)" } ?? "this constraint"): "
    + "rows that break it come in without an error"
}
