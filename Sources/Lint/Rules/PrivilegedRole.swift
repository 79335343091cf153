import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/privileged-role.md.
struct PrivilegedRole: Rule {
  static let info = RuleInfo(
    id: "privileged-role", category: .security,
    summary:
      "A role that no permission holds: SUPERUSER, BYPASSRLS, REPLICATION, the server's files",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let (role, power) = step.statement.power else { return }
    findings.report(
      "\(role) \(power)", at: step.firstLine,
      help: "make such roles by hand, where who has them is kept track of")
  }
}

extension Statement {
  /// The role that gets it, and what it may do then. Documentation: CREATE ROLE; Predefined Roles.
  fileprivate var power: (role: String, power: String)? {
    switch tree {
    case .createRole(let role):
      return power(of: role.options).map { ("role \(role.name.text)", $0) }
    case .alterRole(let alter):
      guard case .role(let name) = alter.role else { return nil }
      return power(of: alter.options).map { ("role \(name.text)", $0) }
    case .grantRole(let grant) where grant.isGrant:
      let names = grant.members.compactMap { member -> String? in
        if case .role(let name) = member { name.text } else { nil }
      }
      guard let power = grant.roles.lazy.compactMap({ powers[$0.text] }).first else { return nil }
      return (names.count == 1 ? "role \(names[0])" : list(names), power)
    default: return nil
    }
  }

  private func power(of options: [RoleOption]) -> String? {
    for option in options {
      switch option {
      case .superuser(true): return "becomes a superuser: no permission holds it, on any database"
      case .replication(true): return "may copy all databases of the server: it gets REPLICATION"
      case .bypassRowSecurity(true): return "reads and writes past all row security policies"
      default: continue
      }
    }
    return nil
  }
}

private let powers = [
  "pg_execute_server_program": "may run programs on the server as its operating system's user",
  "pg_write_server_files": "may write files on the server: that leads to superuser",
  "pg_read_server_files": "may read files on the server, those with keys and passwords included",
  "rds_superuser": "becomes what a superuser is on this service",
  "cloudsqlsuperuser": "becomes what a superuser is on this service",
  "azure_pg_admin": "becomes what a superuser is on this service",
]
