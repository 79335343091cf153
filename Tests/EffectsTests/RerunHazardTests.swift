import Effects
import SQLLexer
import SQLSyntax
import Testing

@Suite struct RerunHazardTests {
  private func text(_ range: ByteRange, of sql: String) -> String {
    String(decoding: Array(sql.utf8)[range.indices], as: UTF8.self)
  }

  @Test(arguments: [
    (
      "CREATE TABLE app.t (a int)", "CREATE TABLE IF NOT EXISTS", "table app.t",
      "CREATE TABLE app.t"
    ),
    (
      "CREATE UNIQUE INDEX i ON t (a)", "CREATE UNIQUE INDEX IF NOT EXISTS", "index i",
      "CREATE UNIQUE INDEX i"
    ),
    (
      "CREATE MATERIALIZED VIEW m AS SELECT 1", "CREATE MATERIALIZED VIEW IF NOT EXISTS",
      "materialized view m", "CREATE MATERIALIZED VIEW m"
    ),
    ("ALTER TABLE t ADD COLUMN c int", "ADD COLUMN IF NOT EXISTS", "column c of t", "ADD COLUMN c"),
    (
      "ALTER TYPE m ADD VALUE 'x'", "ADD VALUE IF NOT EXISTS", "label 'x' of type m",
      "ALTER TYPE m ADD VALUE 'x'"
    ),
  ])
  func namesTheFormOfACreation(sql: String, form: String, subject: String, at: String) throws {
    let hazard = try #require(effects(of: sql).first?.rerun.first)
    guard case .lacksIfNotExists(form) = hazard.kind else {
      Issue.record("\(hazard.kind)")
      return
    }
    #expect(hazard.subject == subject)
    #expect(text(hazard.range, of: sql) == at)
  }

  @Test(arguments: [
    ("DROP TABLE t", "DROP TABLE IF EXISTS", "table t", "DROP TABLE t"),
    (
      "DROP INDEX CONCURRENTLY i", "DROP INDEX CONCURRENTLY IF EXISTS", "index i",
      "DROP INDEX CONCURRENTLY i"
    ),
    ("DROP TRIGGER g ON t", "DROP TRIGGER IF EXISTS", "trigger g on t", "DROP TRIGGER g"),
    ("ALTER TABLE t DROP COLUMN c", "DROP COLUMN IF EXISTS", "column c of t", "DROP COLUMN c"),
    (
      "ALTER TABLE t DROP CONSTRAINT c", "DROP CONSTRAINT IF EXISTS", "constraint c of t",
      "DROP CONSTRAINT c"
    ),
  ])
  func namesTheFormOfARemoval(sql: String, form: String, subject: String, at: String) throws {
    let hazard = try #require(effects(of: sql).first?.rerun.first)
    guard case .lacksIfExists(form) = hazard.kind else {
      Issue.record("\(hazard.kind)")
      return
    }
    #expect(hazard.subject == subject)
    #expect(text(hazard.range, of: sql) == at)
  }

