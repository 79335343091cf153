/// SQL that whimbrel writes: statements in the order in which they run, and remarks between them.
package struct SchemaScript: Sendable {
  package enum Part: Sendable, Equatable {
    /// Without its semicolon.
    case statement(String)
    /// What a person has to know, in lines without comment signs: mostly that something does not come back.
    case note(String)
  }
  package var parts: [Part] = []

  package init() {}

  package var statements: [String] {
    parts.compactMap { if case .statement(let text) = $0 { text } else { nil } }
  }

  package var notes: [String] {
    parts.compactMap { if case .note(let text) = $0 { text } else { nil } }
  }

  mutating func add(_ statement: String) { parts.append(.statement(statement)) }

  mutating func note(_ text: String) {
    if !parts.contains(.note(text)) { parts.append(.note(text)) }
  }

  /// As it stands in a file: every statement with its semicolon, notes as comments over what they belong to.
  package var text: String {
    var text = ""
    var wasNote = false
    for part in parts {
      if !text.isEmpty, !wasNote { text += "\n" }
      switch part {
      case .statement(let statement):
        text += statement + ";\n"
        wasNote = false
      case .note(let note):
        for line in note.split(separator: "\n", omittingEmptySubsequences: false) {
          text += line.isEmpty ? "--\n" : "-- \(line)\n"
        }
        wasNote = true
      }
    }
    return text
  }
}
