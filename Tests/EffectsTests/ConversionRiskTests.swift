import Catalog
import SQLSyntax
import Testing

@testable import Effects

/// Goal: whether values are changed in silence, refused, or kept, is said as PostgreSQL does it. Each pair was tried on
/// PostgreSQL 15, with the longest value that the old type holds.
@Suite struct ConversionRiskTests {
  private func risk(_ old: String, _ new: String, _ using: String = "") -> ConversionRisk? {
    var replay = Replay(version: 18)
    let source = parse(
      Array("CREATE TABLE t (c \(old)); ALTER TABLE t ALTER COLUMN c TYPE \(new) \(using)".utf8))
    var effects = Effects()
    for statement in source.statements { effects = replay.execute(statement, in: source) }
    #expect(effects.failure == nil)
    return effects.conversionRisks.values.first
  }

  @Test(arguments: [
    ("numeric(8,2)", "numeric(8,1)", "rounds values to 1 digit behind the point"),
    ("numeric", "numeric(20,2)", "rounds values to 2 digits behind the point"),
    ("numeric(8,2)", "integer", "rounds values to whole numbers"),
    ("double precision", "bigint", "rounds values to whole numbers"),
    ("double precision", "real", "keeps 6 digits of a value"),
    ("bigint", "double precision", "keeps 15 digits of a value"),
    ("integer", "real", "keeps 6 digits of a value"),
    ("numeric", "double precision", "keeps 15 digits of a value"),
    ("timestamp", "date", "drops the time of day"), ("timestamptz", "time", "drops the date"),
    ("timestamptz", "timestamptz(0)", "rounds values to seconds"),
    ("timestamp(6)", "timestamptz(3)", "rounds seconds to 3 digits"),
    ("interval", "interval hour to minute", "drops a part of the intervals"),
    ("inet", "cidr", "sets the bits of the host to zero"),
    ("numeric(8,2)[]", "integer[]", "rounds values to whole numbers"),
  ])
  func loses(_ old: String, _ new: String, _ words: String) {
    #expect(risk(old, new) == .loses(words))
  }

  @Test(arguments: [
    ("varchar(50)", "varchar(20)", "longer than 20 characters"),
    ("text", "char(3)", "longer than 3 characters"), ("varbit", "varbit(9)", "longer than 9 bits"),
    ("bigint", "integer", "out of the range of its new type"),
    ("numeric(10,0)", "integer", "out of the range of its new type"),
    ("numeric(8,2)", "numeric(7,2)", "longer than 5 digits before the point"),
    ("integer", "numeric(10,2)", "longer than 8 digits before the point"),
  ])
  func refuses(_ old: String, _ new: String, _ words: String) {
    #expect(risk(old, new) == .refuses(words))
  }

  @Test(arguments: [
    ("varchar(50)", "text"), ("varchar(20)", "varchar(50)"), ("integer", "bigint"),
    ("integer", "numeric"), ("integer", "double precision"), ("smallint", "real"),
    ("numeric(9,0)", "integer"), ("numeric(8,2)", "numeric(10,2)"), ("real", "double precision"),
    ("timestamp(3)", "timestamp"), ("date", "timestamptz"), ("timestamp", "timestamptz"),
    ("json", "jsonb"), ("cidr", "inet"), ("interval", "interval day to second"),
  ])
  func keeps(_ old: String, _ new: String) {
    #expect(risk(old, new) == nil)
  }

  @Test func castsOfUsing() {
    #expect(
      risk("text", "varchar(9)", "USING c::varchar(9)") == .loses("cuts values to 9 characters"))
    #expect(risk("timestamp", "timestamp", "USING c::date") == .loses("drops the time of day"))
    #expect(risk("varchar(5)", "varchar(9)", "USING c::varchar(9)") == nil)
    #expect(risk("text", "varchar(9)", "USING left(c, 9)") == nil)
    #expect(risk("text", "integer", "USING c::integer") == nil)
  }
}
