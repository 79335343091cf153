import SQLLexer
import Testing

@testable import SQLSyntax

@Suite struct DoBlockTests {
  private func block(_ sql: String) throws -> DoBlock {
    guard case .doBlock(let block) = try only(sql).tree else { throw Unexpected.tree }
    return block
  }

  private func statements(_ sql: String) throws -> [String?] {
    try block(sql).statements.map { text($0.range, of: sql) }
  }

  @Test func findsSQLBetweenTheWordsOfBlocks() throws {
    let sql = """
      DO LANGUAGE plpgsql $body$
      <<outer>>
      DECLARE
        n int := 5;
        c CURSOR FOR SELECT 1;
      BEGIN
        IF n > CASE WHEN true THEN 1 ELSE 2 END THEN
          ALTER TABLE a ADD b int;
        ELSIF n = 2 THEN UPDATE t SET a = 1;
        ELSE
          n := 7; t.x := 8; delete = 9;
        END IF;
        FOR r IN SELECT * FROM u LOOP
          INSERT INTO v VALUES (r.a);
          CASE n WHEN 1 THEN DROP TABLE w; ELSE NULL; END CASE;
        END LOOP outer;
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
        "ALTER TABLE a ADD b int", "UPDATE t SET a = 1", "INSERT INTO v VALUES (r.a)",
        "DROP TABLE w",
        "CREATE TYPE k AS ENUM ('a')", "TRUNCATE z",
      ])
    let block = try block(sql)
    #expect(block.caughtConditions == ["duplicate_object", "sqlstate", "42p07", "others"])
    #expect(!block.testsCatalog && !block.hasDynamicSQL)
  }

  @Test(arguments: [
    "IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'x') THEN",
    "IF to_regclass('t') IS NULL THEN",
    "IF EXISTS (SELECT 1 FROM information_schema.columns) THEN",
  ])
  func conditionsThatReadTheCatalogue(_ condition: String) throws {
    #expect(try block("DO $$BEGIN \(condition) DROP TABLE t; END IF; END$$").testsCatalog)
  }

  @Test func dynamicSQLIsKnownAsSuch() throws {
    #expect(try block("DO $$BEGIN EXECUTE format('DROP TABLE %I', x); END$$").hasDynamicSQL)
    #expect(try block("DO 'BEGIN DROP TABLE t; END'").statements.count == 1)
    #expect(try block("DO 'BEGIN RAISE ''x''; END'").hasDynamicSQL)
    #expect(try block("DO LANGUAGE plpython3u $$drop()$$").statements.isEmpty)
  }

  @Test func blocksInsideBlocksHaveABound() throws {
    var sql = "DROP TABLE t"
    for level in 0..<40 { sql = "DO $t\(level)$BEGIN \(sql); END$t\(level)$" }
    var depth = 0
    var statement = try only(sql)
    while case .doBlock(let block) = statement.tree, let inner = block.statements.first {
      statement = inner
      depth += 1
    }
    #expect(depth == 4)
    guard case .doBlock(let last) = statement.tree else { throw Unexpected.tree }
    #expect(last.hasDynamicSQL)
  }
}
