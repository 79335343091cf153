import Diagnostics
import Lint
import Testing

/// The same, of locks, constraints, indexes and columns.
extension RealFindingTests {
  fileprivate func rules(_ files: [(path: String, sql: String)]) async -> [String] {
    await findings(files).filter { $0.severity > .info }.map(\.rule)
  }

  @Test func aTableThatIsOnlyReferredToIsNotAltered() async throws {
    let found = await findings([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE rate ADD FOREIGN KEY (currency) REFERENCES currency_type (code) NOT VALID;
        UPDATE currency_type SET label = 'x' WHERE kind = 'y';
        COMMIT;
        """
      )
    ])
    #expect(!found.contains { $0.rule == "backfill-with-ddl" })
    let work = try #require(found.first { $0.rule == "long-work-under-lock" })
    #expect(work.message.contains("lock rate and currency_type: writes wait"))
  }

  @Test func whatMustBeEmptyIsReadAtOnce() async {
    let found = await rules([
      ("001_t.sql", "CREATE TABLE locations (id int PRIMARY KEY);"),
      (
        "002_t.sql",
        """
        BEGIN;
        ALTER TABLE locations ADD COLUMN country text NOT NULL;
        ALTER TABLE locations ADD CONSTRAINT known CHECK (country <> '') NOT VALID;
        ALTER TABLE locations VALIDATE CONSTRAINT known;
        COMMIT;
        """
      ),
    ])
    #expect(found.contains("adding-required-column"))
    #expect(!found.contains("validate-in-same-transaction"))
  }

  @Test func whatIsLockedForTheWorkIsNoSurprise() async {
    func told(_ first: String) async -> Bool {
      await rules([
        (
          "001_t.sql",
          "BEGIN;\n\(first);\nINSERT INTO new_events SELECT * FROM events;\nCOMMIT;\n"
        )
      ]).contains("long-work-under-lock")
    }
    #expect(await !told("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
    #expect(await told("ALTER TABLE events ADD COLUMN a int"))
  }

  @Test func whatForeignKeysReferToIsUnique() async {
    let found = await rules([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE rate ADD FOREIGN KEY (currency) REFERENCES currency_type (code) NOT VALID;
        UPDATE currency_type SET code = 'CAD' WHERE code = 'CAN';
        COMMIT;
        """
      )
    ])
    #expect(!found.contains("backfill-with-ddl") && !found.contains("long-work-under-lock"))
  }

  @Test(arguments: [
    ("UPDATE t SET b = 1 WHERE name = 'a'", false),
    ("UPDATE t x SET b = 1 FROM s WHERE x.name = 'a' AND s.t = x.a", false),
    ("UPDATE t x SET b = 1 FROM s WHERE s.name = 'a' AND s.t = x.a", true),
    ("DELETE FROM t USING s WHERE s.id = 1 AND s.t = t.a", true),
  ])
  func aKeyOfAnotherTableHoldsNoRowOfThisOne(_ sql: String, _ isTold: Bool) async {
    let found = await rules([
      ("001_t.sql", "BEGIN;\nALTER TABLE t ADD COLUMN b int;\n\(sql);\nCOMMIT;")
    ])
    #expect(found.contains("backfill-with-ddl") == isTold)
  }

  @Test(arguments: [
    "ALTER TABLE t ADD COLUMN id uuid NOT NULL, ADD PRIMARY KEY (id);",
    "ALTER TABLE t ADD COLUMN id uuid NOT NULL;\nALTER TABLE t ADD PRIMARY KEY (id);",
    "TRUNCATE t;\nALTER TABLE t ADD PRIMARY KEY (id);\nCREATE INDEX t_a ON t (a);",
    "TRUNCATE t;\nALTER TABLE t ADD CHECK (a > 0);\nALTER TABLE t ALTER a SET NOT NULL;",
  ])
  func anEmptyTableIsNotWorkedOn(_ sql: String) async {
    let found = await rules([("001_t.sql", sql)])
    let work = [
      "adding-primary-key", "index-not-concurrent", "constraint-not-valid", "set-not-null",
      "long-work-under-lock",
    ]
    #expect(!found.contains(where: work.contains), "\(found)")
  }

  @Test func theLockThatTheTransactionHoldsIsSaid() async throws {
    let found = await findings([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE t ADD COLUMN a int;
        CREATE INDEX t_a ON t (a);
        ALTER TABLE t ADD CONSTRAINT t_fk FOREIGN KEY (a) REFERENCES u (id);
        COMMIT;
        """
      )
    ])
    let index = try #require(found.first { $0.rule == "index-not-concurrent" })
    #expect(
      index.message
        == "CREATE INDEX builds while the transaction holds an AccessExclusiveLock on t: reads and writes wait"
    )
    #expect(index.related.count == 1)
    let key = try #require(found.first { $0.rule == "constraint-not-valid" })
    #expect(key.message.hasSuffix("an AccessExclusiveLock on t: reads and writes wait"))
    #expect(!found.contains { $0.rule == "long-work-under-lock" })
  }

  @Test func theHelpIsWhatWorksForTheFile() async throws {
    let sql = "ALTER TABLE u ADD a int;\nCREATE INDEX t_a ON t (a);\n"
    func help(_ path: String, _ sql: String = sql) async throws -> String {
      let found = await findings([(path, sql)])
      return try #require(found.first { $0.rule == "index-not-concurrent" }?.help)
    }
    #expect(try await help("a/t.sql").hasPrefix("in a file of its own, outside of a transaction:"))
    #expect(
      try await help("prisma/migrations/20240101000000_t/migration.sql")
        .hasPrefix("in a file of its own:"))
    let goose = "-- +goose Up\n" + sql
    #expect(try await help("001_t.sql", goose).hasPrefix("in a file of its own, for which"))
  }

  @Test func validationsOfAnotherProjectDoNotCount() async {
    let sql = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;"
    let validation = "ALTER TABLE t VALIDATE CONSTRAINT c;"
    let own = await lint([
      LintInput(path: "one/001_t.sql", bytes: Array(sql.utf8)),
      LintInput(path: "one/002_t.sql", bytes: Array(validation.utf8)),
    ])
    #expect(!own[0].findings.contains { $0.rule == "not-valid-never-validated" })
    let other = await lint([
      LintInput(path: "one/001_t.sql", bytes: Array(sql.utf8)),
      LintInput(path: "two/002_t.sql", bytes: Array(validation.utf8)),
    ])
    #expect(other[0].findings.contains { $0.rule == "not-valid-never-validated" })
    // Of names that tell no order, any may come later.
    let unordered = await lint([
      LintInput(path: "one/validate.sql", bytes: Array(validation.utf8)),
      LintInput(path: "one/zero.sql", bytes: Array(sql.utf8)),
    ])
    #expect(!unordered[1].findings.contains { $0.rule == "not-valid-never-validated" })
  }

  @Test func anAssignedConstantIsExecuted() async {
    let found = await rules([
      (
        "001_t.sql",
        """
        DO $$
        DECLARE command text;
        BEGIN
          command := 'CREATE TABLE made (id int)';
          EXECUTE command;
        END $$;
        CREATE INDEX made_id ON made (id);
        """
      )
    ])
    #expect(!found.contains("index-not-concurrent"))
  }

  @Test func columnsThatAreCopiedFirstAreNoCertainLoss() async throws {
    let found = await findings([
      (
        "001_t.sql",
        "UPDATE t SET b = upper(a) WHERE a <> '';\nALTER TABLE t DROP COLUMN a, DROP COLUMN c;"
      )
    ])
    let drops = found.filter { $0.rule == "drop-column" }
    #expect(drops.map(\.severity) == [.warning, .error])
    #expect(drops.first?.message.contains("earlier statement has written rows") == true)
  }

  @Test func aWayBackBuildsItsConstraintAsItCan() async {
    let found = await rules([
      (
        "001_t.sql",
        "-- +goose Up\nALTER TABLE t DROP CONSTRAINT c;\n-- +goose Down\nALTER TABLE t ADD CONSTRAINT c UNIQUE (a);"
      )
    ])
    #expect(!found.contains("adding-unique-constraint"))
  }

  @Test func resultsChangeWithTheBodyOnly() async {
    let made = """
      CREATE FUNCTION f(a text) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
      CREATE TABLE t (a text CHECK (f(a)));
      """
    let found = await rules([
      ("001_t.sql", made), ("002_t.sql", "ALTER FUNCTION f(text) STABLE;"),
    ])
    #expect(!found.contains("stored-function-changed"))
  }

  @Test func textAndVarcharAreOneShape() async {
    let found = await rules([
      ("001_t.sql", "CREATE TABLE t (id int PRIMARY KEY, error text);"),
      ("002_t.sql", "ALTER TABLE t ADD COLUMN IF NOT EXISTS error varchar;"),
    ])
    #expect(!found.contains("if-not-exists-hides-difference"))
  }

  @Test func outArgumentsAndACompositeGiveTheSameRows() async {
    let found = await rules([
      (
        "001_t.sql",
        "CREATE FUNCTION f(a text, OUT b int, OUT c int) LANGUAGE sql AS 'SELECT 1, 2';"
      ),
      (
        "002_t.sql",
        """
        CREATE TYPE pair AS (b int, c int);
        DROP FUNCTION f(text);
        CREATE FUNCTION f(a text) RETURNS pair LANGUAGE sql AS 'SELECT 1, 2';
        """
      ),
    ])
    #expect(!found.contains("changed-signature"))
  }

  @Test func aLockThatALaterStatementNeedsAnywayIsTakenEarly() async {
    let found = await rules([
      (
        "001_t.sql",
        "BEGIN;\nLOCK TABLE t IN ACCESS EXCLUSIVE MODE;\nALTER TABLE t ADD COLUMN a int;\nCOMMIT;"
      )
    ])
    #expect(!found.contains("lock-table"))
  }
}

/// Of statements that fail for certain.
extension RealFindingTests {
  @Test func aBranchThatMayHaveRunLeavesADoubt() async {
    let made = """
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));
      """
    let loosened = """
      DO $$ BEGIN
        IF EXISTS (SELECT 1 FROM b) THEN
          ALTER TABLE b DISABLE TRIGGER of_another_file;
          ALTER TABLE b DROP CONSTRAINT b_a_id_fkey;
        END IF;
      END $$;
      """
    let found = await findings([
      ("001_t.sql", made), ("002_t.sql", loosened), ("003_t.sql", "DROP TABLE a;"),
    ])
    #expect(!found.contains { $0.rule == "certain-failure" })
    let plain = await findings([("001_t.sql", made), ("002_t.sql", "DROP TABLE a;")])
    #expect(plain.contains { $0.rule == "certain-failure" })
  }

  @Test func aTypeThatBecomesKnownIsNoOther() async {
    let function = "CREATE OR REPLACE FUNCTION f(text) RETURNS SETOF r LANGUAGE sql AS '';"
    let found = await findings([
      ("001_t.sql", "\(function)\nALTER TABLE r ADD COLUMN a int;\n\(function)")
    ])
    #expect(!found.contains { $0.rule == "certain-failure" })
  }

  @Test func aColumnThatGetsAnotherSequenceNeedsNotTheOld() async {
    let sql = """
      CREATE SEQUENCE t_order;
      ALTER TABLE "T" ALTER COLUMN "order" TYPE bigint;
      """
    let table = "CREATE TABLE \"T\" (\"order\" smallserial);"
    let kept = await findings([("001_t.sql", table), ("002_t.sql", sql)])
    let narrow = kept.first { $0.rule == "sequence-too-narrow" }
    #expect(narrow?.help == "ALTER SEQUENCE \"T_order_seq\" AS bigint;")
    let moved = "\(sql)\nALTER TABLE \"T\" ALTER COLUMN \"order\" SET DEFAULT nextval('t_order');"
    let found = await findings([("001_t.sql", table), ("002_t.sql", moved)])
    #expect(!found.contains { $0.rule == "sequence-too-narrow" })
  }

  @Test(arguments: ["REINDEX INDEX t_f;", "DROP INDEX t_f;\nCREATE INDEX t_f ON t (f(a));"])
  func anIndexThatIsBuiltAnewKeepsNoOldResults(_ rebuild: String) async {
    func function(_ body: String) -> String {
      "CREATE OR REPLACE FUNCTION f(text) RETURNS text LANGUAGE sql IMMUTABLE AS '\(body)';\n"
    }
    let made = function("SELECT $1") + "CREATE TABLE t (a text);\nCREATE INDEX t_f ON t (f(a));"
    let found = await findings([
      ("001_t.sql", made), ("002_t.sql", function("SELECT lower($1)") + rebuild),
    ])
    #expect(!found.contains { $0.rule == "stored-function-changed" })
  }

  @Test func whatTheFileDropsAnywayIsNotReachedUnawares() async {
    let found = await findings([
      (
        "001_t.sql",
        """
        CREATE TABLE auth (id int PRIMARY KEY);
        CREATE TABLE session (auth_id int REFERENCES auth (id));
        """
      ),
      ("002_t.sql", "DROP TABLE auth CASCADE;\nDROP TABLE session CASCADE;"),
    ])
    #expect(!found.contains { $0.rule == "cascade-reaches" })
  }

  @Test func anIndexOfAPartitionIsTakenOver() async {
    let made = """
      CREATE TABLE t (a int) PARTITION BY LIST (a);
      CREATE TABLE t_1 PARTITION OF t FOR VALUES IN (1);
      """
    let built = """
      -- +goose NO TRANSACTION
      -- +goose Up
      CREATE INDEX CONCURRENTLY t_1_a ON t_1 (a);
      CREATE INDEX t_a ON t (a);
      -- +goose Down
      DROP INDEX t_a;
      """
    let found = await findings([("001_t.sql", made), ("002_t.sql", built)])
    #expect(!found.contains { ["rollback-incomplete", "index-not-concurrent"].contains($0.rule) })
  }

  @Test func oneBackfillOfATableIsToldOnce() async {
    let found = await rules([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE t ADD COLUMN b text;
        UPDATE t SET b = 'x' WHERE a = 1;
        UPDATE t SET b = 'y' WHERE a = 2;
        UPDATE t SET b = 'z' WHERE id = -1;
        UPDATE pg_index SET indisready = false WHERE indrelid = 't'::regclass;
        COMMIT;
        """
      )
    ])
    #expect(found.filter { $0 == "backfill-with-ddl" }.count == 1)
    #expect(!found.contains("long-work-under-lock"))
  }

  @Test func oneRuleTellsOfAValidation() async {
    let found = await rules([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE t DROP CONSTRAINT c;
        ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
        ALTER TABLE t VALIDATE CONSTRAINT c;
        COMMIT;
        """
      )
    ])
    #expect(found.contains("validate-in-same-transaction"))
    #expect(!found.contains("long-work-under-lock"))
  }

  @Test(arguments: [":S.t", "{{ schema }}.t"])
  func aTableOfAPlaceholderIsNewAsWell(_ table: String) async {
    let found = await rules([
      (
        "001_t.sql",
        """
        CREATE TABLE IF NOT EXISTS \(table) (id int, a int);
        CREATE INDEX t_a ON \(table) (a);
        ALTER TABLE \(table) ADD CHECK (a > 0);
        ALTER TABLE \(table) ALTER a SET NOT NULL;
        DROP TABLE \(table);
        """
      )
    ])
    let wrong = ["index-not-concurrent", "constraint-not-valid", "set-not-null", "drop-table"]
    #expect(!found.contains(where: wrong.contains), "\(found)")
  }

  @Test(arguments: [
    (":S.t", ":S.t"), ("${s}.t", #""${s}".t"#), ("@extschema@.t", "@extschema@.t"),
    (#"{{index .O "N"}}.t"#, #""{{ index .O "N" }}"."t""#), ("${t}", "${t}"),
  ])
  func theSamePlaceholderIsTheSameTable(_ first: String, _ second: String) async throws {
    let made = (
      "001_t.sql", "CREATE TABLE \(first) (id bigint PRIMARY KEY, n int, s varchar(9));\n"
    )
    let found = await findings([
      made,
      (
        "002_t.sql",
        """
        BEGIN;
        ALTER TABLE \(second) ADD COLUMN x int;
        CREATE INDEX t_s ON \(second) (s);
        COMMIT;
        ALTER TABLE \(second) ALTER COLUMN s TYPE varchar(20);
        ALTER TABLE \(second) ALTER COLUMN n TYPE bigint;
        """
      ),
    ])
    let index = try #require(found.first { $0.rule == "index-not-concurrent" })
    #expect(index.message.contains("reads and writes wait"), "\(index.message)")
    let changes = found.filter { $0.rule == "changing-column-type" }
    #expect(changes.map(\.severity) == [.error], "\(changes.map(\.message))")
    #expect(changes.allSatisfy { $0.message.contains("n is integer since 001_t.sql") })
  }

  @Test func aPlaceholderStaysAsItIsInHelp() async throws {
    let found = await findings([
      ("001_u.sql", #"CREATE TABLE {{ index .O "N" }}.u (id int PRIMARY KEY);"#),
      (
        "002_t.sql",
        #"CREATE TABLE {{ index .O "N" }}.t (id int, u int REFERENCES {{ index .O "N" }}.u);"#
      ),
    ])
    let key = try #require(found.first { $0.rule == "foreign-key-without-index" })
    #expect(key.help == #"CREATE INDEX t_u_idx ON {{ index .O "N" }}.t (u);"#)
  }

  @Test func anotherPlaceholderMayBeTheSameSchema() async {
    let found = await findings([
      ("001_t.sql", "CREATE SCHEMA ${a};\nCREATE TABLE ${a}.t (id int PRIMARY KEY, n int);\n"),
      ("002_t.sql", "DROP TABLE ${a}.t;\nALTER TABLE ${b}.u RENAME TO t;\n"),
      ("003_t.sql", "ALTER TABLE ${a}.t ALTER COLUMN n TYPE bigint;\nDROP TABLE ${a}.v;\n"),
    ])
    #expect(!found.contains { $0.rule == "certain-failure" || $0.rule == "unknown-object" })
    let change = found.first { $0.rule == "changing-column-type" }
    #expect(change?.severity == .warning)
    #expect(found.contains { $0.rule == "drop-table" })
  }

  /// golang-migrate, sqlx and node-pg-migrate name their files so, and each runs one as a transaction.
  @Test(arguments: ["001_t.up.sql", "001_t.sql"])
  func whateverTheRunnerIsItHoldsLocks(_ path: String) async throws {
    let sql = """
      DO $$ BEGIN ALTER TABLE t ADD COLUMN IF NOT EXISTS x int; END $$;
      CREATE INDEX IF NOT EXISTS t_x ON t (x);
      """
    let isOne = path.hasSuffix(".up.sql")
    let index = try #require(
      await findings([(path, sql)]).first { $0.rule == "index-not-concurrent" })
    #expect(index.message.contains("reads and writes wait") == isOne)
    let commits = await findings([(path, "BEGIN;\nALTER TABLE t ADD x int;\nCOMMIT;\n" + sql)])
    #expect(!commits.contains { $0.message.contains("reads and writes wait") })
  }

  @Test(arguments: ["VALUES ((SELECT max(id) FROM kinds), 'x')", "SELECT id, 'x' FROM kinds"])
  func rowsThatAreWrittenDownAreFew(_ rows: String) async {
    let found = await rules([
      (
        "001_t.sql",
        "BEGIN;\nALTER TABLE t ADD COLUMN x int;\nINSERT INTO u (a, b) \(rows);\nCOMMIT;\n"
      )
    ])
    #expect(found.contains("long-work-under-lock") == rows.hasPrefix("SELECT"), "\(found)")
  }

  @Test func aTableOfWhichAnIndexWasDroppedCountsOnce() async {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TABLE a (x int, y int);\nCREATE TABLE b (x int);\nCREATE INDEX b_x ON b (x);"
      ),
      (
        "002_t.sql",
        """
        BEGIN;
        ALTER TABLE a DROP COLUMN x;
        DROP INDEX b_x;
        ALTER TABLE b ADD COLUMN y int;
        ALTER TABLE b ADD COLUMN z int;
        COMMIT;
        """
      ),
    ])
    #expect(found.filter { $0.rule == "locks-several-tables" }.count == 1)
  }

  @Test func anIndexThatIsMadeAgainTellsItsTable() async throws {
    let again = "DROP INDEX a.t_x;\nCREATE INDEX t_x ON a.t (x);\n"
    let found = await findings([("001_t.sql", "BEGIN;\n\(again)COMMIT;\n")])
    let drop = try #require(found.first { $0.rule == "drop-index-not-concurrent" })
    #expect(drop.message.contains("AccessExclusiveLock on a.t:"), "\(drop.message)")
    let index = try #require(found.first { $0.rule == "index-not-concurrent" })
    #expect(index.message.contains("reads and writes wait"), "\(index.message)")
    // Another table gets the name in between.
    let renamed = again.replacing(";\nCREATE", with: ";\nALTER TABLE a.u RENAME TO t;\nCREATE")
    let other = await findings([("001_t.sql", "BEGIN;\n\(renamed)COMMIT;\n")])
    #expect(
      other.contains {
        $0.rule == "drop-index-not-concurrent" && $0.message.contains("on the table of a.t_x:")
      })
    #expect(other.contains { $0.rule == "index-not-concurrent" })
  }

  @Test(arguments: [
    ("t", "DROP INDEX of_a", false),
    ("t", "ALTER TABLE t ALTER COLUMN a TYPE bigint", false),
    ("elsewhere", "DROP INDEX IF EXISTS idx_elsewhere_a", false),
    ("elsewhere", "DROP INDEX of_a", true),
    ("t", "CREATE INDEX of_more ON t (a)", true),
    ("t", "COMMIT;\nBEGIN;\nDROP INDEX of_a", true),
  ])
  func aLockThatIsTakenAnywayMayBeTakenEarly(
    _ table: String, _ sql: String, _ isReported: Bool
  ) async {
    let found = await rules([
      ("001_t.sql", "CREATE TABLE t (a int); CREATE INDEX of_a ON t (a);"),
      ("002_t.sql", "BEGIN;\nLOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE;\n\(sql);\nCOMMIT;\n"),
    ])
    #expect(found.contains("lock-table") == isReported, "\(found)")
  }

  @Test(arguments: [
    ("p", "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", false),
    ("p", "DO $$ BEGIN EXECUTE 'CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)'; END $$", false),
    ("other", "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", false),
    ("other", "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (2)", false),
    ("p", "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (2)", true),
    ("p", "ALTER TABLE p DETACH PARTITION other", false),
    ("q", "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", true),
  ])
  func aPartitionLocksItsParentAndTheDefault(
    _ table: String, _ sql: String, _ isReported: Bool
  ) async {
    let found = await rules([
      (
        "001_p.sql",
        "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q (a int);"
          + "CREATE TABLE other PARTITION OF p DEFAULT;"
      ),
      ("002_p.sql", "BEGIN;\nLOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE;\n\(sql);\nCOMMIT;\n"),
    ])
    #expect(found.contains("lock-table") == isReported, "\(found)")
  }

  @Test(arguments: [
    ("UPDATE t SET n = 1", "writes every row of t,"), ("DELETE FROM t", "writes every row of t,"),
    ("UPDATE t SET n = 1 WHERE a = 'x'", "may write many rows of t,"),
    ("UPDATE t SET n = u.n FROM u WHERE u.id = t.id", "may write many rows of t,"),
    ("UPDATE t SET n = 1 WHERE name = 'x'", ""),
  ])
  func howManyRowsAreWritten(_ sql: String, _ words: String) async {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TABLE t (id int PRIMARY KEY, name text, a text, active bool, n int);"
          + "CREATE UNIQUE INDEX t_name ON t (name) WHERE active;"
      ),
      ("002_t.sql", "BEGIN;\nALTER TABLE t ADD COLUMN x int;\n\(sql);\nCOMMIT;\n"),
    ])
    let messages = found.filter { $0.rule == "backfill-with-ddl" }.map(\.message)
    #expect(
      words.isEmpty ? messages == [] : messages.contains { $0.contains(words) }, "\(messages)")
  }

  @Test func nobodyWaitsForWhatIsPerhapsThere() async throws {
    let found = await findings([
      (
        "001_t.sql",
        """
        BEGIN;
        ALTER TABLE t ADD COLUMN x int;
        DROP MATERIALIZED VIEW IF EXISTS v;
        CREATE MATERIALIZED VIEW v AS SELECT 1 AS a;
        DELETE FROM u WHERE b < 3;
        COMMIT;
        """
      )
    ])
    let work = try #require(found.first { $0.rule == "long-work-under-lock" })
    #expect(work.message.contains("lock t:"), "\(work.message)")
  }

  @Test(arguments: ["IF EXISTS ", ""])
  func whatIfExistsMaySkipHoldsNoLock(_ guarding: String) async throws {
    let drop = "DROP TRIGGER \(guarding)g ON t;"
    let found = await findings([
      ("001_t.sql", "BEGIN;\n\(drop)\nCREATE INDEX t_a ON t (a);\nCOMMIT;\n")
    ])
    let index = try #require(found.first { $0.rule == "index-not-concurrent" })
    #expect(index.message.contains("AccessExclusiveLock") == guarding.isEmpty, "\(index.message)")
  }

  @Test func aTableThatOnlyGotItsNameIsNotNew() async {
    let sql = "ALTER TABLE :S.t RENAME TO old;\nDROP TABLE :S.old;"
    #expect(await rules([("001_t.sql", sql)]).contains("drop-table"))
  }
}