  /// What to write instead, in the words of the statement.
  @Test(arguments: [
    (
      "CREATE TRIGGER g BEFORE INSERT ON app.t EXECUTE FUNCTION f()",
      "write CREATE OR REPLACE TRIGGER"
    ),
    (
      "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION f()",
      "put this before it: DROP TRIGGER IF EXISTS g ON app.t;"
    ),
    (
      "CREATE POLICY \"my policy\" ON t",
      "put this before it: DROP POLICY IF EXISTS \"my policy\" ON t;"
    ),
    ("CREATE VIEW v AS SELECT 1", "write CREATE OR REPLACE VIEW"),
    (
      "ALTER TABLE \"T\" ADD CONSTRAINT \"C\" CHECK (a > 0)",
      "put this before it: ALTER TABLE \"T\" DROP CONSTRAINT IF EXISTS \"C\";"
    ),
    (
      "ALTER TABLE app.t ADD PRIMARY KEY (a)",
      "put this before it: ALTER TABLE app.t DROP CONSTRAINT IF EXISTS t_pkey;"
    ),
    ("ALTER TABLE t RENAME TO u", "write ALTER TABLE IF EXISTS … RENAME TO …"),
    ("CREATE INDEX ON t (a)", "give the index a name: CREATE INDEX IF NOT EXISTS name ON t …"),
  ])
  func saysWhatToWrite(sql: String, remedy: String) throws {
    switch try #require(effects(of: sql).first?.rerun.first).kind {
    case .fails(_, let written), .again(let written): #expect(written == remedy)
    default: Issue.record("has an IF form")
    }
  }

  /// IF NOT EXISTS is content with the invalid index of a failed build, so the index is dropped
  /// first.
  @Test func pairsAConcurrentIndexWithADrop() throws {
    let sql = "CREATE INDEX CONCURRENTLY \"I\" ON app.t (a)"
    let hazard = try #require(effects(of: sql).first?.rerun.first)
    #expect(hazard.remedy == "DROP INDEX CONCURRENTLY IF EXISTS app.\"I\";\n\(sql);")
    let long =
      "CREATE INDEX CONCURRENTLY i ON t (a) WHERE a IN (\(String(repeating: "1, ", count: 200))2)"
    #expect(
      try #require(effects(of: long).first?.rerun.first).remedy
        == "put this before it, which also removes what a failed build leaves behind: "
        + "DROP INDEX CONCURRENTLY IF EXISTS i;")
  }

  @Test func findsEachOfSeveral() {
    let all = effects(
      of: "ALTER TABLE t ADD a int, ADD IF NOT EXISTS b int, DROP c, DROP IF EXISTS d")
    #expect(all[0].rerun.map(\.subject) == ["column a of t", "column c of t"])
    #expect(effects(of: "DROP TABLE a, b")[0].rerun.map(\.subject) == ["table a", "table b"])
  }

  @Test func namesWhatIsDropped() {
    let sql = "ALTER TABLE t DROP COLUMN a, DROP CONSTRAINT IF EXISTS b; DROP VIEW v, w"
    let drops = effects(of: sql).flatMap(\.drops)
    #expect(drops.map(\.object) == [.column, .tableConstraint, .view, .view])
    #expect(drops.map(\.name.description) == ["t", "t", "v", "w"])
    #expect(drops.map { $0.part?.text } == ["a", "b", nil, nil])
    #expect(drops.map(\.ifExists) == [false, true, false, false])
  }

  /// A subscription whose slot the file takes away may be dropped in a transaction.
  @Test(arguments: [
    ("DROP SUBSCRIPTION s", true),
    ("ALTER SUBSCRIPTION s SET (slot_name = NONE); DROP SUBSCRIPTION s", false),
    ("ALTER SUBSCRIPTION s SET (slot_name = NONE); DROP SUBSCRIPTION other", true),
    ("ALTER SUBSCRIPTION s SET (slot_name = 'x'); DROP SUBSCRIPTION s", true),
    (
      "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false, slot_name = NONE); "
        + "DROP SUBSCRIPTION s", false
    ),
    // Documentation: ALTER SUBSCRIPTION, of 17 and 18.
    ("ALTER SUBSCRIPTION s SET (failover = true)", true),
    ("ALTER SUBSCRIPTION s SET (two_phase = false)", true),
    ("ALTER SUBSCRIPTION s SET (two_phase = true)", false),
    ("ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (copy_data = false, refresh = off)", false),
    ("ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (copy_data = false)", true),
    ("CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (create_slot = 'false')", false),
    ("ALTER DATABASE tablespace SET work_mem = 1", false),
    ("REINDEX SYSTEM d", true),
    ("REINDEX DATABASE d", true),
    ("ALTER TABLE p DETACH PARTITION q FINALIZE", false),
    ("REFRESH MATERIALIZED VIEW CONCURRENTLY m", false),
    ("CLUSTER (VERBOSE)", true),
    ("CLUSTER (VERBOSE) t", false),
    ("ANALYZE", false),
  ])
  func refusesTransactions(sql: String, isRefused: Bool) {
    #expect((effects(of: sql).last?.transactionRefusal != nil) == isRefused)
  }
}
