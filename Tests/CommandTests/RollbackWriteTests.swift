import TestSupport
import Testing

@Suite struct RollbackWriteTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test func aFileBesideTheMigration() throws {
    try directory.write("m/1_a.up.sql", "CREATE TABLE t (a int NOT NULL, b text);\n")
    try directory.write("m/2_b.up.sql", "ALTER TABLE t DROP COLUMN a; CREATE INDEX i ON t (b);\n")
    let printed = try runWhimbrel("rollback", "--print", "m/2_b.up.sql", in: directory)
    #expect(printed.status == 0)
    #expect(
      printed.standardOutput == """
        -- Takes back 2_b.up.sql.

        DROP INDEX IF EXISTS i;

        -- The values that public.t.a had do not come back, and it is the last column now.
        ALTER TABLE t ADD COLUMN IF NOT EXISTS a integer;

        -- Give public.t.a a value in every row before it is NOT NULL again.
        ALTER TABLE t ALTER COLUMN a SET NOT NULL;

        """)
    let written = try runWhimbrel("rollback", "--write", "m/2_b.up.sql", in: directory)
    #expect(written.status == 0)
    #expect(
      written.standardOutput == """
        m/2_b.down.sql: 3 statements written
          The values that public.t.a had do not come back, and it is the last column now.
          Give public.t.a a value in every row before it is NOT NULL again.

        """)
    #expect(try readText("\(directory.path)/m/2_b.down.sql") == printed.standardOutput)
  }

  @Test func whatIsThereIsNotReplaced() throws {
    let text = "CREATE TABLE t (a int);\n\n-- Rollback\n-- DROP TABLE u;\n"
    try directory.write("1_a.sql", text)
    let refused = try runWhimbrel("rollback", "--write", "1_a.sql", in: directory)
    #expect(refused.status == 1)
    #expect(
      refused.standardError == "error: 1_a.sql has a rollback already; --force replaces it\n")
    #expect(try readText("\(directory.path)/1_a.sql") == text)
    let forced = try runWhimbrel("rollback", "--write", "--force", "1_a.sql", in: directory)
    #expect(forced.status == 0)
    #expect(
      try readText("\(directory.path)/1_a.sql")
        == "CREATE TABLE t (a int);\n\n-- Rollback\n-- DROP TABLE IF EXISTS t;\n")
    // The companion of a migration is looked into.
    try directory.write("m/1_a.up.sql", "CREATE TABLE t (a int);\n")
    try directory.write("m/1_a.down.sql", "-- nothing yet\n")
    #expect(try runWhimbrel("rollback", "--write", "m/1_a.up.sql", in: directory).status == 0)
    #expect(try runWhimbrel("rollback", "--write", "m/1_a.up.sql", in: directory).status == 1)
  }

  @Test func whereNothingCanBeWritten() throws {
    try directory.write("1_a.sql", "UPDATE t SET a = 1;\n")
    let nothing = try runWhimbrel("rollback", "--write", "1_a.sql", in: directory)
    #expect(nothing.status == 1)
    #expect(
      nothing.standardError == """
        error: 1_a.sql changes nothing that a rollback could take back: The rows that line 1 changes in public.t stay as \
        the migration left them.

        """)
    try directory.write("2_b.sql", "CREATE TABLE s ();\nCREATE TABLE s ();\n")
    let failing = try runWhimbrel("rollback", "--write", "2_b.sql", in: directory)
    #expect(failing.status == 1)
    #expect(
      failing.standardError == """
        error: 2_b.sql: there is no rollback of what does not run. Line 2 of the migration fails: relation "s" already \
        exists.

        """)
    #expect(try runWhimbrel("rollback", "--write", "none.sql", in: directory).status == 2)
  }

  @Test func driftAsStatements() throws {
    try directory.write(
      "m/1_a.sql", "CREATE TABLE t (a int UNIQUE, b text);\nCREATE VIEW v AS SELECT a FROM t;\n")
    try directory.write(
      "schema.sql",
      "CREATE TABLE t (a int CONSTRAINT k UNIQUE);\nCREATE TABLE u ();\nCREATE TABLE schema_migrations (v int);\n"
    )
    let drift = try runWhimbrel(
      "drift", "--output-format", "sql", "--schema", "schema.sql", "m", in: directory)
    #expect(drift.status == 1)
    #expect(
      drift.standardOutput == """
        DROP TABLE IF EXISTS u;

        ALTER TABLE t ADD COLUMN IF NOT EXISTS b text;

        CREATE OR REPLACE VIEW v AS SELECT a FROM t;

        """)
  }

  static let projects =
    ["documented", "incident"]
    + ((try? fileNames(in: "\(packageRoot)/examples/runners")) ?? []).map { "runners/\($0)" }

  /// What is written for the examples is found again, and undoes them.
  @Test(arguments: projects)
  func examples(_ project: String) throws {
    _ = try run(
      "/bin/cp", ["-R", "\(packageRoot)/examples/\(project)", "copy"], in: directory.path)
    var count = 0
    for file in sqlFiles(in: "copy") {
      let written = try runWhimbrel("rollback", "--write", "--force", file, in: directory)
      if written.status == 0 { count += 1 }
    }
    // These have but one file, and that one fails.
    #expect(count > 0 || ["runners/alembic", "runners/liquibase"].contains(project))
    let checked = try runWhimbrel("check", "--output-format", "concise", "copy", in: directory)
    let rules = ["rollback-incomplete", "rollback-fails", "rollback-excess", "syntax-error"]
    let bad = checked.standardOutput.split(separator: "\n")
      .filter { line in rules.contains { line.contains("[\($0)]") } }
    #expect(bad.isEmpty)
  }

  private func sqlFiles(in folder: String) -> [String] {
    guard let names = try? fileNames(in: "\(directory.path)/\(folder)") else { return [] }
    return names.flatMap { name in
      name.hasSuffix(".sql") ? ["\(folder)/\(name)"] : sqlFiles(in: "\(folder)/\(name)")
    }
  }
}
