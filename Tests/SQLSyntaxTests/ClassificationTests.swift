import Testing

@testable import SQLSyntax

/// Node, object type and commands of a statement, as libpg_query names them. The conformance suite compares far more with
/// the parser itself; here is one line for every turn that the classification takes.
@Suite struct ClassificationTests {
  @Test(arguments: [
    ("CREATE TABLE t ()", "CreateStmt"),
    ("CREATE TEMP TABLE t AS SELECT 1", "CreateTableAsStmt OBJECT_TABLE"),
    ("CREATE TABLE t (a, b) AS EXECUTE p", "CreateTableAsStmt OBJECT_TABLE"),
    ("CREATE FOREIGN TABLE t (a int) SERVER s OPTIONS (x 'y')", "CreateForeignTableStmt"),
    ("CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1", "CreateTableAsStmt OBJECT_MATVIEW"),
    ("CREATE OR REPLACE TEMP RECURSIVE VIEW v (a) AS SELECT 1", "ViewStmt"),
    ("CREATE UNIQUE INDEX ON t (a)", "IndexStmt"),
    ("CREATE TYPE t AS ENUM ('a')", "CreateEnumStmt"),
    ("CREATE TYPE t AS RANGE (subtype = int)", "CreateRangeStmt"),
    ("CREATE TYPE t AS (a int)", "CompositeTypeStmt"),
    ("CREATE TYPE t", "DefineStmt OBJECT_TYPE"),
    ("CREATE TEXT SEARCH DICTIONARY d (template = t)", "DefineStmt OBJECT_TSDICTIONARY"),
    (
      "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
      "CreateTrigStmt"
    ),
    ("CREATE DEFAULT CONVERSION c FOR 'a' TO 'b' FROM f", "CreateConversionStmt"),
    ("CREATE TRUSTED LANGUAGE l", "CreateExtensionStmt"),
    ("CREATE TRUSTED LANGUAGE l HANDLER h", "CreatePLangStmt"),
    ("CREATE USER MAPPING FOR u SERVER s", "CreateUserMappingStmt"),
    ("CREATE USER u", "CreateRoleStmt"),
    ("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", "AlterTableMoveAllStmt OBJECT_TABLE"),
    ("ALTER TABLE t OWNER TO o", "AlterTableStmt OBJECT_TABLE AT_ChangeOwner"),
    ("ALTER TABLE t SET SCHEMA s", "AlterObjectSchemaStmt OBJECT_TABLE"),
    ("ALTER TABLE t RENAME a TO b", "RenameStmt OBJECT_COLUMN"),
    ("ALTER VIEW v RENAME TO w", "RenameStmt OBJECT_VIEW"),
    ("ALTER TABLE t RENAME CONSTRAINT a TO b", "RenameStmt OBJECT_TABCONSTRAINT"),
    ("ALTER INDEX i NO DEPENDS ON EXTENSION e", "AlterObjectDependsStmt OBJECT_INDEX"),
    (
      "ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 5",
      "AlterTableStmt OBJECT_INDEX AT_SetStatistics"
    ),
    ("ALTER SEQUENCE s OWNED BY t.a", "AlterSeqStmt"),
    ("ALTER SEQUENCE s OWNER TO o", "AlterTableStmt OBJECT_SEQUENCE AT_ChangeOwner"),
    ("ALTER TYPE t ADD ATTRIBUTE a int CASCADE", "AlterTableStmt OBJECT_TYPE AT_AddColumn"),
    ("ALTER TYPE t RENAME ATTRIBUTE a TO b", "RenameStmt OBJECT_ATTRIBUTE"),
    ("ALTER TYPE t ADD VALUE 'a' BEFORE 'b'", "AlterEnumStmt"),
    ("ALTER TYPE t SET (send = f)", "AlterTypeStmt"),
    ("ALTER TYPE t OWNER TO o", "AlterOwnerStmt OBJECT_TYPE"),
    ("ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)", "AlterDomainStmt"),
    ("ALTER DOMAIN d RENAME CONSTRAINT a TO b", "RenameStmt OBJECT_DOMCONSTRAINT"),
    ("ALTER FUNCTION f(int) OWNER TO o", "AlterOwnerStmt OBJECT_FUNCTION"),
    (
      "ALTER FUNCTION f(a int DEFAULT 1) STRICT SET search_path = x",
      "AlterFunctionStmt OBJECT_FUNCTION"
    ),
    ("ALTER OPERATOR + (int, int) SET (restrict = f)", "AlterOperatorStmt"),
    ("ALTER OPERATOR FAMILY f USING btree ADD FUNCTION 1 g(int)", "AlterOpFamilyStmt"),
    ("ALTER POLICY p ON t USING (true)", "AlterPolicyStmt"),
    ("ALTER POLICY p ON t RENAME TO q", "RenameStmt OBJECT_POLICY"),
    ("ALTER ROLE r IN DATABASE d SET x TO y", "AlterRoleSetStmt"),
    ("ALTER GROUP g ADD USER u", "AlterRoleStmt"),
    ("ALTER DATABASE d SET TABLESPACE t", "AlterDatabaseStmt"),
    ("ALTER DATABASE d SET x = 1", "AlterDatabaseSetStmt"),
    ("ALTER DATABASE d REFRESH COLLATION VERSION", "AlterDatabaseRefreshCollStmt"),
    ("ALTER EXTENSION e UPDATE TO '2'", "AlterExtensionStmt"),
    ("ALTER EXTENSION e ADD TABLE t", "AlterExtensionContentsStmt OBJECT_TABLE"),
    ("ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR w WITH d", "AlterTSConfigurationStmt"),
    ("ALTER EVENT TRIGGER e DISABLE", "AlterEventTrigStmt"),
    ("ALTER SYSTEM SET x = 1", "AlterSystemStmt"),
    ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r", "AlterDefaultPrivilegesStmt"),
    ("DROP TABLE a, b.c CASCADE", "DropStmt OBJECT_TABLE"),
    ("DROP OPERATOR CLASS c USING btree", "DropStmt OBJECT_OPCLASS"),
    ("DROP DATABASE IF EXISTS d WITH (FORCE)", "DropdbStmt"),
    ("DROP OWNED BY r", "DropOwnedStmt"),
    ("DROP USER MAPPING IF EXISTS FOR u SERVER s", "DropUserMappingStmt"),
    ("COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'", "CommentStmt OBJECT_DOMCONSTRAINT"),
    ("COMMENT ON COLUMN t.a IS NULL", "CommentStmt OBJECT_COLUMN"),
    ("GRANT SELECT ON t TO r", "GrantStmt OBJECT_TABLE"),
    ("GRANT ALL ON ALL SEQUENCES IN SCHEMA s TO r", "GrantStmt OBJECT_SEQUENCE"),
    ("GRANT SELECT ON type, other TO r", "GrantStmt OBJECT_TABLE"),
    ("GRANT USAGE ON TYPE t TO r", "GrantStmt OBJECT_TYPE"),
    ("REVOKE SET ON PARAMETER work_mem FROM r", "GrantStmt OBJECT_PARAMETER_ACL"),
    ("GRANT USAGE ON FOREIGN SERVER s TO r", "GrantStmt OBJECT_FOREIGN_SERVER"),
    ("SECURITY LABEL FOR p ON TABLE t IS 'l'", "SecLabelStmt OBJECT_TABLE"),
    ("COMMENT ON CONSTRAINT c ON domain IS 'x'", "CommentStmt OBJECT_TABCONSTRAINT"),
    ("DROP USER mapping", "DropRoleStmt"),
    ("GRANT a TO b", "GrantRoleStmt"),
    ("REVOKE a FROM b", "GrantRoleStmt"),
    (
      "WITH a AS (DELETE FROM t RETURNING *), b (x) AS MATERIALIZED (SELECT 1) INSERT INTO u SELECT * FROM a",
      "InsertStmt"
    ),
    ("WITH RECURSIVE a AS (SELECT 1) SEARCH DEPTH FIRST BY x SET y SELECT 1", "SelectStmt"),
    (
      "WITH RECURSIVE a AS (SELECT 1) SEARCH BREADTH FIRST BY x, y SET z CYCLE x, y SET c TO 1 DEFAULT 0 USING p, b AS (SELECT 1) DELETE FROM t",
      "DeleteStmt"
    ),
    ("WITH recursive (a) AS (SELECT 1) SELECT * FROM recursive", "SelectStmt"),
    ("(SELECT 1)", "SelectStmt"),
    ("TABLE t", "SelectStmt"),
    ("EXPLAIN ANALYZE DELETE FROM t", "ExplainStmt"),
    ("PREPARE TRANSACTION 'x'", "TransactionStmt"),
    ("PREPARE p AS SELECT 1", "PrepareStmt"),
    ("SET CONSTRAINTS ALL DEFERRED", "ConstraintsSetStmt"),
    ("ANALYZE t", "VacuumStmt"),
    ("REFRESH MATERIALIZED VIEW CONCURRENTLY v", "RefreshMatViewStmt"),
    ("REASSIGN OWNED BY a TO b", "ReassignOwnedStmt"),
    ("MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "MergeStmt"),
  ])
  func nodes(_ sql: String, _ expected: String) throws {
    let statement = try only(sql)
    var words = [statement.node?.rawValue ?? "unknown"]
    if let object = statement.object { words.append(object.rawValue) }
    if case .alterTable(let alter) = statement.tree { words += alter.commands.map(\.kind.rawValue) }
    #expect(words.joined(separator: " ") == expected)
  }

  @Test(arguments: [
    "foo bar", "CREATE THING x", "ALTER COLUMN a", "DROP", "1 + 2", "ALTER TYPE t DROP VALUE 'a'",
  ])
  func whatIsNoStatementIsAnError(_ sql: String) {
    #expect(parse(Array(sql.utf8)).statements.map { $0.syntaxError != nil } == [true])
  }
}
