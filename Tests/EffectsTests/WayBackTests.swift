import Catalog
import Effects
import Testing

/// What a way back makes of what its migration did.
@Suite struct WayBackTests {
  /// - Parameter before: what has run before.
  private func wayBack(
    _ before: String = "", up: String, down: String, isEmpty: Bool = true,
    dropped: Set<String> = []
  ) -> WayBack {
    var (server, _) = replay(before, isEmpty: isEmpty)
    server.beginFile(7)
    let start = server.mark()
    _ = server.run(up)
    server.beginFile(8)
    let middle = server.mark()
    _ = server.run(down)
    var numbers = WayBack.Numbers(migration: 7, wayBack: 8)
    numbers.dropped = dropped
    return server.compare(from: start, over: middle, numbers)
  }

  private func lines(_ wayBack: WayBack) -> [String] {
    wayBack.differences.map { "\($0.kind) \($0.item.identity)" }
  }

  private let table = "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL DEFAULT 'x');"

  @Test func whatIsUndoneIsAsBefore() {
    #expect(lines(wayBack(up: table, down: "DROP TABLE t")) == [])
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t ADD n int", down: "ALTER TABLE t DROP n")) == [])
    // The order of columns does not count.
    #expect(
      lines(
        wayBack(
          table, up: "ALTER TABLE t DROP a",
          down: "ALTER TABLE t ADD a text NOT NULL DEFAULT 'x'")) == [])
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t RENAME TO u", down: "ALTER TABLE u RENAME TO t"))
        == [])
  }

  @Test func whatStays() {
    #expect(
      lines(wayBack(table, up: "CREATE INDEX i ON t (a)", down: "")) == [
        "staysBehind index public.i"
      ])
    // Of a table that stays, its parts are not named.
    #expect(lines(wayBack(up: table, down: "")) == ["staysBehind table public.t"])
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t RENAME a TO b", down: ""))
        == ["staysRenamed column public.t.b"])
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t ALTER a DROP NOT NULL", down: ""))
        == ["staysChanged(Catalog.SchemaItem.Property.nullability) column public.t.a"])
  }

  @Test func whatNoneOfTheFilesMakesMayHaveBeenThere() {
    func touch(_ code: String) -> String {
      "CREATE OR REPLACE FUNCTION touch() RETURNS int LANGUAGE sql AS $$ \(code) $$;"
    }
    #expect(
      lines(wayBack(up: touch("SELECT 2"), down: touch("SELECT 1"), isEmpty: false)) == [])
    #expect(
      lines(wayBack(up: touch("SELECT 2"), down: touch("SELECT 2"), isEmpty: false))
        == ["staysBehind function public.touch()"])
    #expect(
      lines(
        wayBack(
          "INSERT INTO t (a) VALUES (1);", up: "DROP TABLE t;",
          down: "CREATE TABLE t (a int); COMMENT ON TABLE t IS 'as it was';", isEmpty: false)) == []
    )
    #expect(
      lines(
        wayBack(
          "CREATE TABLE t (a int);", up: "DROP TABLE t;",
          down: "CREATE TABLE t (a int); COMMENT ON TABLE t IS 'as it was';"))
        == ["comesBackOtherwise(Catalog.SchemaItem.Property.comment) table public.t"])
  }

  @Test func whatDoesNotComeBackAsItWas() {
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t DROP CONSTRAINT t_pkey", down: ""))
        == ["staysAway constraint t_pkey on public.t"])
    #expect(
      lines(wayBack(table, up: "ALTER TABLE t DROP a", down: "ALTER TABLE t ADD a text NOT NULL"))
        == ["comesBackOtherwise(Catalog.SchemaItem.Property.default) column public.t.a"])
    // A key of the same name took the place of the one before.
    #expect(
      lines(
        wayBack(
          table,
          up: """
            ALTER TABLE t DROP id; ALTER TABLE t ADD key int;
            ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (key)
            """,
          down: "ALTER TABLE t DROP key; ALTER TABLE t ADD id int NOT NULL"))
        == ["staysAway constraint t_pkey on public.t"])
  }

  @Test func whatTheMigrationDidNotTouch() {
    let up = "ALTER TABLE t ADD n int"
    #expect(lines(wayBack(table, up: up, down: "DROP TABLE t")) == ["isTaken table public.t"])
    #expect(
      lines(wayBack(table, up: up, down: "ALTER TABLE t DROP n, ALTER a SET DEFAULT 'y'"))
        == ["isChanged(Catalog.SchemaItem.Property.default) column public.t.a"])
    #expect(
      lines(wayBack(table, up: up, down: "ALTER TABLE t DROP n; CREATE INDEX i ON t (a)"))
        == ["isNew index public.i"])
  }

  @Test func nothingIsSaidOfWhatMayHaveBeenThere() {
    let wayBack = { (up: String, down: String) in
      self.lines(self.wayBack(up: up, down: down, isEmpty: false, dropped: ["a", "i"]))
    }
    #expect(wayBack("ALTER TABLE t ALTER a SET NOT NULL", "") == [])
    #expect(wayBack("ALTER TABLE t DROP a", "ALTER TABLE t ADD a int") == [])
    #expect(wayBack("DROP INDEX i", "CREATE INDEX i ON t (a)") == [])
    #expect(wayBack("ALTER TABLE t ADD n int", "") == ["staysBehind column public.t.n"])
    #expect(wayBack("ALTER TABLE t ADD n int", "DROP TABLE t") == ["isTaken table public.t"])
  }

  @Test func whatBodiesSay() {
    let function = { (body: String) in
      "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ \(body) $f$;"
    }
    let old = function("BEGIN EXECUTE $q$ SELECT 1 $q$; RETURN 1; END")
    let up = function("BEGIN RETURN 2; END")
    let same = function("begin\n  execute $q$ SELECT 1 -- one\n $q$;\n  return 1; -- done\nend")
    #expect(lines(wayBack(old, up: up, down: same)) == [])
    let other = function("BEGIN EXECUTE $q$ SELECT 2 $q$; RETURN 1; END")
    #expect(
      lines(wayBack(old, up: up, down: other))
        == ["comesBackOtherwise(Catalog.SchemaItem.Property.body) function public.f()"])
  }

  @Test func data() {
    let new = wayBack(up: table, down: "DROP TABLE t")
    #expect(new.emptied.map(\.identity.description) == ["table public.t"])
    #expect(new.destroyed.isEmpty)
    let old = wayBack(table, up: "ALTER TABLE t DROP a", down: "ALTER TABLE t ADD a text")
    #expect(old.destroyed.map(\.identity.description) == ["column public.t.a"])
    let renamed = wayBack(
      table, up: "ALTER TABLE t RENAME a TO b", down: "ALTER TABLE t RENAME b TO a")
    #expect(renamed.destroyed.isEmpty && renamed.emptied.isEmpty)
  }

  @Test func theReplayStandsWhereTheWayBackBegan() {
    var (server, _) = replay(table)
    let start = server.mark()
    _ = server.run("CREATE INDEX i ON t (a)")
    let behind = server.catalog.dump
    let middle = server.mark()
    _ = server.run("DROP INDEX i; DROP TABLE t")
    _ = server.compare(from: start, over: middle, WayBack.Numbers())
    #expect(server.catalog.dump == behind)
  }
}
