import Diagnostics

/// The files that hold the whole schemas beside directories of migrations: each is looked for once and read once.
struct SchemaFiles {
  /// Those that a configuration names and that cannot be read.
  private(set) var problems: [FileProblem] = []
  private var byDirectory: [String: ReferredFile?] = [:]
  private let root = ProjectRoot()

  /// Where whole schemas are kept, relative to a directory: by hand, by dbmate, by Rails.
  static let names = ["schema.sql", "db/schema.sql", "structure.sql", "db/structure.sql"]

  /// The schema file of a migration; nil where there is none, or where it cannot be read, of which one of the `problems`
  /// tells.
  ///
  /// - Parameters:
  ///   - configuration: the one of the migration.
  ///   - looks: one is looked for where the configuration names none.
  mutating func schema(
    of file: InputFile, _ configuration: ConfigurationFile?, looks: Bool
  ) -> ReferredFile? {
    if let known = byDirectory[file.directory] { return known }
    let path =
      configuration?.schema.map(Path.shown)
      ?? (looks ? nearest(to: file, below: configuration?.directory) : nil)
    let schema = path.flatMap { read($0) }
    byDirectory[file.directory] = .some(schema)
    return schema
  }

  private mutating func read(_ path: String) -> ReferredFile? {
    do throws(FileProblem) {
      return ReferredFile(path: path, bytes: try readFile(path))
    } catch {
      problems.append(error)
      return nil
    }
  }

  /// The nearest file of the usual names beside a migration or above it, as it is shown.
  ///
  /// - Parameter top: the last directory to look into; nil for the root of the project.
  func nearest(to file: InputFile, below top: String?) -> String? {
    var directory = file.directory
    while true {
      for name in SchemaFiles.names {
        let path = Path.joined(directory, name)
        if path != file.absolutePath, isReadable(path) { return Path.shown(path) }
      }
      let holdsGit = isReadable(Path.joined(directory, ".git"))
      guard directory != top, !root.isRoot(directory, holdsGit: holdsGit) else { return nil }
      directory = Path.directory(of: directory)
    }
  }
}
