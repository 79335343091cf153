import ArgumentParser
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

  @Option(help: ArgumentHelp("How the runner sends a file.", valueName: "transport"))
  var transport: String = Transport.autocommit.rawValue

  /// A model of a server, and the transport.
  func server() throws -> (Replay, Transport) {
    let transport: Transport = try choice(transport, option: "--transport", noun: "transport")
    let server = Replay(
      version: try knownVersion(postgres), isEmpty: !history.isEmpty, expectsWholeHistory: true)
    return (server, transport)
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
