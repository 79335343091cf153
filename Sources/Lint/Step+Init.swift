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
      statement: stop.statement, source: stop.source, effects: replayed.effects,
      written: WrittenEffects(of: stop.statement, in: stop.source, refusal: stop.refusal),
      transaction: stop.context, section: section, index: stop.index, guarding: .none,
      emptied: before.emptied, held: before.locks, typeChanges: replayed.typeChanges,
      definitions: replayed.definitions,
      additions: replayed.additions,
      changesManyRows: replayed.changesManyRows, keys: replayed.keys, data: replayed.data,
      takenName: replayed.takenName, requiredColumns: replayed.requiredColumns,
      path: before.path, timeline: guards.timeline, replacements: guards.replacements,
      firstUnrepeatable: before.firstUnrepeatable,
      lastConcurrent: before.lastConcurrent, isFollowedByChange: guards.lastChange > stop.index,
      code: replayed.code, migration: migration)
    if !before.hasFailed { failure = replayed.failure }
    guards.apply(to: &self, at: stop)
    if guarding == .psqlIf { failure = nil }
  }
}
