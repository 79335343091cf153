import ArgumentParser
import Effects
import Migrations
import Reporters
import SQLSyntax
import SchemaWriter

struct InspectRollback: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Print the rollbacks that whimbrel would write for files.",
    discussion: """
      The files are replayed in the order given, each in a session of its own. A line has the statements, the notes on what \
      they do not bring back, and what remains different from the schema before.
      """)

  @OptionGroup var options: InspectOptions
  @OptionGroup var replay: ReplayOptions

  func run() throws {
    let (server, runner) = try replay.server()
    let console = Console()
    var history = HistoryReplay(server, runner: runner)
    var isUsable = options.forEachFile(of: replay.history, console) { path, bytes in
      history.server.endSession()
      history.run(path: path, bytes) { _, _, _, _ in }
    }
    var json = JSONWriter(to: console.output)
    isUsable =
      options.forEachFile(of: options.paths, console) { path, bytes in
        history.server.endSession()
        let migration = readMigration(path: path, bytes: bytes, settings: runner)
        var server = history.server
        server.beginFile(history.count, newSession: false)
        let rollbacks = writtenRollbacks(for: migration, on: server)
        for rollback in rollbacks { json.write(rollback, path: path) }
        history.run(path: path, bytes) { _, _, _, _ in }
      } && isUsable
    throw console.finish() && isUsable ? ExitStatus.clean : .unusable
  }
}

extension JSONWriter {
  /// A line of `inspect rollback`, as docs/inspect.md defines it.
  fileprivate mutating func write(_ rollback: WrittenRollback, path: String) {
    beginObject()
    member("path", path)
    member("statements", rollback.script.statements)
    member("notes", rollback.script.notes)
    member("remains", rollback.remains)
    member("failures", rollback.failures)
    endObject()
    endDocument()
  }

  private mutating func member(_ name: String, _ values: [String]) {
    key(name)
    beginArray()
    for value in values { string(value) }
    endArray()
  }
}
