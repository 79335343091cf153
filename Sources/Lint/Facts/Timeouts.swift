import Catalog
import Effects
import Migrations
package import SQLLexer
import SQLSyntax

/// The timeouts that are in force for a statement.
package struct Timeouts: Sendable {
  package var lock = Timeout()
  package var statement = Timeout()

  init() {}

  init(_ session: Session) {
    lock = Timeout(session.lockTimeout)
    statement = Timeout(session.statementTimeout)
  }
}

/// A timeout as the files set it.
package struct Timeout: Sendable {
  /// As written; nil where it is the server's default.
  package var value: String?
  /// The SET or RESET that made it what it is; nil where there was none.
  package var place: ByteRange?

  init() {}

  init(_ setting: Session.Setting) {
    value = setting.value
    place = setting.place
  }

  /// nil where it is not set, or to what is filled in later. 0: off.
  package var milliseconds: Double? { value.flatMap(timeoutMilliseconds) }
}

/// What earlier steps of a section have made of timeouts.
package struct Waits: Sendable {
  /// A statement of the same transaction has waited for a lock without a timeout; outside of transactions, one of the
  /// section.
  package private(set) var hasWaited = false
  private var hasWaitedAlone = false
  /// SET LOCAL of a timeout outside of a transaction.
  package private(set) var isLocalInVain = false
  /// The SETs that have been found to be without effect.
  package private(set) var blamed: Set<ByteRange> = []
  /// The settings that have been set to something other than 0.
  package private(set) var hasBeenSet = false
  /// The text is pg_dump's, which begins by switching timeouts off: nobody relies on them.
  package private(set) var isDump = false

  mutating func beginTransaction() { hasWaited = false }

  mutating func note(_ stop: Stop, isUnbounded: Bool, blamed place: ByteRange?) {
    if let place { blamed.insert(place) }
    if isUnbounded {
      hasWaited = true
      if stop.context.opening == nil { hasWaitedAlone = true }
    }
    guard case .variableSet(let set) = stop.statement.tree else { return }
    if set.parameter == "check_function_bodies" { isDump = true }
    guard set.parameter == "lock_timeout" else { return }
    if set.values != nil { hasBeenSet = true }
    if set.scope == .local, stop.context.opening == nil { isLocalInVain = true }
  }

  /// - Parameter isAlone: the statement is a transaction of its own.
  func hasWaited(isAlone: Bool) -> Bool { isAlone ? hasWaitedAlone : hasWaited }
}

/// What the steps of a section make of settings, to be asked by those before them.
struct LaterSettings: Sendable {
  /// Of each SET lock_timeout that has an effect, the step and the place.
  private var timeouts: [(index: Int, place: ByteRange)] = []
  /// The last SET LOCAL lock_timeout of each transaction, the same.
  private var local: [Int: (index: Int, place: ByteRange)] = [:]
  /// The last step that runs CONCURRENTLY.
  private var concurrent = -1
  /// The last step that lets autovacuum work on a table again.
  private var vacuumed: [RelationKey: Int] = [:]

  mutating func note(_ stop: Stop, _ path: NamePath) {
    if case .concurrently = stop.refusal { concurrent = stop.index }
    switch stop.statement.tree {
    case .variableSet(let set) where set.parameter == "lock_timeout":
      guard set.scope == .session || stop.context.opening != nil, let value = set.values?.first,
        timeoutMilliseconds(value) != 0
      else { return }
      if set.scope == .local {
        local[stop.context.number] = (stop.index, stop.statement.range)
      } else {
        timeouts.append((stop.index, stop.statement.range))
      }
    case .alterTable(let alter):
      let isVacuumed = alter.commands.contains { command in
        guard case .options(let options) = command.details else { return false }
        let isReset = command.kind == .resetRelOptions
        return options.contains {
          $0.isAutovacuum && (isReset || !$0.isOff(in: stop.source))
        }
      }
      if isVacuumed { vacuumed[path.keyOfNew(alter.name)] = stop.index }
    default: return
    }
  }

