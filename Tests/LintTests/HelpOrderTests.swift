import Diagnostics
import Lint
import Testing

/// Help whose statements have to be run in an order that works, on the versions that are asked for.
extension RealFindingTests {
  private func finding(_ rule: String, _ files: [String]) async throws -> Finding {
    let found = await findings(files.enumerated().map { ("00\($0 + 1)_t.sql", $1) })
    return try #require(found.first { $0.rule == rule })
  }

  @Test(arguments: [
    (
      "BEGIN;\nDROP INDEX IF EXISTS app.i;\nCREATE UNIQUE INDEX i ON app.t (a) WHERE b;\nCOMMIT;",
      """
      CREATE UNIQUE INDEX CONCURRENTLY i_new ON app.t (a) WHERE b;
      DROP INDEX CONCURRENTLY IF EXISTS app.i;
      ALTER INDEX app.i_new RENAME TO i;
      """
    ),
    (
      "DROP INDEX i;\nCREATE INDEX CONCURRENTLY i ON t USING gin (a);",
      """
      CREATE INDEX CONCURRENTLY i_new ON t USING gin (a);
      DROP INDEX CONCURRENTLY i;
      ALTER INDEX i_new RENAME TO i;
      """
    ),
    (
      "DROP INDEX t_a_idx;\nCREATE UNIQUE INDEX t_a_key ON t (a);",
      """
      CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON t (a);
      DROP INDEX CONCURRENTLY t_a_idx;
      """
    ),
    (
      "DROP INDEX t_a_idx;\nCREATE INDEX t_a_idx ON t (a) WHERE a > 0;",
      """
      CREATE INDEX CONCURRENTLY t_a_idx_new1 ON t (a) WHERE a > 0;
      DROP INDEX CONCURRENTLY t_a_idx;
      ALTER INDEX t_a_idx_new1 RENAME TO t_a_idx;
      """
    ),
  ])
  func anIndexThatIsMadeAgainIsBuiltFirst(_ sql: String, _ help: String) async throws {
    let found = try await finding(
      "drop-index-not-concurrent",
      [
        "CREATE TABLE t (a int, b bool); CREATE INDEX t_a_idx ON t (a); CREATE INDEX t_a_idx_new ON t (b);",
        sql,
      ])
    #expect(try #require(found.help).hasSuffix(help))
    #expect(found.fixes.isEmpty)
  }

  /// Where a file goes as one string, two statements that refuse a transaction are one too many.
  @Test(arguments: [
    (
      "prisma/migrations/20260102000000_a/migration.sql", "index-dropped-before-replacement",
      "each in a file of its own:\nCREATE UNIQUE INDEX CONCURRENTLY j"
    ),
    (
      "prisma/migrations/20260102000000_a/migration.sql", "index-not-concurrent",
      "each in a file of its own:\nCREATE UNIQUE INDEX CONCURRENTLY j"
    ),
    (
      "prisma/migrations/20260102000000_a/migration.sql", "drop-index-not-concurrent",
      "each in a file of its own:\nCREATE UNIQUE INDEX CONCURRENTLY j"
    ),
    (
      "002_t.sql", "index-not-concurrent",
      "each in a file of its own, outside of a transaction:\nCREATE UNIQUE INDEX CONCURRENTLY j"
    ),
  ])
  func eachOfTwoIsAlone(_ path: String, _ rule: String, _ help: String) async throws {
    let found = await findings([
      (
        path.replacing("002", with: "001").replacing("02000000", with: "01000000"),
        "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a);"
      ),
      (path, "DROP INDEX i;\nCREATE UNIQUE INDEX j ON t (a);"),
    ])
    #expect(found.first { $0.rule == rule }?.help?.hasPrefix(help) ?? false)
  }

