import Diagnostics
import Lint
import Testing

/// Help that, run as it stands, does what it says, and says no more than is known.
extension RealFindingTests {
  private func finding(_ rule: String, _ files: [String]) async throws -> Finding {
    let found = await findings(files.enumerated().map { ("00\($0 + 1)_t.sql", $1) })
    return try #require(found.first { $0.rule == rule }, "\(found.map(\.rule))")
  }

  /// 42725, measured on 15.
  @Test(arguments: [
    ("b text, a int", true), ("b text, a int, c int DEFAULT 1", true),
    ("a int, b text, c int", false), ("b text, a int, c int", false), ("a text, b int", false),
  ])
  func aCallByNameWouldFindBoth(_ arguments: String, _ finds: Bool) async throws {
    func make(_ arguments: String) -> String {
      "CREATE FUNCTION f(\(arguments)) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    }
    let found = try await finding(
      "changed-signature",
      [make("a int, b text"), "BEGIN;\nDROP FUNCTION f;\n\(make(arguments))COMMIT;\n"])
    let help = try #require(found.help)
    #expect(help.contains("SQLSTATE 42725") == finds, "\(help)")
    #expect(help.contains("leave the old function beside the new one") != finds)
  }

  /// Somebody may have made it by hand.
  @Test func anIndexOfNoFileIsAnInfo() async throws {
    let found = try await finding(
      "drop-index-not-concurrent",
      ["CREATE TABLE t (a int, b int);", "DROP INDEX IF EXISTS t_a_idx;"])
    #expect(found.severity == .info)
    #expect(found.message.hasPrefix("if there is such an index, which none of the files makes: "))
  }

  /// A key of fewer columns keeps out the duplicates that an INVALID index would not.
  @Test(arguments: [("a, b", Severity.info), ("a, c", .warning)])
  func aKeyThatIsThereIsEnough(_ key: String, _ severity: Severity) async throws {
    let found = try await finding(
      "concurrent-index-left-invalid",
      [
        "CREATE TABLE t (a int, b int, c int, d int, UNIQUE (\(key)));",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (d, b, a);",
      ])
    #expect(found.severity == severity)
  }

  @Test(arguments: [
    ("", true), ("UPDATE t SET a = 1;\n", false), ("ALTER TABLE t ALTER a SET DEFAULT 1;\n", true),
  ])
  func aForeignKeyGoesWithItsNewColumn(_ between: String, _ goes: Bool) async throws {
    let found = try await finding(
      "constraint-not-valid",
      [
        "CREATE TABLE u (id int PRIMARY KEY);\nCREATE TABLE t (b int);",
        "ALTER TABLE t ADD COLUMN a int;\n\(between)"
          + "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) ON DELETE CASCADE;",
      ])
    let help = try #require(found.help)
    #expect(
      help.hasSuffix(
        "ALTER TABLE t ADD COLUMN a int CONSTRAINT f REFERENCES u (id) ON DELETE CASCADE;") == goes,
      "\(help)")
  }

  private static let readings = """
    CREATE TABLE r (id int NOT NULL, sensor int NOT NULL) PARTITION BY LIST (sensor);
    CREATE TABLE rest PARTITION OF r DEFAULT;
    INSERT INTO r VALUES (1, 900);
    """

  @Test(arguments: [
    "CREATE TABLE s AS SELECT * FROM rest WHERE sensor = 1;\nDELETE FROM rest WHERE sensor = 1;",
    "CREATE TABLE s (id int, sensor int);\nWITH m AS (DELETE FROM rest WHERE sensor = 1 RETURNING *) "
      + "INSERT INTO s SELECT * FROM m;",
  ])
  func theRowsGoBeforeTheCheck(_ move: String) async throws {
    let make = "CREATE TABLE r_1 PARTITION OF r FOR VALUES IN (1);"
    let found = try await finding("default-partition-scan", [Self.readings, "\(move)\n\(make)"])
    #expect(try #require(found.help).hasPrefix("commit the DELETE; then, before this, each in"))
    #expect(found.related.count == 1)
    let alone = try await finding("default-partition-scan", [Self.readings, make])
    #expect(try #require(alone.help).hasPrefix("before it, each in a transaction of its own"))
    #expect(alone.related.isEmpty)
  }

  @Test func aDefaultPartitionThatIsEmptiedIsReadInNoTime() async {
    let found = await findings([
      ("001_r.sql", Self.readings),
      ("002_r.sql", "TRUNCATE rest;\nCREATE TABLE r_1 PARTITION OF r FOR VALUES IN (1);"),
    ])
    #expect(!found.contains { $0.rule == "default-partition-scan" })
  }

