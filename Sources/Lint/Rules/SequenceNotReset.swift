import Catalog
import Diagnostics
import Effects
import SQLSyntax

/// See rules/sequence-not-reset.md.
struct SequenceNotReset: Rule {
  static let info = RuleInfo(
    id: "sequence-not-reset", category: .dataLoss,
    summary: "A sequence that is behind the keys of its column: it will give some of them again",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, !step.setsSequences else { return }
    for (range, fresh) in step.effects.freshSequences where fresh.table.isShared {
      findings.report(
        "the sequence of \(fresh.column) of \(fresh.table.label) begins at its first value, whatever the "
          + "rows that are there have: INSERTs fail on keys that are taken",
        at: range,
        help: "behind it, in the same transaction:\n" + setting(fresh.table, fresh.column))
    }
    for key in step.effects.givenKeys where !step.keyed.contains(key.table.id) {
      findings.report(
        isLeftBehind(key) + (key.table.isPrivate ? "" : perhapsFurther), at: step.firstLine,
        help: "behind the last of these rows:\n" + setting(key.table, key.column),
        mitigated: !key.table.isPrivate)
    }
  }
}

/// Of a table that is not new, others may have drawn.
private let perhapsFurther = " (unless so many have been drawn from it already)"

private func isLeftBehind(_ key: GivenKey) -> String {
  let place = "\(key.column) of \(key.table.label)"
  let values = key.greatest.map { "values up to \($0)" } ?? "values of their own"
  return
    "these rows bring \(values) for \(place), and \(shortLabel(key.sequence)) stays where it is: "
    + "a row that draws one of them later fails on the key, or has it as well"
}

private func setting(_ table: TouchedRelation, _ column: String) -> String {
  let literal = column.split(separator: "'", omittingEmptySubsequences: false).joined(
    separator: "''")
  return "SELECT setval(pg_get_serial_sequence('\(table.label)', '\(literal)'), "
    + "(SELECT max(\(sqlName(column))) FROM \(table.label)));"
}
