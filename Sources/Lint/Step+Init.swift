import Diagnostics
import Effects
import Migrations
import SQLSyntax

extension Step {
  init(
    _ stop: Stop, _ replayed: ReplayedStep, _ before: Before, _ guards: SectionGuards,
    _ section: Section, _ migration: MigrationContext
  ) {
    self.init(
      statement: stop.statement, source: stop.source, replayed: replayed,
      written: WrittenEffects(of: stop.statement, in: stop.source, refusal: stop.refusal),
      transaction: stop.context, section: section, index: stop.index, guarding: .none,
      emptied: before.emptied, mustBeEmpty: before.mustBeEmpty, held: before.locks,
      isInUncommittedLoop: stop.block?.looped.contains(stop.statement.range) ?? false,
      loopedOver: stop.block?.rowLoops[stop.statement.range], waits: before.waits,
      later: guards.later, path: before.path, timeline: guards.timeline,
      replacements: guards.replacements, setsSequences: guards.setsSequences,
      keyed: before.keyed, assumed: before.assumed, firstUnrepeatable: before.firstUnrepeatable,
      isUnreachedAgain: before.transactionFailsAgain, stopBehind: guards.risk(behind: stop),
      isSentApart: guards.isSentApart,
      lastConcurrent: before.lastConcurrent, isFollowedByChange: guards.lastChange > stop.index,
      migration: migration)
    if !before.hasFailed { failure = replayed.failure }
    guards.apply(to: &self, at: stop)
    if guarding == .psqlIf { failure = nil }
  }
}
