import Diagnostics
import SQLSyntax

/// See rules/privilege-revoked.md.
struct PrivilegeRevoked: Rule {
  static let info = RuleInfo(
    id: "privilege-revoked", category: .clientCompatibility,
    summary: "REVOKE from a role: what runs as that role fails at once",
    recommended: nil, documented: nil)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .grant(let grant) = step.statement.tree, !grant.isGrant,
      !grant.names.isEmpty, !grant.names.allSatisfy(step.isPrivate)
    else { return }
    let roles = grant.grantees.compactMap { role -> String? in
      if case .role(let name) = role { name.text } else { nil }
    }
    guard !roles.isEmpty, !isGrantedAgain(grant, step) else { return }
    findings.report(
      "what runs as \(list(roles)) and still uses \(list(grant.names.map(\.description))) "
        + "fails from here on (SQLSTATE 42501)",
      at: step.statement.range,
      help: "revoke it when no running release uses it any more")
  }

  private func isGrantedAgain(_ revoked: Grant, _ step: Step) -> Bool {
    step.isFollowedInTransaction { later in
      guard case .grant(let grant) = later.tree, grant.isGrant, grant.object == revoked.object
      else { return false }
      return revoked.names.allSatisfy { name in
        grant.names.contains { step.isSame($0, name) }
      }
    }
  }
}
