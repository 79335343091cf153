import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax

/// See rules/edited-migration.md.
struct EditedMigration: Rule {
  static let info = RuleInfo(
    id: "edited-migration", category: .history,
    summary: "A migration that is on the base branch, and may have run, was changed",
    recommended: .error, documented: .error)

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let framework = context.numbers?.framework ?? context.migration.framework
    switch context.base {
    case .unknown, .absent, .same: break
    case .changed(let old):
      guard context.migration.purpose == .migration else { return }
      checkChange(context, from: old, framework, &findings)
    case .removed: checkRemoval(context, framework, &findings)
    case .renamed(let path, let isChanged):
      guard context.migration.purpose == .migration else { return }
      checkRenaming(context, from: path, isChanged: isChanged, framework, &findings)
    }
  }

  // MARK: - Changed

  private func checkChange(
    _ context: MigrationContext, from old: [UInt8]?, _ framework: Framework?,
    _ findings: inout Findings
  ) {
    let bytes = context.migration.bytes
    var consequence = "databases that have run it do not get the change"
    var isCertain = false
    switch framework?.checksum {
    case .fails(let sentence): (consequence, isCertain) = (sentence, true)
    case .unnoticed(let sentence): consequence = sentence
    case .some(.none): consequence += ", and \(framework?.name ?? "the runner") does not notice"
    case nil: consequence += ", and some runners then refuse to run at all"
    }
    var place = 0
    if let old {
      let isSame =
        framework == .liquibase || !isCertain
        ? hasSameSteps(context.migration, old) : isSameText(old, bytes)
      if isSame { return }
      place = firstDifference(old, context.migration)
    }
    // What was changed may be a comment: the statement behind it.
    let statements = context.migration.forwardStatements
    let statement = statements.first { Int($0.range.end) > place } ?? statements.last
    let range = statement?.range ?? ByteRange(start: 0, end: UInt32(bytes.count))
    findings.report(
      "this migration is on the base branch and may have run, and here it was changed: "
        + consequence,
      at: range.firstLine(in: bytes), help: "take the change back, and put it into a new migration",
      isCertain: isCertain)
  }

  /// Checksums are not all taken over line breaks.
  private func isSameText(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    let carriageReturn = UInt8(ascii: "\r")
    return old.lazy.filter { $0 != carriageReturn }
      .elementsEqual(new.lazy.filter { $0 != carriageReturn })
  }

  /// The first token that differs; where all are the same, the first byte.
  private func firstDifference(_ old: [UInt8], _ migration: Migration) -> Int {
    let (before, after) = (tokens(reading(old, as: migration)), tokens(migration))
    let same = zip(before, after).prefix { $0.text == $1.text }.count
    if same < after.count { return after[same].start }
    if same < before.count { return migration.bytes.count }
    return zip(old, migration.bytes).prefix { $0 == $1 }.count
  }

  private func tokens(_ migration: Migration) -> [(text: ArraySlice<UInt8>, start: Int)] {
    migration.sections.filter { $0.kind == .up }.flatMap { section in
      section.syntax.lexed.tokens.map { (section.syntax.bytes[$0.range.indices], Int($0.start)) }
    }
  }

  /// What goes forward is the same, comments and white space aside; new changesets may stand beside the old ones.
  private func hasSameSteps(_ migration: Migration, _ old: [UInt8]) -> Bool {
    let (old, new) = (steps(reading(old, as: migration)), steps(migration))
    guard migration.framework == .liquibase else { return old == new }
    return old.allSatisfy(new.contains)
  }

  /// An older text of a migration.
  private func reading(_ bytes: [UInt8], as migration: Migration) -> Migration {
    var settings = RunnerSettings()
    settings.framework = migration.framework.map { FrameworkChoice($0) }
    return readMigration(path: migration.path, bytes: bytes, settings: settings)
  }

  /// The tokens of each section that goes forward.
  private func steps(_ migration: Migration) -> [[ArraySlice<UInt8>]] {
    migration.sections.filter { $0.kind == .up }.map { section in
      section.syntax.lexed.tokens.map { section.syntax.bytes[$0.range.indices] }
    }
  }

  // MARK: - Gone, or under another name

  private func checkRemoval(
    _ context: MigrationContext, _ framework: Framework?, _ findings: inout Findings
  ) {
    let purpose = purpose(ofFileAt: context.migration.path, Surroundings())
    guard purpose == .migration, context.key != nil else { return }
    // Another file may have its version: a new description.
    if let key = context.key, let numbers = context.numbers,
      !numbers.others(with: key, than: context.migration.path).isEmpty
    {
      return
    }
    let outcome = framework?.removedMigration
    findings.report(
      "this migration is on the base branch and may have run, and here it is gone: "
        + (outcome?.sentence ?? "what it has done stays, and nothing tells of it any more"),
      at: ByteRange(start: 0, end: 0),
      help: "put it back, and undo what it does in a new migration",
      isCertain: false)
  }

  private func checkRenaming(
    _ context: MigrationContext, from path: String, isChanged: Bool, _ framework: Framework?,
    _ findings: inout Findings
  ) {
    let old = VersionKey(ofFileAt: path, framework)
    guard let old, let new = context.key else { return }
    if old != new {
      findings.report(
        "this migration is on the base branch as \(OrderedName(path).name) and may have run: "
          + "under the version \(new.text) it runs once more"
          + (framework?.removedMigration.map { "; and where it has run, \($0.sentence)" } ?? ""),
        at: context.firstStatement ?? ByteRange(start: 0, end: 0), help: "give it back its name",
        isCertain: false)
    } else if isChanged {
      checkChange(context, from: nil, framework, &findings)
    }
  }
}
