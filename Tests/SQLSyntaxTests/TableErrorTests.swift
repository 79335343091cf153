import SQLLexer
import Testing

@testable import SQLSyntax

/// Places of errors in statements about tables: `^` stands before the token that PostgreSQL 18 points at.
@Suite struct TableErrorTests {
  private func error(_ marked: String) throws -> (error: SyntaxError, place: Int) {
    let place = try #require(marked.utf8.firstIndex(of: UInt8(ascii: "^")))
    let statement = try only(marked.filter { $0 != "^" })
    return (try #require(statement.syntaxError, "\(marked)"), place.utf16Offset(in: marked))
  }

  /// What no production takes.
  @Test(arguments: [
    "CREATE TABLE t^",
    "CREATE TABLE t (a)^",
    "CREATE TABLE t (a, b ^int)",
    "CREATE TABLE t (a int) ^AS SELECT 1",
    "CREATE TABLE IF NOT ^t (a int)",
    "CREATE TABLE t (a int NOT NULL NOT ^VALID)",
    "CREATE TABLE t (a int ^NO INHERIT)",
    "CREATE TABLE t (a int CONSTRAINT c ^DEFERRABLE)",
    "CREATE TABLE t (a int ^NOT IN)",
    "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE ON ^DELETE CASCADE)",
    "CREATE TABLE t (FOREIGN KEY (PERIOD ^p) REFERENCES u)",
    "CREATE TABLE t (FOREIGN KEY (a, PERIOD p^, b) REFERENCES u)",
    "CREATE TABLE t (EXCLUDE (a WITH b ^))",
    "CREATE TABLE t (a int) PARTITION BY LIST (a ^+ 1)",
    "CREATE TABLE t (a int) TABLESPACE s ^WITH (fillfactor = 5)",
    "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS ^2147483648, REMAINDER 0)",
    "CREATE TABLE p PARTITION OF t FOR VALUES IN (^)",
    "CREATE INDEX i ON t (int ^(a))",
    "CREATE INDEX i ON t (a ^+ 1)",
    "CREATE INDEX i ON t (a.b ^)",
    "CREATE INDEX i ON t (a, ^NULLS FIRST)",
    "CREATE INDEX i ON t (count(*) FILTER (WHERE ^true))",
    "ALTER TABLE t ADD a int, ^ATTACH PARTITION p DEFAULT",
    "ALTER TABLE t DETACH PARTITION p^, ADD a int",
    "ALTER TABLE t ALTER a SET ^foo",
    "ALTER TABLE t DISABLE ^ALWAYS TRIGGER g",
    "ALTER VIEW v ^DETACH PARTITION p",
    "ALTER TYPE t ADD ATTRIBUTE a int ^NOT NULL",
    "ALTER SEQUENCE s NO ^START",
    "CREATE SEQUENCE s AS int^[]",
    "CREATE SCHEMA a ^DROP TABLE t",
    "CREATE SCHEMA a CREATE ^FUNCTION f()",
    "CREATE SCHEMA a CREATE TABLE t ^AS SELECT 1",
    "CREATE SCHEMA a CREATE TABLE t (a^, b) AS SELECT 1",
    "CREATE SCHEMA a GRANT b ^TO c",
    "CREATE STATISTICS s ON a ^+ b FROM t",
    "TRUNCATE t RESTART^",
    "CLUSTER a.b ^ON t",
    "LOCK t IN SHARE ROW ^MODE",
    "REINDEX SCHEMA a^.b",
  ])
  func syntax(_ marked: String) throws {
    let (error, place) = try error(marked)
    #expect(error.range.start == UInt32(place))
    #expect(error.message.hasPrefix("syntax error at"))
  }

  /// What the actions of the grammar refuse.
  @Test(arguments: [
    ("CREATE TABLE ^a.b.c.d (e int)", "improper qualified name (too many dotted names): a.b.c.d"),
    (
      "CREATE TABLE t (a int COLLATE b ^COLLATE c COLLATE d)",
      "multiple COLLATE clauses not allowed"
    ),
    ("CREATE TABLE t (a int) PARTITION BY ^key (a)", "unrecognized partitioning strategy \"key\""),
    (
      "CREATE TABLE p PARTITION OF t FOR VALUES ^WITH (REMAINDER 1)",
      "modulus for hash partition must be specified"
    ),
    (
      "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4, ^modulus 4)",
      "modulus for hash partition provided more than once"
    ),
    (
      "CREATE TABLE p PARTITION OF t FOR VALUES WITH (^parts 4)",
      "unrecognized hash partition bound specification \"parts\""
    ),
    (
      "CREATE TABLE t (a int GENERATED ^BY DEFAULT AS (1) STORED)",
      "for a generated column, GENERATED ALWAYS must be specified"
    ),
    ("CREATE TABLE t (a int REFERENCES u ^MATCH PARTIAL)", "MATCH PARTIAL not yet implemented"),
    (
      "CREATE TABLE t (a int REFERENCES u ^ON UPDATE SET NULL (a))",
      "a column list with SET NULL is only supported for ON DELETE actions"
    ),
    (
      "CREATE TABLE t (CHECK (true) ^INITIALLY DEFERRED)",
      "CHECK constraints cannot be marked DEFERRABLE"
    ),
    (
      "CREATE TABLE t (UNIQUE (a) ^NO INHERIT NOT VALID)",
      "UNIQUE constraints cannot be marked NOT VALID"
    ),
    (
      "CREATE TABLE t (NOT NULL a ^NOT ENFORCED)",
      "NOT NULL constraints cannot be marked NOT ENFORCED"
    ),
    (
      "CREATE TABLE t (FOREIGN KEY (a) REFERENCES u NOT DEFERRABLE ^INITIALLY DEFERRED)",
      "constraint declared INITIALLY DEFERRED must be DEFERRABLE"
    ),
    (
      "CREATE TABLE t (PRIMARY KEY (a) DEFERRABLE ^NOT DEFERRABLE NOT VALID)",
      "conflicting constraint properties"
    ),
    (
      "ALTER TABLE t ALTER CONSTRAINT c ^DEFERRABLE NOT VALID",
      "constraints cannot be altered to be NOT VALID"
    ),
    (
      "ALTER TABLE t ALTER ^0 SET STATISTICS 5", "column number must be in range from 1 to 32767"
    ),
    ("ALTER TABLE t ALTER a SET ^AS int", "sequence option \"as\" not supported here"),
    (
      "CREATE SCHEMA IF NOT EXISTS a ^CREATE TABLE t (b int)",
      "CREATE SCHEMA IF NOT EXISTS cannot include schema elements"
    ),
  ])
  func refusals(_ marked: String, _ message: String) throws {
    let (error, place) = try error(marked)
    #expect(error.range.start == UInt32(place))
    #expect(error.message == message)
  }

  /// Elements of CREATE SCHEMA are statements with places of their own.
  @Test func schemaElements() throws {
    let sql = "CREATE SCHEMA a CREATE TABLE t (b int DEFAULT 1) GRANT SELECT ON t TO c"
    guard case .createSchema(let schema) = try only(sql).tree else { throw Unexpected.tree }
    #expect(
      schema.elements.map { text($0.range, of: sql) } == [
        "CREATE TABLE t (b int DEFAULT 1)", "GRANT SELECT ON t TO c",
      ])
    #expect(schema.elements.map(\.node) == [.createTable, .grant])
    #expect(schema.elements[0].nodes.count == 2)
  }

  /// Behind a placeholder nothing is an error.
  @Test(arguments: [
    "CREATE TABLE ${name} (a ${type} DEFAULT ${value} NOT NULL, ${columns})",
    "ALTER TABLE t ALTER ${column} SET STATISTICS ${target}",
    "CREATE SEQUENCE s START ${start} RESTART ${again}",
    "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS ${n}, REMAINDER 0)",
  ])
  func placeholders(_ sql: String) throws {
    #expect(parse(Array(sql.utf8)).statements.allSatisfy { $0.syntaxError == nil })
  }
}
