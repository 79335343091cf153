import ArgumentParser
import Reporters

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what whimbrel sees in files, as JSON lines.",
    discussion: "Offsets are bytes from the start of the file, ends exclusive.",
    subcommands: [InspectTokens.self, InspectStatements.self])
}

/// What the commands under `inspect` have in common.
struct InspectOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files, directories, globs, or - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(
    help: ArgumentHelp("The path that standard input stands for.", valueName: "path"))
  var stdinFilename: String?

  /// Calls back for each file that can be read. Exclusions of configurations do not count here.
  ///
  /// - Returns: how the process ends.
  func forEachFile(_ body: (_ path: String, [UInt8], inout JSONWriter) -> Void) -> ExitStatus {
    let console = Console()
    let finder = InputFinder(
      configurations: Configurations(.none, console: console), console: console,
      standardInputName: stdinFilename)
    for path in paths { finder.add(path) }
    var json = JSONWriter(to: console.output)
    var isUnusable = finder.hasProblems
    for file in finder.files {
      switch readText(file) {
      case .success(let bytes): body(file.path, bytes, &json)
      case .failure(let problem):
        isUnusable = true
        console.complain(problem.message)
      }
    }
    return console.finish() && !isUnusable ? .clean : .unusable
  }
}
