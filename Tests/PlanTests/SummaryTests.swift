import Plan
import Testing

@Suite struct SummaryTests {
  @Test func whatBlocksWhomWhileWhatHappens() {
    #expect(
      plan("CREATE INDEX ON app.users (x);").clauses
        == ["blocks writes of app.users while an index on it is built"])
    #expect(
      plan("CREATE INDEX CONCURRENTLY ON users (x);").clauses
        == ["while an index on users is built, others go on"])
  }

  @Test func locksOfEarlierStatementsCount() {
    let file = plan("BEGIN; LOCK TABLE a; CREATE INDEX ON b (x); COMMIT;")
    #expect(
      file.clauses == [
        "blocks reads and writes of a while an index on b is built",
        "blocks writes of b while an index on it is built",
      ])
  }

  @Test func aMomentIsNoReasonForDowntime() {
    let plan = plan(["1.sql": "CREATE TABLE b (x int REFERENCES a (x));"])
    #expect(plan.files[0].clauses == ["blocks writes of a for a moment"])
    #expect(plan.item(.downtime)?.state == .done)
  }

  @Test func failuresComeFirst() {
    let file = plan("CREATE INDEX ON a (x); BEGIN; CREATE INDEX CONCURRENTLY ON a (x); COMMIT;")
    #expect(
      file.clauses == [
        "fails at statement 2: CREATE INDEX CONCURRENTLY cannot run inside a transaction block "
          + "(25001)",
        "blocks writes of a while an index on it is built",
      ])
  }

  @Test func anEmptyFileDoesNothing() {
    #expect(plan("-- nothing").clauses == ["does nothing"])
    #expect(plan("BEGIN; COMMIT;").clauses == ["does nothing"])
  }
}

@Suite struct ChecklistTests {
  @Test func whatTheFilesProveIsTicked() {
    let plan = plan(["1.sql": "CREATE TABLE a (x int);\n-- Rollback\n-- DROP TABLE a;\n"])
    #expect(
      plan.checklist.map { "\($0.kind) \($0.state)" } == [
        "tested unknown", "rollback done", "backup done", "downtime done", "order done",
        "schema unknown", "analysed done", "team unknown",
      ])
  }

  @Test func whatIsLostWantsABackup() {
    let plan = plan(["1.sql": "DROP TABLE a;"])
    #expect(plan.item(.backup)?.state == .open)
    #expect(plan.item(.backup)?.notes == ["1.sql loses table a"])
    #expect(plan.item(.rollback)?.notes == ["1.sql has none"])
  }

  @Test func whatIsRolledBackIsNotLost() {
    let plan = plan(["1.sql": "BEGIN; DROP TABLE a; ROLLBACK;"])
    #expect(plan.item(.backup)?.state == .done)
  }

  @Test func irreversibleIsAnAnswer() {
    let plan = plan(["1.sql": "-- Reversible: No, the data is gone\nDROP TABLE a;"])
    #expect(plan.item(.rollback)?.state == .done)
    #expect(plan.item(.rollback)?.notes == ["1.sql cannot be undone: the data is gone"])
  }

  @Test func aNumberTwiceIsNoOrder() {
    let sql = "SELECT 1;"
    #expect(plan(["m/1_a.sql": sql, "m/2_b.sql": sql]).item(.order)?.state == .done)
    #expect(plan(["m/1_a.sql": sql, "m/1_b.sql": sql]).item(.order)?.state == .open)
    #expect(plan(["m/1_a.sql": sql, "n/1_b.sql": sql]).item(.order)?.state == .done)
  }

  @Test func theSchemaFileIsCompared() {
    let sql = "CREATE TABLE a (x int, y int); CREATE TEMP TABLE t (x int);"
    #expect(
      plan(["1.sql": sql], schema: "CREATE TABLE a (x int, y int);").item(.schema)?.state == .done)
    let stale = plan(["1.sql": sql], schema: "CREATE TABLE a (x int);").item(.schema)
    #expect(stale?.state == .open)
    #expect(stale?.notes == ["column a.y is missing"])
    #expect(
      plan(["1.sql": sql], schema: "").item(.schema)?.notes == ["table a is missing"])
    #expect(plan(["1.sql": "SELECT 1;"], schema: "").item(.schema)?.state == .unknown)
  }
}

extension MigrationPlan {
  fileprivate func item(_ kind: ChecklistItem.Kind) -> ChecklistItem? {
    checklist.first { $0.kind == kind }
  }
}
