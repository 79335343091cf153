import Diagnostics
import Lint
import SQLLexer
import Testing

/// Findings that nobody could follow, or had to act on.
extension RealFindingTests {
  fileprivate func finding(
    _ rule: String, _ files: [(path: String, sql: String)]
  ) async throws -> Finding {
    try #require(await findings(files).first { $0.rule == rule })
  }

  @Test func theNameIsFreeOnlyBehindTheDrop() async throws {
    let found = try await finding(
      "constraint-not-valid",
      [
        (
          "001_t.sql",
          "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_o, ADD CONSTRAINT t_o FOREIGN KEY (o) REFERENCES o (id);"
        )
      ])
    #expect(
      try #require(found.help).hasPrefix(
        "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_o, ADD CONSTRAINT t_o FOREIGN KEY (o) "
          + "REFERENCES o (id) NOT VALID;\n"))
  }

  @Test func noMigrationComesBehindARollback() async throws {
    let up =
      "-- +goose Up\nALTER TABLE t DROP CONSTRAINT t_o;\nDROP INDEX t_a;\nALTER TABLE t DROP b;\n"
    let down = """
      -- +goose Down
      ALTER TABLE t ADD b int;
      UPDATE t SET b = a;
      ALTER TABLE t ADD CONSTRAINT t_o FOREIGN KEY (o) REFERENCES o (id);
      CREATE INDEX t_a ON t (a);
      """
    let found = await findings([("001_t.sql", up + down)])
    func help(_ rule: String) throws -> String {
      try #require(found.first { $0.rule == rule && $0.section == .down }?.help)
    }
    #expect(
      try help("constraint-not-valid").hasSuffix("behind the rollback, in a transaction of its own")
    )
    #expect(
      try help("index-not-concurrent").hasPrefix(
        "in the rollback of a migration of its own, for which the runner opens no transaction "
          + "(-- +goose NO TRANSACTION):\n"))
    #expect(
      try help("backfill-with-ddl").hasPrefix(
        "write the rows in the rollback of a migration of their own"))
  }

  @Test(arguments: [
    ("-- migrate:up\n", "-- migrate:down\n", "-- migrate:down transaction:false"),
    ("-- +migrate Up\n", "-- +migrate Down\n", "-- +migrate Down notransaction"),
    ("-- +goose Up\n", "-- +goose Down\n", "-- +goose NO TRANSACTION"),
  ])
  func theWordsOfTheRunnerAreSaid(_ up: String, _ down: String, _ words: String) async throws {
    let sql = "\(up)DROP INDEX t_a;\n\(down)CREATE INDEX t_a ON t (a);\n"
    let found = try await finding("index-not-concurrent", [("001_t.sql", sql)])
    #expect(try #require(found.help).contains("opens no transaction (\(words)):\nCREATE INDEX"))
  }

  @Test(arguments: ["CREATE TABLE t (a int, b int);", "ALTER TABLE n RENAME TO t;", ""])
  func aTableThatIsMadeAgainIsStillNamed(_ later: String) async throws {
    let drop = try await finding("drop-table", [("001_t.sql", "DROP TABLE t;\n" + later)])
    let help = try #require(drop.help)
    #expect(drop.message.hasSuffix("; another table takes its name") != later.isEmpty)
    #expect(help.contains("no longer names it") == later.isEmpty)
    #expect(help.contains("copy them into the new one") != later.isEmpty)
  }

  @Test func aViewWouldCollideWithWhatIsMadeAgain() async throws {
    let sql = "ALTER TABLE :s.t RENAME TO u;\nCREATE TABLE :s.t (a int);\n"
    let rename = try await finding("renaming-table", [("001_t.sql", sql)])
    #expect(rename.severity == .info)
    #expect(try #require(rename.help).hasPrefix("put both into one transaction"))
    let asOne = await findings([("001_t.sql", "BEGIN;\n\(sql)COMMIT;\n")])
    #expect(!asOne.contains { $0.rule == "renaming-table" })
  }

  @Test func whatIsMissedForWantOfItsSchemaIsToldOnce() async throws {
    let make = (path: "001_a.sql", sql: "CREATE SCHEMA a;\nCREATE TABLE a.t (x int, y int);\n")
    let up = "-- migrate:up\nCREATE INDEX t_x ON a.t (x);\nCREATE INDEX t_y ON a.t (y);\n"
    let down = "-- migrate:down\nDROP INDEX IF EXISTS t_x;\nDROP INDEX IF EXISTS t_y;\n"
    let found = await findings([make, ("002_b.sql", up + down)])
      .filter { $0.rule == "rollback-incomplete" }
    #expect(found.count == 1)
    let one = try #require(found.first)
    #expect(one.section == .down)
    #expect(one.message.contains("a.t_x and index a.t_y behind: no DROP finds them without"))
    #expect(
      try #require(one.help).hasSuffix(
        ":\nDROP INDEX IF EXISTS a.t_y;\nDROP INDEX IF EXISTS a.t_x;"))
    let half = await findings([make, ("002_b.sql", up + down.replacing("t_x", with: "a.t_x"))])
    #expect(half.filter { $0.rule == "rollback-incomplete" }.count == 1)
    let none = await findings([make, ("002_b.sql", up + down.replacing("S t", with: "S a.t"))])
    #expect(!none.contains { $0.rule == "rollback-incomplete" })
  }

  @Test(arguments: [
    ("ALTER TABLE t DROP COLUMN a;", "DROP INDEX t_a;", true),
    ("ALTER TABLE t DROP COLUMN a;", "DROP INDEX IF EXISTS t_a;", false),
    ("ALTER TABLE t DROP COLUMN a;\nSELECT patch();", "DROP INDEX t_a;", false),
    ("DROP TABLE u;", "DROP TRIGGER u_t ON u;", true),
    ("DROP INDEX t_a;\nCREATE INDEX t_a ON t (b);", "DROP INDEX t_a;", false),
  ])
  func whatTheWayBackHasTakenAwayIsGone(
    _ first: String, _ drop: String, _ fails: Bool
  ) async throws {
    let up = """
      -- migrate:up
      ALTER TABLE t ADD COLUMN a int;
      CREATE INDEX t_a ON t (a);
      CREATE TABLE u (a int);
      CREATE TRIGGER u_t BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION f();

      """
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (b int);\nSELECT patch();"),
      ("002_t.sql", up + "-- migrate:down\n\(first)\n\(drop)\n"),
    ]).filter { $0.rule == "rollback-fails" }
    #expect(found.map(\.severity) == (fails ? [.error] : []))
    #expect(found.allSatisfy { $0.message.hasPrefix("run behind its migration") })
  }

  @Test func whatIsMissedIsToldAtTheFirstDrop() async throws {
    let make = (path: "001_a.sql", sql: "CREATE SCHEMA a;\nCREATE TABLE a.u (x int, y int);\n")
    let up = """
      -- migrate:up
      CREATE TABLE a.s (x int PRIMARY KEY);
      CREATE TABLE a.t (x int REFERENCES a.s (x));
      CREATE INDEX u_x ON a.u (x);

      """
    let down = """
      -- migrate:down
      DROP INDEX IF EXISTS u_x;
      DROP TABLE IF EXISTS t;
      DROP TABLE IF EXISTS s;
      """
    let one = try await finding("rollback-incomplete", [make, ("002_b.sql", up + down)])
    let start = Int(one.range.start)
    #expect(String((up + down).utf8.dropFirst(start).prefix(18)) == "DROP INDEX IF EXIS")
    #expect(one.related.count == 2)
    #expect(
      try #require(one.help).hasSuffix(
        ":\nDROP INDEX IF EXISTS a.u_x;\nDROP TABLE IF EXISTS a.t;\nDROP TABLE IF EXISTS a.s;"))
  }

  @Test(arguments: [
    ("SEQUENCE s", false), ("SEQUENCE IF NOT EXISTS s", true), ("SCHEMA IF NOT EXISTS s", true),
    ("EXTENSION IF NOT EXISTS pg_trgm", true), ("TABLE IF NOT EXISTS s (a int)", false),
  ])
  func whatTheMigrationFindsAgainHarmsNothing(_ thing: String, _ isHarmless: Bool) async throws {
    let up = "-- migrate:up\nCREATE \(thing);\nCREATE TABLE t (a int);\n"
    let found = try await finding(
      "rollback-incomplete", [("001_t.sql", up + "-- migrate:down\nDROP TABLE t;\n")])
    #expect((found.severity == .info) == isHarmless)
    #expect(found.message.hasSuffix("when it runs again") == isHarmless)
  }

  @Test(arguments: ["", "-- nothing\n", "CREATE TABLE t (a int);\n"])
  func nothingNeedsNoWayBack(_ up: String) async {
    let found = await findings([("001_t.sql", "-- +goose Up\n\(up)-- +goose Down\n")])
    #expect(found.contains { $0.rule == "empty-rollback" } == up.hasPrefix("CREATE"))
  }

  @Test(arguments: [
    ("BEGIN;\nDROP INDEX t_a;\nALTER TABLE t ADD d int;\nCOMMIT;", false),
    ("BEGIN;\nALTER TABLE t ADD d int;\nDROP INDEX t_a;\nCOMMIT;", false),
    ("BEGIN;\nDROP INDEX t_a;\nCOMMIT;\nALTER TABLE t ADD d int;", true),
    ("DROP INDEX t_a;\nALTER TABLE t ADD d int;", false),
    ("DROP INDEX IF EXISTS x_t_d;\nALTER TABLE t ADD d int;", false),
    ("DROP INDEX IF EXISTS x_u_d;\nALTER TABLE t ADD d int;", true),
    ("DROP INDEX IF EXISTS x_d;\nDROP INDEX IF EXISTS public.x_d;", true),
    ("DROP INDEX IF EXISTS x_d;\nDROP INDEX IF EXISTS s.x_d;", true),
    ("DROP INDEX t_a;\nALTER TABLE t ADD d serial;", false),
    ("BEGIN;\nDROP INDEX t_a;\nALTER TABLE t VALIDATE CONSTRAINT t_c;\nCOMMIT;", true),
    ("BEGIN;\nDROP INDEX t_a;\nDROP INDEX t_b;\nCOMMIT;", true),
    ("DROP INDEX IF EXISTS t_c;\nCREATE INDEX t_c ON t (c);", false),
    ("DROP INDEX IF EXISTS t_a;\nCREATE INDEX t_a ON t (c);", true),
    ("DROP INDEX IF EXISTS u_c;\nCREATE INDEX u_c ON u (c);", true),
    (
      "CREATE TABLE IF NOT EXISTS s.v (c int);\nDROP INDEX IF EXISTS v_c;\nCREATE INDEX v_c ON s.v (c);",
      false
    ),
    (
      "CREATE TABLE IF NOT EXISTS u (c int);\nDROP INDEX IF EXISTS u_c;\nCREATE INDEX u_c ON u (c);",
      false
    ),
  ])
  func othersWaitWithoutTheDropOfTheIndexToo(_ sql: String, _ isTold: Bool) async {
    let make = """
      CREATE TABLE t (a int, b int, c int);
      CREATE INDEX t_a ON t (a);
      CREATE INDEX t_b ON t (b);
      ALTER TABLE t ADD CONSTRAINT t_c CHECK (c > 0) NOT VALID;
      """
    let found = await findings([("001_t.sql", make), ("002_t.sql", sql)])
      .filter { $0.rule == "drop-index-not-concurrent" }
    #expect(found.isEmpty != isTold)
    // The other schema is the one that has it.
    #expect(!sql.contains("s.x_d") || found.count == 1)
  }

  @Test(arguments: [
    ("CREATE VIEW w AS SELECT a FROM t;", false), ("CREATE VIEW x AS SELECT a FROM t;", true),
    ("CREATE TABLE w (a int);", false),
  ])
  func whatCascadeTakesAndTheFileMakesAgainIsMeant(_ later: String, _ isTold: Bool) async {
    let make = "CREATE TABLE t (a int);\nCREATE VIEW v AS TABLE t;\nCREATE VIEW w AS TABLE v;\n"
    let found = await findings([
      ("001_t.sql", make), ("002_t.sql", "DROP VIEW v CASCADE;\n" + later),
    ])
    #expect(found.contains { $0.rule == "cascade-reaches" } == isTold)
  }

  @Test(arguments: [
    ("ALTER TABLE t ALTER a DROP NOT NULL;", false), ("ALTER TABLE t ALTER b DROP NOT NULL;", true),
    ("ALTER TABLE t ALTER a SET DEFAULT 0;", false),
  ])
  func aColumnMayDoWithoutItsSequence(_ first: String, _ isTold: Bool) async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a serial, b serial);"),
      ("002_t.sql", first + "\nDROP SEQUENCE t_a_seq CASCADE;"),
    ])
    #expect(found.contains { $0.rule == "cascade-reaches" } == isTold)
  }

  @Test(arguments: [
    (
      "CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);",
      "DROP TABLE IF EXISTS t;"
    ),
    (
      "CREATE SCHEMA s;\nCREATE TABLE s.t (a int);\nCREATE VIEW s.v AS TABLE s.t;",
      "DROP VIEW IF EXISTS s.v;\nDROP TABLE IF EXISTS s.t;\nDROP SCHEMA IF EXISTS s;"
    ),
    ("CREATE TABLE t (a int);\nINSERT INTO t SELECT b FROM old;", "DROP TABLE IF EXISTS t;"),
    ("ALTER TABLE old ENABLE ROW LEVEL SECURITY;", "ALTER TABLE old DISABLE ROW LEVEL SECURITY;"),
    (
      "GRANT SELECT, UPDATE (b) ON old TO a, PUBLIC;\nALTER TABLE old ENABLE ROW LEVEL SECURITY;",
      "REVOKE SELECT, UPDATE (b) ON old FROM a, PUBLIC;\nALTER TABLE old DISABLE ROW LEVEL SECURITY;"
    ),
    (
      "GRANT ALL ON ALL TABLES IN SCHEMA public TO a;\nALTER TABLE old ENABLE ROW LEVEL SECURITY;",
      "REVOKE ALL ON old FROM a;"
    ),
    (
      "ALTER TABLE old ALTER b SET NOT NULL, ALTER b SET DEFAULT 1;",
      "ALTER TABLE old ALTER COLUMN b DROP NOT NULL;\nALTER TABLE old ALTER COLUMN b DROP DEFAULT;"
    ),
  ])
  func theRollbackCanDoAsTheHelpSays(_ up: String, _ statements: String) async throws {
    let made = (path: "001_old.sql", sql: "CREATE TABLE old (b int, c int);")
    let sql =
      "-- migrate:up\nALTER TABLE old DROP c;\n\(up)\n-- migrate:down\nALTER TABLE old ADD c int;\n"
    let found = await findings([made, ("002_t.sql", sql)]).filter {
      $0.rule == "rollback-incomplete"
    }
    let help = found.compactMap(\.help).joined(separator: "\n")
    for statement in statements.split(separator: "\n") { #expect(help.contains(statement)) }
    #expect(help.contains("put the rows of t back first") == up.contains("INSERT"))
  }

  @Test func theRowsOfAPartitionComeByWayOfItsTable() async throws {
    let up = """
      CREATE TEMPORARY TABLE kept AS SELECT * FROM p_default;
      DELETE FROM p_default;
      CREATE TABLE p_1 PARTITION OF p FOR VALUES IN (1);
      INSERT INTO p SELECT * FROM kept;

      """
    let found = try await finding(
      "rollback-incomplete",
      [
        (
          "001_p.sql",
          "CREATE TABLE p (a int) PARTITION BY LIST (a);\nCREATE TABLE p_default PARTITION OF p DEFAULT;"
        ), ("002_p.sql", "-- migrate:up\n\(up)-- migrate:down\nSELECT 1;\n"),
      ])
    #expect(try #require(found.help).hasPrefix("put the rows of p_1 back first"))
  }

  @Test func whatIsMadeLastGoesFirst() async throws {
    let up = """
      CREATE TABLE a (x int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER t BEFORE INSERT ON old FOR EACH ROW EXECUTE FUNCTION f();

      """
    let found = try await finding(
      "rollback-incomplete",
      [
        ("001_old.sql", "CREATE TABLE old (b int);"),
        ("002_a.sql", "-- migrate:up\n\(up)-- migrate:down\nSELECT 1;\n"),
      ])
    #expect(
      try #require(found.help).hasSuffix(
        "DROP TRIGGER IF EXISTS t ON old;\nDROP FUNCTION IF EXISTS f();\nDROP TABLE IF EXISTS a;"))
  }

  @Test func whatADefinitionLacksIsNamed() async throws {
    let key =
      "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a_long_name) REFERENCES other_table (a_long_name)"
    let up = "-- migrate:up\nALTER TABLE t DROP CONSTRAINT k;\n-- migrate:down\n\(key);\n"
    let found = try await finding(
      "rollback-incomplete",
      [
        (
          "001_t.sql",
          "CREATE TABLE other_table (a_long_name int PRIMARY KEY);\nCREATE TABLE t (a_long_name int);\n\(key) ON DELETE CASCADE;"
        ),
        ("002_t.sql", up),
      ])
    #expect(found.message.hasSuffix("another definition (without ON DELETE CASCADE)"))
  }

  @Test(arguments: ["ALTER TABLE t DROP CONSTRAINT t_o;", "ALTER TABLE t DROP COLUMN o;"])
  func whatDropsItIsLeftOutWithIt(_ drop: String) async throws {
    let add = "ALTER TABLE t ADD CONSTRAINT t_o FOREIGN KEY (o) REFERENCES o (id);\n"
    let found = try await finding("constraint-not-valid", [("001_t.sql", add + drop)])
    let help = try #require(found.help)
    #expect(help.contains("and with it the DROP CONSTRAINT") == drop.contains("CONSTRAINT"))
  }

  @Test func noReleaseNamesWhatTheFileHasRenamed() async throws {
    let files = { (between: String) in
      [
        (path: "001_t.sql", sql: "CREATE TABLE t (a int);"),
        (
          path: "002_t.sql",
          sql:
            "ALTER TABLE t RENAME TO old;\nCREATE TABLE t (a int, b int);\n\(between)DROP TABLE old;"
        ),
      ]
    }
    let lost = try await finding("drop-table", files(""))
    #expect(lost.severity == .error)
    #expect(try #require(lost.help).hasPrefix("keep it under its new name"))
    let kept = try await finding("drop-table", files("INSERT INTO t SELECT a, 0 FROM old;\n"))
    #expect(kept.severity == .info)
  }

  @Test(arguments: [
    ("", true), ("INSERT INTO u VALUES (1);\n", false), ("DROP TABLE IF EXISTS v;\n", true),
  ])
  func theHistoryHasNeverMadeIt(_ first: String, _ isNothing: Bool) async throws {
    let make = (path: "001_t.sql", sql: "CREATE TABLE t (a int);")
    let again = "DROP TABLE IF EXISTS x;\nCREATE TABLE x (a int);\n"
    let found = await findings([make, ("002_x.sql", first + again)])
    let drop = try #require(found.first { $0.message.hasPrefix("DROP TABLE deletes x") })
    #expect((drop.severity == .info) == isNothing)
    let alone = await findings([("001_x.sql", make.sql + "\n" + again)])
    #expect(
      alone.contains { $0.message.hasPrefix("DROP TABLE deletes x") && $0.severity == .error })
  }

  @Test(arguments: ["", " NOT VALID"])
  func aConstraintMayComeBackUnvalidated(_ ending: String) async throws {
    let check = "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)"
    let up = "-- migrate:up\nALTER TABLE t DROP CONSTRAINT k;\n-- migrate:down\n\(check)"
    let old = ending.isEmpty ? " NOT VALID" : ""
    let found = try await finding(
      "rollback-incomplete",
      [
        ("001_t.sql", "CREATE TABLE t (a int);\n\(check)\(old);"), ("002_t.sql", "\(up)\(ending);"),
      ])
    #expect(found.severity == .info)
  }

  @Test func theColumnsOfAnUnknownKeyAreNotKnown() async {
    let key = "ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a) REFERENCES other"
    let up = "-- migrate:up\nALTER TABLE t DROP CONSTRAINT k;\n-- migrate:down\n\(key) (id);\n"
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int);\n\(key);"), ("002_t.sql", up),
    ])
    #expect(!found.contains { $0.rule == "rollback-incomplete" })
  }

  @Test(arguments: [
    ("0040.schema.holds.sql", "0040", true), ("3.6.4-3.6.5-upgrade-db.sql", "3.6.5", true),
    ("0040_holds.sql", "0040", true), ("0040_holds.sql", "004", false),
    ("0040_holds.sql", "holds", false),
  ])
  func whatNotesItsVersionIsNotRunTwice(_ path: String, _ version: String, _ isNoted: Bool) async {
    let sql = """
      BEGIN;
      INSERT INTO log (version) VALUES ('\(version)');
      INSERT INTO settings (name) VALUES ('a');
      CREATE TYPE mood AS ENUM ('good');
      COMMIT;
      ALTER TABLE u ADD COLUMN IF NOT EXISTS b int;
      """
    let found = await findings([(path, sql)]).filter { $0.rule == "not-rerunnable" }
    #expect(found.isEmpty == isNoted)
  }

  @Test func aColumnThatALaterStatementMakesAgainIsStillNamed() async throws {
    let sql = "ALTER TABLE t DROP COLUMN a;\nALTER TABLE t ADD COLUMN b int, ADD COLUMN a int;\n"
    let drop = try await finding("drop-column", [("001_t.sql", sql)])
    #expect(drop.message.hasSuffix("ADD COLUMN makes it again, without its values"))
    #expect(!(try #require(drop.help).contains("no longer names it")))
  }

  @Test(arguments: [("BEGIN;\n", "COMMIT;\n", false), ("", "", true)])
  func whatALaterStatementRefusesWithRowsLosesNone(
    _ begin: String, _ commit: String, _ isFound: Bool
  ) async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int, b int);"),
      (
        "002_t.sql",
        begin + "ALTER TABLE t DROP COLUMN a;\nALTER TABLE t ADD COLUMN c int NOT NULL;\n" + commit
      ),
    ])
    #expect(found.contains { $0.rule == "drop-column" } == isFound)
    #expect(found.contains { $0.rule == "adding-required-column" })
  }

  @Test func anIndexIsInTheSchemaOfItsTable() async throws {
    let found = try await finding(
      "index-not-concurrent",
      [
        (
          "001_t.sql",
          "CREATE TABLE raw.t (a int) PARTITION BY RANGE (a);\n"
            + "CREATE TABLE raw.p PARTITION OF raw.t DEFAULT;\n"
        ), ("002_t.sql", "CREATE INDEX t_a ON raw.t (a);"),
      ])
    #expect(
      try #require(found.help).contains("ALTER INDEX raw.t_a ATTACH PARTITION raw.p_idx;"))
  }

  @Test func theFunctionThatIsInTheWayHasItsSchema() async throws {
    let found = try await finding(
      "ambiguous-function",
      [
        (
          "001_f.sql",
          "CREATE SCHEMA shop;\nCREATE FUNCTION shop.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
        ),
        (
          "002_f.sql",
          "CREATE FUNCTION shop.f(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';"
        ),
      ])
    #expect(try #require(found.help).hasSuffix("DROP FUNCTION shop.f(a integer);"))
  }

  @Test func aViewUnderTheOldNameHasTheOldColumns() async throws {
    let found = try await finding(
      "renaming-table",
      [
        ("001_t.sql", "CREATE TABLE t (a int);"),
        (
          "002_t.sql", "BEGIN;\nALTER TABLE t RENAME a TO b;\nALTER TABLE t RENAME TO u;\nCOMMIT;\n"
        ),
      ])
    #expect(try #require(found.help).hasSuffix("which gives the columns their old names"))
    #expect(found.fixes.isEmpty)
  }

  @Test func whatMayBeOneTransactionRunsNothingConcurrently() async throws {
    let files = [
      ("1_t.up.sql", "CREATE TABLE t (a int);"),
      ("2_t.up.sql", "ALTER TABLE t ADD b int;\nCREATE INDEX t_a ON t (a);\n"),
    ]
    let found = try await finding("index-not-concurrent", files)
    #expect(found.fixes.isEmpty)
  }

  @Test func aDropWithoutItsSchemaMayHaveFoundTheIndex() async throws {
    let found = try await finding(
      "if-not-exists-hides-difference",
      [
        (
          "001_t.sql", "CREATE TABLE s.t (a int, b int);\nCREATE INDEX t_a ON s.t (a);\n"
        ),
        (
          "002_t.sql",
          "DROP INDEX IF EXISTS t_a;\nCREATE INDEX IF NOT EXISTS t_a ON s.t (a, b);\n"
        ),
      ])
    #expect(found.severity == .info)
  }

  @Test(arguments: [("int", false), ("mood", true)])
  func aTypeOfWhichNothingWasMadeIsNoLoss(_ argument: String, _ isFound: Bool) async {
    let function = "CREATE FUNCTION f(p \(argument)) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    let found = await findings([
      ("001_a.sql", "CREATE TYPE mood AS ENUM ('a');\n"), ("002_b.sql", function),
      (
        "003_c.sql",
        "DROP FUNCTION f(p \(argument));\nDROP TYPE mood;\n"
          + "CREATE FUNCTION f(p int) RETURNS int LANGUAGE sql AS 'SELECT 2';\n"
      ),
    ])
    #expect(found.contains { $0.message.contains("removes mood") } == isFound)
  }

  @Test func whatADoBlockDropsIsLockedAnyway() async {
    let drop = "DO $$ BEGIN IF true THEN EXECUTE 'DROP INDEX t_a_idx'; END IF; END $$;\n"
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int);\nCREATE INDEX t_a_idx ON t (a);\n"),
      ("002_t.sql", "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_b;\n" + drop),
    ])
    #expect(!found.contains { $0.rule == "drop-index-not-concurrent" })
  }

  @Test(arguments: [
    ("RAISE EXCEPTION 'by hand'; DELETE FROM t;", false),
    ("IF now() > '2025-01-01' THEN RAISE 'too late'; DELETE FROM t; END IF;", false),
    ("IF now() > '2025-01-01' THEN RAISE 'too late'; END IF; DELETE FROM t;", true),
    ("RAISE NOTICE 'now'; DELETE FROM t;", true),
    ("RAISE division_by_zero; EXCEPTION WHEN OTHERS THEN DELETE FROM t;", true),
  ])
  func nothingRunsBehindAnException(_ code: String, _ runs: Bool) async {
    let found = await findings([("001_t.sql", "DO $$ BEGIN \(code) END $$;")])
    #expect(found.contains { $0.rule == "delete-without-where" } == runs)
  }

  @Test func indexesOfATableAreOneMatter() async throws {
    let sql = """
      CREATE INDEX t_a ON t (a);
      CREATE INDEX u_a ON u (a);
      CREATE INDEX t_b ON t (b);
      BEGIN;
      ALTER TABLE t ADD COLUMN c int;
      CREATE INDEX t_c ON t (c);
      CREATE INDEX t_d ON t (d);
      COMMIT;
      CREATE INDEX t_e ON t (e);
      """
    let found = await findings([("001_t.sql", sql)]).filter { $0.rule == "index-not-concurrent" }
    #expect(found.count == 6)
    let told = found.joined
    #expect(told.count == 3)
    #expect(
      told[0].message.hasSuffix("on t while it builds: writes wait; 2 more places like this one"))
    #expect(told[0].fixes.first?.edits.count == 3)
    #expect(told[1].message.hasSuffix("on u while it builds: writes wait"))
    #expect(told[2].message.hasSuffix("reads and writes wait; 1 more place like this one"))
  }

  @Test(arguments: [
    "DROP INDEX t_a;\nDROP INDEX t_b;\nDROP INDEX other;", "DROP INDEX t_a, other, t_b;",
  ])
  func droppedIndexesOfATableAreOneMatter(_ drop: String) async {
    let made =
      "CREATE TABLE t (a int, b int);\nCREATE INDEX t_a ON t (a);\nCREATE INDEX t_b ON t (b);"
    let found = await findings([
      ("001_t.sql", made), ("002_t.sql", drop),
    ]).filter { $0.rule == "drop-index-not-concurrent" }
    #expect(found.count == 3)
    #expect(found.joined.count == 2)
  }
}
