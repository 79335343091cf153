import Config

/// Which of the files that git tells of are meant by an argument of the command line.
struct GitScope {
  private enum Kind {
    case file, directory
    case glob(Glob)
  }

  private let kind: Kind
  /// Absolute, without symbolic links; of a glob, where it counts from.
  private let path: String

  /// - Parameter start: the working directory.
  init(_ argument: String, from start: String, _ git: GitChanges) throws(FileProblem) {
    let normalized = Path.normalized(argument)
    if let found = try fileKind(normalized) {
      kind = found == .directory ? .directory : .file
      let directory = realPath(Path.directory(of: normalized)) ?? start
      path =
        found == .directory
        ? realPath(normalized) ?? start : Path.joined(directory, Path.name(of: normalized))
    } else if GlobExpansion(normalized) != nil {
      // With a `/` in it, a glob begins where it counts from.
      kind = .glob(Glob("./_/\(normalized)"))
      path = start
    } else {
      // The index may have what the work tree has not.
      kind = .file
      path = Path.joined(start, normalized)
      guard git.files.contains(path) else { throw FileProblem.missing(normalized) }
    }
  }

  /// - Parameter file: absolute, without symbolic links.
  func contains(_ file: String) -> Bool {
    switch kind {
    case .file: return file == path
    case .glob(let glob):
      return Path.relative(file, to: path).map { glob.matches("_/\($0)") } ?? false
    case .directory:
      guard let inside = Path.relative(file, to: path) else { return false }
      return !inside.split(separator: "/").contains { Path.isSkipped(String($0)) }
    }
  }
}
