import Diagnostics
import Effects
import SQLSyntax

/// See rules/unstable-check.md.
struct UnstableCheck: Rule {
  static let info = RuleInfo(
    id: "unstable-check", category: .design,
    summary: "A CHECK whose answer changes with the time, the user or the session",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for constraint in step.statement.constraints where constraint.kind == .check {
      guard let expression = constraint.expression else { continue }
      let calls = UnstableCalls(in: expression, of: step.source)
      guard let name = calls.names.first, !(calls.areClocks && onlyGrows(expression, step.source))
      else { continue }
      findings.report(
        changes(name), at: constraint.range,
        help: "compare in a trigger when the row is written, or with a column that keeps the moment"
      )
    }
  }

  /// Time is only ever asked whether it has come: what holds now, holds for ever.
  private func onlyGrows(_ expression: Expression, _ file: SyntaxFile) -> Bool {
    var clocks = UnstableCalls(in: expression, of: file).names.count
    for (comparison, isNegated) in file.comparisons(in: expression) where !isNegated {
      let later: Expression
      switch comparison.operator {
      case "<", "<=": later = comparison.right
      case ">", ">=": later = comparison.left
      default: continue
      }
      clocks -= UnstableCalls(in: later, of: file).names.count
    }
    return clocks <= 0
  }
}

private func changes(_ name: String) -> String {
  "the answer of \(name) changes while the row stays the same: rows that break this CHECK come to be "
    + "in the table, and a dump with one of them cannot be restored"
}
