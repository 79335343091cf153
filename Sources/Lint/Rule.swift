package import Diagnostics

/// What a rule is about.
package enum RuleCategory: String, CaseIterable, Sendable {
  case rerun = "rerun"
  case dataLoss = "data-loss"
  case locking = "locking"
  /// What breaks the release of the application that runs while the migration does, and after it.
  case clientCompatibility = "client-compatibility"
  case transactions = "transactions"
  case rollback = "rollback"
  case security = "security"
  case design = "design"
  case documentation = "documentation"
  case history = "history"
  case coverage = "coverage"
}

/// The presets, each with a severity (or none) for every rule.
package enum Preset: String, CaseIterable, Sendable {
  /// What a senior DBA would stop a pull request for, or want to be told.
  case recommended
  /// The migration guide to the letter.
  case documented
  /// Every rule.
  case all
}

/// What `--fix` can do about the findings of a rule; one that cannot be fixed where it stands has no fix all the same.
package enum Fixability: String, CaseIterable, Sendable {
  /// The fixed SQL does the same, more safely.
  case safe
  /// It changes what the migration does, or how many there are: only with `--unsafe-fixes`.
  case unsafe
}

/// The card of a rule. Its page is rules/<id>.md.
package struct RuleInfo: Sendable {
  package var id: String
  package var category: RuleCategory
  /// One line for lists: what it reports.
  package var summary: String
  /// nil: off in that preset.
  package var recommended: Severity?
  package var documented: Severity?
  /// What it can be told beside its severity.
  package var options: [RuleOption]
  /// The least safe of its fixes; nil where it has none.
  package var fix: Fixability?
  /// The first version of PostgreSQL, by major, in which there is something to report; nil: every one.
  package var since: Int?

  package init(
    id: String, category: RuleCategory, summary: String, recommended: Severity?,
    documented: Severity?, options: [RuleOption] = [], fix: Fixability? = nil, since: Int? = nil
  ) {
    self.id = id
    self.category = category
    self.summary = summary
    self.recommended = recommended
    self.documented = documented
    self.options = options
    self.fix = fix
    self.since = since
  }

  package func severity(in preset: Preset) -> Severity? {
    switch preset {
    case .recommended: recommended
    case .documented: documented
    case .all: documented ?? recommended ?? .info
    }
  }
}

/// One rule: it looks at steps, or at a migration as a whole, and reports what a person should act
/// on.
package protocol Rule: Sendable {
  static var info: RuleInfo { get }
  init()
  /// Called for every statement of every section, those inside DO blocks included.
  func check(_ step: Step, _ findings: inout Findings)
  /// Called once a file.
  func check(_ migration: MigrationContext, _ findings: inout Findings)
  /// Called for every allow comment of a file, when all else has been found.
  func check(_ allow: Allow, _ findings: inout Findings)
}

extension Rule {
  package func check(_ step: Step, _ findings: inout Findings) {}
  package func check(_ migration: MigrationContext, _ findings: inout Findings) {}
  package func check(_ allow: Allow, _ findings: inout Findings) {}
}
