/// Where a project ends that files are in: nothing above belongs to it.
struct ProjectRoot {
  /// Where the process was started.
  private let start: String?
  private let startIsInWorkTree: Bool

  init() {
    start = realPath(".")
    startIsInWorkTree = start.map(isInWorkTree) ?? false
  }

  /// The directory is the top of a git work tree, or, outside of one, where the process was started.
  ///
  /// - Parameters:
  ///   - directory: absolute, without symbolic links.
  ///   - holdsGit: there is a `.git` in it.
  func isRoot(_ directory: String, holdsGit: Bool) -> Bool {
    directory == "/" || holdsGit || directory == start && !startIsInWorkTree
  }
}

private func isInWorkTree(_ directory: String) -> Bool {
  var directory = directory
  while true {
    if (try? fileKind(Path.joined(directory, ".git"))) != nil { return true }
    if directory == "/" { return false }
    directory = Path.directory(of: directory)
  }
}
