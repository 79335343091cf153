import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/syntax-error.md.
struct SyntaxErrorRule: Rule {
  static let info = RuleInfo(
    id: "syntax-error", category: .coverage,
    summary: "SQL that PostgreSQL refuses to read",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    for place in context.unread {
      guard case .syntaxError(let message, let expected) = place.kind else { continue }
      findings.report(
        firstLine(message), at: place.range.firstLine(in: context.migration.bytes),
        help: expected.map { "PostgreSQL expects \($0) here" })
    }
  }
}

/// What is near an error may be a string of many lines.
private func firstLine(_ message: String) -> String {
  guard let end = message.firstIndex(where: \.isNewline) else { return message }
  return message[..<end] + "\""
}
