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
      queues(wait.lock), at: step.firstLine,
      help: "before it\(step.transaction.opening == nil ? "" : ", for this transaction"):\n"
        + "\(step.settingOfTimeout);",
      fixes: step.fixesSettingTimeout)
  }
}

/// What becomes of those who come after a statement that waits for a lock.
func queues(_ lock: Effects.Lock) -> String {
  let waiting = lock.mode.blocksReads ? "every query of" : "every write to"
  return "this waits for \(lock.mode.withArticle) on \(lock.relation.label) for as long as it "
    + "takes, and \(waiting) \(lock.relation.label) queues behind it: no lock_timeout is set"
}

extension LockMode {
  /// `an AccessExclusiveLock`
  var withArticle: String {
    (name.first.map { "AE".contains($0) } ?? false ? "an " : "a ") + name
  }
}
