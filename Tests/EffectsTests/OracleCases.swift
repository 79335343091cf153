import Testing

/// What PostgreSQL does with statements, measured: whether it refuses them inside a transaction
/// block, and what a second run does after a first one that succeeded. `OracleTests` holds the
/// effects against this table, and the table against a server.
struct OracleCase: Sendable, CustomTestStringConvertible {
  enum Second: Equatable, Sendable {
    /// With this SQLSTATE.
    case fails(String)
    /// Succeeds, and what it does has been done already.
    case unchanged
    /// Succeeds, and does it once more.
    case again
    /// The server would need another one beside it.
    case unmeasured
  }

  /// Doc comments in Sources/Effects name cases by it.
  var id: String
  var sql: String
  var second: Second
  /// SQLSTATE 25001 inside a transaction block.
  var isRefused = false
  /// Run before it.
  var setup = ""
  /// What it leaves behind outside of its database is removed by this.
  var cleanup = ""
  /// The second run comes with another session, as that of a migration does.
  var inOwnSession = false
  /// The first major version that has the statement.
  var since = 14
  /// Which the server may not have installed.
  var needsExtension: String?

  init(
    _ id: String, _ sql: String, _ second: Second, isRefused: Bool = false, setup: String = "",
    cleanup: String = "", inOwnSession: Bool = false, since: Int = 14,
    needsExtension: String? = nil
  ) {
    self.id = id
    self.sql = sql
    self.second = second
    self.isRefused = isRefused
    self.setup = setup
    self.cleanup = cleanup
    self.inOwnSession = inOwnSession
    self.since = since
    self.needsExtension = needsExtension
  }

  var testDescription: String { id }
}

/// The schema in which every case begins.
let oracleFixture = """
  CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL, v text, CONSTRAINT t_ck CHECK (n > 0));
  CREATE TABLE np (id int NOT NULL, x int);
  CREATE UNIQUE INDEX np_u ON np (id);
  CREATE INDEX t_n ON t (n);
  CREATE TABLE gt (id int GENERATED ALWAYS AS IDENTITY, g int GENERATED ALWAYS AS (1) STORED);
  CREATE TABLE pt (k int) PARTITION BY RANGE (k);
  CREATE TABLE pt_1 PARTITION OF pt FOR VALUES FROM (0) TO (10);
  CREATE TABLE loose (k int);
  CREATE TABLE heir () INHERITS (loose);
  CREATE VIEW v1 AS SELECT id AS a FROM t;
  CREATE MATERIALIZED VIEW mv AS SELECT 1 AS one;
  CREATE SEQUENCE sq;
  CREATE TYPE mood AS ENUM ('sad', 'ok');
  CREATE TYPE pair AS (a int, b text);
  CREATE TYPE other_pair AS (a int);
  CREATE DOMAIN dom AS int CONSTRAINT dom_ck CHECK (VALUE >= 0);
  CREATE SCHEMA other;
  CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE FUNCTION cast_fn(pair) RETURNS other_pair LANGUAGE sql AS 'SELECT NULL::other_pair';
  CREATE FUNCTION trg_fn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION evt_fn() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg_fn();
  CREATE POLICY pol ON t;
  CREATE RULE rul AS ON INSERT TO np DO NOTHING;
  CREATE STATISTICS stx ON id, n FROM t;
  CREATE PUBLICATION pub FOR TABLE np;
  CREATE FOREIGN DATA WRAPPER fdw;
  CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
  CREATE TEXT SEARCH CONFIGURATION tsc (COPY = simple);
  """

let oracleCases: [OracleCase] =
  creations + indexes + alterations + constraints + renames + removals + rows + maintenance
  + replication

