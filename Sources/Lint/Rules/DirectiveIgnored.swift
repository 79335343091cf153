import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/directive-ignored.md.
struct DirectiveIgnored: Rule {
  static let info = RuleInfo(
    id: "directive-ignored", category: .transactions,
    summary: "A directive about the transaction that the migration runner does not read",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    let refused = migration.sections.lazy.compactMap(\.firstRefusal).first
    for directive in migration.directives {
      guard case .ignored(let why, let instead) = directive.outcome else { continue }
      var related: [RelatedPlace] = []
      if let refused {
        related.append(
          RelatedPlace(
            path: migration.path, range: refused.statement.range.firstLine(in: migration.bytes),
            message: "\(refused.command) fails in the transaction that stays open"))
      }
      findings.report(
        why, at: directive.range, help: instead, related: related, isCertain: refused != nil)
    }
  }
}
