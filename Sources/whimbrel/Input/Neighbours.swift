/// The names of the files beside each file: where the way back of a migration is looked for. A directory is listed once.
struct Neighbours {
  private var names: [String: Set<String>] = [:]
  private let listings: [String: [String]]

  /// - Parameter listings: names in directories that were listed before, by absolute path.
  init(listings: [String: [String]]) {
    self.listings = listings
  }

  mutating func names(beside file: InputFile) -> Set<String> {
    if let known = names[file.directory] { return known }
    let set = Set(listed(file.directory))
    names[file.directory] = set
    return set
  }

  /// Names in a directory; none where it cannot be read, for then nothing can be said about companions.
  private func listed(_ directory: String) -> [String] {
    if let known = listings[directory] { return known }
    return (try? listDirectory(directory).map(\.name)) ?? []
  }
}
