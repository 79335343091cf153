import Config
import Effects
import Lint
import Migrations

/// Finds and reads migrations for a command that replays them, and complains about what cannot be read.
final class MigrationReader {
  struct File {
    var run: RunFile
    var migration: Migration
    var surroundings: Surroundings
  }

  let configurations: Configurations
  /// All that was asked for could be found and read.
  private(set) var isUsable = true
  private let sources: SourceSettings
  private let console: Console
  private let schemaFiles = SchemaFiles()

  init(_ sources: SourceSettings, console: Console) {
    self.sources = sources
    self.console = console
    configurations = Configurations(sources.configurations, console: console)
  }

  /// Everything could be used, configurations included.
  var isComplete: Bool { isUsable && !configurations.isAnyBroken }

  /// - Parameters:
  ///   - knowsHistory: other files of the same histories are read as well; nil for what the command line says.
  ///   - usesGit: what the command line says of git counts.
  func find(
    _ paths: [String], knowsHistory: Bool? = nil, usesGit: Bool = true
  ) -> FoundFiles {
    var sources = sources
    sources.paths = paths
    if let knowsHistory { sources.knowsHistory = knowsHistory }
    if !usesGit { sources.git = nil }
    let found = FoundFiles(sources, configurations, console)
    if found.hasProblems { isUsable = false }
    return found
  }

  /// The files that can be read, in the order in which they are run.
  func read(_ found: FoundFiles) -> [File] {
    var neighbours = found.neighbours
    var texts: [(run: RunFile, text: MigrationText)] = []
    for run in found.files where !run.file.isRemoved {
      switch found.read(run) {
      case nil: continue
      case .failure(let problem):
        console.complain(problem.message)
        isUsable = false
      case .success(let bytes):
        texts.append((run, MigrationText(path: run.file.path, bytes: bytes)))
      }
    }
    let marked = MarkedNeighbours(texts.map(\.text))
    let files = texts.map { run, text in
      let surroundings = neighbours.surroundings(of: run)
      let migration = readMigration(
        text, surroundings, runner(of: run.file), neighbour: marked.neighbour(of: text))
      return File(run: run, migration: migration, surroundings: surroundings)
    }
    return runOrder(
      of: files.map(\.migration), at: files.map(\.run.file.absolutePath),
      surroundings: files.map(\.surroundings)
    ).map { files[$0] }
  }

  /// A file that holds the whole schema.
  func readSchema(_ path: String) -> Migration? {
    do throws(FileProblem) {
      return readMigration(path: path, bytes: try readFile(path))
    } catch {
      console.complain(error.message)
      isUsable = false
      return nil
    }
  }

  /// The file that holds the whole schema: the one that the configuration names, or else the nearest.
  func schemaFile(near file: InputFile) -> String? {
    guard !file.isStandardInput else { return nil }
    switch configurations.configuration(of: file.directory) {
    case .broken: return nil
    case .none: return schemaFiles.nearest(to: file, below: nil)
    case .file(let found):
      return found.schema.map(Path.shown) ?? schemaFiles.nearest(to: file, below: found.directory)
    }
  }

  // MARK: - Settings

  private func runner(of file: InputFile) -> RunnerSettings {
    guard case .file(let found) = configurations.configuration(of: file.directory) else {
      return sources.runner(Configuration())
    }
    let path = found.relative(file.absolutePath)
    return sources.runner(found.configuration.resolved(for: path))
  }

  /// The oldest version that files must run on: what is hardest on it is no easier on a newer one.
  func version(of files: [File]) -> Int {
    let oldest = files.compactMap { file -> Int? in
      guard case .file(let found) = configurations.configuration(of: file.run.file.directory)
      else { return nil }
      return found.configuration.postgres?.lowerBound
    }.min()
    return Replay.version(nearestTo: oldest ?? Replay.newestVersion)
  }
}

extension Migration {
  /// It takes the schema forward.
  var goesForward: Bool { purpose == .migration || purpose == .repeatable }
}
