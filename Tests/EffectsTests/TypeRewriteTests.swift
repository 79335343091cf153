import Catalog
import SQLSyntax
import Testing

@testable import Effects

@Suite struct TypeRewriteTests {
  private let rewrite = TypeRewrite(rules: CoercionRules(version: 18))

  // MARK: All pairs, as measured

  @Test func allPairsWithoutUsing() { compare(MeasuredTypeChanges.plain) { _ in [] } }

  @Test func allPairsWithCast() { compare(MeasuredTypeChanges.cast) { [$0] } }

  private func compare(_ measured: String, casts: (CoercionType) -> [CoercionType]) {
    let types = MeasuredTypeChanges.types.split(whereSeparator: { $0 == "|" || $0 == "\n" })
      .map { (name: String($0), type: type(String($0))) }
    let rows = measured.split(separator: "\n")
    #expect(rows.count == types.count)
    for (source, row) in zip(types, rows) {
      for (target, letter) in zip(types, row) {
        let found = letters(from: source.type, casts(target.type), to: target.type)
        #expect(found.contains(letter), "\(source.name) to \(target.name): \(found), not \(letter)")
      }
    }
  }

  /// What the measured letter may be; mostly one.
  private func letters(
    from source: CoercionType, _ casts: [CoercionType], to target: CoercionType
  ) -> String {
    let change = rewrite.change(from: source, using: casts, to: target)
    switch change {
    case .fails(.datatypeMismatch): return "a"
    case .fails(.cannotCoerce): return "e"
    // Of composite types it is not known whether one is the parent's row.
    case .unknown: return "ae"
    case .noRewrite, .rewrite, .dependsOnTimeZone: break
    }
    let index = rewrite.index(IndexedColumn(), after: change, from: source, to: target)
    let hadIndex =
      rewrite.index(IndexedColumn(), after: .rewrite, from: source, to: source)
      != .lacksOperatorClass
    if hadIndex, index == .lacksOperatorClass { return "o" }
    switch change {
    case .rewrite: return "r"
    case .dependsOnTimeZone: return "z"
    default: return !hadIndex ? "n" : index == .kept ? "k" : index == .rebuilt ? "i" : "?"
    }
  }

  // MARK: The names of the measured types

  private static let synonyms = [
    "varchar": "varchar", "char": "bpchar", "\"char\"": "char", "bit": "bit",
  ]

  private static let domains: [String: (over: String, hasConstraints: Bool)] = [
    "d_text": ("text", false), "d_d_text": ("d_text", false), "d_text_check": ("text", true),
    "d_vc50": ("varchar(50)", false), "d_vc50_check": ("varchar(50)", true),
    "d_int": ("int4", false), "d_int2": ("int4", false), "d_int_check": ("int4", true),
    "d_d_check": ("d_int_check", true), "d_int_nn": ("int4", true),
    "d_text_arr": ("text[]", false), "d_mood": ("mood", false), "d_tstz": ("timestamptz", false),
    "d_num": ("numeric(10,2)", false),
  ]

  private func type(_ text: String) -> CoercionType {
    if text.hasSuffix("[]") { return .array(type(String(text.dropLast(2)))) }
    if let domain = Self.domains[text] {
      return .domain(text, over: type(domain.over), hasConstraints: domain.hasConstraints)
    }
    if text.hasPrefix("mood") { return .enum(text) }
    if text.hasPrefix("pair") { return .composite(text) }
    if text.hasPrefix("interval") { return .base("interval", modifier: interval(text)) }
    let parts = text.split(whereSeparator: { $0 == "(" || $0 == "," || $0 == ")" })
    let written = String(parts[0])
    let name = Self.synonyms[written] ?? written
    return .base(name, modifier: modifier(name, parts.dropFirst().compactMap { Int32($0) }))
  }

  /// atttypmod
  private func modifier(_ name: String, _ numbers: [Int32]) -> Int32 {
    guard let first = numbers.first else { return -1 }
    switch name {
    case "numeric": return (first << 16 | (numbers.count > 1 ? numbers[1] : 0)) + 4
    case "varchar", "bpchar": return first + 4
    default: return first
    }
  }

  private func interval(_ text: String) -> Int32 {
    let fields: [String: Int32] = [
      "year": 1 << 2, "month": 1 << 1, "day": 1 << 3, "second": 1 << 12, "year to month": 0b110,
      "hour to minute": 1 << 10 | 1 << 11,
      "day to second": 1 << 3 | 1 << 10 | 1 << 11 | 1 << 12,
    ]
    let rest = String(text.dropFirst("interval".count)).split(separator: "(")
    let words = rest.first.map { String($0.drop { $0 == " " }) } ?? ""
    let digits = text.hasSuffix(")") ? Int32(String(rest.last?.dropLast() ?? "")) : nil
    if words.isEmpty || digits != nil && rest.count == 1 {
      return digits.map { 0x7FFF << 16 | $0 } ?? -1
    }
    return (fields[words] ?? 0x7FFF) << 16 | (digits ?? 0xFFFF)
  }

