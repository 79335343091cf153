import Diagnostics
import Testing

@testable import Lint

/// What is not so once the whole of a file, or of a transaction, is looked at.
extension RealFindingTests {
  @Test(arguments: [("", true), ("REVOKE ALL ON old FROM a;", false)])
  func grantsGoBeforeRowSecurity(_ undo: String, _ isRevoked: Bool) async throws {
    let up = "GRANT SELECT ON old TO a;\nALTER TABLE old ENABLE ROW LEVEL SECURITY;\n"
    let found = await findings([
      ("001_old.sql", "CREATE TABLE old (b int, c int);"),
      (
        "002_t.sql",
        "-- migrate:up\n\(up)ALTER TABLE old DROP c;\n-- migrate:down\nALTER TABLE old ADD c int;\n\(undo)"
      ),
    ])
    let help = try #require(found.first { $0.rule == "rollback-incomplete" }?.help)
    let revoke = isRevoked ? "REVOKE SELECT ON old FROM a;\n" : ""
    #expect(
      help == "add to the rollback:\n\(revoke)ALTER TABLE old DISABLE ROW LEVEL SECURITY;")
  }

  /// PostgreSQL reads a string to its end before it runs any of it.
  @Test(arguments: [("SELEC 1;", false), ("SELECT 1;", true)])
  func nothingOfAStringWithASyntaxErrorIsCommitted(_ first: String, _ isTold: Bool) async {
    let found = await findings([
      ("migrations/2024-01-01-000000_a/up.sql", "\(first)\nCOMMIT;\nSELECT 2;")
    ])
    #expect(found.contains { $0.rule == "transaction-control-in-managed-migration" } == isTold)
  }

  @Test func aMisspeltIfExistsIsASyntaxErrorAndNothingElse() async {
    let found = await findings([
      ("001_t.up.sql", "CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);"),
      ("001_t.down.sql", "DROP INDEX IF EXIST i;\nDROP TABLE t;"),
    ])
    #expect(!found.contains { $0.rule == "rollback-fails" })
    #expect(found.contains { $0.rule == "syntax-error" })
  }

  @Test(arguments: [
    ("a > 0 AND (b > 0 AND c > 0)", "a > 0 AND b > 0 AND c > 0", true),
    ("(a > 0 OR b > 0) OR (c > 0 OR a IS NULL)", "a > 0 OR b > 0 OR c > 0 OR a IS NULL", true),
    ("a > 0 AND (b > 0 OR c > 0)", "a > 0 AND b > 0 OR c > 0", false),
  ])
  func parenthesesAroundTheSameWordMakeNoDifference(
    _ old: String, _ new: String, _ isSame: Bool
  ) async {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TABLE t (a int, b int, c int, CONSTRAINT k CHECK (\(old)));\n"
          + "CREATE INDEX i ON t (a) WHERE \(old);"
      ),
      (
        "002_t.sql",
        "-- migrate:up\nALTER TABLE t DROP CONSTRAINT k;\nDROP INDEX i;\n-- migrate:down\n"
          + "ALTER TABLE t ADD CONSTRAINT k CHECK (\(new));\nCREATE INDEX i ON t (a) WHERE \(new);\n"
      ),
    ])
    #expect(found.filter { $0.rule == "rollback-incomplete" }.isEmpty == isSame)
  }

  @Test(arguments: [
    ("UPDATE o SET a = 1;", "in a migration of its own"),
    ("DELETE FROM o;\nINSERT INTO o SELECT a FROM p;", "in a migration of its own"),
    (
      "DO $$ BEGIN PERFORM 1; PERFORM 2; PERFORM 3; END $$;\nINSERT INTO o SELECT a FROM p;\n"
        + "DELETE FROM p;", "in a migration of its own"
    ),
    (
      "CREATE TEMP TABLE k AS SELECT 1 AS a;\nINSERT INTO o SELECT a FROM k;",
      "first copy the rows"
    ),
  ])
  func rowsThatAreMovedStayInOneTransaction(_ work: String, _ help: String) async throws {
    let found = await findings([
      (
        "migrations/20240101000000_a.sql",
        "-- migrate:up\nCREATE TABLE t (a int);\nCREATE TABLE o (a int);\n-- migrate:down\nDROP TABLE o, t;"
      ),
      (
        "migrations/20240102000000_b.sql",
        "-- migrate:up\nALTER TABLE t ADD b int;\n\(work)\n-- migrate:down\nALTER TABLE t DROP b;"
      ),
    ])
    let told = try #require(found.first { $0.rule == "long-work-under-lock" }?.help)
    #expect(told.hasPrefix(help))
  }
}
