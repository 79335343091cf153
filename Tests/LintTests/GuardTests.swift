import Testing

@testable import Lint

/// Goal: a statement that can run again, for whatever reason, is not reported; and one that cannot
/// is, however near a reason may seem.
@Suite struct GuardTests {
  @Test(arguments: [
    // A drop before.
    "DROP TABLE IF EXISTS t; CREATE TABLE t (a int)",
    "DROP TABLE IF EXISTS public.t; CREATE TABLE t (a int)",
    "DROP TRIGGER IF EXISTS g ON t; CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f()",
    "DROP POLICY IF EXISTS p ON t; CREATE POLICY p ON t",
    "DROP TYPE IF EXISTS m; CREATE TYPE m AS ENUM ('a')",
    "DROP TYPE IF EXISTS m; CREATE DOMAIN m AS int",
    "DROP FUNCTION IF EXISTS f(int); CREATE FUNCTION f(a int) RETURNS int AS '' LANGUAGE sql",
    "DROP ROUTINE IF EXISTS f; CREATE PROCEDURE f() AS '' LANGUAGE sql",
    "DROP VIEW IF EXISTS v; SELECT 1; CREATE VIEW v AS SELECT 1",
    "DROP INDEX CONCURRENTLY IF EXISTS i; CREATE INDEX CONCURRENTLY i ON t (a)",
    "DROP INDEX IF EXISTS app.i; CREATE INDEX i ON app.t (a)",
    "ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
    "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_pkey; ALTER TABLE t ADD PRIMARY KEY (a)",
    "ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (a > 0)",
    "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (b)",
    "ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c; ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)",
    // What goes with the object that it is part of.
    "DROP TABLE IF EXISTS t; CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX ON t (a)",
    "DROP TABLE IF EXISTS t; CREATE TABLE t (a int); INSERT INTO t VALUES (1)",
    "DROP TABLE IF EXISTS t; CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN b int, ADD CHECK (a > 0)",
    "DROP TABLE IF EXISTS t; CREATE TABLE t (a int); CREATE POLICY p ON t",
    "DROP TYPE IF EXISTS m; CREATE TYPE m AS (a int); ALTER TYPE m ADD ATTRIBUTE b int",
    "DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE TYPE s.m AS (a int)",
    "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1; CREATE RULE r AS ON INSERT TO v DO NOTHING",
    // What it drops, it has made.
    "CREATE TABLE IF NOT EXISTS t (a int); DROP TABLE t",
    "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int; ALTER TABLE t DROP COLUMN a",
    "CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1); CREATE INDEX i ON t (a); DROP TABLE t",
    "CREATE TEMP TABLE t (a int); ALTER TABLE t ADD COLUMN b int, ADD CHECK (b > 0)",
    // What it makes is gone at the end of the transaction.
    "BEGIN; CREATE TABLE w (a int); INSERT INTO w VALUES (1); DROP TABLE w; COMMIT",
    "BEGIN; ALTER TYPE m RENAME TO m_old; CREATE TYPE m AS ENUM ('a'); DROP TYPE m_old; COMMIT",
    "BEGIN; CREATE TYPE m_new AS ENUM ('a'); ALTER TYPE m RENAME TO m_old; "
      + "ALTER TYPE m_new RENAME TO m; DROP TYPE m_old; COMMIT",
    "BEGIN; CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0); ROLLBACK",
    "BEGIN; DROP VIEW v; CREATE VIEW v AS SELECT 1; COMMIT",
    // So it is without a transaction, if nothing is likely to fail in between.
    "CREATE TABLE w (a int); DROP TABLE w",
    "DROP FUNCTION f(int); CREATE FUNCTION f(a int) RETURNS int AS '' LANGUAGE sql",
    "ALTER TYPE m RENAME TO m_old; CREATE TYPE m AS ENUM ('a'); DROP TYPE m_old",
    // DO blocks.
    "DO $$ BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "DO $$ BEGIN CREATE TABLE t (a int); EXCEPTION WHEN duplicate_table THEN NULL; END $$",
    "DO $$ BEGIN ALTER TABLE t ADD COLUMN a int; EXCEPTION WHEN OTHERS THEN NULL; END $$",
    "DO $$ BEGIN ALTER TABLE t ADD COLUMN a int; EXCEPTION WHEN SQLSTATE '42701' THEN NULL; END $$",
    "DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN undefined_table OR undefined_object THEN NULL; END $$",
    "DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN syntax_error_or_access_rule_violation THEN NULL; END $$",
    "DO $$ BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN unique_violation THEN NULL; END $$",
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 'm') THEN "
      + "CREATE TYPE m AS ENUM ('a'); END IF; END $$",
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM t WHERE a = 1) THEN INSERT INTO t VALUES (1); END IF; END $$",
    "DO $$ BEGIN IF to_regclass('t') IS NULL THEN CREATE TABLE t (a int); END IF; END $$",
    "DO $$ BEGIN ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); END $$",
    // psql.
    "\\if :first\nCREATE TABLE t (a int);\n\\if :other\nSELECT 1;\n\\endif\nCREATE TYPE m AS (a int);\n\\endif\n",
  ])
  func isSilentWhere(_ sql: String) async {
    #expect(await messages(sql, only: RerunProbe()) == [])
  }

  @Test(arguments: [
    ("DROP TABLE IF EXISTS u; CREATE TABLE t (a int)", ["table t"]),
    ("DROP TABLE IF EXISTS app.t; CREATE TABLE t (a int)", ["table t"]),
    ("DROP VIEW IF EXISTS t; CREATE TABLE t (a int)", ["table t"]),
    ("CREATE TABLE t (a int); UPDATE u SET b = 1; DROP TABLE IF EXISTS t", ["table t"]),
    (
      "DROP TRIGGER IF EXISTS g ON u; CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
      ["trigger g on t"]
    ),
    (
      "ALTER TABLE u DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
      ["constraint c of t"]
    ),
    // Only the drop needs its IF EXISTS.
    ("DROP TYPE m; UPDATE u SET b = 1; CREATE TYPE m AS (a int)", ["type m"]),
    ("BEGIN; DROP TABLE IF EXISTS t; ROLLBACK; CREATE TABLE t (a int)", ["table t"]),
    ("CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN a", ["table t", "column a of t"]),
    // One of two commands is guarded.
    (
      "ALTER TABLE t DROP CONSTRAINT IF EXISTS c; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0), ADD COLUMN b int",
      ["column b of t"]
    ),
    // A run that stops in between leaves the first half.
    ("CREATE TABLE w (a int); UPDATE u SET b = 1; DROP TABLE w", ["table w"]),
    (
      "ALTER TYPE m RENAME TO m_old; CREATE TYPE m AS ENUM ('a'); UPDATE u SET b = 1; DROP TYPE m_old",
      ["type m"]
    ),
    // The wrong condition, and one that a second index does not raise.
    (
      "DO $$ BEGIN ALTER TABLE t ADD UNIQUE (a); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
      ["constraint without a name on t"]
    ),
    (
      "DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c UNIQUE (a); EXCEPTION WHEN duplicate_object THEN NULL; END $$",
      ["constraint c of t"]
    ),
    ("DO $$ BEGIN CREATE TABLE t (a int); END $$", ["table t"]),
    ("\\if :first\n\\endif\nCREATE TABLE t (a int);", ["table t"]),
  ])
  func reports(_ sql: String, subjects: [String]) async {
    #expect(await messages(sql, only: RerunProbe()) == subjects)
  }

  @Test(arguments: [
    ("DROP TABLE IF EXISTS t; CREATE TABLE t (a int)", "dropBefore"),
    ("CREATE TABLE IF NOT EXISTS t (a int); DROP TABLE t", "madeHere"),
    ("\\if :x\nCREATE TABLE t (a int);\n\\endif", "psqlIf"),
  ])
  func saysWhatGuards(_ sql: String, guarding: String) async {
    #expect(await messages(sql, only: GuardProbe(), preset: .all) == [guarding])
  }

  @Test func guardsStatementsOfADoBlock() async {
    let sql = "DO $$ BEGIN IF to_regclass('t') IS NULL THEN CREATE TABLE t (a int); END IF; END $$"
    #expect(await messages(sql, only: GuardProbe(), preset: .all) == ["doBlock"])
  }
}
