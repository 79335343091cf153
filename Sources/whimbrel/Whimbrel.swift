import ArgumentParser
import Reporters

@main
struct Whimbrel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whimbrel",
    abstract: "Checks PostgreSQL migrations before they run.",
    usage: """
      whimbrel [check] [<options>] [<path> ...]
      whimbrel rules [<rule>]
      whimbrel inspect tokens|statements <path> ...
      """,
    discussion: """
      Says what a migration will lock, rewrite, scan, break and lose, whether it can be run again, and whether it can \
      be rolled back.

      Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 usage, configuration, unreadable input or \
      nothing to check, 3 internal error.
      """,
    version: "whimbrel \(version)",
    subcommands: [Check.self, Rules.self, Inspect.self],
    defaultSubcommand: Check.self)

  static func main() async {
    ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      leave(status)
    } catch {
      leave(report(error))
    }
    leave(.clean)
  }

  /// Prints what the command line asked for in vain, or the help that it asked for.
  private static func report(_ error: any Error) -> ExitStatus {
    let console = Console()
    let text = fullMessage(for: error) + "\n"
    switch exitCode(for: error) {
    case .success:
      console.output.write(text)
      return console.finish() ? .clean : .unusable
    case .validationFailure:
      console.writeError(text)
      return .unusable
    default:
      console.writeError(text)
      return .internalError
    }
  }
}

/// What the exit code of the process says.
enum ExitStatus: Int32, Error {
  /// Nothing was found, or nothing that counts.
  case clean = 0
  /// Findings at or above --fail-on.
  case findings = 1
  /// Usage, configuration, unreadable input, or nothing to check.
  case unusable = 2
  case internalError = 3
}
