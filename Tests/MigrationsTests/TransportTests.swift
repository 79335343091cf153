import Migrations
import Testing

private func sent(
  _ sql: String, by framework: FrameworkChoice, path: String = "m/1_x.sql",
  files: [String: String] = [:], above: [String: String] = [:]
) -> Migration {
  let surroundings = Surroundings(
    directories: [("m", files), ("..", above)].map { directory, files in
      Surroundings.Directory(
        path: directory, names: Set(files.keys), texts: files.mapValues { Array($0.utf8) })
    })
  return readMigration(
    path: path, bytes: Array(sql.utf8), surroundings: surroundings,
    settings: RunnerSettings(framework: framework))
}

extension Migration {
  fileprivate var transports: [Transport] { sections.map(\.transport) }
  fileprivate var ignored: [String] {
    directives.compactMap { directive in
      guard case .ignored = directive.outcome else { return nil }
      return directive.sideFile ?? text(directive.range)
    }
  }
}

@Suite("How sections are sent")
struct TransportTests {
  @Test(
    "As long as nothing is said",
    arguments: [
      (Framework.psql, Transport.autocommit, false), (.golangMigrate, .implicit, true),
      (.goose, .transactionPerFile, false), (.dbmate, .transactionPerFile, true),
      (.sqlx, .transactionPerFile, true), (.diesel, .transactionPerFile, true),
      (.flyway, .transactionPerFile, false), (.liquibase, .transactionPerChangeset, false),
      (.prisma, .autocommit, false), (.drizzle, .transactionForAll, false),
      (.supabase, .autoSplit, false), (.hasura, .transactionPerFile, true),
      (.sqitch, .autocommit, false), (.tern, .transactionPerFile, true),
      (.refinery, .transactionPerFile, true), (.atlas, .transactionPerFile, false),
      (.nodePgMigrate, .transactionForAll, true),
      (.postgresMigrations, .transactionPerFile, true),
      (.graphileMigrate, .transactionPerFile, true),
      (.rambler, .implicit, true), (.sqlMigrate, .transactionPerFile, false),
      (.alembic, .autocommit, false), (.django, .autocommit, false),
    ])
  func defaults(framework: Framework, transport: Transport, isOneString: Bool) {
    let migration = sent("SELECT 1;", by: FrameworkChoice(framework))
    #expect(migration.transports == [transport])
    #expect(migration.sections[0].transportCause == .runner)
    #expect(migration.sections[0].isOneString == isOneString)
  }

  @Test func everyRunnerIsAmongThem() {
    #expect(Framework.allCases.count == 23)
    #expect(Set(Framework.allCases.map(\.name)).count == 23)
  }

  @Test(
    "Versions that differ",
    arguments: [
      ("prisma@7.3", Transport.implicit), ("prisma@7.4", .autocommit), ("prisma@6", .implicit),
      ("prisma@10.0.1", .autocommit), ("supabase@2.108", .pipeline), ("supabase@2.109", .autoSplit),
    ])
  func versions(choice: String, transport: Transport) throws {
    let choice = try #require(FrameworkChoice(choice))
    #expect(sent("SELECT 1;", by: choice).transports == [transport])
  }

  @Test func theManifestTellsTheVersion() {
    let manifest = ["package.json": "{\n\"devDependencies\": {\n\"prisma\": \"^5.22.0\",\n}}"]
    let migration = sent("SELECT 1;", by: FrameworkChoice(.prisma), above: manifest)
    #expect(migration.detection.version == RunnerVersion(5, 22, 0))
    #expect(migration.transports == [.implicit])
  }

  /// A text, how its sections go, and which of its directives do not count.
  struct Example: Sendable {
    var framework: Framework
    var sql: String
    var transports: [Transport]
    var ignored: [String] = []
    var path = "m/1_x.sql"
    var files: [String: String] = [:]
    var above: [String: String] = [:]
  }

  static let managed = Transport.transactionPerFile
  static let index = "CREATE INDEX CONCURRENTLY i ON t (a);\n"

