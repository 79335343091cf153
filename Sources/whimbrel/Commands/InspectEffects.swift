import ArgumentParser
import Catalog
import Diagnostics
import Effects
import Migrations
import Reporters
import SQLLexer
import SQLSyntax

struct InspectEffects: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "effects",
    abstract: "Print what the statements of files lock, rewrite, create and drop.",
    discussion: """
      The files are replayed in the order given on a model of a server. Each begins with the settings that the files of \
      --history have left. What is not known for certain is null, and stands under "unknown".
      """)

  @OptionGroup var options: InspectOptions
  @OptionGroup var replay: ReplayOptions

  func run() throws {
    let (server, runner) = try replay.server()
    let console = Console()
    var history = HistoryReplay(server, runner: runner)
    var isUsable = options.forEachFile(of: replay.history, console) { path, bytes in
      history.run(path: path, bytes) { _, _, _, _ in }
    }
    let session = history.server.session
    var isFirst = true
    var json = JSONWriter(to: console.output)
    isUsable =
      options.forEachFile(of: options.paths, console) { path, bytes in
        // What the history left in its session is there for the first file.
        if !isFirst { history.server.endSession() }
        isFirst = false
        history.server.session = session
        history.run(path: path, bytes) { statement, source, effects, server in
          let rerun =
            effects.failure == nil ? server.rerun(statement, in: source, after: effects) : nil
          json.write(effects, of: statement, path: path, rerun: rerun)
        }
      } && isUsable
    throw console.finish() && isUsable ? ExitStatus.clean : .unusable
  }
}

/// Replays files one after the other.
struct HistoryReplay {
  var server: Replay
  private let runner: RunnerSettings
  private(set) var count = 0

  init(_ server: Replay, runner: RunnerSettings) {
    self.server = server
    self.runner = runner
  }

  /// Runs the way up of a file.
  mutating func run(
    path: String, _ bytes: [UInt8],
    _ visit: (Statement, SyntaxFile, Effects, inout Replay) -> Void
  ) {
    let migration = readMigration(path: path, bytes: bytes, settings: runner)
    server.beginFile(count, newSession: false)
    count += 1
    server.runForward(migration, visit)
  }
}

extension JSONWriter {
  /// A line of `inspect effects`, as docs/inspect.md defines it.
  mutating func write(
    _ effects: Effects, of statement: Statement, path: String, rerun: Rerun?
  ) {
    beginObject()
    member("path", path)
    member("start", Int(statement.range.start))
    member("end", Int(statement.range.end))
    if let node = statement.node { member("node", node.rawValue) }
    member("transactional", effects.refusal == nil)
    key("fails")
    if let failure = effects.failure { string(failure.sqlstate) } else { null() }
    write(effects.locks)
    write(
      "rewrites", effects.relations(with: .rewrite) + effects.emptied,
      unless: effects.unknown.contains(.rewrites))
    write("rebuilds", effects.rebuilds, unless: effects.unknown.contains(.rebuilds))
    let read = effects.work.filter { $0.kind != .change && $0.relation.kind != .sequence }
      .map(\.relation)
    write("scans", read, unless: effects.unknown.contains(.scans))
    write("creates", effects.creates, unless: effects.unknown.contains(.creates))
    write(effects.drops, unless: effects.unknown.contains(.drops))
    key("rerun")
    switch rerun {
    case .succeeds: string("ok")
    case .repeats: string("again")
    case .fails(let sqlstate): string(sqlstate)
    case nil: null()
    }
    writeUnknown(effects.unknown)
    endObject()
    endDocument()
  }

  private mutating func write(_ locks: [Effects.Lock]) {
    key("locks")
    beginArray()
    // For a temporary relation nobody can wait.
    let telling = locks.filter { $0.isTelling && !$0.relation.isTemporary }
    for lock in telling.sorted(by: { $0.relation.name < $1.relation.name }) {
      beginObject()
      member("relation", lock.relation.name)
      member("kind", lock.relation.kind.rawValue)
      member("mode", lock.mode.name)
      member("new", lock.relation.isNew)
      endObject()
    }
    endArray()
  }

  /// The names of relations, each once; null where they are not known.
  private mutating func write(
    _ name: String, _ relations: [TouchedRelation], unless isUnknown: Bool
  ) {
    key(name)
    guard !isUnknown else { return null() }
    beginArray()
    for name in Set(relations.map(\.name)).sorted() { string(name) }
    endArray()
  }

  private mutating func write(_ drops: [Dropped], unless isUnknown: Bool) {
    key("drops")
    guard !isUnknown else { return null() }
    beginArray()
    for drop in drops {
      beginObject()
      member("kind", drop.kind)
      member("name", drop.name)
      if drop.isReached { member("cascade", true) }
      endObject()
    }
    endArray()
  }

  private mutating func writeUnknown(_ unknown: Set<Effects.Field>) {
    guard !unknown.isEmpty else { return }
    key("unknown")
    beginArray()
    for field in Effects.Field.allCases where unknown.contains(field) { string(field.rawValue) }
    endArray()
  }
}
