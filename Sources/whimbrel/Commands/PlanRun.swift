import Config
import Effects
import Migrations
import Plan
import Reporters

/// One run of `plan`: finds, reads, replays, reports.
struct PlanRun {
  private let asked: PlanSettings
  private let console: Console
  private let configurations: Configurations

  init(_ asked: PlanSettings) {
    self.asked = asked
    console = Console(color: asked.sources.color)
    configurations = Configurations(asked.sources.configurations, console: console)
  }

  /// A file that has been read.
  private struct ReadFile {
    var run: RunFile
    var migration: Migration
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    var isUsable = true
    let finder = find(asked.sources.paths, &isUsable)
    var search = HistoryFinder(finder, configurations)
    let isNamed = !asked.history.isEmpty
    let run = asked.sources.knowsHistory && !isNamed ? search.run() : search.alone()
    let read = read(run, search.neighbours, &isUsable)
    let planned = planned(read.filter(\.run.isAsked))
    guard let first = planned.first else {
      if isUsable { console.complain("there is no migration to plan") }
      return .unusable
    }
    let paths = Set(planned.map(\.run.file.absolutePath))
    let version = version(of: planned)
    // A history that is named is all that there is.
    var planner = Planner(Replay(version: version, isEmpty: isNamed))
    for file in namedHistory(&isUsable) where !paths.contains(file.run.file.absolutePath) {
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
    let plan = planner.plan(schema: schema(for: first.run.file, among: read, version: version))
    report(
      plan, as: asked.format, style: console.outputStyle, width: console.outputWidth,
      to: console.output)
    guard console.finish(), isUsable, !configurations.isAnyBroken else { return .unusable }
    return plan.fails ? .findings : .clean
  }

  // MARK: - Files

  private func find(_ paths: [String], _ isUsable: inout Bool) -> InputFinder {
    let finder = InputFinder(
      configurations: configurations, console: console,
      standardInputName: asked.sources.standardInputName)
    for path in paths { finder.add(path) }
    if finder.hasProblems { isUsable = false }
    return finder
  }

  /// What has run before, as the command line names it.
  private func namedHistory(_ isUsable: inout Bool) -> [ReadFile] {
    guard !asked.history.isEmpty else { return [] }
    let finder = HistoryFinder(find(asked.history, &isUsable), configurations)
    return planned(read(finder.alone(), finder.neighbours, &isUsable))
  }

  /// The files that can be read; what cannot has been complained of.
  private func read(
    _ files: [RunFile], _ neighbours: Neighbours, _ isUsable: inout Bool
  ) -> [ReadFile] {
    var neighbours = neighbours
    return files.compactMap { run in
      switch readText(run) {
      case nil: return nil
      case .failure(let problem):
        console.complain(problem.message)
        isUsable = false
        return nil
      case .success(let bytes):
        let migration = readMigration(
          path: run.file.path, bytes: bytes, surroundings: neighbours.surroundings(of: run),
          settings: runner(of: run.file))
        return ReadFile(run: run, migration: migration)
      }
    }
  }

  /// What takes the schema forward; where nothing does, all that was given.
  private func planned(_ files: [ReadFile]) -> [ReadFile] {
    let forward = files.filter(\.migration.goesForward)
    return forward.isEmpty ? files : forward
  }

  /// The schema for fresh installs: the one that was given, or the nearest schema.sql beside the file or above it, as
  /// far up as its configuration.
  private func schema(
    for file: InputFile, among read: [ReadFile], version: Int
  ) -> (path: String, server: Replay)? {
    if let given = read.first(where: { $0.run.isAsked && $0.migration.purpose == .schema }) {
      return (given.run.file.path, Planner.server(with: given.migration, version: version))
    }
    guard !file.isStandardInput else { return nil }
    var top = Path.directory(of: file.directory)
    if case .file(let found) = configurations.configuration(of: file.directory) {
      top = found.directory
    }
    var directory = file.directory
    while true {
      let path = Path.joined(directory, "schema.sql")
      if let bytes = try? readFile(path) {
        let migration = readMigration(path: path, bytes: bytes)
        return (path, Planner.server(with: migration, version: version))
      }
      guard directory != top, directory != "/" else { return nil }
      directory = Path.directory(of: directory)
    }
  }

  // MARK: - Settings

  private func runner(of file: InputFile) -> RunnerSettings {
    guard case .file(let found) = configurations.configuration(of: file.directory) else {
      return asked.sources.runner(Configuration())
    }
    let path = found.relative(file.absolutePath)
    return asked.sources.runner(found.configuration.resolved(for: path))
  }

  /// The oldest version that the files must run on: what is hardest on it is no easier on a newer one.
  private func version(of files: [ReadFile]) -> Int {
    if let asked = asked.postgres { return asked }
    let oldest = files.compactMap { file -> Int? in
      guard case .file(let found) = configurations.configuration(of: file.run.file.directory) else {
        return nil
      }
      return found.configuration.postgres?.lowerBound
    }.min()
    return Replay.version(nearestTo: oldest ?? Replay.newestVersion)
  }
}

extension Migration {
  fileprivate var goesForward: Bool { purpose == .migration || purpose == .repeatable }
}
