import Diagnostics
import Lint
import Migrations
import Testing

/// A pitfall of migration linters as a test: either a hazard that must be found, or a harmless statement that looks like
/// one. All rules run, as `recommended` has them, or those that are asked for.
struct Pitfall: CustomTestStringConvertible, Sendable {
  var name: String
  /// In the order of the history; the last one is looked at.
  var files: [String]
  /// Rules that must report something of the last file; empty: none may, of those that tell of hazards.
  var finds: [String]
  var transport = Transport.transactionPerFile
  var postgres = 14...18
  /// Texts that the findings must have, and those that none may have.
  var says: [String] = []
  var neverSays: [String] = []
  /// Only these rules, as `documented` has them: what is information counts, too.
  var asks: Set<String>?
  /// Rules that count in a bait though they are not about hazards.
  var counts: Set<String> = []
  var timeouts = TimeoutSource.files

  var testDescription: String { name }

  /// Checks it.
  func expect() async {
    let findings = await findings()
    let found = Set(findings.map(\.rule))
    if finds.isEmpty {
      #expect(found == [])
    } else {
      #expect(found.isSuperset(of: finds))
    }
    let text = findings.map { "\($0.message)\n\($0.help ?? "")" }.joined(separator: "\n")
    for words in says { #expect(text.contains(words)) }
    for words in neverSays { #expect(!text.contains(words)) }
  }

  /// Each of the rules must report something.
  static func hazard(
    _ name: String, _ files: String..., finds: String...,
    transport: Transport = .transactionPerFile,
    postgres: ClosedRange<Int> = 14...18, says: [String] = [], neverSays: [String] = [],
    asks: Set<String>? = nil
  ) -> Pitfall {
    Pitfall(
      name: name, files: files, finds: finds, transport: transport, postgres: postgres, says: says,
      neverSays: neverSays, asks: asks)
  }

  static func bait(
    _ name: String, _ files: String..., transport: Transport = .transactionPerFile,
    postgres: ClosedRange<Int> = 14...18, asks: Set<String>? = nil,
    counts: Set<String> = [], timeouts: TimeoutSource = .files
  ) -> Pitfall {
    Pitfall(
      name: name, files: files, finds: [], transport: transport, postgres: postgres, asks: asks,
      counts: counts, timeouts: timeouts)
  }

  /// What is reported of the last file, advice left out; of one that should be silent, what is about hazards.
  func findings() async -> [Finding] {
    let settings = LintSettings(
      preset: asks == nil ? .recommended : .documented,
      runner: RunnerSettings(transport: transport),
      postgres: postgres, timeouts: timeouts, selected: asks)
    let inputs = files.enumerated().map { index, sql in
      LintInput(path: "00\(index + 1)_x.sql", bytes: Array(sql.utf8), settings: settings)
    }
    guard let report = await lint(inputs).last else { return [] }
    if asks != nil { return report.findings }
    return report.findings.filter { finding in
      finding.severity > .info
        && (!finds.isEmpty || Pitfall.isHazard(finding.rule) || counts.contains(finding.rule))
    }
  }

  /// Whether the file can run twice, be undone, and is documented, are other questions.
  private static func isHazard(_ rule: String) -> Bool {
    guard let info = Registry.rule(rule).map({ type(of: $0).info }) else { return false }
    return ![.rerun, .rollback, .documentation, .history, .design].contains(info.category)
      && rule != "not-valid-never-validated"
  }
}
