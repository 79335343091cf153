import Catalog
import Diagnostics
import SQLLexer
import SQLSyntax

/// See rules/discouraged-type.md.
struct DiscouragedType: Rule {
  static let types = RuleOption(
    "types",
    .words(default: ["char", "money", "timetz", "timestamp", "json", "serial", "varchar"]),
    summary: "Which types are reported: char, money, timetz, timestamp, json, serial, varchar")
  static let info = RuleInfo(
    id: "discouraged-type", category: .design,
    summary: "A column of a type in whose place PostgreSQL's documentation recommends another",
    recommended: nil, documented: nil, options: [types])

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    let asked = step.migration.options.words(Self.types, of: Self.info.id)
    for type in step.statement.columnTypes {
      guard let kind = kind(of: type, in: step.source), asked.contains(kind),
        let advice = advice[kind]
      else { continue }
      findings.report(advice.reason, at: type.range, help: advice.help)
    }
  }

  /// As the option names it.
  private func kind(of type: TypeName, in file: SyntaxFile) -> String? {
    if DataType.serial(type) != nil { return "serial" }
    let type = DataType(type, in: file) { _ in nil }
    guard case .builtIn(let name) = type.base else { return nil }
    switch name {
    case "bpchar": return "char"
    case "varchar": return type.length == nil ? nil : "varchar"
    default: return name
    }
  }
}

/// Why not, and what instead.
private let advice: [String: (reason: String, help: String)] = [
  "char": (
    "char(n) fills every value up with blanks, which count in some comparisons and not in others",
    "write text, with CHECK (char_length(…) = n) where the length matters"
  ),
  "money": (
    "money has the currency and the decimals of lc_monetary, which another server may have set differently",
    "write numeric(12, 2), and the currency in a column of its own"
  ),
  "timetz": (
    "timetz has an offset but no day, so that nobody knows which of a zone's offsets is meant",
    "write timestamptz, or time and the name of the zone"
  ),
  "timestamp": (
    "timestamp without time zone is no point in time: who reads it must know where it was written",
    "write timestamptz"
  ),
  "json": (
    "json keeps the text and reads it again at each use; it has no equality, so that DISTINCT fails",
    "write jsonb"
  ),
  "serial": (
    "serial is a default that any INSERT can bypass, from a sequence with privileges of its own",
    "write bigint GENERATED ALWAYS AS IDENTITY"
  ),
  "varchar": (
    "varchar(n) is no faster than text, and its limit is part of the type: to narrow it rewrites the table",
    "write text, with CHECK (char_length(…) <= n) where the length matters"
  ),
]

extension Statement {
  /// The types of the columns that a statement gives to tables that stay.
  fileprivate var columnTypes: [TypeName] {
    switch tree {
    case .createTable(let table) where table.persistence != .temporary:
      table.columns.compactMap(\.type)
    case .alterTable(let alter) where alter.object == .table:
      alter.commands.compactMap { $0.column?.type ?? $0.newType }
    default: []
    }
  }
}
