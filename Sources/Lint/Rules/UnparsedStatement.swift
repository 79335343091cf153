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
    for place in context.unread {
      let range = place.range.firstLine(in: bytes)
      switch place.kind {
      case .lexical(let error):
        findings.report(refuses(error), at: range, help: thenApprove)
      case .unread, .unclassified:
        // Among the comments of a rollback there is prose.
        if place.section == .rollback, place.kind == .unclassified { continue }
        let words = String(decoding: bytes[range.indices], as: UTF8.self)
        findings.report(stopped(at: words), at: range, help: thenApprove)
      }
    }
  }
}

private func refuses(_ error: LexicalError.Kind) -> String {
  "PostgreSQL refuses to read this: \(error.rawValue)"
}

private func stopped(at words: String) -> String {
  "reading stopped at \"\(words)\": no rule has looked at what this statement does"
}

private let thenApprove =
  "if PostgreSQL reads it, approve the statement: -- whimbrel: allow unparsed-statement -- <why>"
