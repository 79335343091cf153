import Diagnostics
import Lint
import SQLLexer
import Testing

/// Goal: a message says since when something is what it is, and points at the place, in whatever file that is.
@Suite struct DefinitionTests {
  /// The findings of the last file; the others are there, and not checked.
  private func report(_ files: String..., rule: String) async -> FileReport {
    var inputs = files.enumerated().map { place, sql in
      LintInput(
        path: "m/00\(place + 1)_x.sql", bytes: Array(sql.utf8),
        settings: LintSettings(selected: [rule]), role: .history)
    }
    inputs[inputs.count - 1].role = .asked
    return await lint(inputs)[0]
  }

  /// The texts of the places that a finding refers to.
  private func texts(_ report: FileReport) -> [String] {
    report.findings.flatMap(\.related).map { place in
      let files = report.referred + [ReferredFile(path: report.path, bytes: report.bytes)]
      let bytes = files.first { $0.path == place.path }?.bytes ?? []
      return String(decoding: bytes[place.range.indices], as: UTF8.self)
    }
  }

  @Test func aColumnHasItsTypeSinceTheLastChange() async {
    let found = await report(
      "CREATE TABLE t (\n  a varchar(9),\n  b int NOT NULL DEFAULT 3\n);",
      "ALTER TABLE t ALTER COLUMN a TYPE varchar(50);",
      "ALTER TABLE t RENAME COLUMN a TO name; ALTER TABLE t RENAME TO people;",
      "ALTER TABLE people ALTER name TYPE varchar(20), ALTER b TYPE bigint;",
      rule: "changing-column-type")
    let messages = found.findings.map(\.message)
    #expect(messages.count == 2)
    #expect(messages[0].contains("people.name is varchar(50) since 002_x.sql"))
    #expect(messages[1].hasSuffix("people.b is integer since 001_x.sql"))
    #expect(texts(found) == ["ALTER COLUMN a TYPE varchar(50)", "b int NOT NULL DEFAULT 3"])
    #expect(found.referred.map(\.path) == ["m/001_x.sql", "m/002_x.sql"])
  }

  @Test func inTheSameFileTheFileIsNotNamed() async {
    let found = await report(
      "SELECT 1;",
      "ALTER TABLE t ADD COLUMN a int;\nALTER TABLE t ALTER COLUMN a TYPE bigint;",
      rule: "changing-column-type")
    #expect(found.findings.allSatisfy { $0.message.hasSuffix("t.a is integer") })
    #expect(texts(found) == ["a int"])
    #expect(found.referred.isEmpty)
  }

  @Test func whatNoFileTellsHasNoPlace() async {
    let found = await report(
      "ALTER TABLE t ALTER COLUMN a SET DEFAULT 3;", "ALTER TABLE t ALTER COLUMN a TYPE bigint;",
      rule: "changing-column-type")
    #expect(found.findings.count == 1)
    #expect(texts(found) == [])
  }

  @Test func functionsAndDomainsOfNewColumns() async {
    let found = await report(
      """
      CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
      CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT d_positive CHECK (VALUE > 0);
      """,
      "DO $$ BEGIN ALTER TABLE t ADD a int DEFAULT f(), ADD b d; END $$;",
      rule: "adding-column-rewrites")
    #expect(
      texts(found) == [
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
        "ALTER DOMAIN d ADD CONSTRAINT d_positive CHECK (VALUE > 0)",
      ])
  }

  @Test func constraintsThatDoNotServeYet() async {
    let found = await report(
      "CREATE TABLE t (a int);\nALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;",
      "ALTER TABLE t ALTER COLUMN a SET NOT NULL;", rule: "set-not-null")
    #expect(texts(found) == ["CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID"])
  }
}
