import TestSupport
import Testing

@Suite struct InspectTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func inspect(_ what: String, _ sql: String) throws -> String {
    let result = try runWhimbrel("inspect", what, "-", input: sql, in: directory)
    #expect(result.status == 0)
    #expect(result.standardError == "")
    return result.standardOutput
  }

  @Test func tokensAreJSONLines() throws {
    #expect(
      try inspect("tokens", "DROP -- x") == """
        {"path":"<stdin>","class":"keyword","start":0,"end":4}
        {"path":"<stdin>","class":"comment","start":5,"end":9}

        """)
    #expect(try inspect("tokens", "") == "")
  }

  @Test(arguments: [
    ("select", "keyword"), ("users", "identifier"), ("\"a\"", "identifier"),
    ("U&\"a\"", "identifier"), ("'a'", "string"), ("E'a'", "string"), ("U&'a'", "string"),
    ("B'1'", "string"), ("X'1'", "string"), ("$$a$$", "string"), ("12", "number"),
    ("1.5e3", "number"), ("$1", "parameter"), ("(", "operator"), (")", "operator"),
    ("[", "operator"), ("]", "operator"), (",", "operator"), (";", "operator"),
    (".", "operator"), ("::", "operator"), (":=", "operator"), ("=>", "operator"),
    ("..", "operator"), ("<=", "operator"), ("+", "operator"), ("{", "operator"),
    (":name", "placeholder"), (":'name'", "placeholder"), ("${name}", "placeholder"),
    ("{{ name }}", "placeholder"), ("{{ if x }}", "placeholder"), ("-- x", "comment"),
    ("/* x */", "comment"), ("\\set x 1", "meta"), ("\u{FEFF}", "meta"),
  ])
  func tokenClasses(text: String, expected: String) throws {
    #expect(
      try inspect("tokens", text).split(separator: "\n").first ?? ""
        == "{\"path\":\"<stdin>\",\"class\":\"\(expected)\",\"start\":0,\"end\":\(text.utf8.count)}"
    )
  }

  @Test func rowsOfCopyAreMeta() throws {
    let sql = "COPY t FROM stdin;\n1\tx\n\\.\nSELECT 1;"
    #expect(
      try inspect("tokens", sql).split(separator: "\n").contains(
        "{\"path\":\"<stdin>\",\"class\":\"meta\",\"start\":18,\"end\":25}"))
  }

  @Test func statements() throws {
    #expect(
      try inspect(
        "statements",
        """
        ALTER TABLE a DROP COLUMN b, ADD c int;
        ALTER INDEX i RENAME TO j;
        CREATE INDEX CONCURRENTLY i ON a (b);
        DROP VIEW IF EXISTS v;
        COMMENT ON COLUMN a.b IS 'x';
        ALTER FUNCTION f() OWNER TO me;
        ALTER TYPE t SET SCHEMA s;
        ALTER TABLE a DETACH PARTITION b CONCURRENTLY;
        CREATE TABLE (;
        nonsense
        """) == """
          {"path":"<stdin>","start":0,"end":38,"node":"AlterTableStmt","object":"OBJECT_TABLE","commands":["AT_DropColumn","AT_AddColumn"],"parsed":true}
          {"path":"<stdin>","start":40,"end":65,"node":"RenameStmt","object":"OBJECT_INDEX","parsed":true}
          {"path":"<stdin>","start":67,"end":103,"node":"IndexStmt","concurrently":true,"columns":["b"],"parsed":true}
          {"path":"<stdin>","start":105,"end":126,"node":"DropStmt","object":"OBJECT_VIEW","parsed":true}
          {"path":"<stdin>","start":128,"end":156,"node":"CommentStmt","object":"OBJECT_COLUMN","parsed":true}
          {"path":"<stdin>","start":158,"end":188,"node":"AlterOwnerStmt","object":"OBJECT_FUNCTION","parsed":true}
          {"path":"<stdin>","start":190,"end":215,"node":"AlterObjectSchemaStmt","object":"OBJECT_TYPE","parsed":true}
          {"path":"<stdin>","start":217,"end":262,"node":"AlterTableStmt","object":"OBJECT_TABLE","commands":["AT_DetachPartition"],"parsed":true}
          {"path":"<stdin>","start":264,"end":278,"node":"CreateStmt","parsed":false,"error":{"start":277,"message":"syntax error at or near \\"(\\""}}
          {"path":"<stdin>","start":280,"end":288,"parsed":false,"error":{"start":280,"message":"syntax error at or near \\"nonsense\\""}}

          """)
  }

  @Test func pathsAreEscaped() throws {
    let name = "a\"\\\u{1B}\u{7F}\u{202E}é\n.sql"
    try directory.write(name, "SELECT")
    let result = try runWhimbrel("inspect", "tokens", name, in: directory)
    #expect(
      result.standardOutput
        == "{\"path\":\"a\\\"\\\\\\u001b\\u007f\\u202eé\\n.sql\",\"class\":\"keyword\",\"start\":0,\"end\":6}\n"
    )
  }
}
