import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/migration-header.md.
struct MigrationHeaderRule: Rule {
  static let keys = RuleOption(
    "keys", .words(default: MigrationHeader.guideKeys),
    summary: "The fields that the header of a migration must have")
  static let info = RuleInfo(
    id: "migration-header", category: .documentation,
    summary: "A migration whose header is missing, incomplete or wrong",
    recommended: nil, documented: .warning, options: [keys])

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    guard migration.purpose == .migration, let first = migration.firstLineOfSQL else { return }
    let keys = context.options.words(Self.keys, of: Self.info.id)
    let missing = keys.filter { migration.header[$0] == nil }
    if !missing.isEmpty {
      let known = keys.compactMap { migration.header[$0] }
      findings.report(
        known.isEmpty ? "this migration has no header" : lacks(missing),
        at: known.first?.range ?? first, help: lines(missing, of: migration))
    }
    for key in keys {
      guard let field = migration.header[key], let mistake = mistake(in: field, of: migration)
      else { continue }
      findings.report(mistake.message, at: field.range, help: mistake.help)
    }
  }

  /// What is wrong with a value, and what to write instead.
  private func mistake(
    in field: MigrationHeader.Field, of migration: Migration
  ) -> (message: String, help: String)? {
    if field.value.isEmpty {
      return ("\(field.key) is empty", "write \(explanation(of: field.key, in: migration))")
    }
    if isPlaceholder(field.value) {
      return (
        "\"\(field.value)\" is a placeholder for what belongs here",
        "write \(explanation(of: field.key, in: migration))"
      )
    }
    switch field.key.lowercased() {
    case "migration": return number(field, of: migration)
    case "date": return date(field)
    case "reversible": return reversible(migration)
    default: return nil
    }
  }

  private func number(
    _ field: MigrationHeader.Field, of migration: Migration
  ) -> (message: String, help: String)? {
    guard let number = migration.number, MigrationNumber(in: field.value) != number else {
      return nil
    }
    return (
      "the header is that of migration \(field.value), the name of the file says \(number)",
      "write -- Migration: \(number), or give the file the number of its header"
    )
  }

  private func date(_ field: MigrationHeader.Field) -> (message: String, help: String)? {
    switch CalendarDate(field.value) {
    case .day: nil
    case .noSuchDay(let last):
      (
        "there is no \(field.value)\(last.map { ": the month ends with its day \($0)" } ?? "")",
        "write the day on which the migration was written, as in -- Date: 2025-11-10"
      )
    case .otherForm:
      (
        "\"\(field.value)\" is not a day written year, month, day",
        "write it as in -- Date: 2025-11-10, which everybody reads the same way"
      )
    }
  }

  /// A Yes without a way back, and a No without a reason where there is something to undo, are missing-rollback's.
  private func reversible(_ migration: Migration) -> (message: String, help: String)? {
    switch migration.header.reversible {
    case .yes: nil
    case .unstated: ("Reversible says neither Yes nor No", "write Yes, or No and why")
    case .no(let reason):
      reason.isEmpty && (migration.rollback != .none || migration.firstChange == nil)
        ? (
          "the header says that this cannot be undone, but not why",
          "write why: -- Reversible: No, <reason>"
        ) : nil
    }
  }

  /// The lines that are missing, ready to be filled in.
  private func lines(_ missing: [String], of migration: Migration) -> String {
    var help = ""
    let others = migration.header.fields.map(\.key)
    for key in missing {
      if let near = nearest(to: key, among: others) {
        help += "\"\(near)\" is not read as \(key)\n"
      }
    }
    help += "add at the top of the file:"
    for key in missing { help += "\n-- \(key): <\(explanation(of: key, in: migration))>" }
    return help
  }
}

extension Migration {
  /// The number in the name of the file.
  var number: MigrationNumber? { MigrationNumber(path: path) }

  /// The first line of the first statement that takes the schema forward; nil where there is none.
  var firstLineOfSQL: ByteRange? {
    sections.lazy.filter { $0.kind == .up }.compactMap(\.syntax.statements.first).first?
      .range.firstLine(in: bytes)
  }
}

private func explanation(of key: String, in migration: Migration) -> String {
  switch key.lowercased() {
  case "migration": migration.number?.description ?? "the number of the migration"
  case "description": "what it does, and why"
  case "author": "who wrote it"
  case "date": "the day, as in 2025-11-10"
  case "reversible": "Yes, or No and why"
  default: "…"
  }
}

private func lacks(_ keys: [String]) -> String {
  let list =
    keys.count == 1
    ? keys[0] : keys.dropLast().joined(separator: ", ") + " and " + keys[keys.count - 1]
  return "the header does not say \(list)"
}

/// What templates leave for people to fill in.
private func isPlaceholder(_ value: String) -> Bool {
  let text = value.lowercased()
  for (open, close) in [("[", "]"), ("<", ">"), ("{", "}"), ("${", "}")]
  where text.hasPrefix(open) && text.hasSuffix(close) {
    return true
  }
  if !text.contains(where: { $0.isLetter || $0.isNumber }) { return true }
  if ["todo", "fixme", "tbd", "xxx"].contains(where: {
    text.split(separator: " ").first == $0[...] || text.hasPrefix("\($0):")
  }) {
    return true
  }
  return ["your name", "name", "author", "description", "n/a", "yyyy-mm-dd"].contains(text)
}
