import Diagnostics
import Migrations
import SQLLexer
import SQLSyntax
import Testing

private let up = "CREATE TABLE a (id int);\n\n"

@Suite("A rollback kept in comments")
struct RollbackCommentTests {
  @Test func asTheMigrationGuideWritesIt() {
    let migration = read(
      up + """
        -- Rollback script (for documentation)
        -- DROP TABLE IF EXISTS user_preferences CASCADE;

        """)
    #expect(migration.kinds == [.up, .rollback])
    #expect(
      statements(.rollback, of: migration) == ["DROP TABLE IF EXISTS user_preferences CASCADE"])
    #expect(migration.rollbackHeading == "-- Rollback script (for documentation)")
    let statement = migration.sections[1].syntax.statements[0]
    #expect(migration.text(statement.range) == "DROP TABLE IF EXISTS user_preferences CASCADE")
    #expect(migration.violations == [])
  }

  @Test(
    "Headings",
    arguments: [
      "-- Rollback", "-- ROLLBACK:", "--rollback", "-- Down", "-- down:", "-- UNDO", "-- Revert:",
      "-- Downgrade", "-- Roll back:", "-- roll-back", "-- Rollback SQL", "-- Rollback steps:",
      "-- ===== ROLLBACK =====", "-- ---- Down ----", "-- ─── Rollback ───", "-- [Rollback]",
      "-- >>> UNDO <<<", "-- @rollback", "-- ** Rollback **", "-- Rollback (run by hand)",
      "-- Rollback (for documentation):", "-- Rollback migration 004", "-- Rollback 004_users.sql:",
      "-- 5. Rollback script (OPTIONAL - for reference)", "-- PART 5: Rollback Script",
      "-- Step 3) rollback:", "-- ROLLBACK (executar manualmente se precisar desfazer):",
      "-- ROLLBACK — stop the writers first. Use these,\n-- in this order:",
      "-- To rollback this migration (use with caution!):", "-- Down (rollback)",
      "-- Rollback: run this\n--", "-- DOWN: Drop table", "-- TO UNDO all of this:",
      "-- Rollback plan\n-- =====\n\n-- To undo this migration:\n",
      "-- Rollback\n/* UNDO - run if it fails\n*/", "-- To rollback:",
      "-- To revert this migration, run:", "-- How to undo:",
      "-- Manual rollback",
      "-- Emergency rollback procedure", "-- Rollback: run the statements below",
      "-- Rollback - run by hand", "-- Rollback — run by hand",
      "-- Undo (all but the rows,\n-- which are gone):",
      "/* Rollback */", "/* UNDO SQL -- */", "/*\n * Rollback:\n */", "-- Rollback.",
    ])
  func headings(heading: String) {
    let migration = read(up + heading + "\n-- DROP TABLE a;\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
    #expect(migration.violations == [])
  }

  @Test(
    "Prose that begins with the same words, above a commented statement",
    arguments: [
      "-- Down time is short", "-- Downtime: none", "-- down-time expected",
      "-- Rollback is not possible because the rows are gone", "-- Rollbacks are kept elsewhere",
      "-- Undo the change made in 003", "-- Revert to the state before 003", "-- Reverting is safe",
      "-- rollback to savepoint testing;", "-- ROLLBACK;", "-- UNDO's table", "-- Rollback_segment",
      "-- Downstream columns may still point here", "-- Down by 5 percent",
      "-- Undoing some changes",
      "-- Roll out later", "-- 5. rolling back", "-- Part of the rollback",
      "-- To undo, re-run migration 0029", "-- Rollback en caso de error", "-- To be deleted",
      "-- No rollback", "-- See the rollback below",
    ])
  func prose(comment: String) {
    let migration = read(up + comment + "\n-- DROP TABLE a;\n")
    #expect(migration.kinds == [.up])
    #expect(migration.rollback == .none)
  }

  @Test(
    "A heading with prose behind it and no SQL is none",
    arguments: [
      "-- Rollback: restore the backup of last night",
      "-- Rollback: Drop all backup tables and sequences",
      "-- Rollback: see 004_rollback.sql", "-- Undo: the default of 003 was wrong",
      "-- Rollback: Update the documentation", "-- Rollback - none",
      "-- Rollback (not needed, because\n-- it is empty)",
    ])
  func proseBehindHeading(comment: String) {
    let migration = read(up + comment + "\n")
    #expect(migration.kinds == [.up])
    #expect(migration.rollback == .none)
  }

  @Test func sqlOnTheLineOfTheHeading() {
    let migration = read(up + "-- Rollback: DROP TABLE a; DROP TABLE b;\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a", "DROP TABLE b"])
    #expect(migration.rollbackHeading == "-- Rollback:")
  }

  @Test func aHeadingAloneIsAnEmptyRollback() {
    let migration = read(up + "-- Rollback:\n-- to be written\n")
    #expect(migration.kinds == [.up, .rollback])
    guard case .section(_, isEmpty: true) = migration.rollback else {
      Issue.record("\(migration.rollback)")
      return
    }
  }

  @Test func sqlThatIsNotInCommentsRunsAndIsNoRollback() {
    let migration = read(up + "-- Rollback\nDROP TABLE a;\n")
    #expect(migration.kinds == [.up, .rollback])
    #expect(statements(.up, of: migration).last == "DROP TABLE a")
    #expect(statements(.rollback, of: migration) == [])
  }

  @Test func anImperativeAboveAStatementDescribesIt() {
    let migration = read("-- Undo 003\nDROP TABLE a;\n-- Revert changes:\nDROP TABLE b;\n")
    #expect(migration.kinds == [.up])
  }

  @Test func proseBetweenTheStatementsIsTolerated() {
    let migration = read(
      up + """
        -- Rollback
        -- =========
        -- Note: run by hand, and don't forget the backup.
        -- Drop the table first
        -- DROP TABLE a;
        -- lock the door
        -- with care
        -- Update the documentation
        -- ALTER TABLE b
        --   DROP COLUMN c,
        --   -- the index goes with it
        --   DROP COLUMN d; -- both
        -- Select the database of your team
        -- UPDATE b SET e = 'x; y'; then restart
        --
        -- Done.
        """)
    #expect(
      statements(.rollback, of: migration).map { $0.replacing("--", with: "  ") } == [
        "DROP TABLE a",
        "ALTER TABLE b\n     DROP COLUMN c,\n        the index goes with it\n     DROP COLUMN d",
        "UPDATE b SET e = 'x; y'",
      ])
    #expect(migration.sections[1].syntax.statements.allSatisfy { $0.unreadFrom == nil })
    #expect(migration.sections[1].syntax.lexed.errors.isEmpty)
    #expect(migration.violations == [])
  }

  @Test(
    "SQL of all kinds begins a statement",
    arguments: [
      "SET CONSTRAINTS ALL DEFERRED;", "BEGIN;", "begin transaction;", "COMMIT;", "DELETE FROM a;",
      "delete from a where b = 1",
      "TRUNCATE a;", "SELECT setval('s', 1);", "WITH x AS (SELECT 1) DELETE FROM a USING x;",
      "Drop Table a;", "drop table a", "DROP INDEX CONCURRENTLY IF EXISTS i;",
      "UPDATE ONLY a AS b SET c = 1",
      "UPDATE \"my table\" SET c = 1", "INSERT INTO a VALUES (1)", "COMMENT ON TABLE a IS 'x';",
      "GRANT SELECT ON a TO b;", "DO $$ BEGIN PERFORM 1; END $$;",
      "CREATE OR REPLACE VIEW v AS SELECT 1;",
      "SET LOCAL lock_timeout = '1s';", "REFRESH MATERIALIZED VIEW v;", "CALL p();",
      "alter type t rename to u",
    ])
  func begins(sql: String) {
    let migration = read(up + "-- Rollback:\n-- \(sql)\n")
    let expected = sql.hasSuffix(";") ? String(sql.dropLast()) : sql
    #expect(statements(.rollback, of: migration) == [expected])
    let remarked = read(up + "-- Rollback:\n-- \(expected); -- as it was\n")
    #expect(statements(.rollback, of: remarked) == [expected])
  }

  @Test(
    "Prose that begins with a key word does not",
    arguments: [
      "Drop the table", "Drop table a and all that hangs on it", "Create a backup first",
      "Alter nothing",
      "Delete the rows by hand", "Update the docs", "update a and b", "Insert coin",
      "Select the right host",
      "select the right host", "Begin by stopping the service", "Do not run this in production",
      "do it twice", "Set the flag", "Grant yourself time", "With care", "End of rollback",
      "Comment this out",
      "Analyze the damage", "Lock the door", "Start the service", "Values are kept",
      "Table a is kept",
      "Truncate is not possible", "dropping", "createdb test",
    ])
  func doesNotBegin(text: String) {
    let migration = read(up + "-- Rollback:\n-- \(text)\n--\n-- DROP TABLE a;\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
  }

  @Test func aBlankLineDoesNotLoseTheSQL() {
    let migration = read(
      up + "-- Rollback\n\n-- DROP TABLE a;\n--\n-- DROP TABLE b;\n\n\n-- DROP TABLE c;\n")
    #expect(
      statements(.rollback, of: migration) == ["DROP TABLE a", "DROP TABLE b", "DROP TABLE c"])
  }

  @Test func blankLinesOfACommentDoNotDivideIt() {
    let migration = read("-- Rollback:\n--\n-- DROP TABLE a;\nCREATE TABLE a ();\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
  }

  @Test func severalHeadingsAboveTheSQLAreOneSection() {
    let migration = read(up + "-- Rollback plan\n-- ===\n-- To undo:\n-- Down: DROP TABLE a;\n")
    #expect(migration.kinds == [.up, .rollback])
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
  }

  @Test func commentsOfALaterStatementAreItsOwn() {
    let migration = read(
      up + """
        -- Rollback
        -- DROP TABLE a;

        -- DROP INDEX old_way;
        CREATE INDEX i ON a (id);

        -- DROP INDEX older_way;
        """)
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
    #expect(statements(.up, of: migration).count == 2)
  }

  @Test func inTheCommentsAboveTheFirstStatement() {
    let migration = read(
      """
      -- Migration: 004
      -- Rollback: DROP TABLE a;
      -- Author: me
      CREATE TABLE a (id int);
      """)
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
    #expect(migration.header["author"]?.value == "me")
    #expect(migration.violations == [])
  }

  @Test func blockComments() {
    let migration = read(
      up + """
        /* UNDO

        BEGIN;
        -- DROP TABLE kept;
        DROP TABLE a; /* nested; */
        COMMIT;
        */
        """)
    #expect(statements(.rollback, of: migration) == ["BEGIN", "DROP TABLE a", "COMMIT"])
    #expect(migration.rollbackHeading == "UNDO")
    #expect(migration.violations == [])
  }

  @Test func aHeadingAboveABlockComment() {
    let migration = read(
      up + "-- UNDO (minus merges)\n/*\n\nDROP VIEW v;\nSELECT\n  *\nFROM b;\n*/\nCOMMIT;\n")
    #expect(statements(.rollback, of: migration) == ["DROP VIEW v", "SELECT\n  *\nFROM b"])
  }

  @Test func aBlockCommentAboveAStatementIsOneParagraph() {
    let migration = read(
      up + "-- Rollback\n\n/* DROP TABLE a;\n\nDROP TABLE b; */\nCREATE TABLE b ();\n")
    #expect(statements(.rollback, of: migration) == [])
  }

  @Test func starsDownTheSideOfABlockCommentAreNoSQL() {
    let migration = read(
      up + "/**\n * Rollback:\n *\n *   DROP TABLE a;\n *   DROP TABLE b;\n **/\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a", "DROP TABLE b"])
  }

  @Test func functionBodiesAndStringsOverLines() {
    let migration = read(
      up + """
        -- Rollback:
        -- CREATE OR REPLACE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $x$
        -- BEGIN
        --   -- Undo
        --
        --   RETURN 'a;
        --   b';
        -- END $x$;
        -- DROP TABLE a;
        """)
    let found = statements(.rollback, of: migration)
    #expect(found.count == 2)
    #expect(found[0].hasPrefix("CREATE OR REPLACE FUNCTION f()"))
    #expect(found[0].hasSuffix("END $x$"))
    #expect(found[1] == "DROP TABLE a")
  }

  @Test func everyHeadingIsASectionOfItsOwn() {
    let migration = read(
      "CREATE TABLE a ();\n-- Rollback\n-- DROP TABLE a;\n\n"
        + "CREATE TABLE b ();\n-- Rollback\n-- DROP TABLE b;\n"
        + "-- Down:\n-- DROP TABLE c;\n")
    #expect(migration.kinds == [.up, .rollback, .rollback, .rollback])
    #expect(
      statements(.rollback, of: migration) == ["DROP TABLE a", "DROP TABLE b", "DROP TABLE c"])
    #expect(migration.violations == [])
  }

  @Test(
    "Comments inside or behind a statement are no headings",
    arguments: [
      "CREATE TABLE a (\n  -- down\n  -- DROP TABLE a;\n  id int);",
      "SELECT 1; -- Rollback\n-- DROP TABLE a;\nSELECT 2;",
      "SELECT '\n-- Rollback\n-- DROP TABLE a;\n';",
    ])
  func inside(sql: String) {
    #expect(read(sql).kinds == [.up])
  }

  @Test func belowAStatementWithoutASemicolon() {
    let migration = read("CREATE TABLE a (id int)\n\n-- Rollback\n-- DROP TABLE a\n")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a"])
  }

  @Test func notInADownSection() {
    let migration = read(
      "-- Rollback: DROP TABLE b;\n\n-- Rollback\nDROP TABLE a;\n", path: "004_rollback.sql")
    #expect(migration.kinds == [.down])
  }

  @Test func offsetsAreThoseOfTheFileWhateverItsLineEndsAndScripts() {
    let sql =
      "\u{FEFF}-- Ж 🐦\r\nCREATE TABLE ж ();\r\n\r\n-- Rollback — 戻す\r\n--   DROP TABLE ж;\r\n"
    let migration = read(sql)
    #expect(migration.violations == [])
    let statement = migration.sections.last?.syntax.statements.first
    #expect(migration.text(statement?.range) == "DROP TABLE ж")
  }

  @Test func twoHeadingsInOneBlockComment() {
    let migration = read(up + "/* Rollback:\nDROP TABLE a;\nDown:\nDROP TABLE b;\n*/")
    #expect(statements(.rollback, of: migration) == ["DROP TABLE a", "DROP TABLE b"])
    #expect(migration.violations == [])
  }
}
