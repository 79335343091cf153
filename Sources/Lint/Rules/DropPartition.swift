import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/drop-partition.md.
struct DropPartition: Rule {
  static let info = RuleInfo(
    id: "drop-partition", category: .locking,
    summary: "DROP TABLE of a partition: reads and writes of the whole partitioned table wait",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree, drop.object == .table,
      step.failure == nil
    else { return }
    let dropped = Set(drop.names.compactMap { step.relation($0)?.id })
    for name in drop.names where !step.isPrivate(name) {
      guard let parent = step.tables.partitioned[name.range], parent.isShared,
        !dropped.contains(parent.id)
      else { continue }
      findings.report(
        "\(name.description) is a partition: DROP TABLE takes an AccessExclusiveLock on "
          + "\(parent.label), waits for all who use it, and reads and writes wait behind it",
        at: step.place(of: name, among: drop.objects.count), help: help(name, parent, step))
    }
  }

  private func help(_ name: QualifiedName, _ parent: TouchedRelation, _ step: Step) -> String {
    guard step.tables.defaultPartition == nil, step.migration.postgres.lowerBound >= 14 else {
      return "before it:\nSET lock_timeout = '2s';"
    }
    return
      "before it, \(step.transaction.opening == nil ? "" : "in a migration without a transaction, ")"
      + "which lets them go on:\nALTER TABLE \(parent.label) DETACH PARTITION "
      + "\(step.text(name.range)) CONCURRENTLY;"
  }
}
