import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/concurrent-build-under-timeout.md.
struct ConcurrentBuildUnderTimeout: Rule {
  static let info = RuleInfo(
    id: "concurrent-build-under-timeout", category: .locking,
    summary: "An index is built CONCURRENTLY under a timeout that may end it, and leave it INVALID",
    recommended: .warning, documented: .warning)

  /// In milliseconds: who allows an hour has thought of it.
  private static let enough = 3_600_000.0

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.runsConcurrently, let index = subject(step) else { return }
    let limits = [
      ("statement_timeout", step.timeouts.statement, "a build that takes longer"),
      ("lock_timeout", step.timeouts.lock, "an older transaction that lasts longer"),
    ]
    for (parameter, timeout, cause) in limits {
      guard let limit = timeout.milliseconds, limit > 0, limit < Self.enough,
        let value = timeout.value, let place = timeout.place
      else { continue }
      let leaves = "leaves \(index) behind, which is INVALID: it costs writes and serves no query"
      findings.report(
        "\(parameter) is \(shown(value)): \(cause) ends this, and \(leaves)", at: step.firstLine,
        help: "before it:\nSET \(parameter) = 0;",
        related: [step.related(place, "sets \(parameter)")], mitigated: parameter == "lock_timeout")
      return
    }
  }

  private func subject(_ step: Step) -> String? {
    switch step.statement.tree {
    case .createIndex(let index): index.name.map { "index \($0.text)" } ?? "an index"
    case .reindex: "a second index, named …_ccnew,"
    default: nil
    }
  }

  private func shown(_ value: String) -> String {
    value.allSatisfy(\.isNumber) ? "\(value) milliseconds" : value
  }
}
