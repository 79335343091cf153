import Diagnostics
import Effects
import SQLSyntax

/// See rules/type-change-loses-data.md.
struct TypeChangeLosesData: Rule {
  static let info = RuleInfo(
    id: "type-change-loses-data", category: .dataLoss,
    summary: "ALTER COLUMN TYPE that rounds, cuts or drops a part of values, without an error",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let table = step.filledTable, case .alterTable(let alter) = step.statement.tree else {
      return
    }
    for command in alter.commands {
      guard case .loses(let words)? = step.effects.conversionRisks[command.range],
        let column = command.name
      else { continue }
      let definition = step.definitions[column.range]
      let type = definition.map { ": \(table.description).\(column.text) is \($0.sentence)" }
      findings.report(
        "ALTER COLUMN TYPE \(words), without an error\(type ?? "")",
        at: command.range,
        help: "keep what goes in another column or table, or look before that nothing does: "
          + "no way back brings it again",
        related: step.related(definition, "here it gets the type it has"))
    }
  }
}