  @Test(arguments: [
    ("ALTER TABLE t ADD c int;\nUPDATE t SET c = 1 WHERE c IS NULL;", "writes every row of t,"),
    (
      "ALTER TABLE t ADD d int;\nUPDATE t SET b = 1 WHERE b IS NULL;",
      "writes every row whose b is NULL in t,"
    ),
    ("ALTER TABLE t ADD d int;\nUPDATE t SET a = 1 WHERE a IS NULL;", "may write many rows of t,"),
  ])
  func whichRowsAreWrittenIsSaid(_ change: String, _ words: String) async throws {
    let files = ["CREATE TABLE t (a int);", "ALTER TABLE t ADD b int;"]
    let found = try await finding("backfill-with-ddl", files + ["BEGIN;\n\(change)\nCOMMIT;"])
    #expect(found.message.hasPrefix("this \(words)"), "\(found.message)")
  }

  @Test(arguments: [
    ("CREATE VIEW v AS SELECT 1 AS a, 2 AS b;", "CREATE VIEW v AS SELECT 1 AS a;", "other columns"),
    ("CREATE TABLE v (a int);", "CREATE TABLE v (a bigint);", "another type"),
  ])
  func aPluralHasOther(_ made: String, _ again: String, _ words: String) async throws {
    let kind = made.contains("VIEW") ? "VIEW" : "TABLE"
    let found = try await finding(
      "rollback-incomplete",
      [made, "-- +goose Up\nDROP \(kind) v;\n-- +goose Down\n\(again)\n"])
    #expect(found.message.contains("with \(words)"), "\(found.message)")
  }

  @Test func theNewColumnIsAddedWhateverItsType() async throws {
    let found = try await finding("renaming-column", ["ALTER TABLE t RENAME COLUMN a TO b;"])
    #expect(try #require(found.help).hasSuffix("last:\nALTER TABLE t ADD COLUMN b <type of a>;"))
  }

  /// An INVALID index would do for IF NOT EXISTS: concurrent-index-left-invalid.
  @Test(arguments: [
    (
      "CREATE UNIQUE INDEX IF NOT EXISTS i ON app.t (a);",
      "DROP INDEX CONCURRENTLY IF EXISTS app.i;\nCREATE UNIQUE INDEX CONCURRENTLY i ON app.t (a);"
    ),
    ("CREATE INDEX i ON app.t (a);", "CREATE INDEX CONCURRENTLY i ON app.t (a);"),
  ])
  func noHelpSaysIfNotExistsOfAConcurrentBuild(_ sql: String, _ help: String) async throws {
    let block = try await finding("index-not-concurrent", ["BEGIN;\n\(sql)\nCOMMIT;\n"])
    #expect(try #require(block.help).hasSuffix(":\n\(help)"))
    let alone = await findings([("001_t.sql", sql)]).first { $0.rule == "index-not-concurrent" }
    #expect(alone?.fixes.first?.edits.contains { $0.text.contains("IF NOT EXISTS") } == false)
  }

  @Test(arguments: [
    ("ADD b int NOT NULL;\nUPDATE t SET a = 1;", true),
    ("ADD b int;\nUPDATE t SET a = 1;", false),
    ("ADD b int NOT NULL;\nALTER TABLE u ADD FOREIGN KEY (t_a) REFERENCES t (a);", true),
    ("ADD b int NOT NULL;\nALTER TABLE u ADD FOREIGN KEY (n) REFERENCES t (a);", false),
    ("ADD b int;\nALTER TABLE u ADD FOREIGN KEY (t_a) REFERENCES t (a);", false),
    (
      "ADD b int NOT NULL;\nALTER TABLE u ADD FOREIGN KEY (t_a) REFERENCES t (a), ADD CHECK (n > 0);\n"
        + "CREATE INDEX ON u (n);\nALTER TABLE u ALTER n SET NOT NULL;", true
    ),
  ])
  func whatMustBeEmptyIsNotWorkedOn(_ change: String, _ isEmpty: Bool) async {
    let made = """
      CREATE TABLE t (a int PRIMARY KEY);
      CREATE TABLE u (t_a int NOT NULL, n int);
      INSERT INTO t VALUES (1);
      INSERT INTO u VALUES (1, 1);
      """
    let found = await findings([
      ("001_t.sql", made), ("002_t.sql", "BEGIN;\nALTER TABLE t \(change)\nCOMMIT;\n"),
    ]).map(\.rule)
    let rules: Set = [
      "backfill-with-ddl", "constraint-not-valid", "index-not-concurrent", "set-not-null",
    ]
    #expect(rules.isDisjoint(with: found) == isEmpty, "\(found)")
  }
}
