import Migrations
import Testing

/// What is new, what rewrites and scans, what builds and refuses a transaction.
@Suite struct LockPitfallTests {
  static let pitfalls: [Pitfall] = newObjects + defaults + types + notNull + indexes

  @Test(arguments: pitfalls)
  func pitfall(_ pitfall: Pitfall) async { await pitfall.expect() }

  private static let users =
    "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), name text, rank int, at timestamp);"

  // MARK: - Objects that the same migration makes

  private static let newObjects: [Pitfall] = [
    .bait(
      "index, constraint, type and NOT NULL of a new table",
      """
      CREATE TABLE t (a int, b varchar(10));
      CREATE INDEX t_a_idx ON t (a);
      ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0);
      ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b TYPE int USING b::int;
      """),
    .bait(
      "temporary tables",
      "CREATE TEMP TABLE t (a int); CREATE INDEX ON t (a); TRUNCATE t; DROP TABLE t;"),
    .bait(
      "an index of a new materialized view",
      "CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX ON m (a);"
    ),
    .bait("dropped again", "CREATE TABLE t (a int); DROP TABLE t;"),
    .hazard(
      "the use of a dropped table fails",
      "CREATE TABLE t (a int); DROP TABLE t; ALTER TABLE t ADD COLUMN b int;",
      finds: "certain-failure"),
    .hazard(
      "what an earlier migration has made is not new", users, "CREATE INDEX i ON users (email);",
      finds: "index-not-concurrent"),
    .hazard(
      "the same name in another schema",
      "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE b.t (x int);",
      "CREATE TABLE a.t (x int); CREATE INDEX i ON b.t (x);", finds: "index-not-concurrent"),
    .hazard(
      "made behind the statement",
      "CREATE INDEX i ON t (x); CREATE TABLE other (y int); CREATE INDEX ON other (y);",
      finds: "index-not-concurrent"),
    .hazard(
      "IF NOT EXISTS of a table that is there", users,
      "CREATE TABLE IF NOT EXISTS users (id bigint); CREATE INDEX i ON users (email);",
      finds: "index-not-concurrent"),
  ]

  // MARK: - ADD COLUMN

