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
    if let (column, command, new) = required.first {
      let isOne = required.count == 1
      findings.report(
        "this fails as soon as \(table.description) has a row: "
          + "\(list(required.map(\.0.name.text))) \(isOne ? "is" : "are") NOT NULL, and nothing gives "
          + "\(isOne ? "it a value" : "them values")",
        at: command.range,
        help: (isOne ? "" : "for each of them, ") + help(step, table, column, new))
      return
    }
    findings.report(
      "this fails as soon as \(table.description) has a row: \(failure.message) "
        + "(SQLSTATE \(failure.sqlstate))", at: step.firstLine,
      help: "give the column a default, or make it NOT NULL when all rows have a value")
  }

  /// A column that is made again under its name has values that may be wanted.
  private func help(
    _ step: Step, _ table: QualifiedName, _ column: ColumnDefinition, _ new: NewColumn
  ) -> String {
    step.written.drops.contains { $0.object == .column && $0.part == column.name }
      ? "let the old column stay: " + step.besides(column.name)
      : NewColumnHelp(step, table, column).required(new.cause)
  }
}
