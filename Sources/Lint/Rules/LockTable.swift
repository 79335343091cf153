import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/lock-table.md.
struct LockTable: Rule {
  static let info = RuleInfo(
    id: "lock-table", category: .locking,
    summary: "LOCK TABLE in a mode that lets others wait until the transaction ends",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .lock(let lock) = step.statement.tree, step.failure == nil,
      step.transaction.opening != nil
    else { return }
    let mode = LockMode(lock.mode)
    guard mode.blocksWrites else { return }
    let locked = lock.relations.map(\.name).filter { !step.isPrivate($0) }
    guard !locked.isEmpty else { return }
    let waiting = mode.blocksReads ? "reads and writes" : "writes"
    let names = locked.map { step.text($0.range) }.joined(separator: ", ")
    findings.report(
      "LOCK TABLE holds \(mode.withArticle) on \(list(locked.map(\.description))) until the "
        + "transaction ends: \(waiting) wait",
      at: step.firstLine,
      help: mode == .accessExclusive
        ? "to keep writers away is mostly enough, and readers go on:\n"
          + "LOCK TABLE \(names) IN SHARE ROW EXCLUSIVE MODE;"
        : "lock the rows that are changed, instead of the table: SELECT … FOR UPDATE",
      mitigated: !mode.blocksReads)
  }
}
