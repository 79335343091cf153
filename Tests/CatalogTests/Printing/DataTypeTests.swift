import SQLLexer
import SQLSyntax
import Testing

@testable import Catalog

/// Types as written in CREATE TABLE, and what format_type(atttypid, atttypmod) of PostgreSQL 15.18 prints.
private let measured: [(written: String, printed: String)] = [
  ("int", "integer"),
  ("integer", "integer"),
  ("int4", "integer"),
  ("INT", "integer"),
  ("smallint", "smallint"),
  ("int2", "smallint"),
  ("bigint", "bigint"),
  ("int8", "bigint"),
  ("real", "real"),
  ("float4", "real"),
  ("float", "double precision"),
  ("float(24)", "real"),
  ("float(25)", "double precision"),
  ("float(53)", "double precision"),
  ("double precision", "double precision"),
  ("float8", "double precision"),
  ("decimal", "numeric"),
  ("decimal(10)", "numeric(10,0)"),
  ("numeric(10,2)", "numeric(10,2)"),
  ("numeric(10, -2)", "numeric(10,-2)"),
  ("dec(5,1)", "numeric(5,1)"),
  ("numeric", "numeric"),
  ("bool", "boolean"),
  ("boolean", "boolean"),
  ("text", "text"),
  ("varchar", "character varying"),
  ("varchar(50)", "character varying(50)"),
  ("character varying(255)", "character varying(255)"),
  ("character varying", "character varying"),
  ("char", "character(1)"),
  ("char(10)", "character(10)"),
  ("character", "character(1)"),
  ("character(3)", "character(3)"),
  ("nchar(4)", "character(4)"),
  ("nchar varying(4)", "character varying(4)"),
  ("national character varying(7)", "character varying(7)"),
  ("national char(2)", "character(2)"),
  ("bpchar", "bpchar"),
  ("bpchar(5)", "character(5)"),
  ("\"char\"", "\"char\""),
  ("pg_catalog.\"char\"", "\"char\""),
  ("pg_catalog.int4", "integer"),
  ("pg_catalog.varchar(3)", "character varying(3)"),
  ("bit", "bit(1)"),
  ("bit(3)", "bit(3)"),
  ("bit varying", "bit varying"),
  ("bit varying(9)", "bit varying(9)"),
  ("varbit", "bit varying"),
  ("varbit(4)", "bit varying(4)"),
  ("pg_catalog.bit", "\"bit\""),
  ("timestamp", "timestamp without time zone"),
  ("timestamp(3)", "timestamp(3) without time zone"),
  ("timestamp with time zone", "timestamp with time zone"),
  ("timestamp(0) with time zone", "timestamp(0) with time zone"),
  ("timestamptz", "timestamp with time zone"),
  ("timestamptz(6)", "timestamp(6) with time zone"),
  ("timestamp without time zone", "timestamp without time zone"),
  ("time", "time without time zone"),
  ("time(2)", "time(2) without time zone"),
  ("time with time zone", "time with time zone"),
  ("timetz(1)", "time(1) with time zone"),
  ("time(4) without time zone", "time(4) without time zone"),
  ("date", "date"),
  ("interval", "interval"),
  ("interval(3)", "interval(3)"),
  ("interval year", "interval year"),
  ("interval month", "interval month"),
  ("interval day", "interval day"),
  ("interval hour", "interval hour"),
  ("interval minute", "interval minute"),
  ("interval second", "interval second"),
  ("interval second(2)", "interval second(2)"),
  ("interval year to month", "interval year to month"),
  ("interval day to hour", "interval day to hour"),
  ("interval day to minute", "interval day to minute"),
  ("interval day to second", "interval day to second"),
  ("interval day to second(4)", "interval day to second(4)"),
  ("interval hour to minute", "interval hour to minute"),
  ("interval hour to second", "interval hour to second"),
  ("interval minute to second(1)", "interval minute to second(1)"),
  ("uuid", "uuid"),
  ("json", "json"),
  ("jsonb", "jsonb"),
  ("xml", "xml"),
  ("bytea", "bytea"),
  ("inet", "inet"),
  ("cidr", "cidr"),
  ("macaddr", "macaddr"),
  ("money", "money"),
  ("oid", "oid"),
  ("regclass", "regclass"),
  ("name", "name"),
  ("tsvector", "tsvector"),
  ("tsquery", "tsquery"),
  ("int4range", "int4range"),
  ("tstzrange", "tstzrange"),
  ("int8multirange", "int8multirange"),
  ("point", "point"),
  ("pg_lsn", "pg_lsn"),
  ("jsonpath", "jsonpath"),
  ("int[]", "integer[]"),
  ("int[][]", "integer[]"),
  ("integer[3]", "integer[]"),
  ("int ARRAY", "integer[]"),
  ("int ARRAY[4]", "integer[]"),
  ("varchar(20)[]", "character varying(20)[]"),
  ("numeric(6,2)[]", "numeric(6,2)[]"),
  ("timestamptz[]", "timestamp with time zone[]"),
  ("text[]", "text[]"),
  ("_int4", "integer[]"),
  ("_text", "text[]"),
  ("\"char\"[]", "\"char\"[]"),
  ("char(3)[]", "character(3)[]"),
  ("bit[]", "bit(1)[]"),
  ("uuid[]", "uuid[]"),
  ("interval(2)[]", "interval(2)[]"),
]

struct DataTypeTests {
  @Test(arguments: measured)
  func printsAsPostgreSQLDoes(written: String, printed: String) throws {
    #expect(try type(written).description { "app.mood\($0.number)" } == printed)
  }

  @Test func namesUserTypes() throws {
    let mood = ObjectID(number: 7)
    let array = try type("app.\"Mood\"[]") { $0.name.text == "Mood" ? mood : nil }
    #expect(array == DataType(.user(mood), isArray: true))
    #expect(array.description { "app.mood\($0.number)" } == "app.mood7[]")
    #expect(
      try type("public.geometry(Point, 4326)").description { _ in "" }
        == "public.geometry(Point,4326)")
    #expect(try type("\"Odd\".\"na me\"").description { _ in "" } == "\"Odd\".\"na me\"")
  }

  @Test func tellsModifiers() throws {
    #expect(try type("varchar(50)").length == 50)
    let numeric = try type("numeric(10, -2)").precisionAndScale
    #expect(numeric?.precision == 10)
    #expect(numeric?.scale == -2)
    #expect(try type("interval(3)").secondsPrecision == 3)
    #expect(try type("interval year").secondsPrecision == nil)
    #expect(try type("text").length == nil)
  }

  private func type(
    _ text: String, resolve: (QualifiedName) -> ObjectID? = { _ in nil }
  ) throws -> DataType {
    let file = parse(Array("CREATE TABLE t (a \(text))".utf8))
    guard case .createTable(let table) = file.statements[0].tree, let name = table.columns[0].type
    else { throw NotAType() }
    return DataType(name, in: file, resolve: resolve)
  }

  private struct NotAType: Error {}
}
