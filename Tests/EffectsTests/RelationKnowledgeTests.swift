import Effects
import Migrations
import SQLSyntax
import Testing

@Suite struct RelationKnowledgeTests {
  /// What is known behind the last statement of a text.
  static func knowledge(
    _ sql: String, history: RelationHistory = RelationHistory(), migration: Int = 0
  ) -> RelationKnowledge {
    let file = parse(Array(sql.utf8))
    var relations = RelationKnowledge(history: history, migration: migration)
    for (statement, context) in zip(file.statements, contexts(sql, .autocommit)) {
      relations.enter(context)
      relations.apply(statement, WrittenEffects(ofNamesIn: statement), in: context)
    }
    return relations
  }

  static func name(_ text: String) -> QualifiedName {
    guard case .drop(let drop) = parse(Array("DROP TABLE \(text)".utf8)).statements[0].tree else {
      fatalError("not a name: \(text)")
    }
    return drop.names[0]
  }

  @Test(arguments: [
    ("CREATE TABLE t (a int)", "t", true),
    ("CREATE TABLE t (a int)", "T", true),
    ("CREATE TABLE t (a int)", "\"T\"", false),
    ("CREATE TABLE t (a int)", "u", false),
    ("CREATE TABLE IF NOT EXISTS t (a int)", "t", true),
    ("CREATE TABLE t AS SELECT 1", "t", true),
    ("CREATE TABLE t (LIKE u)", "t", true),
    ("CREATE TABLE t PARTITION OF u DEFAULT", "t", true),
    ("CREATE TEMP TABLE t (a int)", "t", true),
    ("CREATE UNLOGGED TABLE t (a int)", "t", true),
    ("CREATE FOREIGN TABLE t (a int) SERVER s", "t", true),
    ("CREATE VIEW t AS SELECT 1", "t", true),
    ("CREATE OR REPLACE VIEW t AS SELECT 1", "t", true),
    ("CREATE MATERIALIZED VIEW t AS SELECT 1", "t", true),
    ("CREATE SEQUENCE t", "t", true),
    ("CREATE INDEX t ON u (a)", "t", true),
    ("CREATE INDEX t ON u (a)", "u", false),
    ("ALTER TABLE t ADD COLUMN a int", "t", false),
    // Dropped and made again, renamed there and back.
    ("CREATE TABLE t (a int); DROP TABLE t", "t", false),
    ("DROP TABLE t; CREATE TABLE t (a int)", "t", true),
    ("CREATE TABLE u (a int); ALTER TABLE u RENAME TO t", "t", true),
    ("CREATE TABLE u (a int); ALTER TABLE u RENAME TO t", "u", false),
    ("ALTER TABLE u RENAME TO t", "t", false),
    ("CREATE TABLE n (a int); ALTER TABLE t RENAME TO o; ALTER TABLE n RENAME TO t", "t", true),
    ("CREATE TABLE n (a int); ALTER TABLE t RENAME TO o; ALTER TABLE n RENAME TO t", "o", false),
    ("CREATE TABLE t (a int); ALTER TABLE t RENAME COLUMN a TO u", "u", false),
    // Schemas.
    ("CREATE TABLE t (a int)", "public.t", true),
    ("CREATE TABLE public.t (a int)", "t", true),
    ("CREATE TABLE app.t (a int)", "t", false),
    ("CREATE TABLE app.t (a int)", "app.t", true),
    ("CREATE TABLE app.t (a int)", "other.t", false),
    ("SET search_path = app; CREATE TABLE t (a int)", "app.t", true),
    ("SET search_path = app; CREATE TABLE t (a int)", "public.t", false),
    ("SET search_path TO app, public; CREATE TABLE public.t (a int)", "t", true),
    ("SET search_path = app; CREATE TABLE t (a int); RESET search_path", "t", false),
    ("SET search_path = \"$user\", public; CREATE TABLE t (a int)", "public.t", true),
    ("BEGIN; SET LOCAL search_path = app; CREATE TABLE t (a int); COMMIT; SELECT 1", "app.t", true),
    ("BEGIN; SET LOCAL search_path = app; COMMIT; CREATE TABLE t (a int)", "public.t", true),
    ("CREATE TEMP TABLE t (a int)", "public.t", false),
    ("CREATE TEMP TABLE t (a int)", "pg_temp.t", true),
    ("CREATE TABLE t (a int); CREATE TEMP TABLE t (a int); DROP TABLE t", "t", true),
    // Nothing stays of what is rolled back.
    ("BEGIN; CREATE TABLE t (a int); ROLLBACK; SELECT 1", "t", false),
    ("BEGIN; SAVEPOINT s; CREATE TABLE t (a int); ROLLBACK TO s; SELECT 1", "t", false),
    ("CREATE TABLE t (a int); BEGIN; DROP TABLE t; ROLLBACK; SELECT 1", "t", true),
    ("CREATE TABLE t (a int); BEGIN; ALTER TABLE t RENAME TO u; ROLLBACK; SELECT 1", "t", true),
    ("BEGIN; CREATE TABLE t (a int); COMMIT; SELECT 1", "t", true),
  ])
  func knowsWhatIsNew(sql: String, name: String, isNew: Bool) {
    // As the statement behind it sees it.
    let relations = Self.knowledge(sql + "; SELECT 1")
    #expect(relations.isNew(Self.name(name)) == isNew)
  }

