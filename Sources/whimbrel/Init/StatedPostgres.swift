import Config

/// The versions of PostgreSQL that the files of a project name, where they start servers.
struct StatedPostgres: Equatable {
  var versions: ClosedRange<Int>
  /// The file that names the first one, relative to the project.
  var path: String

  /// - Parameter root: the project.
  /// - Returns: nil where no file names a version that whimbrel knows.
  init?(in root: String) {
    var found: [(version: Int, path: String)] = []
    for path in StatedPostgres.candidates(in: root) {
      guard let text = try? readFile(Path.joined(root, path)) else { continue }
      for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
        found += StatedPostgres.versions(in: line).map { ($0, path) }
      }
    }
    let versions = found.map(\.version)
    guard let first = found.first, let oldest = versions.min(), let newest = versions.max() else {
      return nil
    }
    self.versions = oldest...newest
    path = first.path
  }

  init(versions: ClosedRange<Int>, path: String) {
    self.versions = versions
    self.path = path
  }

  /// Files that describe containers, jobs and tools.
  private static func candidates(in root: String) -> [String] {
    let named = [
      "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml", "Dockerfile",
      ".tool-versions", "supabase/config.toml", ".gitlab-ci.yml",
    ]
    var paths = named
    for folder in [".github/workflows", ".devcontainer", "docker"] {
      let entries = (try? listDirectory(Path.joined(root, folder))) ?? []
      paths += entries.filter { $0.kind == .regular }.map { "\(folder)/\($0.name)" }.sorted()
    }
    return paths.filter { (try? fileKind(Path.joined(root, $0))) == .regular }
  }

  /// `postgres:15-alpine`, `postgis/postgis:15-3.3`, `pgvector/pgvector:pg16`, `postgres 15.4`, `major_version = 15`.
  static func versions(in line: ArraySlice<UInt8>) -> [Int] {
    let text = String(decoding: line, as: UTF8.self)
    let words = [
      "postgres:", "postgresql:", "postgis:", "pgvector:", "postgres ", "major_version =",
    ]
    return words.compactMap { word in
      guard let match = text.firstRange(of: word) else { return nil }
      var rest = text[match.upperBound...].drop { $0 == " " }
      if rest.hasPrefix("pg") { rest = rest.dropFirst(2) }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let version = Int(digits), knownPostgresVersions.contains(version) else { return nil }
      return version
    }
  }
}