private let creations: [OracleCase] = [
  OracleCase("create_table", "CREATE TABLE x (a int)", .fails("42P07")),
  OracleCase("create_table_if_not_exists", "CREATE TABLE IF NOT EXISTS x (a int)", .unchanged),
  OracleCase("create_table_as", "CREATE TABLE x AS SELECT 1 AS a", .fails("42P07")),
  OracleCase(
    "create_table_as_if_not_exists", "CREATE TABLE IF NOT EXISTS x AS SELECT 1 AS a", .unchanged),
  OracleCase("create_table_like", "CREATE TABLE x (LIKE t)", .fails("42P07")),
  OracleCase("create_partition_of", "CREATE TABLE x PARTITION OF pt DEFAULT", .fails("42P07")),
  OracleCase("create_unlogged_table", "CREATE UNLOGGED TABLE x (a int)", .fails("42P07")),
  OracleCase("create_temp_table", "CREATE TEMP TABLE x (a int)", .unchanged, inOwnSession: true),
  OracleCase(
    "create_temp_view", "CREATE TEMP VIEW x AS SELECT 1 AS a", .unchanged, inOwnSession: true),
  OracleCase("create_foreign_table", "CREATE FOREIGN TABLE x (a int) SERVER srv", .fails("42P07")),
  OracleCase("create_view", "CREATE VIEW x AS SELECT 1 AS a", .fails("42P07")),
  OracleCase("create_or_replace_view", "CREATE OR REPLACE VIEW x AS SELECT 1 AS a", .unchanged),
  OracleCase("create_recursive_view", "CREATE RECURSIVE VIEW x (a) AS SELECT 1", .fails("42P07")),
  OracleCase("create_matview", "CREATE MATERIALIZED VIEW x AS SELECT 1 AS a", .fails("42P07")),
  OracleCase(
    "create_matview_if_not_exists", "CREATE MATERIALIZED VIEW IF NOT EXISTS x AS SELECT 1 AS a",
    .unchanged),
  OracleCase("create_sequence", "CREATE SEQUENCE x", .fails("42P07")),
  OracleCase("create_sequence_if_not_exists", "CREATE SEQUENCE IF NOT EXISTS x", .unchanged),
  OracleCase("create_schema", "CREATE SCHEMA x", .fails("42P06")),
  OracleCase("create_schema_if_not_exists", "CREATE SCHEMA IF NOT EXISTS x", .unchanged),
  OracleCase(
    "create_extension", "CREATE EXTENSION pg_trgm", .fails("42710"),
    needsExtension: "pg_trgm"),
  OracleCase(
    "create_extension_if_not_exists", "CREATE EXTENSION IF NOT EXISTS pg_trgm", .unchanged,
    needsExtension: "pg_trgm"),
  OracleCase("create_server", "CREATE SERVER x FOREIGN DATA WRAPPER fdw", .fails("42710")),
  OracleCase(
    "create_user_mapping", "CREATE USER MAPPING FOR CURRENT_USER SERVER srv", .fails("42710")),
  OracleCase("create_statistics", "CREATE STATISTICS x ON id, n FROM t", .fails("42710")),
  OracleCase(
    "create_statistics_if_not_exists", "CREATE STATISTICS IF NOT EXISTS x ON id, n FROM t",
    .unchanged),
  OracleCase("create_collation", "CREATE COLLATION x FROM \"C\"", .fails("42710")),
  OracleCase(
    "create_function", "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'", .fails("42723")
  ),
  OracleCase(
    "create_or_replace_function",
    "CREATE OR REPLACE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'", .unchanged),
  OracleCase(
    "create_procedure", "CREATE PROCEDURE x() LANGUAGE sql AS 'SELECT 1'", .fails("42723")),
  OracleCase(
    "create_aggregate", "CREATE AGGREGATE x(int) (SFUNC = int4pl, STYPE = int)", .fails("42723")),
  OracleCase(
    "create_trigger", "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg_fn()",
    .fails("42710")),
  OracleCase(
    "create_or_replace_trigger",
    "CREATE OR REPLACE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg_fn()",
    .unchanged),
  OracleCase(
    "create_constraint_trigger",
    "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg_fn()",
    .fails("42710")),
  OracleCase(
    "create_event_trigger", "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION evt_fn()",
    .fails("42710")),
  OracleCase("create_rule", "CREATE RULE x AS ON INSERT TO t DO NOTHING", .fails("42710")),
  OracleCase(
    "create_or_replace_rule", "CREATE OR REPLACE RULE x AS ON INSERT TO t DO NOTHING", .unchanged),
  OracleCase("create_policy", "CREATE POLICY x ON t", .fails("42710")),
  OracleCase("create_role", "CREATE ROLE whimbrel_x", .fails("42710")),
  OracleCase("create_type_composite", "CREATE TYPE x AS (a int)", .fails("42710")),
  OracleCase("create_type_enum", "CREATE TYPE x AS ENUM ('a')", .fails("42710")),
  OracleCase("create_type_range", "CREATE TYPE x AS RANGE (SUBTYPE = int)", .fails("42710")),
  OracleCase("create_type_shell", "CREATE TYPE x", .fails("42710")),
  OracleCase("create_domain", "CREATE DOMAIN x AS int", .fails("42710")),
  OracleCase(
    "create_cast", "CREATE CAST (pair AS other_pair) WITH FUNCTION cast_fn(pair)", .fails("42710")),
  OracleCase(
    "create_operator", "CREATE OPERATOR @@@ (FUNCTION = int4pl, LEFTARG = int, RIGHTARG = int)",
    .fails("42723")),
  OracleCase("create_operator_family", "CREATE OPERATOR FAMILY x USING btree", .fails("42710")),
  OracleCase(
    "create_operator_class",
    "CREATE OPERATOR CLASS x FOR TYPE int USING btree AS OPERATOR 1 <, FUNCTION 1 btint4cmp(int, int)",
    .fails("42710")),
  OracleCase(
    "create_conversion", "CREATE CONVERSION x FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
    .fails("42710")),
  OracleCase(
    "create_access_method", "CREATE ACCESS METHOD x TYPE TABLE HANDLER heap_tableam_handler",
    .fails("42710")),
  OracleCase("create_foreign_data_wrapper", "CREATE FOREIGN DATA WRAPPER x", .fails("42710")),
  OracleCase(
    "create_text_search_configuration", "CREATE TEXT SEARCH CONFIGURATION x (COPY = simple)",
    .fails("23505")),
  OracleCase(
    "create_text_search_dictionary", "CREATE TEXT SEARCH DICTIONARY x (TEMPLATE = simple)",
    .fails("23505")),
  OracleCase("create_publication", "CREATE PUBLICATION x", .fails("42710")),
  OracleCase(
    "create_database", "CREATE DATABASE whimbrel_x", .fails("42P04"), isRefused: true,
    cleanup: "DROP DATABASE IF EXISTS whimbrel_x", inOwnSession: true),
  OracleCase("comment_table", "COMMENT ON TABLE t IS 'x'", .unchanged),
  OracleCase("grant_select", "GRANT SELECT ON t TO PUBLIC", .unchanged),
]

