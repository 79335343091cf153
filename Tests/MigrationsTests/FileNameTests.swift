import Diagnostics
import Migrations
import Testing

@Suite("What the name of a file tells")
struct FileNameTests {
  @Test(
    "The way back of another file",
    arguments: [
      "004_x.down.sql", "m/down.sql", "004_x_down.sql", "004_x.rollback.sql", "004_x_rollback.sql",
      "004_rollback.sql", "rollback.sql", "004_x.undo.sql", "U1.2__x.sql", "db/U7__undo_it.sql",
      "004_X.DOWN.SQL",
      "sqitch/revert/x.sql", "sqitch/revert/a/b.sql",
    ])
  func rollbacks(path: String) {
    let migration = read("DROP TABLE a;", path: path)
    #expect(migration.purpose == .rollback)
    #expect(migration.rollback == .isRollback)
    #expect(migration.kinds == [.down])
  }

  @Test(
    "Other purposes",
    arguments: [
      ("004_x.sql", Purpose.migration), ("004_x.up.sql", .migration), ("V1__x.sql", .migration),
      ("V3__allow_rollback.sql", .migration), ("004_shutdown.sql", .migration),
      ("Undo_x.sql", .migration),
      ("U__x.sql", .migration), ("Users__x.sql", .migration), ("deploy/x.sql", .migration),
      ("revert/deploy/x.sql", .migration), ("R__views.sql", .repeatable), ("B5__base.sql", .schema),
      ("db/schema.sql", .schema), ("db/structure.sql", .schema), ("001_schema.sql", .migration),
      ("sqitch/verify/x.sql", .verification),
    ])
  func purposes(path: String, purpose: Purpose) {
    #expect(read("SELECT 1;", path: path).purpose == purpose)
  }

  @Test func aNameThatEndsInDownGoesForwardWithoutItsCounterpart() {
    let beside: Set = ["005_mark_as_down.sql", "006_x.sql"]
    #expect(read("", path: "005_mark_as_down.sql", neighbours: beside).purpose == .migration)
    #expect(read("", path: "006_x_down.sql", neighbours: beside).purpose == .rollback)
  }

  @Test(
    "Companions",
    arguments: [
      ("m/004_x.up.sql", "004_x.down.sql", "m/004_x.down.sql"),
      ("m/2024_x/up.sql", "down.sql", "m/2024_x/down.sql"),
      ("004_x_up.sql", "004_x_down.sql", "004_x_down.sql"),
      ("m/004_x.sql", "004_x.down.sql", "m/004_x.down.sql"),
      ("m/004_x.sql", "004_x_down.sql", "m/004_x_down.sql"),
      ("m/004_x.sql", "004_x.rollback.sql", "m/004_x.rollback.sql"),
      ("m/004_x.sql", "004_x_rollback.sql", "m/004_x_rollback.sql"),
      ("m/004_x.sql", "004_rollback.sql", "m/004_rollback.sql"),
      ("/abs/004_x.sql", "004_rollback.sql", "/abs/004_rollback.sql"),
      ("db/V1.2__x.sql", "U1.2__x.sql", "db/U1.2__x.sql"),
      ("a/deploy/x.sql", "../revert/x.sql", "a/revert/x.sql"),
      ("deploy/x.sql", "../revert/x.sql", "revert/x.sql"),
      ("a/deploy/b/x.sql", "../../revert/b/x.sql", "a/revert/b/x.sql"),
      ("prisma/2024_x/migration.sql", "down.sql", "prisma/2024_x/down.sql"),
    ])
  func companions(path: String, neighbour: String, expected: String) {
    let migration = read("CREATE TABLE a ();", path: path, neighbours: ["z.sql", neighbour])
    #expect(migration.rollback == .companion(path: expected))
    #expect(companionNames(ofMigrationAt: path).contains(neighbour))
  }

  @Test func pairsAreMadeByTheirNumbers() {
    let pair: Set = ["004_x.up.sql", "004_y.down.sql"]
    func rollback(_ neighbours: Set<String>) -> RollbackEvidence {
      read("CREATE TABLE a ();", path: "m/004_x.up.sql", neighbours: neighbours).rollback
    }
    #expect(rollback(pair) == .companion(path: "m/004_y.down.sql"))
    #expect(rollback(pair.union(["004_x.down.sql"])) == .companion(path: "m/004_x.down.sql"))
    // Which of them it is, nobody knows.
    #expect(rollback(pair.union(["004_z.down.sql"])) == .none)
  }

  @Test(
    "Files that are another migration's",
    arguments: [
      ("004_x.up.sql", "005_y.down.sql"), ("004_x.sql", "004_y.down.sql"),
      ("004_x.sql", "005_rollback.sql"),
      ("V1__x.sql", "U2__x.sql"),
      ("x.sql", "_rollback.sql"), ("004_x.up.sql", "004_rollback.sql"),
    ])
  func notCompanions(path: String, neighbour: String) {
    #expect(read("SELECT 1;", path: path, neighbours: [neighbour]).rollback == .none)
  }

  @Test func aRollbackWithStatementsComesBeforeACompanionAndThatBeforeAnEmptyOne() {
    let beside: Set = ["004_x.down.sql"]
    let full = read(
      "SELECT 1;\n-- Rollback\n-- SELECT 2;", path: "004_x.sql", neighbours: beside)
    #expect(full.rollbackHeading == "-- Rollback")
    let empty = read("SELECT 1;\n-- Rollback\n", path: "004_x.sql", neighbours: beside)
    #expect(empty.rollback == .companion(path: "004_x.down.sql"))
  }

  @Test(arguments: [
    "--\n-- PostgreSQL database dump\n--\n\nSELECT 1;", "-- PostgreSQL database cluster dump\n",
  ])
  func dumps(text: String) {
    #expect(read(text, path: "db/init.sql").purpose == .schema)
    #expect(read(text, path: "1_init.up.sql").purpose == .migration)
    #expect(read("SELECT 1;\n" + text, path: "db/init.sql").purpose == .migration)
  }
}
