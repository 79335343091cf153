import Catalog
import Effects
import SQLSyntax
import SeededRandom
import Testing

/// Whatever has been executed since a mark, undo leaves the catalogue as it was, and redo as it was then.
struct UndoTests {
  static let statements = [
    "CREATE TABLE a (id int PRIMARY KEY, b text UNIQUE, CHECK (id > 0))",
    "CREATE TABLE c (a_id int REFERENCES a, s serial)",
    "CREATE INDEX i ON a (b)", "CREATE UNIQUE INDEX ON c (a_id)",
    "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id)",
    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
    "CREATE TABLE d () INHERITS (a)",
    "DROP TABLE a", "DROP TABLE a CASCADE", "DROP TABLE c", "DROP INDEX i", "DROP TABLE p",
    "DROP TABLE d", "DROP SCHEMA public CASCADE", "CREATE SCHEMA app",
    "ALTER TABLE a RENAME TO a2", "ALTER TABLE a2 RENAME TO a", "ALTER TABLE a RENAME b TO bb",
    "ALTER TABLE a ADD COLUMN n int", "ALTER TABLE a DROP COLUMN b CASCADE",
    "ALTER TABLE a ALTER id TYPE bigint", "ALTER TABLE a SET SCHEMA app",
    "COMMENT ON TABLE a IS 'x'", "ALTER INDEX i RENAME TO j",
    "CREATE TYPE mood AS ENUM ('a')", "ALTER TYPE mood ADD VALUE 'b'", "DROP TYPE mood",
    "CREATE VIEW v AS SELECT * FROM a", "DROP VIEW v",
    "BEGIN", "ROLLBACK", "COMMIT", "SAVEPOINT s", "ROLLBACK TO s", "this is no SQL",
  ]

  @Test(arguments: 0..<200)
  func undoTakesAllBackAndRedoDoesItAgain(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    func text() -> String {
      (0..<Int.random(in: 0..<30, using: &random)).map { _ in
        UndoTests.statements.randomElement(using: &random)!
      }.joined(separator: ";\n")
    }
    var (server, _) = replay(text())
    let before = server.catalog.dump
    let mark = server.mark()
    _ = server.run(text())
    let after = server.catalog.dump
    let redo = server.takeBack(to: mark)
    #expect(server.catalog.dump == before)
    let second = server.mark()
    server.redo(redo)
    #expect(server.catalog.dump == after)
    server.undo(to: second)
    #expect(server.catalog.dump == before)
  }
}

extension Catalog {
  /// All that can be asked of it, in words.
  var dump: [String] {
    allObjects.map { id in
      let object = self[id]
      return "\(id.number) \(qualifiedName(id)) \(object.comment ?? "") \(object.definition) "
        + "\(dependencies(on: ObjectAddress(id)).map { $0.dependent.object.number })"
    }
  }
}
