import Catalog
import Effects
import Testing

/// How a schema file differs from migrations.
private func drift(
  _ migrations: String, _ schema: String, isEmpty: Bool = true,
  _ change: (inout SchemaDrift.Options) -> Void = { _ in }
) -> [String] {
  let (history, _) = replay(migrations, isEmpty: isEmpty)
  let (file, _) = replay(schema)
  var options = SchemaDrift.Options()
  options.isWhole = isEmpty
  change(&options)
  let drift = SchemaDrift(history: history.catalog, schema: file.catalog, options: options)
  return drift.differences.map { difference in
    switch difference {
    case .missing(let item): "missing \(item.identity)"
    case .extra(let item, _): "extra \(item.identity)"
    case .changed(let change): "\(change.old.identity): \(change.property.rawValue)"
    case .order(let item, _, let one, let two): "\(item.identity): \(one) \(two)"
    }
  } + drift.uncertain.map { "uncertain \($0.identity)" }
}

@Suite struct SchemaDriftTests {
  @Test func inStep() {
    #expect(
      drift(
        "CREATE TABLE t (id serial); ALTER TABLE t ADD n int; ALTER TABLE t DROP COLUMN id",
        "CREATE TABLE t (n int)") == [])
  }

  @Test func bothWays() {
    #expect(
      drift(
        "CREATE TABLE t (a int, b int); CREATE TABLE u (); DROP TABLE u",
        "CREATE TABLE t (a bigint, c int); CREATE TABLE u ()") == [
          "missing column public.t.b", "extra column public.t.c", "extra table public.u",
          "column public.t.a: type",
        ])
  }

  @Test func whatTheHistoryDoesNotKnow() {
    // The history is not whole: it may be what made u, but not what still has b.
    #expect(
      drift(
        "ALTER TABLE t ADD a int; ALTER TABLE t ADD b int; ALTER TABLE t DROP b",
        "CREATE TABLE t (id int, a int, b int); CREATE TABLE u ()", isEmpty: false) == [
          "extra column public.t.b", "uncertain column public.t.id", "uncertain table public.u",
        ])
  }

  @Test func madeUpNames() {
    let (migrations, schema) = (
      "CREATE TABLE t (a int UNIQUE, b int); CREATE INDEX ON t (b)",
      "CREATE TABLE t (a int CONSTRAINT once UNIQUE, b int); CREATE INDEX fast ON t (b)"
    )
    #expect(drift(migrations, schema) == [])
    #expect(
      drift(migrations, schema) { $0.comparesMadeUpNames = true } == [
        "missing constraint t_a_key on public.t", "missing index public.t_b_idx",
        "extra index public.fast", "extra constraint once on public.t",
      ])
    // Names that somebody gave count always.
    #expect(
      drift(
        "CREATE TABLE t (a int); CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a int); CREATE INDEX j ON t (a)")
        == ["missing index public.i", "extra index public.j"])
  }

  @Test func triggersAndPolicies() {
    let rest = """
      CREATE TABLE t (a int, b int);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      """
    let (migrations, schema) = (
      """
      CREATE TRIGGER x BEFORE INSERT OR UPDATE OF a ON t FOR EACH ROW EXECUTE PROCEDURE f();
      CREATE POLICY p ON t FOR SELECT USING (a = 1);
      """,
      """
      CREATE TRIGGER x BEFORE INSERT OR UPDATE OF a ON public.t FOR EACH ROW
        EXECUTE FUNCTION public.f();
      CREATE POLICY p ON public.t FOR SELECT USING ((a = 1));
      """
    )
    #expect(drift(rest + migrations, rest + schema) == [])
    let other = """
      CREATE TRIGGER x BEFORE INSERT OR UPDATE OF a ON t EXECUTE FUNCTION f();
      CREATE POLICY p ON t FOR SELECT USING (a = 1 AND b = 2);
      """
    #expect(
      drift(rest + migrations, rest + other) == [
        "policy p on public.t: definition", "trigger x on public.t: definition",
      ])
  }

  @Test func orderOfColumns() {
    let (migrations, schema) = ("CREATE TABLE t (a int, b int)", "CREATE TABLE t (b int, a int)")
    #expect(drift(migrations, schema) == [])
    #expect(
      drift(migrations, schema) { $0.comparesColumnOrder = true }
        == [#"table public.t: ["a", "b"] ["b", "a"]"#])
  }

  @Test func booksOfTheRunner() {
    let (migrations, schema) = (
      "CREATE TABLE t ()", "CREATE TABLE t (); CREATE TABLE schema_migrations (v text PRIMARY KEY)"
    )
    #expect(drift(migrations, schema) == ["extra table public.schema_migrations"])
    #expect(drift(migrations, schema) { $0.bookkeeping = ["schema_migrations"] } == [])
  }
}

/// What a dump spells otherwise than the migrations do.
@Suite struct DumpedSchemaTests {
  @Test(arguments: [
    ("COMMENT ON TABLE t IS E'it\\'s'", "COMMENT ON TABLE t IS 'it''s'"),
    ("CREATE EXTENSION hstore", "CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'pairs'"),
    ("CREATE ROLE web", ""),
    (
      "CREATE TABLE k (a int UNIQUE, b int CONSTRAINT c UNIQUE, PRIMARY KEY (a), UNIQUE (b))",
      "CREATE TABLE k (a int PRIMARY KEY, b int); ALTER TABLE k ADD CONSTRAINT c UNIQUE (b)"
    ),
    (
      "ALTER TABLE t ADD a text COLLATE \"C\", ADD b text COLLATE \"default\"",
      "ALTER TABLE t ADD a text COLLATE pg_catalog.\"C\", ADD b text"
    ),
    (
      "ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = false)",
      "DROP TABLE t; CREATE TABLE t () WITH (fillfactor='70', toast.autovacuum_enabled='false')"
    ),
    (
      "CREATE FUNCTION f(a varchar(3)) RETURNS char(5) LANGUAGE sql AS 'SELECT ''x'''",
      "CREATE FUNCTION f(a character varying) RETURNS character LANGUAGE sql AS $$SELECT 'x'$$"
    ),
    (
      """
      CREATE TYPE mood AS ENUM ('a', 'b');
      ALTER TABLE t ADD m mood DEFAULT 'a' CHECK (m <> 'a');
      ALTER TYPE mood RENAME VALUE 'a' TO 'it''s'
      """,
      """
      CREATE TYPE mood AS ENUM ('it''s', 'b');
      ALTER TABLE t ADD m mood DEFAULT 'it''s'::mood CONSTRAINT t_m_check CHECK (m <> 'it''s')
      """
    ),
  ])
  func isInStep(_ migrations: String, _ dump: String) {
    #expect(drift("CREATE TABLE t ();" + migrations, "CREATE TABLE t ();" + dump) == [])
  }
}
