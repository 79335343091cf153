import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/rollback-fails.md.
struct RollbackFails: Rule {
  static let info = RuleInfo(
    id: "rollback-fails", category: .rollback,
    summary: "A statement of a rollback that fails, run behind its migration",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.section.kind != .up, let failure = step.failure else { return }
    let condition = failure.needsRows ? " as soon as the table has a row" : ""
    findings.report(
      "run behind its migration, this rollback fails here\(condition): \(failure.message) "
        + "(SQLSTATE \(failure.sqlstate))",
      at: step.firstLine, help: step.isFollowedByChange ? nothingBehind : step.nothingHere)
  }

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard let run = context.wayBackHere, case .misses(let place, let error) = run.outcome else {
      return
    }
    findings.report(
      "none of the migrations makes what the rollback drops here: it fails "
        + "(\(error.message), SQLSTATE \(error.sqlstate)), or takes what is not its own",
      at: place.line, help: "name what the migration makes", isCertain: false)
  }
}

private let nothingBehind = "what stands behind it is not reached, and not undone"

extension Step {
  /// Nothing stands behind it.
  fileprivate var nothingHere: String {
    transaction.isWholeSection && index > 0
      ? "the rollback is one transaction: what it has undone before comes back"
      : "what it should undo stays as it is"
  }
}
