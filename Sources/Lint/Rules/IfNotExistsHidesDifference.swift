import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/if-not-exists-hides-difference.md.
struct IfNotExistsHidesDifference: Rule {
  static let info = RuleInfo(
    id: "if-not-exists-hides-difference", category: .rerun,
    summary: "IF NOT EXISTS over an object that is there with another shape: nothing is made",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard let difference = step.effects.hiddenDifference, !step.transaction.isRolledBack,
      !isTemplate(step.statement)
    else { return }
    let isDropped = isDropped(step)
    findings.report(
      "IF NOT EXISTS makes nothing here, and hides that \(difference)"
        + (isDropped ? ", unless the search_path leads the DROP before it there" : ""),
      at: place(step),
      help: "change what is there by ALTER, or drop it first, or give the new one another name",
      doubtful: isDropped)
  }

  /// An earlier statement drops something of its name, which is not found where the schema is not said.
  private func isDropped(_ step: Step) -> Bool {
    guard case .createIndex(let index) = step.statement.tree, let name = index.name else {
      return false
    }
    return step.isRemovedEarlier(
      ObjectReference(.index, QualifiedName(name: name)))
  }

  /// What is filled in decides which relation is meant.
  private func isTemplate(_ statement: Statement) -> Bool {
    switch statement.tree {
    case .createTable(let table): table.name.isTemplate
    case .createIndex(let index): index.table.isTemplate
    default: false
    }
  }

  /// As far as its name.
  private func place(_ step: Step) -> ByteRange {
    switch step.statement.tree {
    case .createTable(let table): step.head(to: table.name.range)
    case .createIndex(let index): step.head(to: (index.name?.range ?? index.table.range))
    default: step.firstLine
    }
  }
}
