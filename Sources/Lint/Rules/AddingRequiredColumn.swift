import Diagnostics
import Effects
import SQLSyntax

/// See rules/adding-required-column.md.
struct AddingRequiredColumn: Rule {
  static let info = RuleInfo(
    id: "adding-required-column", category: .transactions,
    summary:
      "A new column that is NOT NULL and gets no value: fails as soon as the table has a row",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let failure = step.effects.failureWithRows, let table = step.filledTable else { return }
    let required = step.newColumns.filter { $0.2.isRequired }
    for (column, command, _) in required {
      findings.report(
        "this fails as soon as \(table.description) has a row: "
          + "\(column.name.text) is NOT NULL, and nothing gives it a value",
        at: command.range, help: NewColumnHelp(step, table, column).required)
    }
    guard required.isEmpty else { return }
    findings.report(
      "this fails as soon as \(table.description) has a row: \(failure.message) "
        + "(SQLSTATE \(failure.sqlstate))", at: step.firstLine,
      help: "give the column a default, or make it NOT NULL when all rows have a value")
  }
}
