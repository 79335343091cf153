import SQLSyntax
import Testing

@testable import Catalog

@Suite struct BuiltInTests {
  @Test func volatilityByArguments() {
    #expect(BuiltInFunction.volatility(of: "lower", arguments: 1, version: 15) == .init(.immutable))
    #expect(BuiltInFunction.volatility(of: "now", arguments: 0, version: 15) == .init(.stable))
    #expect(BuiltInFunction.volatility(of: "random", arguments: 0, version: 15) == .init(.volatile))
    #expect(BuiltInFunction.volatility(of: "concat", arguments: 3, version: 15) == .init(.stable))
    #expect(BuiltInFunction.volatility(of: "make_interval", arguments: 0, version: 15) != nil)
    #expect(BuiltInFunction.volatility(of: "concat", arguments: 0, version: 15) == nil)
    #expect(BuiltInFunction.volatility(of: "nosuchfunction", arguments: 0, version: 15) == nil)
  }

  @Test func volatilityDependsOnTypes() throws {
    let date = try #require(BuiltInFunction.volatility(of: "date", arguments: 1, version: 16))
    #expect(date.least == .immutable && date.most == .stable)
  }

  @Test func versions() {
    #expect(BuiltInFunction.overloads(of: "uuidv7", version: 17) == [])
    #expect(BuiltInFunction.overloads(of: "uuidv7", version: 18)?.count == 2)
    #expect(BuiltInFunction.overloads(of: "gen_random_uuid", version: 12) == [])
    #expect(BuiltInFunction.overloads(of: "random", version: 17)?.count == 4)
    // timezone(text, timetz) was volatile until 14.
    let old = BuiltInFunction.volatility(of: "timezone", arguments: 2, version: 14)
    #expect(old?.most == .volatile)
    #expect(BuiltInFunction.volatility(of: "timezone", arguments: 2, version: 15)?.most == .stable)
  }

  @Test func everyNameIsFound() {
    for table in [builtInFunctions, builtInOperators, builtInTypes, builtInCasts] {
      for line in table.split(separator: "\n") {
        let name = line.prefix { $0 != " " }
        #expect(BuiltInTable(table).entries(String(name), version: 18) != nil, "\(name)")
      }
    }
    for line in builtInRelations.split(separator: "\n") {
      let name = line.prefix { $0 != " " }
      #expect(BuiltInTable(builtInRelations).entries(String(name), version: 18) != nil, "\(name)")
    }
    #expect(BuiltInTable(builtInFunctions).entries("", version: 18) == nil)
    #expect(BuiltInTable(builtInFunctions).entries("ab", version: 18) == nil)
    #expect(BuiltInTable(builtInFunctions).entries("zzz", version: 18) == nil)
  }

  @Test func results() {
    let lower = BuiltInFunction.overloads(of: "lower", version: 15) ?? []
    #expect(lower.result(arguments: ["text"]) == "text")
    #expect(lower.result(arguments: [nil]) == nil)
    let count = BuiltInFunction.overloads(of: "count", version: 15) ?? []
    #expect(count.result(arguments: [nil]) == "int8")
    let minus = BuiltInFunction.forms(ofOperator: "-", version: 15) ?? []
    #expect(minus.result(arguments: ["timestamptz", "timestamptz"]) == "interval")
    #expect(minus.result(arguments: ["int4"]) == "int4")
    let equal = BuiltInFunction.forms(ofOperator: "=", version: 15) ?? []
    #expect(equal.result(arguments: [nil, nil]) == "bool")
  }

  @Test func extensionsBringFunctionsAndTypes() {
    let uuid = BuiltInFunction.volatility(
      of: "uuid_generate_v4", extension: "uuid-ossp", arguments: 0, version: 15)
    #expect(uuid == .init(.volatile))
    let unaccent = BuiltInFunction.volatility(
      of: "unaccent", extension: "unaccent", arguments: 1, version: 15)
    #expect(unaccent == .init(.stable))
    #expect(BuiltInFunction.overloads(of: "unaccent", extension: "citext", version: 15) == nil)
    let citext = BuiltInTypeRow.ofExtension("citext", version: 15)
    #expect(citext?.extension == "citext" && citext?.type.category == "S")
    #expect(BuiltInTypeRow.ofExtension("text", version: 15) == nil)
    #expect(!BuiltInTypeRow.isColumnType("citext", version: 15))
    #expect(BuiltInCast.cast(from: "text", to: "citext", version: 15)?.context == .assignment)
  }

  @Test func types() throws {
    #expect(BuiltInTypeRow.isColumnType("varchar", version: 15))
    #expect(BuiltInTypeRow.isColumnType("_int4", version: 15))
    #expect(BuiltInTypeRow.isColumnType("pg_class", version: 15))
    #expect(!BuiltInTypeRow.isColumnType("anyelement", version: 15))
    #expect(!BuiltInTypeRow.isColumnType("nosuchtype", version: 15))
    #expect(!BuiltInTypeRow.isColumnType("int4multirange", version: 13))
    let varchar = try #require(BuiltInTypeRow.named("varchar", version: 15))
    #expect(varchar.category == "S" && varchar.takesModifiers && !varchar.isPreferred)
  }

  @Test func operatorClasses() {
    func btree(_ type: String) -> String? {
      BuiltInTypeRow.operatorClass(of: type, method: "btree", version: 15)
    }
    #expect(btree("varchar") == "text_ops")
    #expect(btree("cidr") == "inet_ops")
    #expect(btree("regclass") == "oid_ops")
    #expect(btree("int4range") == "range_ops")
    #expect(btree("_text") == "array_ops")
    #expect(btree("json") == nil)
    #expect(btree("point") == nil)
    #expect(BuiltInTypeRow.operatorClass(of: "jsonb", method: "gin", version: 15) == "jsonb_ops")
  }

  @Test func casts() throws {
    let widening = try #require(BuiltInCast.cast(from: "int4", to: "int8", version: 15))
    #expect(widening.context == .implicit && widening.method == .function)
    let binary = try #require(BuiltInCast.cast(from: "varchar", to: "text", version: 15))
    #expect(binary.context == .implicit && binary.method == .binary)
    #expect(BuiltInCast.cast(from: "text", to: "int4", version: 15) == nil)
    #expect(BuiltInCast.cast(from: "bytea", to: "int4", version: 17) == nil)
    #expect(BuiltInCast.cast(from: "bytea", to: "int4", version: 18) != nil)
  }

  @Test func catalogs() {
    #expect(BuiltInRelation.exists("pg_class", in: "pg_catalog", version: 15))
    #expect(BuiltInRelation.exists("columns", in: "information_schema", version: 15))
    #expect(!BuiltInRelation.exists("users", in: "pg_catalog", version: 15))
  }
}
