import SQLLexer
import Testing

@testable import SQLSyntax

@Suite struct CreateTableTests {
  private func table(_ sql: String) throws -> CreateTable {
    guard case .createTable(let table) = try only(sql).tree else {
      throw Unexpected.tree
    }
    return table
  }

  @Test func columnsKeepTypesAndConstraints() throws {
    let sql = """
      CREATE TABLE IF NOT EXISTS App."T" (
        id bigint GENERATED ALWAYS AS IDENTITY (START 5) PRIMARY KEY,
        amount numeric(10, 2) DEFAULT -1 NOT NULL CHECK (amount > 0) NOT ENFORCED,
        seen timestamp(3) with time zone DEFAULT CASE WHEN true THEN NULL ELSE now() END NULL,
        tags character varying(20)[] COLLATE "C" DEFAULT '{}'::text[],
        total int GENERATED ALWAYS AS (1 + 2) STORED,
        owner int CONSTRAINT fk REFERENCES people (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
        span interval day to second(2)
      )
      """
    let table = try table(sql)
    #expect(table.ifNotExists)
    #expect(table.name.description == "app.T")
    #expect(
      table.columns.map(\.name.text) == ["id", "amount", "seen", "tags", "total", "owner", "span"])
    #expect(
      table.columns.map { $0.type?.name } == [
        "bigint", "numeric", "timestamp with time zone", "character varying", "int", "int",
        "interval",
      ])
    #expect(table.columns[1].type?.modifiers == ["10", "2"])
    #expect(table.columns[3].type?.arrayDimensions == 1)
    #expect(
      table.columns.map { $0.constraints.map(\.kind) } == [
        [.identity, .primaryKey], [.default, .notNull, .check], [.default, .null], [.default],
        [.generatedStored], [.foreignKey], [],
      ])
    let amount = table.columns[1].constraints
    #expect(text(amount[0].expression?.range, of: sql) == "-1")
    #expect(text(amount[2].expression?.range, of: sql) == "amount > 0")
    #expect(amount[2].isNotEnforced)
    #expect(
      text(table.columns[2].constraints[0].expression?.range, of: sql)
        == "CASE WHEN true THEN NULL ELSE now() END")
    #expect(table.columns[5].constraints[0].referenced?.description == "people")
    #expect(table.columns[5].constraints[0].name?.text == "fk")
  }

  @Test func tableConstraintsAndOptions() throws {
    let table = try table(
      """
      CREATE UNLOGGED TABLE t (
        LIKE other INCLUDING ALL EXCLUDING INDEXES, a int,
        CONSTRAINT pk PRIMARY KEY (a, b) INCLUDE (c) WITH (fillfactor = 70),
        UNIQUE NULLS NOT DISTINCT (a), EXCLUDE USING gist (a WITH =) WHERE (a > 0),
        FOREIGN KEY (a, PERIOD b) REFERENCES o (x, PERIOD y) MATCH FULL ON UPDATE NO ACTION,
        CHECK (a > 0) NO INHERIT NOT ENFORCED, NOT NULL a
      ) INHERITS (p, q) PARTITION BY RANGE (a) USING heap WITH (fillfactor = 5) TABLESPACE ts
      """)
    #expect(table.persistence == .unlogged)
    #expect(table.likes.map(\.table.description) == ["other"])
    #expect(
      table.constraints.map(\.kind) == [
        .primaryKey, .unique, .exclusion, .foreignKey, .check, .notNull,
      ])
    #expect(table.constraints[0].columns.map(\.text) == ["a", "b"])
    #expect(table.constraints[4].isNotEnforced)
    #expect(table.inherits.map(\.description) == ["p", "q"])
    #expect(table.isPartitioned)
  }

  @Test(arguments: [
    "CREATE TABLE p PARTITION OF t FOR VALUES FROM (1) TO (MAXVALUE)",
    "CREATE TABLE p PARTITION OF t (a NOT NULL, CHECK (a > 0)) FOR VALUES IN ('x') PARTITION BY LIST (b)",
    "CREATE TABLE p PARTITION OF t DEFAULT",
    "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4, REMAINDER 0) TABLESPACE s",
  ])
  func partitions(_ sql: String) throws {
    #expect(try table(sql).partitionOf?.description == "t")
  }

  @Test func queriesGiveColumnsWithoutTypes() throws {
    let table = try table("CREATE TEMPORARY TABLE t (a, b) ON COMMIT DROP AS SELECT 1, 2")
    #expect(table.isFromQuery)
    #expect(table.persistence == .temporary)
    #expect(table.columns.map(\.name.text) == ["a", "b"])
  }

  @Test func selectIntoMakesATable() throws {
    let table = try table("SELECT 1 AS a, (SELECT 2) INTO TEMP TABLE s.t FROM u UNION SELECT 3, 4")
    #expect(table.name.description == "s.t" && table.isFromQuery && table.persistence == .temporary)
  }

  @Test func aTypedTableHasOptionsForColumns() throws {
    let table = try table("CREATE TABLE t OF app.kind (a WITH OPTIONS DEFAULT 1, PRIMARY KEY (a))")
    #expect(table.columns[0].type == nil)
    #expect(table.columns[0].constraints.map(\.kind) == [.default])
  }
}

