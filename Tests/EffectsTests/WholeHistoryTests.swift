import Catalog
import Effects
import Migrations
import SQLSyntax
import Testing

/// What a history tells that is probably whole.
@Suite struct WholeHistoryTests {
  private func last(_ files: String..., isWhole: Bool = true) -> Effects {
    var replay = Replay(version: 15, expectsWholeHistory: isWhole)
    var last = Effects()
    for (place, sql) in files.enumerated() {
      replay.beginFile(place)
      replay.run(parse(Array(sql.utf8)), transport: .autocommit) { _, _, effects, _ in
        last = effects
      }
    }
    return last
  }

  private func locks(_ effects: Effects) -> [String] {
    effects.locks.map { "\($0.relation.name) \($0.mode.name)" }.sorted()
  }

  @Test func whatItHasNotMadeIsNotThereForIfExists() {
    let table = "CREATE TABLE t (a int);"
    #expect(last(table, "DROP TABLE IF EXISTS u").skips)
    #expect(!last(table, "DROP TABLE IF EXISTS u", isWhole: false).skips)
    // It has used something that it has not made: it is not whole.
    #expect(!last(table, "TRUNCATE v", "DROP TABLE IF EXISTS u").skips)
    #expect(last(table, "DROP TABLE u").failure == nil)
  }

  @Test func rowsAreWhereItHasPutThem() {
    let tables = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p);"
    let insert = "INSERT INTO p VALUES (1);"
    let copy = "INSERT INTO c SELECT id FROM p"
    #expect(!locks(last(tables, copy)).contains("public.p RowShareLock"))
    #expect(locks(last(tables, insert, copy)).contains("public.p RowShareLock"))
    #expect(locks(last(tables, copy, isWhole: false)).contains("public.p RowShareLock"))
    #expect(
      !locks(last(tables, insert, "TRUNCATE p CASCADE", copy)).contains("public.p RowShareLock"))
  }

  @Test func temporaryTablesEndWithTheSession() {
    let table = "CREATE TEMP TABLE t (a int);"
    #expect(last(table, table).failure == nil)
    #expect(last(table + table).failure?.sqlstate == "42P07")
  }
}
