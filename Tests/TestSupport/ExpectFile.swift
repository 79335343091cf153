package import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Compares a text with the one that a file holds. With UPDATE_SNAPSHOTS=1 the file is written instead, and the test fails
/// wherever it changed, so that a change is looked at before it is committed.
package func expectFile(
  _ path: String, holds actual: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let kept = try? readText(path)
  if kept == actual { return }
  if environmentVariable("UPDATE_SNAPSHOTS") == nil {
    #expect(
      kept == actual, "\(path) differs; UPDATE_SNAPSHOTS=1 swift test writes it anew",
      sourceLocation: sourceLocation)
    return
  }
  do {
    _ = unsafe mkdir(directory(of: path), 0o755)
    try writeText(actual, to: path)
    Issue.record("\(path) was written anew: look at the change", sourceLocation: sourceLocation)
  } catch {
    Issue.record("cannot write \(path): \(error)", sourceLocation: sourceLocation)
  }
}

/// The path without its last name.
package func directory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return String(path[..<slash])
}

/// The directory of Package.swift.
package let packageRoot = directory(of: directory(of: directory(of: #filePath)))
