import Diagnostics
import Lint
import Migrations
import Testing

/// A pitfall of migration linters as a test: either a hazard that must be found, or a harmless statement that looks like
/// one. All rules run, as `recommended` has them.
struct Pitfall: CustomTestStringConvertible, Sendable {
  var name: String
  /// In the order of the history; the last one is looked at.
  var files: [String]
  /// Rules that must report something of the last file; empty: none may, of those that tell of hazards.
  var finds: [String]
  var transport = Transport.transactionPerFile
  var postgres = 14...18

  var testDescription: String { name }

  /// Checks it.
  func expect() async {
    let found = await found()
    if finds.isEmpty {
      #expect(found == [])
    } else {
      #expect(found.isSuperset(of: finds))
    }
  }

  /// Each of the rules must report something.
  static func hazard(
    _ name: String, _ files: String..., finds: String..., transport: Transport = .transactionPerFile
  ) -> Pitfall {
    Pitfall(name: name, files: files, finds: finds, transport: transport)
  }

  static func bait(
    _ name: String, _ files: String..., transport: Transport = .transactionPerFile,
    postgres: ClosedRange<Int> = 14...18
  ) -> Pitfall {
    Pitfall(name: name, files: files, finds: [], transport: transport, postgres: postgres)
  }

  /// The rules that report something of the last file, advice left out; of one that should be silent, those about
  /// hazards.
  func found() async -> Set<String> {
    let settings = LintSettings(
      runner: RunnerSettings(transport: transport), postgres: postgres)
    let inputs = files.enumerated().map { index, sql in
      LintInput(path: "00\(index + 1)_x.sql", bytes: Array(sql.utf8), settings: settings)
    }
    guard let report = await lint(inputs).last else { return [] }
    return Set(
      report.findings.filter { finding in
        finding.severity > .info && (!finds.isEmpty || Pitfall.isHazard(finding.rule))
      }.map(\.rule))
  }

  /// Whether the file can run twice, be undone, and is documented, are other questions.
  private static func isHazard(_ rule: String) -> Bool {
    guard let info = Registry.rule(rule).map({ type(of: $0).info }) else { return false }
    return ![.rerun, .rollback, .documentation, .history, .design].contains(info.category)
      && rule != "not-valid-never-validated"
  }
}