  @Test func seesItsOwnWorkBeforeItIsRolledBack() {
    let relations = Self.knowledge("BEGIN; CREATE TABLE t (a int)")
    #expect(relations.isNew(Self.name("t")))
  }

  @Test(arguments: [
    ("CREATE INDEX i ON t (a)", "i", "t"),
    ("CREATE INDEX i ON app.t (a)", "app.i", "app.t"),
    ("CREATE INDEX ON t (a, b)", "t_a_b_idx", "t"),
    ("CREATE INDEX ON t (lower(a))", "t_expr_idx", "t"),
    ("CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE)", "t_pkey", "t"),
    ("CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE)", "t_b_key", "t"),
    ("CREATE TABLE t (a int, CONSTRAINT c UNIQUE (a))", "c", "t"),
    ("CREATE TABLE app.t (a int, PRIMARY KEY (a))", "app.t_pkey", "app.t"),
    ("ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (a)", "c", "t"),
    ("ALTER TABLE t ADD UNIQUE (a, b)", "t_a_b_key", "t"),
    ("ALTER TABLE t ADD COLUMN a int UNIQUE", "t_a_key", "t"),
    ("CREATE INDEX i ON t (a); ALTER TABLE t RENAME TO u", "i", "u"),
    ("CREATE INDEX i ON t (a); ALTER INDEX i RENAME TO j", "j", "t"),
  ])
  func knowsTheTableOfAnIndex(sql: String, index: String, table: String) {
    let relations = Self.knowledge(sql)
    #expect(relations.table(ofIndex: Self.name(index))?.description == table)
  }

  @Test func knowsNoTableOfOtherIndexes() {
    let relations = Self.knowledge("CREATE INDEX i ON t (a); DROP INDEX i")
    #expect(relations.table(ofIndex: Self.name("i")) == nil)
    #expect(relations.table(ofIndex: Self.name("t")) == nil)
  }

  @Test func knowsWhatIsDropped() {
    let relations = Self.knowledge("DROP TABLE t; DROP TABLE u; CREATE TABLE u (a int)")
    #expect(relations.isDropped(Self.name("t")))
    #expect(!relations.isDropped(Self.name("u")))
    #expect(!relations.isDropped(Self.name("v")))
  }

  @Test func remembersEarlierMigrations() {
    var history = RelationHistory()
    history.begin(inDirectory: "a")
    Self.knowledge("CREATE TABLE a (x int); CREATE TABLE b (x int); CREATE TEMP TABLE c (x int)")
      .note(in: &history)
    history.begin(inDirectory: "a")
    Self.knowledge("DROP TABLE b; ALTER TABLE a RENAME TO d").note(in: &history)
    history.begin(inDirectory: "a")
    history.begin(inDirectory: "b")

    let sql =
      "CREATE TABLE IF NOT EXISTS a (x int); CREATE TABLE IF NOT EXISTS b (x int);"
      + "CREATE TABLE IF NOT EXISTS c (x int); CREATE TABLE IF NOT EXISTS d (x int); "
      + "CREATE TABLE e (x int)"
    func new(in migration: Int) -> [String] {
      let relations = Self.knowledge(sql, history: history, migration: migration)
      return ["a", "b", "c", "d", "e"].filter { relations.isNew(Self.name($0)) }
    }
    #expect(new(in: 0) == ["a", "b", "c", "d", "e"])
    #expect(new(in: 1) == ["c", "d", "e"])
    #expect(new(in: 2) == ["a", "b", "c", "e"])
    // Another directory is another project.
    #expect(new(in: 3) == ["a", "b", "c", "d", "e"])
  }

  @Test func knowsTheWayBack() {
    var relations = Self.knowledge("CREATE TABLE t (a int); CREATE INDEX i ON t (a)")
    relations.endSection()
    relations.beginWaysBack()
    #expect(!relations.isNew(Self.name("t")))
    #expect(relations.table(ofIndex: Self.name("i"))?.description == "t")

    let sql = "DROP INDEX i; CREATE TABLE u (a int)"
    for (statement, context) in zip(parse(Array(sql.utf8)).statements, contexts(sql, .autocommit)) {
      relations.enter(context)
      relations.apply(statement, WrittenEffects(ofNamesIn: statement), in: context)
    }
    #expect(relations.isNew(Self.name("u")))
    #expect(relations.table(ofIndex: Self.name("i")) == nil)
    relations.endSection()
    #expect(!relations.isNew(Self.name("u")))
    #expect(relations.table(ofIndex: Self.name("i")) != nil)
  }
}
