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
    var file: InputFile
    var migration: Migration
  }

  /// - Returns: how the process ends.
  func run() -> ExitStatus {
    let finder = find(asked.sources.paths)
    var isUsable = true
    let read = read(finder, &isUsable)
    let files = planned(read)
    guard let first = files.first else {
      if isUsable { console.complain("there is no migration to plan") }
      return .unusable
    }
    var earlier: [ReadFile] = []
    if let history = asked.history {
      earlier = planned(self.read(find(history), &isUsable))
    } else if !first.file.isStandardInput {
      let paths = earlierFiles(than: first.file, console: console)
      if !paths.isEmpty { earlier = planned(self.read(find(paths), &isUsable)) }
    }
    let planned = Set(files.map(\.file.absolutePath))
    earlier.removeAll { planned.contains($0.file.absolutePath) }
    let version = version(of: files)
    // A history that is named is all that there is.
    let isComplete = !(asked.history ?? []).isEmpty
    var planner = Planner(Replay(version: version, isEmpty: isComplete))
    for file in earlier { planner.replay(file.migration) }
    for file in files { planner.plan(file.migration) }
    let plan = planner.plan(schema: schema(for: first.file, among: read, version: version))
    report(
      plan, as: asked.format, style: console.outputStyle, width: console.outputWidth,
      to: console.output)
    guard console.finish(), isUsable, !configurations.isAnyBroken else { return .unusable }
    return plan.fails ? .findings : .clean
  }

  // MARK: - Files

  private func find(_ paths: [String]) -> InputFinder {
    let finder = InputFinder(
      configurations: configurations, console: console,
      standardInputName: asked.sources.standardInputName)
    for path in paths { finder.add(path) }
    return finder
  }

  /// The files that can be read; what cannot has been complained of.
  private func read(_ finder: InputFinder, _ isUsable: inout Bool) -> [ReadFile] {
    if finder.hasProblems { isUsable = false }
    var neighbours = Neighbours(listings: finder.listings)
    var files: [ReadFile] = []
    for file in finder.files {
      switch readText(file) {
      case .failure(let problem):
        console.complain(problem.message)
        isUsable = false
      case .success(let bytes):
        let migration = readMigration(
          path: file.path, bytes: bytes, surroundings: neighbours.surroundings(of: file),
          settings: runner(of: file))
        files.append(ReadFile(file: file, migration: migration))
      }
    }
    return files
  }

  /// What takes the schema forward; where nothing does, all that was given.
  private func planned(_ files: [ReadFile]) -> [ReadFile] {
    let forward = files.filter {
      $0.migration.purpose == .migration || $0.migration.purpose == .repeatable
    }
    return forward.isEmpty ? files : forward
  }

  /// The schema for fresh installs: the one that was given, or the nearest schema.sql beside the file or above it, as
  /// far up as its configuration.
  private func schema(
    for file: InputFile, among read: [ReadFile], version: Int
  ) -> (path: String, server: Replay)? {
    if let given = read.first(where: { $0.migration.purpose == .schema }) {
      return (given.file.path, Planner.server(with: given.migration, version: version))
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
      guard case .file(let found) = configurations.configuration(of: file.file.directory) else {
        return nil
      }
      return found.configuration.postgres?.lowerBound
    }.min()
    return Replay.version(nearestTo: oldest ?? Replay.newestVersion)
  }
}

/// The migrations of the same history that come before a file: those before it in its directory; where each migration
/// has a directory of its own, as in `migrations/2024_x/up.sql`, those in the directories before it.
private func earlierFiles(than file: InputFile, console: Console) -> [String] {
  let own = Path.directory(of: file.path)
  func names(_ path: String) -> [DirectoryEntry] {
    ((try? listDirectory(path)) ?? []).sorted { isOrderedBefore($0.name, $1.name) }
  }
  if ["up.sql", "migration.sql"].contains(file.name.lowercased()) {
    let above = Path.directory(of: file.directory)
    let shown = own == "." ? above : Path.directory(of: own)
    return names(above).lazy
      .filter { $0.kind == .directory && isOrderedBefore($0.name, Path.name(of: file.directory)) }
      .map { Path.joined(Path.joined(shown, $0.name), file.name) }
      .filter { (try? fileKind($0)) == .regular }
  }
  return names(file.directory).lazy
    .filter { $0.kind == .regular && Path.isSQL($0.name) && isOrderedBefore($0.name, file.name) }
    .map { Path.joined(own, $0.name) }
}
