package import Migrations
import SQLLexer
package import SQLSyntax

/// Follows the statements of a section from transaction to transaction, as the server does: what
/// opens one and what ends it, by the statements themselves and by the way in which the runner
/// sends them.
///
/// One pass from the first statement to the last. What is known only later, that a transaction is
/// rolled back, is noted as a range and put in at the end, so that the work stays linear however
/// often a savepoint is returned to.
package struct TransactionState {
  private let transport: Transport
  private let isOneString: Bool
  private let statements: [Statement]
  private let refusals: [TransactionRefusal?]

  private var contexts: [TransactionContext] = []
  /// What opened the present transaction; nil between transactions.
  private var opening: TransactionContext.Opening?
  /// BEGIN has been seen, and the block is still open.
  private var inBlock = false
  private var number = 0
  /// Index of the first statement of the present transaction.
  private var first = 0
  private var savepoints = Savepoints()
  /// At an index, how many rolled back ranges begin there less those that end there.
  private var rollbackEdges: [Int]

  /// - Parameters:
  ///   - statements: all of a section, in order.
  ///   - refusals: for each statement, whether it refuses a transaction block.
  ///   - isOneString: the runner that opens a transaction sends all of the section at once.
  /// - Returns: a context for each statement.
  package static func contexts(
    of statements: [Statement], refusals: [TransactionRefusal?], transport: Transport,
    isOneString: Bool = false
  ) -> [TransactionContext] {
    var state = TransactionState(statements, refusals, transport, isOneString: isOneString)
    state.run()
    return state.contexts
  }

  private init(
    _ statements: [Statement], _ refusals: [TransactionRefusal?], _ transport: Transport,
    isOneString: Bool
  ) {
    assert(statements.count == refusals.count)
    self.transport = transport
    self.isOneString = isOneString
    self.statements = statements
    self.refusals = refusals
    rollbackEdges = Array(repeating: 0, count: statements.count + 1)
    contexts.reserveCapacity(statements.count)
    opening = runnerOpens ? .runner : nil
  }

  // MARK: - What the transport does

  /// A transaction is open before the first statement.
  private var runnerOpens: Bool {
    switch transport {
    case .autocommit: false
    // A simple query of one statement is that statement's own transaction.
    case .implicit: statements.count > 1
    case .pipeline, .autoSplit: true
    case .transactionPerFile, .transactionForAll, .transactionPerChangeset: true
    }
  }

  /// What comes behind a COMMIT or ROLLBACK that the file itself gives.
  private var openingAfterEnd: TransactionContext.Opening? {
    switch transport {
    case .autocommit: nil
    // The rest of a simple query's text is one implicit transaction again, and so is the rest of a
    // pipeline. A COMMIT does not rescue what refuses a transaction: PostgreSQL looks at the whole
    // text.
    case .implicit: statements.count > 1 ? .runner : nil
    case .pipeline, .autoSplit: .runner
    // The runner has sent its BEGIN once. What follows in the same string is one implicit transaction.
    case .transactionPerFile, .transactionForAll:
      isOneString && statements.count > 1 ? .runner : nil
    // JDBC with autocommit off sends BEGIN before whatever comes next.
    case .transactionPerChangeset: .runner
    }
  }

  /// The transaction is only how a batch is sent; BEGIN in it opens one that outlasts the batch.
  private var opensBatches: Bool { transport == .pipeline || transport == .autoSplit }

  /// The statement runs by itself, in the midst of what is otherwise one transaction.
  private func standsAlone(_ index: Int) -> Bool {
    guard !inBlock, let refusal = refusals[index] else { return false }
    switch transport {
    case .pipeline:
      // Measured: what refuses a transaction may be the first statement of a pipeline, or the first
      // one behind a COMMIT, and nowhere else.
      return first == index && !followsLoner
    case .autoSplit:
      return knownToRunner(refusal) || (first == index && !followsLoner)
    default:
      return false
    }
  }

  /// The statement before stood alone, and nothing since has ended the pipeline's transaction.
  private var followsLoner = false

  /// What the runner recognises and sends by itself.
  private func knownToRunner(_ refusal: TransactionRefusal) -> Bool {
    switch refusal {
    case .concurrently(let command): !command.hasPrefix("ALTER TABLE")
    case .command(let command): ["VACUUM", "ALTER SYSTEM", "CLUSTER"].contains(command)
    }
  }

  // MARK: - The pass

  private mutating func run() {
    for index in statements.indices {
      if standsAlone(index) {
        runAlone(index)
      } else if case .transaction(let command) = statements[index].tree {
        run(command, at: index)
      } else {
        note()
        if opening == nil { begin(nil, at: index + 1) }
      }
    }
    settle()
  }

  /// Notes the next statement as one of the present transaction.
  private mutating func note() {
    contexts.append(
      TransactionContext(
        number: number, opening: opening, isRolledBack: false, isWholeSection: false))
  }

  /// Another transaction begins at an index.
  private mutating func begin(_ opening: TransactionContext.Opening?, at index: Int) {
    number += 1
    self.opening = opening
    inBlock = false
    followsLoner = false
    first = index
    savepoints = Savepoints()
  }

  private mutating func runAlone(_ index: Int) {
    let rest = opening
    if index > first { begin(nil, at: index) }
    opening = nil
    note()
    begin(rest, at: index + 1)
    // A batch that the runner sends anew is a pipeline of its own.
    followsLoner = transport == .pipeline
  }

  private mutating func run(_ command: TransactionCommand, at index: Int) {
    switch command.kind {
    case .begin, .start:
      // In a transaction of the runner, or in a block, it is no more than a warning.
      if opening == nil || (opensBatches && !inBlock) { opening = .block(statements[index].range) }
      inBlock = true
      note()
    case .commit, .prepare:
      note()
      end(command, at: index)
    case .rollback:
      note()
      if opening != nil { rollBack(first..<(index + 1)) }
      end(command, at: index)
    case .savepoint, .release, .rollbackTo, .commitPrepared, .rollbackPrepared:
      note()
      if opening == nil { return begin(nil, at: index + 1) }
      if let name = command.savepoint { run(command.kind, name.text, at: index) }
    }
  }

  /// SAVEPOINT, RELEASE and ROLLBACK TO, in a transaction.
  private mutating func run(_ kind: TransactionCommand.Kind, _ savepoint: String, at index: Int) {
    switch kind {
    case .savepoint:
      savepoints.set(savepoint, at: index + 1)
    case .release:
      savepoints.release(savepoint)
    case .rollbackTo:
      if let start = savepoints.returnTo(savepoint, at: index + 1) { rollBack(start..<index) }
    default:
      break
    }
  }

  private mutating func end(_ command: TransactionCommand, at index: Int) {
    // AND CHAIN is an error where no block is open.
    let chains = command.chain && opening != nil
    let range = statements[index].range
    begin(chains ? .block(range) : openingAfterEnd, at: index + 1)
    inBlock = chains
  }

  private mutating func rollBack(_ range: Range<Int>) {
    rollbackEdges[range.lowerBound] += 1
    rollbackEdges[range.upperBound] -= 1
  }

  /// Puts in what is known only at the end.
  private mutating func settle() {
    let whole = wholeSection
    var depth = 0
    for index in contexts.indices {
      depth += rollbackEdges[index]
      contexts[index].isRolledBack = depth > 0
      contexts[index].isWholeSection = contexts[index].number == whole
    }
  }

  /// The number of the one transaction in which the section does all that it does.
  private var wholeSection: Int? {
    var whole: Int?
    for (index, statement) in statements.enumerated() where !statement.leavesNothing {
      let context = contexts[index]
      let isAtomic =
        context.opening != nil || statement.node == .doBlock
        || (transport == .implicit && statements.count == 1)
      guard isAtomic, refusals[index] == nil, whole ?? context.number == context.number
      else { return nil }
      whole = context.number
    }
    return whole
  }
}

