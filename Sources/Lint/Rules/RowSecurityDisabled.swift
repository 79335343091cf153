import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/row-security-disabled.md.
struct RowSecurityDisabled: Rule {
  static let info = RuleInfo(
    id: "row-security-disabled", category: .security,
    summary: "DISABLE ROW LEVEL SECURITY, or NO FORCE: roles see rows that policies kept from them",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree,
      !step.isPrivate(alter.name), step.hadRowSecurity
    else { return }
    for command in alter.commands {
      guard let message = message(command.kind, alter.name), !isTakenBack(command, alter, step)
      else { continue }
      findings.report(
        message, at: command.range,
        help: "to let one role pass, a policy for it: CREATE POLICY <name> ON "
          + "\(step.text(alter.name.range)) TO <role> USING (true);",
        isCertain: command.kind == .disableRowSecurity)
    }
  }

  private func message(_ kind: AlterTableKind, _ table: QualifiedName) -> String? {
    switch kind {
    case .disableRowSecurity:
      "policies of \(table.description) no longer hold: every role with a privilege on it "
        + "reads and writes all rows"
    case .noForceRowSecurity:
      "policies of \(table.description) no longer hold for its owner, "
        + "nor for what runs with the owner's rights"
    default: nil
    }
  }

  /// While the transaction holds its lock, nobody else sees the table.
  private func isTakenBack(
    _ command: AlterTableCommand, _ disabling: AlterTable, _ step: Step
  ) -> Bool {
    let back: AlterTableKind =
      command.kind == .disableRowSecurity ? .enableRowSecurity : .forceRowSecurity
    return step.isFollowedInTransaction { later in
      switch later.tree {
      case .alterTable(let alter):
        step.isSame(alter.name, disabling.name) && alter.commands.contains { $0.kind == back }
      case .drop(let drop):
        drop.object == .table && drop.names.contains { step.isSame($0, disabling.name) }
      default: false
      }
    }
  }
}

extension Step {
  /// It may have been on.
  fileprivate var hadRowSecurity: Bool {
    guard case .rowSecurity(let state)? = self.code else { return effects.failure == nil }
    return state.wasOn || state.mayHaveMore
  }
}
