import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// Runs the rules over one file.
///
/// - Parameter place: of the file in the history.
func check(
  _ input: LintInput, _ migration: Migration, rules: RuleSet, history: History, at place: Int
) -> FileReport {
  let active = rules.active(under: input.settings)
  let unread = unreadPlaces(of: migration)
  let context = MigrationContext(
    migration: migration, transport: input.settings.transport, preset: input.settings.preset,
    postgres: input.settings.postgres,
    validatedLater: ValidatedConstraints(history, at: place), unread: unread)
  var findings = Findings(
    preset: input.settings.preset, sections: SectionMap(migration.sections),
    suppressions: Suppressions(
      migration, known: rules.ids, active: Set(active.map(\.info.id))))

  for active in active {
    findings.begin(active)
    active.rule.check(context, &findings)
  }
  var relations = RelationKnowledge(history: history.relations, migration: place)
  var constraints = ConstraintKnowledge(history: history.constraints, migration: place)
  let ups = migration.sections.filter { $0.kind == .up }
  let waysBack = migration.sections.filter { $0.kind != .up }
  for section in ups {
    check(section, context, &relations, &constraints, active, &findings)
  }
  if !waysBack.isEmpty { relations.beginWaysBack() }
  for section in waysBack {
    check(section, context, &relations, &constraints, active, &findings)
  }
  findings.section = nil
  for allow in findings.suppressions.allows {
    for active in active {
      findings.begin(active)
      active.rule.check(allow, &findings)
    }
  }

  let statements = migration.sections.lazy.flatMap(\.syntax.statements)
  return FileReport(
    path: input.path, bytes: input.bytes, transport: input.settings.transport,
    statements: migration.sections.reduce(0) { $0 + $1.syntax.statements.count },
    unparsed: statements.reduce(0) { $0 + ($1.isRead ? 0 : 1) },
    findings: findings.finished(endOfFile: UInt32(input.bytes.count)), omitted: findings.omitted)
}

/// Runs the rules over the statements of a section.
private func check(
  _ section: Section, _ context: MigrationContext, _ relations: inout RelationKnowledge,
  _ constraints: inout ConstraintKnowledge, _ active: [RuleSet.Active],
  _ findings: inout Findings
) {
  findings.section = section.kind
  let walk = Walk(section, transport: transport(of: section, context))
  let guards = SectionGuards(walk, section)
  var before = Before()
  walk.forEach { stop in
    relations.enter(stop.context)
    let effects = WrittenEffects(of: stop.statement, in: stop.source, refusal: stop.refusal)
    let outcome = run(
      stop, effects, section, context, relations, constraints, before, guards, active, &findings)
    if outcome.runsConcurrently { before.lastConcurrent = stop.statement.range }
    if !outcome.isRepeatable, before.firstUnrepeatable == nil {
      before.firstUnrepeatable = stop.statement.range
    }
    if !stop.context.isRolledBack {
      constraints.apply(
        ConstraintEvent.events(of: stop.statement, in: stop.source, key: relations.key(of:)),
        transaction: stop.context.number)
    }
    relations.apply(
      stop.statement, effects, in: stop.context,
      isConditional: outcome.isConditional)
  }
  relations.endSection()
  constraints.endSection()
}

/// A rollback that is kept in comments is run by hand, unless the runner reads those comments.
private func transport(of section: Section, _ context: MigrationContext) -> Transport {
  let isRunByHand = section.kind == .rollback && context.transport != .transactionPerChangeset
  return isRunByHand ? .autocommit : context.transport
}

/// What a step needs to know of those before it in the section.
private struct Before {
  var firstUnrepeatable: ByteRange?
  var lastConcurrent: ByteRange?
}

/// What the steps after a step need to know of it.
private struct Outcome {
  /// It runs only under a condition.
  var isConditional: Bool
  /// It can run a second time.
  var isRepeatable: Bool
  var runsConcurrently: Bool
}

/// Runs the rules over one statement. The step is gone when this returns, and with it its hold on
/// `relations` and `constraints`, which can then change without being copied.
private func run(
  _ stop: Stop, _ effects: WrittenEffects, _ section: Section, _ context: MigrationContext,
  _ relations: RelationKnowledge, _ constraints: ConstraintKnowledge,
  _ before: Before, _ guards: SectionGuards, _ active: [RuleSet.Active],
  _ findings: inout Findings
) -> Outcome {
  var step = Step(
    statement: stop.statement, effects: effects,
    transaction: stop.context, section: section, index: stop.index, guarding: .none,
    relations: relations, constraints: constraints, timeline: guards.timeline,
    firstUnrepeatable: before.firstUnrepeatable, lastConcurrent: before.lastConcurrent,
    isFollowedByChange: guards.lastChange > stop.index, migration: context)
  guards.apply(to: &step, at: stop)
  // A statement that PostgreSQL cannot read does nothing.
  if stop.statement.syntaxError == nil {
    for active in active {
      findings.begin(active)
      active.rule.check(step, &findings)
    }
  }
  return Outcome(
    isConditional: stop.block?.testsCatalog ?? (step.guarding == .psqlIf),
    isRepeatable: step.effects.rerun.isEmpty, runsConcurrently: step.runsConcurrently)
}
