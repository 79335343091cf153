import Migrations

/// A file of a run.
struct RunFile {
  var file: InputFile
  /// Otherwise it is there because it is of the same history as one that was asked for.
  var isAsked = false
  /// Nobody has looked whether it exists.
  var isExpected = false
}

/// Finds what runs before and after the files that were asked for: the other migrations of their directories, in the
/// order of their names. A directory of which everything was asked for needs no search.
struct HistoryFinder {
  private(set) var neighbours: Neighbours
  private let asked: [InputFile]
  private let walked: Set<String>
  private let configurations: Configurations
  /// Tells what the next commit has, if that is what is checked.
  private let git: GitChanges?
  private var files: [RunFile] = []

  init(_ finder: InputFinder, _ configurations: Configurations, _ git: GitChanges? = nil) {
    self.git = git
    asked = finder.files
    walked = finder.walked
    neighbours = Neighbours(finder.listings)
    self.configurations = configurations
  }

  /// The files that were asked for, with the others of their histories around them.
  mutating func run() -> [RunFile] {
    var directories: [String?] = []
    for file in asked { directories.append(historyDirectory(of: file)) }
    var groups: [String: [InputFile]] = [:]
    for (file, directory) in zip(asked, directories) {
      if let directory { groups[directory, default: []].append(file) }
    }
    for (file, directory) in zip(asked, directories) {
      guard let directory else {
        files.append(RunFile(file: file, isAsked: true))
        continue
      }
      if let group = groups.removeValue(forKey: directory) { add(group, in: directory) }
    }
    return files
  }

  /// Only the files that were asked for, in the order given.
  func alone() -> [RunFile] { asked.map { RunFile(file: $0, isAsked: true) } }

  /// Where the history of a file lies; nil where it has none, or all of it was asked for.
  private mutating func historyDirectory(of file: InputFile) -> String? {
    guard !file.isUnnamed else { return nil }
    let isInOwn = OrderedName.isDirection(file.name)
    let directory = isInOwn ? Path.directory(of: file.directory) : file.directory
    guard !walked.contains(directory) else { return nil }
    let statesOrder =
      OrderedName(file.absolutePath).statesOrder
      || purpose(ofFileAt: file.path, Surroundings()) == .repeatable
      || isOrderedByList(file.absolutePath, neighbours.surroundings(of: file))
    return statesOrder ? directory : nil
  }

  /// Adds files of one history, and the others of it.
  private mutating func add(_ group: [InputFile], in directory: String) {
    var members = Members(
      group, in: directory,
      group.first { $0.directory == directory }.map { neighbours.surroundings(of: $0) })
    for entry in entries(of: directory) {
      if let asked = members.take(entry.name) {
        members.add(entry.name, asked + others(beside: asked, in: directory))
      } else {
        members.add(entry.name, others(at: entry, &members))
      }
    }
    files += members.inOrder
    if members.hasFilesElsewhere {
      for file in group where file.directory == directory { addWayBackElsewhere(of: file) }
    }
  }

  private mutating func entries(of directory: String) -> [DirectoryEntry] {
    let entries = neighbours.entries(of: directory)
    let names = Set(git?.names(in: directory) ?? []).subtracting(entries.map(\.name))
    guard !names.isEmpty else { return entries }
    return (entries + names.map { DirectoryEntry(name: $0, kind: .regular) })
      .sorted { isOrderedBefore($0.name, $1.name) }
  }

  private func others(at entry: DirectoryEntry, _ members: inout Members) -> [RunFile] {
    members.others(at: entry).compactMap { run in
      var run = run
      let path = run.file.absolutePath
      if isExcluded(run.file) || git?.untracked.contains(path) ?? false { return nil }
      run.file.text = git?.texts[path]
      return run
    }
  }

  /// The migration of a way back that was asked for, and the way back of a migration, where both share a directory of
  /// their own.
  private mutating func others(beside asked: [RunFile], in directory: String) -> [RunFile] {
    guard let file = asked.first?.file, file.directory != directory else { return [] }
    let surroundings = neighbours.surroundings(of: file)
    return ["up.sql", "migration.sql", "down.sql"].compactMap { name in
      let other = InputFile(
        path: Path.joined(Path.directory(of: file.path), name), directory: file.directory)
      let isThere = surroundings.contains(name) && !asked.contains { $0.file.name == name }
      return isThere && !isExcluded(other) ? RunFile(file: other) : nil
    }
  }

