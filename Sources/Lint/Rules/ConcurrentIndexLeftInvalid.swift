import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/concurrent-index-left-invalid.md.
struct ConcurrentIndexLeftInvalid: Rule {
  static let info = RuleInfo(
    id: "concurrent-index-left-invalid", category: .rerun,
    summary:
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS: the INVALID index of a failed build counts as there",
    recommended: .warning, documented: .warning)

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward, case .createIndex(let index) = step.statement.tree, index.ifNotExists,
      step.runsConcurrently, step.failure == nil, !step.effects.skips,
      !step.isPrivate(index.table), let name = index.name, let reference = index.reference,
      !step.isRemovedEarlier(reference)
    else { return }
    let enforces = index.isUnique && !step.keys.repeatsKey
    findings.report(
      hides(name, isUnique: enforces), at: step.head(to: name.range),
      help: cleared(index, name, step), mitigated: !enforces)
  }
}

private func hides(_ name: Name, isUnique: Bool) -> String {
  "if the build fails, it leaves \(name.text) behind as an INVALID index, and the next run takes that "
    + "for the index: "
    + (isUnique ? "nothing keeps duplicates out" : "no query ever uses it, and writes pay for it")
}

extension Step {
  /// Clears away what a failed build has left.
  func dropOfInvalid(_ index: CreateIndex, _ name: Name) -> String {
    let schema = index.table.schema.map { text($0.range) + "." } ?? ""
    return "DROP INDEX CONCURRENTLY IF EXISTS \(schema)\(text(name.range))"
  }
}

/// The same, and then the build.
private func cleared(_ index: CreateIndex, _ name: Name, _ step: Step) -> String {
  let rest = ByteRange(start: name.range.start, end: step.statement.range.end)
  let unique = index.isUnique ? "UNIQUE " : ""
  let next = step.sendsOneText ? " -- in a migration of its own" : ""
  return "\(step.dropOfInvalid(index, name));\(next)\n"
    + (step.quotation(rest).map { "CREATE \(unique)INDEX CONCURRENTLY \($0);" }
      ?? "and then the same without IF NOT EXISTS")
}
