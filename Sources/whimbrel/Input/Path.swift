import Migrations

/// Paths as text, with `/`.
enum Path {
  /// Without `.` names, doubled `/` and a `/` at the end; `.` where nothing is left.
  static func normalized(_ path: String) -> String {
    let names = path.split(separator: "/").filter { $0 != "." }
    let isAbsolute = path.hasPrefix("/")
    if names.isEmpty { return isAbsolute ? "/" : "." }
    return (isAbsolute ? "/" : "") + names.joined(separator: "/")
  }

  /// The directory of a file; `.` for a name alone.
  static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastPlace(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The directory that a directory is in.
  static func parent(of directory: String) -> String {
    switch name(of: directory) {
    case ".": ".."
    case "..": directory + "/.."
    default: self.directory(of: directory)
    }
  }

  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastPlace(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// The path of an entry of a directory; the name alone in `.`.
  static func joined(_ directory: String, _ name: String) -> String {
    if directory == "." { return name }
    return directory.utf8.last == UInt8(ascii: "/") ? directory + name : "\(directory)/\(name)"
  }

  /// Without names that a `..` behind them takes back.
  static func resolved(_ path: String) -> String {
    var names: [Substring] = []
    for name in path.split(separator: "/", omittingEmptySubsequences: false) {
      if name == "..", let last = names.last, last != "..", !last.isEmpty {
        names.removeLast()
      } else {
        names.append(name)
      }
    }
    return names.joined(separator: "/")
  }

  /// An absolute path as it is shown: from the working directory on, if it is inside.
  static func shown(_ path: String) -> String {
    realPath(".").flatMap { relative(path, to: $0) } ?? path
  }

  /// The part of a path behind a directory; nil where it is not inside.
  static func relative(_ path: String, to directory: String) -> String? {
    let prefix = directory == "/" ? "/" : directory + "/"
    return path.utf8.starts(with: prefix.utf8)
      ? String(path.utf8.dropFirst(prefix.utf8.count)) : nil
  }

  /// An absolute path as it is shown in a directory: relative, with `..` where it leads out.
  static func shown(_ path: String, from directory: String) -> String {
    let names = path.split(separator: "/")
    let start = directory.split(separator: "/")
    let shared = zip(names, start).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: start.count - shared)
    return (up + names[shared...].map(String.init)).joined(separator: "/")
  }

  /// Whether a name ends as files of SQL do.
  static func isSQL(_ name: String) -> Bool {
    guard let dot = name.utf8.lastPlace(of: UInt8(ascii: ".")) else { return false }
    return ["sql", "pgsql", "psql"].contains(name[name.utf8.index(after: dot)...].lowercased())
  }

  /// The directories that are not looked into unless they are asked for by name.
  static func isSkipped(_ directoryName: String) -> Bool {
    directoryName.utf8.first == UInt8(ascii: ".") || directoryName == "node_modules"
  }
}
