import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/unique-over-existing-rows.md.
struct UniqueOverExistingRows: Rule {
  static let info = RuleInfo(
    id: "unique-over-existing-rows", category: .transactions,
    summary: "A unique index or constraint that fails if rows that are there have duplicates",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.failure == nil, !step.keys.uniqueOverRows.isEmpty else { return }
    switch step.statement.tree {
    case .createIndex(let index):
      let keys = index.elements.map {
        step.text($0.column?.range ?? $0.expression?.range ?? $0.range)
      }
      let condition = index.predicate.map { step.text($0.range) }
      findings.report(
        mayFail(index.table, keys, isConcurrent: index.isConcurrent),
        at: step.head(to: index.table.range), help: query(index.table, keys, condition, step))
    case .alterTable(let alter):
      for command in alter.commands {
        for constraint in (command.constraint.map { [$0] } ?? command.column?.constraints ?? [])
        where step.keys.uniqueOverRows.contains(constraint.range) {
          let keys = constraint.columns.map { step.text($0.range) }
          findings.report(
            mayFail(alter.name, keys, isConcurrent: false), at: command.range,
            help: query(alter.name, keys, nil, step))
        }
      }
    default: break
    }
  }
}

private func mayFail(_ table: QualifiedName, _ keys: [String], isConcurrent: Bool) -> String {
  let rest = isConcurrent ? ", and leaves an INVALID index behind" : ""
  return "if two rows of \(table.description) have the same \(list(keys)), this fails "
    + "(SQLSTATE 23505)\(rest)"
}

private func query(
  _ table: QualifiedName, _ keys: [String], _ condition: String?, _ step: Step
) -> String {
  let list = keys.joined(separator: ", ")
  let filter = condition.map { " WHERE \($0)" } ?? ""
  return "look before it runs:\nSELECT \(list), count(*) FROM \(step.text(table.range))\(filter) "
    + "GROUP BY \(list) HAVING count(*) > 1;"
}
