import Migrations
import Testing

/// Files around a migration: the directory of the migration, then those above it, each with its side files.
private func around(
  _ directories: (path: String, files: [String: String])...
) -> Surroundings {
  Surroundings(
    directories: directories.map { directory in
      let names = directory.files.keys.filter { !$0.contains("/") }
      return Surroundings.Directory(
        path: directory.path, names: Set(names),
        texts: directory.files.mapValues { Array($0.utf8) })
    })
}

private func detected(
  _ path: String, _ sql: String = "SELECT 1;", _ surroundings: Surroundings = Surroundings(),
  settings: RunnerSettings = RunnerSettings()
) -> Migration {
  readMigration(
    path: path, bytes: Array(sql.utf8), surroundings: surroundings, settings: settings)
}

@Suite("What runs a file")
struct DetectionTests {
  @Test(
    "Marks in the text",
    arguments: [
      ("-- +goose Up\nSELECT 1;", Framework.goose),
      ("-- +migrate Up\nSELECT 1;", .sqlMigrate),
      ("--migrate:up transaction:false\nSELECT 1;", .dbmate),
      ("SELECT 1;\n---- create above / drop below ----\n", .tern),
      ("-- rambler up\nSELECT 1;", .rambler),
      ("--liquibase formatted sql\n--changeset a:1\nSELECT 1;", .liquibase),
      ("--! Previous: -\n--! Hash: sha1:0\n\nSELECT 1;", .graphileMigrate),
      ("CREATE TABLE a ();--> statement-breakpoint\nSELECT 1;", .drizzle),
      ("-- atlas:txmode none\n\nSELECT 1;", .atlas),
      ("-- no-transaction\nSELECT 1;", .sqlx),
      ("BEGIN;\n\n-- Running upgrade  -> 1a2b\n\nSELECT 1;", .alembic),
      ("BEGIN;\n--\n-- Create model A\n--\nCREATE TABLE a ();\nCOMMIT;", .django),
      ("-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;", .nodePgMigrate),
      ("-- postgres-migrations disable-transaction\nSELECT 1;", .postgresMigrations),
      ("\\set x 1\nSELECT :x;", .psql),
      // The first mark decides.
      ("-- atlas:nolint\n-- +goose Up\nSELECT 1;", .goose),
    ])
  func marks(sql: String, framework: Framework) {
    let migration = detected("x.sql", sql)
    #expect(migration.framework == framework)
    #expect(!migration.detection.because.isEmpty)
  }

  @Test(
    "What is no mark",
    arguments: [
      "SELECT '\n-- +goose Up\n';", "/*\n-- +goose Up\n*/ SELECT 1;",
      "-- uses +goose Up\nSELECT 1;",
      "SELECT 1; -- +goose Up", "-- Create model A\nSELECT 1;", "-- migrate:upwards\nSELECT 1;",
      "SELECT 1;\n-- no-transaction\n", "-- atlas:nolint\nSELECT 1;",
      "SELECT 1;\n--liquibase formatted sql",
    ])
  func noMarks(sql: String) {
    #expect(detected("x.sql", sql).framework == nil)
  }

  @Test(
    "Names that no two runners share",
    arguments: [
      ("V1__x.sql", Framework.flyway), ("R__views.sql", .flyway),
      ("db/migration/2024__x.sql", .flyway),
      ("m/2024-05-01-120000_x/up.sql", .diesel), ("m/2020-12-7-190800-0000_x/down.sql", .diesel),
      ("m/2022-03-09-07000_x/up.sql", .diesel),
      ("prisma/migrations/20240501120000_x/migration.sql", .prisma),
      ("supabase/migrations/20240501120000_x.sql", .supabase),
    ])
  func names(path: String, framework: Framework) {
    #expect(detected(path).framework == framework)
  }

  @Test(
    "Names that several share",
    arguments: [
      ("001_x.sql", []), ("x.sql", []), ("001_x.up.sql", [.golangMigrate, .sqlx, .nodePgMigrate]),
      ("m/1700_x/up.sql", [.diesel, .hasura]),
      ("m/20240501120000_x/migration.sql", [Framework.prisma, .drizzle]),
    ])
  func ambiguous(path: String, candidates: [Framework]) {
    let migration = detected(path)
    #expect(migration.framework == nil)
    #expect(migration.detection.candidates == candidates)
    #expect(migration.transport == .autocommit)
  }

