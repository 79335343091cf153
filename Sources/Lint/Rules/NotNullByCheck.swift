import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/not-null-by-check.md.
struct NotNullByCheck: Rule {
  static let info = RuleInfo(
    id: "not-null-by-check", category: .design,
    summary:
      "CHECK (… IS NOT NULL) NOT VALID: from PostgreSQL 18 on, NOT NULL itself can be NOT VALID",
    recommended: .info, documented: .info, since: 18)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.migration.postgres.lowerBound >= 18, let table = step.filledTable,
      case .alterTable(let alter) = step.statement.tree
    else { return }
    for command in alter.commands where command.kind == .addConstraint {
      guard let constraint = command.constraint, constraint.kind == .check, constraint.isNotValid,
        let column = step.soleRequirement(of: constraint)
      else { continue }
      findings.report(
        "NOT NULL can itself be NOT VALID: a CHECK, and SET NOT NULL and DROP CONSTRAINT after it, "
          + "are not needed for \(table.description).\(column.text)",
        at: command.range,
        help: step.eachApart + step.notNullInSteps(table, column))
    }
  }
}

extension Step {
  /// The column of a CHECK that says nothing but that it is not null.
  fileprivate func soleRequirement(of constraint: ConstraintDefinition) -> Name? {
    let source = section.syntax
    guard let expression = constraint.expression else { return nil }
    let columns = source.columnsNotNull(by: expression)
    let calls = source.calls(in: expression)
    guard columns.count == 1, source.columns(of: expression).count == 1, calls.isComplete,
      calls.functions.isEmpty, calls.operators.isEmpty
    else { return nil }
    return columns.first
  }
}