  /// Moved behind the file, the new one would leave a gap.
  @Test(arguments: [
    ("DROP INDEX public.t_a_key;", "", "public."),
    ("DROP INDEX IF EXISTS t_a_key;", "IF EXISTS ", ""),
  ])
  func whatTakesThePlaceOfAnIndexIsBuiltBeforeItGoes(
    _ drop: String, _ guarded: String, _ schema: String
  ) async throws {
    let found = try await finding(
      "index-not-concurrent",
      [
        "CREATE TABLE t (a int); CREATE UNIQUE INDEX t_a_key ON t (a);",
        "BEGIN; ALTER TABLE t ADD COLUMN b int; \(drop)\nCREATE UNIQUE INDEX t_a_key ON \(schema)t (a, b); COMMIT;",
      ])
    #expect(
      try #require(found.help).hasSuffix(
        """
        CREATE UNIQUE INDEX CONCURRENTLY t_a_key_new ON \(schema)t (a, b);
        DROP INDEX CONCURRENTLY \(guarded)\(schema)t_a_key;
        ALTER INDEX \(schema)t_a_key_new RENAME TO t_a_key;
        """))
    #expect(found.fixes.isEmpty)
  }

  /// cannot drop partitioned index "p_a_idx" concurrently
  @Test func anIndexOfAPartitionedTableGoesUnderATimeout() async throws {
    let found = try await finding(
      "drop-index-not-concurrent",
      [
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE INDEX p_a_idx ON p (a);",
        "DROP INDEX p_a_idx;",
      ])
    let help = try #require(found.help)
    #expect(help.hasSuffix("SET lock_timeout = '2s';\nDROP INDEX p_a_idx;"))
  }

  @Test(arguments: [
    "DROP INDEX IF EXISTS i;\nCREATE INDEX CONCURRENTLY i ON u (a);",
    "DROP INDEX i;\nCREATE INDEX j ON t (b);",
    "CREATE INDEX i ON u (b);\nDROP INDEX t_a_idx;",
  ])
  func whatIsNotMadeAgainIsOnlyDropped(_ sql: String) async throws {
    let found = try await finding(
      "drop-index-not-concurrent",
      ["CREATE TABLE t (a int, b bool); CREATE INDEX t_a_idx ON t (a);", sql])
    #expect(try #require(found.help).contains("DROP INDEX CONCURRENTLY"))
    #expect(!(try #require(found.help).contains("CREATE")))
  }

  @Test(arguments: [
    (
      "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);", "f",
      "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);"
    ),
    (
      "ALTER TABLE p DROP CONSTRAINT IF EXISTS f, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);",
      "f_new",
      "ALTER TABLE p DROP CONSTRAINT IF EXISTS f, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);"
    ),
  ])
  func theKeysOfPartitionsComeFirst(_ sql: String, _ part: String, _ last: String) async throws {
    let found = try await finding(
      "constraint-not-valid",
      [
        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);",
        sql,
      ])
    let help = try #require(found.help)
    #expect(
      help.contains(
        "ALTER TABLE p1 ADD CONSTRAINT \(part) FOREIGN KEY (a) REFERENCES u (id) NOT VALID;\n"
          + "ALTER TABLE p1 VALIDATE CONSTRAINT \(part);"))
    #expect(help.hasSuffix("\n" + last))
    #expect(found.fixes.isEmpty)
  }

  /// Only a function that attaches its partitions tells what the table is.
  @Test(arguments: [
    "'ALTER TABLE p ATTACH PARTITION p_' || x || ' FOR VALUES IN (' || x || ')'",
    "format('ALTER TABLE p ATTACH PARTITION %I FOR VALUES IN (%L)', 'p_' || x, x)",
  ])
  func whatAFunctionAttachesToIsPartitioned(_ text: String) async throws {
    let found = try await finding(
      "constraint-not-valid",
      [
        "CREATE FUNCTION f(x int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE \(text); END $$;",
        "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id);",
      ])
    #expect(try #require(found.help).hasPrefix("partition by partition"))
    #expect(found.fixes.isEmpty)
  }

  @Test(arguments: [
    ("DROP TRIGGER IF EXISTS x ON t;\nDROP FUNCTION IF EXISTS g(int);", 0),
    ("DO $$ BEGIN DROP TRIGGER IF EXISTS x ON t; END $$;", 0),
    ("DROP FUNCTION IF EXISTS g;", 0),
    // No file has made it.
    ("DROP FUNCTION IF EXISTS g(text);", 1),
    ("DROP TRIGGER IF EXISTS y ON t;", 1),
  ])
  func whatIfExistsAsksForAndIsGoneIsNotCounted(_ sql: String, _ count: Int) async throws {
    let found = await findings([
      (
        "001_t.sql",
        """
        CREATE TABLE t (a int);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
        CREATE TRIGGER y BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();
        """
      ),
      ("002_t.sql", "DROP TRIGGER x ON t; DROP FUNCTION g(int);"),
      ("003_t.sql", sql),
    ])
    #expect(found.filter { $0.rule == "drop-object" }.count == count)
  }
}
