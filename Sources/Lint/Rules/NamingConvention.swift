import Diagnostics
import Effects
import SQLLexer
import SQLSyntax

/// See rules/naming-convention.md.
struct NamingConvention: Rule {
  static let letters = RuleOption(
    "case", .word(default: "snake_case", of: ["snake_case", "any"]),
    summary: "What names are written in: snake_case needs no quotes")
  static let tables = RuleOption(
    "tables", .words(default: []), summary: "Patterns of which a table's name must match one")
  static let columns = RuleOption(
    "columns", .words(default: []), summary: "Patterns for columns")
  static let indexes = RuleOption(
    "indexes", .words(default: []),
    summary: "Patterns for indexes: {table} and {columns} stand for those, * for anything")
  static let primaryKeys = RuleOption(
    "primary-keys", .words(default: []), summary: "Patterns for primary keys")
  static let uniques = RuleOption(
    "uniques", .words(default: []), summary: "Patterns for unique constraints and indexes")
  static let foreignKeys = RuleOption(
    "foreign-keys", .words(default: []), summary: "Patterns for foreign keys")
  static let checks = RuleOption(
    "checks", .words(default: []), summary: "Patterns for CHECK constraints")
  static let info = RuleInfo(
    id: "naming-convention", category: .design,
    summary: "A name that is not as the project names things",
    recommended: nil, documented: nil,
    options: [letters, tables, columns, indexes, primaryKeys, uniques, foreignKeys, checks])

  func check(_ step: Step, _ findings: inout Findings) {
    guard step.goesForward else { return }
    let options = step.migration.options
    let asksForCase = options.word(Self.letters, of: Self.info.id) == "snake_case"
    for name in step.statement.madeNames where asksForCase && !name.isTemplate && !name.isPlain {
      findings.report(
        "\(step.text(name.range)) must be quoted wherever it is used", at: name.range,
        help: "write it in small letters, digits and underscores, and not as a key word")
    }
    for named in step.statement.conventionalNames where !named.name.isTemplate {
      let patterns = options.words(named.option, of: Self.info.id)
      guard !patterns.isEmpty, !patterns.contains(where: named.matches) else { continue }
      findings.report(
        "\(named.name.text) is not named as \(named.option.key) are: "
          + patterns.map(named.filled).joined(separator: " or "),
        at: named.name.range)
    }
  }
}

extension Name {
  /// Small letters, digits and underscores, and no key word that cannot be a name.
  fileprivate var isPlain: Bool {
    let bytes = Array(text.utf8)
    let word = Keyword(spelledIn: bytes.span, from: 0, to: bytes.count)
    if isQuoted, [.reserved, .typeOrFunctionName].contains(word.category) { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}

/// A name for which the project may have a pattern.
private struct ConventionalName {
  var name: Name
  var option: RuleOption
  var table = ""
  var columns: [String] = []

  /// The pattern with what its placeholders stand for.
  func filled(_ pattern: String) -> String {
    var text = pattern
    for (placeholder, value) in [("{table}", table), ("{columns}", columns.joined(separator: "_"))]
    {
      var parts: [Substring] = []
      var rest = text[...]
      while let range = rest.firstRange(of: placeholder) {
        parts.append(rest[..<range.lowerBound])
        rest = rest[range.upperBound...]
      }
      text = (parts + [rest]).joined(separator: value)
    }
    return text
  }

  /// As PostgreSQL would cut it.
  func matches(_ pattern: String) -> Bool {
    let pieces = filled(pattern).split(separator: "*", omittingEmptySubsequences: false)
    guard pieces.count > 1 else {
      return pieces[0].utf8.prefix(Name.longest).elementsEqual(name.text.utf8)
    }
    var rest = name.text[...]
    for (place, piece) in pieces.enumerated() {
      if place == 0 {
        guard rest.hasPrefix(piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if place == pieces.count - 1 {
        return rest.hasSuffix(piece)
      } else if let range = rest.firstRange(of: piece) {
        rest = rest[range.upperBound...]
      } else if !piece.isEmpty {
        return false
      }
    }
    return true
  }
}

extension Statement {
  /// The names that a statement gives, with what patterns can be about.
  fileprivate var conventionalNames: [ConventionalName] {
    switch tree {
    case .createTable(let table) where table.persistence != .temporary:
      return [ConventionalName(name: table.name.name, option: NamingConvention.tables)]
        + table.columns.flatMap { names($0, of: table.name) }
        + table.constraints.compactMap { name($0, of: table.name, column: nil) }
    case .alterTable(let alter) where alter.object == .table:
      return alter.commands.flatMap { command in
        if let column = command.column, command.kind == .addColumn {
          return names(column, of: alter.name)
        }
        return command.constraint.flatMap { name($0, of: alter.name, column: nil) }.map { [$0] }
          ?? []
      }
    case .createIndex(let index):
      guard let name = index.name else { return [] }
      return [
        ConventionalName(
          name: name, option: index.isUnique ? NamingConvention.uniques : NamingConvention.indexes,
          table: index.table.name.text,
          columns: index.elements.map { $0.column?.text ?? "expr" })
      ]
    case .rename(let rename) where rename.part == nil && rename.object == .table:
      return [ConventionalName(name: rename.newName, option: NamingConvention.tables)]
    case .rename(let rename) where rename.object == .column:
      return [ConventionalName(name: rename.newName, option: NamingConvention.columns)]
    default: return []
    }
  }
}

private func names(_ column: ColumnDefinition, of table: QualifiedName) -> [ConventionalName] {
  [ConventionalName(name: column.name, option: NamingConvention.columns, table: table.name.text)]
    + column.constraints.compactMap { name($0, of: table, column: column.name) }
}

private func name(
  _ constraint: ConstraintDefinition, of table: QualifiedName, column: Name?
) -> ConventionalName? {
  let option: RuleOption
  switch constraint.kind {
  case .primaryKey: option = NamingConvention.primaryKeys
  case .unique: option = NamingConvention.uniques
  case .foreignKey: option = NamingConvention.foreignKeys
  case .check: option = NamingConvention.checks
  default: return nil
  }
  return constraint.name.map {
    ConventionalName(
      name: $0, option: option, table: table.name.text,
      columns: (column.map { [$0] } ?? constraint.columns).map(\.text))
  }
}