  // MARK: What the pairs do not show

  @Test func unknownTypesStayUnknown() {
    let unknown = CoercionType.unknown("geometry")
    #expect(rewrite.change(from: unknown, to: .base("text")) == .unknown)
    #expect(rewrite.change(from: unknown, to: unknown) == .noRewrite)
    #expect(rewrite.change(from: .unknown(nil), to: .unknown(nil)) == .unknown)
    let domain = CoercionType.domain("d", over: .base("int4"), hasConstraints: nil)
    #expect(rewrite.change(from: .base("int4"), to: domain) == .unknown)
    #expect(rewrite.change(from: domain, to: .base("int4")) == .noRewrite)
  }

  @Test func castsOfTheHistory() {
    let mood = CoercionType.enum("mood")
    let cast = BuiltInCast(context: .assignment, method: .inOut, volatility: .immutable)
    let rules = CoercionRules(version: 15, casts: [.init(.base("varchar"), mood): cast])
    let source = CoercionType.base("varchar", modifier: 24)
    #expect(TypeRewrite(rules: rules).change(from: source, to: mood) == .rewrite)
    #expect(rules.canCoerce(.base("text"), to: mood, .assignment) == false)
    #expect(rules.canCoerce(.base("text"), to: mood, .explicit) == true)
  }

  /// [type_using_cast_only and its like]: USING c::text of a varchar.
  @Test func usingPlainCasts() {
    let source = CoercionType.base("varchar", modifier: 54)
    #expect(rewrite.change(from: source, using: [.base("text")], to: .base("text")) == .noRewrite)
    // The modifiers are gone with the first cast.
    #expect(rewrite.change(from: source, using: [.base("text")], to: source) == .rewrite)
    #expect(rewrite.change(from: source, using: [.base("varchar")], to: source) == .rewrite)
  }

  @Test func indexes() {
    func index(_ index: IndexedColumn, to target: CoercionType) -> IndexChange {
      let source = CoercionType.base("varchar", modifier: 54)
      let change = rewrite.change(from: source, to: target)
      return rewrite.index(index, after: change, from: source, to: target)
    }
    let text = CoercionType.base("text")
    #expect(index(IndexedColumn(), to: text) == .kept)
    #expect(index(IndexedColumn(method: "hash"), to: text) == .kept)
    #expect(index(IndexedColumn(operatorClass: "varchar_pattern_ops"), to: text) == .kept)
    #expect(index(IndexedColumn(isIncluded: true), to: text) == .kept)
    #expect(index(IndexedColumn(hasExpressions: true), to: text) == .rebuilt)
    #expect(index(IndexedColumn(changesCollation: true), to: text) == .rebuilt)
    #expect(index(IndexedColumn(), to: .base("citext")) == .rebuilt)
    #expect(index(IndexedColumn(method: "gin"), to: text) == .unknown)
  }
}

@Suite struct KeyComparisonTests {
  /// Measured on 15 and 18.
  @Test(arguments: [
    ("int4", "int8", true), ("int8", "int4", true), ("int4", "numeric", true),
    ("numeric", "int4", false), ("text", "varchar", true), ("bpchar", "name", true),
    ("name", "bpchar", false), ("uuid", "text", false), ("text", "uuid", false),
    ("date", "timestamptz", true), ("time", "interval", true), ("interval", "time", false),
    ("regclass", "oid", true), ("int8", "regclass", true), ("oid", "int8", false),
    ("cidr", "inet", true), ("citext", "text", true), ("text", "citext", false),
    ("money", "numeric", false), ("char", "text", true), ("char", "bpchar", false),
  ])
  func keys(_ column: String, _ key: String, _ isComparable: Bool) {
    let rules = CoercionRules(version: 15)
    #expect(rules.areComparable(.base(column), withKey: .base(key)) == isComparable)
  }

  @Test func userTypes() {
    let rules = CoercionRules(version: 15)
    let domain = CoercionType.domain("d", over: .base("int4"), hasConstraints: nil)
    #expect(rules.areComparable(domain, withKey: .base("int8")) == true)
    #expect(rules.areComparable(.enum("a"), withKey: .enum("b")) == false)
    let mood = CoercionType.domain("m", over: .enum("a"), hasConstraints: false)
    #expect(rules.areComparable(mood, withKey: .enum("a")) == false)
    #expect(rules.areComparable(.array(.base("text")), withKey: .array(.base("varchar"))) == false)
    #expect(rules.areComparable(.unknown("geometry"), withKey: .base("int4")) == nil)
  }
}
