import Effects
import Migrations
import SQLSyntax
import SchemaWriter
import Testing

private let users = """
  CREATE TYPE mood AS ENUM ('calm', 'cross');
  CREATE TABLE users (
    id bigserial PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, mood mood DEFAULT 'calm', age int CHECK (age > 0));
  CREATE INDEX users_age_idx ON users (age) WHERE age > 17;
  """

@Suite struct RollbackTests {
  @Test func whatIsMadeGoesInReverse() {
    let written = rollback(
      of: """
        CREATE TYPE colour AS ENUM ('red');
        CREATE TABLE pets (id int PRIMARY KEY, owner bigint REFERENCES users, colour colour);
        CREATE INDEX ON pets (owner);
        ALTER TABLE users ADD COLUMN pet int REFERENCES pets;
        CREATE VIEW owners AS SELECT u.email, p.colour FROM users u JOIN pets p ON p.owner = u.id;
        """, after: users)
    #expect(
      written.script.statements == [
        "DROP VIEW IF EXISTS owners",
        "ALTER TABLE users DROP COLUMN IF EXISTS pet",
        "DROP TABLE IF EXISTS pets",
        "DROP TYPE IF EXISTS colour",
      ])
    #expect(written.remains == [])
  }

  @Test func columnsComeBackWithoutTheirValues() {
    let written = rollback(
      of: "ALTER TABLE users DROP COLUMN email, DROP COLUMN age", after: users)
    #expect(
      written.script.text == """
        -- The values that public.users.email had do not come back, and it is the last column now.
        ALTER TABLE users ADD COLUMN IF NOT EXISTS email character varying(255);

        -- Give public.users.email a value in every row before it is NOT NULL again.
        ALTER TABLE users ALTER COLUMN email SET NOT NULL;

        -- The values that public.users.age had do not come back, and it is the last column now.
        ALTER TABLE users ADD COLUMN IF NOT EXISTS age integer;

        ALTER TABLE users
          DROP CONSTRAINT IF EXISTS users_age_check,
          ADD CONSTRAINT users_age_check CHECK ((age > 0));

        ALTER TABLE users
          DROP CONSTRAINT IF EXISTS users_email_key,
          ADD CONSTRAINT users_email_key UNIQUE (email);

        CREATE INDEX IF NOT EXISTS users_age_idx ON users USING btree (age) WHERE (age > 17);

        """)
    #expect(written.remains == [])
  }

  @Test func whatIsChangedChangesBack() {
    let written = rollback(
      of: """
        ALTER TABLE users ALTER COLUMN age TYPE text, ALTER COLUMN email DROP NOT NULL,
          ALTER COLUMN mood DROP DEFAULT;
        """, after: users.replacing("CHECK (age > 0)", with: ""))
    #expect(
      written.script.statements.prefix(1) == [
        """
        ALTER TABLE users
          ALTER COLUMN email SET NOT NULL,
          ALTER COLUMN mood SET DEFAULT 'calm'::mood,
          ALTER COLUMN age TYPE integer USING age::integer
        """
      ])
  }

  @Test func renamesAreSeen() {
    let written = rollback(
      of: """
        ALTER TABLE users RENAME TO people;
        ALTER TABLE people RENAME COLUMN email TO mail;
        ALTER INDEX users_age_idx RENAME TO people_age_idx;
        ALTER TABLE people ADD COLUMN name text;
        """, after: users)
    #expect(
      written.script.statements == [
        "ALTER TABLE people DROP COLUMN IF EXISTS name",
        "ALTER TABLE IF EXISTS people RENAME TO users",
        "ALTER TABLE users RENAME COLUMN mail TO email",
        "ALTER INDEX IF EXISTS people_age_idx RENAME TO users_age_idx",
      ])
    #expect(written.remains == [])
  }

  @Test func textsComeBackAsWritten() {
    let history = """
      CREATE TABLE t (a int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
      CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
      CREATE VIEW v AS SELECT a FROM t WHERE a > 1;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY p ON t USING (a > 0);
      """
    let written = rollback(
      of: """
        DROP VIEW v; DROP TRIGGER tr ON t; DROP POLICY p ON t; ALTER TABLE t DISABLE ROW LEVEL SECURITY;
        CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
        """, after: history)
    #expect(
      written.script.statements == [
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "DROP TRIGGER IF EXISTS tr ON t",
        "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE a > 1",
        "DROP POLICY IF EXISTS p ON t",
        "CREATE POLICY p ON t USING (a > 0)",
      ])
    #expect(written.remains == [])
  }

  @Test func textsFollowTheNamesOfRelations() {
    let history = """
      CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t RENAME TO u;
      """
    #expect(
      rollback(of: "DROP VIEW v", after: history).script.statements
        == ["CREATE OR REPLACE VIEW v AS SELECT a FROM u"])
    let written = rollback(
      of: "DROP VIEW v", after: history + "ALTER TABLE u RENAME COLUMN a TO b;")
    #expect(written.script.statements == [])
    #expect(
      written.script.notes.last
        == "public.v has to be made again by hand: since it was written, a column that it reads has got another name."
    )
    #expect(written.remains == ["view public.v is missing"])
  }

  @Test func theSearchPathOfTheTextIsSet() {
    let written = rollback(
      of: "DROP FUNCTION app.f()",
      after: """
        CREATE SCHEMA app; SET search_path TO app;
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; RESET search_path;
        """)
    #expect(
      written.script.statements == [
        "SET search_path TO app",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "RESET search_path",
      ])
  }

  @Test func aTypeThatWasReplacedMakesRoom() {
    let written = rollback(
      of: """
        ALTER TYPE mood RENAME TO mood_old;
        CREATE TYPE mood AS ENUM ('calm');
        ALTER TABLE users ALTER COLUMN mood DROP DEFAULT,
          ALTER COLUMN mood TYPE mood USING mood::text::mood, ALTER COLUMN mood SET DEFAULT 'calm';
        DROP TYPE mood_old;
        """, after: users)
    #expect(written.script.statements.first == "ALTER TYPE mood RENAME TO mood_undone")
    #expect(written.script.statements.last == "DROP TYPE IF EXISTS mood_undone")
    #expect(written.remains == [])
  }

  @Test func whatCannotComeBackIsSaid() {
    let written = rollback(
      of: """
        ALTER TYPE mood ADD VALUE 'glad';
        UPDATE users SET age = age + 1;
        GRANT SELECT (email, age), INSERT ON users TO reader WITH GRANT OPTION;
        ALTER TABLE users ALTER COLUMN email SET STATISTICS 500;
        """, after: users)
    #expect(
      written.script.parts == [
        .note("The rows that line 2 changes in public.users stay as the migration left them."),
        .note("The statistics target that public.users.email had does not come back."),
        .statement("REVOKE SELECT (email, age), INSERT ON users FROM reader"),
        .note(
          "The label 'glad' of public.mood stays: PostgreSQL cannot take a label from an enum."),
      ])
    #expect(written.remains == ["the labels of type public.mood"])
  }

  @Test func unknownTables() {
    var open = Replay(version: 15)
    open.beginFile(0)
    let written = WrittenRollback(
      undoing: [
        (
          parse(
            Array(
              "ALTER TABLE t ADD COLUMN a int, DROP COLUMN b; ALTER TABLE t RENAME COLUMN c TO d; CREATE INDEX i ON t (d)"
                .utf8)),
          .autocommit
        )
      ], on: open, options: WritingOptions())
    #expect(
      written.script.parts == [
        .statement("DROP INDEX IF EXISTS i"),
        .statement("ALTER TABLE t DROP COLUMN IF EXISTS a"),
        .statement("ALTER TABLE t RENAME COLUMN d TO c"),
        .note("public.t.b cannot be added again: its type is not in this history."),
      ])
  }

  /// A schema that is made behind what moves into it.
  @Test func aTableThatMovesIntoANewSchema() {
    var open = Replay(version: 15)
    open.beginFile(0)
    let written = WrittenRollback(
      undoing: [
        (
          parse(Array("CREATE TABLE t (); CREATE SCHEMA s; ALTER TABLE t SET SCHEMA s".utf8)),
          .autocommit
        )
      ], on: open, options: WritingOptions())
    #expect(
      written.script.parts == [
        .statement("DROP TABLE IF EXISTS s.t"), .statement("DROP SCHEMA IF EXISTS s"),
      ])
  }

  @Test func whatIsNotKnownOfAColumn() {
    var open = Replay(version: 15)
    open.beginFile(0)
    let written = WrittenRollback(
      undoing: [
        (
          parse(
            Array(
              """
              ALTER TABLE t ALTER a SET NOT NULL, ALTER b DROP NOT NULL, ALTER c SET DEFAULT 1, ALTER d TYPE text
              """.utf8)), .autocommit
        )
      ], on: open, options: WritingOptions())
    #expect(
      written.script.parts == [
        .note("The type that public.t.d had is not in this history."),
        .note("This fails while a row of public.t has no b."),
        .note("The default that public.t.c had is not in this history."),
        .statement("ALTER TABLE t\n  ALTER COLUMN b SET NOT NULL,\n  ALTER COLUMN a DROP NOT NULL"),
      ])
  }

  @Test func tablesThatReferToEachOther() {
    let written = rollback(
      of: """
        CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);
        ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
        """)
    #expect(
      written.script.statements == [
        "ALTER TABLE b DROP CONSTRAINT IF EXISTS b_a_fkey", "DROP TABLE IF EXISTS a",
        "DROP TABLE IF EXISTS b",
      ])
    #expect(written.remains == [])
  }

  @Test func aMigrationThatFailsHasNone() {
    #expect(
      rollback(of: "CREATE TABLE users ();", after: users).failures
        == ["Line 1 of the migration fails: relation \"users\" already exists."])
  }
}
