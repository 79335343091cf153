import Catalog
import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/autovacuum-disabled.md.
struct AutovacuumDisabled: Rule {
  static let info = RuleInfo(
    id: "autovacuum-disabled", category: .design,
    summary: "autovacuum_enabled = false that nothing in the file takes back",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .alterTable(let alter):
      for command in alter.commands where command.kind == .setRelOptions {
        guard case .options(let options) = command.details else { continue }
        report(options, of: alter.name, step, &findings)
      }
    case .createTable(let table) where table.persistence != .temporary:
      report(table.options, of: table.name, step, &findings)
    default: return
    }
  }

  private func report(
    _ options: [OptionElement], of table: QualifiedName, _ step: Step, _ findings: inout Findings
  ) {
    guard
      let option = options.first(where: { $0.isAutovacuum && $0.isOff(in: step.section.syntax) }),
      !(step.relation(table)?.isTemporary ?? false),
      !step.later.isVacuumed(table, behind: step.index, path: step.path)
    else { return }
    let rows = option.namespace == nil ? "" : "the TOAST table of "
    let parameter = (option.namespace.map { $0.text + "." } ?? "") + option.name.text
    findings.report(
      "autovacuum leaves \(rows)\(table.description) alone from here on: the room of dead rows is "
        + "not used again, and the planner's statistics grow old", at: step.range(of: option),
      help: "switch it on again at the end of the load:\n"
        + "ALTER TABLE \(step.text(table.range)) RESET (\(parameter));")
  }
}

extension Step {
  /// `autovacuum_enabled = false`
  fileprivate func range(of option: OptionElement) -> ByteRange {
    let start = (option.namespace ?? option.name).range.start
    return ByteRange(start: start, end: (option.value ?? option.name.range).end)
  }
}
