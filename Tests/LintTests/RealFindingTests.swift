import Diagnostics
import Lint
import SQLLexer
import Testing

/// Findings on migrations of public projects that were wrong once, as their smallest example.
@Suite struct RealFindingTests {
  func findings(_ files: [(path: String, sql: String)]) async -> [Finding] {
    let reports = await lint(files.map { LintInput(path: $0.path, bytes: Array($0.sql.utf8)) })
    return reports.last?.findings ?? []
  }

  @Test func theIndexOfAConstraintThatIsNamedGoesWithThat() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (id int PRIMARY KEY, link text CONSTRAINT t_link UNIQUE);"),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN id, DROP CONSTRAINT t_link;"),
    ])
    let drop = try #require(found.first { $0.rule == "drop-column" })
    #expect(drop.message.contains("t_pkey"))
    #expect(!drop.message.contains("t_link"))
  }

  @Test func callsThatPassNoneOfTheOldTypeGoOn() async throws {
    let made = """
      CREATE TYPE mood AS ENUM ('a');
      CREATE FUNCTION f(id int, at timestamptz DEFAULT NULL) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION g(m mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
      """
    let found = await findings([
      ("001_f.sql", made),
      (
        "002_f.sql",
        """
        BEGIN;
        DROP FUNCTION f(int, timestamptz);
        DROP FUNCTION g(mood);
        DROP TYPE mood;
        CREATE TYPE mood AS ENUM ('a', 'b');
        CREATE FUNCTION f(id int, at text DEFAULT NULL) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION g(m mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
        COMMIT;
        """
      ),
    ])
    let changed = found.filter { $0.rule == "changed-signature" }
    #expect(changed.count == 1)
    #expect(
      changed.first?.message.hasSuffix(
        "has text instead of timestamp with time zone as its argument at: calls of the running "
          + "release that pass a value of the old type fail") ?? false, "\(changed.map(\.message))")
  }

  @Test(arguments: [
    ("b text, a int", "that pass arguments without their names fail"),
    ("a text, b int", "that pass a value of the old type fail"),
    ("a int, b text, c int", "calls of the running release fail"),
  ])
  func whichCallsFailIsSaid(_ arguments: String, _ ending: String) async throws {
    func make(_ arguments: String) -> String {
      "CREATE FUNCTION f(\(arguments)) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    }
    let found = await findings([
      ("001_f.sql", make("a int, b text")),
      ("002_f.sql", "BEGIN;\nDROP FUNCTION f(int, text);\n\(make(arguments))COMMIT;\n"),
    ])
    let changed = try #require(found.first { $0.rule == "changed-signature" })
    #expect(changed.message.hasSuffix(ending), "\(changed.message)")
  }

  @Test(arguments: [("(a int, b text)", false), ("(a int)", true), ("(a int, b int)", true)])
  func aTypeThatIsMadeAgainMayBeAnother(_ parts: String, _ isChanged: Bool) async {
    func make(_ parts: String) -> String {
      "CREATE TYPE s.k AS \(parts);\nCREATE FUNCTION f(x s.k[]) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    }
    let drops = "BEGIN;\nDROP FUNCTION f(s.k[]);\nDROP TYPE s.k;\n"
    let found = await findings([
      ("001_f.sql", "CREATE SCHEMA s;\n" + make("(a int, b text)")),
      ("002_f.sql", "\(drops)\(make(parts))COMMIT;\n"),
    ])
    let changed = found.filter { $0.rule == "changed-signature" }.map(\.message)
    #expect(changed.isEmpty != isChanged)
    #expect(changed.allSatisfy { $0.contains("has a changed s.k[] as its argument x: ") })
  }

  @Test(arguments: ["v", "w", "other"])
  func rowsThatAreWrittenThroughAViewAreNotLost(_ source: String) async throws {
    let found = await findings([
      (
        "001_t.sql",
        """
        CREATE VIEW v AS SELECT id, data->>'a' AS a FROM old;
        CREATE VIEW w AS SELECT * FROM v;
        CREATE TABLE t (id int PRIMARY KEY, a text);
        INSERT INTO t (id, a) SELECT id, a FROM \(source);
        DROP VIEW w, v;
        DROP TABLE old;
        """
      )
    ])
    let drop = try #require(found.first { $0.rule == "drop-table" })
    #expect(drop.severity == (source == "other" ? .error : .warning))
  }

  @Test(arguments: [
    ("EXECUTE 'DROP TRIGGER ' || r.a || ' ON ' || r.b || '.' || r.c;", Severity.info),
    ("EXECUTE pg_catalog.format('ALTER TABLE %I.%I ENABLE TRIGGER %3$I', r.b, r.c, r.a);", .info),
    (
      "EXECUTE 'SELECT 1 FROM ' || pg_catalog.quote_ident(r.a) || '.t WHERE x = ' || pg_catalog.quote_literal(r.b);",
      .info
    ),
    ("EXECUTE pg_catalog.format('SELECT 1 FROM %I.t WHERE x = %L', r.a, r.b);", .info),
    ("EXECUTE pg_catalog.format('DELETE FROM t WHERE x = %L', r.a);", .error),
    ("EXECUTE pg_catalog.format('DELETE FROM %I', r.a);", .error),
    ("EXECUTE pg_catalog.format('DELETE FROM a.b WHERE %s', r.a);", .error),
    ("EXECUTE r.a;", .error),
  ])
  func whatIsExecutedNamesItsTables(_ execute: String, _ severity: Severity) async throws {
    let found = await findings([
      (
        "001_f.sql",
        """
        CREATE FUNCTION s.f() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
        DECLARE r record;
        BEGIN
          FOR r IN SELECT a, b, c FROM s.triggers LOOP \(execute) END LOOP;
        END $$;
        """
      )
    ])
    let finding = try #require(found.first { $0.rule == "security-definer-search-path" })
    #expect(finding.severity == severity, "\(finding.message)")
  }

  @Test func aPathNamesTheSchemasOfWhatIsCalled() async throws {
    let found = await findings([
      ("001_s.sql", "CREATE SCHEMA s;\nCREATE SCHEMA u;\nCREATE TABLE u.log (id int);"),
      (
        "002_f.sql",
        """
        CREATE FUNCTION s.g() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE FUNCTION s.f() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN INSERT INTO log SELECT g() + st_point(1, 2) + abs(1); END $$;
        """
      ),
    ])
    let finding = try #require(found.first { $0.rule == "security-definer-search-path" })
    #expect(finding.help?.hasSuffix("SET search_path = s, public, u, pg_temp;") ?? false)
  }

  @Test func whatVerifiesTakesBackWhatItTries() async {
    let sql = "BEGIN;\nDO $$ BEGIN ASSERT (SELECT count(*) FROM t) = 0; END $$;\nROLLBACK;\n"
    let verifies = await findings([("verify/t.sql", sql)])
    #expect(!verifies.contains { $0.rule == "uncommitted-transaction" })
    let deploys = await findings([("deploy/t.sql", sql)])
    #expect(deploys.contains { $0.rule == "uncommitted-transaction" })
  }

  @Test(arguments: ["000001_t.up.sql", "001_t.sql"])
  func aRunnerIsOneOfThoseThatWrap(_ path: String) async {
    let found = await findings([(path, "CREATE TABLE t (a int);\nALTER TABLE u ADD b int;\n")])
    #expect(found.contains { $0.rule == "missing-if-not-exists" } != path.hasSuffix(".up.sql"))
  }

  @Test(arguments: [
    "--\n-- PostgreSQL database dump\n--\nBEGIN;\n",
    "SET client_encoding = 'UTF8';\nSELECT pg_catalog.set_config('search_path', '', false);\nBEGIN;\n",
  ])
  func aDumpIsMeantForAnEmptyDatabase(_ heading: String) async {
    let rest = "CREATE TYPE m AS ENUM ('a');\nCOMMIT;\nALTER TABLE u ADD b int;\n"
    let found = await findings([("1_insert.sql", heading + rest)])
    #expect(!found.contains { $0.rule == "not-rerunnable" })
    let plain = await findings([("1_insert.sql", "BEGIN;\n" + rest)])
    #expect(plain.contains { $0.rule == "not-rerunnable" })
  }

  @Test func halfDoneIsWhatMayStopBehindIt() async {
    // All of it is new: nothing but the file itself can make it fail.
    let new = "CREATE TYPE s AS ENUM ('a');\nCREATE TABLE t (s s);\nCREATE INDEX t_s ON t (s);\n"
    let alone = await findings([("001_t.sql", new)])
    #expect(!alone.contains { ["not-rerunnable", "missing-if-not-exists"].contains($0.rule) })
    let behind = await findings([("001_t.sql", new + "ALTER TABLE u DROP COLUMN IF EXISTS a;\n")])
    #expect(behind.filter { $0.rule == "not-rerunnable" }.count == 1)
    #expect(behind.filter { $0.rule == "missing-if-not-exists" }.count == 2)
    #expect(behind.joined.filter { $0.rule == "missing-if-not-exists" }.count == 1)
  }

  @Test func whatIsMadeAgainBeforeAnythingCanFailIsThere() async {
    let again =
      "DROP FUNCTION f(int);\nCREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
    let change = "ALTER TABLE u ADD COLUMN IF NOT EXISTS b int;\n"
    let found = await findings([("001_f.sql", again + change)])
    #expect(!found.contains { $0.rule == "missing-if-exists" })
    let lines = again.split(separator: "\n")
    let between = await findings([("001_f.sql", lines[0] + "\n" + change + lines[1])])
    #expect(between.contains { $0.rule == "missing-if-exists" })
  }

  @Test func rowSecurityIsSwitchedOnWhereItSaysSo() async throws {
    let up =
      "-- +goose Up\nALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON t USING (true);\n"
    let found = await findings([
      ("001_t.sql", "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE t;\n"),
      ("002_t.sql", up + "-- +goose Down\nDROP POLICY p ON t;\n"),
    ])
    let incomplete = try #require(found.first { $0.rule == "rollback-incomplete" })
    #expect(incomplete.range.start == 13)
  }

  @Test func aKeyThatReplacesADroppedColumnHasNoFix() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (id int PRIMARY KEY, link text NOT NULL);"),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN id, ADD PRIMARY KEY (link);"),
    ])
    let key = try #require(found.first { $0.rule == "adding-primary-key" })
    #expect(key.fixes.isEmpty)
  }

  @Test func aHabitThatBeganLaterDoesNotCount() async {
    let up = "-- +goose Up\nALTER TABLE t ADD COLUMN a int;\n"
    let files = (10...40).map { number in
      ("\(number)_t.sql", number < 20 ? up : up + "-- +goose Down\nALTER TABLE t DROP COLUMN a;\n")
    }
    let reports = await lint(files.map { LintInput(path: $0.0, bytes: Array($0.1.utf8)) })
    #expect(!reports.contains { $0.findings.contains { $0.rule == "missing-rollback" } })
    let last = await findings(files + [("41_t.sql", up)])
    #expect(last.contains { $0.rule == "missing-rollback" && $0.severity == .warning })
    // No command takes it away again.
    let label = "-- +goose Up\nALTER TYPE color ADD VALUE 'red';\n"
    let added = await findings(files + [("41_t.sql", label)])
    #expect(!added.contains { $0.rule == "missing-rollback" })
  }

  @Test func ternSeparatesTheWayBack() async throws {
    let found = await findings([
      (
        "001_t.sql", "CREATE TABLE t (a int);\n---- create above / drop below ----\nDROP TABLE t;\n"
      ),
      ("002_t.sql", "ALTER TABLE t ADD COLUMN b int;\n"),
    ])
    let missing = try #require(found.first { $0.rule == "missing-rollback" })
    #expect(try #require(missing.help).contains("\"---- create above / drop below ----\""))
  }

  @Test func nobodyKnowsHowAPrismaOfNoVersionSends() async throws {
    let sql =
      "ALTER TABLE t ADD COLUMN a int;\nALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id);"
    let path = "prisma/migrations/20240101000000_t/migration.sql"
    let found = await findings([(path, sql)])
    let missing = try #require(found.first { $0.rule == "missing-if-not-exists" })
    #expect(missing.severity == .info)
    #expect(missing.message.contains("7.4"))
  }

  @Test func theFunctionOfATriggerMayHaveAPlaceholder() async {
    let make =
      "CREATE FUNCTION :s.f() RETURNS trigger AS $$ BEGIN RETURN new; END; $$ LANGUAGE plpgsql;"
    let found = await findings([("001_t.sql", make), ("002_t.sql", "DROP FUNCTION :s.f;")])
    #expect(!found.contains { $0.rule == "drop-object" })
    let other = await findings([
      ("001_t.sql", make.replacing("RETURNS trigger", with: "RETURNS int")),
      ("002_t.sql", "DROP FUNCTION :s.f;"),
    ])
    #expect(other.contains { $0.rule == "drop-object" })
  }

  @Test(arguments: [
    ("DROP INDEX IF EXISTS t_a_idx, t_a_idx;", 1),
    ("DROP INDEX t_a_idx;\nDROP INDEX IF EXISTS t_a_idx;", 1),
    ("DROP INDEX IF EXISTS t_a_idx;\nDROP TABLE IF EXISTS u, t;", 0),
    ("DROP INDEX IF EXISTS t_a_idx;\nDROP TABLE u;", 1),
    ("DROP INDEX IF EXISTS x_idx;\nDROP TABLE x;", 0),
  ])
  func theIndexGoesWithItsTable(_ sql: String, _ count: Int) async {
    let make = "CREATE TABLE t (a int);\nCREATE TABLE u (a int);\nCREATE INDEX t_a_idx ON t (a);"
    let known = await findings([("001_t.sql", make), ("002_t.sql", sql)])
    #expect(
      known.count { $0.rule == "drop-index-not-concurrent" } == (sql.contains("x_") ? 0 : count))
    let unknown = await findings([("002_t.sql", sql)])
    #expect(unknown.joined.count { $0.rule == "drop-index-not-concurrent" } == count)
  }

  @Test(arguments: [
    ("ALTER TABLE u DROP COLUMN t_id;", false),
    ("ALTER TABLE u DROP CONSTRAINT IF EXISTS u_t_id_fkey;", false),
    ("DROP TABLE u;", false),
    ("ALTER TABLE u DROP COLUMN b;", true),
  ])
  func whatIsDroppedByNameAsWellIsMeant(_ drop: String, _ isTold: Bool) async {
    let make =
      "CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE u (t_id int REFERENCES t, b int);"
    let found = await findings([
      ("001_t.sql", make), ("002_t.sql", "DROP TABLE t CASCADE;\n" + drop),
    ])
    #expect(found.contains { $0.rule == "cascade-reaches" } == isTold)
  }

  @Test func aLaterFileMayLetTheColumnBeNull() async {
    let make = """
      CREATE TABLE a (id int PRIMARY KEY);
      CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a ON DELETE SET NULL);
      """
    func isTold(behind later: String) async -> Bool {
      let inputs = [("001_t.sql", make), ("002_t.sql", later)].map {
        LintInput(path: $0.0, bytes: Array($0.1.utf8))
      }
      return await lint(inputs)[0].findings.contains { $0.rule == "foreign-key-action-fails" }
    }
    #expect(await isTold(behind: "SELECT 1;"))
    #expect(await !isTold(behind: "ALTER TABLE b ALTER COLUMN a DROP NOT NULL;"))
  }

  @Test func aRollbackThatDoesNothingIsToldOnce() async throws {
    let up = "CREATE TABLE a (x int);\nCREATE TABLE b (x int);\nCREATE INDEX i ON a (x);\n"
    let nothing = await findings([("001_t.sql", "-- migrate:up\n\(up)-- migrate:down\nSELECT 1;\n")]
    )
    let found = nothing.filter { $0.rule == "rollback-incomplete" }
    #expect(found.count == 1)
    #expect(try #require(found.first).message.contains("a") && found[0].message.contains("b"))
    let half = await findings([
      ("001_t.sql", "-- migrate:up\n\(up)CREATE TABLE c (x int);\n-- migrate:down\nDROP TABLE b;\n")
    ])
    #expect(half.count { $0.rule == "rollback-incomplete" } == 2)
  }

  @Test func theTypeIsCalledAsItsFileDoes() async throws {
    let made = (
      path: "001_t.sql", sql: "CREATE TYPE r AS ENUM ('a');\nCREATE TABLE t (a int, r r);\n"
    )
    let change = "CREATE TYPE r AS ENUM ('b', 'a');\nALTER TABLE t ALTER r TYPE r USING r::text::r;"
    let here = await findings([made, ("002_t.sql", "ALTER TYPE r RENAME TO r_old;\n" + change)])
    let message = try #require(here.first { $0.rule == "changing-column-type" }?.message)
    #expect(message.hasSuffix("t.r is r_old since 001_t.sql, which calls it r"))
    let later = await findings([
      made, ("002_t.sql", "ALTER TYPE r RENAME TO q;"), ("003_t.sql", "ALTER TYPE q RENAME TO p;"),
      ("004_t.sql", "ALTER TABLE t ADD c q;"), ("005_t.sql", change),
    ])
    let second = try #require(later.first { $0.rule == "changing-column-type" }?.message)
    #expect(second.hasSuffix("t.r is p since 001_t.sql, which calls it r"))
  }

  @Test(arguments: [
    ("IF EXISTS (SELECT 1 FROM a.t WHERE t.i = 1) THEN RAISE 'no'; END IF;", nil),
    ("UPDATE a.t SET i = a.f(i) + 1 WHERE i::text = 'x';", nil),
    ("IF EXISTS (SELECT 1 FROM t) THEN RAISE 'no'; END IF;", "t"),
    ("PERFORM a.f(now()); DELETE FROM u;", "u"),
    ("EXECUTE 'DELETE FROM u';", "u"),
    ("EXECUTE 'SELECT now() FROM ' || f(1);", "f()"),
    ("WITH w AS (SELECT 1) INSERT INTO a.t SELECT * FROM w;", nil),
    ("FOR r IN SELECT * FROM v LOOP RETURN; END LOOP;", "v"),
  ])
  func whatIsLookedUpIsNamed(_ body: String, _ names: String?) async throws {
    let sql =
      "CREATE FUNCTION a.g() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ "
      + "DECLARE r record; BEGIN \(body) END $$;"
    let found = await findings([("001_g.sql", sql)])
    let finding = try #require(found.first { $0.rule == "security-definer-search-path" })
    #expect((finding.severity == .info) == (names == nil))
    #expect(finding.message.contains("but looks \(names ?? "operators and types") up"))
  }

  @Test(arguments: [
    "ALTER TABLE \"Q\" DROP CONSTRAINT \"Q_pkey\", DROP COLUMN id, ADD PRIMARY KEY (\"stepId\");",
    "ALTER TABLE \"Q\" DROP CONSTRAINT \"Q_pkey\";\nALTER TABLE \"Q\" ADD PRIMARY KEY (\"stepId\");",
  ])
  func theNameOfTheOldKeyIsNotFree(_ sql: String) async throws {
    let found = await findings([
      ("001_q.sql", "CREATE TABLE \"Q\" (id int PRIMARY KEY, \"stepId\" int NOT NULL);"),
      ("002_q.sql", sql),
    ])
    let help = try #require(found.first { $0.rule == "adding-primary-key" }?.help)
    #expect(help.contains("CONCURRENTLY \"Q_stepId_idx\""))
    #expect(help.contains("\"Q_pkey\" PRIMARY KEY USING INDEX \"Q_stepId_idx\""))
    let isOne = sql.contains("DROP COLUMN")
    #expect(
      help.contains("DROP CONSTRAINT \"Q_pkey\", DROP COLUMN id, ADD CONSTRAINT \"Q_pkey\"")
        == isOne)
  }

  @Test func theOldKeyGoesWhateverItsName() async throws {
    let found = await findings([
      ("001_q.sql", "CREATE TABLE q (id int CONSTRAINT old_key PRIMARY KEY, s int NOT NULL);"),
      ("002_q.sql", "ALTER TABLE q DROP CONSTRAINT old_key, ADD PRIMARY KEY (s);"),
    ])
    let help = try #require(found.first { $0.rule == "adding-primary-key" }?.help)
    #expect(help.contains("ALTER TABLE q DROP CONSTRAINT old_key, ADD CONSTRAINT q_pkey"))
  }

  @Test func aColumnOfTheKeyStaysNotNull() async throws {
    let made = (path: "001_t.sql", sql: "CREATE TABLE t (id text PRIMARY KEY, a text NOT NULL);")
    let key = await findings([made, ("002_t.sql", "ALTER TABLE t DROP COLUMN id;")])
    let help = try #require(key.first { $0.rule == "drop-column" }?.help)
    #expect(!help.contains("DROP NOT NULL"))
    let other = await findings([made, ("002_t.sql", "ALTER TABLE t DROP COLUMN a;")])
    let otherHelp = try #require(other.first { $0.rule == "drop-column" }?.help)
    #expect(otherHelp.contains("ALTER COLUMN a DROP NOT NULL"))
  }

  @Test func aColumnThatIsMadeAgainIsStillNamed() async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (id text PRIMARY KEY, a text NOT NULL, b text NOT NULL);"),
      (
        "002_t.sql",
        """
        ALTER TABLE t DROP CONSTRAINT t_pkey, DROP COLUMN id, ADD COLUMN id SERIAL NOT NULL,
          DROP COLUMN a, ADD COLUMN a int, ADD PRIMARY KEY (id);
        """
      ),
    ])
    let drops = found.filter { $0.rule == "drop-column" }
    #expect(drops.count == 2)
    for drop in drops {
      #expect(drop.message.hasSuffix("ADD COLUMN makes it again, without its values"))
      let help = try #require(drop.help)
      #expect(!help.contains("no longer names it") && !help.contains("DROP NOT NULL"))
    }
  }

  @Test func theLockOfAForeignKeyIsThatOfItsColumn() async throws {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int, o int REFERENCES o);"
      ),
      ("002_t.sql", "ALTER TABLE t DROP COLUMN a, DROP COLUMN o;"),
    ])
    let drops = found.filter { $0.rule == "drop-column" }
    #expect(drops.map { $0.message.contains("reads and writes of o wait") } == [false, true])
  }

  @Test(arguments: [
    "ALTER TABLE t DROP CONSTRAINT t_o;", "ALTER TABLE t DROP COLUMN o;", "DROP TABLE t;",
    "ALTER TABLE t RENAME o TO p;", "ALTER TABLE t RENAME TO u;", "",
  ])
  func whatGoesAgainNeedsNoValidation(_ later: String) async throws {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE t (a int, o int);"),
      (
        "002_t.sql",
        "ALTER TABLE t ADD CONSTRAINT t_o FOREIGN KEY (o) REFERENCES o (id);\nUPDATE t SET a = o;\n\(later)\n"
      ),
    ])
    let finding = try #require(found.first { $0.rule == "constraint-not-valid" })
    let help = try #require(finding.help)
    let isDropped = later.contains("DROP")
    #expect(help.contains("leave it out") == isDropped)
    #expect(help.contains("NOT VALID") != isDropped)
  }

  @Test(arguments: ["ALTER TABLE t ALTER a TYPE bigserial;\n", ""])
  func whatAWayBackDoesNotReachLocksNothing(_ first: String) async {
    let up = "-- +goose Up\nALTER TABLE t ADD b int;\n"
    let down =
      "-- +goose Down\n\(first)ALTER TABLE t ADD FOREIGN KEY (o) REFERENCES o (id), DROP COLUMN b;\n"
    let found = await findings([
      (
        "001_t.sql",
        "-- +goose Up\nCREATE TABLE o (id int PRIMARY KEY);\nCREATE TABLE t (a int, o int);\n"
      ),
      ("002_t.sql", up + down),
    ])
    #expect(found.contains { $0.rule == "rollback-fails" } != first.isEmpty)
    #expect(found.contains { $0.rule == "constraint-not-valid" } == first.isEmpty)
  }

  @Test(arguments: [
    ("DO $$ BEGIN EXECUTE format('ALTER TABLE %I RENAME TO u', 't'); END $$;", false),
    ("DO $$ BEGIN EXECUTE 'SELECT 1'; END $$;", true),
    ("ALTER TABLE t RENAME TO u;", false), ("ALTER TABLE t RENAME COLUMN a TO b;", false),
    ("UPDATE t SET a = 1 WHERE a = 2;", true),
  ])
  func aLockIsTakenEarlyForWhatNobodyCanFollow(_ later: String, _ isFound: Bool) async {
    let found = await findings([
      ("001_t.sql", "CREATE TABLE t (a int);"),
      ("002_t.sql", "BEGIN;\nLOCK TABLE t IN ACCESS EXCLUSIVE MODE;\n\(later)\nCOMMIT;\n"),
    ])
    #expect(found.contains { $0.rule == "lock-table" } == isFound)
  }
}
