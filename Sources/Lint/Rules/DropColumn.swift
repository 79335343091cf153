import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-column.md.
struct DropColumn: Rule {
  static let info = RuleInfo(
    id: "drop-column", category: .dataLoss,
    summary: "DROP COLUMN of a column that this migration did not add: what it holds is gone",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      alter.object == .table || alter.object == .type, !step.isPrivate(alter.name)
    else { return }
    for drop in step.written.drops where drop.object == .column || drop.object == .attribute {
      guard let part = drop.part, step.drops(part),
        !step.isMadeEarlier(ObjectReference(drop.object, part, of: alter.name)),
        !step.isMadeEarlier(ObjectReference(.type, alter.name))
      else { continue }
      let message = drop.object == .column ? losesColumn : losesAttribute
      findings.report(
        message(part, alter.name), at: drop.range, help: approval(of: DropColumn.info))
    }
  }
}

extension Step {
  /// The column is there to be dropped, or nobody knows.
  fileprivate func drops(_ column: Name) -> Bool {
    effects.unknown.contains(.drops)
      || effects.drops.contains { !$0.isReached && $0.name.hasSuffix(".\(column.text)") }
  }
}

private func losesColumn(_ column: Name, _ table: QualifiedName) -> String {
  "DROP COLUMN deletes \(column.text) of \(table.description) and all that it holds"
}

private func losesAttribute(_ attribute: Name, _ type: QualifiedName) -> String {
  "DROP ATTRIBUTE deletes \(attribute.text) of type \(type.description), "
    + "and what columns of that type hold in it"
}
