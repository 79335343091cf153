import Diagnostics
import SQLSyntax

/// See rules/update-without-where.md.
struct UpdateWithoutWhere: Rule {
  static let info = RuleInfo(
    id: "update-without-where", category: .locking,
    summary: "UPDATE of every row of a table in one transaction",
    recommended: .info, documented: .warning, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .update(let update) = step.statement.tree,
      step.data.updatesEveryRow || update.condition == nil || update.conditionIsConstant,
      !step.isPrivate(update.target), !update.target.isTemplate,
      // Under a lock that others wait for, that is told.
      step.backfilled == nil, step.waitingForWork.isEmpty
    else { return }
    findings.report(
      writes(update), at: step.head(to: update.target.range), help: step.inBatches(update),
      fixes: step.fixes(onlyInBatches: update.target))
  }
}

extension Step {
  fileprivate func inBatches(_ update: Update) -> String {
    let advice = "in batches, each in a transaction of its own, outside of the migration"
    guard update.condition == nil, !update.hasFrom, let statement = quotation(statement.range),
      !statement.lowercased().contains("returning")
    else { return advice }
    return "\(advice):\n\(statement) WHERE id BETWEEN 1 AND 10000; -- and so on"
  }
}

private func writes(_ update: Update) -> String {
  let reason =
    update.condition == nil
    ? (update.hasFrom ? "UPDATE … FROM without WHERE" : "UPDATE without WHERE")
    : "UPDATE with a condition that no row fails"
  return "\(reason) writes every row of \(update.target.description) anew: "
    + "whoever changes one of them waits until all are written"
}
