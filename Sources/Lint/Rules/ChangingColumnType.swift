import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/changing-column-type.md.
struct ChangingColumnType: Rule {
  static let info = RuleInfo(
    id: "changing-column-type", category: .locking,
    summary: "ALTER COLUMN TYPE that rewrites the table: reads and writes wait until it is done",
    recommended: .error, documented: .error, fix: .unsafe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table || alter.object == .type, !step.isPrivate(alter.name),
      step.effects.failure == nil
    else { return }
    let isType = alter.object == .type
    for command in alter.commands where command.kind == .alterColumnType {
      guard let type = command.newType, let column = command.name,
        let change = step.typeChanges[command.range],
        var message = message(
          change, step.definitions[column.range], isType ? nil : alter.name, column, type)
      else { continue }
      if case .refuses(let words) = step.effects.conversionRisks[command.range] {
        message += "; it fails at a value that is \(words)"
      }
      let help = ColumnTypeHelp(step, alter.name, command, column, type, change)
      findings.report(
        message, at: command.range,
        help: isType
          ? "make a table without the type, fill it in batches, and let a release write both"
          : (change.isKnown || type.spared == nil
            ? "" : "look its type up first: from one of those, nothing is rewritten; otherwise ")
            + help.text,
        related: step.related(step.definitions[column.range], "here it gets the type it has"),
        isCertain: change.isKnown,
        fixes: help.leavesRows && change.work.contains { $0.kind == .rewrite }
          ? step.fixes(replacing: command, of: alter) : [])
    }
  }
}

/// What the change does; nil where it only changes the catalogue.
///
/// - Parameters:
///   - definition: of the column, as far as the files tell.
///   - table: nil for a composite type, of which there are tables.
private func message(
  _ change: TypeChange, _ definition: Definition?, _ table: QualifiedName?, _ column: Name,
  _ newType: TypeName
) -> String? {
  let name = table?.description ?? change.work.first?.relation.label ?? ""
  let lock = "under an AccessExclusiveLock"
  let waiting = "reads and writes wait"
  let type = definition.map { ": \(name).\(column.text) is \($0.sentence)" } ?? ""
  if let rewrite = change.work.first(where: { $0.kind == .rewrite && $0.relation.kind.isTable }) {
    if !change.isKnown, let spared = newType.spared {
      return "ALTER COLUMN TYPE rewrites \(name) \(lock) unless \(column.text) is \(spared) now: "
        + "no file tells its type"
    }
    return change.isKnown
      ? "ALTER COLUMN TYPE rewrites \(name) \(lock), \(waiting)\(type)"
      : "ALTER COLUMN TYPE may rewrite \(name) \(lock): "
        + (rewrite.reason ?? "its type is not known")
  }
  if change.work.contains(where: { $0.kind == .indexBuild }) {
    return "ALTER COLUMN TYPE builds indexes of \(name) anew \(lock), \(waiting)\(type)"
  }
  if let scan = change.work.first(where: { $0.kind == .scan }) {
    return "ALTER COLUMN TYPE reads all of \(scan.relation.label) \(lock), \(waiting)"
      + (scan.reason.map { ": \($0)" } ?? "")
  }
  return nil
}

extension TypeName {
  /// The types that become this one without a rewrite, in words; nil where few columns had one of them.
  fileprivate var spared: String? {
    guard arrayDimensions == 0 else { return nil }
    switch (name, modifiers.first) {
    case ("varchar", let length?), ("character varying", let length?):
      return "a varchar of at most \(length)"
    case ("varchar", nil), ("character varying", nil), ("text", nil): return "a varchar or text"
    default: return nil
    }
  }
}
