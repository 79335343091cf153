import Lint
import Migrations

/// The changelogs of directories of migrations: each is looked for once and read once.
struct Changelogs {
  /// Those that a configuration names and that cannot be read.
  private(set) var problems: [FileProblem] = []
  private var byDirectory: [String: ProjectChangelog?] = [:]

  /// What a directory's migrations are logged in, where no configuration names it.
  private static let name = "CHANGELOG.md"

  /// The changelog that is about a migration; nil where it cannot be read, of which one of the `problems` tells.
  ///
  /// - Parameter configured: the absolute path that the configuration gives.
  mutating func changelog(
    of file: InputFile, configured: String?, _ neighbours: inout Neighbours
  ) -> ProjectChangelog? {
    var directory = file.directory
    // A folder for each migration: the changelog is about all of them.
    if OrderedName.isDirection(file.name) { directory = Path.directory(of: directory) }
    if let known = byDirectory[directory] { return known }
    let changelog = read(
      configured, beside: directory, neighbours.entries(of: directory).map(\.name))
    byDirectory[directory] = .some(changelog)
    return changelog
  }

  private mutating func read(
    _ configured: String?, beside directory: String, _ names: [String]
  ) -> ProjectChangelog? {
    if configured == nil, !names.contains(Changelogs.name) {
      return .absent(first: Changelog.firstMigration(among: names))
    }
    let path = configured ?? Path.joined(directory, Changelogs.name)
    let shown = Path.shown(path)
    do throws(FileProblem) {
      return .present(Changelog(path: shown, bytes: try readFile(shown), migrations: names))
    } catch {
      problems.append(error)
      return nil
    }
  }
}
