import Config

/// The files that a glob matches, as a shell would find them: `*` does not match names that begin with a dot, `**` is any
/// number of directories.
struct GlobExpansion {
  private var segments: [Glob.Segment] = []
  private let start: String
  /// The glob says which kind of file it means, as `*.ddl` does: then files need not be called SQL.
  private let namesExtension: Bool

  /// - Returns: nil if the path has nothing to expand.
  init?(_ path: String) {
    start = path.hasPrefix("/") ? "/" : "."
    for name in path.split(separator: "/") {
      let segment: Glob.Segment = name == "**" ? .anyDepth : .name(NamePattern(String(name)))
      if segment != .anyDepth || segments.last != .anyDepth { segments.append(segment) }
    }
    let last = path.split(separator: "/").last ?? ""
    let end = last.lastIndex { "*?]".contains($0) }.map { last.index(after: $0) }
    namesExtension = last[(end ?? last.startIndex)...].contains(".")
    let hasWildcards = segments.contains { segment in
      if case .name(let pattern) = segment { pattern.hasWildcards } else { true }
    }
    guard hasWildcards else { return nil }
  }

  /// What is there, in natural order; directories among it.
  ///
  /// - Parameter list: the entries of a directory.
  func paths(
    listing list: (String) -> [DirectoryEntry], onProblem: (FileProblem) -> Void
  ) -> [(path: String, kind: FileKind)] {
    var paths: [(path: String, kind: FileKind)] = []
    // Directories that are still to be searched, each with the segments that are left.
    var pending = [(start, segments[...])]
    while let (directory, rest) = pending.popLast() {
      guard let segment = rest.first else { continue }
      let next = rest.dropFirst()
      var candidates: [String] = []
      switch segment {
      case .anyDepth where next.isEmpty:
        paths.append((directory, .directory))
        continue
      case .anyDepth:
        pending.append((directory, next))
        for entry in list(directory) where entry.kind == .directory && !Path.isSkipped(entry.name) {
          pending.append((Path.joined(directory, entry.name), rest))
        }
        continue
      case .name(let pattern) where !pattern.hasWildcards: candidates = [pattern.text]
      case .name(let pattern):
        candidates = list(directory).map(\.name).filter {
          pattern.matches($0) && (!$0.hasPrefix(".") || pattern.text.hasPrefix("."))
        }
      }
      for name in candidates {
        let path = Path.joined(directory, name)
        let isWanted = next.isEmpty && (namesExtension || Path.isSQL(name))
        do throws(FileProblem) {
          guard let kind = try fileKind(path) else { continue }
          if kind == .directory, !next.isEmpty {
            pending.append((path, next))
          } else if next.isEmpty, kind == .directory || isWanted {
            paths.append((path, kind))
          }
        } catch {
          if isWanted || !next.isEmpty { onProblem(error) }
        }
      }
    }
    return paths.sorted { isPathOrderedBefore($0.path, $1.path) }
  }
}
