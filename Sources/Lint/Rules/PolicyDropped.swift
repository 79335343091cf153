import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/policy-dropped.md.
struct PolicyDropped: Rule {
  static let info = RuleInfo(
    id: "policy-dropped", category: .security,
    summary: "DROP POLICY without another in its place: roles see other rows than before",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .drop(let drop) = step.statement.tree, drop.object == .policy,
      let table = drop.table, !step.isPrivate(table), !step.isReplaced(on: table),
      let change = step.policyChange
    else { return }
    findings.report(
      "\(change) of \(table.description)", at: step.firstLine,
      help: "where another policy takes its place, make it in the same transaction; else "
        + approval(of: PolicyDropped.info))
  }
}

extension Step {
  /// What the roles see that the policy was for; nil where that is of no interest.
  fileprivate var policyChange: String? {
    guard case .rowSecurity(let state)? = self.code else {
      return effects.failure == nil
        ? "roles see other rows than before, fewer or, without a restrictive policy, more" : nil
    }
    guard state.isOn || state.mayHaveMore else { return nil }
    if state.dropped.contains(where: { !$0.isPermissive }) {
      return "this policy was restrictive: without it roles see and change more rows"
    }
    if !state.dropped.isEmpty {
      // Without any, row-security-without-policy tells; another one for the same command probably shows the same rows.
      guard let lost = state.dropped.first(where: { !state.covers($0) }),
        state.mayHaveMore || state.policies.contains(where: \.isPermissive)
      else { return nil }
      return "no other policy lets roles \(lost.command.verb) rows"
    }
    return state.mayHaveMore
      ? "roles see other rows than before, fewer or, without a restrictive policy, more" : nil
  }

  /// Another policy of the table is made in this file, or the table's policies do not matter any more.
  fileprivate func isReplaced(on table: QualifiedName) -> Bool {
    func replaces(_ other: Statement) -> Bool {
      switch other.tree {
      case .createPolicy(let policy): isSame(policy.table, table)
      case .alterTable(let alter):
        isSame(alter.name, table) && alter.commands.contains { $0.kind == .disableRowSecurity }
      case .drop(let drop):
        drop.object == .table && drop.names.contains { isSame($0, table) }
      default: false
      }
    }
    return section.syntax.statements.contains(where: replaces) || isFollowed(by: replaces)
  }
}

extension RowSecurityFacts {
  /// A policy that is left is for what a dropped one was for.
  fileprivate func covers(_ dropped: Policy) -> Bool {
    policies.contains {
      $0.isPermissive && ($0.command == .all || $0.command == dropped.command)
    }
  }
}

extension CreatePolicy.Command {
  fileprivate var verb: String {
    switch self {
    case .all: "read and write"
    case .select: "read"
    case .insert: "insert"
    case .update: "update"
    case .delete: "delete"
    }
  }
}
