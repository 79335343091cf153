import Catalog
import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/drop-expression.md.
struct DropExpression: Rule {
  static let info = RuleInfo(
    id: "drop-expression", category: .clientCompatibility,
    summary: "DROP EXPRESSION: new and changed rows do not get the value any more",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let table = step.filledTable, case .alterTable(let alter) = step.statement.tree,
      step.effects.failure == nil
    else { return }
    for command in alter.commands where command.kind == .dropExpression {
      guard let name = command.name else { continue }
      let definition = step.definitions[name.range]
      // IF EXISTS: there is none.
      if let column = definition?.column, column.generated == nil { continue }
      if step.givesValue(to: name, of: table) { continue }
      findings.report(
        "nothing computes \(table.description).\(name.text) any more: rows that are inserted get "
          + "NULL, and those that are updated keep the old value, until a release writes it",
        at: command.range,
        help: "fill it by a trigger in the same migration, until every release writes it",
        related: step.related(definition, "the column is defined here"))
    }
  }
}

extension Step {
  /// The migration drops the column, or gives it a trigger or a default.
  fileprivate func givesValue(to column: Name, of table: QualifiedName) -> Bool {
    section.syntax.statements.contains { statement in
      switch statement.tree {
      case .createTrigger(let trigger): trigger.table == table
      case .alterTable(let alter):
        alter.name == table
          && alter.commands.contains { command in
            command.name == column && (command.kind == .dropColumn || command.setsDefault)
          }
      default: false
      }
    }
  }
}
