import Catalog
import Effects
import Testing

/// What two texts make of an empty database, compared.
private func difference(_ old: String, _ new: String) -> [String] {
  let (one, _) = replay(old)
  let (other, _) = replay(new)
  return SchemaDifference(from: one.catalog.snapshot, to: other.catalog.snapshot).lines
}

extension Catalog {
  fileprivate var snapshot: SchemaSnapshot { items(of: allObjects) }
}

extension SchemaDifference {
  fileprivate var lines: [String] {
    missing.map { "- \($0.identity)" } + extra.map { "+ \($0.identity)" }
      + changes.map { change in
        let (old, new) = (change.old[change.property], change.new[change.property])
        return "\(change.old.identity): \(change.property.rawValue) \(old.words) -> \(new.words)"
      }
  }
}

@Suite struct SchemaDifferenceTests {
  let table = "CREATE TABLE t (id bigserial PRIMARY KEY, name varchar(50) UNIQUE);"

  @Test func nothing() {
    #expect(difference(table, table) == [])
    #expect(
      difference(
        table,
        """
        CREATE SEQUENCE t_id_seq;
        CREATE TABLE t (name varchar(50), id bigint DEFAULT nextval('t_id_seq') NOT NULL);
        ALTER SEQUENCE t_id_seq OWNED BY t.id;
        ALTER TABLE t ADD PRIMARY KEY (id), ADD UNIQUE (name);
        """) == [])
  }

  @Test func partsOfWhatIsMissingAreNotMentioned() {
    #expect(difference(table, "") == ["- table public.t"])
    #expect(
      difference(
        "CREATE SCHEMA app; CREATE TABLE app.a (); CREATE VIEW app.v AS SELECT 1 AS one", "")
        == ["- schema app"])
    #expect(
      difference(
        "CREATE TABLE t (id int, n int); CREATE INDEX ON t (n); CREATE INDEX ON t (id)",
        "CREATE TABLE t (id int); CREATE INDEX ON t (id)")
        == ["- column public.t.n", "- index public.t_n_idx"])
  }

  @Test func columns() {
    #expect(
      difference("CREATE TABLE t (a int)", "CREATE TABLE t (a bigint NOT NULL DEFAULT 1, b text)")
        == [
          "+ column public.t.b", "column public.t.a: type integer -> bigint",
          "column public.t.a: nullability nullable -> NOT NULL",
          "column public.t.a: default none -> 1",
        ])
  }

  @Test func constraintsAndIndexes() {
    #expect(
      difference(
        "CREATE TABLE t (a int CHECK (a > 0)); CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a int CHECK (a > 1)); CREATE INDEX i ON t (a DESC)") == [
          "index public.i: definition CREATE INDEX i ON public.t USING btree (a) -> "
            + "CREATE INDEX i ON public.t USING btree (a DESC)",
          "constraint t_a_check on public.t: definition CHECK ((a > 0)) -> CHECK ((a > 1))",
        ])
  }

  @Test func otherObjects() {
    #expect(
      difference(
        "CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        """
        CREATE TYPE mood AS ENUM ('a', 'b');
        CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2';
        COMMENT ON TYPE mood IS 'how'
        """) == [
          "function public.f(integer): body select 1 -> select 2",
          "type public.mood: labels 'a' -> 'a', 'b'", "type public.mood: comment none -> how",
        ])
  }

  @Test func whatNobodyHasMadeIsAssumed() {
    let (server, _) = replay("ALTER TABLE t ADD COLUMN a int", isEmpty: false)
    let snapshot = server.catalog.snapshot
    #expect(snapshot[.init(.table, "public.t")]?.certainty == .assumed)
    #expect(snapshot[.init(.column, "public.t", part: "a")]?.certainty == .certain)
  }

  @Test func touchedObjects() {
    var (server, _) = replay(table + "CREATE TABLE other ()")
    let mark = server.mark()
    _ = server.run("ALTER TABLE t ADD COLUMN n int; CREATE INDEX i ON t (n)")
    let names = server.catalog.touched(since: mark).map(server.catalog.qualifiedName).sorted()
    #expect(names == ["public.i", "public.t"])
  }
}
