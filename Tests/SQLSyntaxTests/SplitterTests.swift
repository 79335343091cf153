import SQLLexer
import Testing

@testable import SQLSyntax

/// The statements of a text, each as its bytes.
private func pieces(_ sql: String, boundaries: [UInt32] = []) -> [String] {
  let bytes = Array(sql.utf8)
  return parse(bytes, lexed: lex(bytes), boundaries: boundaries).statements.map {
    String(decoding: bytes[$0.range.indices], as: UTF8.self)
  }
}

@Suite struct SplitterTests {
  @Test(arguments: [
    (" ;; SELECT 1 ; -- end\n;", ["SELECT 1"]),
    ("SELECT ';' ; SELECT $$;$$", ["SELECT ';'", "SELECT $$;$$"]),
    (
      "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
      ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"]
    ),
    ("SELECT (1; SELECT 2", ["SELECT (1", "SELECT 2"]),
    (
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END AS end; SELECT 2; END; SELECT 3",
      [
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END AS end; SELECT 2; END",
        "SELECT 3",
      ]
    ),
    (
      "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END; BEGIN; END",
      [
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END", "BEGIN",
        "END",
      ]
    ),
    ("SELECT 1 \\gset\nSELECT 2", ["SELECT 1", "SELECT 2"]),
    ("SELECT 1 \\; SELECT 2;", ["SELECT 1", "SELECT 2"]),
  ])
  func endsWherePostgresDoes(_ sql: String, _ expected: [String]) {
    #expect(pieces(sql) == expected)
  }

  @Test func frameworksEndStatementsWithoutSemicolon() {
    let sql = "SELECT 1\n--> statement-breakpoint\nSELECT 2"
    #expect(pieces(sql).count == 1)
    #expect(pieces(sql, boundaries: [9]) == ["SELECT 1", "SELECT 2"])
    #expect(pieces(sql, boundaries: [0, 9, 9]) == ["SELECT 1", "SELECT 2"])
  }
}