  /// Adds the way back of a file where it lies in another directory, as sqitch's does.
  private mutating func addWayBackElsewhere(of file: InputFile) {
    let elsewhere = neighbours.surroundings(of: file).elsewhere
    for name in companionNames(ofMigrationAt: file.path)
    where elsewhere.contains(name) {
      let path = Path.resolved(Path.joined(Path.directory(of: file.path), name))
      let absolute = Path.resolved(Path.joined(file.directory, name))
      let found = InputFile(path: path, directory: Path.directory(of: absolute))
      let isKnown = asked.contains { $0.absolutePath == absolute }
      if !isKnown, !isExcluded(found) { files.append(RunFile(file: found)) }
    }
  }

  private func isExcluded(_ file: InputFile) -> Bool {
    switch configurations.configuration(of: file.directory) {
    case .none: false
    case .broken: true
    case .file(let configuration): configuration.excludes(file.absolutePath)
    }
  }
}

/// The files of one history, while they are collected.
private struct Members {
  private let directory: String
  /// The directory as it is shown.
  private let shown: String
  /// Those asked for, by the name that tells their place in the history.
  private var asked: [String: [RunFile]] = [:]
  /// Of files of the directory itself; nil where none of them was asked for.
  private let surroundings: Surroundings?
  /// A list tells which files are migrations, whatever their names.
  private let isListed: Bool
  /// Names under which the ways back of files that were asked for may lie.
  private lazy var waysBack = Set(
    group.filter { $0.directory == directory }.flatMap { companionNames(ofMigrationAt: $0.path) })
  private let group: [InputFile]
  /// Names of what goes forward, where each migration has a directory of its own.
  private var forward: [String] = []
  private var all: [(name: String, files: [RunFile])] = []

  init(_ group: [InputFile], in directory: String, _ surroundings: Surroundings?) {
    self.group = group
    self.directory = directory
    self.surroundings = surroundings
    let first = group[0]
    isListed = surroundings.map { isOrderedByList(first.absolutePath, $0) } ?? false
    let own = Path.directory(of: first.path)
    shown = first.directory == directory ? own : own == "." ? ".." : Path.directory(of: own)
    for file in group {
      let isInOwn = file.directory != directory
      let name = isInOwn ? Path.name(of: file.directory) : file.name
      asked[name, default: []].append(RunFile(file: file, isAsked: true))
      if isInOwn, !forward.contains(file.name), file.name != "down.sql" {
        forward.append(file.name)
      }
    }
    if surroundings == nil, forward.isEmpty { forward = ["up.sql"] }
  }

  /// What was asked for under a name of the directory.
  mutating func take(_ name: String) -> [RunFile]? { asked.removeValue(forKey: name) }

  mutating func add(_ name: String, _ files: [RunFile]) {
    if !files.isEmpty { all.append((name, files)) }
  }

  /// What is under a name of the directory that nobody asked for: migrations; and ways back only of migrations that were
  /// asked for.
  mutating func others(at entry: DirectoryEntry) -> [RunFile] {
    let path = Path.joined(shown, entry.name)
    if Path.isSQL(entry.name), entry.kind != .directory {
      let isWayBack = purpose(ofFileAt: path, surroundings ?? Surroundings()) == .rollback
      let isNeeded =
        isWayBack
        ? waysBack.contains(entry.name) : isListed || OrderedName(path).statesOrder
      guard isNeeded, entry.kind != .other else { return [] }
      return [RunFile(file: InputFile(path: path, directory: directory))]
    }
    guard !forward.isEmpty, entry.kind == .directory || entry.kind == .symbolicLink,
      !Path.isSkipped(entry.name), OrderedName(path).statesOrder
    else { return [] }
    let real = Path.joined(directory, entry.name)
    return forward.map { name in
      RunFile(
        file: InputFile(path: Path.joined(path, name), directory: real), isExpected: true)
    }
  }

  /// Some companions lie in other directories.
  var hasFilesElsewhere: Bool { !(surroundings?.elsewhere.isEmpty ?? true) }

  /// In the order in which they were added, which is that of their names; those that are not there (an editor may hold a
  /// file that was never saved) have their places among them.
  var inOrder: [RunFile] {
    guard !asked.isEmpty else { return all.flatMap(\.files) }
    let unsaved = asked.map { (name: $0.key, files: $0.value) }
    return (all + unsaved).sorted { isOrderedBefore($0.name, $1.name) }.flatMap(\.files)
  }
}
