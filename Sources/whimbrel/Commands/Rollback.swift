import ArgumentParser
import Effects

struct Rollback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Show how a migration is undone, whether that undoes it, or write what does.",
    discussion: """
      The way back of a migration is its down sections, or the rollback that it keeps in comments, or a file beside it. \
      --show prints its SQL in the order in which it runs, without the marks of comments. --check runs the migrations \
      before it, the migration and its way back on a model of a server, and tells what is not as it was before.

      --write writes what leads back to the schema before, where the project keeps such: a down section, a file beside \
      the migration, --rollback lines, or comments below it. What cannot come back stands in it as a note. --print \
      prints that text and writes nothing.

      Exit codes: 0 the rollback is there and undoes the migration as far as the files tell, or was written; 1 it is \
      missing, fails or does not undo it, or there is nothing that could be written; 2 usage, configuration or \
      unreadable input; 3 internal error.
      """)

  @Argument(help: ArgumentHelp("Migrations: files, directories or globs.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Print the SQL of the rollback (the default).")
  var show = false

  @Flag(help: "Tell whether the rollback undoes the migration, and what is left where it does not.")
  var check = false

  @Flag(help: "Write the rollback of one migration.")
  var write = false

  @Flag(help: "Print what --write would write, and write nothing.")
  var print = false

  @Flag(help: "With --write: replace a rollback that is there.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "The major version of PostgreSQL. Without it, the oldest that the configuration names, or else the newest.",
      valueName: "number"))
  var postgres: Int?

  @OptionGroup var sources: SourceOptions

  func run() throws {
    let actions = [("--show", show), ("--check", check), ("--write", write), ("--print", print)]
      .filter(\.1).map(\.0)
    if actions.count > 1 {
      throw ValidationError(
        "\(actions[0]) and \(actions[1]) exclude each other; leave one of them out")
    }
    if force, !write, !print { throw ValidationError("--force goes with --write or --print only") }
    let version = try postgres.map(knownVersion)
    let sources = try sources.settings(paths: paths)
    if write || print {
      guard paths.count == 1 else {
        throw ValidationError("\(actions[0]) takes one migration at a time")
      }
      var settings = RollbackWriteSettings(sources: sources)
      settings.isPrinted = print
      settings.replaces = force
      settings.postgres = version
      throw RollbackWriteRun(settings).run()
    }
    var settings = RollbackSettings(sources: sources)
    settings.action = check ? .check : .show
    settings.postgres = version
    throw RollbackRun(settings).run()
  }
}

/// What `rollback` was asked to do.
struct RollbackSettings {
  enum Action { case show, check }

  var sources: SourceSettings
  var action = Action.show
  var postgres: Int?
}
