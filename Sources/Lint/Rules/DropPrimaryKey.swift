import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/drop-primary-key.md.
struct DropPrimaryKey: Rule {
  static let info = RuleInfo(
    id: "drop-primary-key", category: .design,
    summary: "A primary key goes, and no other takes its place",
    recommended: .error, documented: .error)

  func check(_ step: Step, _ findings: inout Findings) {
    for (alter, command, lost) in step.lostConstraints where lost.kind == .primaryKey {
      findings.report(
        message(lost), at: command.range, help: help(alter, command, step),
        isCertain: lost.isKnown)
    }
  }
}

private func message(_ lost: MigrationOutcome.LostConstraint) -> String {
  let table = shortLabel(lost.table)
  let doubt = lost.isKnown ? "" : ", if \(lost.name) is what its name says"
  return
    "this leaves \(table) without a primary key\(doubt): nothing keeps its rows apart, and where "
    + "the table is published, UPDATE and DELETE fail"
}

private func help(_ alter: AlterTable, _ command: AlterTableCommand, _ step: Step) -> String {
  let table = step.text(alter.name.range)
  let name = command.name.map { step.text($0.range) } ?? ""
  return "give it the new key in the same statement, from an index built before:\n"
    + "CREATE UNIQUE INDEX CONCURRENTLY \(step.newName(alter.name, [], "new_key")) ON \(table) "
    + "(…);\nALTER TABLE \(table) DROP CONSTRAINT \(name), ADD CONSTRAINT \(name) PRIMARY KEY USING "
    + "INDEX \(step.newName(alter.name, [], "new_key"));"
}
