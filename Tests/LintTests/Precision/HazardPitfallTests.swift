import Migrations
import Testing

/// Constraints, transactions, drops, renames, types, partitions, code and policies.
@Suite struct HazardPitfallTests {
  static let pitfalls: [Pitfall] =
    constraints + transactions + drops + renames + enumsAndDomains + partitions + code + policies

  @Test(arguments: pitfalls)
  func pitfall(_ pitfall: Pitfall) async { await pitfall.expect() }

  private static let users =
    "CREATE TABLE users (id bigint PRIMARY KEY, email text, name text, org_id bigint);"
    + "CREATE TABLE orgs (id bigint PRIMARY KEY);"

  // MARK: - Constraints

  private static let constraints: [Pitfall] = [
    .hazard(
      "a foreign key reads the table", users,
      "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id);",
      finds: "constraint-not-valid"),
    .bait(
      "NOT VALID does not", users + "CREATE INDEX ON users (org_id);",
      "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id) NOT VALID;",
      "ALTER TABLE users VALIDATE CONSTRAINT f;"),
    .bait(
      "the USING INDEX of a unique constraint",
      users + "CREATE UNIQUE INDEX k ON users (email);",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX k;"),
    .hazard(
      "a partial index behind a constraint",
      users + "CREATE UNIQUE INDEX k ON users (email) WHERE name IS NULL;",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX k;", finds: "certain-failure"),
    .hazard(
      "UNIQUE builds an index", users, "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email);",
      finds: "adding-unique-constraint"),
    .hazard(
      "EXCLUDE builds an index", users,
      "ALTER TABLE users ADD CONSTRAINT e EXCLUDE (email WITH =);",
      finds: "adding-unique-constraint"),
    .hazard(
      "a CHECK of a new column reads the table", users,
      "ALTER TABLE users ADD COLUMN n int CHECK (n > 0);", finds: "constraint-not-valid"),
    .hazard(
      "validated in its own transaction", users,
      "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID; "
        + "ALTER TABLE users VALIDATE CONSTRAINT c;", finds: "validate-in-same-transaction"),
    .bait(
      "validated behind a commit", users,
      "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID; "
        + "ALTER TABLE users VALIDATE CONSTRAINT c;", transport: .autocommit),
  ]

  // MARK: - Transactions

  private static let transactions: [Pitfall] = [
    .hazard(
      "a backfill under an AccessExclusiveLock", users,
      "ALTER TABLE users ADD COLUMN n int; UPDATE users SET n = 1;", finds: "backfill-with-ddl"),
    .bait(
      "a backfill of a new table",
      "CREATE TABLE t (a int); ALTER TABLE t ADD b int; UPDATE t SET b = 1;"),
    .bait(
      "two tables in two transactions", users,
      "ALTER TABLE users ADD COLUMN n int; ALTER TABLE orgs ADD COLUMN n int;",
      transport: .autocommit),
    .bait(
      "a comment before BEGIN", users,
      "-- first\nBEGIN;\nALTER TABLE users ADD COLUMN n int;\nCOMMIT;", transport: .autocommit),
    .hazard(
      "BEGIN under another spelling", users,
      "START TRANSACTION; CREATE INDEX CONCURRENTLY i ON users (name); COMMIT;",
      finds: "concurrently-in-transaction", transport: .autocommit),
  ]

  // MARK: - Drops

  private static let drops: [Pitfall] = [
    .hazard("a table", users, "DROP TABLE users;", finds: "drop-table"),
    .hazard("a column", users, "ALTER TABLE users DROP COLUMN name;", finds: "drop-column"),
    .hazard(
      "CASCADE", users + "CREATE VIEW v AS SELECT id FROM orgs;", "DROP TABLE orgs CASCADE;",
      finds: "drop-table", "cascade-reaches"),
    .bait(
      "in the way back", users,
      "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE t;\n"),
    .hazard(
      "all rows, whatever the condition says", users, "DELETE FROM users;",
      finds: "delete-without-where"),
  ]

  // MARK: - Renames

  private static let renames: [Pitfall] = [
    .hazard(
      "a table", users, "ALTER TABLE users RENAME TO people;", finds: "renaming-table"),
    .bait(
      "a view takes the place of a table", users,
      "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people;"),
    .bait("a new table", "CREATE TABLE a (x int); ALTER TABLE a RENAME TO b;"),
    .hazard(
      "a column", users, "ALTER TABLE users RENAME name TO full_name;", finds: "renaming-column"),
    .bait(
      "views follow a rename", users + "CREATE VIEW v AS SELECT name FROM users;",
      "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; "
        + "SELECT name FROM v;"),
    .bait(
      "an index", users + "CREATE INDEX i ON users (name);", "ALTER INDEX i RENAME TO j;"),
    .bait(
      "a constraint", users, "ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key;"),
    .hazard(
      "a schema", "CREATE SCHEMA app;", "ALTER SCHEMA app RENAME TO application;",
      finds: "renaming-object"),
    .hazard(
      "a view", users + "CREATE VIEW v AS SELECT name FROM users;",
      "ALTER VIEW v RENAME TO w;", finds: "renaming-table"),
  ]

  // MARK: - Enums, domains

  private static let mood = "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE m (feels mood);"

  private static let enumsAndDomains: [Pitfall] = [
    .bait("a label in a transaction", mood, "ALTER TYPE mood ADD VALUE 'glad';"),
    .hazard(
      "a label that is used where it was added", mood,
      "ALTER TYPE mood ADD VALUE 'glad'; UPDATE m SET feels = 'glad' WHERE feels = 'ok';",
      finds: "certain-failure"),
    .bait(
      "the labels of a new type",
      "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (feels mood DEFAULT 'ok');"),
    .hazard(
      "a label gets another name", mood, "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';",
      finds: "renaming-object"),
    .hazard(
      "NOT NULL of a domain reads all tables that use it",
      "CREATE DOMAIN d AS int; CREATE TABLE t (a d);", "ALTER DOMAIN d SET NOT NULL;",
      finds: "domain-constraint-scans"),
    .bait(
      "NOT VALID of a domain reads none", "CREATE DOMAIN d AS int; CREATE TABLE t (a d);",
      "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;"),
  ]

  // MARK: - Partitions

  private static let parts =
    "CREATE TABLE parts (id bigint, at date) PARTITION BY RANGE (at);"
    + "CREATE TABLE a (id bigint, at date);"
  private static let bounds = "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
  private static let inBounds = "at >= '2026-01-01' AND at < '2027-01-01'"

  private static let partitions: [Pitfall] = [
    .bait(
      "a partition with a CHECK that says all",
      parts + "ALTER TABLE a ADD CONSTRAINT c CHECK (at IS NOT NULL AND \(inBounds));",
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);")
  ]

  // MARK: - Code

  private static let code: [Pitfall] = [
    .hazard(
      "DDL in a DO block", users, "DO $$ BEGIN CREATE INDEX i ON users (name); END $$;",
      finds: "index-not-concurrent"),
    .hazard(
      "DDL in a constant of EXECUTE", users,
      "DO $$ BEGIN EXECUTE 'DROP TABLE users'; END $$;", finds: "drop-table"),
    .bait(
      "DDL in a function that is only made", users,
      "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE users; END $$;"),
    .bait(
      "psql's commands and rows of COPY",
      "\\set ON_ERROR_STOP on\nCREATE TABLE t (a text);\nCOPY t FROM stdin;\nDROP TABLE t;\n\\.\n",
      transport: .autocommit),
    .bait(
      "a byte order mark and \\restrict", "\u{FEFF}\\restrict abc\nCREATE TABLE t (a int);\n",
      transport: .autocommit),
  ]

  // MARK: - Row security

  private static let policies: [Pitfall] = [
    .hazard(
      "row security without a policy", users, "ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
      finds: "row-security-without-policy"),
    .bait(
      "of a new table, with its policy",
      "CREATE TABLE t (a int, owner name); ALTER TABLE t ENABLE ROW LEVEL SECURITY; "
        + "CREATE POLICY p ON t USING (owner = current_user);"),
    .hazard(
      "SECURITY DEFINER without search_path", users,
      "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS "
        + "'SELECT count(*) FROM users';", finds: "security-definer-search-path"),
  ]
}
