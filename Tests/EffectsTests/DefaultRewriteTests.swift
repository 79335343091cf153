import Catalog
import SQLSyntax
import Testing

@testable import Effects

@Suite struct DefaultRewriteTests {
  private func volatility(
    _ expression: String, version: Int = 15, extensions: Set<String> = []
  ) -> ExpressionVolatility? {
    let file = parse(Array("ALTER TABLE t ADD COLUMN c text DEFAULT \(expression)".utf8))
    guard case .alterTable(let alter)? = file.statements.first?.tree,
      let expression = alter.commands.first?.column?.constraints.first?.expression
    else { return nil }
    let reader = VolatilityReader(version: version, extensions: extensions) { name, _ in
      switch name.name.text {
      case "my_immutable": .known(VolatilityBounds(.immutable))
      case "my_volatile": .known(VolatilityBounds(.volatile))
      case "my_sql": .mayInline
      default: nil
      }
    }
    return reader.volatility(of: expression, in: file)
  }

  /// [add_column_default_*]
  @Test(arguments: [
    "NULL", "'abc'", "'{}'::jsonb", "ARRAY[1, 2]", "now()", "CURRENT_TIMESTAMP", "CURRENT_DATE",
    "now()::date", "transaction_timestamp()", "statement_timestamp()", "current_user",
    "2 * 3 + length('abc')", "now() + interval '1 day'", "coalesce(NULL, 'x')",
    "concat('a', 1, now())", "pg_catalog.lower('A')", "CASE WHEN true THEN 1 ELSE -1 END",
    "1 <> 2", "1 != 2", "my_immutable(1)", "timezone('utc', now())",
    "now() AT TIME ZONE 'utc'", "date_trunc('day', now())", "make_interval(days => 3)",
  ])
  func once(_ expression: String) {
    #expect(volatility(expression) == .nonVolatile)
  }

  @Test(arguments: [
    "random()", "clock_timestamp()", "timeofday()", "gen_random_uuid()", "nextval('s')",
    "coalesce(NULL, random())", "my_volatile()", "(random() * 100)::int",
    "md5(random()::text)", "public.my_volatile()",
  ])
  func forEachRow(_ expression: String) {
    #expect(volatility(expression) == .volatile)
  }

  @Test(arguments: [
    "my_sql()", "nobody_knows()", "app.f(now())", "1 <+> 2", "${value}", "uuid_generate_v4()",
  ])
  func notKnown(_ expression: String) {
    #expect(volatility(expression) == .unknown)
  }

  @Test func extensionsAndVersions() {
    let extensions: Set = ["uuid-ossp", "unaccent"]
    #expect(volatility("uuid_generate_v4()", extensions: extensions) == .volatile)
    #expect(volatility("public.uuid_generate_v4()", extensions: extensions) == .volatile)
    #expect(volatility("unaccent('é')", extensions: extensions) == .nonVolatile)
    #expect(volatility("uuidv7()", version: 18) == .volatile)
    #expect(volatility("uuidv7()", version: 17) == .unknown)
  }

  @Test func whatRewrites() {
    func rewrites(_ value: AddedColumn.Value, _ domain: Bool? = false, version: Int = 15) -> Bool? {
      AddedColumn(value: value, domainHasConstraints: domain).rewrites(version: version)
    }
    #expect(rewrites(.null) == false)
    #expect(rewrites(.default(.nonVolatile)) == false)
    #expect(rewrites(.default(.nonVolatile), version: 10) == true)
    #expect(rewrites(.default(.volatile)) == true)
    #expect(rewrites(.default(.unknown)) == nil)
    #expect(rewrites(.default(.unknown), true) == true)
    #expect(rewrites(.sequence) == true)
    #expect(rewrites(.stored) == true)
    #expect(rewrites(.virtual, version: 18) == false)
    #expect(rewrites(.null, true) == true)
    #expect(rewrites(.null, nil) == nil)
  }
}
