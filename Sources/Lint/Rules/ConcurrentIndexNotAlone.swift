import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/concurrent-index-not-alone.md.
struct ConcurrentIndexNotAlone: Rule {
  static let info = RuleInfo(
    id: "concurrent-index-not-alone", category: .transactions,
    summary: "Statements beside a CONCURRENTLY one that a failure would leave half done",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.transaction.opening == nil,
      case .concurrently(let command) = step.written.transactionRefusal
    else { return }
    if let earlier = step.firstUnrepeatable {
      // What an earlier one has been told of is not told again.
      if let last = step.lastConcurrent, last.start >= earlier.start { return }
      findings.report(
        stopsSecondRun(command), at: step.statement.range, help: apart(command),
        related: [
          step.related(
            earlier, "done by then, and fails, or is done twice, when the file runs again")
        ])
    } else if !step.rerunHazards.isEmpty, step.isFollowedByChange {
      findings.report(keepsRestFromRunning(command), at: step.statement.range, help: apart(command))
    }
  }
}

private func stopsSecondRun(_ command: String) -> String {
  "if \(command) fails, what stands before it is done, and the file cannot simply be run again"
}

private func keepsRestFromRunning(_ command: String) -> String {
  "if \(command) fails half way, it stops the next run, too, and what follows is never done"
}

private func apart(_ command: String) -> String {
  "put \(command) into a file of its own, or make sure that each statement can run twice"
}
