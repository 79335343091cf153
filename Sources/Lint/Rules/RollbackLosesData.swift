import Catalog
import Diagnostics
import Effects
import SQLLexer

/// See rules/rollback-loses-data.md.
struct RollbackLosesData: Rule {
  static let info = RuleInfo(
    id: "rollback-loses-data", category: .rollback,
    summary: "A rollback that deletes what was written since its migration",
    recommended: nil, documented: .info)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard let run = context.wayBackHere, let comparison = run.comparison else { return }
    var lost: [(place: WayBackRun.Place, names: [String])] = []
    for item in comparison.emptied.sorted(by: { $0.identity < $1.identity }) {
      let place = run.removal(of: item) ?? run.first
      if let known = lost.firstIndex(where: { $0.place == place }) {
        lost[known].names.append(item.identity.label)
      } else {
        lost.append((place, [item.identity.label]))
      }
    }
    for (place, names) in lost {
      findings.report(
        "the rollback deletes \(list(names)) and all that was written there since the migration",
        at: place.line,
        help: "if the data are wanted, copy them to another table before the rollback runs")
    }
  }
}
