import SQLLexer
import Testing

@testable import SQLSyntax

@Suite struct StatementTests {
  @Test func indexes() throws {
    guard
      case .createIndex(let index) = try only(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING gin (a, lower(b), (c || d) DESC) INCLUDE (e) WHERE a > 0"
      ).tree
    else { throw Unexpected.tree }
    #expect(index.name?.text == "i")
    #expect(
      index.isUnique && index.isConcurrent && index.ifNotExists && index.only
        && index.predicate != nil)
    #expect(index.table.description == "s.t")
    #expect(index.elements.map { $0.column?.text } == ["a", nil, nil])
    guard case .createIndex(let unnamed) = try only("CREATE INDEX ON t (a)").tree else {
      throw Unexpected.tree
    }
    #expect(unnamed.name == nil)
  }

  @Test(arguments: [
    ("REINDEX TABLE t", false), ("REINDEX TABLE CONCURRENTLY t", true),
    ("REINDEX (VERBOSE, CONCURRENTLY) INDEX i", true),
    ("REINDEX (CONCURRENTLY false) INDEX i", false),
    ("REINDEX SYSTEM", false),
  ])
  func reindex(_ sql: String, _ isConcurrent: Bool) throws {
    guard case .reindex(let reindex) = try only(sql).tree else { throw Unexpected.tree }
    #expect(reindex.isConcurrent == isConcurrent)
  }

  @Test func drops() throws {
    let sql = "DROP FUNCTION IF EXISTS f(int, text), s.g CASCADE"
    guard case .drop(let drop) = try only(sql).tree else { throw Unexpected.tree }
    #expect(drop.names.map(\.description) == ["f", "s.g"])
    #expect(drop.ifExists)
    #expect(text(drop.behavior.cascadeRange, of: sql) == "CASCADE")
    guard case .drop(let trigger) = try only("DROP TRIGGER g ON s.t").tree else {
      throw Unexpected.tree
    }
    #expect(trigger.table?.description == "s.t")
    guard case .drop(let index) = try only("DROP INDEX CONCURRENTLY i").tree else {
      throw Unexpected.tree
    }
    #expect(index.isConcurrent)
  }

  @Test func createdObjects() throws {
    func created(_ sql: String) throws -> CreateObject {
      try #require(try only(sql).tree.created)
    }
    let view = try created("CREATE OR REPLACE VIEW s.v AS SELECT 1")
    #expect(view.orReplace && view.name?.description == "s.v")
    let trigger = try created(
      "CREATE TRIGGER g BEFORE UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION f()")
    #expect(trigger.table?.description == "s.t" && trigger.name?.description == "g")
    let rule = try created("CREATE RULE r AS ON INSERT TO s.t DO INSTEAD NOTHING")
    #expect(rule.table?.description == "s.t")
    let schema = try created("CREATE SCHEMA IF NOT EXISTS AUTHORIZATION joe")
    #expect(schema.ifNotExists && schema.name == nil)
    let function = try created("CREATE OR REPLACE FUNCTION s.f() RETURNS int RETURN 1")
    #expect(function.object == .function && function.orReplace)
    #expect(try only("CREATE TABLE t ()").tree.created == nil)
    #expect(try only("DROP VIEW v").tree.created == nil)
  }

  @Test(arguments: [
    ("BEGIN ISOLATION LEVEL SERIALIZABLE", TransactionCommand.Kind.begin),
    ("START TRANSACTION", .start),
    ("COMMIT", .commit), ("END TRANSACTION", .commit), ("ABORT WORK", .rollback),
    ("ROLLBACK TO SAVEPOINT s", .rollbackTo), ("SAVEPOINT s", .savepoint), ("RELEASE s", .release),
    ("PREPARE TRANSACTION 'x'", .prepare), ("COMMIT PREPARED 'x'", .commitPrepared),
    ("ROLLBACK PREPARED 'x'", .rollbackPrepared),
  ])
  func transactions(_ sql: String, _ kind: TransactionCommand.Kind) throws {
    guard case .transaction(let command) = try only(sql).tree else { throw Unexpected.tree }
    #expect(command.kind == kind)
  }

  @Test func chains() throws {
    for (sql, chain) in [("COMMIT AND CHAIN", true), ("ROLLBACK AND NO CHAIN", false)] {
      guard case .transaction(let command) = try only(sql).tree else { throw Unexpected.tree }
      #expect(command.chain == chain)
    }
  }

  @Test(
    arguments: [
      ("SET LOCAL lock_timeout = '2s'", "lock_timeout", ["2s"]),
      ("SET SESSION a.b TO x, 5", "a.b", ["x", "5"]),
      ("SET TIME ZONE 'UTC'", "timezone", ["UTC"]),
      ("SET search_path TO DEFAULT", "search_path", nil),
      ("SET SCHEMA 's'", "search_path", ["s"]),
      ("SET ROLE none", "role", ["none"]),
      ("SET SESSION AUTHORIZATION joe", "session_authorization", ["joe"]),
      ("SET TRANSACTION READ ONLY", "transaction", []),
      ("SET statement_timeout = -1", "statement_timeout", ["-1"]),
      ("RESET ALL", "all", nil),
    ] as [(String, String, [String]?)])
  func settings(_ sql: String, _ parameter: String, _ values: [String]?) throws {
    guard case .variableSet(let set) = try only(sql).tree else { throw Unexpected.tree }
    #expect(set.parameter == parameter)
    #expect(set.values == values)
    #expect(set.scope == (sql.contains("LOCAL") ? .local : .session))
  }

  @Test func dataModification() throws {
    guard
      case .insert(let ignoring) = try only(
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING"
      ).tree,
      case .insert(let updating) = try only(
        "INSERT INTO t AS x SELECT 1 ON CONFLICT ON CONSTRAINT c DO UPDATE SET a = 1"
      ).tree,
      case .insert(let checking) = try only(
        "INSERT INTO t SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t)"
      ).tree
    else { throw Unexpected.tree }
    #expect(ignoring.onConflict == .doNothing)
    #expect(updating.onConflict == .doUpdate)
    #expect(checking.onConflict == .none && checking.checksNotExists)
  }

  @Test(
    arguments: [
      ("DELETE FROM t", nil, false),
      ("DELETE FROM ONLY t WHERE (a > 1) RETURNING a", "(a > 1)", false),
      ("DELETE FROM t WHERE true", "true", true),
      ("DELETE FROM t x USING u WHERE 1=1", "1=1", true),
      ("DELETE FROM t WHERE 1 = 2", "1 = 2", false),
    ] as [(String, String?, Bool)])
  func deletes(_ sql: String, _ condition: String?, _ isConstant: Bool) throws {
    guard case .delete(let delete) = try only(sql).tree else { throw Unexpected.tree }
    #expect(text(delete.condition?.range, of: sql) == condition)
    #expect(delete.conditionIsConstant == isConstant)
  }

  @Test func updates() throws {
    let sql =
      "WITH x AS (SELECT 1 WHERE true) UPDATE t SET a = (SELECT 1 WHERE false) FROM x WHERE b"
    guard case .update(let update) = try only(sql).tree else { throw Unexpected.tree }
    #expect(text(update.condition?.range, of: sql) == "b")
  }

  @Test func names() throws {
    let long = String(repeating: "é", count: 40)
    guard
      case .drop(let drop) = try only(
        #"DROP TABLE ABC, "A""b", U&"d\0061\+000062", ${x}.t, "\#(long)""#
      ).tree
    else { throw Unexpected.tree }
    #expect(
      drop.names.map(\.description)
        == ["abc", "A\"b", "dab", "${x}.t", String(repeating: "é", count: 31)])
    #expect(drop.names.map(\.isTemplate) == [false, false, false, true, false])
  }

  @Test func quotesInATemplateAreItsOwn() throws {
    guard
      case .drop(let drop) = try only(
        #"DROP TABLE "{{ index .Options "Namespace" }}"."a""b", "{{x}}_t", "{{x""#
      ).tree
    else { throw Unexpected.tree }
    #expect(
      drop.names.map(\.description)
        == [#"{{ index .Options "Namespace" }}.a"b"#, "{{x}}_t", "{{x"])
  }

  @Test func enumLabels() throws {
    guard
      case .alterEnum(let alter) = try only("ALTER TYPE s.k ADD VALUE IF NOT EXISTS 'x' AFTER 'y'")
        .tree
    else { throw Unexpected.tree }
    #expect(alter.ifNotExists && alter.addedLabel == "x")
  }
}
