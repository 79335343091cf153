import SQLLexer
import Testing

@testable import SQLSyntax

/// `reads a, b; writes c`, in the order of the names.
private func relations(_ sql: String) throws -> String {
  let file = parse(Array(sql.utf8))
  let statement = try #require(file.statements.first)
  #expect(statement.syntaxError == nil, "\(sql)")
  let relations = file.relations(of: statement)
  func list(_ names: Set<QualifiedName>) -> String {
    names.map(\.description).sorted().joined(separator: ", ")
  }
  return "reads \(list(relations.read)); writes \(list(relations.written))"
}

@Suite struct RelationTests {
  @Test(arguments: [
    ("SELECT * FROM a, s.b x JOIN ONLY c ON true", "reads a, c, s.b; writes "),
    ("SELECT * FROM A, \"A\", a", "reads A, a; writes "),
    ("TABLE a", "reads a; writes "),
    (
      "SELECT (SELECT 1 FROM a) FROM f((SELECT 1 FROM b)), LATERAL (SELECT FROM c) x",
      "reads a, b, c; writes "
    ),
    ("SELECT FROM a x, b WHERE EXISTS (SELECT FROM x) FOR UPDATE OF y", "reads a, b, x; writes "),
    ("SELECT a INTO b FROM c", "reads c; writes "),
    ("INSERT INTO a SELECT * FROM b RETURNING (SELECT 1 FROM c)", "reads b, c; writes a"),
    ("INSERT INTO s.a AS x VALUES ((SELECT 1 FROM a))", "reads a; writes s.a"),
    ("UPDATE a SET b = (SELECT 1 FROM c) FROM d WHERE CURRENT OF e", "reads c, d; writes a"),
    ("DELETE FROM a USING b, a x", "reads a, b; writes a"),
    (
      "MERGE INTO a USING (SELECT * FROM b) c ON true WHEN MATCHED THEN DELETE",
      "reads b; writes a"
    ),
    ("COPY a TO STDOUT", "reads a; writes "),
    ("COPY s.a FROM '/a'", "reads ; writes s.a"),
    ("COPY (DELETE FROM a RETURNING *) TO '/a'", "reads ; writes a"),
    ("EXPLAIN ANALYZE UPDATE a SET b = 1 FROM c", "reads c; writes a"),
    ("PREPARE p AS INSERT INTO a TABLE b", "reads b; writes a"),
    ("DECLARE c CURSOR FOR SELECT FROM a", "reads a; writes "),
    ("CREATE VIEW v AS SELECT FROM a", "reads a; writes "),
    ("CREATE MATERIALIZED VIEW v AS SELECT FROM a", "reads a; writes "),
    ("CREATE TABLE t AS SELECT FROM a", "reads a; writes "),
    (
      "CREATE RULE r AS ON DELETE TO a WHERE EXISTS (TABLE b) DO (INSERT INTO c TABLE d; DELETE FROM e)",
      "reads b, d; writes c, e"
    ),
  ])
  func areThoseOfAllQueries(sql: String, expected: String) throws {
    #expect(try relations(sql) == expected, "\(sql)")
  }

  @Test(arguments: [
    // Behind its clause, at any depth, but not by another name.
    (
      "WITH a AS (SELECT FROM t) SELECT FROM a, (SELECT FROM A) x, s.a, \"A\"",
      "reads A, s.a, t; writes "
    ),
    // Not in itself or in those before it, unless the clause is recursive.
    (
      "WITH a AS (SELECT FROM a), b AS (SELECT FROM a, c), c AS (TABLE b) SELECT FROM b, c",
      "reads a, c; writes "
    ),
    (
      "WITH RECURSIVE a AS (SELECT FROM a), b AS (TABLE c), c AS (TABLE b) SELECT FROM b, t",
      "reads t; writes "
    ),
    // Not outside its statement.
    ("(WITH a AS (SELECT) SELECT FROM a) UNION SELECT FROM a", "reads a; writes "),
    ("SELECT FROM (WITH a AS (SELECT) SELECT FROM a) x, a", "reads a; writes "),
    // Around set operations and ORDER BY.
    ("WITH a AS (SELECT) TABLE a UNION TABLE a ORDER BY (SELECT 1 FROM a)", "reads ; writes "),
    // Inside another WITH.
    (
      "WITH a AS (WITH b AS (SELECT) SELECT FROM b, c), c AS (TABLE b) SELECT FROM a, c",
      "reads b, c; writes "
    ),
    ("WITH a AS (SELECT) SELECT FROM (WITH b AS (TABLE a) SELECT FROM a, b) x", "reads ; writes "),
    // What is written to is a table.
    ("WITH a AS (SELECT) INSERT INTO a TABLE a", "reads ; writes a"),
    ("WITH a AS (SELECT) UPDATE a SET b = 1 FROM a x", "reads ; writes a"),
    (
      "WITH a AS (DELETE FROM t RETURNING *) MERGE INTO u USING a ON true WHEN MATCHED THEN DELETE",
      "reads ; writes t, u"
    ),
    ("INSERT INTO t WITH a AS (SELECT) SELECT FROM a, b", "reads b; writes t"),
    ("CREATE RECURSIVE VIEW v (a) AS SELECT 1 UNION SELECT a FROM v, t", "reads t; writes "),
    ("CREATE VIEW v AS SELECT FROM v", "reads v; writes "),
  ])
  func areNotCommonTables(sql: String, expected: String) throws {
    #expect(try relations(sql) == expected, "\(sql)")
  }
}

