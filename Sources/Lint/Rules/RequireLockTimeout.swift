import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/require-lock-timeout.md.
struct RequireLockTimeout: Rule {
  static let info = RuleInfo(
    id: "require-lock-timeout", category: .locking,
    summary: "A statement waits for a strong lock with no lock_timeout: others queue behind it",
    recommended: .info, documented: .warning, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let wait = step.firstUnboundedWait, case .notSet = wait.cause else { return }
    findings.report(
      queues(wait.lock, with: step.partitionsLocked(with: wait.lock)), at: step.firstLine,
      help: "before it\(step.transaction.opening == nil ? "" : ", for this transaction"):\n"
        + "\(step.settingOfTimeout);",
      fixes: step.fixesSettingTimeout)
  }
}

extension Step {
  /// How many partitions of a table get the same lock.
  fileprivate func partitionsLocked(with lock: Effects.Lock) -> Int {
    guard lock.relation.kind == .partitionedTable else { return 0 }
    return effects.locks.count {
      $0.mode == lock.mode && $0.relation.kind.isTable && !$0.isOfForeignKey
        && $0.relation.id != lock.relation.id
    }
  }
}

/// What becomes of those who come after a statement that waits for a lock.
private func queues(_ lock: Effects.Lock, with partitions: Int) -> String {
  let table = lock.relation.label
  let tables =
    switch partitions {
    case 0: table
    case 1: "\(table) and its partition"
    default: "\(table) and its \(partitions) partitions"
    }
  let waiting = lock.mode.blocksReads ? "every query of" : "every write to"
  return "this waits for \(lock.mode.withArticle) on \(tables) for as long as it takes, and "
    + "\(waiting) \(partitions == 0 ? table : "them") queues behind it: no lock_timeout is set"
}

extension LockMode {
  /// `an AccessExclusiveLock`
  var withArticle: String {
    (name.first.map { "AE".contains($0) } ?? false ? "an " : "a ") + name
  }
}
