/// The name of a file, or of the directory that it has to itself, as in `migrations/2024_x/up.sql`.
///
/// The names of a directory's files must tell their order, or those that do not are no history: nobody knows which of
/// `tables.sql` and `views.sql` comes first, or whether both are ever run on the same server.
package struct OrderedName {
  /// Whose files, or directories, are run one after the other; empty where the path has none.
  package let directory: String
  /// Of the file, or of its directory.
  package let name: String
  /// The name of the file means nothing but the direction; each migration has a directory of its own.
  package let isInOwnDirectory: Bool

  /// - Parameter path: with `/`.
  package init(_ path: String) {
    // Asked for every file of a history: no array of its names is made.
    var (above, name) = OrderedName.cut(path[...])
    if let folder = above, OrderedName.isDirection(name) {
      isInOwnDirectory = true
      (above, name) = OrderedName.cut(folder)
    } else {
      isInOwnDirectory = false
    }
    directory = above.map(String.init) ?? ""
    self.name = String(name)
  }

  /// What stands before the last `/`, if there is one, and behind it.
  private static func cut(_ path: Substring) -> (above: Substring?, name: Substring) {
    guard let slash = path.utf8.lastPlace(of: UInt8(ascii: "/")) else { return (nil, path) }
    return (path[..<slash], path[path.utf8.index(after: slash)...])
  }

  /// Whether files of this name are told apart by their directories.
  package static func isDirection(_ name: some StringProtocol) -> Bool {
    let directions = ["up.sql", "down.sql", "migration.sql"]
    let count = name.utf8.count
    return directions.contains { $0.utf8.count == count && $0 == name.lowercased() }
  }

  /// `001_x`, `V1__x`, `m0001-x`, `migration-20240101`.
  package var statesOrder: Bool {
    let digits: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let start = name.utf8.prefix(3)
    if start.count > 0, let first = start.firstIndex(where: digits) {
      let letters = start[..<first]
      if letters.count < 2 { return true }
    }
    return name.utf8.split(whereSeparator: { !digits($0) }).contains { $0.count > 2 }
  }
}
