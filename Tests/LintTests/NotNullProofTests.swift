import Diagnostics
import Lint
import Testing

/// Goal: SET NOT NULL is reported where PostgreSQL reads the table, and not where a CHECK spares it that. Each condition
/// was tried on PostgreSQL 15, with `client_min_messages = debug1`.
@Suite struct NotNullProofTests {
  @Test(arguments: [
    "note IS NOT NULL", "(note IS NOT NULL)", "((note IS NOT NULL) AND (total > 0))",
    "total > 0 AND note IS NOT NULL", "note IS NOT NULL AND (total > 0 OR total < 0)",
    "NOT (note IS NULL)", "NOT note IS NULL", "note NOTNULL", "(note) IS NOT NULL",
    "total BETWEEN 0 AND 5 AND note IS NOT NULL", "orders.note IS NOT NULL",
    "(note IS NOT NULL) AND true", "(note IS NOT NULL AND total > 0) AND total < 9",
    "note IS DISTINCT FROM NULL", "\"note\" IS NOT NULL",
  ])
  func proves(_ condition: String) async {
    #expect(await !isReported(condition))
  }

  @Test(arguments: [
    "note IS NOT NULL OR total > 0", "(note IS NOT NULL) OR (total > 0)",
    "coalesce(note, '') IS NOT NULL", "length(note) > 0", "note <> ''",
    "note IS NOT NULL IS TRUE", "num_nonnulls(note) = 1", "total IS NOT NULL",
    "NOT (note IS NULL AND total > 0)", "\"Note\" <> ''",
  ])
  func doesNotProve(_ condition: String) async {
    #expect(await isReported(condition))
  }

  @Test func deepNestingIsNoProof() async {
    let condition =
      String(repeating: "(true AND ", count: 5000) + "note IS NOT NULL"
      + String(repeating: ")", count: 5000)
    #expect(await isReported(condition))
  }

  private func isReported(_ condition: String) async -> Bool {
    let sql = """
      ALTER TABLE orders ADD CONSTRAINT c CHECK (\(condition)) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT c;
      ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
      """
    let reports = await lint([LintInput(path: "001_x.sql", bytes: Array(sql.utf8))])
    return reports.flatMap(\.findings).contains { $0.rule == "set-not-null" }
  }
}
