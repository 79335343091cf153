package import Effects
package import Migrations
package import SQLLexer

/// What happens when migrations run, one after the other: for people who decide whether and when they do.
package struct MigrationPlan: Sendable {
  /// The major version of PostgreSQL.
  package var version: Int
  /// In the order in which they run.
  package var files: [PlannedFile]
  /// How many files ran before them on the model.
  package var historyCount: Int
  package var checklist: [ChecklistItem]

  package init(
    version: Int, files: [PlannedFile], historyCount: Int, checklist: [ChecklistItem]
  ) {
    self.version = version
    self.files = files
    self.historyCount = historyCount
    self.checklist = checklist
  }

  /// A statement fails for certain, whatever the tables hold.
  package var fails: Bool { files.contains(where: \.fails) }
}

/// What happens when one file runs.
package struct PlannedFile: Sendable {
  package var path: String
  /// What its header says it is for.
  package var description: String?
  package var transport: Transport
  package var transactions: [PlannedTransaction] = []
  /// Without what only begins and ends transactions.
  package var statements: [PlannedStatement] = []
  /// The relations that are locked, in the order in which they first are; new ones are the last.
  package var lanes: [Lane] = []

  init(path: String, description: String?, transport: Transport) {
    self.path = path
    self.description = description
    self.transport = transport
  }

  package var fails: Bool {
    statements.contains { $0.isReached && $0.failure?.needsRows == false }
  }
}

/// Statements that are committed, or lost, together.
package struct PlannedTransaction: Sendable {
  package enum Opening: String, Sendable {
    /// It is one statement, sent by itself.
    case statement
    /// BEGIN in the file.
    case block
    /// The runner, or the way it sends the file.
    case runner
  }
  package enum End: String, Sendable {
    case commit
    case rollback
    /// A statement has failed before.
    case failure
    /// It goes on in the next file.
    case open
  }
  package var opening: Opening
  package var end: End = .commit
  /// Indexes of its statements in the file.
  package var statements: Range<Int>
  /// It began in an earlier file.
  package var isContinued = false
}

/// A statement where it stands.
package struct PlannedStatement: Sendable {
  /// Work on a relation, as long as the relation is large.
  package struct Work: Sendable {
    package var kind: Effects.Work.Kind
    /// With its schema.
    package var relation: String
    /// Nobody else uses the relation yet.
    package var isOnNew: Bool
    /// In words; nil where it is plain.
    package var reason: String?
  }
  package var range: ByteRange
  /// Of its first byte, from 1.
  package var line: Int
  /// On one line, without comments.
  package var text: String
  /// Index of its transaction in the file.
  package var transaction: Int
  package var work: [Work] = []
  package var failure: ServerError?
  /// False where an earlier statement of its transaction fails, so that PostgreSQL ignores it.
  package var isReached = true
  /// Nothing of it stays: its transaction ends with ROLLBACK, or returns to a savepoint before it.
  package var isRolledBack = false
  /// Of IF [NOT] EXISTS: there is nothing to do.
  package var skips = false
  /// As set by the files; nil where it is the server's. "0" switches it off.
  package var lockTimeout: String?
  package var statementTimeout: String?
  /// False where nothing is known of what it does.
  package var isAnalysed = true
  /// What cannot be told, of what a plan tells.
  package var unknown: [Effects.Field] = []
  /// Data that are lost, by what holds them: "column app.users.email".
  package var destroys: [String] = []
  /// Relations whose rows get other values.
  package var overwrites: [String] = []
  /// What only CASCADE reaches: "view app.v".
  package var reaches: [String] = []

  /// What a plan tells.
  static let tellingFields: [Effects.Field] = [.locks, .rewrites, .scans, .drops, .fails]

  /// It takes time in proportion to the size of a relation that others use.
  package var isLong: Bool { work.contains { !$0.isOnNew } }
}

/// The locks on one relation.
package struct Lane: Sendable {
  /// A lock, from the statement that takes it to the last one before it is released.
  package struct Hold: Sendable, Equatable {
    package var mode: LockMode
    /// Indexes of statements of the file.
    package var statements: ClosedRange<Int>
    /// Taken by an earlier file, in the same transaction.
    package var isInherited = false
    /// Not released at the end of the file.
    package var isOpen = false
  }
  /// With its schema.
  package var relation: String
  /// PostgreSQL's word: "table", "partitioned table", "index", …
  package var kind: String
  /// Of an index: its table.
  package var table: String?
  /// Made by the same file, or temporary: nobody waits for it.
  package var isNew: Bool
  package var holds: [Hold] = []

  /// The strongest lock held while a statement runs.
  package func mode(at statement: Int) -> LockMode? {
    holds.lazy.filter { $0.statements.contains(statement) }.map(\.mode).max()
  }

  /// The strongest lock from statement to statement: adjoining holds do not have the same mode, and none overlap.
  package func segments(in transactions: [PlannedTransaction]) -> [Hold] {
    var segments: [Hold] = []
    for transaction in transactions {
      var last: Hold?
      for statement in transaction.statements {
        guard let mode = mode(at: statement) else {
          if let last { segments.append(last) }
          last = nil
          continue
        }
        if last?.mode == mode, let start = last?.statements.lowerBound {
          last?.statements = start...statement
        } else {
          if let last { segments.append(last) }
          last = Hold(mode: mode, statements: statement...statement)
        }
        let isInherited = holds.contains {
          $0.isInherited && $0.mode == mode && $0.statements.contains(statement)
        }
        if isInherited { last?.isInherited = true }
      }
      if var last {
        last.isOpen =
          transaction.end == .open && last.statements.upperBound == transaction.statements.last
        segments.append(last)
      }
    }
    return segments
  }
}

/// A line of the list that is gone through before a deployment.
package struct ChecklistItem: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case tested, rollback, backup, team, downtime, order, schema, analysed
  }
  package enum State: String, Sendable {
    /// The files prove it.
    case done
    /// Something is to be done.
    case open
    /// The files cannot tell; a person can.
    case unknown
  }
  package var kind: Kind
  package var state: State
  package var title: String
  /// Why, in full sentences without a full stop.
  package var notes: [String]
}