private let indexes: [OracleCase] = [
  OracleCase("create_index", "CREATE INDEX i ON t (v)", .fails("42P07")),
  OracleCase("create_unique_index", "CREATE UNIQUE INDEX i ON t (v)", .fails("42P07")),
  OracleCase("create_index_unnamed", "CREATE INDEX ON t (v)", .again),
  OracleCase("create_index_if_not_exists", "CREATE INDEX IF NOT EXISTS i ON t (v)", .unchanged),
  OracleCase(
    "create_index_concurrently", "CREATE INDEX CONCURRENTLY i ON t (v)", .fails("42P07"),
    isRefused: true, inOwnSession: true),
  OracleCase(
    "create_index_concurrently_unnamed", "CREATE INDEX CONCURRENTLY ON t (v)", .again,
    isRefused: true, inOwnSession: true),
  OracleCase(
    "create_index_concurrently_if_not_exists", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (v)",
    .unchanged, isRefused: true, inOwnSession: true),
  OracleCase("drop_index", "DROP INDEX t_n", .fails("42704")),
  OracleCase("drop_index_if_exists", "DROP INDEX IF EXISTS t_n", .unchanged),
  OracleCase(
    "drop_index_concurrently", "DROP INDEX CONCURRENTLY t_n", .fails("42704"), isRefused: true,
    inOwnSession: true),
  OracleCase(
    "drop_index_concurrently_if_exists", "DROP INDEX CONCURRENTLY IF EXISTS t_n", .unchanged,
    isRefused: true, inOwnSession: true),
  OracleCase("alter_index_rename", "ALTER INDEX t_n RENAME TO t_n2", .fails("42P01")),
  OracleCase(
    "alter_index_rename_if_exists", "ALTER INDEX IF EXISTS t_n RENAME TO t_n2", .unchanged),
  OracleCase("alter_index_set", "ALTER INDEX t_n SET (fillfactor = 70)", .unchanged),
  OracleCase("reindex_index", "REINDEX INDEX t_n", .unchanged),
  OracleCase("reindex_table", "REINDEX TABLE t", .unchanged),
  OracleCase(
    "reindex_index_concurrently", "REINDEX INDEX CONCURRENTLY t_n", .unchanged, isRefused: true,
    inOwnSession: true),
  OracleCase(
    "reindex_table_concurrently", "REINDEX TABLE CONCURRENTLY t", .unchanged, isRefused: true,
    inOwnSession: true),
  OracleCase(
    "reindex_option_concurrently", "REINDEX (CONCURRENTLY) TABLE t", .unchanged, isRefused: true,
    inOwnSession: true),
  OracleCase(
    "reindex_option_not_concurrently", "REINDEX (CONCURRENTLY false, VERBOSE) TABLE t", .unchanged),
  OracleCase(
    "reindex_schema", "REINDEX SCHEMA public", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase(
    "reindex_schema_concurrently", "REINDEX SCHEMA CONCURRENTLY public", .unchanged,
    isRefused: true, inOwnSession: true),
]

private let alterations: [OracleCase] = [
  OracleCase("add_column", "ALTER TABLE t ADD COLUMN x int", .fails("42701")),
  OracleCase(
    "add_column_if_not_exists", "ALTER TABLE t ADD COLUMN IF NOT EXISTS x int", .unchanged),
  OracleCase(
    "add_column_of_missing_table", "ALTER TABLE IF EXISTS missing ADD COLUMN IF NOT EXISTS x int",
    .unchanged),
  OracleCase("drop_column", "ALTER TABLE t DROP COLUMN v", .fails("42703")),
  OracleCase("drop_column_if_exists", "ALTER TABLE t DROP COLUMN IF EXISTS v", .unchanged),
  OracleCase("multi_drop_and_add_column", "ALTER TABLE t DROP COLUMN v, ADD COLUMN v int", .again),
  OracleCase(
    "multi_add_column_and_check",
    "ALTER TABLE t ADD COLUMN x int, ADD CONSTRAINT x_ck CHECK (x > 0)", .fails("42701")),
  OracleCase("set_not_null", "ALTER TABLE t ALTER COLUMN v SET NOT NULL", .unchanged),
  OracleCase("drop_not_null", "ALTER TABLE t ALTER COLUMN n DROP NOT NULL", .unchanged),
  OracleCase("set_default", "ALTER TABLE t ALTER COLUMN n SET DEFAULT 1", .unchanged),
  OracleCase("type_int_to_bigint", "ALTER TABLE np ALTER COLUMN x TYPE bigint", .unchanged),
  OracleCase(
    "add_identity", "ALTER TABLE t ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY", .fails("55000")
  ),
  OracleCase("drop_identity", "ALTER TABLE gt ALTER COLUMN id DROP IDENTITY", .fails("55000")),
  OracleCase(
    "drop_identity_if_exists", "ALTER TABLE gt ALTER COLUMN id DROP IDENTITY IF EXISTS", .unchanged),
  OracleCase("drop_expression", "ALTER TABLE gt ALTER COLUMN g DROP EXPRESSION", .fails("55000")),
  OracleCase(
    "drop_expression_if_exists", "ALTER TABLE gt ALTER COLUMN g DROP EXPRESSION IF EXISTS",
    .unchanged),
  OracleCase(
    "attach", "ALTER TABLE pt ATTACH PARTITION loose2 FOR VALUES FROM (10) TO (20)",
    .fails("42809"), setup: "CREATE TABLE loose2 (k int);"),
  OracleCase("detach", "ALTER TABLE pt DETACH PARTITION pt_1", .fails("42P01")),
  OracleCase(
    "detach_concurrently", "ALTER TABLE pt DETACH PARTITION pt_1 CONCURRENTLY", .fails("42P01"),
    isRefused: true, inOwnSession: true),
  OracleCase(
    "inherit", "ALTER TABLE np2 INHERIT loose", .fails("42P07"), setup: "CREATE TABLE np2 (k int);"),
  OracleCase("no_inherit", "ALTER TABLE heir NO INHERIT loose", .fails("42P01")),
  OracleCase(
    "not_of", "ALTER TABLE typed NOT OF", .fails("42809"), setup: "CREATE TABLE typed OF pair;"),
  OracleCase("enable_row_security", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", .unchanged),
  OracleCase("set_schema", "ALTER TABLE np SET SCHEMA other", .fails("42P01")),
  OracleCase("set_schema_if_exists", "ALTER TABLE IF EXISTS np SET SCHEMA other", .unchanged),
  OracleCase("alter_type_set_schema", "ALTER TYPE mood SET SCHEMA other", .fails("42704")),
  OracleCase(
    "alter_function_set_schema", "ALTER FUNCTION f(int) SET SCHEMA other", .fails("42883")),
  OracleCase("alter_type_add_value", "ALTER TYPE mood ADD VALUE 'great'", .fails("42710")),
  OracleCase(
    "alter_type_add_value_if_not_exists", "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'great'",
    .unchanged),
  OracleCase(
    "alter_type_rename_value", "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", .fails("22023")),
  OracleCase("alter_type_add_attribute", "ALTER TYPE pair ADD ATTRIBUTE c int", .fails("42701")),
  OracleCase("alter_type_drop_attribute", "ALTER TYPE pair DROP ATTRIBUTE b", .fails("42703")),
  OracleCase(
    "alter_type_drop_attribute_if_exists", "ALTER TYPE pair DROP ATTRIBUTE IF EXISTS b", .unchanged),
  OracleCase("alter_sequence", "ALTER SEQUENCE sq INCREMENT BY 2", .unchanged),
  OracleCase("alter_publication_add", "ALTER PUBLICATION pub ADD TABLE t", .fails("42710")),
  OracleCase("alter_publication_drop", "ALTER PUBLICATION pub DROP TABLE np", .fails("42704")),
  OracleCase("alter_publication_set", "ALTER PUBLICATION pub SET TABLE t", .unchanged),
]

private let constraints: [OracleCase] = [
  OracleCase("add_check", "ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0)", .fails("42710")),
  OracleCase(
    "add_check_not_valid", "ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
    .fails("42710")),
  OracleCase("add_check_unnamed", "ALTER TABLE t ADD CHECK (id > 0)", .again),
  OracleCase(
    "add_fk", "ALTER TABLE np ADD CONSTRAINT c FOREIGN KEY (x) REFERENCES t (id)", .fails("42710")),
  OracleCase("add_fk_unnamed", "ALTER TABLE np ADD FOREIGN KEY (x) REFERENCES t (id)", .again),
  OracleCase("add_unique", "ALTER TABLE t ADD CONSTRAINT c UNIQUE (v)", .fails("42P07")),
  OracleCase("add_unique_unnamed", "ALTER TABLE t ADD UNIQUE (v)", .again),
  OracleCase(
    "add_unique_using_index", "ALTER TABLE np ADD CONSTRAINT c UNIQUE USING INDEX np_u",
    .fails("42704")),
  OracleCase(
    "add_unique_using_index_same_name",
    "ALTER TABLE np ADD CONSTRAINT np_u UNIQUE USING INDEX np_u", .fails("55000")),
  OracleCase(
    "add_unique_using_index_unnamed", "ALTER TABLE np ADD UNIQUE USING INDEX np_u", .fails("55000")),
  OracleCase(
    "add_primary_key", "ALTER TABLE np ADD CONSTRAINT c PRIMARY KEY (id)", .fails("42P16")),
  OracleCase("add_primary_key_unnamed", "ALTER TABLE np ADD PRIMARY KEY (id)", .fails("42P16")),
  OracleCase(
    "add_primary_key_using_index", "ALTER TABLE np ADD CONSTRAINT c PRIMARY KEY USING INDEX np_u",
    .fails("42704")),
  OracleCase(
    "add_primary_key_using_index_same_name",
    "ALTER TABLE np ADD CONSTRAINT np_u PRIMARY KEY USING INDEX np_u", .fails("55000")),
  OracleCase("add_exclude", "ALTER TABLE t ADD CONSTRAINT c EXCLUDE (v WITH =)", .fails("42P07")),
  OracleCase("add_exclude_unnamed", "ALTER TABLE t ADD EXCLUDE (v WITH =)", .again),
  OracleCase(
    "add_not_null_constraint", "ALTER TABLE t ADD CONSTRAINT c NOT NULL v", .unchanged, since: 18),
  OracleCase(
    "multi_drop_and_add_constraint",
    "ALTER TABLE t DROP CONSTRAINT t_ck, ADD CONSTRAINT t_ck CHECK (n > 1)", .unchanged),
  OracleCase(
    "add_primary_key_swap",
    "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_id",
    .fails("42704"), setup: "CREATE UNIQUE INDEX t_id ON t (id);"),
  OracleCase("drop_constraint", "ALTER TABLE t DROP CONSTRAINT t_ck", .fails("42704")),
  OracleCase(
    "drop_constraint_if_exists", "ALTER TABLE t DROP CONSTRAINT IF EXISTS t_ck", .unchanged),
  OracleCase("validate_check", "ALTER TABLE t VALIDATE CONSTRAINT t_ck", .unchanged),
  OracleCase(
    "alter_domain_add_constraint", "ALTER DOMAIN dom ADD CONSTRAINT c CHECK (VALUE < 9)",
    .fails("42710")),
  OracleCase(
    "alter_domain_add_constraint_unnamed", "ALTER DOMAIN dom ADD CHECK (VALUE < 9)", .again),
  OracleCase(
    "alter_domain_drop_constraint", "ALTER DOMAIN dom DROP CONSTRAINT dom_ck", .fails("42704")),
  OracleCase(
    "alter_domain_drop_constraint_if_exists", "ALTER DOMAIN dom DROP CONSTRAINT IF EXISTS dom_ck",
    .unchanged),
  OracleCase("alter_domain_set_not_null", "ALTER DOMAIN dom SET NOT NULL", .unchanged),
]

private let renames: [OracleCase] = [
  OracleCase("rename_table", "ALTER TABLE np RENAME TO np2", .fails("42P01")),
  OracleCase("rename_table_if_exists", "ALTER TABLE IF EXISTS np RENAME TO np2", .unchanged),
  OracleCase("rename_column", "ALTER TABLE t RENAME COLUMN v TO w", .fails("42703")),
  OracleCase(
    "rename_column_if_exists", "ALTER TABLE IF EXISTS t RENAME COLUMN v TO w", .fails("42703")),
  OracleCase("rename_constraint", "ALTER TABLE t RENAME CONSTRAINT t_ck TO t_ck2", .fails("42704")),
  OracleCase("alter_view_rename", "ALTER VIEW v1 RENAME TO v2", .fails("42P01")),
  OracleCase("alter_view_rename_column", "ALTER VIEW v1 RENAME COLUMN a TO b", .fails("42703")),
  OracleCase("alter_matview_rename", "ALTER MATERIALIZED VIEW mv RENAME TO mv2", .fails("42P01")),
  OracleCase("alter_sequence_rename", "ALTER SEQUENCE sq RENAME TO sq2", .fails("42P01")),
  OracleCase("alter_schema_rename", "ALTER SCHEMA other RENAME TO other2", .fails("3F000")),
  OracleCase("alter_type_rename", "ALTER TYPE mood RENAME TO mood2", .fails("42704")),
  OracleCase(
    "alter_type_rename_attribute", "ALTER TYPE pair RENAME ATTRIBUTE a TO c", .fails("42703")),
  OracleCase("alter_domain_rename", "ALTER DOMAIN dom RENAME TO dom2", .fails("42704")),
  OracleCase(
    "alter_domain_rename_constraint", "ALTER DOMAIN dom RENAME CONSTRAINT dom_ck TO dom_ck2",
    .fails("42704")),
  OracleCase("alter_function_rename", "ALTER FUNCTION f(int) RENAME TO f2", .fails("42883")),
  OracleCase(
    "alter_trigger_rename", "ALTER TRIGGER trg ON t RENAME TO trg2", .fails("42704"), since: 15),
  OracleCase("alter_policy_rename", "ALTER POLICY pol ON t RENAME TO pol2", .fails("42710")),
  OracleCase("alter_rule_rename", "ALTER RULE rul ON np RENAME TO rul2", .fails("42704")),
  OracleCase("alter_publication_rename", "ALTER PUBLICATION pub RENAME TO pub2", .fails("42704")),
  OracleCase("alter_statistics_rename", "ALTER STATISTICS stx RENAME TO stx2", .fails("42704")),
  OracleCase("alter_server_rename", "ALTER SERVER srv RENAME TO srv2", .fails("42704")),
]

private let removals: [OracleCase] = [
  OracleCase("drop_table", "DROP TABLE np", .fails("42P01")),
  OracleCase("drop_table_two", "DROP TABLE np, gt", .fails("42P01")),
  OracleCase("drop_table_if_exists", "DROP TABLE IF EXISTS np", .unchanged),
  OracleCase("drop_view", "DROP VIEW v1", .fails("42P01")),
  OracleCase("drop_matview", "DROP MATERIALIZED VIEW mv", .fails("42P01")),
  OracleCase("drop_sequence", "DROP SEQUENCE sq", .fails("42P01")),
  OracleCase("drop_schema", "DROP SCHEMA other", .fails("3F000")),
  OracleCase("drop_schema_if_exists", "DROP SCHEMA IF EXISTS other", .unchanged),
  OracleCase("drop_type", "DROP TYPE mood", .fails("42704")),
  OracleCase("drop_domain", "DROP DOMAIN dom", .fails("42704")),
  OracleCase("drop_function", "DROP FUNCTION f(int)", .fails("42883")),
  OracleCase("drop_function_if_exists", "DROP FUNCTION IF EXISTS f(int)", .unchanged),
  OracleCase("drop_routine", "DROP ROUTINE f(int)", .fails("42883")),
  OracleCase("drop_trigger", "DROP TRIGGER trg ON t", .fails("42704")),
  OracleCase("drop_trigger_if_exists", "DROP TRIGGER IF EXISTS trg ON t", .unchanged),
  OracleCase("drop_policy", "DROP POLICY pol ON t", .fails("42704")),
  OracleCase("drop_rule", "DROP RULE rul ON np", .fails("42704")),
  OracleCase("drop_statistics", "DROP STATISTICS stx", .fails("42704")),
  OracleCase("drop_publication", "DROP PUBLICATION pub", .fails("42704")),
  OracleCase("drop_server", "DROP SERVER srv", .fails("42704")),
  OracleCase(
    "drop_text_search_configuration", "DROP TEXT SEARCH CONFIGURATION tsc", .fails("42704")),
  OracleCase(
    "drop_extension", "DROP EXTENSION pg_trgm", .fails("42704"), setup: "CREATE EXTENSION pg_trgm;",
    needsExtension: "pg_trgm"),
  OracleCase(
    "drop_cast", "DROP CAST (pair AS other_pair)", .fails("42704"),
    setup: "CREATE CAST (pair AS other_pair) WITH FUNCTION cast_fn(pair);"),
  OracleCase(
    "drop_role", "DROP ROLE whimbrel_x", .fails("42704"), setup: "CREATE ROLE whimbrel_x;"),
  OracleCase(
    "drop_owned", "DROP OWNED BY whimbrel_x", .unchanged, setup: "CREATE ROLE whimbrel_x;"),
  OracleCase(
    "drop_database", "DROP DATABASE whimbrel_x", .fails("3D000"), isRefused: true,
    setup: "CREATE DATABASE whimbrel_x;", cleanup: "DROP DATABASE IF EXISTS whimbrel_x",
    inOwnSession: true),
  OracleCase(
    "drop_database_if_exists", "DROP DATABASE IF EXISTS whimbrel_x", .unchanged, isRefused: true,
    inOwnSession: true),
]

private let rows: [OracleCase] = [
  OracleCase("insert", "INSERT INTO loose VALUES (1)", .again),
  OracleCase("insert_select", "INSERT INTO loose SELECT 1", .again),
  OracleCase(
    "insert_on_conflict", "INSERT INTO t VALUES (1, 1, 'x') ON CONFLICT DO NOTHING", .unchanged),
  OracleCase(
    "insert_not_exists",
    "INSERT INTO loose SELECT 1 WHERE NOT EXISTS (SELECT FROM loose WHERE k = 1)", .unchanged),
  OracleCase("copy_from", "COPY loose FROM '/dev/null'", .again),
  OracleCase("copy_to", "COPY loose TO '/dev/null'", .unchanged),
  OracleCase("update_all", "UPDATE loose SET k = 1", .unchanged),
  OracleCase("delete_all", "DELETE FROM loose", .unchanged),
  OracleCase("truncate", "TRUNCATE loose", .unchanged),
]

private let maintenance: [OracleCase] = [
  OracleCase("vacuum", "VACUUM t", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase("vacuum_full", "VACUUM (FULL) t", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase("analyze", "ANALYZE t", .unchanged),
  OracleCase("cluster_using", "CLUSTER t USING t_n", .unchanged),
  OracleCase("cluster_verbose_table", "CLUSTER VERBOSE t USING t_n", .unchanged),
  OracleCase("cluster_all", "CLUSTER", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase(
    "cluster_all_verbose", "CLUSTER VERBOSE", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase(
    "alter_system", "ALTER SYSTEM SET lock_timeout = '1s'", .unchanged, isRefused: true,
    cleanup: "ALTER SYSTEM RESET lock_timeout", inOwnSession: true),
  OracleCase("discard_all", "DISCARD ALL", .unchanged, isRefused: true, inOwnSession: true),
  OracleCase("discard_plans", "DISCARD PLANS", .unchanged),
  OracleCase("checkpoint", "CHECKPOINT", .unchanged),
  OracleCase("refresh_matview", "REFRESH MATERIALIZED VIEW mv", .unchanged),
  OracleCase("lock_timeout", "SET lock_timeout = '2s'", .unchanged),
  OracleCase(
    "create_tablespace", "CREATE TABLESPACE whimbrel_x LOCATION '/nowhere'", .unmeasured,
    isRefused: true, inOwnSession: true),
  OracleCase("alter_database_set", "ALTER DATABASE postgres SET lock_timeout = '2s'", .unchanged),
  OracleCase(
    "alter_database_set_tablespace", "ALTER DATABASE template0 SET TABLESPACE pg_default",
    .unchanged, isRefused: true, inOwnSession: true),
  OracleCase(
    "alter_database_connection_limit", "ALTER DATABASE postgres CONNECTION LIMIT 50", .unchanged),
  OracleCase(
    "commit_prepared", "COMMIT PREPARED 'x'", .unmeasured, isRefused: true, inOwnSession: true),
  OracleCase(
    "rollback_prepared", "ROLLBACK PREPARED 'x'", .unmeasured, isRefused: true, inOwnSession: true),
]

private let noServer = "CONNECTION 'host=/nowhere dbname=x' PUBLICATION p"

private let replication: [OracleCase] = [
  OracleCase(
    "create_subscription", "CREATE SUBSCRIPTION s \(noServer)", .unmeasured, isRefused: true,
    inOwnSession: true),
  OracleCase(
    "create_subscription_no_connect", "CREATE SUBSCRIPTION s \(noServer) WITH (connect = false)",
    .fails("42710")),
  OracleCase(
    "create_subscription_slot_on", "CREATE SUBSCRIPTION s \(noServer) WITH (create_slot = on)",
    .unmeasured, isRefused: true, inOwnSession: true),
  OracleCase(
    "alter_subscription_refresh", "ALTER SUBSCRIPTION s REFRESH PUBLICATION", .unmeasured,
    isRefused: true, setup: subscription + "UPDATE pg_subscription SET subenabled = true;",
    inOwnSession: true),
  OracleCase(
    "alter_subscription_set_publication", "ALTER SUBSCRIPTION s SET PUBLICATION q", .unmeasured,
    isRefused: true, setup: subscription + "UPDATE pg_subscription SET subenabled = true;",
    inOwnSession: true),
  OracleCase(
    "alter_subscription_set_publication_no_refresh",
    "ALTER SUBSCRIPTION s SET PUBLICATION q WITH (refresh = false)", .unchanged, setup: subscription
  ),
  OracleCase(
    "alter_subscription_disable", "ALTER SUBSCRIPTION s DISABLE", .unchanged, setup: subscription),
  OracleCase(
    "drop_subscription_with_slot", "DROP SUBSCRIPTION s", .unmeasured, isRefused: true,
    setup: subscription, inOwnSession: true),
]

private let subscription = "CREATE SUBSCRIPTION s \(noServer) WITH (connect = false);"
