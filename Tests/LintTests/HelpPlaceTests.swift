import Diagnostics
import Lint
import SQLLexer
import Testing

/// Help that says where something else is to be written: it must work there.
extension RealFindingTests {
  private func told(
    _ rule: String, _ sql: String, behind first: String = "", path: String = "002_t.sql"
  ) async throws -> Finding {
    let found = await findings([("001_t.sql", first), (path, sql)])
    return try #require(found.first { $0.rule == rule })
  }

  @Test(arguments: [
    "ALTER TABLE t ADD COLUMN c int;\nCREATE INDEX t_c ON t (c);",
    "ALTER TABLE t ADD COLUMN IF NOT EXISTS c int;\nCREATE INDEX t_c ON t (b) WHERE c > 0;",
    "ALTER TABLE t ALTER COLUMN a TYPE bigint;\nCREATE INDEX t_c ON t (a);",
    "ALTER TABLE t RENAME COLUMN a TO c;\nCREATE INDEX t_c ON t (c);",
    "ALTER TABLE u RENAME TO v;\nCREATE INDEX t_c ON v (id);",
    "DROP INDEX IF EXISTS t_c;\nCREATE INDEX t_c ON t (a);",
    "DELETE FROM t WHERE a = 0;\nCREATE UNIQUE INDEX t_c ON t (a);",
  ])
  func anIndexComesBehindWhatItIsMadeOf(_ sql: String) async throws {
    let tables = "CREATE TABLE t (a int, b int);\nCREATE TABLE u (id int);"
    let index = try await told("index-not-concurrent", sql, behind: tables)
    #expect(index.help?.hasPrefix("in a later migration, outside of a transaction:\n") == true)
    #expect(!index.related.contains { $0.message.hasPrefix("needs") })
    let goose = try await told("index-not-concurrent", "-- +goose Up\n" + sql, behind: tables)
    #expect(goose.help?.hasPrefix("in a later migration, for which the runner opens no") == true)
  }

  @Test func anIndexOfWhatWasThereMayComeBefore() async throws {
    let index = try await told(
      "index-not-concurrent", "ALTER TABLE t ADD COLUMN c int;\nCREATE INDEX t_a ON t (a);")
    #expect(index.help?.hasPrefix("in a file of its own, outside of a transaction:") == true)
  }

