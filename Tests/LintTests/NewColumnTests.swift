import Diagnostics
import Lint
import Testing

/// Goal: what a new column costs is told once, with its reason, and only where there are rows that others use.
@Suite struct NewColumnTests {
  private let rules = ["adding-column-rewrites", "adding-required-column", "certain-failure"]

  private func findings(_ files: String...) async -> [Finding] {
    let inputs = files.enumerated().map { place, sql in
      LintInput(path: "00\(place + 1)_x.sql", bytes: Array(sql.utf8))
    }
    return await lint(inputs).last?.findings.filter { rules.contains($0.rule) } ?? []
  }

  /// P2 of what linters get wrong: measured on 15 and 18 ("whether the table was rewritten").
  @Test(arguments: [
    "timezone('utc', now())", "to_char(now(), 'YYYY')", "extract(epoch FROM now())",
    "current_setting('app.tenant', true)", "ARRAY[1, 2]", "pg_catalog.now()", "'{}'::jsonb",
    "statement_timestamp()", "(SELECT 1)",
  ])
  func isComputedOnce(_ value: String) async {
    let found = await findings("ALTER TABLE t ADD COLUMN c text DEFAULT \(value);")
    #expect(found.filter { $0.severity == .error } == [])
  }

  @Test(arguments: [
    "random()", "gen_random_uuid()", "clock_timestamp()", "nextval('s')", "timeofday()",
    "ARRAY[random()]", "CASE WHEN true THEN md5(random()::text) END", "pg_catalog.random()",
  ])
  func isComputedForEachRow(_ value: String) async {
    let found = await findings("ALTER TABLE t ADD COLUMN c text DEFAULT \(value);")
    #expect(found.map(\.rule) == ["adding-column-rewrites"])
    #expect(found.allSatisfy { $0.severity == .error })
  }

  /// [add_column_default_volatile_sql_function]
  @Test func bodiesInPlaceOfCallsCount() async {
    let functions = """
      CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION app.dice() RETURNS float LANGUAGE sql AS 'SELECT random()';
      CREATE FUNCTION app.nothing() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
      """
    let found = await findings(
      functions,
      """
      ALTER TABLE t ADD COLUMN a int DEFAULT app.one();
      ALTER TABLE t ADD COLUMN b float DEFAULT app.dice();
      ALTER TABLE t ADD COLUMN c int DEFAULT app.nothing();
      """)
    #expect(found.count == 1 && found.allSatisfy { $0.message.contains("app.dice()") })
  }

  @Test func doubtNamesItsReason() async {
    let found = await findings(
      "CREATE FUNCTION app.f(int) RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 1; END';",
      """
      ALTER TABLE t ADD COLUMN a int DEFAULT 1 <+> 2;
      ALTER TABLE t ADD COLUMN b int DEFAULT ${value};
      ALTER TABLE t ADD COLUMN c int DEFAULT app.f(1) + app.g();
      ALTER TABLE t ADD COLUMN d app.code;
      """)
    #expect(found.allSatisfy { $0.message.contains(" if ") })
    // Few types are domains.
    #expect(found.map(\.severity) == [.warning, .warning, .warning, .info])
    let doubts = ["operator <+>", "not all of it is known", "app.g()", "app.code"]
    #expect(found.count == doubts.count)
    for (finding, doubt) in zip(found, doubts) { #expect(finding.message.contains(doubt)) }
  }

  @Test func whatFailsIsNotSaidToRewrite() async {
    let found = await findings(
      "CREATE DOMAIN code AS text NOT NULL CHECK (VALUE <> ''); CREATE DOMAIN n AS int CHECK (VALUE > 0);",
      """
      ALTER TABLE t ADD COLUMN a code;
      ALTER TABLE t ADD COLUMN b n NOT NULL;
      ALTER TABLE t ADD COLUMN c code DEFAULT 'x';
      """)
    #expect(
      found.map(\.rule) == [
        "adding-required-column", "adding-required-column", "adding-column-rewrites",
      ])
  }

  @Test(arguments: [
    "TRUNCATE t; ALTER TABLE t ADD COLUMN a uuid NOT NULL DEFAULT gen_random_uuid(), ADD b int NOT NULL;",
    "DELETE FROM t; ALTER TABLE t ADD COLUMN a int NOT NULL;",
    "CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN a serial, ADD b int NOT NULL;",
    "CREATE TEMP TABLE t (id int); ALTER TABLE t ADD COLUMN a serial, ADD b int NOT NULL;",
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'ALTER TABLE t ADD COLUMN a serial';",
    "ALTER TABLE t ADD COLUMN a int NULL, ADD b int NOT NULL DEFAULT 3, ADD c timestamptz DEFAULT now();",
    "CREATE TYPE pair AS (a int); ALTER TYPE pair ADD ATTRIBUTE b int;",
    "-- migrate:up\nSELECT 1;\n-- migrate:down\nALTER TABLE t ADD COLUMN a serial;",
  ])
  func nothingToSay(_ sql: String) async {
    #expect(await findings(sql) == [])
  }

  /// Each is told of inside a DO block as well, and for the partitions of a table.
  @Test func blocksAndPartitions() async {
    let block = await findings(
      "DO $$ BEGIN IF true THEN ALTER TABLE t ADD COLUMN a serial; END IF; END $$;")
    #expect(block.map(\.rule) == ["adding-column-rewrites"])
    let partitioned = await findings(
      "CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p DEFAULT;",
      "ALTER TABLE p ADD COLUMN a float DEFAULT random();")
    #expect(partitioned.map(\.rule) == ["adding-column-rewrites"])
  }

  /// What PostgreSQL refuses altogether is a certain failure and nothing else.
  @Test(arguments: [
    "ALTER TABLE t ALTER COLUMN v TYPE integer;",  // text has no cast to integer by itself
    "ALTER TABLE t ALTER COLUMN n TYPE bigint;",  // the view shows it
    "ALTER TABLE t ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY;",  // it may be null
    "ALTER TABLE t ADD COLUMN v text;", "ALTER TABLE t ALTER COLUMN missing SET DEFAULT 1;",
    "ALTER TABLE t ALTER COLUMN id DROP NOT NULL;", "ALTER TABLE t ADD COLUMN c int DEFAULT v;",
    "ALTER TABLE t ALTER COLUMN n SET DEFAULT 'many';", "ALTER TABLE t ADD c numeric DEFAULT '';",
    "ALTER TABLE t ADD c boolean DEFAULT 'maybe';", "ALTER TABLE t ADD c uuid DEFAULT 'none';",
  ])
  func certainFailures(_ sql: String) async {
    let found = await findings(
      "CREATE TABLE t (id int PRIMARY KEY, n int, v text); CREATE VIEW w AS SELECT n FROM t;", sql)
    #expect(found.map(\.rule) == ["certain-failure"])
  }

  /// Tried on 15.
  @Test(arguments: [
    "int DEFAULT ' 42 '", "numeric DEFAULT 'NaN'", "float DEFAULT '-Infinity'", "real DEFAULT '.5'",
    "boolean DEFAULT 'T'", "boolean DEFAULT ' off '", "bigint DEFAULT '-3'", "text DEFAULT 'many'",
    "uuid DEFAULT '{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}'", "int DEFAULT '{{ value }}'",
  ])
  func literalsThatAreRead(_ column: String) async {
    #expect(await findings("ALTER TABLE t ADD COLUMN c \(column);") == [])
  }
}
