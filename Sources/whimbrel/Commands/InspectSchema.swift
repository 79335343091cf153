import ArgumentParser
import Catalog
import Effects
import Migrations
import Reporters
import SQLSyntax

struct InspectSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the schema after the last of the files.",
    discussion: "The files are replayed in the order given, each in a session of its own.")

  @OptionGroup var options: InspectOptions
  @OptionGroup var replay: ReplayOptions

  func run() throws {
    let (server, runner) = try replay.server()
    let console = Console()
    var history = HistoryReplay(server, runner: runner)
    let isUsable = options.forEachFile(of: replay.history + options.paths, console) { path, bytes in
      history.server.endSession()
      history.run(path: path, bytes) { _, _, _, _ in }
    }
    history.server.endSession()
    var json = JSONWriter(to: console.output)
    json.write(history.server.catalog)
    throw console.finish() && isUsable ? ExitStatus.clean : .unusable
  }
}
