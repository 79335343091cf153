import Diagnostics
import Migrations

/// See rules/version-out-of-order.md.
struct VersionOutOfOrder: Rule {
  static let info = RuleInfo(
    id: "version-out-of-order", category: .history,
    summary: "A new migration sorts before one that is already on the base branch",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    guard context.migration.purpose == .migration, let place = context.firstStatement,
      isNew(context), let numbers = context.numbers,
      let key = context.key, let latest = numbers.latestOnBase, key < latest.key
    else { return }
    let outcome = numbers.framework?.lateMigration
    var isCertain = false
    switch outcome {
    case .fails, .neverRuns: isCertain = true
    case .runsLate, nil: break
    }
    findings.report(
      "this migration is new, and \(latest.name) is on the base branch already: where that has run, "
        + (outcome?.sentence
          ?? "some runners never run this one, some refuse it, and some run it behind the other"),
      at: place, help: "give it a version behind \(latest.key.text)",
      isCertain: isCertain)
  }

  private func isNew(_ context: MigrationContext) -> Bool {
    switch context.base {
    case .absent: true
    case .renamed(let path, _):
      VersionKey(ofFileAt: path, context.numbers?.framework) != context.key
    case .unknown, .same, .changed, .removed: false
    }
  }
}
