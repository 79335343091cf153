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
      "an expression behind a constraint",
      users + "CREATE UNIQUE INDEX k ON users (lower(email));",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX k;", finds: "certain-failure"),
    .hazard(
      "a descending index behind a constraint",
      users + "CREATE UNIQUE INDEX k ON users (email DESC);",
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX k;", finds: "certain-failure"),
    .bait(
      "the USING INDEX of a primary key",
      "CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX k ON t (a);",
      "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX k;"),
    .hazard(
      "a primary key makes its columns NOT NULL",
      "CREATE TABLE t (a int); CREATE UNIQUE INDEX k ON t (a);",
      "ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX k;", finds: "adding-primary-key"),
    .hazard(
      "UNIQUE cannot be NOT VALID", users,
      "ALTER TABLE users ADD CONSTRAINT u UNIQUE (email) NOT VALID;", finds: "syntax-error"),
    .bait(
      "a foreign key of a new column without values", users,
      "ALTER TABLE users ADD COLUMN parent bigint REFERENCES users (id);",
      asks: ["constraint-not-valid"]),
    .hazard(
      "a foreign key of a new column with a default", users,
      "ALTER TABLE users ADD COLUMN boss bigint DEFAULT 1 REFERENCES users (id);",
      finds: "constraint-not-valid"),
    .hazard(
      "a foreign key that is dropped locks the other table",
      users + "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id);",
      "ALTER TABLE users DROP CONSTRAINT f;", finds: "locks-referenced-table", says: ["orgs"],
      asks: ["locks-referenced-table"]),
    .hazard(
      "and so does a table that is dropped",
      users + "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (org_id) REFERENCES orgs (id);",
      "DROP TABLE users;", finds: "drop-table", says: ["orgs"]),
    .hazard(
      "NOT VALID of a partitioned table, before PostgreSQL 18",
      users + "CREATE TABLE p (id bigint, user_id bigint) PARTITION BY RANGE (id);",
      "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
      finds: "certain-failure", postgres: 14...17),
    .bait(
      "NOT VALID of a partitioned table, since PostgreSQL 18",
      users + "CREATE TABLE p (id bigint, user_id bigint) PARTITION BY RANGE (id);"
        + "CREATE INDEX ON p (user_id);",
      "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
      postgres: 18...18),
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
    .bait(
      "validated behind a COMMIT in the file", users,
      "BEGIN; ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID; COMMIT; "
        + "ALTER TABLE users VALIDATE CONSTRAINT c;", transport: .autocommit),
    .bait(
      "validated where goose opens no transaction", users,
      "-- +goose NO TRANSACTION\n-- +goose Up\n"
        + "ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID;\n"
        + "ALTER TABLE users VALIDATE CONSTRAINT c;\n-- +goose Down\nSELECT 1;\n"),
  ]

  // MARK: - Transactions

  private static let transactions: [Pitfall] =
    [
      .bait(
        "what a failed run takes back needs no guards", users,
        "ALTER TABLE users ADD COLUMN n int; CREATE TABLE t (a int);",
        counts: ["missing-if-not-exists"]),
      .hazard(
        "what a failed run leaves behind does", users,
        "CREATE TABLE t (a int); ALTER TABLE users ADD COLUMN n int;",
        finds: "missing-if-not-exists", transport: .autocommit),
      .bait("an UPDATE of no rows", users, "UPDATE users SET name = '' WHERE false;"),
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
    + ["", "WHERE true", "WHERE 1 = 1", "WHERE id IS NOT NULL"].map {
      .hazard(
        "an UPDATE of all rows: \($0)", users, "UPDATE users SET name = '' \($0);",
        finds: "update-without-where", asks: ["update-without-where"])
    }

  // MARK: - Drops

  private static let drops: [Pitfall] =
    [
      .hazard("a table", users, "DROP TABLE users;", finds: "drop-table"),
      .hazard("a column", users, "ALTER TABLE users DROP COLUMN name;", finds: "drop-column"),
      .hazard(
        "CASCADE", users + "CREATE VIEW v AS SELECT id FROM orgs;", "DROP TABLE orgs CASCADE;",
        finds: "drop-table", "cascade-reaches"),
      .bait(
        "in the way back", users,
        "-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\nDROP TABLE t;\n"),
      .hazard(
        "a unique constraint goes with its column",
        "CREATE TABLE t (a int, b int, CONSTRAINT t_key UNIQUE (a, b));",
        "ALTER TABLE t DROP COLUMN a;", finds: "drop-column", says: ["t_key"]),
      .hazard(
        "a rename written as a loss", users,
        "ALTER TABLE users DROP COLUMN name; ALTER TABLE users ADD COLUMN full_name text;",
        finds: "drop-column", says: ["RENAME"]),
      .bait(
        "an index is no table", users + "CREATE INDEX i ON users (name);",
        "DROP INDEX CONCURRENTLY i;", transport: .autocommit),
    ]
    + ["", "WHERE true", "WHERE 1 = 1", "WHERE id IS NOT NULL"].map {
      .hazard(
        "all rows, whatever the condition says: \($0)", users, "DELETE FROM users \($0);",
        finds: "delete-without-where")
    }

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
    .hazard(
      "VALIDATE of a domain reads them again",
      "CREATE DOMAIN d AS int; CREATE TABLE t (a d);"
        + "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;",
      "ALTER DOMAIN d VALIDATE CONSTRAINT c;", finds: "domain-constraint-scans"),
    .hazard(
      "a label of a new type that is used, before PostgreSQL 17",
      "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (feels mood); "
        + "ALTER TYPE mood ADD VALUE 'glad'; INSERT INTO m VALUES ('glad');",
      finds: "certain-failure", postgres: 14...16),
    .bait(
      "a label of a new type that is used, since PostgreSQL 17",
      "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (feels mood); "
        + "ALTER TYPE mood ADD VALUE 'glad'; INSERT INTO m VALUES ('glad');", postgres: 17...18),
    .hazard(
      "an attribute gets another name", "CREATE TYPE pair AS (a int, b int);",
      "ALTER TYPE pair RENAME ATTRIBUTE a TO c;", finds: "renaming-column"),
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
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);"),
    .bait(
      "a partition with a CHECK whose column is NOT NULL",
      parts + "ALTER TABLE a ALTER COLUMN at SET NOT NULL;"
        + "ALTER TABLE a ADD CONSTRAINT c CHECK (\(inBounds));",
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);"),
    .hazard(
      "a partition without a CHECK", parts, "ALTER TABLE parts ATTACH PARTITION a \(bounds);",
      finds: "attach-partition-scan", neverSays: ["AccessExclusiveLock on parts"]),
    .hazard(
      "a partition whose CHECK lets NULL in",
      parts + "ALTER TABLE a ADD CONSTRAINT c CHECK (\(inBounds));",
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);", finds: "attach-partition-scan",
      says: ["IS NOT NULL"]),
    .hazard(
      "a partition whose CHECK is not valid",
      parts
        + "ALTER TABLE a ADD CONSTRAINT c CHECK (at IS NOT NULL AND \(inBounds)) NOT VALID;",
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);", finds: "attach-partition-scan"),
    .hazard(
      "a partition whose CHECK says something else",
      parts + "ALTER TABLE a ADD CONSTRAINT c CHECK (at IS NOT NULL AND at > '2020-01-01');",
      "ALTER TABLE parts ATTACH PARTITION a \(bounds);", finds: "attach-partition-scan"),
    .hazard(
      "a new partition locks its parent", parts,
      "CREATE TABLE b PARTITION OF parts \(bounds);", finds: "create-partition-of",
      says: ["AccessExclusiveLock on parts"], asks: ["create-partition-of"]),
    .bait(
      "a partition of a new table",
      parts + "CREATE TABLE b PARTITION OF parts \(bounds);"),
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
    .hazard(
      "EXECUTE of what nobody knows", users,
      "DO $$ BEGIN EXECUTE (SELECT name FROM users LIMIT 1); END $$;",
      finds: "unchecked-dynamic-sql", asks: ["unchecked-dynamic-sql"]),
    .bait(
      "EXECUTE of a constant", users,
      "DO $$ BEGIN EXECUTE 'COMMENT ON TABLE users IS NULL'; END $$;",
      asks: ["unchecked-dynamic-sql"]),
    .hazard(
      "COMMIT in a DO block, in a transaction", users, "DO $$ BEGIN COMMIT; END $$;",
      finds: "certain-failure"),
    .bait(
      "COMMIT in a DO block, outside of one", users, "DO $$ BEGIN COMMIT; END $$;",
      transport: .autocommit),
    .bait(
      "variables of psql, placeholders of templates", users,
      "SELECT :'name', :count FROM users;\nSELECT '${name}' FROM ${schema}.users;\n"
        + "SELECT {{ column }} FROM users;\n", transport: .autocommit),
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
    .bait(
      "row security with its policy in another migration", users,
      "CREATE POLICY p ON users USING (name = current_user);",
      "ALTER TABLE users ENABLE ROW LEVEL SECURITY;"),
    .hazard(
      "SECURITY DEFINER without search_path", users,
      "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS "
        + "'SELECT count(*) FROM users';", finds: "security-definer-search-path"),
  ]
}
