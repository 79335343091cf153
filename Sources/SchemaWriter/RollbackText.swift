import Diagnostics
package import Migrations
import SQLLexer
import SQLSyntax

private let newline = UInt8(ascii: "\n")

extension RollbackForm {
  /// The text of a file that holds nothing but the way back; with BEGIN and COMMIT around it, if the migration has them.
  package static func companionText(
    of rollbacks: [WrittenRollback], for migration: Migration
  ) -> [UInt8] {
    var script = SchemaScript()
    for rollback in rollbacks.reversed() { script.parts += rollback.script.parts }
    let inTransaction = migration.sections.contains { section in
      section.kind == .up && section.syntax.statements.contains { $0.node == .transaction }
    }
    let name = migration.path.split(separator: "/").last.map(String.init) ?? migration.path
    var text = "-- Takes back \(name).\n\n"
    if inTransaction { text += "BEGIN;\n\n" }
    text += script.text
    if inTransaction { text += "\nCOMMIT;\n" }
    return Array(text.utf8)
  }

  /// The file of a migration with the way back of each of its up sections.
  ///
  /// - Parameter rollbacks: one for each up section that has statements, in their order.
  package func text(of migration: Migration, with rollbacks: [WrittenRollback]) -> [UInt8] {
    var bytes = migration.bytes
    let places = migration.sections.indices.filter { place in
      let section = migration.sections[place]
      return section.kind == .up && !section.syntax.statements.isEmpty
    }
    for (place, rollback) in zip(places, rollbacks).reversed() {
      let script = rollback.script
      guard !script.statements.isEmpty else { continue }
      let section = migration.sections[place]
      let existing = migration.sections[(place + 1)...].prefix { $0.kind != .up }.first
      // Liquibase's comments are all heading.
      let keepsHeading = existing?.heading != nil && self != .liquibase
      let text = Array(self.text(of: script, keepsHeading: keepsHeading).utf8)
      if let existing {
        // The heading stays where it is; what stood below it goes.
        let start = keepsHeading ? existing.heading.map { endOfLine(bytes, Int($0.end)) } : nil
        var end = Int(existing.range.end)
        // The text brings its own line break.
        if end < bytes.count, bytes[end] == newline, bytes[end - 1] != newline { end += 1 }
        bytes.replaceSubrange(
          (start ?? Int(existing.range.start))..<max(start ?? 0, end), with: text)
      } else {
        bytes.insert(
          contentsOf: separated(text, in: bytes, Int(section.range.end)), at: Int(section.range.end)
        )
      }
    }
    if case .section(let words) = self, let up = words.up,
      !migration.sections.contains(where: { $0.heading != nil })
    {
      bytes.insert(contentsOf: Array((up + "\n").utf8), at: 0)
    }
    return bytes
  }

  /// An empty line before it, and a line break behind it where something follows.
  private func separated(_ text: [UInt8], in bytes: [UInt8], _ place: Int) -> [UInt8] {
    var lead: [UInt8] = []
    let before = bytes[..<place].reversed().prefix { $0 == newline }.count
    if place > 0 { lead = Array(repeating: newline, count: max(0, 2 - before)) }
    return lead + text + (place < bytes.count ? [newline] : [])
  }

  private func endOfLine(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
  }

  /// - Parameter keepsHeading: the heading stands there already.
  private func text(of script: SchemaScript, keepsHeading: Bool) -> String {
    switch self {
    case .section(let words):
      return (keepsHeading ? "" : words.down + "\n") + script.text(words.statement)
    case .companion: return script.text
    case .liquibase: return script.liquibaseText
    case .comments: return (keepsHeading ? "" : "-- Rollback\n") + script.commentedText
    }
  }
}

extension SchemaScript {
  /// - Parameter markers: around statements with semicolons in them, for runners that cut at semicolons.
  func text(_ markers: (begin: String, end: String)?) -> String {
    guard let markers else { return text }
    var text = ""
    for part in parts {
      var one = SchemaScript()
      one.parts = [part]
      if case .statement(let statement) = part, statement.contains(";") {
        text += "\(markers.begin)\n\(one.text)\(markers.end)\n"
      } else {
        text += one.text
      }
    }
    return text
  }

  /// Every line behind `-- `.
  fileprivate var commentedText: String {
    var lines: [Substring] = []
    for part in parts {
      switch part {
      case .statement(let statement): lines += (statement + ";").lines
      case .note(let note): lines += note.lines
      }
    }
    return lines.map { $0.isEmpty ? "--\n" : "-- \($0)\n" }.joined()
  }

  /// `--rollback` takes a line; what is longer stands in a block.
  fileprivate var liquibaseText: String {
    let isPlain = notes.isEmpty && statements.allSatisfy { $0.lines.count == 1 }
    if isPlain { return statements.map { "--rollback \($0);\n" }.joined() }
    var text = ""
    for part in parts {
      switch part {
      case .statement(let statement): text += statement + ";\n"
      case .note(let note): text += note.lines.map { "-- \($0)\n" }.joined()
      }
    }
    if !text.contains("*/") { return "/* liquibase rollback\n\(text)*/\n" }
    return text.lines.dropLast().map { "--rollback \($0)\n" }.joined()
  }
}

extension String {
  fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
