import Catalog
import Diagnostics
package import Effects
package import Migrations
import SQLLexer
import SQLSyntax

/// Runs migrations on a model of a server, and notes what happens.
package struct Planner: Sendable {
  private var server: Replay
  private var place = 0
  private var historyCount = 0
  /// The place of the first file that is planned.
  private var firstPlanned = 0
  private var files: [PlannedFile] = []
  private var migrations: [Migration] = []
  /// The locks of the one transaction around all files.
  private var open: LaneBuilder.Open?

  /// - Parameter server: as it is before the first file.
  package init(_ server: Replay) {
    self.server = server
  }

  /// Runs a file of which nothing is to be told.
  package mutating func replay(_ migration: Migration) {
    server.beginFile(place, newSession: migration.transport != .transactionForAll)
    place += 1
    historyCount += 1
    firstPlanned = place
    server.runForward(migration)
  }

  /// Runs a file and notes what happens.
  package mutating func plan(_ migration: Migration) {
    let transport = migration.transport
    let sharesSession = transport == .transactionForAll && !files.isEmpty
    server.beginFile(place, newSession: !sharesSession)
    place += 1
    let description = migration.header["Description"]?.value
    var file = FilePlanner(
      PlannedFile(path: migration.path, description: description, transport: transport),
      lines: LineCounter(migration.bytes))
    if let open, transport == .transactionForAll { file.resume(open) }
    // A file that is the way back of another has no section that leads up.
    let isBack = !migration.sections.contains { $0.kind == .up }
    for section in migration.sections where section.kind == (isBack ? .down : .up) {
      server.run(section) {
        statement, context, effects, server in
        file.note(statement, section.syntax, context, effects, server)
      }
      file.endSection(isOpen: section.transport == .transactionForAll)
    }
    open = file.open
    files.append(file.finished())
    migrations.append(migration)
  }

  /// The plan of all files so far.
  ///
  /// - Parameter schema: the whole schema as it is kept for fresh installs: its path, and what it makes.
  package func plan(schema: (path: String, server: Replay)?) -> MigrationPlan {
    let comparison = schema.map { schema in
      SchemaComparison(
        path: schema.path, of: server.catalog, with: schema.server.catalog, from: firstPlanned)
    }
    return MigrationPlan(
      version: server.version, files: files, historyCount: historyCount,
      checklist: checklist(files, migrations, schema: comparison))
  }
}

/// Collects the plan of one file, statement by statement.
private struct FilePlanner {
  private var file: PlannedFile
  private var lines: LineCounter
  private var builder = LaneBuilder()
  private(set) var open: LaneBuilder.Open?
  /// The number of the present transaction in its section; nil before the first statement.
  private var number: Int?
  private var opening = PlannedTransaction.Opening.statement
  private var end = PlannedTransaction.End.commit
  private var first = 0
  private var hasFailed = false
  private var isContinued = false

  init(_ file: PlannedFile, lines: LineCounter) {
    self.file = file
    self.lines = lines
  }

  mutating func resume(_ open: LaneBuilder.Open) {
    builder.resume(open)
    isContinued = true
  }

  // MARK: - Statements

  mutating func note(
    _ statement: Statement, _ source: SyntaxFile, _ context: TransactionContext,
    _ effects: Effects, _ server: Replay
  ) {
    if context.number != number {
      endTransaction()
      number = context.number
    }
    // BEGIN stands in the transaction that it opens, and there first.
    switch context.opening {
    case nil: opening = .statement
    case .runner: opening = .runner
    case .block, .doBlock: opening = .block
    }
    let command: TransactionCommand? =
      if case .transaction(let command) = statement.tree { command } else { nil }
    switch command?.kind {
    case .begin, .start, .prepare, .commit: return
    case .rollback:
      end = .rollback
      return
    case .rollbackTo: returnTo(command)
    case .savepoint: if !hasFailed, let name = command?.savepoint { builder.savepoint(name.text) }
    case .release: if !hasFailed, let name = command?.savepoint { builder.release(name.text) }
    case .commitPrepared, .rollbackPrepared, nil: break
    }
    var planned = PlannedStatement(
      range: statement.range, line: lines.line(at: statement.range.start),
      text: source.line(of: statement), transaction: file.transactions.count)
    planned.isReached = !hasFailed
    planned.isRolledBack = context.isRolledBack
    if command == nil, !hasFailed {
      planned.note(effects, of: statement, server.session, isNew: builder.isNew)
      builder.note(effects, at: file.statements.count, in: server.catalog)
      if let failure = effects.failure, !failure.needsRows {
        hasFailed = context.opening != nil
        end = .failure
        builder.fail(at: file.statements.count)
      }
    }
    file.statements.append(planned)
  }

