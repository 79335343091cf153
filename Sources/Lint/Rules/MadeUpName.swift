import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/made-up-name.md.
struct MadeUpName: Rule {
  static let info = RuleInfo(
    id: "made-up-name", category: .design,
    summary: "An index or a constraint without a name: PostgreSQL makes one up",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .createIndex(let index) where index.name == nil:
      let made = step.effects.madeIndex.map {
        $0.name.split(separator: ".")
      }
      let name = made?.last.map(String.init)
      findings.report(
        isMadeUp("index", name), at: step.head(to: index.table.range),
        help: name.map { "write it down: CREATE INDEX \(sqlName($0)) ON …" })
    case .alterTable(let alter) where alter.object == .table:
      for command in alter.commands where command.kind == .addConstraint {
        guard let constraint = command.constraint, constraint.name == nil,
          constraint.kind != .notNull, constraint.usingIndex == nil
        else { continue }
        let id = step.effects.constraints[constraint.range]
        let name = id.flatMap { step.migration.outcome.constraints[$0] }
        findings.report(
          isMadeUp("constraint", name), at: command.range,
          help: name.map { "write it down: ADD CONSTRAINT \(sqlName($0)) …" })
      }
    default: break
    }
  }
}

private func isMadeUp(_ what: String, _ name: String?) -> String {
  let example = name.map { " (\($0), unless that is taken)" } ?? ""
  return "this \(what) gets a name that PostgreSQL makes up\(example): "
    + "whoever drops it later has to guess"
}
