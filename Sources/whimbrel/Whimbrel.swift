import ArgumentParser
import ProcessMemory
import Reporters

@main
struct Whimbrel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whimbrel",
    abstract: "Checks PostgreSQL migrations before they run.",
    usage: """
      whimbrel [check] [<options>] [<path> ...]
      whimbrel plan [<options>] [<path> ...]
      whimbrel rollback [--check|--write] <path> ...
      whimbrel drift [--schema <file>] [<path> ...]
      whimbrel init [<directory>]
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
    subcommands: [
      Check.self, Plan.self, Rollback.self, Drift.self, Rules.self, Inspect.self, Init.self,
    ],
    defaultSubcommand: Check.self)

  static func main() {
    growMemoryInLargeSteps()
    ignoreBrokenPipes()
    holdStandardStreams()
    if let paths = plainPaths(CommandLine.arguments.dropFirst()) {
      finish { await CheckRun(CheckSettings(sources: SourceSettings(paths: paths))).run() }
    }
    do {
      var command = try parse(Array(CommandLine.arguments.dropFirst()))
      try command.run()
      leave(.clean)
    } catch let status as ExitStatus {
      leave(status)
    } catch {
      leave(report(error))
    }
  }

  /// The paths of a command line that has nothing else, as a hook's has. Setting up the parser of options would take as
  /// long as all the rest of a small run.
  private static func plainPaths(_ arguments: ArraySlice<String>) -> [String]? {
    let paths =
      arguments.first == Check.configuration.commandName ? arguments.dropFirst() : arguments
    guard let first = paths.first, !paths.contains(where: { $0.hasPrefix("-") && $0 != "-" }) else {
      return nil
    }
    let isCommand =
      first == "help" || configuration.subcommands.contains { $0._commandName == first }
    return isCommand && paths.startIndex == arguments.startIndex ? nil : Array(paths)
  }

  /// The command, with its options read. The paths behind the last option are many where a hook calls, and reading each as
  /// a possible option would take longer than checking its file: they are put aside.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let lastOption = arguments.lastIndex { $0.hasPrefix("-") && $0 != "-" } ?? arguments.endIndex
    // What stands right behind the option may be its value.
    let (options, paths) = (arguments.prefix(lastOption + 2), arguments.dropFirst(lastOption + 2))
    guard var check = try? parseAsRoot(Array(options)) as? Check else {
      return try parseAsRoot(arguments)
    }
    check.paths += paths
    return check
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

/// Runs something to its end on this thread, and on others only if it starts some; then ends the process.
func finish(_ body: @escaping @Sendable () async -> ExitStatus) -> Never {
  Task.immediate { leave(await body()) }
  waitForEnd()
}
