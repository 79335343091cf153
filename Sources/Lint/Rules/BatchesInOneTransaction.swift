import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/batches-in-one-transaction.md.
struct BatchesInOneTransaction: Rule {
  static let info = RuleInfo(
    id: "batches-in-one-transaction", category: .locking,
    summary: "A loop of a DO block changes rows in batches, with no COMMIT between them",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    if let table = step.loopedOver, let target = step.changedTable, step.isSame(table, target),
      !step.isPrivate(target)
    {
      findings.report(
        "this loop changes \(target.description) row by row, in one transaction: each row stays locked "
          + "until the last is done, and VACUUM makes no room meanwhile",
        at: step.firstLine,
        help:
          "change the rows in batches, each with a COMMIT behind it, with the DO block outside of "
          + "any transaction", mitigated: true)
      return
    }
    guard step.isInUncommittedLoop,
      let work = step.longWork.first(where: { $0.kind == .change })
    else { return }
    findings.report(
      "the batches of this loop are one transaction: every row of \(work.relation.label) that they "
        + "change stays locked until the last is done, and VACUUM makes no room meanwhile",
      at: step.firstLine,
      help: "behind it, with the DO block outside of any transaction:\nCOMMIT;")
  }
}

extension Step {
  fileprivate var changedTable: QualifiedName? {
    switch statement.tree {
    case .update(let update): update.target
    case .delete(let delete): delete.target
    default: nil
    }
  }
}
