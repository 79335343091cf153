import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import Testing

@Suite("Markers cut a file into up and down sections")
struct ConventionTests {
  @Test(
    "Each framework's own pair",
    arguments: [
      ("-- +goose Up", "-- +goose Down"),
      ("-- +goose up", "-- +goose down"),
      ("-- +migrate Up", "-- +migrate Down"),
      ("-- +migrate Up notransaction", "-- +migrate Down notransaction"),
      ("-- migrate:up", "-- migrate:down"),
      ("--migrate:up transaction:false", "--migrate:down transaction:false"),
      ("-- rambler up", "-- rambler down"),
      ("-- Up Migration", "-- Down Migration"),
      ("--- UP  migration", "----down migration"),
    ])
  func pair(up: String, down: String) {
    let migration = read("\(up)\nCREATE TABLE a ();\n\n\(down)\nDROP TABLE a;\n")
    #expect(migration.kinds == [.up, .down])
    #expect(statements(.up, of: migration) == ["CREATE TABLE a ()"])
    #expect(statements(.down, of: migration) == ["DROP TABLE a"])
    #expect(migration.text(migration.sections[0].heading) == up)
    #expect(migration.rollbackHeading == down)
    #expect(migration.violations == [])
  }

  @Test func drizzleEndsStatementsWithoutSemicolons() {
    let migration = read("CREATE TABLE a ()\n--> statement-breakpoint\nCREATE TABLE b ();")
    #expect(statements(.up, of: migration) == ["CREATE TABLE a ()", "CREATE TABLE b ()"])
  }

  @Test func ternHasOneLineBetween() {
    let migration = read("CREATE TABLE a ();\n---- create above / drop below ----\nDROP TABLE a;")
    #expect(statements(.up, of: migration) == ["CREATE TABLE a ()"])
    #expect(statements(.down, of: migration) == ["DROP TABLE a"])
    #expect(migration.sections[0].heading == nil)
  }

  @Test func withoutMarkersAFileIsOneUpSection() {
    let migration = read("CREATE TABLE a ();")
    #expect(migration.kinds == [.up])
    #expect(migration.sections[0].range == ByteRange(start: 0, end: 18))
    #expect(migration.rollback == .none)
  }

  @Test func aFileMayHoldSeveralPairs() {
    let migration = read(
      """
      -- migrate:up
      CREATE TABLE a ();
      -- migrate:down
      DROP TABLE a;
      -- migrate:up
      CREATE TABLE b ();
      -- migrate:down
      DROP TABLE b;
      """)
    #expect(migration.kinds == [.up, .down, .up, .down])
    #expect(statements(.down, of: migration) == ["DROP TABLE a", "DROP TABLE b"])
  }

  @Test func theFirstMarkerDecidesWhoseMarkersCount() {
    let migration = read(
      "-- +goose Up\nSELECT 1;\n-- Down Migration\nSELECT 2;\n-- +goose Down\nSELECT 3;")
    #expect(statements(.up, of: migration) == ["SELECT 1", "SELECT 2"])
    #expect(statements(.down, of: migration) == ["SELECT 3"])
  }

  @Test func sqlAboveTheFirstMarkerIsUp() {
    let migration = read("SELECT 0;\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;")
    #expect(migration.kinds == [.up, .up, .down])
    #expect(statements(.up, of: migration) == ["SELECT 0", "SELECT 1"])
  }

  @Test func commentsAboveTheFirstMarkerAreNoSection() {
    let migration = read("-- Author: me\n\n-- migrate:up\nSELECT 1;")
    #expect(migration.kinds == [.up])
    #expect(migration.header["author"]?.value == "me")
  }

  @Test(
    "A marker inside something else is none",
    arguments: [
      "SELECT '\n-- +goose Down\n';",
      "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$\n-- +goose Down\n$$;",
      "/*\n-- +goose Down\n*/ SELECT 1;",
      "SELECT 1; -- +goose Down\nSELECT 2;",
      "-- the section -- +goose Down\nSELECT 1;",
    ])
  func hidden(sql: String) {
    #expect(read("-- +goose Up\n" + sql).kinds == [.up])
  }