@Suite struct AlterTableTests {
  private func alter(_ sql: String) throws -> AlterTable {
    guard case .alterTable(let alter) = try only(sql).tree else { throw Unexpected.tree }
    return alter
  }

  /// Every command of PostgreSQL 18's alter_table_cmd.
  @Test(arguments: [
    ("ADD a int", "AT_AddColumn"), ("ADD COLUMN IF NOT EXISTS a int DEFAULT 1", "AT_AddColumn"),
    ("ADD CONSTRAINT c NOT NULL a NOT VALID", "AT_AddConstraint"),
    ("ADD UNIQUE USING INDEX i DEFERRABLE", "AT_AddConstraint"),
    ("ALTER a SET DEFAULT f(1, 2)", "AT_ColumnDefault"),
    ("ALTER a DROP DEFAULT", "AT_ColumnDefault"),
    ("ALTER a DROP NOT NULL", "AT_DropNotNull"), ("ALTER COLUMN a SET NOT NULL", "AT_SetNotNull"),
    ("ALTER a SET EXPRESSION AS (1)", "AT_SetExpression"),
    ("ALTER a DROP EXPRESSION IF EXISTS", "AT_DropExpression"),
    ("ALTER a SET STATISTICS DEFAULT", "AT_SetStatistics"),
    ("ALTER a SET (n_distinct = 5)", "AT_SetOptions"),
    ("ALTER a RESET (n_distinct)", "AT_ResetOptions"),
    ("ALTER a SET STORAGE EXTERNAL", "AT_SetStorage"),
    ("ALTER a SET COMPRESSION lz4", "AT_SetCompression"),
    ("ALTER a ADD GENERATED BY DEFAULT AS IDENTITY", "AT_AddIdentity"),
    ("ALTER a SET GENERATED ALWAYS SET START 5 RESTART", "AT_SetIdentity"),
    ("ALTER a RESTART WITH 7", "AT_SetIdentity"),
    ("ALTER a DROP IDENTITY IF EXISTS", "AT_DropIdentity"), ("DROP a", "AT_DropColumn"),
    ("DROP COLUMN IF EXISTS a CASCADE", "AT_DropColumn"),
    ("ALTER a SET DATA TYPE varchar(5) COLLATE \"C\" USING f(a, 1)::text", "AT_AlterColumnType"),
    ("ALTER a OPTIONS (SET x '1')", "AT_AlterColumnGenericOptions"),
    ("ALTER CONSTRAINT c NOT DEFERRABLE", "AT_AlterConstraint"),
    ("ALTER CONSTRAINT c NO INHERIT", "AT_AlterConstraint"),
    ("VALIDATE CONSTRAINT c", "AT_ValidateConstraint"),
    ("DROP CONSTRAINT IF EXISTS c RESTRICT", "AT_DropConstraint"),
    ("SET WITHOUT OIDS", "AT_DropOids"), ("CLUSTER ON i", "AT_ClusterOn"),
    ("SET WITHOUT CLUSTER", "AT_DropCluster"),
    ("SET LOGGED", "AT_SetLogged"), ("SET UNLOGGED", "AT_SetUnLogged"),
    ("ENABLE TRIGGER g", "AT_EnableTrig"),
    ("ENABLE ALWAYS TRIGGER g", "AT_EnableAlwaysTrig"),
    ("ENABLE REPLICA TRIGGER g", "AT_EnableReplicaTrig"),
    ("ENABLE TRIGGER ALL", "AT_EnableTrigAll"), ("ENABLE TRIGGER USER", "AT_EnableTrigUser"),
    ("DISABLE TRIGGER g", "AT_DisableTrig"), ("DISABLE TRIGGER ALL", "AT_DisableTrigAll"),
    ("DISABLE TRIGGER USER", "AT_DisableTrigUser"), ("ENABLE RULE r", "AT_EnableRule"),
    ("ENABLE ALWAYS RULE r", "AT_EnableAlwaysRule"),
    ("ENABLE REPLICA RULE r", "AT_EnableReplicaRule"),
    ("DISABLE RULE r", "AT_DisableRule"), ("INHERIT p", "AT_AddInherit"),
    ("NO INHERIT p", "AT_DropInherit"),
    ("OF k", "AT_AddOf"), ("NOT OF", "AT_DropOf"), ("OWNER TO CURRENT_USER", "AT_ChangeOwner"),
    ("SET ACCESS METHOD heap2", "AT_SetAccessMethod"), ("SET TABLESPACE s", "AT_SetTableSpace"),
    ("SET (fillfactor = 5)", "AT_SetRelOptions"), ("RESET (fillfactor)", "AT_ResetRelOptions"),
    ("REPLICA IDENTITY USING INDEX i", "AT_ReplicaIdentity"),
    ("REPLICA IDENTITY FULL", "AT_ReplicaIdentity"),
    ("ENABLE ROW LEVEL SECURITY", "AT_EnableRowSecurity"),
    ("DISABLE ROW LEVEL SECURITY", "AT_DisableRowSecurity"),
    ("FORCE ROW LEVEL SECURITY", "AT_ForceRowSecurity"),
    ("NO FORCE ROW LEVEL SECURITY", "AT_NoForceRowSecurity"),
    ("OPTIONS (ADD x 'y')", "AT_GenericOptions"),
    ("ATTACH PARTITION p FOR VALUES IN (1)", "AT_AttachPartition"),
    ("DETACH PARTITION p CONCURRENTLY", "AT_DetachPartition"),
    ("DETACH PARTITION p FINALIZE", "AT_DetachPartitionFinalize"),
  ])
  func commands(_ command: String, _ expected: String) throws {
    let alter = try alter("ALTER TABLE IF EXISTS ONLY s.t \(command)")
    #expect(alter.commands.map(\.kind.rawValue) == [expected])
    #expect(alter.ifExists && alter.only)
    #expect(alter.name.description == "s.t")
  }

