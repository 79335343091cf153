import Diagnostics
import Testing

@testable import Lint

/// What the pages of the rules about keys cannot show.
@Suite struct KeyRuleTests {
  /// The messages of one rule about the last of several files.
  private func found(
    _ rule: any Rule, _ files: String..., options: RuleOptions = RuleOptions()
  ) async -> [String] {
    var settings = LintSettings()
    settings.options = options
    let inputs = files.enumerated().map { place, sql in
      LintInput(path: "00\(place + 1)_x.sql", bytes: Array(sql.utf8), settings: settings)
    }
    return await lint(inputs, rules: [rule], isParallel: false).last?.findings.map(\.message) ?? []
  }

  @Test func nobodyWritesAMaterializedView() async {
    #expect(
      await found(
        IndexNotConcurrent(), "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a;",
        "CREATE INDEX ON m (a);"
      ) == [])
  }

  @Test func whatFailsHasOneFinding() async {
    let table = "CREATE TABLE t (id int CONSTRAINT k UNIQUE);"
    #expect(await found(DropIndexNotConcurrent(), table, "DROP INDEX k;") == [])
    #expect(await found(CertainFailure(), table, "DROP INDEX k;").count == 1)
  }

  /// What runs the files is not known, and may open a transaction.
  @Test func plainIndexesMayBeReplacedInOneTransaction() async {
    let table = "CREATE TABLE t (a int); CREATE INDEX i ON t (a);"
    #expect(
      await found(
        IndexDroppedBeforeReplacement(), table, "DROP INDEX i; CREATE INDEX j ON t (a, a);"
      ) == [])
    #expect(
      await found(
        IndexDroppedBeforeReplacement(), table,
        "DROP INDEX i; CREATE INDEX CONCURRENTLY j ON t (a, a);"
      ).count == 1)
  }

  @Test func theOtherTableIsToldOfOnceATransaction() async {
    let tables = """
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (x int REFERENCES a, y int REFERENCES a);
      """
    let drops = """
      ALTER TABLE b DROP CONSTRAINT b_x_fkey;
      ALTER TABLE b DROP CONSTRAINT b_y_fkey;
      """
    #expect(await found(LocksReferencedTable(), tables, "BEGIN; \(drops) COMMIT;").count == 1)
    #expect(await found(LocksReferencedTable(), tables, drops).count == 2)
  }

  @Test func newForeignKeysAreAskedFor() async {
    let table = "CREATE TABLE a (id int PRIMARY KEY);"
    let key = "CREATE TABLE b (x int REFERENCES a);"
    #expect(await found(LocksReferencedTable(), table, key) == [])
    var options = RuleOptions()
    options["locks-referenced-table", "new-foreign-keys"] = .flag(true)
    #expect(await found(LocksReferencedTable(), table, key, options: options).count == 1)
    #expect(await found(LocksReferencedTable(), table + key, options: options) == [])
  }

  @Test func whatADroppedKeyPromisedStillHolds() async {
    let table = "CREATE TABLE t (a int, b int, UNIQUE (a));"
    let swap = "ALTER TABLE t DROP CONSTRAINT t_a_key, ADD UNIQUE (a, b);"
    #expect(await found(UniqueOverExistingRows(), table, swap) == [])
    #expect(
      await found(UniqueOverExistingRows(), table, "ALTER TABLE t ADD UNIQUE (b);").count == 1)
  }

  @Test func aTableThatGoesLosesNothingElse() async {
    let sql = "ALTER TABLE t DROP CONSTRAINT t_pkey; DROP TABLE t;"
    #expect(await found(DropPrimaryKey(), sql) == [])
    #expect(await found(DropPrimaryKey(), "ALTER TABLE t DROP CONSTRAINT t_pkey;").count == 1)
  }
}
