import Migrations
import SQLSyntax
import Testing

/// The order in which the sections of a way back run.
@Suite struct WayBackOrderTests {
  private func statements(_ sql: String) -> [String] {
    let migration = readMigration(path: "1.sql", bytes: Array(sql.utf8))
    return migration.wayBack.flatMap { section in
      let syntax = migration.sections[section].syntax
      return syntax.statements.map { syntax.text($0.range) }
    }
  }

  @Test func downSectionsLastOneFirst() {
    #expect(
      statements(
        """
        -- migrate:up
        CREATE TABLE a ();
        -- migrate:down
        DROP TABLE a;
        -- migrate:up
        CREATE TABLE b ();
        -- migrate:down
        DROP TABLE b;
        """) == ["DROP TABLE b", "DROP TABLE a"])
  }

  @Test func rollbacksInCommentsBetweenStatementsLastOneFirst() {
    #expect(
      statements(
        """
        CREATE TABLE a ();
        -- Rollback
        -- DROP TABLE a;

        CREATE TABLE b ();
        -- Rollback
        -- DROP TABLE b;
        """) == ["DROP TABLE b", "DROP TABLE a"])
  }

  @Test func nothing() {
    #expect(statements("CREATE TABLE a ();\n-- Rollback\n-- nothing to do") == [])
    #expect(statements("-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\n") == [])
  }
}
