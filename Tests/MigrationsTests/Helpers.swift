import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

func read(
  _ sql: String, path: String = "migrations/004_users.sql", neighbours: Set<String> = [],
  settings: RunnerSettings = RunnerSettings()
) -> Migration {
  readMigration(
    path: path, bytes: Array(sql.utf8), surroundings: Surroundings(names: neighbours),
    settings: settings)
}

/// The statements of the sections of a kind, each without its semicolon.
func statements(_ kind: SectionKind, of migration: Migration) -> [String] {
  migration.sections.filter { $0.kind == kind }.flatMap { section in
    section.syntax.statements.map { section.syntax.text($0.range) }
  }
}

extension Migration {
  var kinds: [SectionKind] { sections.map(\.kind) }

  func text(_ range: ByteRange?) -> String? {
    range.map { String(decoding: bytes[$0.indices], as: UTF8.self) }
  }

  /// The text of the heading of its rollback section.
  var rollbackHeading: String? {
    if case .section(let heading, _) = rollback { text(heading) } else { nil }
  }

  /// What must hold of the sections of any file; empty if it does.
  var violations: [String] {
    var violations: [String] = []
    var owned = [Bool](repeating: false, count: bytes.count)
    var lastEnd: UInt32 = 0
    for section in sections {
      if section.kind == .rollback {
        if section.range.end > lastEnd { violations.append("rollback outside of its section") }
      } else {
        if section.range.start < lastEnd { violations.append("sections overlap") }
        lastEnd = section.range.end
      }
      if let heading = section.heading, !section.range.contains(heading) {
        violations.append("heading outside of its section")
      }
      for token in section.syntax.lexed.tokens {
        guard section.range.contains(token.range) else {
          violations.append("token \(token.range) outside of \(section.range)")
          continue
        }
        if section.syntax.bytes[token.range.indices] != bytes[token.range.indices] {
          // A token over several comment lines has their marks blanked.
          let isSpread = zip(section.syntax.bytes[token.range.indices], bytes[token.range.indices])
            .allSatisfy { $0 == $1 || $0 == UInt8(ascii: " ") }
          if !isSpread { violations.append("token \(token.range) has other bytes") }
        }
        for position in token.range.indices {
          if owned[position] { violations.append("byte \(position) belongs to two sections") }
          owned[position] = true
        }
      }
    }
    return violations
  }
}
