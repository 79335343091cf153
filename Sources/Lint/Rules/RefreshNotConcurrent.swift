import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/refresh-not-concurrent.md.
struct RefreshNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "refresh-not-concurrent", category: .locking,
    summary: "REFRESH MATERIALIZED VIEW without CONCURRENTLY: reads of the view wait for its query",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .refreshMaterializedView(let refresh) = step.statement.tree,
      !refresh.isConcurrent, !step.isPrivate(refresh.name), step.failure == nil,
      step.tables.view?.isReadable ?? true
    else { return }
    let view = refresh.name.description
    if !refresh.withData {
      findings.report(
        "WITH NO DATA empties \(view): every query of it fails (SQLSTATE 55000) until it is "
          + "refreshed", at: step.head(to: refresh.name.range),
        help: "REFRESH MATERIALIZED VIEW CONCURRENTLY \(step.text(refresh.name.range));")
      return
    }
    findings.report(
      "REFRESH holds an AccessExclusiveLock on \(view) while its query runs: reads wait",
      at: step.head(to: refresh.name.range), help: help(refresh, step))
  }

  private func help(_ refresh: RefreshMaterializedView, _ step: Step) -> String {
    let statement =
      "REFRESH MATERIALIZED VIEW CONCURRENTLY \(step.text(refresh.name.range));"
    guard let view = step.tables.view, !view.hasUniqueIndex else { return statement }
    return
      "with a unique index over columns that tell its rows apart, which it does not have yet:\n"
      + statement
  }
}
