import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/changing-column-type.md.
struct ChangingColumnType: Rule {
  static let info = RuleInfo(
    id: "changing-column-type", category: .locking,
    summary: "ALTER COLUMN TYPE that rewrites the table: reads and writes wait until it is done",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .alterTable(let alter) = step.statement.tree, alter.object == .table,
      !step.isPrivate(alter.name), step.effects.failure == nil
    else { return }
    for command in alter.commands where command.kind == .alterColumnType {
      guard let type = command.newType, let column = command.name,
        let change = step.typeChanges[command.range],
        let message = message(change, alter.name)
      else { continue }
      findings.report(
        message, at: command.range,
        help: """
          add a column of the new type, fill it in batches, and let a release write both:
          ALTER TABLE \(step.text(alter.name.range)) ADD COLUMN \(step.newName(column)) \
          \(step.text(type.range));
          """, isCertain: change.isKnown)
    }
  }
}

private func message(_ change: TypeChange, _ table: QualifiedName) -> String? {
  let name = table.description
  let type = change.oldType.map { " from \($0)" } ?? ""
  let lock = "under an AccessExclusiveLock"
  if let rewrite = change.work.first(where: { $0.kind == .rewrite && $0.relation.kind.isTable }) {
    return change.isKnown
      ? "ALTER COLUMN TYPE\(type) rewrites \(name) \(lock): reads and writes wait"
      : "ALTER COLUMN TYPE\(type) may rewrite \(name) \(lock): "
        + (rewrite.reason ?? "its type is not known")
  }
  if change.work.contains(where: { $0.kind == .indexBuild }) {
    return "ALTER COLUMN TYPE\(type) builds indexes of \(name) anew \(lock): reads and writes wait"
  }
  if let scan = change.work.first(where: { $0.kind == .scan }) {
    return "ALTER COLUMN TYPE\(type) reads all of \(scan.relation.label) \(lock): "
      + "reads and writes wait"
  }
  return nil
}
