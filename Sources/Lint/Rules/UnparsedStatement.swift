import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/unparsed-statement.md.
struct UnparsedStatement: Rule {
  static let info = RuleInfo(
    id: "unparsed-statement", category: .coverage,
    summary: "SQL that whimbrel could not read, so that no rule has looked at it",
    recommended: .warning, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let bytes = context.migration.bytes
    for place in context.unread where place.kind == .unread {
      let range = place.range.firstLine(in: bytes)
      findings.report(
        stopped(at: String(decoding: bytes[range.indices], as: UTF8.self)), at: range,
        help: thenApprove)
    }
  }
}

private func stopped(at words: String) -> String {
  "reading stopped at \"\(words)\": no rule has looked at what this statement does"
}

private let thenApprove =
  "if PostgreSQL reads it, approve the statement: -- whimbrel: allow unparsed-statement -- <why>"
