import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/timeout-without-effect.md.
struct TimeoutWithoutEffect: Rule {
  static let info = RuleInfo(
    id: "timeout-without-effect", category: .locking,
    summary: "lock_timeout is switched off, too long, reset, or set too late to end a wait",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let wait = step.firstUnboundedWait, let place = wait.cause.place,
      !step.waits.blamed.contains(place), let message = message(wait)
    else { return }
    findings.report(
      message, at: place.firstLine(in: step.section.syntax.bytes),
      help: "before the statement that waits:\nSET \(Step.shortWait);",
      related: [step.related(step.firstLine, "waits for \(wait.lock.mode.withArticle)")])
  }

  private func message(_ wait: UnboundedWait) -> String? {
    let table = wait.lock.relation.label
    let queue = "and whoever uses \(table) queues behind it"
    switch wait.cause {
    case .notSet, .localInVain: return nil
    case .off:
      return "lock_timeout = 0 switches the timeout off: a statement below waits for its lock on "
        + "\(table) for as long as it takes, \(queue)"
    case .tooLong(_, let value):
      return "a lock_timeout of \(value) is as good as none: a statement below may wait that long "
        + "for its lock on \(table), \(queue)"
    case .reset:
      return "from here on there is no lock_timeout: a statement below waits for its lock on "
        + "\(table) for as long as it takes, \(queue)"
    case .later:
      return
        "lock_timeout is set too late: a statement above waits for its lock on \(table) for as "
        + "long as it takes, \(queue)"
    }
  }
}
