import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/empty-rollback.md.
struct EmptyRollback: Rule {
  static let info = RuleInfo(
    id: "empty-rollback", category: .rollback,
    summary: "A rollback section, or rollback file, without a statement",
    recommended: .warning, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    if case .no(let reason) = migration.header.reversible, !reason.isEmpty { return }
    switch migration.rollback {
    case .section(let heading, isEmpty: true) where !migration.forwardStatements.isEmpty:
      findings.report(emptySection, at: heading, help: help)
    case .isRollback
    where migration.purpose == .rollback && !context.isBehindNothing
      && migration.sections.allSatisfy({ $0.syntax.statements.isEmpty && !$0.declaresNothing }):
      let start = ByteRange(start: 0, end: UInt32(migration.bytes.count))
      findings.report(emptyFile, at: start.firstLine(in: migration.bytes), help: help)
    default:
      break
    }
  }
}

private let emptySection = "no statement follows this heading: run, it undoes nothing"
private let emptyFile = "this rollback has no statement: run, it undoes nothing"
private let help =
  "write the statements that undo the migration, or say "
  + "\"-- Reversible: No, <reason>\" in the header"
