import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/transaction-nesting.md.
struct TransactionNesting: Rule {
  static let info = RuleInfo(
    id: "transaction-nesting", category: .transactions,
    summary:
      "BEGIN inside a transaction that the file has begun, or COMMIT and ROLLBACK where none is",
    recommended: .warning, documented: .warning)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    for section in context.migration.sections where section.kind == .up {
      guard let blocks = TransactionBlocks(section) else { continue }
      for nested in blocks.nested {
        let isolation = nested.refusedIsolation.map {
          "a transaction is open already, and has begun to work: this BEGIN fails (SQLSTATE 25001), "
            + "because ISOLATION LEVEL \($0.rawValue) can only be set before the first query"
        }
        findings.report(
          isolation
            ?? "a transaction is open already: this BEGIN does nothing but raise a warning, and the "
            + "next COMMIT or ROLLBACK ends all of it", at: nested.inner,
          help: "leave it out, or write SAVEPOINT where a part is to be rolled back by itself",
          related: [
            RelatedPlace(
              path: context.migration.path, range: nested.outer,
              message: "the transaction begins here")
          ])
      }
      // In one string, what stands before it is a transaction.
      guard section.transport == .autocommit else { continue }
      for (place, isRollback) in blocks.idle {
        findings.report(
          "no transaction is open: this does nothing but raise a warning"
            + (isRollback ? ", and what stands before it stays" : ""), at: place,
          help: isRollback
            ? "write BEGIN before the first statement that it is to take back"
            : "leave it out, or write BEGIN before the first statement that belongs together",
          mitigated: !isRollback)
      }
    }
  }
}

/// The transactions that a section begins and ends by itself.
struct TransactionBlocks {
  /// A BEGIN inside of a transaction.
  struct Nested {
    var inner: ByteRange
    /// The BEGIN of that.
    var outer: ByteRange
    /// It comes too late for this one. Documentation: SET TRANSACTION, "Description".
    var refusedIsolation: IsolationLevel?
  }

  private(set) var nested: [Nested] = []
  /// Each COMMIT or ROLLBACK that ends nothing, and for which no nested BEGIN accounts.
  private(set) var idle: [(place: ByteRange, isRollback: Bool)] = []
  /// The BEGIN of the transaction that is open at the end.
  private(set) var open: ByteRange?
  /// The ROLLBACK that takes back all that the section changes.
  private(set) var takenBack: ByteRange?
  /// PREPARE TRANSACTION for which no COMMIT PREPARED or ROLLBACK PREPARED follows.
  private(set) var prepared: ByteRange?

  /// nil where the runner opens transactions, or where not all is known that runs.
  init?(_ section: Section) {
    guard !section.transport.isManaged, section.syntax.statements.allSatisfy(\.isRead),
      !section.syntax.lexed.trivia.contains(where: {
        $0.kind == .metaCommand && $0.runsOthers(in: section)
      })
    else { return nil }
    var expected = 0
    var content = Content()
    var isolation = IsolationLevel.readCommitted
    var hasWorked = false
    for statement in section.syntax.statements {
      guard case .transaction(let command) = statement.tree else {
        content.note(statement, isInBlock: open != nil)
        if case .variableSet = statement.tree {} else { hasWorked = true }
        continue
      }
      switch command.kind {
      case .begin, .start:
        if let open {
          let isRefused = hasWorked && command.isolation ?? isolation != isolation
          nested.append(
            Nested(
              inner: statement.range, outer: open,
              refusedIsolation: isRefused ? command.isolation : nil))
          expected += 1
        } else {
          open = statement.range
          isolation = command.isolation ?? .readCommitted
          hasWorked = false
        }
      case .commit, .rollback, .prepare:
        if open != nil {
          if command.kind == .prepare { prepared = statement.range }
          if content.end(isRollback: command.kind == .rollback) { takenBack = statement.range }
          open = command.chain ? statement.range : nil
        } else if expected > 0 {
          expected -= 1
        } else {
          idle.append((statement.range, command.kind == .rollback))
        }
      case .commitPrepared, .rollbackPrepared: prepared = nil
      case .savepoint, .release, .rollbackTo: break
      }
    }
    if open != nil || content.changesStay { takenBack = nil }
  }

  /// What the transactions of a section do.
  private struct Content {
    private(set) var changesStay = false
    private var changes = false
    /// A query whose rows somebody wants to see.
    private var shows = false

    mutating func note(_ statement: Statement, isInBlock: Bool) {
      if case .query = statement.tree { shows = true }
      guard statement.changesDatabase else { return }
      if isInBlock { changes = true } else { changesStay = true }
    }

    /// - Returns: it was a ROLLBACK of changes that nobody has looked at.
    mutating func end(isRollback: Bool) -> Bool {
      defer { (changes, shows) = (false, false) }
      if changes, !isRollback { changesStay = true }
      return isRollback && changes && !shows
    }
  }
}

extension Token {
  /// A command of psql that runs other text, or decides what is run.
  fileprivate func runsOthers(in section: Section) -> Bool {
    let word = section.syntax.bytes[range.indices].prefix { $0 > UInt8(ascii: " ") }
    return [
      "\\i", "\\ir", "\\include", "\\include_relative", "\\if", "\\gexec", "\\c", "\\connect",
    ]
    .contains { word.elementsEqual($0.utf8) }
  }
}
