import ArgumentParser
import Effects

struct Rollback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Write the rollback of a migration.",
    discussion: """
      The migrations before it are replayed, then it; the rollback is what leads back to the schema before. It is written \
      where the project keeps such: a down section, a file beside the migration, --rollback lines, or comments below it. \
      What cannot come back stands in it as a note.

      Exit codes: 0 written, 1 there is nothing that could be written, or a rollback is there already, 2 usage, \
      configuration or unreadable input, 3 internal error.
      """)

  @Argument(help: ArgumentHelp("The migration.", valueName: "file"))
  var file: String

  @Flag(help: "Write the rollback.")
  var write = false

  @Flag(help: "Print what --write would write, and write nothing.")
  var print = false

  @Flag(help: "Replace a rollback that is there.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "The major version of PostgreSQL. Without it, the oldest that the configuration names, or else the newest.",
      valueName: "number"))
  var postgres: Int?

  @OptionGroup var sources: SourceOptions

  func run() throws {
    guard write != print else {
      throw ValidationError("rollback needs either --write or --print")
    }
    var settings = RollbackWriteSettings(sources: try sources.settings(paths: [file]))
    settings.isPrinted = print
    settings.replaces = force
    settings.postgres = try postgres.map(knownVersion)
    throw RollbackWriteRun(settings).run()
  }
}
