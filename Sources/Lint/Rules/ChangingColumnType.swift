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
      !step.isPrivate(alter.name)
    else { return }
    let isKnown = !step.effects.unknown.contains(.rewrites)
    guard step.works(.rewrite) || step.works(.indexBuild) || step.works(.scan) else { return }
    for command in alter.commands where command.kind == .alterColumnType {
      guard let type = command.newType, let column = command.name else { continue }
      let message =
        !isKnown
        ? mayRewrite(alter.name, column)
        : step.works(.rewrite)
          ? rewrites(alter.name, from: step.oldTypes[command.range])
          : readsAnew(alter.name, step)
      findings.report(
        message, at: command.range,
        help: """
          add a column of the new type, fill it in batches, and let a release write both:
          ALTER TABLE \(step.text(alter.name.range)) ADD COLUMN \(step.newName(column)) \
          \(step.text(type.range));
          """, isCertain: isKnown)
    }
  }
}

private func mayRewrite(_ table: QualifiedName, _ column: Name) -> String {
  "ALTER COLUMN TYPE may rewrite \(table.description) under an AccessExclusiveLock: "
    + "no file tells which type \(column.text) has"
}

private func rewrites(_ table: QualifiedName, from type: String?) -> String {
  let change = type.map { " from \($0)" } ?? ""
  return "ALTER COLUMN TYPE\(change) rewrites \(table.description) under an AccessExclusiveLock: "
    + "reads and writes wait"
}

/// It keeps the rows as they are, but not all that hangs on them.
private func readsAnew(_ table: QualifiedName, _ step: Step) -> String {
  let work =
    step.works(.indexBuild)
    ? "builds indexes of \(table.description) anew" : "reads all of \(table.description)"
  return "ALTER COLUMN TYPE \(work) under an AccessExclusiveLock: reads and writes wait"
}
