import Catalog
import Effects
import SQLSyntax

// What can stop a migration half way that has run elsewhere from its beginning to its end.

extension Replay {
  /// Something outside of the files may make the statement fail where it did not fail elsewhere: it meets other sessions or
  /// the rows of relations that were there before, needs an extension or makes a role, or runs what nobody can follow.
  ///
  /// To be asked behind it.
  func mayFailOutside(_ stop: Stop, _ step: ReplayedStep) -> Bool {
    switch stop.statement.tree {
    case .transaction, .variableSet, .comment, .createFunction, .createAggregate, .createType,
      .createDomain, .createSchema, .createSequence:
      return false
    case .drop where stop.statement.dropsCode: return false
    case .createExtension, .createRole: return true
    case .query, .call:
      if callsOwnFunction(stop.statement, in: stop.source) { return true }
    default: break
    }
    let effects = step.effects
    return step.losesTrack || effects.unknown.contains(.locks)
      || step.changesManyRows
      || effects.work.contains { $0.relation.isShared }
      || effects.locks.contains {
        $0.mode >= .rowExclusive && $0.isTelling && $0.relation.isShared
      }
  }
}

extension Statement {
  /// What it drops is held by no relation, or the statement is refused.
  fileprivate var dropsCode: Bool {
    guard case .drop(let drop) = tree else { return false }
    return !drop.object.isRelation && drop.table == nil && drop.behavior.cascadeRange == nil
  }
}
