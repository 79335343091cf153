import Diagnostics
import Lint
import Testing

/// Findings whose fact was right, and whose help was not.
extension RealFindingTests {
  private func finding(
    _ rule: String, _ files: [(path: String, sql: String)]
  ) async throws -> Finding {
    try #require(await findings(files).first { $0.rule == rule })
  }

  @Test(arguments: [
    ("-- +goose NO TRANSACTION\n-- +goose Up\n", true), ("", false),
  ])
  func aCommitWouldEndTheTransactionOfARunner(_ head: String, _ isSaid: Bool) async throws {
    let rename = head + "ALTER TABLE t RENAME TO u;\n"
    let gone = try await finding("renaming-table", [("001_t.sql", rename)])
    let help = try #require(gone.help)
    #expect(help.hasPrefix("in one transaction, leave a view under the old name"))
    #expect(help.contains("\nBEGIN;\n") == isSaid)
    #expect(help.contains("\nCOMMIT;") == isSaid)
    #expect(gone.fixes.isEmpty != isSaid)
    let back = try await finding(
      "renaming-table", [("001_t.sql", rename + "CREATE TABLE t (a int);\n")])
    #expect(
      back.help
        == "put both into one transaction"
        + (isSaid ? ": BEGIN before the first, COMMIT behind both" : ""))
  }
}
