import Diagnostics
import Effects
import Migrations
import SQLLexer

/// See rules/changelog-entry.md.
struct ChangelogEntry: Rule {
  static let order = RuleOption(
    "order",
    .word(default: "newest-first", of: ["newest-first", "oldest-first", "any"]),
    summary: "How the entries of the changelog follow one another")
  static let info = RuleInfo(
    id: "changelog-entry", category: .documentation,
    summary: "A migration without a true entry in the changelog of the migrations",
    recommended: nil, documented: .warning, options: [order])

  func check(_ context: MigrationContext, _ findings: inout Findings) {
    let migration = context.migration
    guard migration.purpose == .migration, let number = migration.number,
      let first = migration.firstLineOfSQL
    else { return }
    let place = migration.header["Migration"]?.range ?? first
    switch context.changelog {
    case nil: break
    case .absent(let firstNumber):
      guard firstNumber == number else { return }
      findings.report(
        "there is no changelog beside these migrations", at: place,
        help: "write CHANGELOG.md with an entry for each migration, or say in whimbrel.toml where "
          + "it is, as in changelog = \"docs/MIGRATIONS.md\":\n" + entry(for: migration, number))
    case .present(let changelog):
      let order = context.options.word(Self.order, of: Self.info.id)
      let check = Check(
        changelog: changelog, migration: migration, number: number, place: place, order: order)
      check.report(&findings)
    }
  }
}

/// A migration before its changelog.
private struct Check {
  var changelog: Changelog
  var migration: Migration
  var number: MigrationNumber
  /// Where findings stand that are not about one place of the migration.
  var place: ByteRange
  var order: String

  func report(_ findings: inout Findings) {
    let entries = changelog.entries(of: number)
    if let entry = entries.first {
      reportHeading(entry, &findings)
      reportOrder(entry, &findings)
      reportRollback(entry, &findings)
    } else {
      findings.report(
        "\(changelog.path) has no entry for migration \(number)", at: place,
        help: "add to it:\n" + Lint.entry(for: migration, number))
    }
    if entries.count > 1 {
      findings.report(
        "\(changelog.path) has \(entries.count) entries for migration \(number)", at: place,
        help: "leave one of them",
        related: entries.map { related($0.heading, "an entry for \(number)") })
    }
    for orphan in changelog.orphans(behind: number) {
      findings.report(
        "\(changelog.path) has an entry for migration \(orphan.number), which does not exist",
        at: place, help: "give the entry the number of its migration, or take it out",
        related: [related(orphan.heading, "the entry")])
    }
  }

  private func reportHeading(_ entry: Changelog.Entry, _ findings: inout Findings) {
    guard let mistake = entry.mistakes.first else { return }
    let what =
      switch mistake {
      case .form: "is not headed ## [\(number)]"
      case .noTitle: "has no title"
      case .noDate: "does not end with a day"
      case .noSuchDay(let day): "has the day \(day), which does not exist"
      }
    findings.report(
      "the entry for migration \(number) in \(changelog.path) \(what)", at: place,
      help: "write ## [\(number)] <title> - <day, as in 2025-11-10>",
      related: [related(entry.heading, "the entry")])
  }

  private func reportOrder(_ entry: Changelog.Entry, _ findings: inout Findings) {
    guard let above = changelog.entry(above: number) else { return }
    let isNewestFirst = order == "newest-first"
    let isMisplaced =
      switch order {
      case "newest-first": above.number < number
      case "oldest-first": number < above.number
      default: false
      }
    guard isMisplaced else { return }
    findings.report(
      "the entry for migration \(number) in \(changelog.path) stands below that for "
        + "\(isNewestFirst ? "the older" : "the newer") \(above.number)",
      at: place,
      help: "put the entries in order, the \(isNewestFirst ? "newest" : "oldest") first",
      related: [related(entry.heading, "the entry"), related(above.heading, "the one above it")])
  }

  /// Whether the changelog says the truth about the way back.
  private func reportRollback(_ entry: Changelog.Entry, _ findings: inout Findings) {
    guard let line = entry.rollback, migration.firstChange != nil else { return }
    let related = [related(line.range, "what it says")]
    let reversible = migration.header["Reversible"]?.range
    switch line.isAvailable {
    case nil:
      findings.report(
        "\(changelog.path) says neither Yes nor No to whether there is a rollback of \(number)",
        at: place, help: "write Rollback available: Yes, or No and why", related: related)
    case true? where !migration.hasWayBack:
      findings.report(
        "\(changelog.path) says that there is a rollback of \(number), and there is none",
        at: reversible ?? place, help: "write the rollback, or Rollback available: No, and why",
        related: related)
    case false? where migration.hasWayBack:
      if case .no = migration.header.reversible { return }
      findings.report(
        "\(changelog.path) says that there is no rollback of \(number), and there is one",
        at: migration.headingOfWayBack ?? reversible ?? place,
        help: "write Rollback available: Yes",
        related: related)
    default: break
    }
  }

  private func related(_ range: ByteRange, _ message: String) -> RelatedPlace {
    RelatedPlace(path: changelog.path, range: range, message: message)
  }
}

extension Migration {
  /// It has a way back that does something.
  fileprivate var hasWayBack: Bool {
    switch rollback {
    case .section(_, let isEmpty): !isEmpty
    case .companion: true
    case .none, .isRollback: false
    }
  }

  /// Where its way back begins, if that is in the file.
  fileprivate var headingOfWayBack: ByteRange? {
    if case .section(let heading, _) = rollback { heading } else { nil }
  }
}

/// What the guide would have the changelog say of a migration, with what its header tells.
private func entry(for migration: Migration, _ number: MigrationNumber) -> String {
  let title = migration.header["Description"]?.value ?? ""
  let date = migration.header["Date"]?.value ?? ""
  let rollback = migration.hasWayBack ? "Yes" : "No, <why>"
  return "## [\(number)] \(title.isEmpty ? "<title>" : title) - "
    + "\(CalendarDate(date) == .day ? date : "<day, as in 2025-11-10>")\n"
    + "- Rollback available: \(rollback)"
}