  @Test(arguments: [
    // goose: anywhere, for both directions, in any case; not behind white space.
    Example(
      framework: .goose,
      sql: "-- +goose Up\n\(index)-- +goose Down\nSELECT 1;\n-- +goose no  transaction\n",
      transports: [.autocommit, .autocommit]),
    Example(
      framework: .goose, sql: "-- +goose Up\n -- +goose NO TRANSACTION\n\(index)",
      transports: [managed],
      ignored: ["-- +goose NO TRANSACTION"]),
    Example(
      framework: .goose, sql: "-- +goose Up\n-- +goose NO_TRANSACTION\n\(index)",
      transports: [managed],
      ignored: ["-- +goose NO_TRANSACTION"]),
    Example(
      framework: .goose,
      sql:
        "-- +goose Up\n-- +goose ENVSUB ON\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n",
      transports: [managed]),
    Example(
      framework: .goose, sql: "-- +goose Up\nSELECT '\n-- +goose NO TRANSACTION\n';\n",
      transports: [managed]),
    // dbmate: on the line of the marker, for its section; in these letters.
    Example(
      framework: .dbmate,
      sql: "-- migrate:up transaction:false\n\(index)-- migrate:down\nSELECT 1;\n",
      transports: [.implicit, managed]),
    Example(
      framework: .dbmate,
      sql: "-- migrate:up\n\(index)-- migrate:down  transaction:false\nSELECT 1;\n",
      transports: [managed, .implicit]),
    Example(
      framework: .dbmate, sql: "-- migrate:up transaction: false\n\(index)", transports: [managed],
      ignored: ["-- migrate:up transaction: false"]),
    Example(
      framework: .dbmate, sql: "-- migrate:up transaction:False\n\(index)", transports: [managed],
      ignored: ["-- migrate:up transaction:False"]),
    Example(
      framework: .dbmate, sql: "-- migrate:up\n-- transaction:false\n\(index)",
      transports: [managed],
      ignored: ["-- transaction:false"]),
    // postgres-migrations: anywhere, in these letters.
    Example(
      framework: .postgresMigrations,
      sql: "-- moves fast\n-- postgres-migrations disable-transaction\n\(index)",
      transports: [.implicit]),
    Example(
      framework: .postgresMigrations, sql: "-- postgres-migrations disable transaction\n\(index)",
      transports: [managed], ignored: ["-- postgres-migrations disable transaction"]),
    // sqlx: the first bytes of the file.
    Example(framework: .sqlx, sql: "-- no-transaction\n\(index)", transports: [.implicit]),
    Example(
      framework: .sqlx, sql: "\n-- no-transaction\n\(index)", transports: [managed],
      ignored: ["-- no-transaction"]),
    Example(
      framework: .sqlx, sql: "\u{FEFF}-- no-transaction\n\(index)", transports: [managed],
      ignored: ["-- no-transaction"]),
    Example(
      framework: .sqlx, sql: "--no-transaction\n\(index)", transports: [managed],
      ignored: ["--no-transaction"]),
    Example(
      framework: .sqlx, sql: "-- NO TRANSACTION\n\(index)", transports: [managed],
      ignored: ["-- NO TRANSACTION"]),
    // Diesel: metadata.toml beside up.sql.
    Example(
      framework: .diesel, sql: index, transports: [.implicit],
      files: ["metadata.toml": "run_in_transaction = false\n"]),
    Example(
      framework: .diesel, sql: index, transports: [managed],
      files: ["metadata.toml": "run_in_transaction = true\n"]),
    Example(
      framework: .diesel, sql: index, transports: [managed],
      files: ["metadata.toml": "# run_in_transaction = false\n"]),
    Example(
      framework: .diesel, sql: index, transports: [managed], ignored: ["../metadata.toml"],
      above: ["metadata.toml": "run_in_transaction = false\n"]),
    Example(
      framework: .diesel, sql: "-- run_in_transaction = false\n\(index)", transports: [managed],
      ignored: ["-- run_in_transaction = false"]),
    // Flyway: by itself, or by a file whose name is that of the whole script.
    Example(framework: .flyway, sql: index, transports: [.autocommit]),
    Example(framework: .flyway, sql: "SET lock_timeout = '2s';\n\(index)", transports: [managed]),
    Example(
      framework: .flyway, sql: "SET lock_timeout = '2s';\n\(index)", transports: [.autocommit],
      above: ["flyway.toml": "[flyway]\nmixed = true\n"]),
    Example(
      framework: .flyway,
      sql: "DROP INDEX CONCURRENTLY i; VACUUM t; ALTER SYSTEM SET a = b; REINDEX SCHEMA s;",
      transports: [.autocommit]),
    Example(framework: .flyway, sql: "REINDEX INDEX CONCURRENTLY i;", transports: [managed]),
    Example(framework: .flyway, sql: "CLUSTER;", transports: [managed]),
    Example(
      framework: .flyway, sql: "ALTER TABLE t DETACH PARTITION p CONCURRENTLY;",
      transports: [managed]),
    Example(
      framework: .flyway, sql: "CLUSTER;", transports: [.autocommit], path: "m/V1__x.sql",
      files: ["V1__x.sql.conf": "executeInTransaction=false\n"]),
    Example(
      framework: .flyway, sql: index, transports: [managed], path: "m/V1__x.sql",
      files: ["V1__x.sql.conf": "executeInTransaction=true\n"]),
    Example(
      framework: .flyway, sql: "CLUSTER;", transports: [managed], ignored: ["m/V1__x.conf"],
      path: "m/V1__x.sql", files: ["V1__x.conf": "executeInTransaction=false\n"]),
    Example(
      framework: .flyway, sql: "-- flyway:executeInTransaction=false\nCLUSTER;",
      transports: [managed],
      ignored: ["-- flyway:executeInTransaction=false"]),
    Example(
      framework: .flyway, sql: "SELECT 1;", transports: [.transactionForAll],
      above: ["flyway.conf": "flyway.group=true\n"]),
    Example(
      framework: .flyway, sql: "SELECT 1;", transports: [.autocommit],
      above: ["flyway.conf": "flyway.executeInTransaction=false\n"]),
    // Liquibase: on the line of the changeset, however long that is; for its rollback, too.
    Example(
      framework: .liquibase,
      sql: """
        --liquibase formatted sql
        --changeset somebody.with.a.long.name:with-a-long-description-of-the-change runInTransaction:false
        \(index)--rollback DROP INDEX i;
        --changeset me:2
        SELECT 1;
        """,
      transports: [.autocommit, .autocommit, .transactionPerChangeset]),
    Example(
      framework: .liquibase,
      sql: "--liquibase formatted sql\n--changeset me:1 runInTransaction: false\n\(index)",
      transports: [.transactionPerChangeset], ignored: ["--changeset me:1 runInTransaction: false"]),
    Example(
      framework: .liquibase,
      sql: "--liquibase formatted sql\n--changeset me:1\n--runInTransaction:false\n\(index)",
      transports: [.transactionPerChangeset], ignored: ["--runInTransaction:false"]),
    Example(
      framework: .liquibase,
      sql:
        "--liquibase formatted sql\n--changeset me:1 runInTransaction:false splitStatements:false\nSELECT 1;\n\(index)",
      transports: [.pipeline]),
    // Atlas: in the comment at the top, with an empty line behind it.
    Example(
      framework: .atlas, sql: "-- Index\n-- atlas:txmode none\n\n\(index)",
      transports: [.autocommit]),
    Example(
      framework: .atlas, sql: "-- atlas:txmode none\n\(index)", transports: [managed],
      ignored: ["-- atlas:txmode none"]),
    Example(
      framework: .atlas, sql: "SELECT 1;\n\n-- atlas:txmode none\n\n\(index)",
      transports: [managed],
      ignored: ["-- atlas:txmode none"]),
    Example(
      framework: .atlas, sql: "-- atlas:txmode all\n\n\(index)", transports: [managed],
      ignored: ["-- atlas:txmode all"]),
    Example(framework: .atlas, sql: "-- atlas:txmode file\n\n\(index)", transports: [managed]),
    // tern: this line, for the part in which it stands.
    Example(
      framework: .tern,
      sql: "---- tern: disable-tx ----\n\(index)---- create above / drop below ----\nSELECT 1;",
      transports: [.autocommit, managed]),
    Example(
      framework: .tern,
      sql: "\(index)---- create above / drop below ----\n---- tern: disable-tx ----\nSELECT 1;",
      transports: [managed, .autocommit]),
    Example(
      framework: .tern, sql: "---- tern: disable-tx ---- \n\(index)", transports: [managed],
      ignored: ["---- tern: disable-tx ---- "]),
    Example(
      framework: .tern, sql: "-- tern: disable-tx\n\(index)", transports: [managed],
      ignored: ["-- tern: disable-tx"]),
    // graphile-migrate: the first line of the body.
    Example(
      framework: .graphileMigrate, sql: "--! no-transaction\n\(index)", transports: [.implicit]),
    Example(
      framework: .graphileMigrate,
      sql: "--! Previous: sha1:a\n--! Hash: sha1:b\n\n--! no-transaction\n\(index)",
      transports: [.implicit]),
    Example(
      framework: .graphileMigrate, sql: "--! Previous: sha1:a\n--! no-transaction\n\n\(index)",
      transports: [managed], ignored: ["--! no-transaction"]),
    Example(
      framework: .graphileMigrate, sql: "-- ! no-transaction\n\(index)", transports: [managed],
      ignored: ["-- ! no-transaction"]),
    Example(
      framework: .graphileMigrate, sql: "--! no-transaction\n\(index)", transports: [managed],
      ignored: ["--! no-transaction"], path: "migrations/current/1.sql"),
    // sql-migrate: in these letters, for its direction.
    Example(
      framework: .sqlMigrate,
      sql: "-- +migrate Up notransaction\n\(index)-- +migrate Down\nSELECT 1;",
      transports: [.autocommit, managed]),
    Example(
      framework: .sqlMigrate, sql: "-- +migrate up notransaction\n\(index)", transports: [managed],
      ignored: ["-- +migrate up notransaction"]),
    Example(
      framework: .sqlMigrate, sql: "-- +migrate Up noTransaction\n\(index)", transports: [managed],
      ignored: ["-- +migrate Up noTransaction"]),
    Example(
      framework: .sqlMigrate, sql: "  -- +migrate Up notransaction\n\(index)",
      transports: [managed],
      ignored: ["-- +migrate Up notransaction"]),
    // Prisma sends a file that it cannot split as one string.
    Example(
      framework: .prisma, sql: "SELECT 1;\nDROP INDEX CONCURRENTLY i;", transports: [.implicit]),
    // node-pg-migrate knows this in JavaScript only.
    Example(
      framework: .nodePgMigrate, sql: "-- pgm.noTransaction()\n\(index)",
      transports: [.transactionForAll], ignored: ["-- pgm.noTransaction()"]),
    // The words of others.
    Example(
      framework: .hasura, sql: "-- no-transaction\n\(index)", transports: [managed],
      ignored: ["-- no-transaction"]),
    Example(
      framework: .golangMigrate, sql: "-- +goose NO TRANSACTION\n\(index)", transports: [.implicit],
      ignored: ["-- +goose NO TRANSACTION"]),
    Example(
      framework: .flyway, sql: "-- atlas:txmode none\n\nCLUSTER;", transports: [managed],
      ignored: ["-- atlas:txmode none"]),
    // Nothing is lost where no transaction is opened.
    Example(framework: .psql, sql: "-- no-transaction\n\(index)", transports: [.autocommit]),
  ])
  func directives(_ example: Example) {
    let migration = sent(
      example.sql, by: FrameworkChoice(example.framework), path: example.path,
      files: example.files, above: example.above)
    #expect(migration.transports == example.transports, "\(example.framework): \(example.sql)")
    #expect(migration.ignored == example.ignored, "\(example.framework): \(example.sql)")
  }

  @Test func aRollbackInCommentsIsRunByHand() {
    let migration = sent("SELECT 1;\n-- Rollback\n-- SELECT 2;\n", by: FrameworkChoice(.goose))
    #expect(migration.transports == [.transactionPerFile, .autocommit])
    #expect(migration.sections[1].transportCause == .byHand)
  }

  @Test func withoutARunnerFilesGoToPsql() {
    let migration = read("-- no transaction\nSELECT 1;", settings: RunnerSettings())
    #expect(migration.transports == [.autocommit])
    let asked = read("SELECT 1;", settings: RunnerSettings(transport: .transactionPerFile))
    #expect(asked.sections[0].transportCause == .asked)
  }
}
