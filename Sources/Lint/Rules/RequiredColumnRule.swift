import Diagnostics
import Effects
import SQLSyntax

/// See rules/required-column.md.
struct RequiredColumnRule: Rule {
  static let info = RuleInfo(
    id: "required-column", category: .clientCompatibility,
    summary: "A column is NOT NULL without a default from now on: INSERTs that leave it out fail",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      !step.isPrivate(alter.name)
    else { return }
    for command in alter.commands {
      guard let column = step.clients.requiredColumns[command.range],
        !step.failsOnRows(alter, command)
      else { continue }
      let name = "\(column.name) of \(alter.name.description)"
      let message =
        column.isNew
        ? "\(name) is NOT NULL without a default: INSERTs of the running release, "
          + "which does not know it, fail from the commit on"
        : "\(name) is NOT NULL and loses its default: INSERTs of the running release that leave "
          + "it out fail from the commit on"
      findings.report(
        message, at: command.range, help: help(column, alter, command, step),
        isCertain: column.isNew)
    }
  }

  private func help(
    _ column: RequiredColumn, _ alter: AlterTable, _ command: AlterTableCommand, _ step: Step
  ) -> String {
    let name = command.name.map { step.text($0.range) } ?? column.name
    let change = "ALTER TABLE \(step.text(alter.name.range)) ALTER COLUMN \(name)"
    let last = "in a later migration, when every running release writes the column:\n\(change)"
    if command.kind == .setNotNull { return "\(last) SET NOT NULL;" }
    if command.kind == .columnDefault { return "\(last) DROP DEFAULT;" }
    return "add it with a default, or without NOT NULL; \(last) SET NOT NULL;"
  }
}

extension Step {
  /// certain-failure tells of it: with rows in the table, it does not come so far.
  fileprivate func failsOnRows(_ alter: AlterTable, _ command: AlterTableCommand) -> Bool {
    guard command.kind == .addColumn, effects.failureWithRows != nil,
      let table = relation(alter.name)
    else { return false }
    return !emptied.contains(table.id)
  }
}
