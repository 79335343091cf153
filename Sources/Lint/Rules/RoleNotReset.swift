import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/role-not-reset.md.
struct RoleNotReset: Rule {
  static let info = RuleInfo(
    id: "role-not-reset", category: .transactions,
    summary: "SET ROLE without RESET ROLE: later migrations of the session run as that role",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .variableSet(let set) = step.statement.tree,
      let words = words[set.parameter], set.isOfSession,
      !step.isFollowed(by: { $0.setsBack(set.parameter) })
    else { return }
    findings.report(
      "nothing in this file takes the role back: what the session runs after it, "
        + "the runner's own bookkeeping and later migrations, runs as that role",
      at: step.statement.range, help: "at the end of the file: RESET \(words);")
  }
}

private let words = ["role": "ROLE", "session_authorization": "SESSION AUTHORIZATION"]

extension VariableSet {
  fileprivate var isOfSession: Bool { scope == .session && values != nil && !isNone }
  fileprivate var isNone: Bool { values?.first?.lowercased() == "none" }
}

extension Statement {
  fileprivate func setsBack(_ parameter: String) -> Bool {
    switch tree {
    case .variableSet(let set):
      set.parameter == parameter && (set.values == nil || set.isNone)
        || set.parameter == "all" && parameter == "role"
    case .discardAll: true
    default: false
    }
  }
}
