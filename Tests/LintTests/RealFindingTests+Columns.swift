import Diagnostics
import SQLLexer
import Testing

/// Of columns that are renamed, dropped and added.
extension RealFindingTests {
  @Test func aColumnThatIsRenamedToBeDroppedIsDropped() async throws {
    let made = (path: "001_t.sql", sql: "CREATE TABLE t (id int PRIMARY KEY, a text, b text);\n")
    let found = await findings([
      made,
      (
        "002_t.sql",
        "ALTER TABLE t RENAME COLUMN a TO c;\nALTER TABLE t RENAME c TO d;\nALTER TABLE t DROP COLUMN d;\n"
      ),
    ])
    let drop = try #require(found.first { $0.rule == "drop-column" })
    #expect(
      drop.message
        == "DROP COLUMN deletes d of t (before this migration: a) and all that it holds")
    #expect(!found.contains { $0.rule == "renaming-column" })
    let new = await findings([
      made,
      (
        "002_t.sql",
        "ALTER TABLE t ADD a_new int;\nALTER TABLE t RENAME a_new TO x;\nALTER TABLE t DROP COLUMN x;\n"
      ),
    ])
    #expect(!new.contains { $0.rule == "drop-column" })
    let swap = """
      BEGIN;
      ALTER TABLE t ADD a_new int;
      UPDATE t SET a_new = a::int;
      ALTER TABLE t RENAME a TO a_old;
      ALTER TABLE t RENAME a_new TO a;
      ALTER TABLE t DROP COLUMN a_old;
      COMMIT;
      """
    let swapped = await findings([made, ("002_t.sql", swap)])
    #expect(!swapped.contains { $0.rule == "drop-column" || $0.rule == "renaming-column" })
    let unfilled = await findings([
      made, ("002_t.sql", swap.replacing("UPDATE t SET a_new = a::int;\n", with: "")),
    ])
    #expect(unfilled.contains { $0.rule == "drop-column" })
  }

  @Test(arguments: [
    ("DO $$ BEGIN IF random() > 0 THEN ALTER TABLE t DROP COLUMN s; END IF; END $$;", "warning"),
    ("ALTER TABLE t DROP COLUMN s;", "warning"),
    (
      "ALTER TABLE t DROP COLUMN s;\nALTER TABLE t ADD COLUMN s text GENERATED ALWAYS AS (a || 'x') STORED;",
      nil
    ),
    ("ALTER TABLE t DROP COLUMN a CASCADE;", "error"),
  ])
  func whatIsGeneratedIsNotLost(_ sql: String, _ severity: String?) async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a text, s text GENERATED ALWAYS AS (lower(a)) STORED);"),
      ("002_t.sql", sql),
    ])
    let drop = found.first { $0.rule == "drop-column" }
    #expect(drop?.severity.name == severity)
    if severity == "warning" { #expect(drop?.message.contains("no value is lost") == true) }
  }

  /// Which release has to know which column depends on the column, not on the table.
  @Test func onlyWhatIsCopiedHasANewColumn() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a text, b text NOT NULL, c text);\n"),
      (
        "002_t.sql",
        "ALTER TABLE t ADD n int;\nUPDATE t SET n = a::int;\nALTER TABLE t DROP a, DROP b, DROP c;\n"
      ),
    ])
    let helps = found.filter { $0.rule == "drop-column" }.compactMap(\.help)
    #expect(helps.map { $0.contains("writes both") } == [true, false, false])
    #expect(helps.map { $0.contains("no longer names it") } == [false, true, true])
    #expect(!helps[1].contains("the new one"))
  }

  @Test func whatFailsWithRowsLosesNone() async throws {
    let made = (path: "001_t.sql", sql: "CREATE TABLE t (a text, b text NOT NULL, c text);\n")
    let found = await findings([
      made,
      ("002_t.sql", "ALTER TABLE t DROP a, DROP b, ADD b int NOT NULL, ADD d int NOT NULL;\n"),
    ])
    #expect(!found.contains { $0.rule == "drop-column" })
    let required = found.filter { $0.rule == "adding-required-column" }
    #expect(required.count == 1)
    #expect(
      try #require(required.first).message
        == "this fails as soon as t has a row: b and d are NOT NULL, and nothing gives them values")
    let help = try #require(required[0].help)
    #expect(help.contains("b_new") && !help.contains("ADD COLUMN b "))
    let emptied = await findings([
      made, ("002_t.sql", "DELETE FROM t;\nALTER TABLE t DROP a, ADD d int NOT NULL;\n"),
    ])
    #expect(emptied.contains { $0.rule == "drop-column" })
  }

  @Test func aPartitionedTableGetsItsKeyByItsPartitions() async throws {
    let made = """
      CREATE SCHEMA s;
      CREATE TABLE s.p (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a);
      CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (0) TO (9);
      """
    for (words, rule) in [
      ("PRIMARY KEY", "adding-primary-key"), ("UNIQUE", "adding-unique-constraint"),
    ] {
      let found = await findings([
        ("001_p.sql", made), ("002_p.sql", "ALTER TABLE s.p ADD CONSTRAINT k \(words) (a, b);"),
      ])
      let help = try #require(found.first { $0.rule == rule }?.help)
      #expect(help.contains("ALTER TABLE ONLY s.p ADD CONSTRAINT k \(words) (a, b);"))
      #expect(help.contains("CREATE UNIQUE INDEX CONCURRENTLY p1_idx ON s.p1 (a, b);"))
      #expect(help.contains("ALTER INDEX s.k ATTACH PARTITION s.p1_key;"))
    }
  }

  @Test(arguments: ["PRIMARY KEY", "UNIQUE"])
  func aTableHasOnePrimaryKey(_ words: String) async {
    let guarded = """
      DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'p') THEN
          ALTER TABLE t ADD CONSTRAINT t_key PRIMARY KEY (a);
        END IF;
      END $$;
      """
    let found = await findings([
      ("001_t.sql", "CREATE TABLE IF NOT EXISTS t (a int NOT NULL \(words));"),
      ("002_t.sql", guarded),
    ])
    #expect(found.contains { $0.rule == "adding-primary-key" } == (words == "UNIQUE"))
  }

  @Test func oneStatementReadsTheTableOnce() async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int, b int);"),
      (
        "002_t.sql",
        "ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL;\nALTER TABLE t ADD c uuid DEFAULT gen_random_uuid(), ADD d uuid DEFAULT gen_random_uuid();"
      ),
    ]).joined
    #expect(found.count { $0.rule == "set-not-null" } == 1)
    #expect(found.count { $0.rule == "adding-column-rewrites" } == 1)
  }

  @Test func theWindowOfARenameIsToldThoughTheColumnGoes() async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a bool NOT NULL);"),
      (
        "002_t.sql",
        "ALTER TABLE t RENAME a TO a_old;\nALTER TABLE t ADD a text NOT NULL DEFAULT 'x';\nUPDATE t SET a = 'y' WHERE a_old = false;\nALTER TABLE t DROP COLUMN a_old;\n"
      ),
    ])
    #expect(found.contains { $0.rule == "renaming-column" && $0.severity == .warning })
  }

  @Test func aGeneratedColumnThatBecomesAPlainOneIsEmpty() async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a text, s text GENERATED ALWAYS AS (lower(a)) STORED);"),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN s;\nALTER TABLE t ADD COLUMN s text;"),
    ])
    #expect(found.contains { $0.rule == "drop-column" && $0.severity == .error })
  }

  @Test func aKeyIsToldByTheNamesThatClientsKnow() async throws {
    let made = (
      path: "001_t.sql",
      sql: "CREATE TABLE t (a int, b int, d int);\nCREATE UNIQUE INDEX t_ab ON t (a, b);\n"
    )
    let renamed = await findings([
      made, ("002_t.sql", "DROP INDEX t_ab;\nALTER TABLE t RENAME b TO c;\n"),
    ])
    let message = try #require(renamed.first { $0.rule == "drop-constraint" }).message
    #expect(message == "nothing keeps t.a and t.b unique any more")
    let partial = await findings([
      made,
      ("002_t.sql", "DROP INDEX t_ab;\nCREATE UNIQUE INDEX t_p ON t (a, b) WHERE d IS NULL;\n"),
    ])
    let second = try #require(partial.first { $0.rule == "drop-constraint" }).message
    #expect(
      second.hasPrefix("only index t_p keeps t.a and t.b unique any more, in the rows of its"))
    let other = await findings([
      made, ("002_t.sql", "DROP INDEX t_ab;\nCREATE UNIQUE INDEX t_p ON t (a) WHERE d IS NULL;\n"),
    ])
    let third = try #require(other.first { $0.rule == "drop-constraint" }).message
    #expect(third.hasPrefix("nothing keeps"))
  }

  @Test(arguments: [
    ("CREATE TRIGGER n AFTER INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", false),
    ("CREATE TRIGGER n AFTER INSERT OR UPDATE ON t EXECUTE FUNCTION f();", true),
    ("CREATE TRIGGER n BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", true),
    ("CREATE TRIGGER n AFTER UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();", true),
    (
      "CREATE TRIGGER n AFTER INSERT OR UPDATE ON t FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION f();",
      true
    ),
  ])
  func aTriggerIsReplacedByOneThatRunsWheneverItDid(_ new: String, _ isTold: Bool) async {
    let make = """
      CREATE TABLE t (a int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
      CREATE TRIGGER o AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
      """
    for sql in ["DROP TRIGGER o ON t;\n" + new, new + "\nDROP TRIGGER o ON t;"] {
      let found = await findings([("001_t.sql", make), ("002_t.sql", sql)])
      #expect(found.contains { $0.rule == "drop-object" } == isTold)
    }
  }

  @Test(arguments: [
    ("DROP TYPE old;", false), ("DROP TYPE used CASCADE;", true),
    ("ALTER TABLE t ALTER b TYPE text;\nDROP TYPE used;", true),
    ("ALTER TABLE t DROP COLUMN b;\nDROP TYPE used;", true), ("DROP TYPE other;", true),
  ])
  func aTypeOfWhichNothingIsMadeIsOfNoUse(_ sql: String, _ isTold: Bool) async {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TYPE old AS ENUM ('a');\nCREATE TYPE used AS ENUM ('a');\nCREATE TABLE t (a old, b used);"
      ),
      ("002_t.sql", "ALTER TABLE t ALTER a TYPE text;"), ("003_t.sql", sql),
    ])
    #expect(found.contains { $0.rule == "drop-object" } == isTold)
  }

  @Test(arguments: [
    (
      "SELECT count(*) INTO n FROM pg_inherits WHERE inhparent = r::regclass; EXECUTE 'DELETE FROM ' || r;",
      "info"
    ),
    ("PERFORM r::regclass; EXECUTE 'DELETE FROM ' || r;", nil),
    ("IF n > 0 THEN PERFORM r::regclass; END IF; EXECUTE 'DELETE FROM ' || r;", "warning"),
    ("EXECUTE 'DELETE FROM ' || r; PERFORM r::regclass;", "warning"),
    (
      "IF EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind = 'r' AND c.relname = f.r) THEN EXECUTE 'DELETE FROM ' || r; END IF;",
      "info"
    ),
    (
      "IF EXISTS (SELECT 1 FROM pg_class c WHERE c.relname = r) THEN EXECUTE 'DELETE FROM ' || r || s; END IF;",
      "warning"
    ),
    (
      "IF EXISTS (SELECT 1 FROM pg_class c WHERE c.relname <> r) THEN EXECUTE 'DELETE FROM ' || r; END IF;",
      "warning"
    ),
  ])
  func whatIsCheckedIsAName(_ body: String, _ severity: String?) async {
    let sql =
      "CREATE FUNCTION f(r text, s text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE n int; BEGIN \(body) END $$;"
    let found = await findings([("001_f.sql", sql)])
    #expect(found.first { $0.rule == "dynamic-sql-injection" }?.severity.name == severity)
  }

  @Test(arguments: [
    ("CALL p('a');\nCALL p('b');", "info"), ("CALL p(x());", "warning"), ("", "warning"),
  ])
  func whatTheFileCallsWithConstantsIsMeantForIt(_ calls: String, _ severity: String) async {
    let sql =
      "CREATE PROCEDURE p(r text) LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM ' || r; END $$;\n"
    let found = await findings([("001_p.sql", sql + calls)])
    #expect(found.first { $0.rule == "dynamic-sql-injection" }?.severity.name == severity)
  }

  @Test func whatIsAssumedOfAnUnknownTypeIsSaid() async throws {
    let found = await findings([("001_t.sql", "ALTER TABLE t ALTER COLUMN a TYPE varchar(63);")])
    let change = try #require(found.first { $0.rule == "changing-column-type" })
    #expect(change.message.contains("unless a is a varchar of at most 63 now"))
    #expect(try #require(change.help).hasPrefix("look its type up first"))
  }

  @Test func theStrongestLockIsTheOneToLookAt() async throws {
    let sql =
      "ALTER TABLE t ADD b int;\nALTER TABLE t ADD CONSTRAINT t_b CHECK (b > 0) NOT VALID;\n"
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int);"),
      ("002_t.sql", "BEGIN;\n\(sql)ALTER TABLE t VALIDATE CONSTRAINT t_b;\nCOMMIT;\n"),
    ])
    let place = try #require(
      found.first { $0.rule == "validate-in-same-transaction" }?.related.first)
    #expect(place.message.contains("AccessExclusiveLock") && place.range.start == 7)
  }

  @Test func whatIsApartDependsOnTheRunner() async throws {
    let drizzle = await findings([
      (
        "drizzle/0000_t.sql",
        "CREATE TABLE t (a int);\n--> statement-breakpoint\nCREATE TABLE u (a int);\n"
      ),
      (
        "drizzle/0001_t.sql",
        "ALTER TABLE t ALTER a SET NOT NULL;\n--> statement-breakpoint\nDROP TABLE u;\n"
      ),
    ])
    let help = try #require(drizzle.first { $0.rule == "set-not-null" }?.help)
    #expect(help.hasPrefix("each in a release of its own (all pending migrations are one"))
    let unknown = await findings([
      ("001_t.up.sql", "CREATE TABLE t (a int);"),
      ("002_t.up.sql", "BEGIN;\nCREATE INDEX t_a ON t (a);\nCOMMIT;\n"),
    ])
    let build = try #require(unknown.first { $0.rule == "index-not-concurrent" }?.help)
    #expect(build.hasPrefix("in a file of its own, outside the transaction:"))
  }
}
