import SQLLexer
import Testing

@testable import SQLSyntax

@Suite struct DoBlockTests {
  private func body(_ sql: String) throws -> Body {
    guard let body = try only(sql).body else { throw Unexpected.tree }
    return body
  }

  private func statements(_ sql: String) throws -> [String?] {
    try body(sql).text.statements.map { text($0.range, of: sql) }
  }

  @Test func findsSQLBetweenTheWordsOfBlocks() throws {
    let sql = """
      DO LANGUAGE plpgsql $body$
      <<outer>>
      DECLARE
        n int := 5;
        t record;
        c CURSOR FOR SELECT 1;
      BEGIN
        IF n > (CASE WHEN true THEN 1 ELSE 2 END) THEN
          ALTER TABLE a ADD b int;
        ELSIF n = 2 THEN UPDATE t SET a = 1;
        ELSE
          n := 7; t.x := 8;
        END IF;
        FOR r IN 1..2 LOOP
          INSERT INTO v VALUES (r);
          CASE n WHEN 1 THEN DROP TABLE w; ELSE NULL; END CASE;
        END LOOP;
        PERFORM f(); RAISE NOTICE 'x;y'; RETURN;
        BEGIN
          CREATE TYPE k AS ENUM ('a');
        EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL;
        WHEN others THEN TRUNCATE z;
        END;
      END $body$
      """
    #expect(
      try statements(sql) == [
        "SELECT 1", "ALTER TABLE a ADD b int", "UPDATE t SET a = 1", "INSERT INTO v VALUES (r)",
        "DROP TABLE w", "PERFORM f()", "CREATE TYPE k AS ENUM ('a')", "TRUNCATE z",
      ])
    let body = try body(sql)
    #expect(body.syntaxErrors.isEmpty)
    #expect(body.caughtConditions.map(\.name) == ["duplicate_object", "sqlstate", "others"])
    #expect(body.caughtConditions.map(\.codes) == [["42710"], ["42P07"], []])
    #expect(!body.testsCatalog && !body.hasDynamicSQL)
  }

  @Test(arguments: [
    "IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'x') THEN",
    "IF to_regclass('t') IS NULL THEN",
    "IF EXISTS (SELECT 1 FROM information_schema.columns) THEN",
  ])
  func conditionsThatReadTheCatalogue(_ condition: String) throws {
    #expect(try body("DO $$BEGIN \(condition) DROP TABLE t; END IF; END$$").testsCatalog)
  }

  @Test(arguments: [
    ("'DROP TABLE t'", ["DROP TABLE t"]),
    (#"E'DROP TABLE t;\n TRUNCATE u'"#, ["DROP TABLE t", "TRUNCATE u"]),
    ("'DROP TABLE t; ' || $x$TRUNCATE u$x$", ["DROP TABLE t", "TRUNCATE u"]),
    ("format('DROP TABLE t')", ["DROP TABLE t"]),
    ("('DROP TABLE t')", ["DROP TABLE t"]),
    ("'ALTER TYPE t ADD VALUE ''it''''s'''", ["ALTER TYPE t ADD VALUE ''it''''s''"]),
  ])
  func constantTextsOfExecute(_ constant: String, _ statements: [String]) throws {
    let sql = "DO $$BEGIN EXECUTE \(constant); END$$"
    let body = try body(sql)
    #expect(!body.hasDynamicSQL)
    let executed = try #require(body.text.statements.first)
    #expect(text(executed.range, of: sql) == "EXECUTE \(constant)")
    let code = try #require(executed.body)
    #expect(code.text.statements.map { text($0.range, of: sql) } == statements)
    #expect(code.syntaxErrors.isEmpty)
  }

  @Test(arguments: [
    "x", "'DROP TABLE ' || x", "format('DROP TABLE %I', x)", "U&'x'", #"E'\'' || 'it''s'"#,
  ])
  func dynamicSQL(_ text: String) throws {
    #expect(try body("DO $$BEGIN EXECUTE \(text); END$$").hasDynamicSQL)
  }

  @Test func blocksOfOtherLanguages() throws {
    #expect(try body("DO LANGUAGE plpython3u $$drop()$$").text.statements.isEmpty)
    #expect(try only("DO ${code}").body == nil)
    #expect(try only("DO U&'BEGIN END'").body == nil)
  }

  @Test func blocksInsideBlocksHaveABound() throws {
    var sql = "DROP TABLE t"
    for level in 0..<40 { sql = "DO $t\(level)$BEGIN \(sql); END$t\(level)$" }
    var depth = 0
    var body = try body(sql)
    while let inner = body.text.statements.first?.body {
      body = inner
      depth += 1
    }
    #expect(depth == 4)
    #expect(body.unreadFrom == body.range)
  }
}
