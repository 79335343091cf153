import Effects
import Migrations
import SQLSyntax
import Testing

/// What DO blocks and functions do when they run.
@Suite struct BodyTests {
  /// The effects of the last statement of a history in which each statement is a transaction.
  private func last(_ sql: String) -> Effects {
    var replay = Replay(version: 15)
    var last = Effects()
    replay.run(parse(Array(sql.utf8)), transport: .autocommit) { _, _, effects, _ in last = effects
    }
    return last
  }

  private func locks(_ sql: String) -> [String] {
    last(sql).locks.map { "\($0.relation.name) \($0.mode.name)" }.sorted()
  }

  @Test func statementsOfABlockAreExecuted() {
    let sql = "DO $$ BEGIN CREATE TABLE t (a int); TRUNCATE u; END $$"
    #expect(last(sql).creates.map(\.name) == ["public.t"])
    #expect(locks(sql) == ["public.t AccessExclusiveLock", "public.u AccessExclusiveLock"])
  }

  @Test func anExceptionClauseTakesBackWhatTheBlockDid() {
    let table = "CREATE TABLE t (a int);"
    let caught =
      "DO $$ BEGIN TRUNCATE u; CREATE TABLE t (a int); EXCEPTION WHEN duplicate_table THEN NULL; END $$"
    #expect(last(table + caught).failure == nil)
    #expect(locks(table + caught).isEmpty)
    let other =
      "DO $$ BEGIN CREATE TABLE t (a int); EXCEPTION WHEN unique_violation THEN NULL; END $$"
    #expect(last(table + other).failure?.sqlstate == "42P07")
  }

  @Test(arguments: [
    "SELECT 1 FROM pg_class WHERE relname = 't'",
    "SELECT FROM pg_catalog.pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname = 't'",
    "SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a'",
    "SELECT * FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'a' AND NOT attisdropped",
    "SELECT 1 FROM pg_constraint WHERE conname = 't_pkey'",
    "SELECT 1 FROM pg_constraint WHERE conrelid = 'public.t'::regclass AND contype = 'p'",
    "SELECT 1 FROM pg_tables WHERE tablename = 't' AND schemaname IN ('app', 'public')",
    "SELECT 1 FROM pg_indexes WHERE indexname = 't_pkey' AND tablename = 't'",
  ])
  func testsOfTheCatalogueAreAnswered(_ query: String) {
    let table = "CREATE TABLE t (a int PRIMARY KEY);"
    let block = "DO $$ BEGIN IF NOT EXISTS (\(query)) THEN TRUNCATE u; END IF; END $$"
    #expect(locks(table + block).isEmpty)
    #expect(locks(block) == ["public.u AccessExclusiveLock"])
  }

  @Test func textsForExecuteAreComputed() {
    let sql = """
      DO $$
      DECLARE
        kind text := 'TABLE';
        r record;
        name text;
      BEGIN
        FOREACH name IN ARRAY ARRAY['a', 'B'] LOOP
          EXECUTE format('CREATE %s %I (id int)', kind, name);
        END LOOP;
        FOR i IN 1..2 LOOP EXECUTE 'TRUNCATE u' || i; END LOOP;
        FOR r IN SELECT relname FROM pg_class WHERE relname = 'a' LOOP
          EXECUTE 'TRUNCATE ' || r.relname;
        END LOOP;
      END $$
      """
    #expect(last(sql).creates.map(\.name) == ["public.a", "public.B"])
    #expect(
      locks(sql).filter { !$0.contains("public.B") } == [
        "public.a AccessExclusiveLock", "public.u1 AccessExclusiveLock",
        "public.u2 AccessExclusiveLock",
      ])
  }

  @Test func whatDependsOnRowsMayRun() {
    let sql = "DO $$ BEGIN IF (SELECT count(*) FROM t) > 0 THEN TRUNCATE u; END IF; END $$"
    #expect(locks(sql).contains("public.u AccessExclusiveLock"))
    let fails =
      "DO $$ BEGIN IF (SELECT count(*) FROM t) > 0 THEN RAISE EXCEPTION 'x'; END IF; END $$"
    #expect(last(fails).failure == nil)
  }

  @Test func anErrorIsRaisedOnlyForCertain() {
    #expect(last("DO $$ BEGIN RAISE EXCEPTION 'no'; END $$").failure?.sqlstate == "P0001")
    let guess = """
      DO $$ BEGIN
        IF to_regclass('t') IS NULL THEN RAISE EXCEPTION 'no'; END IF;
      END $$
      """
    #expect(last(guess).failure == nil)
    #expect(last(guess).unknown.contains(.fails))
    #expect(last("CREATE TABLE t (); DROP TABLE t;" + guess).failure?.sqlstate == "P0001")
  }
}
