import Diagnostics
import Effects
import Migrations
import SQLLexer
import SQLSyntax

@testable import Lint

/// Reports what a second run of each statement would meet.
struct RerunProbe: Rule {
  static let info = RuleInfo(
    id: "probe-rerun", category: .rerun, summary: "", recommended: .warning, documented: .error)
  func check(_ step: Step, _ findings: inout Findings) {
    for hazard in step.written.rerun {
      findings.report(hazard.subject, at: hazard.range, mitigated: step.transaction.isWholeSection)
    }
  }
}

/// Reports what keeps a second run of a statement from hurting.
struct GuardProbe: Rule {
  static let info = RuleInfo(
    id: "probe-guard", category: .rerun, summary: "", recommended: nil, documented: nil)
  func check(_ step: Step, _ findings: inout Findings) {
    guard step.guarding != .none else { return }
    findings.report("\(step.guarding)", at: step.statement.range)
  }
}

/// Reports data that goes.
struct DropProbe: Rule {
  static let info = RuleInfo(
    id: "probe-drop", category: .dataLoss, summary: "", recommended: .error, documented: .error)
  func check(_ step: Step, _ findings: inout Findings) {
    for drop in step.written.drops {
      findings.report("drops \(drop.name.description)", at: drop.range)
    }
  }
}

/// Reports indexes on tables that are not new.
struct IndexProbe: Rule {
  static let info = RuleInfo(
    id: "probe-index", category: .locking, summary: "", recommended: .error, documented: .error)
  func check(_ step: Step, _ findings: inout Findings) {
    guard case .createIndex(let index) = step.statement.tree, !step.isPrivate(index.table) else {
      return
    }
    findings.report("index on \(index.table.description)", at: step.statement.range)
  }
}

/// Reports what a whole file tells.
struct FileProbe: Rule {
  static let info = RuleInfo(
    id: "probe-file", category: .coverage, summary: "", recommended: .info, documented: nil)
  func check(_ migration: MigrationContext, _ findings: inout Findings) {
    for place in migration.unread {
      let kind = if case .syntaxError(let message, _) = place.kind { message } else { "unread" }
      findings.report("\(kind) in \(place.section)", at: place.range)
    }
    for section in migration.migration.sections {
      for statement in section.syntax.statements {
        guard case .alterTable(let alter) = statement.tree else { continue }
        for command in alter.commands where command.constraint?.isNotValid == true {
          guard let name = command.name else { continue }
          let constraint = ConstraintReference(table: alter.name, constraint: name)
          guard !migration.validatedLater.contains(constraint) else { continue }
          findings.report("\(name.text) is never validated", at: command.range)
        }
      }
    }
  }
}

/// Reports allow comments as the two rules about them do.
struct AllowProbe: Rule {
  static let info = RuleInfo(
    id: "probe-allow", category: .coverage, summary: "", recommended: .warning,
    documented: .warning)
  func check(_ allow: Allow, _ findings: inout Findings) {
    if let mistake = allow.mistake { findings.report("\(mistake)", at: allow.range) }
    for subject in allow.subjects where subject.outcome != .used {
      findings.report("\(subject.rule) \(subject.outcome)", at: subject.range)
    }
  }
}

let probes: [any Rule] = [
  AllowProbe(), DropProbe(), FileProbe(), GuardProbe(), IndexProbe(), RerunProbe(),
]

/// The report of one file, checked by the probes.
func report(
  _ sql: String, only rules: [any Rule] = probes, transport: Transport = .autocommit,
  preset: Preset = .recommended
) async -> FileReport {
  let settings = LintSettings(preset: preset, runner: RunnerSettings(transport: transport))
  let input = LintInput(path: "001_x.sql", bytes: Array(sql.utf8), settings: settings)
  return await lint([input], rules: rules, isParallel: false)[0]
}

/// The messages of findings that count.
func messages(
  _ sql: String, only rules: any Rule..., transport: Transport = .autocommit,
  preset: Preset = .recommended
) async -> [String] {
  await report(sql, only: rules, transport: transport, preset: preset).findings
    .filter { $0.approval == nil }
    .map(\.message)
}
