import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// The places of a file that were not understood, section by section.
///
/// A statement in which the scanner stopped is told once, by its lexical error.
func unreadPlaces(of migration: Migration) -> [UnreadPlace] {
  var places: [UnreadPlace] = []
  for section in migration.sections {
    note(section.syntax.statements, section.syntax.lexed, in: section.kind, &places)
  }
  return places.sorted { $0.range.start < $1.range.start }
}

private func note(
  _ statements: [Statement], _ lexed: LexedText, in section: SectionKind,
  _ places: inout [UnreadPlace]
) {
  var errors = lexed.errors[...]
  for statement in statements {
    let before = errors.prefix { $0.range.start < statement.range.start }
    note(before, nil, in: section, &places)
    let inside = errors[before.endIndex...].prefix { $0.range.start < statement.range.end }
    note(inside, statement.range, in: section, &places)
    errors = errors[inside.endIndex...]
    if statement.isUnread, inside.isEmpty {
      places.append(
        UnreadPlace(
          kind: statement.node == nil ? .unclassified : .unread,
          range: statement.unreadFrom ?? statement.range, statement: statement.range,
          section: section))
    }
    if case .doBlock(let block) = statement.tree {
      note(block.statements, block.lexed, in: section, &places)
    }
  }
  note(errors, nil, in: section, &places)
}

private func note(
  _ errors: ArraySlice<LexicalError>, _ statement: ByteRange?, in section: SectionKind,
  _ places: inout [UnreadPlace]
) {
  for error in errors {
    places.append(
      UnreadPlace(
        kind: .lexical(error.kind), range: error.range, statement: statement, section: section))
  }
}

extension Statement {
  /// Could not be read to its end, or not even be classified.
  var isUnread: Bool { unreadFrom != nil || node == nil }
}
