import SQLLexer

/// What lies around the migrations of a directory and is not in their text. Whoever reads files gathers it; files of one
/// directory share it.
package struct Surroundings: Sendable {
  /// A directory on the way from the migrations up to the root of the project.
  package struct Directory: Sendable {
    /// As the paths of the migrations have it: `db/migrations`, `.`, and above that `..`.
    package let path: String
    /// The names of its files and directories, of those above the migrations only those that `isTelling`.
    package let names: Set<String>
    /// The bytes of those of its files that `isTelling`, by their name; of the migrations' own directory also those of
    /// `meta/_journal.json`.
    package let texts: [String: [UInt8]]
    /// The runners that the project depends on, as its manifest in this directory has it, and their versions.
    let dependencies: [Framework: Dependency]
    /// The project depends on a runner whose names look like those of others.
    let hasOtherRunner: Bool
    /// Some migrations beside it are written in Go.
    let holdsGoMigrations: Bool
    /// By their numbers, the files named as `004_x.down.sql` that are the only ones of theirs.
    let waysBack: [Substring: String]
    /// It holds a file that may be the way back of a migration beside it, by its name.
    let mayHoldWaysBack: Bool

    package init(path: String, names: Set<String> = [], texts: [String: [UInt8]] = [:]) {
      self.path = path
      self.names = names
      self.texts = texts
      dependencies = readDependencies(texts)
      hasOtherRunner =
        texts["go.mod"].map { text in
          otherRunners.contains { text.holds($0.utf8) }
        } ?? false
      waysBack = numberedWaysBack(names)
      mayHoldWaysBack = names.contains(where: FileName.mayBeCompanion)
      holdsGoMigrations = names.contains { $0.hasSuffix(".up.go") || $0.hasSuffix(".down.go") }
    }
  }

  /// The directory of the migrations, then those above it.
  package let directories: [Directory]
  /// Files outside of the directory where a way back may lie, relative to it: `../revert/x.sql`.
  package let elsewhere: Set<String>
  /// For each name that tells something, the places of the directories that have it, the nearest first.
  private let places: [String: [Int]]

  package init(directories: [Directory] = [], elsewhere: Set<String> = []) {
    self.directories = directories
    self.elsewhere = elsewhere
    var places: [String: [Int]] = [:]
    for (place, directory) in directories.enumerated() {
      for name in directory.names where Surroundings.isTelling(name) {
        places[name, default: []].append(place)
      }
    }
    self.places = places
  }

  /// Nothing is known but the names of files, relative to the directory of a migration.
  package init(names: Set<String>) {
    self.init(
      directories: [Directory(path: ".", names: names.filter { !$0.contains("/") })],
      elsewhere: names.filter { $0.contains("/") })
  }

  /// There is such a file beside the migration, or where the name leads.
  package func contains(_ name: String) -> Bool {
    directories.first?.names.contains(name) ?? false || elsewhere.contains(name)
  }

  /// Some file that is known may be a way back, by its name.
  var mayHoldWaysBack: Bool {
    !elsewhere.isEmpty || directories.first?.mayHoldWaysBack ?? false
  }

  /// Nothing is known of the files beside the migration.
  var isUnknown: Bool { (directories.first?.names.isEmpty ?? true) && elsewhere.isEmpty }

  /// A file that tells something, where it was found.
  struct SideFile {
    /// 0 beside the migration, 1 in the directory above, …
    var level: Int
    var path: String
    var text: [UInt8]
  }

  /// The nearest file of a name.
  ///
  /// - Parameter levels: where it may be.
  func nearest(_ name: String, in levels: ClosedRange<Int> = 0...Int.max) -> SideFile? {
    guard let level = places[name]?.first(where: levels.contains) else { return nil }
    return file(name, at: level)
  }

  /// The nearest file of any of these names.
  func nearest(of names: [String], in levels: ClosedRange<Int> = 0...Int.max) -> SideFile? {
    var found: SideFile?
    for name in names {
      guard let file = nearest(name, in: levels) else { continue }
      if let found, found.level <= file.level { continue }
      found = file
    }
    return found
  }

  private func file(_ name: String, at level: Int) -> SideFile {
    SideFile(
      level: level, path: path(of: name, at: level), text: directories[level].texts[name] ?? [])
  }

  /// The path of a file as it is shown.
  func path(of name: String, at level: Int = 0) -> String {
    let directory = directories.indices.contains(level) ? directories[level].path : "."
    return directory == "." ? name : "\(directory)/\(name)"
  }

  /// A file of the migrations' own directory, or one in a directory there, if it has been read.
  func text(_ name: String) -> [UInt8]? { directories.first?.texts[name] }

  /// The nearest manifest that names a runner among the dependencies: its path, and the version that it asks for.
  func dependency(_ framework: Framework) -> (path: String, version: RunnerVersion?)? {
    for (level, directory) in directories.enumerated() {
      guard let dependency = directory.dependencies[framework] else { continue }
      return (path(of: dependency.manifest, at: level), dependency.version)
    }
    return nil
  }

  /// The project is written in Go, as far as its nearest manifest tells, and in Rust not at all: where its go.mod is, if no
  /// runner is known by it that others could be taken for.
  var goModule: String? {
    guard let module = nearest("go.mod"), !directories[module.level].hasOtherRunner else {
      return nil
    }
    if let crate = nearest("Cargo.toml"), crate.level <= module.level { return nil }
    return module.path
  }

  /// Whether a file of this name tells something about the runner of the migrations beside or below it.
  package static func isTelling(_ name: String) -> Bool {
    tellingNames.contains(name) || name.hasSuffix(".sql.conf")
  }

  private static let tellingNames: Set<String> = [
    "atlas.sum", "sqitch.plan", "sqitch.conf", "migration_lock.toml", "snapshot.json",
    "config.toml", "config.yaml", "tern.conf", "metadata.toml", "diesel.toml", "sqlx.toml", ".sqlx",
    "flyway.toml", "flyway.conf", "rambler.json", "dbconfig.yml", "dbconfig.yaml", "refinery.toml",
    ".gmrc", ".gmrc.js", ".gmrc.cjs", "drizzle.config.ts", "drizzle.config.js", "go.mod",
    "Cargo.toml", "package.json", "pom.xml", "build.gradle", "build.gradle.kts",
  ]
}

