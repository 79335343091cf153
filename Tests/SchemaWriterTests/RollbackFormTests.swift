import Catalog
import Diagnostics
import Effects
import Migrations
import SQLSyntax
import SchemaWriter
import Testing

/// A migration whose way back has everything that may go wrong in a file: semicolons, empty lines and comments in a
/// body, a guarded type, notes.
private let history = """
  CREATE TYPE mood AS ENUM ('calm');
  CREATE TABLE t (a int, b mood);
  CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
  BEGIN

    -- Rollback
    PERFORM 1; -- not the end;
    RETURN 1;
  END
  $$;
  """
private let migration = """
  DROP FUNCTION f();
  ALTER TABLE t DROP COLUMN b;
  DROP TYPE mood;
  CREATE INDEX t_a ON t (a);
  """

private func read(_ path: String, _ text: String, _ names: Set<String> = []) -> Migration {
  readMigration(
    path: path, bytes: Array(text.utf8), surroundings: Surroundings(names: names),
    settings: RunnerSettings())
}

/// Writes the way back of a file, reads it again, and runs what is found there.
///
/// - Returns: the whole text, and how the schema differs from the one before.
private func written(
  _ path: String, _ text: String, framework: Framework? = nil
) -> (text: String, difference: [String]) {
  let before = server(history)
  let file = read(path, text)
  let rollbacks = writtenRollbacks(for: file, on: before)
  let form = RollbackForm(of: file, framework: framework, hasUndoFiles: false)
  let bytes = form.text(of: file, with: rollbacks)
  let again = read(path, String(decoding: bytes, as: UTF8.self))
  var server = before
  for section in again.sections where section.kind == .up {
    server.run(section.syntax, transport: .autocommit) { _, _, _, _ in }
  }
  var failures: [String] = []
  for section in again.sections.reversed() where section.kind != .up {
    server.run(section.syntax, transport: .autocommit) { _, _, effects, _ in
      if let failure = effects.failure { failures.append(failure.message) }
    }
  }
  return (
    String(decoding: bytes, as: UTF8.self), failures + difference(before.catalog, server.catalog)
  )
}

@Suite struct RollbackFormTests {
  @Test(arguments: [
    ("-- +goose Up\n", ""), ("-- +goose Up\n", "\n\n-- +goose Down\n"),
    (
      "-- +goose Up\n",
      "\n-- +goose Down\n-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd"
    ),
    ("-- migrate:up\n", "\n-- migrate:down\n"), ("-- migrate:up transaction:false\n", ""),
    ("-- +migrate Up\n", ""), ("-- rambler up\n", ""),
    ("-- Up Migration\n", "\n-- Down Migration\n"),
    ("", "\n---- create above / drop below ----\n"), ("", ""),
    ("-- Migration: 002\n-- Reversible: Yes\n\n", "\n\n-- Rollback\n-- DROP TABLE x;\n"),
    ("--liquibase formatted sql\n--changeset me:1 splitStatements:false\n", ""),
    ("--liquibase formatted sql\n--changeset me:1\n", "\n--rollback DROP TABLE x;\n"),
  ])
  func isFoundAgain(_ head: String, _ tail: String) {
    let (text, difference) = written("002_x.sql", head + migration + tail)
    #expect(difference == [], "\(text)")
    // A second time, nothing is left of the first.
    let (again, _) = written("002_x.sql", text)
    #expect(again == text)
  }

  @Test func runnersThatCutAtSemicolons() {
    let (text, _) = written("1_x.sql", "-- +goose Up\n" + migration)
    #expect(text.contains("-- +goose StatementBegin\nDO $$ BEGIN"))
    #expect(!text.contains("-- +goose StatementBegin\nALTER"))
    #expect(!written("1_x.sql", "-- migrate:up\n" + migration).text.contains("StatementBegin"))
  }

  @Test func concurrentlyWhereTheRunnerLetsIt() {
    func statements(_ path: String, _ text: String) -> [String] {
      writtenRollbacks(for: read(path, text, ["1_x.down.sql"]), on: server(history))
        .flatMap(\.script.statements)
    }
    let index = "CREATE INDEX CONCURRENTLY i ON t (a);\n"
    let concurrent = ["DROP INDEX CONCURRENTLY IF EXISTS i"]
    let plain = ["DROP INDEX IF EXISTS i"]
    #expect(statements("1_x.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n" + index) == concurrent)
    #expect(statements("1_x.sql", "-- +goose Up\nCREATE INDEX i ON t (a);") == plain)
    // The way down would need the same words.
    #expect(
      statements("1_x.sql", "-- migrate:up transaction:false\n" + index + "-- migrate:down\n")
        == plain)
  }

  @Test func changesetsAreUndoneOneByOne() {
    let (text, difference) = written(
      "x.sql",
      """
      --liquibase formatted sql
      --changeset me:1
      ALTER TABLE t ADD c int;
      --changeset me:2
      ALTER TABLE t RENAME c TO d;
      """)
    #expect(
      text == """
        --liquibase formatted sql
        --changeset me:1
        ALTER TABLE t ADD c int;

        --rollback ALTER TABLE t DROP COLUMN IF EXISTS c;

        --changeset me:2
        ALTER TABLE t RENAME c TO d;

        --rollback ALTER TABLE t RENAME COLUMN d TO c;

        """)
    #expect(difference == [])
  }

  @Test(
    arguments: [
      ("m/1_x.up.sql", nil, "m/1_x.down.sql"), ("m/2020_x/up.sql", .diesel, "m/2020_x/down.sql"),
      ("deploy/a/x.sql", .sqitch, "revert/a/x.sql"), ("s/deploy/x.sql", nil, "s/revert/x.sql"),
    ] as [(String, Framework?, String)])
  func companions(_ path: String, _ framework: Framework?, _ companion: String) {
    let file = read(path, migration)
    #expect(
      RollbackForm(of: file, framework: framework, hasUndoFiles: false)
        == .companion(path: companion))
  }

  @Test func undoFilesWhereTheProjectHasSome() {
    let file = read("m/V2__x.sql", migration)
    #expect(RollbackForm(of: file, framework: .flyway, hasUndoFiles: false) == .comments)
    #expect(
      RollbackForm(of: file, framework: .flyway, hasUndoFiles: true)
        == .companion(path: "m/U2__x.sql"))
  }

  @Test func aTransactionAroundAFileOfItsOwn() {
    let file = read("deploy/x.sql", "BEGIN;\n\(migration)\nCOMMIT;\n")
    let rollbacks = writtenRollbacks(for: file, on: server(history))
    let text = String(
      decoding: RollbackForm.companionText(of: rollbacks, for: file), as: UTF8.self)
    #expect(text.hasPrefix("-- Takes back x.sql.\n\nBEGIN;\n\nDROP INDEX IF EXISTS t_a;\n"))
    #expect(text.hasSuffix("\n\nCOMMIT;\n"))
  }
}
