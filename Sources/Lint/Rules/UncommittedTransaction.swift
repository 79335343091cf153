import Diagnostics
import Effects
import Migrations
import SQLSyntax

/// See rules/uncommitted-transaction.md.
struct UncommittedTransaction: Rule {
  static let info = RuleInfo(
    id: "uncommitted-transaction", category: .transactions,
    summary:
      "BEGIN without COMMIT, PREPARE TRANSACTION without COMMIT PREPARED: nothing of it stays",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    for section in context.migration.sections where section.kind == .up {
      guard let blocks = TransactionBlocks(section) else { continue }
      if let open = blocks.open {
        findings.report(
          "nothing commits this transaction: its locks are held until the session ends, and then all "
            + "that it did is rolled back", at: open,
          help: "behind its last statement:\nCOMMIT;")
      }
      // What only verifies, as sqitch has it, takes back what it has tried.
      if let place = blocks.takenBack, context.migration.purpose != .verification {
        findings.report(
          "this takes back all that the file changes: it runs without an error, and nothing of it stays",
          at: place, help: "if it was for a trial:\nCOMMIT;", isCertain: false)
      }
      if let prepared = blocks.prepared {
        findings.report(
          "nothing in the file commits what is prepared here: its locks are held, and VACUUM makes no "
            + "room, until somebody says COMMIT PREPARED, over restarts of the server too",
          at: prepared, help: "COMMIT, unless a transaction manager finishes it")
      }
    }
  }
}