extension Statement {
  /// Changes only the session or the transaction.
  fileprivate var leavesNothing: Bool {
    switch node {
    case .transaction, .variableSet, .variableShow, .constraintsSet, .lock: true
    default: false
    }
  }
}

/// The savepoints of a transaction, by name; a name set twice hides the first one.
private struct Savepoints {
  private struct Savepoint {
    var name: String
    /// Index of the first statement that a return to it undoes.
    var start: Int
  }
  private var stack: [Savepoint] = []
  /// The places of each name in `stack`, the last one valid.
  private var places: [String: [Int]] = [:]

  mutating func set(_ name: String, at start: Int) {
    places[name, default: []].append(stack.count)
    stack.append(Savepoint(name: name, start: start))
  }

  mutating func release(_ name: String) {
    guard let place = places[name]?.last else { return }
    cut(to: place)
  }

  /// - Returns: the first statement that is undone; nil where there is no such savepoint.
  mutating func returnTo(_ name: String, at next: Int) -> Int? {
    guard let place = places[name]?.last else { return nil }
    cut(to: place + 1)
    let start = stack[place].start
    // What has been undone once need not be again.
    stack[place].start = next
    return start
  }

  private mutating func cut(to count: Int) {
    while stack.count > count {
      let last = stack.removeLast()
      places[last.name]?.removeLast()
    }
  }
}
