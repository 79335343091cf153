import Catalog
import Effects
import SQLSyntax
import Testing

/// What queries and changes of data lock. Measured on 15 and 18.
struct QueryTests {
  static let fixture = """
    CREATE SCHEMA app; SET search_path = app;
    CREATE TABLE t (id int PRIMARY KEY, n int, s text);
    CREATE TABLE parent (id int PRIMARY KEY, code text);
    CREATE TABLE child (id serial PRIMARY KEY, parent_id int REFERENCES parent, note text);
    CREATE TABLE pt (id int, k int) PARTITION BY RANGE (id);
    CREATE TABLE pt_1 PARTITION OF pt FOR VALUES FROM (0) TO (500);
    CREATE TABLE pt_2 PARTITION OF pt FOR VALUES FROM (500) TO (1000);
    CREATE VIEW v1 AS SELECT id, n FROM t;
    CREATE VIEW v2 AS SELECT n FROM v1;
    CREATE TABLE log (x int);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN INSERT INTO app.log VALUES (1); RETURN NEW; END';
    CREATE TABLE noted (id int);
    CREATE TRIGGER noted BEFORE UPDATE ON noted FOR EACH ROW EXECUTE FUNCTION note();
    """

  @Test(arguments: [
    ("SELECT * FROM v2", ["v1 AccessShare", "v2 AccessShare", "t AccessShare"]),
    ("SELECT * FROM pt WHERE id = 1", ["pt AccessShare", "pt_1 AccessShare"]),
    ("SELECT * FROM t, parent FOR UPDATE OF parent", ["parent RowShare", "t AccessShare"]),
    ("SELECT * FROM (SELECT * FROM t) x FOR UPDATE", ["t RowShare"]),
    ("WITH x AS (SELECT * FROM t) SELECT * FROM x FOR UPDATE", ["t AccessShare"]),
    ("SELECT nextval('child_id_seq')", ["child_id_seq RowExclusive"]),
    (
      "INSERT INTO child (parent_id) VALUES (1)",
      ["child RowExclusive", "child_id_seq RowExclusive", "parent RowShare"]
    ),
    ("INSERT INTO child (id, parent_id) VALUES (1, NULL)", ["child RowExclusive"]),
    ("INSERT INTO pt VALUES (7, 1)", ["pt RowExclusive", "pt_1 RowExclusive"]),
    ("UPDATE pt_1 SET k = 2", ["pt AccessShare", "pt_1 RowExclusive"]),
    ("UPDATE child SET note = 'x'", ["child RowExclusive"]),
    ("UPDATE child SET parent_id = 2", ["child RowExclusive", "parent RowShare"]),
    ("DELETE FROM parent WHERE id = 1", ["child RowShare", "parent RowExclusive"]),
    ("DELETE FROM v2", ["v1 RowExclusive", "v2 RowExclusive", "t RowExclusive"]),
    ("UPDATE noted SET id = 1", ["log RowExclusive", "noted RowExclusive"]),
    ("LOCK TABLE v1 IN SHARE MODE", ["v1 Share", "t Share"]),
    (
      "WITH d AS (DELETE FROM t RETURNING id) INSERT INTO log SELECT id FROM d",
      ["log RowExclusive", "t RowExclusive"]
    ),
  ])
  func locks(_ sql: String, _ expected: [String]) {
    let effects = effects(after: QueryTests.fixture, of: "SET search_path = app; " + sql)
    #expect(effects.failure == nil)
    #expect(effects.lockList == expected.map { "app.\($0)Lock" }.sorted())
  }

  @Test(arguments: [
    ("SELECT nosuch FROM t", "42703"), ("SELECT t.nosuch FROM t", "42703"),
    ("SELECT x.id FROM t", "42P01"), ("SELECT * FROM nosuch", "42P01"),
    ("SELECT t2.id FROM t AS t2 JOIN parent USING (id) WHERE code = 'x'", nil),
    ("SELECT a.s FROM (t JOIN parent USING (id)) AS a", nil),
    ("SELECT n AS m FROM t ORDER BY m", nil), ("SELECT t FROM t", nil),
    ("SELECT xmin, ctid FROM t", nil), ("SELECT relname FROM pg_class", nil),
    ("SELECT g FROM generate_series(1, 3) g", nil),
    ("WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT i FROM r", nil),
    ("SELECT (SELECT max(p.id) FROM parent p WHERE p.id = t.id) FROM t", nil),
    ("UPDATE t SET n = e.k FROM pt e WHERE e.id = t.id RETURNING t.id", nil),
    ("INSERT INTO t (id, id) VALUES (1, 2)", "42701"),
    ("INSERT INTO log VALUES (1, 2)", "42601"), ("INSERT INTO t (id, n) VALUES (1)", "42601"),
    ("INSERT INTO parent VALUES (1) ON CONFLICT (id) DO UPDATE SET code = excluded.code", nil),
    ("INSERT INTO parent VALUES (1) ON CONFLICT (code) DO NOTHING", "42P10"),
    ("SELECT no_such_function(1, 2)", "42883"),
  ])
  func failures(_ sql: String, _ sqlstate: String?) {
    let effects = effects(after: QueryTests.fixture, of: "SET search_path = app; " + sql)
    #expect(effects.failure?.sqlstate == sqlstate)
  }

  @Test func aKeyInTheTextCannotBeInsertedTwice() {
    var (server, _) = replay("CREATE TABLE t (id int PRIMARY KEY, n int)")
    let source = parse(Array("INSERT INTO t VALUES (1, 2)".utf8))
    let first = server.execute(source.statements[0], in: source)
    #expect(server.rerun(source.statements[0], in: source, after: first) == .fails("23505"))
  }
}
