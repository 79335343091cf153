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
      leavesGap(replaced, index.table), at: replaced.range, help: swapped(index, replaced, step),
      related: [step.related(step.head(to: index.table.range), "takes its place")])
  }
}

private func leavesGap(_ old: KeyFacts.ReplacedIndex, _ table: QualifiedName) -> String {
  let key = old.key.map { "no index that begins with \($0)" } ?? "nothing in place of \(old.name)"
  let duplicates = old.isUnique ? ", and nothing keeps duplicates out" : ""
  return "until its replacement is built, \(table.description) has \(key): "
    + "queries that need one read the whole table\(duplicates)"
}

/// The same in an order that leaves no gap.
private func swapped(
  _ index: CreateIndex, _ old: KeyFacts.ReplacedIndex, _ step: Step
) -> String {
  let written = index.name.map { step.text($0.range) }
  let hasSameName = index.name?.text == old.name
  let name = hasSameName ? sqlName(old.name + "_new") : written ?? sqlName(old.name + "_new")
  let rest = ByteRange(start: index.table.range.start, end: step.statement.range.end)
  guard let quoted = step.quotation(rest) else { return "build the new index first" }
  let schema = index.table.schema.map { step.text($0.range) + "." } ?? ""
  let unique = index.isUnique ? "UNIQUE " : ""
  return """
    CREATE \(unique)INDEX CONCURRENTLY \(name) ON \(quoted);
    DROP INDEX CONCURRENTLY \(schema)\(sqlName(old.name));
    """ + (hasSameName ? "\nALTER INDEX \(schema)\(name) RENAME TO \(sqlName(old.name));" : "")
}
