import Migrations

/// What a project tells about its migrations.
struct ProjectSurvey {
  /// A directory of migrations.
  struct Directory {
    /// Relative to the project.
    var path: String
    /// Files of SQL in it.
    var count: Int
    /// nil where nothing tells.
    var framework: Framework?
    /// A file, and what it tells of the runner.
    var because: String
    /// Where the runner is not known: those that take such files.
    var candidates: [Framework]
  }

  /// The one with the most files first.
  private(set) var directories: [Directory] = []
  /// The whole schema, relative to the project.
  private(set) var schema: String?
  private(set) var changelog: String?
  private(set) var postgres: StatedPostgres?
  /// Most migrations have the guide's header.
  private(set) var followsGuide = false

  private let root: String
  private var schemas: [String] = []
  /// Migrations that were read, and those of them that have the guide's header.
  private var headers = (with: 0, all: 0)

  /// - Parameters:
  ///   - root: the project, absolute.
  ///   - found: its files of SQL.
  init(_ root: String, _ found: FoundFiles, _ reader: MigrationReader) {
    self.root = root
    var groups: [String: [MigrationReader.File]] = [:]
    for file in reader.read(found) {
      groups[historyDirectory(of: file.run.file), default: []].append(file)
    }
    for (directory, files) in groups.sorted(by: { $0.key < $1.key }) { note(files, in: directory) }
    directories.sort { ($1.count, $0.path) < ($0.count, $1.path) }
    schema = schemas.min { (depth($0), $0) < (depth($1), $1) }
    followsGuide = headers.with * 2 > headers.all
    changelog = directories.lazy.map { Path.joined($0.path, "CHANGELOG.md") }
      .first { (try? fileKind(Path.joined(root, $0))) == .regular }
    postgres = StatedPostgres(in: root)
  }

  /// Where migrations that run one after the other lie, relative to the project: above the folders that each has to
  /// itself, and above those of sqitch.
  private func historyDirectory(of file: InputFile) -> String {
    let path = Path.relative(file.absolutePath, to: root) ?? file.path
    let own = Path.directory(of: path)
    let isInOwn =
      OrderedName.isDirection(file.name)
      || ["deploy", "revert", "verify"].contains(Path.name(of: own))
    return isInOwn ? Path.directory(of: own) : own
  }

  private mutating func note(_ files: [MigrationReader.File], in directory: String) {
    let migrations = files.map(\.migration).filter { migration in
      guard migration.purpose == .migration else { return false }
      return migration.framework != nil || OrderedName(migration.path).statesOrder
    }
    guard let first = migrations.first else {
      schemas += files.filter { $0.migration.purpose == .schema }.compactMap {
        Path.relative($0.run.file.absolutePath, to: root)
      }
      return
    }
    let shown = migrations.first { $0.framework != nil } ?? first
    directories.append(
      Directory(
        path: directory, count: files.count, framework: shown.framework,
        because: "\(name(of: shown)): \(shown.detection.because)",
        candidates: shown.detection.candidates))
    headers.all += migrations.count
    headers.with += migrations.count { migration in
      ["Migration", "Date", "Reversible"].allSatisfy { migration.header[$0] != nil }
    }
  }
}

/// The name of its file, with that of the directory that it has to itself.
private func name(of migration: Migration) -> String {
  let name = OrderedName(migration.path)
  return name.isInOwnDirectory ? "\(name.name)/\(Path.name(of: migration.path))" : name.name
}

/// How many directories lead to a file.
private func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
