import Diagnostics
import Effects
import SQLSyntax

/// See rules/delete-without-where.md.
struct DeleteWithoutWhere: Rule {
  static let info = RuleInfo(
    id: "delete-without-where", category: .dataLoss,
    summary: "DELETE of every row of a table that this migration did not make",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    guard case .delete(let delete) = step.statement.tree else {
      return checkInside(step, &findings)
    }
    guard
      delete.condition == nil || delete.conditionIsConstant || step.data.deletesWhateverHasValue,
      !step.isPrivate(delete.target)
    else { return }
    findings.report(
      empties(delete), at: step.head(to: delete.target.range),
      help: "say which rows, by a WHERE; or " + approval(of: DeleteWithoutWhere.info))
  }

  /// A DELETE in the WITH clause of a query. What INSERT takes up is moved, not lost.
  private func checkInside(_ step: Step, _ findings: inout Findings) {
    guard case .query = step.statement.tree else { return }
    for relation in step.effects.cleared where relation.isShared {
      findings.report(
        "DELETE without WHERE removes every row of \(relation.label)", at: step.firstLine,
        help: "say which rows, by a WHERE; or " + approval(of: DeleteWithoutWhere.info))
    }
  }
}

private func empties(_ delete: Delete) -> String {
  let table = delete.target.description
  if delete.condition != nil {
    return "DELETE removes every row of \(table): its condition is always true"
  }
  return delete.hasUsing
    ? "DELETE removes every row of \(table) as soon as USING finds one row"
    : "DELETE without WHERE removes every row of \(table)"
}
