/// The modes of a lock on a relation, the weakest first, by the names of pg_locks. Documentation: Explicit Locking,
/// "Table-Level Locks".
package enum LockMode: Int, CaseIterable, Comparable, Sendable {
  case accessShare = 1
  case rowShare
  case rowExclusive
  case shareUpdateExclusive
  case share
  case shareRowExclusive
  case exclusive
  case accessExclusive

  package var name: String {
    switch self {
    case .accessShare: "AccessShareLock"
    case .rowShare: "RowShareLock"
    case .rowExclusive: "RowExclusiveLock"
    case .shareUpdateExclusive: "ShareUpdateExclusiveLock"
    case .share: "ShareLock"
    case .shareRowExclusive: "ShareRowExclusiveLock"
    case .exclusive: "ExclusiveLock"
    case .accessExclusive: "AccessExclusiveLock"
    }
  }

  package static func < (left: LockMode, right: LockMode) -> Bool {
    left.rawValue < right.rawValue
  }

  /// Whether one session must wait for another that holds the other mode.
  package func conflicts(with other: LockMode) -> Bool {
    let first = min(self, other)
    let second = max(self, other)
    return switch first {
    case .accessShare: second == .accessExclusive
    case .rowShare: second >= .exclusive
    case .rowExclusive: second >= .share
    // A second one of its kind waits as well.
    case .shareUpdateExclusive: true
    case .share: second != .share
    case .shareRowExclusive, .exclusive, .accessExclusive: true
    }
  }

  /// SELECT has to wait.
  package var blocksReads: Bool { conflicts(with: .accessShare) }
  /// INSERT, UPDATE and DELETE have to wait.
  package var blocksWrites: Bool { conflicts(with: .rowExclusive) }
}
