import Effects
import Testing

/// What ALTER TABLE does; measured on 14 to 18.
@Suite struct AlterTableTests {
  private static let fixture = """
    CREATE TABLE parent (id int PRIMARY KEY, code text NOT NULL UNIQUE);
    CREATE TABLE t (id int PRIMARY KEY, n int, v varchar(50), ts timestamp);
    CREATE INDEX t_v_idx ON t (v);
    CREATE TABLE child (id int PRIMARY KEY, parent_id int REFERENCES parent (id));
    CREATE TABLE pt (id int NOT NULL, k int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
    CREATE TABLE pt_1 PARTITION OF pt FOR VALUES FROM (0) TO (500);
    CREATE TABLE np (id int NOT NULL, k int);
    CREATE TABLE ip (id int NOT NULL, a int);
    CREATE TABLE ic () INHERITS (ip);

    """

  private func effects(_ sql: String, _ setup: String = "", version: Int = 15) -> Effects {
    EffectsTests.effects(after: Self.fixture + setup, of: sql, version: version)
  }

  private func locks(_ sql: String, _ setup: String = "", version: Int = 15) -> [String] {
    effects(sql, setup, version: version).lockList.map { name in
      name.hasPrefix("public.") ? String(name.dropFirst(7)) : name
    }
  }

  private func failure(_ sql: String, _ setup: String = "", version: Int = 15) -> String? {
    effects(sql, setup, version: version).failure?.sqlstate
  }

  // MARK: - Locks

