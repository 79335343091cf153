import ArgumentParser
import Config
import Migrations

/// Options of the commands that read migrations under their configurations.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What runs the migrations, instead of what the files tell: goose, flyway, prisma@7.3, …",
      valueName: "name"))
  var framework: String?

  @Option(
    help: ArgumentHelp(
      """
      How files reach the server, if not as their runner sends them: autocommit, implicit, pipeline, \
      transaction-per-file, transaction-for-all, transaction-per-changeset or auto-split.
      """))
  var transport: String?

  @Option(help: ArgumentHelp("Use this configuration for all files.", valueName: "file"))
  var config: String?

  @Flag(help: "Use no configuration file.")
  var noConfig = false

  @Option(help: ArgumentHelp("The path that standard input stands for.", valueName: "path"))
  var stdinFilename: String?

  @Flag(help: "Nothing is known of what has run before: read no files but those that are given.")
  var noHistory = false

  @Option(help: ArgumentHelp("Colours: auto (the default), always or never.", valueName: "when"))
  var color: String?

  /// What the options say.
  ///
  /// - Parameter paths: those of the command.
  func settings(paths: [String]) throws -> SourceSettings {
    if stdinFilename != nil, !paths.contains("-") {
      throw ValidationError("--stdin-filename names standard input; give - as a path as well")
    }
    if config != nil, noConfig {
      throw ValidationError("--config and --no-config exclude each other; leave one of them out")
    }
    var settings = SourceSettings(paths: paths.isEmpty ? ["."] : paths)
    settings.standardInputName = stdinFilename
    settings.knowsHistory = !noHistory
    if let color {
      settings.color = try choice(color, option: "--color", noun: "choice of colours")
    }
    if let config { settings.configurations = .file(config) }
    if noConfig { settings.configurations = .none }
    settings.framework = try framework.map { text in
      try complaining(about: "--framework") { () throws(InvalidValue) in
        try frameworkChoice(text)
      }
    }
    settings.transport = try transport.map {
      try choice($0, option: "--transport", noun: "transport")
    }
    return settings
  }
}

/// Options of the commands that can be asked about what is new.
struct GitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only migrations that are new or changed since the present branch left this revision of git.",
      valueName: "revision"))
  var since: String?

  @Flag(help: "Only migrations that the next commit adds or changes, as git has them staged.")
  var staged = false

  /// What git is to be asked; nil for nothing.
  func query(paths: [String]) throws -> GitChanges.Query? {
    guard since != nil || staged else { return nil }
    guard !paths.contains("-") else {
      throw ValidationError(
        "--since and --staged choose among files; standard input (-) cannot be one of them")
    }
    return GitChanges.Query(since: since, isStaged: staged)
  }
}

/// Which files are read, and how.
struct SourceSettings: Sendable {
  var paths: [String]
  /// The path that standard input stands for.
  var standardInputName: String?
  /// Files of the same directories are read as well, for what runs before those that are given.
  var knowsHistory = true
  /// Only what git says is new or changed.
  var git: GitChanges.Query?
  var color = ColorChoice.auto
  var configurations = Configurations.Source.nearest
  // These win over configurations.
  var framework: FrameworkChoice?
  var transport: Transport?

  /// What is said about the runner of files that have this configuration.
  func runner(_ configuration: Configuration) -> RunnerSettings {
    RunnerSettings(
      framework: framework ?? configuration.framework,
      transport: transport ?? configuration.transport)
  }
}
