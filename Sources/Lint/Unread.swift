import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// The places of a file that were not understood, section by section.
func unreadPlaces(of migration: Migration) -> [UnreadPlace] {
  var places: [UnreadPlace] = []
  for section in migration.sections {
    // Liquibase runs what it keeps in comments; among those of others there is prose.
    let isRun = section.kind != .rollback || migration.framework == .liquibase
    note(section.syntax.statements, section.syntax.lexed, in: section.kind, isRun, &places)
  }
  return places.sorted { $0.range.start < $1.range.start }
}

private func note(
  _ statements: [Statement], _ lexed: LexedText, in section: SectionKind, _ isRun: Bool,
  _ places: inout [UnreadPlace]
) {
  var errors = lexed.errors[...]
  for statement in statements {
    // Those inside the statement are among its own errors.
    let before = errors.prefix { $0.range.start < statement.range.start }
    note(before, in: section, &places)
    errors = errors[before.endIndex...].drop { $0.range.start < statement.range.end }
    if isRun || statement.node != nil, let place = UnreadPlace(statement, in: section) {
      places.append(place)
    }
    if let body = statement.body { note(body, of: statement, in: section, &places) }
  }
  note(errors, in: section, &places)
}

/// What is wrong inside a DO block or function: PostgreSQL reads all of it before it runs the block or makes the function,
/// but strings inside only when they are run.
private func note(
  _ body: Body, of statement: Statement, in section: SectionKind, _ places: inout [UnreadPlace]
) {
  for error in body.syntaxErrors {
    places.append(UnreadPlace(error, of: statement, in: section))
  }
  // What a function does is looked at by no rule, read or not.
  guard statement.executedBody != nil else { return }
  if let stop = body.unreadFrom {
    places.append(
      UnreadPlace(kind: .unread, range: stop, statement: statement.range, section: section))
  }
  for statement in body.text.statements {
    if let inner = statement.body { note(inner, of: statement, in: section, &places) }
  }
}

/// A comment that never ends, behind the last statement.
private func note(
  _ errors: ArraySlice<LexicalError>, in section: SectionKind, _ places: inout [UnreadPlace]
) {
  for error in errors {
    let isPostgreSQLs = error.kind != .unterminatedPlaceholder
    places.append(
      UnreadPlace(
        kind: isPostgreSQLs ? .syntaxError(error.kind.rawValue, expected: nil) : .unread,
        range: error.range, statement: nil, section: section))
  }
}

extension UnreadPlace {
  fileprivate init(_ error: SyntaxError, of statement: Statement, in section: SectionKind) {
    self.init(
      kind: .syntaxError(error.message, expected: error.expected), range: error.range,
      statement: statement.range, section: section)
  }

  fileprivate init?(_ statement: Statement, in section: SectionKind) {
    if let error = statement.syntaxError {
      self.init(error, of: statement, in: section)
    } else if let stop = statement.unreadFrom {
      self.init(kind: .unread, range: stop, statement: statement.range, section: section)
    } else {
      return nil
    }
  }
}