@Suite struct ColumnTests {
  /// The condition of the only CHECK.
  private func check(_ condition: String) throws -> (SyntaxFile, Expression) {
    let file = parse(Array("ALTER TABLE t ADD CHECK (\(condition))".utf8))
    let statement = try #require(file.statements.first)
    #expect(statement.syntaxError == nil, "\(condition)")
    return (file, try #require(statement.checks.first, "\(condition)"))
  }

  @Test(arguments: [
    ("a > 1 AND \"B\" < C", "B a c"),
    ("lower(t.a) = 'b' AND s.f(b => c::d.e)", "c t.a"),
    ("(a).b[c] IS NULL", "a c"),
    ("t.* IS NOT NULL OR true", ""),
    ("CASE a WHEN b THEN coalesce(c, d) ELSE extract(year FROM e) END", "a b c d e"),
    ("a IN (SELECT b FROM c WHERE d)", "a b d"),
    ("current_date > a AT TIME ZONE b COLLATE \"C\"", "a b"),
  ])
  func areNamedByExpressions(condition: String, expected: String) throws {
    let (file, check) = try check(condition)
    let columns = file.columns(of: check).map(\.description).sorted().joined(separator: " ")
    #expect(columns == expected, "\(condition)")
  }

  @Test(arguments: [
    ("lower(a) = s.f(b, F(c))", "f lower s.f"),
    ("count(*) FILTER (WHERE g(a)) OVER (ORDER BY h(b)) > 1", "count g h"),
    ("a BETWEEN coalesce(b, c) AND extract(year FROM d)", ""),
    ("a = ANY (ARRAY[f(1)]) AND b IN (SELECT g() FROM h())", "f g h"),
  ])
  func functionsAreThoseCalled(condition: String, expected: String) throws {
    let (file, check) = try check(condition)
    let functions = file.functions(calledBy: check).map(\.description).sorted()
      .joined(separator: " ")
    #expect(functions == expected, "\(condition)")
  }

  @Test func ofAnIndexAreAllThatItReads() throws {
    let file = parse(
      Array("CREATE INDEX ON t (a, lower(b), (c || D)) INCLUDE (e) WHERE f IS NULL".utf8))
    guard case .createIndex(let index) = try #require(file.statements.first).tree else {
      throw Unexpected.tree
    }
    #expect(file.columns(of: index).map(\.text).sorted() == ["a", "b", "c", "d", "e", "f"])
  }

  @Test(arguments: [
    ("CREATE TABLE t (a int CHECK (a > 1) CHECK (a < b), CHECK (c), d int CHECK (d))", "a|a b|c|d"),
    ("ALTER TABLE t ADD COLUMN a int CHECK (a > 1), ADD CONSTRAINT c CHECK (b)", "a|b"),
    ("CREATE DOMAIN d AS int CHECK (VALUE > 1)", "value"),
    ("ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 1)", "value"),
    ("CREATE SCHEMA s CREATE TABLE t (a int CHECK (a > 1))", "a"),
    ("CREATE TABLE t (a int DEFAULT b NOT NULL)", ""),
  ])
  func ofChecksAreInTheOrderOfTheText(sql: String, expected: String) throws {
    let file = parse(Array(sql.utf8))
    let statement = try #require(file.statements.first)
    let columns = statement.checks.map { check in
      file.columns(of: check).map(\.description).sorted().joined(separator: " ")
    }
    #expect(columns.joined(separator: "|") == expected, "\(sql)")
  }

