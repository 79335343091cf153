import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/policy-allows-all.md.
struct PolicyAllowsAll: Rule {
  static let info = RuleInfo(
    id: "policy-allows-all", category: .security,
    summary:
      "A policy whose condition is true, for everybody: row security lets all writes through",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    if case .alterPolicy(let alter) = step.statement.tree {
      return check(alter, step, &findings)
    }
    guard case .createPolicy(let policy) = step.statement.tree,
      policy.isPermissive, let audience = policy.audience, let verb = step.openedVerb(policy),
      audience != .signedIn || policy.command != .insert, !step.isRestricted(policy.table)
    else { return }
    findings.report(
      "policy \(policy.name.text) lets \(audience.rawValue) \(verb) \(policy.table.description): "
        + "its condition is true for all",
      at: step.head(to: policy.table.range),
      help: help)
  }
}

extension PolicyAllowsAll {
  /// What it does not say, it was before.
  private func check(_ alter: AlterPolicy, _ step: Step, _ findings: inout Findings) {
    guard case .rowSecurity(let state)? = step.code,
      let policy = state.policies.first(where: { $0.name == alter.name.text }),
      policy.isPermissive, policy.command != .select, policy.command != .insert,
      alter.roles.isEmpty || alter.roles.contains(where: \.isPublic),
      let condition = alter.condition, step.isTrue(condition), !step.isRestricted(alter.table)
    else { return }
    findings.report(
      "policy \(alter.name.text) now lets all whom it is for change or delete every row of "
        + "\(alter.table.description): its condition is true for all",
      at: step.head(to: alter.table.range), help: help)
  }
}

private let help =
  "say whose rows they are: USING (owner = current_user); or for which role it is: TO <role>"

/// Whom a policy is for, if that is everybody.
private enum Audience: String {
  case everybody = "every role"
  case anonymous = "whoever is not signed in"
  case signedIn = "whoever is signed in"
}

extension CreatePolicy {
  fileprivate var audience: Audience? {
    if roles.isEmpty || roles.contains(where: \.isPublic) { return .everybody }
    let names = roles.compactMap { role -> String? in
      if case .role(let name) = role { name.text } else { nil }
    }
    // The roles of PostgREST and Supabase.
    if names.contains("anon") { return .anonymous }
    return names.contains("authenticated") ? .signedIn : nil
  }
}

extension Step {
  /// What the policy lets people do to each row, if it is more than reading.
  fileprivate func openedVerb(_ policy: CreatePolicy) -> String? {
    let using = policy.condition.map { isTrue($0) } ?? false
    let check = policy.check.map { isTrue($0) } ?? using
    switch policy.command {
    case .all: return using ? "change and delete every row of" : nil
    case .update: return using && check ? "change every row of" : nil
    case .delete: return using ? "delete every row of" : nil
    case .insert: return check ? "insert any row into" : nil
    case .select: return nil
    }
  }

  fileprivate func isTrue(_ expression: Expression) -> Bool {
    let text = text(expression.range).lowercased()
    let bare = text.filter { !$0.isWhitespace && $0 != "(" && $0 != ")" }
    return bare == "true" || bare == "1=1"
  }

  /// A restrictive policy narrows what others open.
  fileprivate func isRestricted(_ table: QualifiedName) -> Bool {
    if case .rowSecurity(let state)? = self.code,
      state.policies.contains(where: { !$0.isPermissive })
    {
      return true
    }
    return isFollowed { later in
      guard case .createPolicy(let other) = later.tree else { return false }
      return !other.isPermissive && isSame(other.table, table)
    }
  }
}
