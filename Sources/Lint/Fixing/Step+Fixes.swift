import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// Fixes that are made of several statements.
extension Step {
  /// Fixes whose last statements must not share the transaction of this one: behind it where that has one of its own;
  /// otherwise behind the COMMIT, or in the next migration, which is not the same any more.
  ///
  /// - Parameters:
  ///   - edits: what else is changed.
  ///   - statements: without semicolons.
  ///   - name: for the next migration: `validate_orders_total_check`.
  ///   - isSafe: it does the same where nothing becomes of transactions.
  func fixes(
    _ title: String, _ edits: [Fix.Edit?] = [], then statements: [String], named name: String,
    isSafe: Bool = true
  ) -> [Fix] {
    let known = edits.compactMap { $0 }
    guard known.count == edits.count, goesForward || section.kind == .down else { return [] }
    if runsApart {
      guard let added = addingBehind(statements) else { return [] }
      return [Fix(title: title, isSafe: isSafe, edits: known + [added])]
    }
    switch transaction.opening {
    case .block:
      guard section.transport == .autocommit, let commit = nextCommit,
        let added = adding(statements, behind: commit)
      else { return [] }
      return [Fix(title: title + " behind the COMMIT", isSafe: false, edits: known + [added])]
    case .runner where section.kind == .up && section.transport != .transactionForAll:
      return [
        Fix(
          title: title + " in the next migration", isSafe: false, edits: known,
          migrations: [
            NewMigration(
              title: name, statements: statements,
              wayBack: "Nothing is undone: what is validated stays so.")
          ])
      ]
    default: return []
    }
  }

  /// Fixes that run a statement in place of this one, outside of the transaction in which this one stands: that of a file
  /// that does nothing else is switched off; otherwise it goes behind the COMMIT, or into the next migration.
  ///
  /// - Parameters:
  ///   - text: without its semicolon.
  ///   - name: for the next migration: `orders_placed_at_idx`.
  func fixes(_ title: String, alone text: String, named name: String) -> [Fix] {
    guard section.kind == .up else { return [] }
    let replaced = replacing(statement.range, by: text)
    switch transaction.opening {
    case .block:
      guard section.transport == .autocommit, let commit = nextCommit else { return [] }
      return .unsafe(
        title + " behind the COMMIT", removingStatement(), adding([text], behind: commit))
    case .runner where section.statementCount == 1:
      let others = migration.migration.sections.filter { $0.kind == .down }
      let fixes: [Fix] = .safe(
        title + ", and open no transaction", replaced,
        section.withoutTransaction(migration.migration.framework))
      return fixes.map { fix in
        var fix = fix
        fix.isSafe = others.allSatisfy { $0.statementCount <= 1 }
        return fix
      }
    case .runner where section.transport != .transactionForAll:
      return .unsafe(
        title + " in the next migration", removingStatement(),
        migrations: [
          NewMigration(
            title: name, statements: [text], wayBack: "Nothing is undone here.",
            isWithoutTransaction: true)
        ])
    default: return []
    }
  }

  /// The COMMIT that ends the block around the statement.
  var nextCommit: Statement? {
    let statements = section.syntax.statements
    let place = statements.partitioningIndex { $0.range.start > statement.range.start }
    return statements[place...].first { statement in
      if case .transaction(let command) = statement.tree { command.endsBlock } else { false }
    }
  }

  /// `ALTER TABLE`, with the table as the statement names it.
  func head(of alter: AlterTable) -> String {
    "ALTER TABLE \(alter.ifExists ? "IF EXISTS " : "")\(text(alter.name.range))"
  }

  /// The statement adds the column that a command is about, or changes its type.
  func makes(_ column: Name, _ alter: AlterTable) -> Bool {
    alter.commands.contains {
      ($0.kind == .addColumn || $0.kind == .alterColumnType) && $0.name == column
    }
  }
}

extension TransactionCommand {
  fileprivate var endsBlock: Bool { kind == .commit && !chain }
}

extension Section {
  /// Tells the runner not to open a transaction; nil where that cannot be said in the file.
  func withoutTransaction(_ framework: Framework?) -> Fix.Edit? {
    func edit(at place: UInt32, _ text: String) -> Fix.Edit {
      Fix.Edit(range: ByteRange(start: place, end: place), text: text)
    }
    switch framework {
    case .goose: return heading.map { edit(at: $0.end, "\n-- +goose NO TRANSACTION") }
    case .dbmate: return heading.map { edit(at: $0.end, " transaction:false") }
    case .sqlMigrate: return heading.map { edit(at: $0.end, " notransaction") }
    case .sqlx where range.start == 0: return edit(at: 0, "-- no-transaction\n")
    case .atlas where range.start == 0: return edit(at: 0, "-- atlas:txmode none\n\n")
    default: return nil
    }
  }
}
