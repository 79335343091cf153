import TestSupport
import Testing

@Suite struct RollbackTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("m/1_t.sql", "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);")
  }

  @Test func showsTheSQL() throws {
    try directory.write(
      "m/2_n.sql",
      """
      ALTER TABLE t ADD n int;
      CREATE INDEX i ON t (n);

      -- Rollback
      -- DROP INDEX i;
      -- ALTER TABLE t
      --   DROP n;
      """)
    let result = try runWhimbrel("rollback", "m/2_n.sql", in: directory)
    #expect(result.status == 0)
    #expect(
      result.standardOutput == """
        -- m/2_n.sql: back by the rollback in its comments
        DROP INDEX i;
        ALTER TABLE t
          DROP n;

        """)
    #expect(try runWhimbrel("rollback", "--check", "m/2_n.sql", in: directory).status == 0)
  }

  @Test func explainsWhatIsLeft() throws {
    try directory.write("m/2_n.up.sql", "ALTER TABLE t ADD n int;\nCREATE INDEX i ON t (a);\n")
    try directory.write("m/2_n.down.sql", "ALTER TABLE t DROP n;\n")
    let result = try runWhimbrel("rollback", "--check", "m/2_n.up.sql", in: directory)
    #expect(result.status == 1)
    #expect(
      result.standardOutput == """
        m/2_n.up.sql: the rollback does not undo the migration
          back by m/2_n.down.sql
          it leaves index i behind
            m/2_n.up.sql:2: the migration
          it deletes column t.n and all that was written there since the migration
            m/2_n.down.sql:1: here
          compared before the migration and behind its rollback: 3 columns, 1 index, 1 table

        """)
  }

  @Test func tellsWhereItFails() throws {
    try directory.write(
      "m/2_v.sql",
      "-- migrate:up\nCREATE VIEW v AS SELECT a FROM t;\n-- migrate:down\nDROP VIEW v;\nDROP VIEW v;\n"
    )
    let result = try runWhimbrel("rollback", "--check", "m/2_v.sql", in: directory)
    #expect(result.status == 1)
    #expect(result.standardOutput.contains("the rollback fails"))
    #expect(result.standardOutput.contains("m/2_v.sql:5: here"))
  }

  @Test func tellsThatThereIsNone() throws {
    let none = try runWhimbrel("rollback", "m/1_t.sql", in: directory)
    #expect(none.status == 1)
    #expect(none.standardError.contains("m/1_t.sql: nothing says how to undo it"))
    try directory.write("m/2_d.sql", "-- Reversible: No, nobody needs it\nDROP TABLE t;")
    let stated = try runWhimbrel("rollback", "m/2_d.sql", in: directory)
    #expect(stated.status == 0)
    #expect(stated.standardOutput == "-- m/2_d.sql: not reversible: nobody needs it\n")
  }

  @Test func refusesWhatItCannotUse() throws {
    try directory.write("m/2_n.down.sql", "DROP TABLE t;")
    #expect(try runWhimbrel("rollback", "m/2_n.down.sql", in: directory).status == 2)
    #expect(try runWhimbrel("rollback", "m/9.sql", in: directory).status == 2)
    let both = try runWhimbrel("rollback", "--show", "--check", "m/1_t.sql", in: directory)
    #expect(both.status == 2)
    #expect(both.standardError.contains("--show and --check exclude each other"))
  }

  /// Names of sqitch's changes tell no order; its plan does.
  @Test func aChangeOfSqitchIsFollowedByItsRevertFile() throws {
    try directory.write(
      "sqitch.plan",
      "%project=x\n\nusers 2025-01-01T00:00:00Z a <a>\nemail 2025-01-02T00:00:00Z a <a>\n")
    try directory.write("deploy/users.sql", "CREATE TABLE users (id int);")
    try directory.write("deploy/email.sql", "ALTER TABLE users ADD COLUMN email text;")
    try directory.write("revert/users.sql", "DROP TABLE users;")
    try directory.write("revert/email.sql", "ALTER TABLE users DROP COLUMN email;")
    let result = try runWhimbrel("rollback", "--check", "deploy/email.sql", in: directory)
    #expect(result.status == 0)
    #expect(result.standardOutput.contains("deploy/email.sql: the rollback undoes the migration"))
  }
}
