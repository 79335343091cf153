import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/row-security-without-policy.md.
struct RowSecurityWithoutPolicy: Rule {
  static let info = RuleInfo(
    id: "row-security-without-policy", category: .clientCompatibility,
    summary: "Row security is on and no policy lets anybody in: tables look empty",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    switch step.statement.tree {
    case .alterTable(let alter):
      checkForce(alter, step, &findings)
      guard let command = alter.commands.first(where: { $0.kind == .enableRowSecurity }),
        !alter.name.isTemplate, !step.isPrivate(alter.name), step.turnsOn,
        !step.isOfExtension, !step.isSettled(alter.name)
      else { return }
      let doubt = step.knowsPolicies ? "" : ", unless it has one that none of these files makes"
      findings.report(
        "\(nobody(alter.name)): row security is on without a policy\(doubt)", at: command.range,
        help: help(step.text(alter.name.range)), isCertain: step.knowsPolicies)
    case .drop(let drop):
      guard let table = drop.table, step.dropsLastPolicy, !step.isSettled(table) else { return }
      findings.report(
        "\(nobody(table)): row security stays on, and this drops its last policy",
        at: step.firstLine,
        help: "make the new policy in the same transaction; or, if all may see all:\n"
          + "ALTER TABLE \(step.text(table.range)) DISABLE ROW LEVEL SECURITY;")
    default: break
    }
  }

  /// The owner, whom policies have not held so far. Where row security is new as well, that is told.
  private func checkForce(_ alter: AlterTable, _ step: Step, _ findings: inout Findings) {
    guard let command = alter.commands.first(where: { $0.kind == .forceRowSecurity }),
      !alter.name.isTemplate, !step.isPrivate(alter.name), step.letsNobodyIn,
      !step.isSettled(alter.name), !step.isSwitchedOnEarlier(alter.name)
    else { return }
    findings.report(
      "its owner, too, finds \(alter.name.description) empty from here on and can write nothing to "
        + "it: row security is forced on it without a policy",
      at: command.range, help: help(step.text(alter.name.range)))
  }

  private func nobody(_ table: QualifiedName) -> String {
    "but for its owner and superusers, every role without BYPASSRLS finds \(table.description) empty and can write nothing to it"
  }

  private func help(_ table: String) -> String {
    "make the policies first, in the same transaction:\n"
      + "CREATE POLICY <name> ON \(table) USING (<condition>);"
  }
}

extension Step {
  private var rowSecurity: RowSecurityFacts? {
    if case .rowSecurity(let state)? = self.code { state } else { nil }
  }

  fileprivate var isOfExtension: Bool { rowSecurity?.isOfExtension ?? false }

  fileprivate var knowsPolicies: Bool { !(rowSecurity?.mayHaveMore ?? true) }

  /// Row security was off, or nobody knows, and no known policy lets anybody in.
  fileprivate var turnsOn: Bool {
    guard let rowSecurity else { return effects.failure == nil }
    return !rowSecurity.wasOn && !rowSecurity.policies.contains(where: \.isPermissive)
  }

  /// Row security was on before, and no policy lets anybody in.
  fileprivate var letsNobodyIn: Bool {
    guard let rowSecurity, knowsPolicies else { return false }
    return rowSecurity.wasOn && !rowSecurity.policies.contains(where: \.isPermissive)
  }

  fileprivate func isSwitchedOnEarlier(_ table: QualifiedName) -> Bool {
    section.syntax.statements.contains { earlier in
      guard earlier.range.start < statement.range.start, case .alterTable(let alter) = earlier.tree
      else { return false }
      return isSame(alter.name, table)
        && alter.commands.contains { $0.kind == .enableRowSecurity }
    }
  }

  fileprivate var dropsLastPolicy: Bool {
    guard let rowSecurity, knowsPolicies, rowSecurity.isOn else { return false }
    return rowSecurity.dropped.contains(where: \.isPermissive)
      && !rowSecurity.policies.contains(where: \.isPermissive)
  }

  /// Something behind it makes a policy, or takes row security or the table away.
  fileprivate func isSettled(_ table: QualifiedName) -> Bool {
    migration.laterCode.settlesPolicies(of: table)
      || isFollowed { later in
        switch later.tree {
        case .createPolicy(let policy): isSame(policy.table, table)
        case .alterTable(let alter):
          isSame(alter.name, table) && alter.commands.contains { $0.kind == .disableRowSecurity }
        case .drop(let drop):
          drop.object == .table && drop.names.contains { isSame($0, table) }
        default: false
        }
      }
  }
}
