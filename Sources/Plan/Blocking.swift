package import Effects

/// Others wait for a relation for as long as a statement works: in proportion to the size of what it works on.
package struct Blocking: Sendable {
  /// Index in the file.
  package var statement: Int
  /// Index of the lane of the relation.
  package var lane: Int
  package var mode: LockMode
  /// Index of the statement that took the lock.
  package var heldSince: Int
}

extension PlannedFile {
  /// Everything that blocks others while something works, statement by statement.
  package var blockings: [Blocking] {
    var found: [Blocking] = []
    for (index, statement) in statements.enumerated() where statement.isLong {
      for (lane, locks) in lanes.enumerated() where !locks.isNew {
        guard let mode = locks.mode(at: index), mode.blocksWrites else { continue }
        let since = locks.holds.lazy.filter { $0.mode == mode && $0.statements.contains(index) }
          .map(\.statements.lowerBound).min()
        found.append(
          Blocking(statement: index, lane: lane, mode: mode, heldSince: since ?? index))
      }
    }
    return found
  }

  /// Blocks others, if only for a moment.
  package var blocksAnybody: Bool {
    lanes.contains { !$0.isNew && $0.holds.contains { $0.mode.blocksWrites } }
  }

  /// The lanes worth showing: not those of indexes whose table is locked at least as strongly all the time.
  package var shownLanes: [Lane] {
    lanes.filter { lane in
      guard let table = lane.table,
        let lanes = lanes.first(where: { $0.relation == table && $0.isNew == lane.isNew })
      else { return true }
      return !lane.holds.allSatisfy { hold in
        hold.statements.allSatisfy { (lanes.mode(at: $0) ?? .accessShare) >= hold.mode }
      }
    }
  }
}

extension LockMode {
  /// What has to wait, in words; nil where neither reads nor writes do.
  package var blocked: String? {
    if blocksReads { return "reads and writes" }
    return blocksWrites ? "writes" : nil
  }
}
