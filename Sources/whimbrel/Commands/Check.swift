import ArgumentParser
import Config
import Lint
import Migrations
import Reporters

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report what is wrong with migrations (the default).",
    discussion: """
      Files are checked as one history, in the order given; those of a directory in the order of their numbers. \
      Without a path, the current directory is checked.
      """)

  // Every option is a text, read below: a type of its own for each would cost start-up time, which a hook pays for every
  // commit.

  @Argument(
    help: ArgumentHelp("Files, directories, globs, or - for standard input.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "How findings are printed: text (the default), concise, json or github.",
      valueName: "format"))
  var outputFormat: String?

  @Option(help: ArgumentHelp("Check only these rules (comma-separated).", valueName: "rules"))
  var select: [String] = []

  @Option(help: ArgumentHelp("Switch these rules off (comma-separated).", valueName: "rules"))
  var ignore: [String] = []

  @Option(help: "The rules to start from: recommended (the default), documented or all.")
  var preset: String?

  @Option(
    help: ArgumentHelp(
      "Fail on findings of this severity or worse: info, warning, error (the default) or never.",
      valueName: "severity"))
  var failOn: String?

  @Flag(help: "Do not fail because of findings: the same as --fail-on never.")
  var exitZero = false

  @Flag(help: "Print how often each rule was broken instead of the findings.")
  var statistics = false

  @Flag(help: "Print what runs each file, how that is known, and how its sections are sent.")
  var showFiles = false

  @Option(
    help: ArgumentHelp(
      "The versions of PostgreSQL that the migrations run on: 15, or 14-18 (the default).",
      valueName: "versions"))
  var postgres: String?

  @OptionGroup var known: BaselineOptions

  @OptionGroup var fixing: FixOptions

  @OptionGroup var git: GitOptions

  @OptionGroup var sources: SourceOptions

  @Flag(name: .shortAndLong, help: "Print findings and errors only.")
  var quiet = false

  func run() throws {
    let settings = try settings()
    finish { await CheckRun(settings).run() }
  }

  /// What the options say.
  private func settings() throws -> CheckSettings {
    var settings = CheckSettings(sources: try sources.settings(paths: paths))
    settings.sources.git = try git.query(paths: paths)
    if let outputFormat {
      settings.format = try choice(outputFormat, option: "--output-format", noun: "output format")
    }
    settings.printsStatistics = statistics
    if statistics, settings.format == .json || settings.format == .github {
      throw ValidationError(
        "--statistics prints a table; it goes with the formats text and concise only")
    }
    settings.showsFiles = showFiles
    if showFiles, statistics || ![.text, .json].contains(settings.format) {
      throw ValidationError("--show-files prints text or JSON, and nothing else")
    }
    settings.isQuiet = quiet
    settings.fixes = try fixing.settings(git: git)
    settings.baseline = try known.baselineSettings()
    settings.allowReason = try known.reason(paths: paths, git: git)
    if settings.fixes != nil, settings.allowReason != nil || settings.baseline.change == .write {
      let option = settings.allowReason != nil ? "--add-allow" : "--write-baseline"
      throw ValidationError(
        "\(option) keeps what is found, and fixes remove it: one after the other")
    }

    settings.preset = try preset.map { try choice($0, option: "--preset", noun: "preset") }
    settings.postgres = try postgres.map { text in
      try complaining(about: "--postgres") { () throws(InvalidValue) in try postgresVersions(text) }
    }
    settings.selected = try rules(select, option: "--select")
    settings.ignored = try rules(ignore, option: "--ignore")
    settings.failOn = try failOn.map { try choice($0, option: "--fail-on", noun: "severity") }
    if exitZero {
      if let failOn = settings.failOn, failOn != .never {
        throw ValidationError("--exit-zero and --fail-on exclude each other; leave one of them out")
      }
      settings.failOn = .never
    }
    return settings
  }

  /// The rules of comma-separated lists.
  private func rules(_ lists: [String], option: String) throws -> [String] {
    var ids: [String] = []
    for list in lists {
      for id in list.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) {
        guard Registry.rule(id) != nil else {
          let error = unknownRule(id, known: Configurations.vocabulary.rules)
          throw ValidationError("\(option): \(error)")
        }
        ids.append(id)
      }
    }
    return ids
  }
}

/// What `check` was asked to do.
struct CheckSettings: Sendable {
  var sources: SourceSettings
  var format = OutputFormat.text
  var printsStatistics = false
  /// Says how files are read instead of checking them.
  var showsFiles = false
  var isQuiet = false
  /// nil: nothing is fixed.
  var fixes: FixRequest?
  var baseline = BaselineSettings()
  /// Instead of being reported, findings are approved in the files, for this reason.
  var allowReason: String?

  // These win over configurations.
  var preset: Preset?
  var postgres: ClosedRange<Int>?
  /// Only these rules, unless it is empty.
  var selected: [String] = []
  var ignored: [String] = []
  var failOn: FailOn?
}