  /// A SET lock_timeout behind a step of a transaction that would have had a say there.
  func timeout(behind index: Int, in transaction: TransactionContext) -> ByteRange? {
    if let local = local[transaction.number], local.index > index { return local.place }
    let next = timeouts.partitioningIndex { $0.index > index }
    return next < timeouts.count ? timeouts[next].place : nil
  }

  /// A step behind this one runs CONCURRENTLY.
  func isFollowedByConcurrent(_ index: Int) -> Bool { concurrent > index }

  func isVacuumed(_ table: QualifiedName, behind index: Int, path: NamePath) -> Bool {
    vacuumed[path.keyOfNew(table)].map { $0 > index } ?? false
  }
}

extension OptionElement {
  /// autovacuum_enabled, that of the TOAST table included.
  var isAutovacuum: Bool { name.text == "autovacuum_enabled" }

  func isOff(in source: SyntaxFile) -> Bool {
    guard let value else { return false }
    let word = source.text(value).lowercased().filter { $0 != "'" }
    return ["false", "off", "no", "0", "f", "n"].contains(word)
  }
}

// MARK: - What waits

/// A statement that waits for a lock in everybody's way, with nothing to end the wait.
struct UnboundedWait {
  /// Why no lock_timeout ends it.
  enum Cause {
    case notSet
    /// SET LOCAL, outside of a transaction, has none.
    case localInVain
    /// `lock_timeout = 0`
    case off(ByteRange)
    case tooLong(ByteRange, String)
    case reset(ByteRange)
    /// It is set only behind the statement.
    case later(ByteRange)

    /// The SET or RESET that is to blame.
    var place: ByteRange? {
      switch self {
      case .notSet, .localInVain: nil
      case .off(let place), .tooLong(let place, _), .reset(let place), .later(let place): place
      }
    }
  }
  var lock: Effects.Lock
  var cause: Cause
}

extension Step {
  /// The longest wait, in milliseconds, after which a timeout still spares others a queue.
  static let longestWait = 60_000.0

  /// The strongest lock for which it waits, letting others queue behind it; nil where there is none.
  private var queuedLock: Effects.Lock? {
    guard goesForward, failure == nil, waitsInQueue else { return nil }
    var strongest: Effects.Lock?
    for lock in effects.locks
    where lock.mode.blocksWrites && lock.relation.isShared && lock.relation.holdsRows
      && strongest.map({ $0.mode < lock.mode }) ?? true && !effects.takesAway(lock.relation)
    {
      strongest = lock
    }
    return strongest
  }

  private var waitsInQueue: Bool {
    switch statement.tree {
    case .lock(let lock): !lock.noWait
    case .truncate: true
    default: statement.changesDefinitions
    }
  }

  /// What `unboundedWait` keeps.
  func findUnboundedWait() -> UnboundedWait? {
    guard let lock = queuedLock else { return nil }
    if let limit = self.timeouts.statement.milliseconds, limit > 0, limit <= Step.longestWait {
      return nil
    }
    return cause.map { UnboundedWait(lock: lock, cause: $0) }
  }

  private var cause: UnboundedWait.Cause? {
    if self.timeouts.lock.value != nil {
      guard let limit = self.timeouts.lock.milliseconds, let place = self.timeouts.lock.place else {
        return nil
      }
      if limit == 0 { return waits.isDump ? .notSet : .off(place) }
      return limit > Step.longestWait ? .tooLong(place, self.timeouts.lock.value ?? "") : nil
    }
    if migration.timeouts == .runner { return nil }
    if waits.isLocalInVain { return .localInVain }
    if let place = self.timeouts.lock.place, waits.hasBeenSet { return .reset(place) }
    return later.timeout(behind: index, in: transaction).map { .later($0) } ?? .notSet
  }

  /// The first of its transaction that waits so; outside of transactions, the first of the section.
  var firstUnboundedWait: UnboundedWait? {
    waits.hasWaited(isAlone: transaction.opening == nil) ? nil : unboundedWait
  }
}
