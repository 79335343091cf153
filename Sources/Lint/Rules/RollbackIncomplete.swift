import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer

/// See rules/rollback-incomplete.md.
struct RollbackIncomplete: Rule {
  static let info = RuleInfo(
    id: "rollback-incomplete", category: .rollback,
    summary: "A rollback that leaves something behind, or does not bring something back",
    recommended: .warning, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard let run = context.wayBackHere, !run.isExcused, let comparison = run.comparison else {
      return
    }
    var told = DifferencesByPlace()
    var missed = DifferencesByPlace()
    for difference in comparison.differences where !difference.kind.isExcess {
      if let drop = run.missing(difference) {
        missed.add(difference, at: drop)
      } else {
        told.add(difference, at: place(of: difference, run))
      }
    }
    report(missed, run, &findings)
    for (place, differences) in told.all {
      let isFound = differences.allSatisfy(run.isHarmless)
      findings.report(
        "the rollback \(phrase(differences))" + (isFound ? isFoundAgain : ""), at: place.line,
        help: help(for: differences, run),
        related: related(to: differences, at: place, run, context),
        mitigated: isFound || differences.allSatisfy(\.isHarmless))
    }
  }

  /// All have the same cause, and are told at the first DROP that finds nothing.
  private func report(
    _ missed: DifferencesByPlace, _ run: WayBackRun, _ findings: inout Findings
  ) {
    let places = run.inOrder(missed.all.map(\.place))
    guard let first = places.first else { return }
    let differences = missed.all.flatMap(\.differences).sorted {
      $0.item.identity < $1.item.identity
    }
    findings.report(
      "the rollback \(phrase(differences)): no DROP finds "
        + (differences.count == 1 ? "it without its schema" : "them without their schema")
        + ", unless search_path names that",
      at: first.line, help: help(forMissed: differences, run),
      related: places.dropFirst().prefix(Self.mostRelated).map {
        RelatedPlace(path: $0.path, range: $0.line, message: "this finds nothing, either")
      })
  }

  /// The most places that are shown beside the first.
  private static let mostRelated = 4

  /// What the rollback does wrong is told where it does it, what it does not do where the migration does it; but only in
  /// the file that has to be changed, and all at once of one that does nothing.
  private func place(of difference: WayBack.Difference, _ run: WayBackRun) -> WayBackRun.Place {
    switch difference.kind {
    case .comesBackOtherwise, .isNew: return run.undoing(difference) ?? run.first
    default: break
    }
    guard !run.isCompanion, !run.undone.isEmpty else { return run.first }
    return run.cause(of: difference) ?? run.first
  }

  private func related(
    to differences: [WayBack.Difference], at place: WayBackRun.Place, _ run: WayBackRun,
    _ context: MigrationContext
  ) -> [RelatedPlace] {
    var seen: Set<WayBackRun.Place> = [place]
    var places = differences.compactMap(run.cause).filter { seen.insert($0).inserted }
      .map { RelatedPlace(path: $0.path, range: $0.line, message: "the migration does this") }
    if !run.isCompanion, place.path == run.path, !run.sections.contains(place.section),
      let section = run.sections.first,
      let heading = context.migration.sections[section].heading
    {
      places.append(RelatedPlace(path: run.path, range: heading, message: "the rollback"))
    }
    return places
  }

  /// The DROPs with their schemas, in an order in which they run.
  private func help(forMissed differences: [WayBack.Difference], _ run: WayBackRun) -> String {
    let advice = "name the schema of what is dropped"
    guard let statements = run.statements(for: differences) else { return advice }
    return advice + ":\n" + statements.joined(separator: "\n")
  }

  private func help(for differences: [WayBack.Difference], _ run: WayBackRun) -> String? {
    if differences.allSatisfy({ $0.addedLabels != nil }) {
      return
        "PostgreSQL takes no label away from a type; if it may stay, say so above the statement: "
        + "-- whimbrel: allow \(Self.info.id) -- <why, who agreed>"
    }
    guard let statements = run.statements(for: differences) else { return nil }
    let filled = run.filled(differences)
    let first =
      filled.isEmpty
      ? "" : "put the rows of \(list(filled)) back first, if the migration has moved them; "
    return first + "add to the rollback:\n" + statements.joined(separator: "\n")
  }
}

private let isFoundAgain = ", which the migration finds when it runs again"
