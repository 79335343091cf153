import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

/// A file that the rules have looked at, while its history goes on.
struct CheckedFile: Sendable {
  /// Of the file among those of the run.
  var place: Int
  var report: FileReport
  /// What findings say is wanting behind the file, by their places.
  var lacks: [(finding: Int, lack: MigrationOutcome.Lack)]
}

/// Runs the rules over one file.
///
/// - Parameters:
///   - rules: those that run for it.
///   - ruleIDs: the ids of all rules.
///   - place: of the file among those of the run.
func check(
  _ input: LintInput, _ read: ReadMigration, _ replayed: ReplayedFile,
  rules: RuleSet.Selection, ruleIDs: Set<String>, _ numbering: Numbering,
  _ validated: ValidatedConstraints, _ names: NamesOfRun, at place: Int
) -> CheckedFile {
  let migration = read.migration
  let unread = unreadPlaces(of: migration)
  let context = MigrationContext(
    input, migration, replayed, unread: unread, numbering.numbers(around: input.location),
    validated, names)
  var findings = Findings(
    of: rules.active, preset: input.settings.preset, sections: SectionMap(migration.sections),
    suppressions: Suppressions(migration, known: ruleIDs, active: rules.ids))

  findings.forEachRule { $0.rule.check(context, &$1) }
  let sections = zip(read.walks, replayed.steps)
  var failing = unread.count
  for (walk, steps) in sections where walk.section.kind == .up {
    failing += check(walk, steps, context, &findings)
  }
  for (walk, steps) in sections where walk.section.kind != .up {
    failing += check(walk, steps, context, &findings)
  }
  findings.section = nil
  for allow in findings.suppressions.allows {
    findings.forEachRule { $0.rule.check(allow, &$1) }
  }

  let statements = migration.sections.lazy.flatMap(\.syntax.statements)
  let omitted = findings.omitted
  let (all, lacks) = findings.finished(
    endOfFile: UInt32(input.bytes.count), FixGround(migration, unread: unread))
  let report = FileReport(
    path: input.path, bytes: input.bytes, framework: migration.framework,
    transport: migration.transport,
    statements: migration.sections.reduce(0) { $0 + $1.syntax.statements.count },
    unparsed: statements.reduce(0) { $0 + ($1.isRead ? 0 : 1) },
    findings: all, omitted: omitted, failing: failing, referred: referred(input),
    location: input.location, base: input.base,
    migration: input.settings.keepsMigrations ? migration : nil)
  return CheckedFile(place: place, report: report, lacks: lacks)
}

/// Files beside the migration that its findings may refer to.
private func referred(_ input: LintInput) -> [ReferredFile] {
  var files = input.schema.map { [$0] } ?? []
  if case .present(let changelog) = input.changelog {
    files.append(ReferredFile(path: changelog.path, bytes: changelog.bytes))
  }
  return files
}

/// Runs the rules over the statements of a section.
///
/// - Returns: how many of them fail for certain.
private func check(
  _ walk: Walk, _ steps: [SharedStep], _ context: MigrationContext, _ findings: inout Findings
) -> Int {
  let section = walk.section
  findings.section = section.kind
  let guards = SectionGuards(walk, steps)
  var before = Before(
    isOneTransaction: !guards.isSentApart && context.isOneTransaction(section))
  var failing = 0
  walk.forEach { stop in
    let replayed = steps[stop.index]
    before.enter(stop.context, otherwise: stop.otherContext)
    let outcome = run(stop, replayed, before, guards, section, context, &findings)
    before.note(outcome, replayed.told.effects, at: stop)
    if outcome.fails || stop.refusal != nil && stop.context.opening != nil { failing += 1 }
  }
  return failing
}

/// Runs the rules over one statement. The step is gone when this returns, and with it its hold on what stands before it,
/// which can then change without being copied.
private func run(
  _ stop: Stop, _ replayed: SharedStep, _ before: Before, _ guards: SectionGuards,
  _ section: Section, _ context: MigrationContext, _ findings: inout Findings
) -> Before.Outcome {
  let step = Step(stop, replayed, before, guards, section, context)
  // A statement that PostgreSQL cannot read does nothing.
  if stop.statement.syntaxError == nil {
    // How long others wait does not matter for what a way back does not reach: rollback-fails has told why.
    let isUnreached = section.kind != .up && before.hasFailed
    findings.forEachRule { active, findings in
      if isUnreached, active.info.category == .locking { return }
      active.rule.check(step, &findings)
    }
  }
  return Before.Outcome(
    isRepeatable: step.written.rerun.isEmpty,
    failsAgain: step.written.rerun.contains { $0.sqlstate != nil },
    recordsVersion: step.recordsVersion,
    runsConcurrently: step.runsConcurrently,
    fails: step.failure != nil, worksLong: !step.longWork.isEmpty,
    waitsUnbounded: step.unboundedWait != nil, blamed: step.unboundedWait?.cause.place)
}
