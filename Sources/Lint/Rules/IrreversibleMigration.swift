import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/irreversible-migration.md.
struct IrreversibleMigration: Rule {
  static let info = RuleInfo(
    id: "irreversible-migration", category: .rollback,
    summary: "A migration that destroys what no rollback brings back, and does not say so",
    recommended: .warning, documented: .warning)

  /// The header says that it can be undone.
  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard case .yes = context.migration.header.reversible,
      let field = context.migration.header["Reversible"],
      let run = context.wayBack, run.migration == context.migration.path,
      let comparison = run.comparison
    else { return }
    let lost = comparison.destroyed.filter { !isApproved($0, run, findings) }
    guard !lost.isEmpty else { return }
    let places = lost.compactMap(run.destruction).map {
      RelatedPlace(path: $0.path, range: $0.line, message: "here they go")
    }
    findings.report(
      "the header says that this can be undone, but no rollback brings back the data of "
        + list(lost.map(\.identity.label)),
      at: field.range, help: help, related: places)
  }

  /// What other rules report needs no second finding.
  private func isApproved(
    _ item: SchemaItem, _ run: WayBackRun, _ findings: Findings
  ) -> Bool {
    guard let place = run.destruction(of: item) else { return false }
    return [DropColumn.info.id, DropTable.info.id, Self.info.id].contains {
      findings.suppressions.allows($0, at: place.range)
    }
  }

  /// Rows, of which no other rule tells: the guide wants it said.
  func check(_ step: Step, _ findings: inout Findings) {
    guard step.migration.preset != .recommended, step.goesForward,
      step.migration.migration.purpose == .migration,
      case .delete(let delete) = step.statement.tree, delete.condition != nil,
      !delete.conditionIsConstant, !step.isPrivate(delete.target)
    else { return }
    if case .no(let reason) = step.migration.migration.header.reversible, !reason.isEmpty { return }
    findings.report(
      "no rollback brings back the rows that this deletes from \(delete.target.description)",
      at: step.head(to: delete.target.range), help: help)
  }
}

private let help =
  "say so in the header: -- Reversible: No, <reason>; or "
  + approval(of: IrreversibleMigration.info)
