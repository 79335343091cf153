import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/foreign-key-type-mismatch.md.
struct ForeignKeyTypeMismatch: Rule {
  static let info = RuleInfo(
    id: "foreign-key-type-mismatch", category: .design,
    summary: "A foreign key column whose type cannot hold all values of the key that it refers to",
    recommended: .warning, documented: .warning)

  /// The integer types from the narrowest on, each with its largest value.
  private static let integers = [
    ("smallint", "32767"), ("integer", "2147483647"), ("bigint", "9223372036854775807"),
  ]

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    let isDump = step.migration.migration.isDump
    for (range, id) in step.effects.constraints {
      guard let key = step.migration.outcome.foreignKeys[id], let mismatch = key.mismatch,
        let narrow = Self.integers.firstIndex(where: { $0.0 == mismatch.type }),
        let wide = Self.integers.firstIndex(where: { $0.0 == mismatch.referencedType }),
        narrow < wide
      else { continue }
      findings.report(
        overflows(mismatch, key, largest: Self.integers[narrow].1)
          + (isDump ? isSoAlready : ""), at: range,
        help: "give both columns one type: \(mismatch.column) \(mismatch.referencedType)",
        mitigated: isDump, lacking: .sameType(id))
    }
  }
}

private let isSoAlready = " (a dump of a database that has it so)"

private func overflows(
  _ mismatch: MigrationOutcome.Mismatch, _ key: MigrationOutcome.ForeignKey, largest: String
) -> String {
  let (table, other) = (shortLabel(key.table), shortLabel(key.referenced))
  return
    "\(table).\(mismatch.column) is \(mismatch.type), \(other).\(mismatch.referencedColumn) is "
    + "\(mismatch.referencedType): rows of \(other) beyond \(largest) cannot be referred to"
}