  /// Where the migration is, a file, in which directory (0: beside the migration), and what is in it.
  struct SideFile: Sendable {
    var path: String
    var file: String
    var level: Int
    var text = ""
    var framework: Framework?
  }

  @Test(
    "Files around it",
    arguments: [
      SideFile(path: "m/1_x.sql", file: "atlas.sum", level: 0, framework: .atlas),
      SideFile(path: "m/1_x.up.sql", file: "atlas.sum", level: 0, framework: .golangMigrate),
      SideFile(path: "m/1_x.sql", file: "tern.conf", level: 0, framework: .tern),
      SideFile(path: "m/1_x.sql", file: "tern.conf", level: 3, framework: nil),
      SideFile(path: "deploy/x.sql", file: "sqitch.plan", level: 1, framework: .sqitch),
      SideFile(path: "other/x.sql", file: "sqitch.plan", level: 1, framework: nil),
      SideFile(
        path: "m/1_x/migration.sql", file: "migration_lock.toml", level: 1, framework: .prisma),
      SideFile(path: "m/1_x/migration.sql", file: "snapshot.json", level: 0, framework: .drizzle),
      SideFile(path: "m/0001_x.sql", file: "meta/_journal.json", level: 0, framework: .drizzle),
      SideFile(path: "m/1_x/up.sql", file: "diesel.toml", level: 2, framework: .diesel),
      SideFile(path: "m/1_x/up.sql", file: "metadata.toml", level: 0, framework: .diesel),
      SideFile(path: "m/other.sql", file: "diesel.toml", level: 1, framework: nil),
      SideFile(
        path: "migrations/default/1_x/up.sql", file: "config.yaml", level: 3,
        text: "version: 3\nmetadata_directory: metadata\n", framework: .hasura),
      SideFile(
        path: "migrations/default/1_x/up.sql", file: "config.yaml", level: 3, text: "a: b",
        framework: nil),
      SideFile(
        path: "supabase/migrations/1_x.sql", file: "config.toml", level: 1, framework: .supabase),
      SideFile(path: "m/V1__x.sql", file: "refinery.toml", level: 1, framework: .refinery),
      SideFile(
        path: "m/V1__x.sql", file: "Cargo.toml", level: 1,
        text: "[dependencies]\nrefinery = \"0.9\"\n",
        framework: .refinery),
      SideFile(path: "m/x.sql", file: "x.sql.conf", level: 0, framework: .flyway),
      SideFile(path: "m/1__x.sql", file: "flyway.toml", level: 1, framework: .flyway),
      SideFile(path: "m/1_x.sql", file: "sqlx.toml", level: 1, framework: .sqlx),
      SideFile(path: "m/1_x.sql", file: ".sqlx", level: 1, framework: .sqlx),
      SideFile(
        path: "m/1_x.sql", file: "Cargo.toml", level: 1, text: "sqlx = { version = \"0.8\" }\n",
        framework: .sqlx),
      SideFile(
        path: "m/1_x.sql", file: "Cargo.toml", level: 1, text: "[dependencies.sqlx]\n",
        framework: .sqlx),
      SideFile(
        path: "m/1_x.sql", file: "Cargo.toml", level: 1, text: "sqlx-fake = \"1\"\n# sqlx = 1\n",
        framework: nil),
      SideFile(
        path: "m/1_x.up.sql", file: "go.mod", level: 1,
        text: "require github.com/golang-migrate/migrate/v4 v4.19.1\n", framework: .golangMigrate),
      // Of the runners with such names only golang-migrate is Go's.
      SideFile(
        path: "m/1_x.up.sql", file: "go.mod", level: 1, text: "module a\n",
        framework: .golangMigrate),
      SideFile(
        path: "m/1_x.up.sql", file: "go.mod", level: 1,
        text: "require github.com/gobuffalo/pop/v6 v6.1.1\n", framework: nil),
      SideFile(
        path: "m/1_x.sql", file: "package.json", level: 1,
        text: "{\n  \"dependencies\": {\n    \"node-pg-migrate\": \"^9.0.0\"\n  }\n}",
        framework: .nodePgMigrate),
      SideFile(
        path: "m/0001-x.sql", file: "package.json", level: 1,
        text: "{\n  \"dependencies\": {\n    \"postgres-migrations\": \"^5.3.0\"\n  }\n}",
        framework: .postgresMigrations),
      SideFile(
        path: "migrations/committed/000001.sql", file: ".gmrc", level: 2,
        framework: .graphileMigrate),
      SideFile(
        path: "db/migrations/1_x.sql", file: "rambler.json", level: 2,
        text: "{\"driver\": \"postgresql\",\n\"migrations\": \"db/migrations\"\n}",
        framework: .rambler),
      SideFile(
        path: "db/migrations/1_x.sql", file: "dbconfig.yml", level: 2,
        text: "development:\n  dialect: postgres\n  dir: db/migrations\n", framework: .sqlMigrate),
    ])
  func sideFiles(_ file: SideFile) {
    let surroundings = Surroundings(
      directories: (0...3).map { level in
        let isThere = level == file.level
        let names: Set<String> = isThere && !file.file.contains("/") ? [file.file] : []
        return Surroundings.Directory(
          path: level == 0 ? "m" : String(repeating: "../", count: level), names: names,
          texts: isThere ? [file.file: Array(file.text.utf8)] : [:])
      })
    #expect(detected(file.path, "SELECT 1;", surroundings).framework == file.framework)
  }

