import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/replica-identity.md.
struct ReplicaIdentityRule: Rule {
  static let info = RuleInfo(
    id: "replica-identity", category: .clientCompatibility,
    summary:
      "REPLICA IDENTITY NOTHING or FULL: UPDATE and DELETE fail, or write whole rows to the log",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .alterTable(let alter) = step.statement.tree else { return }
    for command in alter.commands {
      guard case .replicaIdentity(let identity) = command.details else { continue }
      let table = step.text(alter.name.range)
      switch identity {
      case .nothing:
        findings.report(
          "REPLICA IDENTITY NOTHING: as soon as a publication has \(alter.name.description), every "
            + "UPDATE and DELETE of it fails (SQLSTATE 55000)", at: command.range,
          help: "with a primary key:\nALTER TABLE \(table) REPLICA IDENTITY DEFAULT;")
      case .full where step.tables.hasPrimaryKey:
        findings.report(
          "REPLICA IDENTITY FULL writes the whole old row to the log with each UPDATE and DELETE of "
            + "\(alter.name.description), and subscribers look for it without the key",
          at: command.range,
          help: "the primary key tells the rows apart:\n"
            + "ALTER TABLE \(table) REPLICA IDENTITY DEFAULT;", mitigated: true)
      case .full, .default, .index: continue
      }
    }
  }
}
