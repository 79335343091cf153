package import Diagnostics
package import Migrations
import SQLLexer
import SQLSyntax

extension Migration {
  /// The text of the file with allow comments for findings: above the statement that a finding is in, or for the whole
  /// file where it is in none.
  ///
  /// - Parameter reason: of one line, without the end of a block comment.
  package func allowing(_ findings: [Finding], reason: String) -> [UInt8] {
    var edits: [Fix.Edit] = []
    for subject in subjects(of: findings) {
      let rules = subject.rules.sorted().joined(separator: ", ")
      let verb = subject.coversFile ? "allow-file" : "allow"
      edits.append(edit("whimbrel: \(verb) \(rules) -- \(reason)", at: subject.place))
    }
    // From the last to the first; what is written for the file stands above what is written for its first statement.
    var text = bytes
    for edit in edits.reversed() {
      text.insert(contentsOf: edit.text.utf8, at: Int(edit.range.start))
    }
    return text
  }

  private struct Subject {
    /// nil where the file has no statements.
    var place: (statement: Statement, section: Section)?
    var coversFile: Bool
    var rules: Set<String>
  }

  /// In the order of the file.
  private func subjects(of findings: [Finding]) -> [Subject] {
    let first = sections.lazy.filter { $0.kind != .rollback }
      .compactMap { section in
        section.syntax.statements.first.map { (statement: $0, section: section) }
      }
      .min { $0.statement.range.start < $1.statement.range.start }
    var ofFile = Subject(place: first, coversFile: true, rules: [])
    var ofStatements: [UInt32: Subject] = [:]
    for finding in findings {
      guard let place = outerStatement(of: finding) else {
        ofFile.rules.insert(finding.rule)
        continue
      }
      let new = Subject(place: place, coversFile: false, rules: [])
      ofStatements[place.statement.range.start, default: new].rules.insert(finding.rule)
    }
    var subjects = ofStatements.sorted { $0.key < $1.key }
    if !ofFile.rules.isEmpty {
      let start = first?.statement.range.start ?? 0
      let place = subjects.partitioningIndex { $0.key >= start }
      subjects.insert((start, ofFile), at: place)
    }
    return subjects.map(\.value)
  }

  /// Writes a comment so that it covers a statement.
  private func edit(
    _ comment: String, at place: (statement: Statement, section: Section)?
  ) -> Fix.Edit {
    guard let (statement, section) = place else {
      let end = UInt32(bytes.count)
      let isOnNewLine = bytes.last.map(isLineBreak) ?? true
      return insertion("\(isOnNewLine ? "" : lineBreak)-- \(comment)\(lineBreak)", at: end)
    }
    let start = Int(statement.range.start)
    let lineStart = bytes[..<start].lastIndex(where: isLineBreak).map { $0 + 1 } ?? 0
    let lead = bytes[lineStart..<start]
    if lead.allSatisfy({ isBlank($0) || $0 >= 0x80 }) {
      // Above it, as far to the right; a byte order mark stays where it is.
      let indentation = String(decoding: lead.filter(isBlank), as: UTF8.self)
      return insertion("-- \(comment)\(lineBreak)\(indentation)", at: statement.range.start)
    }
    guard section.kind == .rollback else {
      return insertion("/* \(comment) */ ", at: statement.range.start)
    }
    // SQL that is kept in comments.
    let marks = lead.drop(while: isBlank)
    guard marks.starts(with: "--".utf8) else {
      return insertion("-- \(comment)\(lineBreak)", at: statement.range.start)
    }
    if marks.allSatisfy({ isBlank($0) || $0 == UInt8(ascii: "-") }) {
      let lead = String(decoding: lead, as: UTF8.self)
      return insertion("\(comment)\(lineBreak)\(lead)", at: statement.range.start)
    }
    let lineEnd = bytes[Int(statement.range.end)...].firstIndex(where: isLineBreak) ?? bytes.count
    return insertion(" -- \(comment)", at: UInt32(lineEnd))
  }

  private func insertion(_ text: String, at offset: UInt32) -> Fix.Edit {
    Fix.Edit(range: ByteRange(start: offset, end: offset), text: text)
  }

  /// As the file ends its lines.
  private var lineBreak: String {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return "\n" }
    return bytes[end - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

private func isLineBreak(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}
