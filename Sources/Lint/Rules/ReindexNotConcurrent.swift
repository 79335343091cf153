import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/reindex-not-concurrent.md.
struct ReindexNotConcurrent: Rule {
  static let info = RuleInfo(
    id: "reindex-not-concurrent", category: .locking,
    summary: "REINDEX without CONCURRENTLY: writes of the table wait, and most reads",
    recommended: .error, documented: .error, fix: .safe)

  func check(_ step: Step, _ findings: inout Findings) {
    guard case .reindex(let reindex) = step.statement.tree, !reindex.isConcurrent else { return }
    if let name = reindex.name {
      switch reindex.target {
      case .table where step.isPrivate(name), .index where step.isPrivate(name): return
      default: break
      }
    }
    let words = words(of: reindex.target)
    let name = reindex.name.map { " " + step.text($0.range) } ?? ""
    findings.report(
      blocks(words, on: subject(reindex)),
      at: reindex.name.map { step.head(to: $0.range) } ?? step.statement.range,
      help: reindex.target == .system
        ? "run it while nobody uses the database: REINDEX SYSTEM has no CONCURRENTLY"
        : step.alone + "REINDEX \(words) CONCURRENTLY\(name);",
      fixes: (step.canRunAlone ? reindex.target.keyword : nil).map { keyword in
        .safe("add CONCURRENTLY", step.inserting(" CONCURRENTLY", behind: keyword))
      } ?? [])
  }

  private func words(of target: Reindex.Target) -> String {
    switch target {
    case .index: "INDEX"
    case .table: "TABLE"
    case .schema: "SCHEMA"
    case .database: "DATABASE"
    case .system: "SYSTEM"
    }
  }
}

extension Reindex.Target {
  /// The word that CONCURRENTLY can follow.
  fileprivate var keyword: Keyword? {
    switch self {
    case .index: .index
    case .table: .table
    case .schema: .schema
    case .database: .database
    case .system: nil
    }
  }
}

private func subject(_ reindex: Reindex) -> String {
  let name = reindex.name?.description
  switch reindex.target {
  case .table: return (name ?? "the table") + ", and an AccessExclusiveLock on its indexes"
  case .index: return "the table of \(name ?? "the index"), and an AccessExclusiveLock on the index"
  case .schema:
    return "each table of \(name ?? "the schema"), and an AccessExclusiveLock on its indexes"
  case .database: return "each table, and an AccessExclusiveLock on its indexes"
  case .system: return "each system catalogue, and an AccessExclusiveLock on its indexes"
  }
}

private func blocks(_ words: String, on subject: String) -> String {
  "REINDEX \(words) holds a ShareLock on \(subject) while it rebuilds: writes wait, and reads too"
}
