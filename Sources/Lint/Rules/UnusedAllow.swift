import Diagnostics

/// See rules/unused-allow.md.
struct UnusedAllow: Rule {
  static let info = RuleInfo(
    id: "unused-allow", category: .coverage,
    summary: "An approval that nothing needs: no finding of that rule is there",
    recommended: .warning, documented: .warning)

  func check(_ allow: Allow, _ findings: inout Findings) {
    switch allow.mistake {
    case .namesNoRule:
      findings.report(namesNoRule, at: allow.range, help: form)
    case .unknownWord(let word):
      findings.report(unknownWord(word), at: allow.range, help: form)
    case nil:
      break
    }
    for subject in allow.subjects {
      switch subject.outcome {
      case .used, .off: break
      case .unused:
        findings.report(
          coversNothing(subject.rule, allow.scope), at: subject.range,
          help: "take it away, or put it above the statement that it is for")
      case .unknown:
        findings.report(
          "no rule is called \(subject.rule): this approves nothing", at: subject.range,
          help: "whimbrel rules lists all rules")
      }
    }
  }
}

private let namesNoRule = "this names no rule: it approves nothing"
private let form = "write -- whimbrel: allow <rule> -- <why>, or allow-file for the whole file"

private func unknownWord(_ word: String) -> String {
  "\"\(word)\" is neither allow nor allow-file: this approves nothing"
}

private func coversNothing(_ rule: String, _ scope: Allow.Scope) -> String {
  scope == .file
    ? "nothing in this file needs the approval of \(rule)"
    : "nothing in the statement that this covers needs the approval of \(rule)"
}
