import Diagnostics
import SQLSyntax

/// See rules/sequence-too-narrow.md.
struct SequenceTooNarrow: Rule {
  static let info = RuleInfo(
    id: "sequence-too-narrow", category: .design,
    summary: "A serial column becomes bigint, and its sequence does not",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree else { return }
    for command in alter.commands where command.kind == .alterColumnType {
      guard let sequence = step.typeChanges[command.range]?.narrowSequence,
        let column = command.name, let type = command.newType,
        !step.widens(shortLabel(sequence.name)), !step.setsDefaultLater(column, of: alter.name)
      else { continue }
      let name = shortLabel(sequence.name)
      findings.report(
        "\(column.text) of \(alter.name.description) becomes \(step.text(type.range)), but its "
          + "sequence \(name) stays \(sequence.type), and ends where that ends (SQLSTATE 2200H)",
        at: command.range, help: "ALTER SEQUENCE \(sqlNames(name)) AS \(step.text(type.range));")
    }
  }
}

extension Step {
  /// The column gets its values from elsewhere by the end of the migration.
  fileprivate func setsDefaultLater(_ column: Name, of table: QualifiedName) -> Bool {
    isFollowed { statement in
      guard case .alterTable(let alter) = statement.tree, isSame(alter.name, table) else {
        return false
      }
      return alter.commands.contains {
        $0.kind == .columnDefault && $0.name == column
      }
    }
  }

  /// ALTER SEQUENCE … AS stands somewhere in the migration.
  fileprivate func widens(_ sequence: String) -> Bool {
    migration.migration.forwardStatements.contains { statement in
      guard case .alterSequence(let alter) = statement.tree,
        shortLabel(alter.name.description) == sequence
          || alter.name.schema == nil && sequence.hasSuffix(".\(alter.name.name.text)")
      else { return false }
      return alter.options.contains { if case .type = $0 { true } else { false } }
    }
  }
}
