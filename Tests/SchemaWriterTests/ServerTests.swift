import SchemaWriter
import TestSupport
import Testing

/// What is written, on the server that is installed here: the catalogue before a migration, and behind its rollback.
@Suite(.enabled(if: Server.isInstalled, "scripts/postgres finds no PostgreSQL server"))
struct ServerTests {
  @Test func restoresTheCatalogue() throws {
    let history = """
      CREATE TYPE mood AS ENUM ('calm', 'cross');
      CREATE TABLE users (
        id bigserial PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, mood mood DEFAULT 'calm',
        age int CHECK (age > 0), big text GENERATED ALWAYS AS (upper(email)) STORED);
      CREATE TABLE posts (id int GENERATED ALWAYS AS IDENTITY, author bigint REFERENCES users);
      CREATE INDEX posts_author_idx ON posts (author) WHERE author > 0;
      CREATE VIEW emails AS SELECT id, email FROM users;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
      ALTER TABLE users ENABLE ROW LEVEL SECURITY;
      CREATE POLICY adults ON users USING (age > 17);
      COMMENT ON TABLE users IS 'it''s';
      CREATE TABLE logs (at date, what text) PARTITION BY RANGE (at);
      CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE INDEX logs_what ON logs (what);
      """
    let migrations = [
      "DROP VIEW emails; DROP TABLE posts; DROP TRIGGER touch ON users; DROP FUNCTION touch(); DROP TABLE logs",
      "ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME email TO mail; ALTER TABLE people ADD x int",
      "DROP VIEW emails; ALTER TABLE users DROP big, ALTER email TYPE text, DROP age, ALTER id TYPE int",
      """
      ALTER TYPE mood RENAME TO old_mood; CREATE TYPE mood AS ENUM ('calm');
      ALTER TABLE users ALTER mood DROP DEFAULT, ALTER mood TYPE mood USING 'calm', ALTER mood SET DEFAULT 'calm';
      DROP TYPE old_mood; CREATE OR REPLACE VIEW emails AS SELECT id, email, mood FROM users;
      """,
      """
      CREATE SCHEMA app; CREATE TABLE app.a (id int PRIMARY KEY); ALTER TABLE posts ADD a int REFERENCES app.a;
      CREATE TABLE app.b (id int REFERENCES app.a, u bigint REFERENCES users); ALTER TABLE app.a ADD b int;
      CREATE FUNCTION app.f(app.a) RETURNS int LANGUAGE sql AS 'SELECT $1.b'; COMMENT ON TABLE users IS NULL;
      ALTER POLICY adults ON users USING (age > 20); ALTER TABLE users DISABLE TRIGGER touch;
      """,
    ]
    var script = ""
    for (number, migration) in migrations.enumerated() {
      let written = rollback(of: migration, after: history)
      #expect(written.remains == [], "\(migration)")
      script += """
        CREATE DATABASE case_\(number);
        \\connect case_\(number)
        \(history)
        \(Server.fingerprint)
        \\echo @ \(number) before :hash
        \(migration);
        \(Server.fingerprint)
        \\echo @ \(number) between :hash
        \(written.script.text)
        \(Server.fingerprint)
        \\echo @ \(number) after :hash

        """
    }
    let answers = try Server.answers(to: script)
    for (number, migration) in migrations.enumerated() {
      let before = answers["\(number) before"]
      #expect(before?.count == 32)
      #expect(answers["\(number) between"] != before, "\(migration)")
      #expect(answers["\(number) after"] == before, "\(migration)")
    }
  }
}

private enum Server {
  private static let script =
    directory(of: directory(of: directory(of: #filePath))) + "/scripts/postgres"

  static let isInstalled = (try? run(script, ["--find"]))?.status == 0

  /// - Parameter sql: a script for psql, which echoes `@`, two words and a value a line.
  /// - Returns: the values by the words.
  static func answers(to sql: String) throws -> [String: String] {
    let directory = try TemporaryDirectory()
    let result = try run(script, [try directory.write("cases.sql", sql)])
    try #require(!result.standardError.contains("ERROR"), "\(result.standardError)")
    var answers: [String: String] = [:]
    for line in result.standardOutput.split(separator: "\n") where line.hasPrefix("@ ") {
      let words = line.split(separator: " ").map(String.init)
      try #require(words.count == 4)
      answers["\(words[1]) \(words[2])"] = words[3]
    }
    return answers
  }

  /// Sets the variable `hash` to something that changes with the schema; the order of columns does not count.
  static let fingerprint = """
    SELECT md5(string_agg(x, E'\\n' ORDER BY x)) AS hash FROM (
      SELECT concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
          a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'v') AND c.oid >= 16384
          AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
      UNION ALL SELECT concat_ws(' ', relname, relkind, relrowsecurity, obj_description(oid), pg_get_expr(relpartbound, oid))
        FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'S') AND oid >= 16384
          AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
      UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indexrelid >= 16384
        AND indrelid NOT IN (SELECT oid FROM pg_class WHERE relkind = 't')
      UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE oid >= 16384
      UNION ALL SELECT pg_get_viewdef(oid) FROM pg_class WHERE relkind = 'v' AND oid >= 16384
      UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE oid >= 16384
      UNION ALL SELECT tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT polname || pg_get_expr(polqual, polrelid) FROM pg_policy
      UNION ALL SELECT nspname::text FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
      UNION ALL SELECT enumtypid::regtype::text || enumlabel FROM pg_enum
    ) AS schema (x) \\gset
    """
}