private func numberedWaysBack(_ names: Set<String>) -> [Substring: String] {
  let pairs = names.lazy.filter { $0.hasSuffix(".down.sql") }.compactMap { name in
    number(of: name[...]).map { ($0, name) }
  }
  return Dictionary(grouping: pairs, by: \.0).compactMapValues { $0.count == 1 ? $0[0].1 : nil }
}

/// A runner that a project depends on.
struct Dependency: Sendable {
  /// The name of the file that says so.
  var manifest: String
  var version: RunnerVersion?
}

/// How manifests name runners. Only where nothing better tells, and only together with names that the runner accepts.
private let dependencyNames: [(manifest: String, name: String, framework: Framework)] = [
  ("go.mod", "golang-migrate/migrate/", .golangMigrate),
  ("go.mod", "jackc/tern/", .tern),
  ("Cargo.toml", "sqlx", .sqlx),
  ("Cargo.toml", "refinery", .refinery),
  ("Cargo.toml", "diesel", .diesel),
  ("package.json", "\"node-pg-migrate\"", .nodePgMigrate),
  ("package.json", "\"postgres-migrations\"", .postgresMigrations),
  ("package.json", "\"prisma\"", .prisma),
  ("package.json", "\"supabase\"", .supabase),
  ("package.json", "\"drizzle-orm\"", .drizzle),
  ("pom.xml", "flyway", .flyway),
  ("build.gradle", "flyway", .flyway),
  ("build.gradle.kts", "flyway", .flyway),
]

/// Runners for Go whose files are called `004_x.up.sql` as well, and of which nothing is known here.
private let otherRunners = ["gobuffalo/pop", "gobuffalo/fizz"]

private func readDependencies(_ texts: [String: [UInt8]]) -> [Framework: Dependency] {
  var found: [Framework: Dependency] = [:]
  for (manifest, name, framework) in dependencyNames {
    guard found[framework] == nil, let text = texts[manifest] else { continue }
    for line in lines(of: text) {
      guard let end = endOfDependency(text, line, name, in: manifest) else { continue }
      found[framework] = Dependency(
        manifest: manifest,
        version: manifest == "package.json" ? version(text, end..<line.upperBound) : nil)
      break
    }
  }
  return found
}

/// Where the name of a dependency ends on a line that asks for it.
private func endOfDependency(
  _ text: [UInt8], _ line: Range<Int>, _ name: String, in manifest: String
) -> Int? {
  switch manifest {
  case "Cargo.toml":
    // `sqlx = "0.8"`, `sqlx.workspace = true`, `[dependencies.sqlx]`
    guard let start = text[line].firstPlace(of: name.utf8) else { return nil }
    let end = start + name.utf8.count
    let before = trimmed(text, line.lowerBound..<start)
    let isTable =
      before.count > 1 && text[before.lowerBound] == UInt8(ascii: "[")
      && text[start - 1] == UInt8(ascii: ".")
    let isKey = before.isEmpty && end < line.upperBound && [0x20, 0x3D, 0x2E].contains(text[end])
    return isTable || isKey ? end : nil
  case "go.mod":
    // What others need says `// indirect`.
    guard !text[line].holds("// indirect".utf8) else { return nil }
    return text[line].firstPlace(of: name.utf8)
  default:
    return text[line].firstPlace(of: name.utf8).map { $0 + name.utf8.count }
  }
}

/// The version in `: "^7.4.1",`.
private func version(_ text: [UInt8], _ range: Range<Int>) -> RunnerVersion? {
  let start = text[range].firstIndex(where: isDigit) ?? range.upperBound
  let end = text[start..<range.upperBound].firstIndex { !isDigit($0) && $0 != UInt8(ascii: ".") }
  return RunnerVersion(string(text, start..<(end ?? range.upperBound)))
}

/// The value of a key in a file of settings, whatever its syntax: `key = value`, `key: value`, `"key": "value"`, also
/// with a prefix that ends in a dot. nil where no line has the key.
func setting(_ key: String, in text: [UInt8]) -> String? {
  for line in lines(of: text) {
    let line = trimmed(text, line)
    guard let first = line.first, text[first] != UInt8(ascii: "#"),
      text[first] != UInt8(ascii: ";"),
      let separator = text[line].firstIndex(where: {
        $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
      })
    else { continue }
    let name = unquoted(text, line.lowerBound..<separator)
    guard name == key || name.hasSuffix("." + key) else { continue }
    return unquoted(text, separator + 1..<line.upperBound)
  }
  return nil
}

/// Without white space, quotes and the comma around it, and without a comment behind it.
private func unquoted(_ text: [UInt8], _ range: Range<Int>) -> String {
  var range = range
  if let comment = text[range].firstPlace(of: " #".utf8) { range = range.lowerBound..<comment }
  range = trimmed(text, range)
  if let last = range.last, text[last] == UInt8(ascii: ",") {
    range = trimmed(text, range.dropLast())
  }
  if range.count > 1, let first = range.first, let last = range.last, text[first] == text[last],
    "\"'".utf8.contains(text[first])
  {
    range = range.dropFirst().dropLast()
  }
  return string(text, range)
}
