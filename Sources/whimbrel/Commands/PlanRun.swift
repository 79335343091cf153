import Effects
import Migrations
import Plan
import Reporters

/// One run of `plan`: finds, reads, replays, reports.
struct PlanRun {
  private let asked: PlanSettings
  private let console: Console
  private let reader: MigrationReader

  init(_ asked: PlanSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color)
    reader = MigrationReader(asked.sources, console: console)
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    let isNamed = !asked.history.isEmpty
    let found = reader.find(asked.sources.paths, knowsHistory: isNamed ? false : nil)
    let read = reader.read(found)
    let planned = planned(read.filter(\.run.isAsked))
    guard let first = planned.first else {
      if let reason = found.whyNone, asked.sources.git != nil {
        console.note("nothing to plan: \(reason)")
        return .clean
      }
      if reader.isUsable { console.complain("there is no migration to plan") }
      return .unusable
    }
    let paths = Set(planned.map(\.run.file.absolutePath))
    let version = asked.postgres ?? reader.version(of: planned)
    // A history that is named is all that there is.
    var planner = Planner(Replay(version: version, isEmpty: isNamed))
    for file in namedHistory() where !paths.contains(file.run.file.absolutePath) {
      planner.replay(file.migration)
    }
    let last = read.lastIndex { paths.contains($0.run.file.absolutePath) } ?? read.startIndex
    for file in read[...last] {
      if paths.contains(file.run.file.absolutePath) {
        planner.plan(file.migration)
      } else if file.migration.goesForward, !file.run.isAsked {
        planner.replay(file.migration)
      }
    }
    let schema = schema(for: first.run.file, among: read).map {
      (path: $0.path, server: Replay(schema: $0, version: version))
    }
    let plan = planner.plan(schema: schema)
    report(
      plan, as: asked.format, style: console.outputStyle, width: console.outputWidth,
      to: console.output)
    guard console.finish(), reader.isComplete else { return .unusable }
    return plan.fails ? .findings : .clean
  }

  /// What has run before, as the command line names it.
  private func namedHistory() -> [MigrationReader.File] {
    guard !asked.history.isEmpty else { return [] }
    let found = reader.find(asked.history, knowsHistory: false, usesGit: false)
    return planned(reader.read(found))
  }

  /// What takes the schema forward; where nothing does, all that was given.
  private func planned(_ files: [MigrationReader.File]) -> [MigrationReader.File] {
    let forward = files.filter(\.migration.goesForward)
    return forward.isEmpty ? files : forward
  }

  /// The schema for fresh installs: the one that was given, or the nearest.
  private func schema(for file: InputFile, among read: [MigrationReader.File]) -> Migration? {
    let given = read.first { $0.run.isAsked && $0.migration.purpose == .schema }
    return given?.migration ?? reader.schemaFile(near: file).flatMap(reader.readSchema)
  }
}
