import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// Where the text of a migration can be changed.
struct FixGround {
  /// Nothing of it can be.
  private let isClosed: Bool
  private let sections: [Section]

  /// - Parameter unread: what could not be read: who does not understand a file does not change it.
  init(_ migration: Migration, unread: [UnreadPlace]) {
    isClosed = !unread.isEmpty || migration.purpose == .schema
    sections = migration.sections
  }

  /// Its edits touch no placeholder or template, and no comment that is not to go.
  func allows(_ fix: Fix) -> Bool {
    !isClosed && fix.edits.allSatisfy { allows($0, fix) }
  }

  private func allows(_ edit: Fix.Edit, _ fix: Fix) -> Bool {
    guard
      let section = sections.first(where: { $0.kind != .rollback && $0.range.contains(edit.range) })
    else { return false }
    let lexed = section.syntax.lexed
    let templates: [TokenKind] = [.placeholder, .psqlVariable, .metaCommand]
    if touched(lexed.tokens, edit.range).contains(where: { templates.contains($0.kind) }) {
      return false
    }
    return touched(lexed.trivia, edit.range).allSatisfy { token in
      fix.removesComments && (token.kind == .lineComment || token.kind == .blockComment)
    }
  }

  /// The tokens of a list that share bytes with a range, or hold its place.
  private func touched(_ tokens: [Token], _ range: ByteRange) -> ArraySlice<Token> {
    let first = tokens.partitioningIndex { $0.end > range.start }
    return tokens[first...].prefix { $0.start < range.end }
  }
}
