import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/session-replication-role.md.
struct SessionReplicationRole: Rule {
  static let info = RuleInfo(
    id: "session-replication-role", category: .dataLoss,
    summary: "session_replication_role = replica: no foreign key is checked and no trigger fires",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let scope = step.statement.replicaScope(step) else { return }
    let reset = step.firstLater { $0.setsReplicationRoleBack }
    findings.report(
      message(scope, isReset: reset != nil), at: step.statement.range,
      help:
        "leave the parameter alone; to keep one trigger quiet, in the transaction that writes:\n"
        + "ALTER TABLE <table> DISABLE TRIGGER <trigger>;\n-- write the rows\n"
        + "ALTER TABLE <table> ENABLE TRIGGER <trigger>;",
      related: reset.map { [step.related($0.range, "here they are on again")] } ?? [])
  }

  private func message(_ scope: ReplicaScope, isReset: Bool) -> String {
    let off = "session_replication_role = replica switches foreign keys and triggers off"
    let lost = "rows that break a foreign key are written without an error, and found by nobody"
    switch scope {
    case .transaction: return "\(off) until the transaction ends: \(lost)"
    case .session where isReset: return "\(off) until it is set back: \(lost)"
    case .session:
      return "\(off), and this file does not switch them on again: "
        + "they stay off for all that the session runs after it"
    case .later: return "\(off) for every new session that this setting is for: \(lost)"
    }
  }
}

/// For how long the parameter is set.
private enum ReplicaScope { case transaction, session, later }

extension Statement {
  fileprivate func replicaScope(_ step: Step) -> ReplicaScope? {
    switch tree {
    case .variableSet(let set) where set.isReplica:
      if set.scope == .session { return .session }
      // Outside of a transaction, SET LOCAL does nothing.
      return step.transaction.opening == nil ? nil : .transaction
    case .alterRoleSet(let alter) where alter.setting.isReplica: return .later
    case .alterSystem(let set) where set.isReplica: return .later
    case .alterDatabase(let alter):
      guard case .set(let set) = alter.action, set.isReplica else { return nil }
      return .later
    case .query:
      guard case .replicaRole? = step.code else { return nil }
      return .session
    default: return nil
    }
  }

  fileprivate var setsReplicationRoleBack: Bool {
    switch tree {
    case .variableSet(let set):
      set.parameter == "all" || set.parameter == "session_replication_role" && !set.isReplica
    case .discardAll: true
    default: false
    }
  }
}

extension VariableSet {
  fileprivate var isReplica: Bool {
    parameter == "session_replication_role" && values?.first?.lowercased() == "replica"
  }
}
