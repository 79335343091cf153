import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/locks-referenced-table.md.
struct LocksReferencedTable: Rule {
  static let newKeys = RuleOption(
    "new-foreign-keys", .flag(default: false),
    summary: "report new foreign keys as well, which lock the other table against writes")

  static let info = RuleInfo(
    id: "locks-referenced-table", category: .locking,
    summary: "A foreign key goes, and the table that it refers to is locked against reads as well",
    recommended: .info, documented: .warning, options: [newKeys])

  func check(_ step: Step, _ findings: inout Findings) {
    // A short wait that can be tried again is what the help asks for.
    guard step.goesForward, step.failure == nil, step.unboundedWait != nil else { return }
    let others = step.effects.locks.filter {
      $0.isOfForeignKey && $0.relation.isShared && $0.relation.kind.isTable
        && !step.effects.takesAway($0.relation)
        // What the transaction locks like this already has been told of.
        && (step.held[$0.relation.id].map(\.mode) ?? .accessShare) < $0.mode
    }
    let dropped = others.filter { $0.mode == .accessExclusive }
    if !dropped.isEmpty {
      findings.report(
        locks(dropped), at: step.firstLine,
        help: "in a transaction of its own, with a short wait:\nSET lock_timeout = '2s';")
    }
    guard step.migration.options.flag(Self.newKeys, of: Self.info.id) else { return }
    // Of one that is checked at once, constraint-not-valid tells.
    let scanned = Set(step.effects.relations(with: .scan).map(\.id))
    let added = others.filter {
      $0.mode == .shareRowExclusive && !scanned.contains($0.relation.id)
    }
    if !added.isEmpty {
      findings.report(
        locks(added), at: step.firstLine,
        help: "in a transaction of its own, with a short wait:\nSET lock_timeout = '2s';")
    }
  }
}

private func locks(_ locks: [Effects.Lock]) -> String {
  let names = list(locks.map(\.relation.label))
  let isExclusive = locks[0].mode == .accessExclusive
  let verb = isExclusive ? "drops" : "adds"
  let waiting = isExclusive ? "reads and writes of it wait" : "writes to it wait"
  return
    "this \(verb) a foreign key to \(names), and takes \(isExclusive ? "an AccessExclusiveLock" : "a ShareRowExclusiveLock") "
    + "there as well: until the transaction ends, \(waiting)"
}
