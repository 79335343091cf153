import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-object.md.
struct DropObject: Rule {
  static let info = RuleInfo(
    id: "drop-object", category: .clientCompatibility,
    summary: "DROP of a view, function, type, sequence, extension or other object "
      + "that code may use",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree else { return }
    if step.statement.node == .dropOwned {
      findings.report(
        removesOwned(drop.names), at: step.statement.range, help: approval(of: DropObject.info))
      return
    }
    guard isOurs(drop.object), let words = drop.object.words else { return }
    if drop.names.isEmpty {
      findings.report(
        "DROP \(words) removes something that code may still use", at: step.statement.range,
        help: approval(of: DropObject.info), group: step.sectionGroup)
    }
    for name in drop.names where !isOfNoUse(name, drop, step) {
      findings.report(
        removes(words, name, drop), at: step.place(of: name, among: drop.objects.count),
        help: approval(of: DropObject.info), group: step.sectionGroup)
    }
  }

  /// Nobody has used it yet, or could, no client calls it, it goes with its table, or it, or what takes its place, is there
  /// again afterwards.
  private func isOfNoUse(_ name: QualifiedName, _ drop: Drop, _ step: Step) -> Bool {
    if step.isPrivate(name) || step.isGone(name) || drop.table.map(step.isPrivate) == true {
      return true
    }
    if step.migration.outcome.unneeded.contains(name.range) { return true }
    if step.uncalledFunctions.contains(name.range) { return true }
    if let table = drop.table, step.isRemovedLater(ObjectReference(.table, table)) { return true }
    let views: [ObjectType] = [.view, .materializedView, .table]
    let kinds = views.contains(drop.object) ? views : [drop.object]
    return step.isMadeEarlier(ObjectReference(drop.object, name, of: drop.table))
      || kinds.contains { step.isMadeLater(ObjectReference($0, name, of: drop.table)) }
  }

  /// Others have a rule of their own, or are named by no query.
  private func isOurs(_ object: ObjectType) -> Bool {
    ![.table, .schema, .database, .index, .statistics, .policy].contains(object)
  }
}

private func removes(_ words: String, _ name: QualifiedName, _ drop: Drop) -> String {
  let place = drop.table.map { " on \($0.description)" } ?? ""
  let what = "DROP \(words) removes \(name.description)\(place)"
  switch drop.object {
  // No query names them.
  case .trigger, .rule, .eventTrigger:
    return what + ": from now on nothing runs it"
  default: return what + ", which code may still use"
  }
}

private func removesOwned(_ roles: [QualifiedName]) -> String {
  let roles = roles.map(\.description).joined(separator: ", ")
  return
    "DROP OWNED removes all that \(roles) owns in this database, tables with their rows included"
}
