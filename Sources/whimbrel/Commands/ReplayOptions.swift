import ArgumentParser
import Config
import Effects
import Migrations

/// How a history is replayed.
struct ReplayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A file that runs before the others on an empty database, and of which nothing is printed. May be given again.
      """,
      valueName: "path"))
  var history: [String] = []

  @Option(help: ArgumentHelp("The major version of PostgreSQL.", valueName: "number"))
  var postgres = Replay.newestVersion

  @Option(
    help: ArgumentHelp("What runs the migrations, if the text does not tell.", valueName: "name"))
  var framework: String?

  @Option(
    help: ArgumentHelp(
      "How files reach the server, if not as their runner sends them.", valueName: "transport"))
  var transport: String?

  /// A model of a server, and what is said about the runner.
  func server() throws -> (Replay, RunnerSettings) {
    var runner = RunnerSettings()
    runner.transport = try transport.map {
      try choice($0, option: "--transport", noun: "transport")
    }
    runner.framework = try framework.map { text in
      try complaining(about: "--framework") { () throws(InvalidValue) in
        try frameworkChoice(text)
      }
    }
    let server = Replay(
      version: try knownVersion(postgres), isEmpty: !history.isEmpty, expectsWholeHistory: true)
    return (server, runner)
  }
}

/// The value of --postgres, if it is a version whose effects are known.
func knownVersion(_ version: Int) throws -> Int {
  let known = Replay.versions
  guard known.contains(version) else {
    throw ValidationError(
      "--postgres: whimbrel knows the versions \(known.lowerBound) to \(known.upperBound)")
  }
  return version
}