  @Test func commandsKeepTheirPlaces() throws {
    let sql =
      "ALTER TABLE t ADD COLUMN a int DEFAULT f(1, 2), DROP COLUMN b CASCADE, ADD FOREIGN KEY (a) REFERENCES u NOT VALID"
    let alter = try alter(sql)
    #expect(
      alter.commands.map { text($0.range, of: sql) } == [
        "ADD COLUMN a int DEFAULT f(1, 2)", "DROP COLUMN b CASCADE",
        "ADD FOREIGN KEY (a) REFERENCES u NOT VALID",
      ])
    #expect(text(alter.commands[1].behavior.cascadeRange, of: sql) == "CASCADE")
    #expect(alter.commands[2].constraint?.isNotValid == true)
    #expect(alter.commands[2].constraint?.columns.map(\.text) == ["a"])
  }

  @Test func aTypeChangeKeepsItsExpression() throws {
    let sql = "ALTER TABLE t ALTER a TYPE double precision USING a::numeric / 2, ALTER b TYPE text"
    let alter = try alter(sql)
    #expect(alter.commands.map { $0.newType?.name } == ["double precision", "text"])
    #expect(text(alter.commands[0].usingExpression?.range, of: sql) == "a::numeric / 2")
  }
}

enum Unexpected: Error { case tree }
