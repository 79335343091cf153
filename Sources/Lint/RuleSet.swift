import Diagnostics

/// The rules of a run, prepared.
struct RuleSet: Sendable {
  private let rules: [(rule: any Rule, info: RuleInfo)]
  let ids: Set<String>

  /// A rule that runs, as a file's settings have it.
  struct Active {
    let rule: any Rule
    let info: RuleInfo
    let severity: Severity
  }

  init(_ rules: [any Rule]) {
    self.rules = rules.map { ($0, type(of: $0).info) }
    ids = Set(self.rules.map(\.info.id))
  }

  func active(under settings: LintSettings) -> [Active] {
    rules.compactMap { rule, info in
      settings.severity(of: info).map { Active(rule: rule, info: info, severity: $0) }
    }
  }
}