  @Test(arguments: [
    "COMMENT ON INDEX t_a IS 'x';",
    "ALTER TABLE u ADD FOREIGN KEY (t) REFERENCES t (a) NOT VALID;",
    "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING;",
    "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX t_a;",
    "ALTER TABLE t REPLICA IDENTITY USING INDEX t_a;",
    "ALTER TABLE t CLUSTER ON t_a;",
    "ALTER INDEX t_a RENAME TO t_key;",
  ])
  func whatNeedsTheIndexMovesAsWell(_ later: String) async throws {
    let index = try await told(
      "index-not-concurrent", "CREATE UNIQUE INDEX t_a ON t (a);\nSELECT 1;\n\(later)\n",
      behind: "CREATE TABLE t (a int NOT NULL);\nCREATE TABLE u (t int);")
    #expect(
      index.help?.hasPrefix(
        "in a file of its own, outside of a transaction; what needs the index goes behind that:\n")
        == true)
    #expect(index.related.map(\.message) == ["needs the index, and has to move as well"])
    let inTransaction = try await told(
      "index-not-concurrent", "-- +goose Up\nCREATE UNIQUE INDEX t_a ON t (a);\n\(later)\n",
      behind: "CREATE TABLE t (a int NOT NULL);\nCREATE TABLE u (t int);")
    #expect(inTransaction.related.count == 1 && inTransaction.fixes.isEmpty)
  }

  @Test func whatNeedsAConstraintMovesAsWell() async throws {
    let added = try await told(
      "adding-unique-constraint",
      """
      -- +goose Up
      ALTER TABLE t ADD COLUMN c int, ADD CONSTRAINT t_key UNIQUE (a, c);
      ALTER TABLE u ADD FOREIGN KEY (a, c) REFERENCES t (a, c) NOT VALID;
      COMMENT ON CONSTRAINT t_key ON t IS 'x';
      """, behind: "CREATE TABLE t (a int NOT NULL);\nCREATE TABLE u (a int, c int);")
    #expect(added.help?.hasPrefix("in a later migration, for which") == true)
    #expect(added.help?.contains("; what needs the index goes behind that:\n") == true)
    #expect(added.related.count == 2)
  }

  @Test func whereManyNeedItThreeAreShown() async throws {
    let index = try await told(
      "index-not-concurrent",
      "CREATE UNIQUE INDEX t_a ON t (a);\n"
        + String(repeating: "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING;\n", count: 5),
      behind: "CREATE TABLE t (a int);")
    #expect(index.related.count == 3)
    #expect(index.related.last?.message.hasSuffix("as well; so do 2 more behind it") == true)
  }

  @Test func anotherIndexWillDo() async throws {
    let index = try await told(
      "index-not-concurrent",
      "CREATE UNIQUE INDEX t_a ON t (a);\nINSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING;",
      behind: "CREATE TABLE t (a int PRIMARY KEY);")
    #expect(index.related.isEmpty)
  }

  @Test func aTransactionOfTheFileEndsBefore() async throws {
    let index = try await told(
      "index-not-concurrent",
      "BEGIN;\nALTER TABLE t ADD COLUMN c int;\nCREATE INDEX t_c ON t (c);\nCOMMIT;")
    #expect(index.help?.hasPrefix("behind the transaction:\n") == true)
  }

  @Test func theOldPrimaryKeyGoesWithTheNewOne() async throws {
    let key = try await told(
      "adding-primary-key",
      """
      ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey;
      ALTER TABLE t ADD PRIMARY KEY (b);
      """, behind: "CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL);")
    #expect(
      key.help?.contains(
        """
        ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_b_idx;
        """) == true)
    #expect(key.related.map(\.message) == ["takes the old key away: it goes into that ALTER TABLE"])
  }

  @Test func aKeyOfManyNewColumnsKeepsThoseThatGo() async throws {
    let required = try await told(
      "adding-required-column",
      "ALTER TABLE t DROP COLUMN a, ADD COLUMN n int NOT NULL, ADD COLUMN a bigint NOT NULL;",
      behind: "CREATE TABLE t (a int);")
    let help = try #require(required.help)
    #expect(help.hasPrefix("for n, a DEFAULT that is not volatile"))
    #expect(
      help.contains("\nlet the old a stay: to keep its values, add the new column beside it (a_n"))
  }

  @Test func aColumnIsRequiredFromTheFirstStatementOn() async throws {
    let sql = """
      ALTER TABLE t ADD COLUMN n int;
      ALTER TABLE t ALTER COLUMN n SET NOT NULL;
      SELECT 1;
      ALTER TABLE t ALTER COLUMN n SET NOT NULL;
      """
    let column = try await told("required-column", sql, behind: "CREATE TABLE t (a int);")
    #expect(column.range.start == 46)
  }

  @Test func theLastStatementOfARollbackHasNoneBehindIt() async throws {
    func help(_ down: String) async throws -> String? {
      try await told(
        "rollback-fails", "CREATE TABLE u (a int);\n---- create above / drop below ----\n\(down)",
        behind: "CREATE TABLE t (a int);", path: "002_u.sql"
      ).help
    }
    #expect(
      try await help("DROP TABLE u;\nALTER TABLE t DROP COLUMN n;")
        == "the rollback is one transaction: what it has undone before comes back")
    #expect(
      try await help("ALTER TABLE t DROP COLUMN n;\nDROP TABLE u;")
        == "what stands behind it is not reached, and not undone")
  }

  @Test(arguments: [
    ("'SELECT ' || kind || '_count AS n FROM words'", "kind || '_count'"),
    ("'SELECT * FROM app.t_' || kind || ' WHERE a'", "'t_' || kind"),
    ("'SELECT * FROM ' || kind", "kind"),
  ])
  func aNameIsOneNameWithWhatTouchesIt(_ query: String, _ name: String) async throws {
    let found = try await told(
      "dynamic-sql-injection",
      """
      CREATE FUNCTION f(kind text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN EXECUTE \(query); END $$;
      """)
    #expect(found.help == "names by format('… %I …', \(name)), values by EXECUTE … USING kind")
  }
}
