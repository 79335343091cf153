import Migrations

/// The names of the files beside each file, and of those in other directories where its way back may lie. A directory is
/// listed once.
struct Neighbours {
  private var names: [String: Set<String>] = [:]
  private let listings: [String: [String]]

  /// - Parameter listings: names in directories that were listed before, by absolute path.
  init(listings: [String: [String]]) {
    self.listings = listings
  }

  /// Names relative to the directory of the file. For all files of a directory they are the same.
  mutating func names(beside file: InputFile) -> Set<String> {
    let key = Path.directory(of: file.path)
    if let known = names[key] { return known }
    var set = Set(listed(file.directory))
    var folders: Set<String> = []
    for companion in companionNames(ofMigrationAt: file.path) where companion.contains("/") {
      let folder = Path.directory(of: companion)
      guard folders.insert(folder).inserted else { continue }
      set.formUnion(listed(Path.joined(file.directory, folder)).map { "\(folder)/\($0)" })
    }
    names[key] = set
    return set
  }

  /// Names in a directory; none where it cannot be read, for then nothing can be said about companions.
  private func listed(_ directory: String) -> [String] {
    if let known = listings[directory] { return known }
    return (try? listDirectory(directory).map(\.name)) ?? []
  }
}
