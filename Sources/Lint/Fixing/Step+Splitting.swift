import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// Fixes that divide what one transaction does among several.
extension Step {
  /// The most statements of a file that is divided: all of them may go along, and for each finding anew.
  private static let longestSection = 50

  /// Of a migration that undoes nothing.
  static let nothingUndone = "Nothing is undone here."

  /// Fixes that let the transaction end before this statement.
  ///
  /// - Parameters:
  ///   - title: what becomes of the statement: `write the rows in batches`.
  ///   - name: for the next migration.
  ///   - other: statements that take its place, and that refuse a transaction; nil where it stays as it is.
  func fixes(splitting title: String, named name: String, instead other: [String]? = nil) -> [Fix] {
    guard place != nil, migration.migration.framework != .drizzle else { return [] }
    switch transaction.opening {
    case nil:
      guard let other else { return [] }
      if runsApart { return .unsafe(title, replacing(statement.range, by: inOneText(other))) }
      guard section.transport == .implicit, section.kind == .up, section.statementCount == 1 else {
        return []
      }
      return .unsafe(
        title, replacing(statement.range, by: other[0]),
        migrations: [
          NewMigration(
            title: name, statements: Array(other.dropFirst()), wayBack: Step.nothingUndone,
            isWithoutTransaction: true)
        ])
    case .block:
      guard section.transport == .autocommit, !isInGroup else { return [] }
      let own = other ?? [text(statement.range)]
      if let commit = nextCommit, isFollowed(by: commit) {
        return .unsafe(
          title + " behind the COMMIT", removingStatement(), adding(inGroups(own), behind: commit))
      }
      return .unsafe(
        title + " between two transactions",
        other == nil
          ? addingBefore("COMMIT", "BEGIN")
          : replacing(statement.range, by: inOneText(["COMMIT"] + own + ["BEGIN"])))
    case .runner where section.statementCount == 1:
      guard let other, let framework = migration.migration.framework, framework.sendsApart else {
        return []
      }
      return .unsafe(
        title + ", and open no transaction", replacing(statement.range, by: inOneText(other)),
        section.withoutTransaction(framework))
    case .runner: return fixesInNextMigration(title, name, other)
    case .doBlock: return []
    }
  }

  /// What stands behind the statement goes along.
  private func fixesInNextMigration(_ title: String, _ name: String, _ other: [String]?) -> [Fix] {
    guard section.kind == .up, section.transport != .transactionForAll, section.changeset == nil,
      section.statementCount <= Step.longestSection, let first = place, first > 0
    else { return [] }
    let moved = section.syntax.statements[first...]
    // A way back would undo what the migration does not do any more.
    guard migration.wayBack == nil || !isFollowedByChange && !statement.changesDefinitions,
      !moved.contains(where: { $0.node == .transaction || $0.node == .variableSet }),
      let texts = textsWithComments(from: first), let last = moved.last
    else { return [] }
    let way = Step.nothingUndone
    var migrations: [NewMigration] = []
    if let other {
      migrations.append(
        NewMigration(title: name, statements: other, wayBack: way, isWithoutTransaction: true))
      if texts.count > 1 {
        migrations.append(
          NewMigration(
            title: "after_\(name)", statements: Array(texts.dropFirst()), wayBack: way))
      }
    } else {
      migrations = [NewMigration(title: name, statements: texts, wayBack: way)]
    }
    var fixes: [Fix] = .unsafe(
      title + " in the next migration", replacing(moving(from: first, through: last), by: ""),
      migrations: migrations)
    for place in fixes.indices { fixes[place].removesComments = true }
    return fixes
  }

  // MARK: - Texts

  /// The place of the statement in its section; nil in a block.
  private var place: Int? {
    let statements = section.syntax.statements
    let place = statements.partitioningIndex { $0.range.start >= statement.range.start }
    return place < statements.count && statements[place].range == statement.range ? place : nil
  }

  /// Nothing stands between this statement and a later one.
  private func isFollowed(by other: Statement) -> Bool {
    guard let place, place + 1 < section.syntax.statements.count else { return false }
    return section.syntax.statements[place + 1].range == other.range
  }

  /// What a runner that cuts files at semicolons keeps together.
  func inGroups(_ statements: [String]) -> [String] {
    statements.map { statement in
      guard let mark = migration.migration.framework?.statementGroup, statement.contains(";") else {
        return statement
      }
      return "\(mark)Begin\n\(statement);\n\(mark)End"
    }
  }

  /// Statements with the semicolons between them.
  func inOneText(_ statements: [String]) -> String {
    let texts = inGroups(statements)
    return zip(texts, statements).enumerated().map { place, pair in
      let isLast = place == texts.count - 1
      return pair.0 + (isLast ? "" : pair.0 == pair.1 ? ";\n" : "\n")
    }.joined()
  }

  /// From the end of the line of the statement before, or of its semicolon, through the last one with its semicolon.
  private func moving(from first: Int, through last: Statement) -> ByteRange {
    let tokens = section.syntax.lexed.tokens
    let end =
      last.tokens.upperBound < tokens.count ? tokens[last.tokens.upperBound].end : last.range.end
    return ByteRange(start: endOfLine(ofStatement: first - 1), end: end)
  }

  /// The statements from one on, each with the comments above it; nil where one of the comments tells the runner something.
  private func textsWithComments(from first: Int) -> [String]? {
    let statements = section.syntax.statements
    var texts: [String] = []
    for place in first..<statements.count {
      let start = endOfLine(ofStatement: place - 1)
      let text = section.syntax.text(ByteRange(start: start, end: statements[place].range.end))
      if text.contains("+goose") || text.contains("+migrate") { return nil }
      texts.append(String(text.drop { $0.isWhitespace }))
    }
    return texts
  }

  /// Behind the semicolon of a statement of the section, and behind the comment on its line.
  private func endOfLine(ofStatement place: Int) -> UInt32 {
    let (statement, all) = (section.syntax.statements[place], section.syntax.lexed)
    let semicolon = statement.tokens.upperBound
    let end = semicolon < all.tokens.count ? all.tokens[semicolon].end : statement.range.end
    let next = all.trivia.partitioningIndex { $0.start >= end }
    guard next < all.trivia.count, all.trivia[next].kind == .lineComment,
      !section.syntax.bytes[Int(end)..<Int(all.trivia[next].start)].contains(UInt8(ascii: "\n"))
    else { return end }
    return all.trivia[next].end
  }
}

extension Framework {
  /// Where it opens no transaction, each statement is one.
  fileprivate var sendsApart: Bool { [.goose, .sqlMigrate, .atlas].contains(self) }

  /// What the comments begin with between which a statement may have semicolons in it.
  var statementGroup: String? {
    switch self {
    case .goose: "-- +goose Statement"
    case .sqlMigrate: "-- +migrate Statement"
    default: nil
    }
  }
}
