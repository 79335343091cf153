import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import Testing

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
private struct Sequence64 {
  var state: UInt64
  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}

private let fragments = [
  "-- Rollback\n", "-- Rollback: DROP TABLE a;\n", "-- DROP TABLE a;\n", "-- prose, don't read\n",
  "\n", "\n\n",
  "\r\n", "DROP TABLE b;\n", "SELECT ';", "'", "$$", "$x$ ", "/* UNDO\n", "*/", "/*",
  "DELETE FROM c;\n", "-- +goose Up\n",
  "-- +goose Down\n", "-- migrate:up\n", "-- migrate:down\n",
  "---- create above / drop below ----\n",
  "-- Down Migration\n", "--liquibase formatted sql\n", "--changeset a:b\n",
  "--rollback DROP TABLE d;\n",
  "--rollback not required\n", "/* liquibase rollback\nSELECT 1;\n*/\n",
  "COPY t FROM stdin;\n1\n\\.\n", "\\g\n", "\\set x y\n",
  "-- Reversible: No -\n", "  ", "(", ")", ";", "-- ", "ж", "\u{FEFF}",
  "CREATE TABLE a (\n-- down\nid int);\n",
  "-- UPDATE a\n--   SET b = 'x;\n-- y';\n", " * ", "{{ x }}", "\0", "-- E'\\'';\n", "-- BEGIN;\n",
]

@Suite("Whatever the bytes")
struct PropertyTests {
  @Test func sectionsKeepTheBytesAndOffsetsOfTheFile() {
    var random = Sequence64(state: 42)
    for _ in 0..<4_000 {
      var sql = ""
      for _ in 0..<random.next(below: 24) { sql += fragments[random.next(below: fragments.count)] }
      let violations = read(sql).violations
      #expect(violations == [], "\(sql.debugDescription)")
      if !violations.isEmpty { return }
    }
  }

  @Test func everyPrefixOfAMigration() {
    let sql = Array(
      """
      -- Migration: 004
      -- Reversible: No, because
      CREATE TABLE "ж" (id int);
      /* Rollback:
       * DROP TABLE "ж";
       */
      -- Down (all):
      -- DO $$ BEGIN NULL; END $$;
      -- migrate:down
      DROP TABLE "ж";
      """.utf8)
    for length in 0...sql.count {
      let migration = readMigration(
        path: "1.sql", bytes: Array(sql[..<length]))
      #expect(migration.violations == [], "\(length) bytes")
    }
  }

  @Test func manyHeadings() {
    let count = 10_000
    let sql = String(repeating: "SELECT 1;\n-- Rollback\n-- DROP TABLE a;\n", count: count)
    let migration = read(sql)
    #expect(migration.sections.count == count + 1)
    #expect(statements(.rollback, of: migration).count == count)
    let empty = read(String(repeating: "-- Rollback\n\nSELECT 1;\n", count: count))
    #expect(empty.sections.count == count + 1)
    #expect(empty.violations == [])
  }

  @Test func manyMarkers() {
    let sql = String(
      repeating: "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n", count: 10_000)
    let migration = read(sql)
    #expect(migration.sections.count == 20_000)
    #expect(migration.violations == [])
  }

  @Test(
    "Long monotonous files",
    arguments: [
      "-- Rollback:\n-- select x\n", "-- Rollback (\n", "--\n", "-- a: b\n", "/* Rollback ", "-- $",
      "-- Rollback: (",
      "--rollback a\n", "-- -", "* \n", "/*\n*", "\n", "-- to to to ", "-- update a b c d e\n",
    ])
  func monotonous(fragment: String) {
    let sql = String(repeating: fragment, count: 5_000)
    for head in [
      "", "-- Rollback\n", "--liquibase formatted sql\n", "/*", "-- Rollback\n-- SELECT $a$\n",
    ] {
      #expect(read(head + sql).violations == [])
    }
  }
}
