import Catalog
import Effects
import Testing

/// The columns of views and of tables made by queries, and what depends on what they read.
struct ViewTests {
  static let fixture = """
    CREATE TABLE t (id int, a int, s varchar(5), gone text);
    CREATE TABLE u (id bigint, b text);
    ALTER TABLE t DROP COLUMN gone;
    """

  /// PostgreSQL refuses to read them; that they are there must not keep anything from ending.
  @Test(arguments: [
    "SELECT * FROM a", "LOCK TABLE a", "INSERT INTO a VALUES (1)", "UPDATE b SET x = 2",
    "DELETE FROM a", "DROP VIEW a CASCADE", "CREATE MATERIALIZED VIEW m AS SELECT * FROM b",
  ])
  func viewsInACircleEnd(_ sql: String) {
    let fixture = """
      CREATE TABLE t (x int); CREATE VIEW a AS SELECT x FROM t; CREATE VIEW b AS SELECT x FROM a;
      CREATE OR REPLACE VIEW a AS SELECT x FROM b;
      """
    var server = Replay(version: 18, isEmpty: true, expectsWholeHistory: true)
    server.beginFile(0)
    #expect(server.run(fixture + sql).count == 5)
  }

  @Test(arguments: [
    ("SELECT * FROM t", "id integer, a integer, s character varying(5)"),
    ("SELECT t.*, b FROM t, u", "id integer, a integer, s character varying(5), b text"),
    ("SELECT * FROM t JOIN u USING (id)", "id ?, a integer, s character varying(5), b text"),
    ("SELECT count(*), max(a) AS m, s::text FROM t GROUP BY s", "count bigint, m integer, s text"),
    ("SELECT CASE WHEN a > 0 THEN 1 END, (SELECT b FROM u LIMIT 1) FROM t", "case integer, b ?"),
    (
      "WITH x (k) AS (SELECT a FROM t) SELECT k, now() FROM x",
      "k integer, now timestamp with time zone"
    ),
    ("SELECT x FROM (VALUES (1), (2)) AS v (x)", "x ?"),
  ])
  func columns(_ query: String, _ expected: String) {
    let (server, all) = replay(ViewTests.fixture + "CREATE VIEW v AS \(query)")
    #expect(all.last?.failure == nil)
    let view = server.catalog.allObjects.first { server.catalog[$0].name == "v" }
    guard let view, let relation = server.catalog.relation(view) else {
      Issue.record("no view")
      return
    }
    let columns = relation.columns.map { column in
      "\(column.name) " + (column.type.map { server.catalog.describe($0) } ?? "?")
    }
    #expect(columns.joined(separator: ", ") == expected)
  }

  @Test(arguments: [
    ("ALTER TABLE t DROP COLUMN a", "2BP01"), ("ALTER TABLE t DROP COLUMN s", nil),
    ("DROP TABLE t", "2BP01"), ("DROP TABLE u", nil), ("DROP VIEW v", nil),
    ("CREATE OR REPLACE VIEW v AS SELECT id FROM t", "42P16"),
    ("CREATE OR REPLACE VIEW v AS SELECT a, id FROM t", "42P16"),
    ("CREATE OR REPLACE VIEW v AS SELECT id, a::bigint AS a FROM t", "42P16"),
    ("CREATE OR REPLACE VIEW v AS SELECT id, a, s FROM t", nil),
    ("CREATE VIEW w (x, y) AS SELECT id FROM t", "42601"),
    ("CREATE VIEW w AS SELECT id, id FROM t", "42701"),
    ("REFRESH MATERIALIZED VIEW CONCURRENTLY m", "55000"),
  ])
  func dependencies(_ sql: String, _ sqlstate: String?) {
    let fixture =
      ViewTests.fixture + """
        CREATE VIEW v AS SELECT id, a FROM t;
        CREATE MATERIALIZED VIEW m AS SELECT 1 AS one;
        """
    #expect(effects(after: fixture, of: sql).failure?.sqlstate == sqlstate)
  }
}
