/// What lies around the migrations of a directory and is not in their text. Whoever reads files gathers it; files of one
/// directory share it.
package struct Surroundings: Sendable {
  /// A directory on the way from the migrations up to the root of the project.
  package struct Directory: Sendable {
    /// As the paths of the migrations have it: `db/migrations`, `.`, and above that `..`.
    package var path: String
    /// The names of its files and directories, of those above the migrations only those that `isTelling`.
    package var names: Set<String>
    /// The bytes of those of its files that `isTelling`, by their name; of the migrations' own directory also those of
    /// `meta/_journal.json`.
    package var texts: [String: [UInt8]]

    package init(path: String, names: Set<String> = [], texts: [String: [UInt8]] = [:]) {
      self.path = path
      self.names = names
      self.texts = texts
    }
  }

  /// The directory of the migrations, then those above it.
  package var directories: [Directory]
  /// Files outside of the directory where a way back may lie, relative to it: `../revert/x.sql`.
  package var elsewhere: Set<String>

  package init(directories: [Directory] = [], elsewhere: Set<String> = []) {
    self.directories = directories
    self.elsewhere = elsewhere
  }

  /// Nothing is known but the names of files, relative to the directory of a migration.
  package init(names: Set<String>) {
    directories = [Directory(path: ".", names: names.filter { !$0.contains("/") })]
    elsewhere = names.filter { $0.contains("/") }
  }

  /// There is such a file beside the migration, or where the name leads.
  package func contains(_ name: String) -> Bool {
    directories.first?.names.contains(name) ?? false || elsewhere.contains(name)
  }

  /// Nothing is known of the files beside the migration.
  var isUnknown: Bool { (directories.first?.names.isEmpty ?? true) && elsewhere.isEmpty }

  /// Whether a file of this name tells something about the runner of the migrations beside or below it.
  package static func isTelling(_ name: String) -> Bool {
    tellingNames.contains(name) || name.hasSuffix(".sql.conf")
  }

  private static let tellingNames: Set<String> = [
    "atlas.sum", "atlas.hcl", "sqitch.plan", "sqitch.conf", "migration_lock.toml", "snapshot.json",
    "config.toml", "config.yaml", "tern.conf", "metadata.toml", "diesel.toml", "sqlx.toml", ".sqlx",
    "flyway.toml", "flyway.conf", "rambler.json", "dbconfig.yml", "dbconfig.yaml", "refinery.toml",
    ".gmrc", ".gmrc.js", ".gmrc.cjs", ".node-pg-migraterc", "drizzle.config.ts",
    "drizzle.config.js",
    "drizzle.config.mjs", "drizzle.config.json", "go.mod", "Cargo.toml", "package.json",
    "pom.xml", "build.gradle", "build.gradle.kts",
  ]
}