  @Test(arguments: [
    ("a IS NOT NULL", "a"),
    ("((t.a) IS NOT NULL)", "a"),
    ("a NOTNULL AND (b > 1 AND c IS DISTINCT FROM NULL) AND NOT d IS NULL", "a c d"),
    ("NOT (a ISNULL)", "a"),
    ("a IS NOT NULL OR b IS NOT NULL", ""),
    ("NOT (a IS NOT NULL)", ""),
    ("NOT (a IS NULL AND b IS NULL)", ""),
    ("a IS NOT DISTINCT FROM NULL", ""),
    ("a IS DISTINCT FROM b", ""),
    ("lower(a) IS NOT NULL", ""),
    ("(a, b) IS NOT NULL", ""),
    ("t.* IS NOT NULL", ""),
    ("(a IS NOT NULL) = true", ""),
    ("a BETWEEN 1 AND 2 AND b IS NOT NULL", "b"),
  ])
  func areNotNullIfACheckSaysSo(condition: String, expected: String) throws {
    let (file, check) = try check(condition)
    let columns = file.columnsNotNull(by: check).map(\.text).sorted().joined(separator: " ")
    #expect(columns == expected, "\(condition)")
  }
}

@Suite struct ComparisonsWithNullTests {
  @Test(arguments: [
    ("DELETE FROM t WHERE a = NULL OR NULL <> b", "a = NULL|NULL <> b"),
    ("DELETE FROM t WHERE (a) = (NULL::text)", "(a) = (NULL::text)"),
    ("UPDATE t SET a = NULL, b = (c != NULL) WHERE d IS NULL", "c != NULL"),
    ("DELETE FROM t WHERE a IS DISTINCT FROM NULL AND b IN (NULL) AND c || NULL = d", ""),
    ("ALTER TABLE t ADD CHECK (a > NULL)", "a > NULL"),
    ("SELECT NULL = NULL", ""),
    ("CREATE INDEX ON t (a) WHERE b = NULL", "b = NULL"),
  ])
  func areFoundWhereverTheyStand(sql: String, expected: String) {
    let file = parse(Array("SELECT x = NULL; \(sql); SELECT y = NULL".utf8))
    let found = file.comparisonsWithNull(in: file.statements[1]).map { file.text($0.range) }
    #expect(found.joined(separator: "|") == expected, "\(sql)")
  }
}

@Suite struct ColumnsHandedOnTests {
  @Test(arguments: [
    ("INSERT INTO t (x) SELECT a.b FROM a WHERE c = 1", "b"),
    ("INSERT INTO t SELECT a.b, upper(c) FROM a JOIN s ON a.d = s.e JOIN u USING (f)", "b, c"),
    (
      "INSERT INTO t SELECT e FROM a, unnest(a.b) e GROUP BY c HAVING max(d) > 1 ORDER BY f", "b, e"
    ),
    ("INSERT INTO t SELECT row_number() OVER (ORDER BY b), count(c) FILTER (WHERE d) FROM a", "c"),
    (
      "INSERT INTO t SELECT CASE WHEN b THEN c ELSE 1 END FROM (SELECT d FROM a WHERE e) x",
      "b, c, d"
    ),
    ("WITH x AS (SELECT b FROM a WHERE c) INSERT INTO t SELECT * FROM x", "b"),
    ("UPDATE t SET x = b, (y, z) = (SELECT c, d FROM a WHERE e = f) FROM s WHERE g = h", "b, c, d"),
    (
      "MERGE INTO t USING a ON t.b = a.c WHEN MATCHED AND d THEN UPDATE SET x = e "
        + "WHEN NOT MATCHED THEN INSERT (y) VALUES (f)", "e, f"
    ),
    ("CREATE TABLE t AS SELECT b FROM a WHERE c IN (SELECT d FROM s)", "b"),
  ])
  func areNotThoseThatAreOnlyCompared(sql: String, expected: String) throws {
    let file = parse(Array(sql.utf8))
    let statement = try #require(file.statements.first)
    #expect(statement.syntaxError == nil, "\(sql)")
    let columns = file.columnsHandedOn(by: statement).sorted().joined(separator: ", ")
    #expect(columns == expected, "\(sql)")
  }
}
