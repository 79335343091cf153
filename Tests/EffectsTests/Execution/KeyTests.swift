import Effects
import SQLSyntax
import Testing

/// Facts about indexes and keys; measured by scripts/oracle.
@Suite struct KeyTests {
  private let tables = """
    CREATE TABLE parent (id int PRIMARY KEY);
    CREATE TABLE t (id int, n int NOT NULL, at timestamptz, parent_id int REFERENCES parent);
    CREATE UNIQUE INDEX t_id ON t (id);
    CREATE UNIQUE INDEX t_n ON t (n);
    CREATE TABLE pt (id int, k int) PARTITION BY LIST (k);
    CREATE FUNCTION dice() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 4; END';
    """

  @Test(
    arguments: [
      ("CREATE INDEX ON t (id) WHERE at > now()", "42P17"),
      ("CREATE INDEX ON t ((n + dice()))", "42P17"),
      ("CREATE INDEX ON t ((n + 1)) WHERE n > 0", nil),
      ("CREATE UNIQUE INDEX ON pt (id)", "0A000"),
      ("CREATE UNIQUE INDEX ON pt (id, k)", nil),
      ("CREATE INDEX ON pt (id)", nil),
    ] as [(String, String?)])
  func indexesThatAreRefused(sql: String, sqlstate: String?) {
    #expect(effects(after: tables, of: sql).failure?.sqlstate == sqlstate, "\(sql)")
  }

  @Test func aKeyOverNullableColumnsReadsThem() {
    func columns(_ sql: String) -> [String] {
      effects(after: tables, of: sql).nullableKeys.values.flatMap { $0 }
    }
    #expect(columns("ALTER TABLE t ADD PRIMARY KEY USING INDEX t_id") == ["id"])
    #expect(columns("ALTER TABLE t ADD PRIMARY KEY USING INDEX t_n") == [])
    let check = "ALTER TABLE t ADD CHECK (id IS NOT NULL);"
    #expect(columns(check + "ALTER TABLE t ADD PRIMARY KEY USING INDEX t_id") == [])
    #expect(columns("ALTER TABLE unknown ADD PRIMARY KEY USING INDEX i") == [])
  }

  @Test func theOtherTableOfAForeignKeyIsTold() {
    func others(_ sql: String) -> [String] {
      effects(after: tables, of: sql).locks.filter(\.isOfForeignKey).map(\.relation.name)
    }
    #expect(others("DROP TABLE t") == ["public.parent"])
    #expect(others("ALTER TABLE t DROP CONSTRAINT t_parent_id_fkey") == ["public.parent"])
    #expect(others("DROP TABLE t, parent") == [])
    #expect(others("ALTER TABLE t ALTER n SET DEFAULT 1") == [])
  }

  @Test func olderVersionsRefuseWhatNewerOnesDo() {
    let sql = "ALTER TABLE pt ADD FOREIGN KEY (id) REFERENCES parent NOT VALID"
    #expect(effects(after: tables, of: sql, version: 17).failure?.sqlstate == "42809")
    let effects = effects(after: tables, of: sql, version: 18)
    #expect(effects.failure == nil)
    #expect(effects.olderFailure?.since == 18)
  }

  @Test(arguments: [
    ("at > now()", "now", true), ("at < CURRENT_TIMESTAMP", "current_timestamp", true),
    ("who = current_user", "current_user", false), ("random() > 0.5", "random", false),
    ("lower(who) = who", "", true), ("app.now() > at", "", true),
    ("age(at) > '1 day'", "age", true),
    ("age(at, born) > '1 day'", "", true),
  ])
  func callsWhoseAnswerChanges(condition: String, names: String, areClocks: Bool) throws {
    let file = parse(Array("ALTER TABLE t ADD CHECK (\(condition))".utf8))
    let expression = try #require(file.statements[0].constraints.first?.expression)
    let calls = UnstableCalls(in: expression, of: file)
    #expect(calls.names.joined(separator: " ") == names)
    #expect(calls.areClocks == areClocks)
  }
}
