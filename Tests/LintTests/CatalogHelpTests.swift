import Diagnostics
import Lint
import Testing

/// What is to be written instead depends on the columns that are SET.
@Suite struct CatalogHelpTests {
  @Test(arguments: [
    ("UPDATE pg_index SET indisready = false WHERE indrelid = 't'::regclass", "DROP INDEX before"),
    ("UPDATE pg_index SET indislive = true, indisvalid = true", "REINDEX INDEX CONCURRENTLY"),
    ("UPDATE pg_index SET indisvalid = true", "REINDEX INDEX CONCURRENTLY"),
    ("UPDATE pg_index SET indisunique = true", "CREATE INDEX CONCURRENTLY"),
    ("UPDATE pg_index SET indisclustered = true", "CLUSTER ON"),
    ("UPDATE pg_enum SET enumlabel = 'b' WHERE enumlabel = 'a'", "RENAME VALUE"),
    ("INSERT INTO pg_enum (enumtypid, enumlabel) VALUES (1, 'a')", "ADD VALUE"),
    ("DELETE FROM pg_enum WHERE enumlabel = 'a'", "cannot be taken away"),
    ("UPDATE pg_attribute SET attnotnull = true", "SET NOT NULL"),
    ("UPDATE pg_attribute SET atttypmod = 44", "widening a varchar"),
    ("UPDATE pg_catalog.pg_constraint SET convalidated = true", "VALIDATE CONSTRAINT"),
    ("UPDATE pg_constraint SET conkey = NULL", "ALTER command of the object"),
    ("UPDATE pg_trigger SET tgenabled = 'D'", "DISABLE TRIGGER"),
  ])
  func whatIsSetSaysWhatItIsFor(_ sql: String, _ help: String) async throws {
    let file = LintInput(path: "001_x.sql", bytes: Array("\(sql);".utf8))
    let finding = try #require(
      await lint([file]).first?.findings.first { $0.rule == "system-catalog-changed" })
    #expect(try #require(finding.help).contains(help))
  }
}
