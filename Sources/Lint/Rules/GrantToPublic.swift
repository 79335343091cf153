import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/grant-to-public.md.
struct GrantToPublic: Rule {
  static let info = RuleInfo(
    id: "grant-to-public", category: .security,
    summary: "GRANT to PUBLIC: every role that can connect, those of later included",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, step.migration.migration.purpose != .schema,
      let grant = step.statement.grant, grant.isGrant, let opened = grant.opened,
      grant.grantees.contains(where: \.isPublic),
      !grant.names.allSatisfy(step.isTemporary)
        || grant.names.isEmpty
    else { return }
    let names = grant.names.map(\.description)
    let objects = names.isEmpty ? "what is made later" : list(names)
    findings.report(
      "every role that can connect, also one that is made later, may \(opened) \(objects)",
      at: step.statement.range,
      help: "name the roles that need it: GRANT … TO <role>")
  }
}

extension Step {
  fileprivate func isTemporary(_ name: QualifiedName) -> Bool {
    relation(name)?.isTemporary ?? false
  }
}

extension Statement {
  /// GRANT or REVOKE of privileges, also of those of later objects.
  var grant: Grant? {
    switch tree {
    case .grant(let grant): grant
    case .alterDefaultPrivileges(let alter): alter.grant
    default: nil
    }
  }
}

extension RoleSpec {
  var isPublic: Bool { if case .publicRole = self { true } else { false } }
}

extension Grant {
  /// What PUBLIC may do that it may not by default. Documentation: Privileges, "Summary of Access Privileges".
  fileprivate var opened: String? {
    let kinds = Set(privileges.compactMap(\.kind))
    switch object {
    case .table, .sequence: return verbs(kinds)
    case .schema:
      guard isAllInSchema || kinds.contains(.create) || kinds.contains(.all) else { return nil }
      return isAllInSchema ? verbs(kinds) : "make objects in schema"
    case .database:
      guard kinds.contains(.create) || kinds.contains(.all) else { return nil }
      return "make schemas in database"
    default: return nil
    }
  }

  private func verbs(_ kinds: Set<Privilege.Kind>) -> String {
    let writing: Set<Privilege.Kind> = [.all, .insert, .update, .delete, .truncate]
    let place = isAllInSchema ? " everything in schema" : ""
    if kinds.isDisjoint(with: writing) { return (object == .sequence ? "use" : "read") + place }
    return "change" + place
  }
}
