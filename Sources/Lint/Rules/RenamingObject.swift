import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/renaming-object.md.
struct RenamingObject: Rule {
  static let info = RuleInfo(
    id: "renaming-object", category: .clientCompatibility,
    summary:
      "A schema, type, enum label, function, sequence or role is renamed, which clients do not know",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, let taken = step.clients.takenName, !taken.isPart else { return }
    switch step.statement.tree {
    case .alterEnum(let alter): checkLabel(alter, taken, step, &findings)
    case .rename(let rename):
      guard let noun = noun(rename.object, taken),
        let consequence = taken.consequence(rename.name.description)
      else { return }
      findings.report(
        "renames \(noun) \(rename.name.description) to \(rename.newName.text): \(consequence)",
        at: step.firstLine, help: help(rename, taken, step))
    default: return
    }
  }

  private func checkLabel(
    _ alter: AlterEnum, _ taken: TakenName, _ step: Step, _ findings: inout Findings
  ) {
    guard let old = alter.oldLabel, let new = alter.newLabel,
      let consequence = taken.consequence("'\(old)'")
    else { return }
    findings.report(
      "renames label '\(old)' of \(alter.type.description) to '\(new)': \(consequence)",
      at: step.firstLine,
      help: """
        add the new label, let a release read both and then write it, and change the rows last:
        ALTER TYPE \(step.text(alter.type.range)) ADD VALUE '\(escaped(new))' AFTER '\(escaped(old))';
        """)
  }

  /// Clients ask for it by its name.
  private func noun(_ object: ObjectType, _ taken: TakenName) -> String? {
    switch object {
    case .schema, .type, .domain, .function, .procedure, .routine, .aggregate, .sequence, .role,
      .database, .collation, .publication, .textSearchConfiguration:
      object.words?.lowercased()
    case .table where taken.kind == .sequence: "sequence"
    default: nil
    }
  }

  private func help(_ rename: Rename, _ taken: TakenName, _ step: Step) -> String {
    let old = step.text(rename.name.range)
    let new = step.text(rename.newName.range)
    switch rename.object {
    case _ where taken.fate == .returnsLater:
      return step.bothInOneTransaction
    case .type, .domain:
      return "in the same transaction, leave a domain under the old name:\n"
        + "CREATE DOMAIN \(old) AS \(new);"
    case .function, .procedure, .routine, .aggregate:
      return "in the same transaction, leave a function under the old name that calls the new one"
    case .role:
      return "make the new role beside the old one:\nCREATE ROLE \(new) LOGIN IN ROLE \(old);"
    default:
      return "let the release that knows the new name run only while the old one is not asked for, "
        + "or make the new one beside it"
    }
  }

  private func escaped(_ label: String) -> String {
    label.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }
}
