import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/no-primary-key.md.
struct NoPrimaryKey: Rule {
  static let info = RuleInfo(
    id: "no-primary-key", category: .design,
    summary: "A new table without a primary key",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createTable(let create) = step.statement.tree,
      !create.name.isTemplate
    else { return }
    for made in step.effects.creates {
      guard let table = step.migration.outcome.tables[made.id], table.hasPrimaryKey == false,
        !table.isPartition, !table.isTemporary
      else { continue }
      findings.report(
        "\(shortLabel(table.name)) has no primary key: its rows cannot be told apart, and once it is "
          + "published, UPDATE and DELETE fail (SQLSTATE 55000)",
        at: step.head(to: create.name.range),
        help: help(table, step.text(create.name.range)), lacking: .primaryKey(made.id))
    }
  }
}

private func help(_ table: MigrationOutcome.Table, _ name: String) -> String {
  guard let key = table.uniqueKey else {
    return "ALTER TABLE \(name) ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;"
  }
  return "its unique key can be one:\n"
    + "ALTER TABLE \(name) ADD PRIMARY KEY (\(key.map(sqlName).joined(separator: ", ")));"
}
