import Catalog
import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/index-not-concurrent.md.
struct IndexNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "index-not-concurrent", category: .locking,
    summary: "CREATE INDEX without CONCURRENTLY on a table that is not new: "
      + "writes wait while it builds",
    recommended: .error, documented: .error, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .createIndex(let index) = step.statement.tree, !index.isConcurrent,
      step.works(.indexBuild), !step.isPrivate(index.table)
    else { return }
    // ON ONLY is said of partitioned tables, where it builds nothing.
    if index.only, step.relation(index.table)?.isAssumed ?? true { return }
    findings.report(
      blocksWrites(index.table), at: step.head(to: index.table.range),
      help: step.alone + concurrently(index, step),
      fixes: step.canRunAlone && step.relation(index.table)?.kind != .partitionedTable
        ? .safe("add CONCURRENTLY", step.inserting(" CONCURRENTLY", behind: .index)) : [])
  }
}

private func blocksWrites(_ table: QualifiedName) -> String {
  "CREATE INDEX holds a ShareLock on \(table.description) while it builds: writes wait"
}

private func concurrently(_ index: CreateIndex, _ step: Step) -> String {
  let rest = ByteRange(start: index.table.range.start, end: step.statement.range.end)
  guard let quoted = step.quotation(rest) else { return "the same as CREATE INDEX CONCURRENTLY" }
  let unique = index.isUnique ? "UNIQUE " : ""
  let guarded = index.ifNotExists ? "IF NOT EXISTS " : ""
  let name = index.name.map { step.text($0.range) + " " } ?? ""
  return "CREATE \(unique)INDEX CONCURRENTLY \(guarded)\(name)ON \(quoted);"
}
