import Catalog
import Diagnostics
import Effects
import SQLLexer

/// See rules/rollback-excess.md.
struct RollbackExcess: Rule {
  static let info = RuleInfo(
    id: "rollback-excess", category: .rollback,
    summary: "A rollback that takes away, or changes, what its migration did not make",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard let run = context.wayBackHere, let comparison = run.comparison else { return }
    var told = DifferencesByPlace()
    for difference in comparison.differences where difference.kind.isExcess {
      told.add(difference, at: run.undoing(difference) ?? run.first)
    }
    for (place, differences) in told.all {
      let losesData = differences.contains {
        $0.kind == .isTaken && $0.item.identity.holdsData
      }
      let loss = losesData ? ": its data are lost" : ""
      findings.report(
        "the rollback \(phrase(differences))\(loss)", at: place.line,
        help: "a rollback undoes what its own migration does, and no more",
        isCertain: losesData)
    }
  }
}
