package import Diagnostics
package import SQLLexer

/// Where rules put what they find. It fills in severity, section, rule and approval.
package struct Findings: Sendable {
  /// The most findings that are kept of one file. A file that has more is told so by one last
  /// finding.
  package static let limit = 10_000

  package private(set) var all: [Finding] = []
  /// What findings say is wanting behind the file, by their places in `all`.
  private var lacks: [Int: MigrationOutcome.Lack] = [:]
  /// Findings beyond the limit.
  package private(set) var omitted = 0
  /// The worst of those that are not approved.
  private var worstOmitted: (rule: String, severity: Severity)?

  private let rules: [RuleSet.Active]
  /// Whose findings are reported now, among the rules.
  private var current = 0
  /// nil: the section is found by the place.
  var section: SectionKind?
  private let preset: Preset
  private let sections: SectionMap
  private(set) var suppressions: Suppressions

  init(
    of rules: [RuleSet.Active], preset: Preset, sections: SectionMap, suppressions: Suppressions
  ) {
    self.rules = rules
    self.preset = preset
    self.sections = sections
    self.suppressions = suppressions
  }

  /// Lets each of the rules report.
  mutating func forEachRule(_ check: (RuleSet.Active, inout Findings) -> Void) {
    let rules = rules
    for place in rules.indices {
      current = place
      check(rules[place], &self)
    }
  }

  /// Reports a finding with the rule's own severity.
  ///
  /// - Parameters:
  ///   - mitigated: something makes the hazard harmless in practice (say what in the message):
  ///     `recommended` then
  ///     lowers the severity to info.
  ///   - isCertain: it holds whatever the files do not tell; otherwise it is a warning at most.
  ///   - lacking: the finding goes if a later file of the run puts that right.
  ///   - doubtful: it hangs on something that nobody knows (say what in the message): `recommended` then tells it as info.
  ///   - settled: nobody needs to act on it (say why in the message): `recommended` is silent about it.
  ///   - group: `recommended` tells all that the rule finds and that share it as one.
  ///   - fixes: each by itself removes the finding; not offered where it is mitigated.
  package mutating func report(
    _ message: String, at range: ByteRange, help: String? = nil, related: [RelatedPlace] = [],
    mitigated: Bool = false, doubtful: Bool = false, settled: Bool = false, isCertain: Bool = true,
    lacking lack: MigrationOutcome.Lack? = nil, group: Finding.Group? = nil, fixes: [Fix] = []
  ) {
    let active = rules[current]
    let rule = active.info.id
    let isMitigated = mitigated && preset == .recommended
    let stated = isCertain ? active.severity : min(active.severity, .warning)
    var finding = Finding(
      rule: rule, severity: isMitigated || doubtful && preset == .recommended ? .info : stated,
      section: section ?? sections.kind(at: range.start), range: range, message: message,
      help: help, related: related, fixes: isMitigated ? [] : fixes)
    // An approval of what is settled is not one too many.
    finding.approval = suppressions.reason(for: rule, at: range)
    if preset == .recommended {
      if settled { return }
      finding.group = group
    }
    guard all.count < Findings.limit else { return omit(finding) }
    if let lack { lacks[all.count] = lack }
    all.append(finding)
  }

  private mutating func omit(_ finding: Finding) {
    omitted += 1
    guard finding.approval == nil else { return }
    if let worstOmitted, worstOmitted.severity >= finding.severity { return }
    worstOmitted = (finding.rule, finding.severity)
  }

  /// All findings, by place, then rule, with those of their fixes that can be made. Where some were left out, the last one
  /// says how many; it has the severity of the worst of them, so that they still decide whether a run fails.
  consuming func finished(
    endOfFile: UInt32, _ ground: FixGround
  ) -> (findings: [Finding], lacks: [(finding: Int, lack: MigrationOutcome.Lack)]) {
    let order = all.indices.sorted { left, right in
      let (first, second) = (all[left], all[right])
      return (first.range.start, first.range.end, first.rule, left)
        < (second.range.start, second.range.end, second.rule, right)
    }
    var sorted = order.map { all[$0] }
    var lacking: [(finding: Int, lack: MigrationOutcome.Lack)] = []
    for (place, old) in order.enumerated() where !lacks.isEmpty {
      if let lack = lacks[old] { lacking.append((place, lack)) }
    }
    for place in sorted.indices where !sorted[place].fixes.isEmpty {
      sorted[place].fixes.removeAll { !ground.allows($0) }
    }
    if let worstOmitted {
      let range = ByteRange(start: endOfFile, end: endOfFile)
      sorted.append(
        Finding(
          rule: worstOmitted.rule, severity: worstOmitted.severity,
          section: sections.kind(at: endOfFile), range: range,
          message: "\(omitted) more findings of this file are left out, this rule's among them",
          help: "at most \(Findings.limit) findings of a file are listed"))
    }
    return (sorted, lacking)
  }
}
