import Diagnostics
import Lint
import Testing

/// The help of changing-column-type is about the type, and about what becomes of the column.
@Suite struct ColumnTypeHelpTests {
  private static let start = """
    CREATE DOMAIN short AS text CHECK (char_length(VALUE) > 0 AND char_length(VALUE) <= 9);
    CREATE DOMAIN code AS short CONSTRAINT upper_case CHECK (upper(VALUE) = VALUE);
    CREATE DOMAIN whole AS int NOT NULL;
    CREATE TYPE mood AS ENUM ('a', 'b''s', 'c');
    CREATE TABLE t (id int PRIMARY KEY, v varchar(20), x text, n int, m mood);

    """

  private func help(_ sql: String) async throws -> String {
    let inputs = [("001_t.sql", Self.start), ("002_t.sql", sql)].map {
      LintInput(path: $0.0, bytes: Array($0.1.utf8))
    }
    let found = await lint(inputs).last?.findings ?? []
    return try #require(found.first { $0.rule == "changing-column-type" }?.help)
  }

  @Test func aDomainOverTheTypeIsACheck() async throws {
    let help = try await help("ALTER TABLE t ALTER COLUMN x TYPE code USING x::code;")
    #expect(help.contains("can keep its type"))
    #expect(
      help.contains(
        """
        ALTER TABLE t ADD CONSTRAINT t_x_check CHECK ((upper((x)::text) = (x)::text) AND \
        ((char_length(x) > 0) AND (char_length(x) <= 9))) NOT VALID;
        ALTER TABLE t VALIDATE CONSTRAINT t_x_check;
        """))
    #expect(!help.contains("ADD COLUMN"))
  }

  @Test func aSecondColumnHasTheTypeBelowADomain() async throws {
    let help = try await help("ALTER TABLE t ALTER COLUMN v TYPE short USING lower(v);")
    #expect(
      help.contains(
        """
        ALTER TABLE t ADD COLUMN v_new text;
        ALTER TABLE t ADD CONSTRAINT t_v_check CHECK (((char_length(v_new) > 0) AND \
        (char_length(v_new) <= 9))) NOT VALID;
        ALTER TABLE t VALIDATE CONSTRAINT t_v_check;
        """))
  }

  @Test func aDomainThatIsNotNullIsNotNull() async throws {
    let help = try await help("ALTER TABLE t ALTER COLUMN n TYPE whole;")
    #expect(help.contains("CHECK (n IS NOT NULL) NOT VALID;"))
    #expect(!help.contains("ADD COLUMN"))
  }

  @Test func aDomainThatNobodyKnowsWellIsToldInWords() async throws {
    let help = try await help(
      "CREATE DOMAIN odd AS text CHECK (f(VALUE));\nALTER TABLE t ALTER COLUMN v TYPE odd;")
    #expect(help.contains("the type below it") && !help.contains("ADD COLUMN v_new"))
  }

  @Test func aLabelIsForbiddenWithoutANewType() async throws {
    let swap = """
      CREATE TYPE mood_new AS ENUM ('a');
      ALTER TABLE t ALTER COLUMN m TYPE mood_new USING (m::text::mood_new);
      ALTER TYPE mood RENAME TO mood_old;
      ALTER TYPE mood_new RENAME TO mood;
      DROP TYPE mood_old;
      """
    let less = try await help(swap)
    #expect(less.contains("CHECK (m NOT IN ('b''s', 'c')) NOT VALID;"))
    #expect(less.contains("VALIDATE CONSTRAINT t_m_check;"))
    #expect(!less.contains("mood_new") && !less.contains("ADD COLUMN"))
    let other = try await help(swap.replacing("ENUM ('a')", with: "ENUM ('a', 'b''s', 'd')"))
    #expect(other.contains("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'd';"))
    #expect(other.contains("CHECK (m <> 'c') NOT VALID;"))
  }

  @Test func labelsGoWhereTheyAreWanted() async throws {
    let swap = """
      ALTER TYPE mood RENAME TO mood_old;
      CREATE TYPE mood AS ENUM ('z', 'a', 'x', 'y', 'c', 'q');
      ALTER TABLE t ALTER COLUMN m TYPE mood USING m::text::mood;
      DROP TYPE mood_old;
      """
    #expect(
      try await help(swap).contains(
        """
        ALTER TYPE mood ADD VALUE IF NOT EXISTS 'z' BEFORE 'a';
        ALTER TYPE mood ADD VALUE IF NOT EXISTS 'x' BEFORE 'c';
        ALTER TYPE mood ADD VALUE IF NOT EXISTS 'y' BEFORE 'c';
        ALTER TYPE mood ADD VALUE IF NOT EXISTS 'q';
        """))
    let ordered = try await help(swap.replacing("'z', 'a', 'x', 'y', 'c'", with: "'c', 'a'"))
    #expect(ordered.hasPrefix("no command puts labels into another order: add a column of the new"))
    #expect(!ordered.contains("ADD VALUE") && ordered.contains("ADD COLUMN m_new mood;"))
  }

  @Test func bothTypesKeepTheirNames() async throws {
    let help = try await help(
      """
      CREATE TYPE mood_new AS ENUM ('a');
      ALTER TABLE u ALTER COLUMN m TYPE mood_new USING (m::text::mood_new);
      ALTER TYPE mood RENAME TO mood_old;
      ALTER TYPE mood_new RENAME TO mood;
      """)
    #expect(help.contains("keep their names until the old column is gone:\n"))
    #expect(help.contains("ADD COLUMN m_new mood_new;"))
  }

  @Test(arguments: [
    ("", "ALTER TABLE t DROP COLUMN n;", "a later statement drops the column"),
    (
      "", "ALTER TABLE t RENAME n TO o; ALTER TABLE t DROP o;", "a later statement drops the column"
    ),
    ("", "ALTER TABLE t RENAME n TO o;", "ADD COLUMN n_new bigint;"),
    ("", "DROP TABLE t;", "a later statement drops the table"),
    ("", "DELETE FROM t;", "a later statement deletes all rows"),
    ("", "TRUNCATE u, t;", "a later statement deletes all rows"),
    ("TRUNCATE t;", "", "no row is left"),
    ("DELETE FROM t;", "", "no row is left"),
    ("", "DELETE FROM t WHERE n = 1;", "ADD COLUMN n_new bigint;"),
    ("", "ALTER TABLE t DROP COLUMN x;", "ADD COLUMN n_new bigint;"),
  ])
  func aColumnThatGoesNeedsNoSecond(_ before: String, _ after: String, _ words: String) async throws
  {
    let help = try await help("\(before)\nALTER TABLE t ALTER COLUMN n TYPE bigint;\n\(after)")
    #expect(help.contains(words))
    #expect(help.contains("ADD COLUMN") == words.contains("ADD COLUMN"))
  }
}
