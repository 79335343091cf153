import Catalog
import Effects
import Testing

/// DO blocks and functions: what runs for certain, and what may run.
struct CodeTests {
  static let fixture = """
    CREATE TABLE t (id int PRIMARY KEY, n int);
    CREATE TYPE mood AS ENUM ('sad', 'ok');
    CREATE TABLE m (mood mood);
    """

  @Test(arguments: [
    ("BEGIN UPDATE t SET n = 1; END", nil), ("BEGIN CREATE TABLE t (); END", "42P07"),
    ("BEGIN CREATE TABLE t (); EXCEPTION WHEN duplicate_table THEN NULL; END", nil),
    ("BEGIN CREATE TABLE t (); EXCEPTION WHEN undefined_table THEN NULL; END", "42P07"),
    ("BEGIN IF 1 = 2 THEN CREATE TABLE t (); END IF; END", nil),
    ("BEGIN IF 1 = 2 THEN RETURN; END IF; CREATE TABLE t (); END", "42P07"),
    ("BEGIN IF random() < 1 THEN RETURN; END IF; CREATE TABLE t (); END", nil),
    ("BEGIN RETURN; CREATE TABLE t (); END", nil),
    ("BEGIN RAISE EXCEPTION 'x'; END", "P0001"),
    ("BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '22012'; END", "22012"),
    ("BEGIN EXECUTE 'CREATE TABLE t ()'; END", "42P07"),
    ("BEGIN CREATE INDEX CONCURRENTLY ON t (n); END", "25001"),
    ("DECLARE n int; BEGIN SELECT t.n INTO n FROM t WHERE id = nosuch; END", nil),
  ])
  func failures(_ body: String, _ sqlstate: String?) {
    let effects = effects(after: CodeTests.fixture, of: "DO $$ \(body) $$")
    #expect(effects.failure?.sqlstate == sqlstate)
  }

  @Test func whatMayRunLocks() {
    let block = "DO $$ BEGIN IF random() > 0.5 THEN UPDATE t SET n = 1; END IF; END $$"
    let effects = effects(after: CodeTests.fixture, of: block)
    #expect(effects.lockList == ["public.t RowExclusiveLock"])
    #expect(effects.names(.change) == ["public.t"])
  }

  @Test func whatIsNotKnownIsUnknown() {
    let block = "DO $$ BEGIN EXECUTE 'DROP TABLE ' || current_user; END $$"
    #expect(effects(after: CodeTests.fixture, of: block).unknown.contains(.locks))
  }

  @Test func functionsAreFollowed() {
    let fixture =
      CodeTests.fixture + """
        CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DELETE FROM t; END';
        CREATE PROCEDURE p() LANGUAGE sql AS 'UPDATE t SET n = 1';
        """
    for sql in ["SELECT f()", "CALL p()"] {
      #expect(effects(after: fixture, of: sql).lockList == ["public.t RowExclusiveLock"])
    }
  }

  @Test(arguments: [
    ("BEGIN; ALTER TYPE mood ADD VALUE 'new'; INSERT INTO m VALUES ('new')", "55P04"),
    ("BEGIN; ALTER TYPE mood ADD VALUE 'new'; UPDATE m SET mood = 'new'", "55P04"),
    ("BEGIN; ALTER TYPE mood ADD VALUE 'new'; SELECT 'new'::mood", "55P04"),
    ("BEGIN; ALTER TYPE mood ADD VALUE 'new'; SELECT 1 FROM m WHERE mood = 'new'", "55P04"),
    ("ALTER TYPE mood ADD VALUE 'new'; INSERT INTO m VALUES ('new')", nil),
    ("INSERT INTO m VALUES ('nosuch')", "22P02"),
    ("CREATE TABLE x (m mood DEFAULT 'nosuch')", "22P02"),
    ("ALTER TYPE mood ADD VALUE 'ok'", "42710"),
    ("ALTER TYPE mood RENAME VALUE 'nosuch' TO 'x'", "22023"),
  ])
  func labels(_ sql: String, _ sqlstate: String?) {
    #expect(effects(after: CodeTests.fixture, of: sql).failure?.sqlstate == sqlstate)
  }
}
