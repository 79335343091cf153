/// What is in directories: each is listed once.
struct Listings {
  private var known: [String: [DirectoryEntry]] = [:]

  /// Entries in natural order.
  ///
  /// - Parameters:
  ///   - path: as it is shown.
  ///   - real: absolute, without symbolic links.
  ///   - invalid: called for each name that is not UTF-8, when it is read.
  mutating func entries(
    _ path: String, real: String, invalid: (String) -> Void = { _ in }
  ) throws(FileProblem) -> [DirectoryEntry] {
    if let known = known[real] { return known }
    let entries = try listDirectory(path, invalid: invalid)
      .sorted { isOrderedBefore($0.name, $1.name) }
    known[real] = entries
    return entries
  }

  /// The same; nothing where it cannot be read, for then nothing can be said about it.
  mutating func entries(_ real: String) -> [DirectoryEntry] {
    if let known = try? entries(real, real: real) { return known }
    known[real] = []
    return []
  }

  /// What is known without looking.
  func known(_ real: String) -> [DirectoryEntry]? { known[real] }
}
