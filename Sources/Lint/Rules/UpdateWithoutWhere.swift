import Diagnostics
import Effects
import SQLSyntax

/// See rules/update-without-where.md.
struct UpdateWithoutWhere: Rule {
  static let info = RuleInfo(
    id: "update-without-where", category: .locking,
    summary: "UPDATE of every row of a table in one transaction",
    recommended: .info, documented: .warning, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    guard case .update(let update) = step.statement.tree else {
      return checkInside(step, &findings)
    }
    guard
      step.data.updatesEveryRow || step.data.unfilledColumn != nil || update.condition == nil
        || update.conditionIsConstant,
      !step.isPrivate(update.target), !update.target.isTemplate,
      // Under a lock that others wait for, that is told.
      step.backfilled == nil, step.waitingForWork.isEmpty
    else { return }
    findings.report(
      writes(update, step.data.unfilledColumn), at: step.head(to: update.target.range),
      help: step.inBatches(update),
      fixes: step.fixes(onlyInBatches: update.target))
  }

  /// An UPDATE in a function that is called, and what MERGE does to each row that finds one of the source.
  private func checkInside(_ step: Step, _ findings: inout Findings) {
    guard step.backfilled == nil, step.waitingForWork.isEmpty else { return }
    switch step.statement.tree {
    case .merge(let merge):
      guard step.data.updatesEveryRow, !step.isPrivate(merge.target), !merge.target.isTemplate
      else { return }
      findings.report(
        "WHEN MATCHED without a condition writes every row of \(merge.target.description) that has a "
          + "row in the source: whoever changes one of them waits until all are written",
        at: step.head(to: merge.target.range), help: apart)
    case .query, .call:
      for relation in step.effects.overwritten where relation.isShared {
        findings.report(
          "the function that this calls writes every row of \(relation.label) anew: whoever changes "
            + "one of them waits until all are written",
          at: step.firstLine, help: apart)
      }
    default: break
    }
  }
}

private let apart = "in batches, each in a transaction of its own, outside of the migration"

extension Step {
  fileprivate func inBatches(_ update: Update) -> String {
    guard update.condition == nil, !update.hasFrom, let statement = quotation(statement.range),
      !statement.lowercased().contains("returning")
    else { return apart }
    return "\(apart):\n\(statement) WHERE id BETWEEN 1 AND 10000; -- and so on"
  }
}

private func writes(_ update: Update, _ unfilled: String?) -> String {
  let reason =
    update.condition == nil
    ? (update.hasFrom ? "UPDATE … FROM without WHERE" : "UPDATE without WHERE")
    : "UPDATE with a condition that no row fails"
  if let unfilled {
    return
      "UPDATE where \(unfilled) is NULL writes every row of \(update.target.description) anew that was there "
      + "before the column and has not been filled since: whoever changes one of them waits until all are written"
  }
  return "\(reason) writes every row of \(update.target.description) anew: "
    + "whoever changes one of them waits until all are written"
}