  private static let defaults: [Pitfall] =
    [
      "now()", "pg_catalog.now()", "current_timestamp", "statement_timestamp()", "current_date",
      "current_user", "timezone('utc', now())", "to_char(now(), 'YYYY')", "lower('ABC')",
      "now() + interval '1 day'", "jsonb_build_object('a', 1)", "ARRAY[1, 2]",
      "extract(epoch from now())",
    ].map {
      .bait(
        "default \($0) is computed once", users,
        "ALTER TABLE users ADD COLUMN c text DEFAULT (\($0))::text;")
    }
    + [
      "random()", "gen_random_uuid()", "clock_timestamp()", "timeofday()", "md5(random()::text)",
      "(ARRAY[random()])[1]", "nextval('s')",
    ].map {
      .hazard(
        "default \($0) is computed for each row", users + "CREATE SEQUENCE s;",
        "ALTER TABLE users ADD COLUMN c text DEFAULT (\($0))::text;",
        finds: "adding-column-rewrites")
    }
    + [
      .hazard(
        "the default calls a volatile function of the history",
        users + "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';",
        "ALTER TABLE users ADD COLUMN c int DEFAULT f();", finds: "adding-column-rewrites"),
      .bait(
        "the default calls an immutable function of the history",
        users
          + "CREATE FUNCTION f() RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';",
        "ALTER TABLE users ADD COLUMN c int DEFAULT f();"),
      .bait(
        "the default calls a function that is a constant",
        users + "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
        "ALTER TABLE users ADD COLUMN c int DEFAULT f();"),
      .hazard(
        "the default calls a function that nobody knows", users,
        "ALTER TABLE users ADD COLUMN c int DEFAULT other.f();", finds: "adding-column-rewrites",
        says: ["if other.f() is volatile"]),
      .hazard(
        "serial", users, "ALTER TABLE users ADD COLUMN n bigserial;",
        finds: "adding-column-rewrites"),
      .hazard(
        "identity", users,
        "ALTER TABLE users ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;",
        finds: "adding-column-rewrites"),
      .hazard(
        "stored generated column", users,
        "ALTER TABLE users ADD COLUMN n int GENERATED ALWAYS AS (rank + 1) STORED;",
        finds: "adding-column-rewrites"),
      .bait(
        "virtual generated column", users,
        "ALTER TABLE users ADD COLUMN n int GENERATED ALWAYS AS (rank + 1) VIRTUAL;",
        postgres: 18...18),
      .hazard(
        "a domain with a constraint",
        users + "CREATE DOMAIN positive AS int CHECK (VALUE > 0);",
        "ALTER TABLE users ADD COLUMN n positive;", finds: "adding-column-rewrites"),
      .bait(
        "a domain without", users + "CREATE DOMAIN number AS int;",
        "ALTER TABLE users ADD COLUMN n number;"),
      .hazard(
        "NOT NULL without default", users, "ALTER TABLE users ADD COLUMN n int NOT NULL;",
        finds: "adding-required-column"),
      .bait(
        "NOT NULL with default", users,
        "ALTER TABLE users ADD COLUMN flag bool DEFAULT false NOT NULL;"),
      .hazard(
        "the default is dropped at once", users,
        """
        ALTER TABLE users ADD COLUMN flag bool DEFAULT false NOT NULL;
        ALTER TABLE users ALTER COLUMN flag DROP DEFAULT;
        """, finds: "required-column"),
      .hazard(
        "the default is there for the old rows only", users,
        """
        ALTER TABLE users ALTER COLUMN name SET DEFAULT '';
        UPDATE users SET name = '' WHERE name IS NULL AND id < 100;
        ALTER TABLE users ALTER COLUMN name SET NOT NULL;
        ALTER TABLE users ALTER COLUMN name DROP DEFAULT;
        """, finds: "set-not-null"),
      .bait("NULL is said", users, "ALTER TABLE users ADD COLUMN n int NULL;"),
    ]

  // MARK: - ALTER COLUMN TYPE

  private static let types: [Pitfall] =
    ["varchar(100)", "text", "varchar", "text USING email::text"].map {
      .bait(
        "varchar(50) to \($0)", users, "ALTER TABLE users ALTER COLUMN email TYPE \($0);")
    }
    + [
      ("rank", "bigint"), ("email", "varchar(20)"), ("name", "varchar(20)"),
      ("email", "text USING lower(email)"), ("at", "timestamptz USING at AT TIME ZONE 'UTC'"),
    ].map { column, type in
      .hazard(
        "\(column) to \(type)", users, "ALTER TABLE users ALTER COLUMN \(column) TYPE \(type);",
        finds: "changing-column-type")
    }
    + [
      .hazard(
        "timestamptz in another time zone", users,
        "SET timezone = 'Europe/Berlin'; ALTER TABLE users ALTER COLUMN at TYPE timestamptz;",
        finds: "changing-column-type"),
      .bait(
        "timestamptz in UTC", users,
        "SET timezone = 'UTC'; ALTER TABLE users ALTER COLUMN at TYPE timestamptz;"),
      .bait(
        "another collation, without an index", users,
        "ALTER TABLE users ALTER COLUMN name TYPE text COLLATE \"C\";"),
      .hazard(
        "another collation, under an index", users + "CREATE INDEX i ON users (name);",
        "ALTER TABLE users ALTER COLUMN name TYPE text COLLATE \"C\";",
        finds: "changing-column-type", neverSays: ["rewrites"]),
      .bait(
        "wider, before PostgreSQL 17", users,
        "ALTER TABLE users ALTER COLUMN email TYPE varchar(100);", postgres: 14...14),
      .hazard(
        "wider, under a CHECK",
        users + "ALTER TABLE users ADD CHECK (email <> '');",
        "ALTER TABLE users ALTER COLUMN email TYPE varchar(90);", finds: "changing-column-type"),
      .hazard(
        "a view reads the column", users + "CREATE VIEW v AS SELECT email FROM users;",
        "ALTER TABLE users ALTER COLUMN email TYPE varchar(90);", finds: "certain-failure"),
    ]

