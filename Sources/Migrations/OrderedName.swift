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
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    var name = parts.popLast() ?? ""
    isInOwnDirectory = OrderedName.isDirection(name) && !parts.isEmpty
    if isInOwnDirectory { name = parts.removeLast() }
    directory = parts.joined(separator: "/")
    self.name = String(name)
  }

  /// Whether files of this name are told apart by their directories.
  package static func isDirection(_ name: some StringProtocol) -> Bool {
    ["up.sql", "down.sql", "migration.sql"].contains(name.lowercased())
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
