import ArgumentParser
import Config
import Effects
import Migrations
import Plan
import Reporters

struct Plan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Tell what happens when migrations run.",
    discussion: """
      Which locks are held from statement to statement, what waits for them, where the work is, what fails, what is \
      lost; and the checklist of a deployment, ticked where the files prove it.

      Files are planned as one history, in the order given; those of a directory in the order of their numbers. Ways \
      back and schema.sql are left out, unless nothing else is given. Without a path, the current directory is planned.

      Exit codes: 0 everything can run, 1 a statement fails for certain, 2 usage, configuration, unreadable input or \
      nothing to plan, 3 internal error.
      """)

  @Argument(
    help: ArgumentHelp("Files, directories, globs, or - for standard input.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "How the plan is printed: \(list(PlanFormat.allCases.map(\.rawValue))); text is the default.",
      valueName: "format"))
  var outputFormat: String?

  @Option(
    help: ArgumentHelp(
      """
      A file or directory that has run before, and of which nothing is printed. May be given again. Without it, the \
      files that come before the given ones in their directories.
      """, valueName: "path"))
  var history: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The major version of PostgreSQL. Without it, the oldest that the configuration names, or else \
      \(Replay.newestVersion).
      """, valueName: "number"))
  var postgres: Int?

  @OptionGroup var git: GitOptions

  @OptionGroup var sources: SourceOptions

  func run() throws {
    var settings = PlanSettings(sources: try sources.settings(paths: paths))
    settings.sources.git = try git.query(paths: paths)
    if let outputFormat {
      settings.format = try choice(outputFormat, option: "--output-format", noun: "output format")
    }
    if sources.noHistory, !history.isEmpty {
      throw ValidationError("--history and --no-history exclude each other; leave one of them out")
    }
    settings.history = history
    settings.postgres = try postgres.map(knownVersion)
    throw PlanRun(settings).run()
  }
}

/// What `plan` was asked to do.
struct PlanSettings {
  var sources: SourceSettings
  var format = PlanFormat.text
  /// What has run before; empty for the files before each in its directory.
  var history: [String] = []
  var postgres: Int?
}