  // MARK: - SET NOT NULL

  private static let check =
    "ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL AND name <> '') NOT VALID;"
  private static let validate = "ALTER TABLE users VALIDATE CONSTRAINT c;"
  private static let setNotNull = "ALTER TABLE users ALTER COLUMN name SET NOT NULL;"

  private static let notNull: [Pitfall] = [
    .hazard("SET NOT NULL alone", users, setNotNull, finds: "set-not-null"),
    .bait("behind a valid CHECK, in three files", users, check, validate, setNotNull),
    .hazard(
      "behind one that is not valid", users, check, setNotNull, finds: "set-not-null"),
    .hazard(
      "another constraint is validated",
      users + check
        + "ALTER TABLE users ADD CONSTRAINT d CHECK (rank > 0) NOT VALID;",
      "ALTER TABLE users VALIDATE CONSTRAINT d;", setNotNull, finds: "set-not-null"),
    .hazard(
      "the CHECK goes with the same command", users, check, validate,
      "ALTER TABLE users ALTER COLUMN name SET NOT NULL, DROP CONSTRAINT c;",
      finds: "set-not-null"),
    .hazard(
      "the CHECK goes first in the same command", users, check, validate,
      "ALTER TABLE users DROP CONSTRAINT c, ALTER COLUMN name SET NOT NULL;",
      finds: "set-not-null"),
    .hazard(
      "behind a CHECK that lets NULL in",
      users + "ALTER TABLE users ADD CONSTRAINT c CHECK (name <> '');", setNotNull,
      finds: "set-not-null"),
    .bait(
      "NOT NULL that is validated apart, since PostgreSQL 18", users,
      "ALTER TABLE users ADD CONSTRAINT n NOT NULL name NOT VALID;",
      "ALTER TABLE users VALIDATE CONSTRAINT n;", postgres: 18...18),
  ]

  // MARK: - Indexes

  private static let parts =
    "CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (at);"
    + "CREATE TABLE parts_a PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"

  private static let indexes: [Pitfall] =
    [
      "CREATE INDEX CONCURRENTLY i ON users (name);", "DROP INDEX CONCURRENTLY users_old;",
      "REINDEX TABLE CONCURRENTLY users;",
    ].map {
      .hazard(
        "in a transaction: \($0)", users + "CREATE INDEX users_old ON users (rank);",
        "BEGIN; \($0) COMMIT;",
        finds: "concurrently-in-transaction", transport: .autocommit)
    }
    + [
      .bait(
        "CONCURRENTLY alone in a string", users, "CREATE INDEX CONCURRENTLY i ON users (name);",
        transport: .implicit),
      .hazard(
        "CONCURRENTLY beside another statement in a string", users,
        "SET lock_timeout = '1s'; CREATE INDEX CONCURRENTLY i ON users (name);",
        finds: "concurrently-in-transaction", transport: .implicit),
      .bait(
        "CONCURRENTLY behind ROLLBACK", users,
        "BEGIN; ROLLBACK; CREATE INDEX CONCURRENTLY i ON users (name);", transport: .autocommit),
      .hazard(
        "IF NOT EXISTS over what a build may have left", users,
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON users (name);",
        finds: "concurrent-index-left-invalid", transport: .autocommit),
      .bait("an index of the parent alone", parts, "CREATE INDEX i ON ONLY parts (id);"),
      .hazard(
        "an index of parent and partitions", parts, "CREATE INDEX i ON parts (id);",
        finds: "index-not-concurrent"),
      .hazard(
        "CONCURRENTLY on a partitioned table", parts,
        "CREATE INDEX CONCURRENTLY i ON parts (id);", finds: "certain-failure",
        transport: .autocommit),
    ]
}