  @Test func theStrongestLockOfAllCommandsCounts() {
    #expect(locks("ALTER TABLE t ALTER n SET STATISTICS 10") == ["t ShareUpdateExclusiveLock"])
    #expect(
      locks("ALTER TABLE t ALTER n SET STATISTICS 10, ALTER n SET DEFAULT 1")
        == ["t AccessExclusiveLock"])
  }

  @Test func childrenAreLockedLikeTheirTable() {
    #expect(
      locks("ALTER TABLE ip ADD COLUMN x int")
        == ["ic AccessExclusiveLock", "ip AccessExclusiveLock"])
    #expect(locks("ALTER TABLE ONLY ip ALTER a SET DEFAULT 1") == ["ip AccessExclusiveLock"])
  }

  @Test func aForeignKeyLocksBothTables() {
    let added = "ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES parent (id)"
    #expect(
      locks(added) == ["parent ShareRowExclusiveLock", "t ShareRowExclusiveLock"])
    #expect(
      locks("ALTER TABLE child DROP CONSTRAINT child_parent_id_fkey")
        == ["child AccessExclusiveLock", "parent AccessExclusiveLock"])
  }

  @Test func keysOfPartitionedTablesBlockReadersSince18() {
    let sql = "ALTER TABLE pt ADD UNIQUE (id, k)"
    #expect(locks(sql, version: 17).contains("pt_1 ShareLock"))
    #expect(locks(sql, version: 18).contains("pt_1 AccessExclusiveLock"))
  }

  @Test func storageParametersDifferInTheirLocks() {
    #expect(locks("ALTER TABLE t SET (fillfactor = 70)") == ["t ShareUpdateExclusiveLock"])
    #expect(locks("ALTER TABLE t SET (user_catalog_table = true)") == ["t AccessExclusiveLock"])
  }

  // MARK: - Rewrites

  @Test(arguments: [
    ("x int DEFAULT 1", false), ("x timestamptz DEFAULT now()", false),
    ("x float8 DEFAULT random()", true), ("x bigserial", true),
    ("x int GENERATED ALWAYS AS IDENTITY", true),
    ("x int GENERATED ALWAYS AS (n * 2) STORED", true),
  ])
  func aNewColumnRewritesIfEachRowNeedsAValue(column: String, rewrites: Bool) {
    let effects = effects("ALTER TABLE t ADD COLUMN \(column)")
    #expect(effects.names(.rewrite).contains("public.t") == rewrites)
    #expect(effects.rebuilds.isEmpty != rewrites)
  }

  @Test func aVolatileFunctionInSQLIsLookedInto() {
    let function = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    #expect(effects("ALTER TABLE t ADD COLUMN x int DEFAULT f()", function).work.isEmpty)
  }

  @Test func aTypeThatKeepsTheBytesKeepsTheIndex() {
    let wider = effects("ALTER TABLE t ALTER v TYPE varchar(100)")
    #expect(wider.work.isEmpty)
    #expect(wider.lockList.contains("public.t_v_idx AccessExclusiveLock"))
    let narrower = effects("ALTER TABLE t ALTER v TYPE varchar(20)")
    #expect(narrower.rebuilds.map(\.name).sorted() == ["public.t_pkey", "public.t_v_idx"])
  }

  @Test func theTimeZoneDecidesAboutTimestamps() {
    let sql = "ALTER TABLE t ALTER ts TYPE timestamptz"
    #expect(effects(sql).unknown.contains(.rewrites))
    #expect(effects("SET TimeZone = 'UTC'; " + sql).work.isEmpty)
    #expect(effects("SET TimeZone = 'Europe/London'; " + sql).names(.rewrite) == ["public.t"])
  }

  @Test func aReferencedKeyIsVerifiedAgain() {
    let effects = effects("ALTER TABLE parent ALTER id TYPE bigint")
    #expect(effects.names(.rewrite) == ["public.parent"])
    #expect(effects.names(.scan).contains("public.child"))
    #expect(effects.lockList.contains("public.child AccessExclusiveLock"))
  }

  // MARK: - NOT NULL

  @Test func aValidCheckSparesTheScan() {
    let check = "ALTER TABLE t ADD CONSTRAINT c CHECK (n IS NOT NULL);"
    #expect(effects("ALTER TABLE t ALTER n SET NOT NULL").names(.scan) == ["public.t"])
    #expect(effects("ALTER TABLE t ALTER n SET NOT NULL", check).work.isEmpty)
    let both = effects("ALTER TABLE t ALTER n SET NOT NULL, DROP CONSTRAINT c", check)
    #expect(both.notNullProofs.values.first == .droppedHere(constraint: "c"))
    #expect(both.names(.scan) == ["public.t"])
  }

  @Test func anAddedColumnWithoutDefaultFailsIfThereAreRows() {
    let effects = effects("ALTER TABLE t ADD COLUMN x int NOT NULL")
    #expect(effects.failure == nil)
    #expect(effects.failureWithRows?.sqlstate == "23502")
  }

  // MARK: - Partitions

  @Test func attachLocksTheParentWeakly() {
    let sql = "ALTER TABLE pt ATTACH PARTITION np FOR VALUES FROM (500) TO (900)"
    #expect(
      locks(sql) == [
        "np AccessExclusiveLock", "np_pkey AccessExclusiveLock", "pt ShareUpdateExclusiveLock",
        "pt_pkey ShareUpdateExclusiveLock",
      ])
    #expect(effects(sql).names(.scan) == ["public.np"])
    let proven = "ALTER TABLE np ADD CHECK (id >= 500 AND id < 900);"
    #expect(effects(sql, proven).names(.scan) == [])
  }

  // MARK: - Failures

  @Test(arguments: [
    ("ALTER TABLE t ADD COLUMN n int", "42701"),
    ("ALTER TABLE t DROP COLUMN nosuch", "42703"),
    ("ALTER TABLE t ADD COLUMN x int DEFAULT 0, ALTER x DROP DEFAULT", "42703"),
    ("ALTER TABLE nosuch ADD COLUMN x int", "42P01"),
    ("ALTER TABLE t DROP CONSTRAINT nosuch", "42704"),
    ("ALTER TABLE parent DROP COLUMN id", "2BP01"),
    ("ALTER TABLE pt_1 ADD COLUMN x int", "42809"),
    ("ALTER TABLE pt DROP COLUMN id", "42P16"),
    ("ALTER TABLE t ALTER id DROP NOT NULL", "42P16"),
    ("ALTER TABLE t ALTER v TYPE int", "42804"),
    ("ALTER TABLE t ADD COLUMN x int DEFAULT n", "0A000"),
    ("ALTER TABLE t ADD FOREIGN KEY (v) REFERENCES parent (id)", "42804"),
    ("ALTER INDEX t SET (fillfactor = 70)", "42809"),
    ("ALTER TABLE pt ATTACH PARTITION np FOR VALUES FROM (400) TO (900)", "42P17"),
  ])
  func whatCannotSucceedFails(sql: String, sqlstate: String) {
    #expect(failure(sql) == sqlstate)
  }

  @Test func aGeneratedColumnGoesSilentlyOnlyBefore15() {
    let column = "ALTER TABLE t ADD COLUMN g int GENERATED ALWAYS AS (n * 2) STORED;"
    #expect(failure("ALTER TABLE t DROP COLUMN n", column, version: 14) == nil)
    #expect(failure("ALTER TABLE t DROP COLUMN n", column, version: 15) == "2BP01")
  }

  @Test func whatIsNotKnownStaysSo() {
    let effects = EffectsTests.effects(
      after: "", of: "ALTER TABLE users ALTER a TYPE bigint", isEmpty: false)
    #expect(effects.failure == nil)
    #expect(effects.unknown.contains(.rewrites))
    #expect(effects.lockList == ["public.users AccessExclusiveLock"])
  }

  @Test func notNullConstraintsHaveNamesSince18() {
    let sql = "ALTER TABLE t DROP CONSTRAINT t_id_not_null"
    #expect(failure(sql, version: 17) == "42704")
    #expect(failure(sql, version: 18) == "42P16")
  }
}
