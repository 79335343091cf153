import Migrations
import Plan
import Testing

@Suite struct LockTests {
  @Test func aLockLastsUntilTheTransactionEnds() {
    let file = plan("BEGIN; CREATE INDEX ON a (x); SELECT; COMMIT; SELECT;")
    #expect(file.locks == ["public.a: ShareLock 1-2"])
    #expect(file.transactions.map(\.statements) == [0..<2, 2..<3])
    #expect(file.transactions.map(\.opening) == [.block, .statement])
  }

  @Test func withoutATransactionItLastsAsLongAsItsStatement() {
    let sql = "CREATE INDEX ON a (x); CREATE INDEX ON b (x);"
    #expect(plan(sql).locks == ["public.a: ShareLock 1-1", "public.b: ShareLock 2-2"])
    #expect(
      plan(sql, transport: .transactionPerFile).locks
        == ["public.a: ShareLock 1-2", "public.b: ShareLock 2-2"])
  }

  @Test func aStrongerLockTakesTheLane() {
    let file = plan("BEGIN; CREATE INDEX ON a (x); DROP TABLE a; COMMIT;")
    #expect(file.locks == ["public.a: ShareLock 1-1", "public.a: AccessExclusiveLock 2-2"])
  }

  @Test func aSavepointReleasesWhatWasTakenAfterIt() {
    let file = plan(
      """
      BEGIN;
      CREATE INDEX ON a (x);
      SAVEPOINT s;
      CREATE INDEX ON b (x);
      ROLLBACK TO s;
      SELECT;
      COMMIT;
      """)
    #expect(file.locks == ["public.a: ShareLock 1-5", "public.b: ShareLock 3-3"])
    #expect(file.statements.map(\.isRolledBack) == [false, false, true, false, false])
  }

  @Test func aReleasedSavepointReleasesNothing() {
    let file = plan(
      "BEGIN; SAVEPOINT s; CREATE INDEX ON a (x); RELEASE s; ROLLBACK TO s; SELECT; COMMIT;")
    #expect(file.locks == ["public.a: ShareLock 2-5"])
  }

  @Test func whatIsRolledBackStillLocks() {
    let file = plan("BEGIN; CREATE INDEX ON a (x); SELECT; ROLLBACK;")
    #expect(file.locks == ["public.a: ShareLock 1-2"])
    #expect(file.transactions.map(\.end) == [.rollback])
  }

  @Test func anErrorEndsTheTransaction() {
    let file = plan(
      """
      BEGIN;
      CREATE INDEX ON a (x);
      CREATE INDEX CONCURRENTLY ON b (x);
      CREATE INDEX ON c (x);
      COMMIT;
      CREATE INDEX ON d (x);
      """)
    #expect(file.fails)
    #expect(file.transactions.map(\.end) == [.failure, .commit])
    #expect(file.statements.map(\.isReached) == [true, true, false, true])
    // Its locks are released at once, and what comes behind it takes none.
    #expect(file.locks == ["public.a: ShareLock 1-2", "public.d: ShareLock 4-4"])
  }

  @Test func aSavepointOutlivesAnError() {
    let file = plan(
      """
      BEGIN;
      CREATE INDEX ON a (x);
      SAVEPOINT s;
      CREATE INDEX CONCURRENTLY ON b (x);
      SELECT;
      ROLLBACK TO s;
      SELECT;
      COMMIT;
      """)
    #expect(file.statements.map(\.isReached) == [true, true, true, false, true, true])
    #expect(file.locks == ["public.a: ShareLock 1-6"])
    #expect(file.transactions.map(\.end) == [.commit])
  }

  @Test func nobodyWaitsForWhatIsNew() {
    let file = plan("CREATE TABLE a (x int); CREATE INDEX ON a (x); CREATE TEMP TABLE b (x int);")
    #expect(file.locks == [])
    #expect(file.blockings.isEmpty)
    #expect(file.clauses == ["blocks nobody"])
  }

  @Test func oneTransactionForAllFilesKeepsTheLocks() {
    let files = plan(
      [
        "1.sql": "CREATE INDEX ON a (x); CREATE TABLE n (x int);",
        "2.sql": "CREATE INDEX ON b (x); CREATE INDEX ON n (x);",
      ], transport: .transactionForAll
    ).files
    #expect(files[0].transactions.map(\.end) == [.open])
    #expect(files[1].transactions.map(\.isContinued) == [true])
    #expect(files[1].locks == ["public.a: ShareLock 1-2", "public.b: ShareLock 1-2"])
    #expect(
      files[1].clauses == ["blocks writes of a and b while an index on b is built"])
  }

  @Test func timeoutsAreThoseInForce() {
    let file = plan(
      """
      SET lock_timeout = '2s';
      BEGIN;
      SET LOCAL lock_timeout = 500;
      SELECT 1;
      COMMIT;
      SELECT 1;
      RESET lock_timeout;
      SELECT 1;
      """)
    #expect(file.statements.map(\.lockTimeout) == ["2s", "500", "500", "2s", nil, nil])
  }

  @Test func statementsAreOneLineWithoutComments() {
    let file = plan("CREATE INDEX -- why\n  ON a\t(x) /* so */ ;\n\nSELECT 'a\nb'")
    #expect(file.statements.map(\.text) == ["CREATE INDEX ON a (x)", "SELECT 'a b'"])
    #expect(file.statements.map(\.line) == [1, 4])
  }
}
