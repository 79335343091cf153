import ArgumentParser
import Config
import Lint

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Find out how a project migrates, and write its configuration.",
    discussion: """
      Looks for migrations, what runs them, the schema file, the changelog and the version of PostgreSQL; prints what it \
      found, and why; writes whimbrel.toml. On a terminal it asks whether to write a git hook, an entry for pre-commit and \
      a job for CI as well; elsewhere it writes those that the options name.

      Nothing that is there is written over without --force.
      """)

  @Argument(
    help: ArgumentHelp("The project; by default the current directory.", valueName: "directory"))
  var directory = "."

  @Option(help: "The rules to start from: recommended, documented or all.")
  var preset: String?

  @Flag(help: "Write a git hook that checks what is about to be committed.")
  var hook = false

  @Flag(help: "Add whimbrel to .pre-commit-config.yaml.")
  var preCommit = false

  @Option(help: ArgumentHelp("Write a job for github or gitlab.", valueName: "service"))
  var ci: String?

  @Flag(help: "Write over what is there.")
  var force = false

  func run() throws {
    var settings = InitSettings(directory: Path.normalized(directory))
    settings.preset = try preset.map { try choice($0, option: "--preset", noun: "preset") }
    settings.writesHook = hook
    settings.writesPreCommit = preCommit
    settings.service = try ci.map { try choice($0, option: "--ci", noun: "service") }
    settings.overwrites = force
    throw InitRun(settings).run()
  }
}

/// Where jobs run that check every change.
enum CIService: String, CaseIterable {
  case github, gitlab
}

/// What `init` was asked to do.
struct InitSettings {
  var directory: String
  var preset: Preset?
  var writesHook = false
  var writesPreCommit = false
  var service: CIService?
  var overwrites = false
}