  @Test func aNeighbourTells() {
    let texts = ["m/1.sql": "-- migrate:up\nSELECT 1;", "m/2.sql": "SELECT 1;", "n/1.sql": ""]
      .map { MigrationText(path: $0, bytes: Array($1.utf8)) }
    let marked = MarkedNeighbours(texts)
    for text in texts {
      let migration = readMigration(
        text, Surroundings(), RunnerSettings(), neighbour: marked.neighbour(of: text))
      #expect(migration.framework == (text.path.hasPrefix("m/") ? .dbmate : nil))
    }
  }

  @Test func neighboursThatDisagreeTellNothing() {
    let texts = ["a/1.sql": "-- migrate:up\n", "a/2.sql": "-- +goose Up\n", "a/3.sql": ""]
      .map { MigrationText(path: $0, bytes: Array($1.utf8)) }
    let last = MigrationText(path: "a/3.sql", bytes: [])
    #expect(MarkedNeighbours(texts).neighbour(of: last) == nil)
  }

  @Test func whatSomebodySaysWins() {
    let asked = RunnerSettings(framework: FrameworkChoice(.goose), transport: .implicit)
    let migration = detected(
      "1.sql", "-- migrate:up\nSELECT 1;\n-- +goose NO TRANSACTION\n", settings: asked)
    #expect(migration.framework == .goose)
    // The directive of the runner still counts.
    #expect(migration.transport == .autocommit)
    #expect(migration.sections[0].transportCause != .asked)
  }

  @Test func aDumpHasNoRunner() {
    let dump = detected("db/structure.sql", "SELECT 1;", around((".", ["tern.conf": ""])))
    #expect(dump.purpose == .schema)
    #expect(dump.framework == nil)
  }

  @Test(
    "Versions",
    arguments: [
      ("0042_x.sql", "-- +goose Up\n", "0042"), ("20240501_x.sql", "-- migrate:up\n", "20240501"),
      ("V1_2.3__x.sql", "", "1.2.3"), ("U7__x.sql", "", "7"), ("R__x.sql", "", nil),
      ("m/2024-05-01-120000_x/up.sql", "", "20240501120000"),
      ("prisma/migrations/20240501_x/migration.sql", "", "20240501"),
      ("x.sql", "--liquibase formatted sql\n--changeset me:add-x dbms:postgresql\n", "me:add-x"),
      ("x.sql", "--liquibase formatted sql\n--changeset \"a b\":\"1 2\"\n", "a b:1 2"),
      ("x.sql", "-- Running upgrade  -> 1a2b\n-- Running upgrade 1a2b -> 3c4d\n", "3c4d"),
      ("004_x.sql", "", "004"), ("x.sql", "", nil), ("004_x.sql", "-- +migrate Up\n", "004_x.sql"),
    ])
  func versions(path: String, sql: String, version: String?) {
    #expect(detected(path, sql).version == version)
  }

  @Test func sqitchNamesChangesByTheirPaths() {
    let plan = around(("a/deploy/x", [:]), ("a/deploy", [:]), ("a", ["sqitch.plan": ""]))
    #expect(detected("a/deploy/x/y.sql", "", plan).version == "x/y")
  }
}