  private mutating func returnTo(_ command: TransactionCommand?) {
    guard let name = command?.savepoint else { return }
    guard builder.returnTo(name.text, at: file.statements.count) else { return }
    hasFailed = false
    if end == .failure { end = .commit }
  }

  // MARK: - Transactions

  private mutating func endTransaction() {
    let count = file.statements.count
    guard number != nil else { return }
    builder.endTransaction(before: count)
    appendTransaction(upTo: count)
  }

  private mutating func appendTransaction(upTo count: Int) {
    if count > first {
      var transaction = PlannedTransaction(opening: opening, end: end, statements: first..<count)
      transaction.isContinued = isContinued
      file.transactions.append(transaction)
    }
    first = count
    isContinued = false
    hasFailed = false
    end = .commit
  }

  /// - Parameter isOpen: a transaction of the runner goes on.
  mutating func endSection(isOpen: Bool) {
    guard number != nil else { return }
    if isOpen, opening == .runner, end == .commit {
      end = .open
      open = builder.suspend(before: file.statements.count)
      appendTransaction(upTo: file.statements.count)
    } else {
      endTransaction()
    }
    number = nil
  }

  func finished() -> PlannedFile {
    var file = file
    let lanes = builder.lanes.filter { !$0.holds.isEmpty }
    file.lanes = lanes.filter { !$0.isNew } + lanes.filter(\.isNew)
    return file
  }
}

extension PlannedStatement {
  fileprivate mutating func note(
    _ effects: Effects, of statement: Statement, _ session: Session,
    isNew: (TouchedRelation) -> Bool
  ) {
    for work in effects.work {
      self.work.append(
        Work(
          kind: work.kind, relation: work.relation.name,
          isOnNew: isNew(work.relation), reason: work.reason))
    }
    failure = effects.failure
    skips = effects.skips
    lockTimeout = session.lockTimeout.value
    statementTimeout = session.statementTimeout.value
    isAnalysed = !effects.tellNothing
    // Who changes rows takes time, whatever is read for it.
    let changes = effects.work.contains { $0.kind == .change }
    unknown = PlannedStatement.tellingFields.filter {
      effects.unknown.contains($0) && !(changes && $0 == .scans)
    }
    for drop in effects.drops where !drop.isPrivate {
      if drop.holdsData {
        destroys.append("\(drop.kind)\(drop.kind == "rows" ? " of" : "") \(drop.name)")
      }
      if drop.isReached { reaches.append("\(drop.kind) \(drop.name)") }
    }
    switch statement.node {
    case .delete, .update, .merge:
      for work in effects.work where work.kind == .change && !isNew(work.relation) {
        if statement.node == .delete {
          destroys.append("rows of \(work.relation.name)")
        } else {
          overwrites.append(work.relation.name)
        }
      }
    case .reindex:
      // Tables whose indexes nobody has made here have some all the same.
      for lock in effects.locks
      where effects.unknown.contains(.rebuilds) && !lock.relation.kind.isIndex
        && !work.contains(where: { $0.relation == lock.relation.name })
      {
        work.append(
          Work(
            kind: .indexBuild, relation: lock.relation.name, isOnNew: isNew(lock.relation),
            reason: "all of its indexes"))
      }
    default: break
    }
  }
}

extension SyntaxFile {
  /// Longer statements are cut: nobody reads the rest of them on one line.
  private static let longestLine = 1000

  /// A statement on one line, without comments.
  fileprivate func line(of statement: Statement) -> String {
    var bytes: [UInt8] = []
    var end: UInt32?
    for token in lexed.tokens[statement.tokens] {
      guard bytes.count < SyntaxFile.longestLine else { break }
      if let end, token.start > end { bytes.append(UInt8(ascii: " ")) }
      for byte in self.bytes[token.range.indices].prefix(SyntaxFile.longestLine + 1) {
        bytes.append(byte == 0x0A || byte == 0x0D || byte == 0x09 ? UInt8(ascii: " ") : byte)
      }
      end = token.end
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count > SyntaxFile.longestLine else { return text }
    return String(text.unicodeScalars.prefix(SyntaxFile.longestLine)) + "…"
  }
}

/// Tells the lines of rising offsets.
private struct LineCounter {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter start: no smaller than the one before.
  mutating func line(at start: UInt32) -> Int {
    if Int(start) < offset { (offset, line) = (0, 1) }
    while offset < Int(start) {
      if bytes[offset] == 0x0A { line += 1 }
      offset += 1
    }
    return line
  }
}
