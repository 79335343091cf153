import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/certain-failure.md.
struct CertainFailure: Rule {
  static let info = RuleInfo(
    id: "certain-failure", category: .transactions,
    summary: "A statement that fails in the schema that the migrations before it leave",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    if let failure = step.failure {
      // Of ways back, rollback-fails tells.
      guard step.section.kind == .up else { return }
      findings.report(
        fails(failure), at: step.firstLine,
        help: "what stands behind it in this file is not reached")
    } else if let failure = step.effects.failureWithRows, step.hasRows {
      findings.report(fails(failure), at: step.firstLine, isCertain: false)
    }
  }
}

extension Step {
  /// The table that is altered may have rows: it is not new, and nothing has emptied it.
  fileprivate var hasRows: Bool {
    guard case .alterTable(let alter) = statement.tree, let table = relation(alter.name),
      goesForward
    else { return false }
    return table.isShared && !emptied.contains(table.id)
  }
}

private func fails(_ failure: ServerError) -> String {
  let condition = failure.needsRows ? " as soon as the table has a row" : ""
  return "this fails\(condition): \(failure.message) (SQLSTATE \(failure.sqlstate))"
}
