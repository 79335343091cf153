import Migrations

/// What lies around files: the names beside them and where their way back may lie, and the files beside and above them
/// that tell of their runner. A directory is listed once, a file read once.
struct Neighbours {
  private typealias Directory = Surroundings.Directory
  private var known: [String: Surroundings] = [:]
  /// By the absolute path of a directory: what it and those above it, up to the root of the project, have to tell.
  private var above: [String: [Directory]] = [:]
  private var listings: Listings
  private let root = ProjectRoot()

  init(_ listings: Listings) {
    self.listings = listings
  }

  /// What is in a directory, in natural order.
  ///
  /// - Parameter directory: absolute, without symbolic links.
  mutating func entries(of directory: String) -> [DirectoryEntry] { listings.entries(directory) }

  /// The same for a file of a run. For one that nobody asked for no directory is listed.
  mutating func surroundings(of run: RunFile) -> Surroundings {
    if run.isAsked { return surroundings(of: run.file) }
    let key = Path.directory(of: run.file.path)
    if let known = known[key] { return known }
    let above = tellingDirectories(
      from: Path.directory(of: run.file.directory), shown: Path.parent(of: key))
    return Surroundings(directories: [Directory(path: key)] + above)
  }

  /// For all files of a directory the same.
  mutating func surroundings(of file: InputFile) -> Surroundings {
    let key = Path.directory(of: file.path)
    if let known = known[key] { return known }
    let names = Set(listed(file.directory))
    var texts = texts(of: names, in: file.directory)
    let journal = "meta/_journal.json"
    if names.contains("meta") {
      texts[journal] = try? readFile(Path.joined(file.directory, journal))
    }
    let own = Directory(path: key, names: names, texts: texts)
    var directories = [own]
    if !root.isRoot(file.directory, holdsGit: names.contains(".git")) {
      directories += tellingDirectories(
        from: Path.directory(of: file.directory), shown: Path.parent(of: key))
    }
    let surroundings = Surroundings(
      directories: directories, elsewhere: elsewhere(than: file))
    known[key] = surroundings
    return surroundings
  }

  /// Files in other directories where the way back may lie.
  private mutating func elsewhere(than file: InputFile) -> Set<String> {
    var names: Set<String> = []
    var folders: Set<String> = []
    for companion in companionNames(ofMigrationAt: file.path) where companion.contains("/") {
      let folder = Path.directory(of: companion)
      guard folders.insert(folder).inserted else { continue }
      names.formUnion(listed(Path.joined(file.directory, folder)).map { "\(folder)/\($0)" })
    }
    return names
  }

  private mutating func tellingDirectories(from directory: String, shown: String) -> [Directory] {
    if let known = above[directory] { return known }
    let names = Set(listed(directory))
    let telling = names.filter(Surroundings.isTelling)
    var directories = [
      Directory(path: shown, names: telling, texts: texts(of: telling, in: directory))
    ]
    if !root.isRoot(directory, holdsGit: names.contains(".git")) {
      directories += tellingDirectories(
        from: Path.directory(of: directory), shown: Path.parent(of: shown))
    }
    above[directory] = directories
    return directories
  }

  private func texts(of names: Set<String>, in directory: String) -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for name in names where Surroundings.isTelling(name) {
      texts[name] = try? readFile(Path.joined(directory, name))
    }
    return texts
  }

  /// Names in a directory; none where it cannot be read, for then nothing can be said about it.
  private mutating func listed(_ directory: String) -> [String] {
    listings.entries(directory).map(\.name)
  }
}
