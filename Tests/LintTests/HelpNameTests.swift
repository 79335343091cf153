import Diagnostics
import Lint
import Testing

/// What a help text makes up a name for is not there yet.
extension RealFindingTests {
  private static let table = """
    CREATE TABLE t (a int CHECK (a > 0), b int, c int REFERENCES t (d), d int PRIMARY KEY);
    ALTER TABLE t ADD CONSTRAINT t_b_set CHECK (b > 0) NOT VALID;
    ALTER TABLE t ADD CONSTRAINT t_b_not_null CHECK (b > 1) NOT VALID;
    CREATE INDEX t_b_idx ON t (b);
    CREATE INDEX t_a_idx ON t (a);

    """

  @Test(arguments: [
    ("constraint-not-valid", "ADD CHECK (a < 9)", "t_a_check1 CHECK (a < 9) NOT VALID;"),
    ("constraint-not-valid", "ADD CHECK (a < 9)", "VALIDATE CONSTRAINT t_a_check1;"),
    ("constraint-not-valid", "ADD CHECK (a < 9), ADD CHECK (a < 8)", "t_a_check1 CHECK (a < 9)"),
    ("constraint-not-valid", "ADD FOREIGN KEY (c) REFERENCES t (d)", "t_c_fkey1 FOREIGN KEY"),
    ("constraint-not-valid", "ADD CHECK (b < 9)", "t_b_check CHECK (b < 9) NOT VALID;"),
    ("not-valid-never-validated", "ADD CHECK (a < 9) NOT VALID", "CONSTRAINT t_a_check1;"),
    ("adding-unique-constraint", "DROP CONSTRAINT t_b_key, ADD UNIQUE (b)", "t_b_idx1 ON t (b);"),
    (
      "adding-unique-constraint",
      "ALTER b SET DEFAULT 1; DROP INDEX t_a_idx; ALTER TABLE t ADD CONSTRAINT t_a_idx UNIQUE (b)",
      "t_b_idx1 ON t (b);"
    ),
    (
      "adding-unique-constraint", "ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (b)",
      "u ON t (b) NULLS NOT DISTINCT;"
    ),
    ("set-not-null", "ALTER b SET NOT NULL", "ADD CONSTRAINT t_b_set1 CHECK (b IS NOT NULL)"),
    ("set-not-null", "ALTER c SET NOT NULL", "ADD CONSTRAINT t_c_set CHECK (c IS NOT NULL)"),
  ])
  func aNewNameIsFree(_ rule: String, _ change: String, _ help: String) async throws {
    let key = change.contains("t_b_key") ? "ALTER TABLE t ADD CONSTRAINT t_b_key UNIQUE (b);" : ""
    let found = await findings([
      ("001_t.sql", Self.table + key), ("002_t.sql", "ALTER TABLE t \(change);"),
    ])
    let finding = try #require(found.first { $0.rule == rule })
    #expect(try #require(finding.help).contains(help))
  }

  @Test func theIndexOfAForeignKeyHasAFreeName() async throws {
    let found = await findings([
      (
        "001_t.sql",
        "CREATE TABLE u (id int PRIMARY KEY);\nCREATE TABLE t (a int, b int);\n"
          + "CREATE INDEX t_a_idx ON t (b);"
      ),
      ("002_t.sql", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (id);"),
    ])
    let finding = try #require(found.first { $0.rule == "foreign-key-without-index" })
    #expect(try #require(finding.help).contains("t_a_idx1 ON t (a);"))
  }
}
