import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/index-dropped-before-replacement.md.
struct IndexDroppedBeforeReplacement: Rule {
  static let info = RuleInfo(
    id: "index-dropped-before-replacement", category: .locking,
    summary: "DROP INDEX before the index that takes its place is built: queries run without one",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createIndex(let index) = step.statement.tree,
      !step.isPrivate(index.table), let replaced = step.keys.replacedIndex,
      // A runner that is not known may well open a transaction around both.
      index.isConcurrent || replaced.isConcurrent || step.migration.migration.framework != nil
    else { return }
    findings.report(
      leavesGap(replaced, index.table), at: replaced.range,
      help: step.eachAlone
        + step.swapping(
          index, upTo: step.statement.range.end, for: replaced.name, takenNames: step.takenNames),
      related: [step.related(step.head(to: index.table.range), "takes its place")])
  }
}

private func leavesGap(_ old: KeyFacts.ReplacedIndex, _ table: QualifiedName) -> String {
  let key = old.key.map { "no index that begins with \($0)" } ?? "nothing in place of \(old.name)"
  let duplicates = old.isUnique ? ", and nothing keeps duplicates out" : ""
  return "until its replacement is built, \(table.description) has \(key): "
    + "queries that need one read the whole table\(duplicates)"
}
