import ArgumentParser
import Reporters

struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what whimbrel sees in files, as JSON lines.",
    discussion: "Offsets are bytes from the start of the file, ends exclusive.",
    subcommands: [
      InspectTokens.self, InspectStatements.self, InspectEffects.self, InspectSchema.self,
      InspectRollback.self,
    ])
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
    var json = JSONWriter(to: console.output)
    let isUsable = forEachFile(of: paths, console) { body($0, $1, &json) }
    return console.finish() && isUsable ? .clean : .unusable
  }

  /// - Returns: whether all could be found and read; what could not has been complained of.
  func forEachFile(
    of paths: [String], _ console: Console, _ body: (_ path: String, [UInt8]) -> Void
  ) -> Bool {
    let finder = InputFinder(
      configurations: Configurations(.none, console: console), console: console,
      standardInputName: stdinFilename)
    for path in paths { finder.add(path) }
    var isUsable = !finder.hasProblems
    for file in finder.files {
      switch readText(file) {
      case .success(let bytes): body(file.path, bytes)
      case .failure(let problem):
        isUsable = false
        console.complain(problem.message)
      }
    }
    return isUsable
  }
}
