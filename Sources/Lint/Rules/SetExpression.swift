import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/set-expression.md.
struct SetExpression: Rule {
  static let info = RuleInfo(
    id: "set-expression", category: .locking,
    summary: "SET EXPRESSION of a stored generated column: "
      + "the table is rewritten, reads and writes wait",
    recommended: .error, documented: .error, since: 17)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let table = step.filledTable, case .alterTable(let alter) = step.statement.tree,
      step.works(.rewrite)
    else { return }
    for command in alter.commands where command.kind == .setExpression {
      guard let name = command.name else { continue }
      let definition = step.definitions[name.range]
      guard definition?.column?.generated != .virtual else { continue }
      findings.report(
        "SET EXPRESSION rewrites \(table.description) under an AccessExclusiveLock, "
          + "reads and writes wait: \(name.text) is computed for each row",
        at: command.range,
        help:
          "add an ordinary column, which a trigger fills, write old rows in batches, and let a release "
          + "read that one"
          + (step.migration.postgres.lowerBound >= 18
            ? "; or, where nothing has to index it, add a VIRTUAL one with the new expression" : "")
          + ". To add a STORED one rewrites the table as well",
        related: step.related(definition, "the column is defined here"),
        isCertain: definition?.column?.generated == .stored)
    }
  }
}