  @Test(
    "Sentences are no markers",
    arguments: [
      "-- Down migration is not needed.", "-- Up migration: see below",
      "-- Add down migration script here",
      "-- +goose NO TRANSACTION", "-- +goose StatementBegin", "-- migrate:upwards", "-- ramble up",
    ])
  func sentences(comment: String) {
    let migration = read("SELECT 1;\n\(comment)\nSELECT 2;")
    #expect(migration.kinds == [.up])
    #expect(migration.sections[0].heading == nil)
  }

  @Test func anEmptyDownSectionIsEmpty() {
    let migration = read("-- +goose Up\nSELECT 1;\n-- +goose Down\n-- TODO\n-- +goose StatementEnd")
    #expect(migration.sections[1].syntax.statements.isEmpty)
    guard case .section(let heading, isEmpty: true) = migration.rollback else {
      Issue.record("\(migration.rollback)")
      return
    }
    #expect(migration.text(heading) == "-- +goose Down")
  }

  @Test func aDownSectionMaySayWhyItIsEmpty() {
    let migration = read("-- +goose Up\nSELECT 1;\n-- +goose Down\n-- nothing to do\n")
    #expect(migration.sections[1].declaresNothing)
    let hidden = read("-- +goose Up\nSELECT 1;\n-- +goose Down\n-- by hand:\n-- DROP TABLE a;\n")
    #expect(!hidden.sections[1].declaresNothing)
  }

  @Test func nodePgMigrateHeadingOverCommentsIsARollbackInComments() {
    let migration = read("CREATE TABLE a ();\n-- Down Migration\n-- DROP TABLE a;\n")
    #expect(migration.kinds == [.up, .rollback])
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
  }

  @Test func theNameOfAFileOutweighsWordsThatMayBeChance() {
    let migration = read(
      "ALTER TABLE a ADD b int;\n-- Down Migration\nDELETE FROM a;", path: "007_a.down.sql")
    #expect(migration.kinds == [.down])
    #expect(migration.rollback == .isRollback)
  }

  @Test func markersOutweighTheNameOfAFile() {
    let migration = read(
      "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;", path: "9_payment_rollback.sql")
    #expect(migration.purpose == .migration)
    #expect(migration.kinds == [.up, .down])
  }

  @Test func carriageReturnsAndByteOrderMark() {
    let migration = read("\u{FEFF}-- migrate:up\r\nSELECT 1;\r\n-- migrate:down\r\nSELECT 2;\r\n")
    #expect(statements(.up, of: migration) == ["SELECT 1"])
    #expect(statements(.down, of: migration) == ["SELECT 2"])
  }
}

@Suite("Liquibase's formatted SQL")
struct LiquibaseTests {
  @Test func changesetsWithTheirRollbacks() {
    let migration = read(
      """
      --liquibase formatted sql

      --changeset me:1
      CREATE TABLE a ();
      --rollback DROP TABLE a;

      -- changeset me:2 runInTransaction:false
      CREATE INDEX CONCURRENTLY i ON a (b)
      --rollback DROP INDEX
      --rollback   i;
      --changeset me:3
      SELECT 1;
      /* liquibase rollback
      SELECT 2;
      */
      """)
    #expect(migration.kinds == [.up, .rollback, .up, .rollback, .up, .rollback])
    #expect(
      statements(.up, of: migration) == [
        "CREATE TABLE a ()", "CREATE INDEX CONCURRENTLY i ON a (b)", "SELECT 1",
      ])
    #expect(migration.sections[3].syntax.statements.count == 1)
    #expect(migration.sections[3].syntax.statements[0].unreadFrom == nil)
    #expect(statements(.rollback, of: migration).last == "SELECT 2")
    #expect(migration.rollbackHeading == "--rollback")
    #expect(migration.violations == [])
  }

  @Test(
    "Words that say that no statement is needed",
    arguments: ["not required", "empty", "changesetId:1 changesetAuthor:me"])
  func declared(words: String) {
    let migration = read(
      "--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n--rollback \(words)\n")
    guard case .section(_, isEmpty: false) = migration.rollback else {
      Issue.record("\(migration.rollback)")
      return
    }
    #expect(statements(.rollback, of: migration) == [])
  }

  @Test func withoutTheFirstLineItIsPlainSQL() {
    let migration = read("--changeset me:1\nSELECT 1;\n--rollback not required\n")
    #expect(migration.kinds == [.up])
    #expect(migration.rollback == .none)
  }
}
