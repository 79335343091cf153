import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/foreign-key-without-index.md.
struct ForeignKeyWithoutIndex: Rule {
  static let info = RuleInfo(
    id: "foreign-key-without-index", category: .design,
    summary: "A foreign key whose columns no index begins with: "
      + "a DELETE in the other table reads this one",
    recommended: .info, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    for (range, id) in step.effects.constraints {
      guard let key = step.migration.outcome.foreignKeys[id], key.isIndexed == false,
        !key.columns.isEmpty
      else { continue }
      findings.report(
        scans(key), at: range, help: index(of: key, at: range, step), lacking: .index(id))
    }
  }
}

private func scans(_ key: MigrationOutcome.ForeignKey) -> String {
  let table = shortLabel(key.table)
  return "no index of \(table) begins with \(list(key.columns)): each DELETE in "
    + "\(shortLabel(key.referenced)), and each UPDATE of its key, reads all of \(table)"
}

/// SQL that builds the index.
private func index(
  of key: MigrationOutcome.ForeignKey, at place: ByteRange, _ step: Step
) -> String {
  let table = shortLabel(key.table)
  let isNew = step.effects.creates.contains { $0.name == key.table }
  let columns = key.columns.map(sqlName).joined(separator: ", ")
  return (isNew ? "" : step.alone(building: place))
    + "CREATE INDEX \(isNew ? "" : "CONCURRENTLY ")\(sqlName(key.indexName)) ON \(sqlNames(table)) (\(columns));"
}
