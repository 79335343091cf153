import Diagnostics

/// The rules of a run, prepared.
struct RuleSet: Sendable {
  private let rules: [(rule: any Rule, info: RuleInfo)]
  let ids: Set<String>

  /// A rule that runs, as a file's settings have it. An object, for it is handed around for every statement.
  final class Active: Sendable {
    let rule: any Rule
    let info: RuleInfo
    let severity: Severity

    init(_ rule: any Rule, _ info: RuleInfo, _ severity: Severity) {
      self.rule = rule
      self.info = info
      self.severity = severity
    }
  }

  /// The rules that run under some settings.
  struct Selection: Sendable {
    let active: [Active]
    let ids: Set<String>
  }

  init(_ rules: [any Rule]) {
    self.rules = rules.map { ($0, type(of: $0).info) }
    ids = Set(self.rules.map(\.info.id))
  }

  /// The rules that run for each file, in the order of the files. Most files have the settings of their neighbours.
  func selections(for files: some Sequence<LintInput>) -> [Selection] {
    var previous: (input: LintInput, selection: Selection)?
    return files.map { input in
      if let previous, input.selectsRules(as: previous.input) { return previous.selection }
      let selection = selection(for: input)
      previous = (input, selection)
      return selection
    }
  }

  private func selection(for input: LintInput) -> Selection {
    let active = rules.compactMap { rule, info -> Active? in
      // Of a file that is gone, only that can be said.
      guard input.base != .removed || info.category == .history else { return nil }
      return input.settings.severity(of: info).map { Active(rule, info, $0) }
    }
    return Selection(active: active, ids: Set(active.map(\.info.id)))
  }
}

extension LintInput {
  fileprivate func selectsRules(as other: LintInput) -> Bool {
    settings.preset == other.settings.preset && settings.severities == other.settings.severities
      && settings.selected == other.settings.selected
      && (base == .removed) == (other.base == .removed)
  }
}
