import Diagnostics
import Effects
import SQLLexer
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
    if let (_, command, _) = required.first {
      findings.report(
        fails(table, required.map(\.0.name)), at: command.range,
        help: help(step, table, required.map { ($0.0, $0.2) }))
      return
    }
    if let (command, column, added) = step.emptyColumn {
      findings.report(
        fails(table, [column]), at: command.range,
        help:
          "give the column a default where it is added, or fill the rows in batches, and make it "
          + "NOT NULL when all have a value",
        related: [step.related(added, "adds the column, without a default")])
      return
    }
    findings.report(
      "this fails as soon as \(table.description) has a row: \(failure.message) "
        + "(SQLSTATE \(failure.sqlstate))", at: step.firstLine,
      help: "give the column a default, or make it NOT NULL when all rows have a value")
  }

  /// A column that is made again under its name has values that may be wanted; until it goes, no other can have the name.
  private func help(
    _ step: Step, _ table: QualifiedName,
    _ columns: [(definition: ColumnDefinition, new: NewColumn)]
  ) -> String {
    func isMadeAgain(_ column: ColumnDefinition) -> Bool {
      step.written.drops.contains { $0.object == .column && $0.part == column.name }
    }
    let others = columns.filter { !isMadeAgain($0.definition) }
    let again = columns.map(\.definition).filter(isMadeAgain)
    let stays = again.map { old in
      "let the old \(columns.count == 1 ? "column" : old.name.text) stay: \(step.besides(old.name))"
    }
    guard let first = others.first else { return stays.joined(separator: "\n") }
    let scope =
      again.isEmpty
      ? (columns.count == 1 ? "" : "for each of them, ")
      : "for \(list(others.map(\.definition.name.text))), "
    return
      ([scope + NewColumnHelp(step, table, first.definition).required(first.new.cause)] + stays)
      .joined(separator: "\n")
  }
}

private func fails(_ table: QualifiedName, _ columns: [Name]) -> String {
  let isOne = columns.count == 1
  return "this fails as soon as \(table.description) has a row: \(list(columns.map(\.text))) "
    + "\(isOne ? "is" : "are") NOT NULL, and nothing gives \(isOne ? "it a value" : "them values")"
}

extension Step {
  /// The first SET NOT NULL of a column that has no value in any row, and the statement that has added it.
  fileprivate var emptyColumn: (AlterTableCommand, Name, added: ByteRange)? {
    guard case .alterTable(let alter) = statement.tree else { return nil }
    for command in alter.commands {
      if let column = command.name, let added = effects.emptyColumns[command.range] {
        return (command, column, added)
      }
    }
    return nil
  }
}
