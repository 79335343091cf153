import SQLLexer
import Testing

@testable import SQLSyntax

/// Where PL/pgSQL's errors stand and what they say, as tried on a server (15); how bodies stand in their strings.
@Suite struct BodyTests {
  private func body(_ sql: String) throws -> Body { try #require(try only(sql).body) }

  /// What stands behind the place of each error, and the messages.
  private func errors(_ sql: String) throws -> [String] {
    let bytes = Array(sql.utf8)
    return try body(sql).syntaxErrors.map { error in
      let rest = String(decoding: bytes[Int(error.range.start)...].prefix(8), as: UTF8.self)
      return "\(rest)|\(error.message)"
    }
  }

  // MARK: Errors

  @Test(arguments: [
    ("x := 1;", #"x := 1; |"x" is not a known variable"#),
    ("SELECT 1 INTO x;", #"x; END$$|"x" is not a known variable"#),
    ("a.b := 1;", #"a.b := 1|"a.b" is not a known variable"#),
    ("IF true; END IF;", #"; END IF|missing "THEN" at end of SQL expression"#),
    ("IF (true; THEN", #"; THEN E|mismatched parentheses at or near ";""#),
    ("IF THEN END IF;", #"THEN END|missing expression at or near "THEN""#),
    ("IF true THEN END;", #"; END$$|syntax error at or near ";""#),
    ("LOOP NULL; END LOOP a;", #"a; END$$|end label "a" specified for unlabeled block"#),
    ("EXIT;", "EXIT; EN|EXIT cannot be used outside a loop, unless it has a label"),
    (
      "CONTINUE a;",
      "a; END$$|there is no label \"a\" attached to any block or loop enclosing this statement"
    ),
    ("RETURN 1;", "1; END$$|RETURN cannot have a parameter in function returning void"),
    ("RETURN NEXT;", "RETURN N|cannot use RETURN NEXT in a non-SETOF function"),
    ("RAISE '%';", "'%'; END|too few parameters specified for RAISE"),
    ("RAISE mistake;", #"mistake;|unrecognized exception condition "mistake""#),
    (
      "RAISE 'a' USING code = 1;",
      #"code = 1|unrecognized RAISE statement option at or near "code""#
    ),
    ("COMMIT WORK;", #"WORK; EN|syntax error at or near "WORK""#),
    ("TABLE t;", #"TABLE t;|syntax error at or near "TABLE""#),
    ("SELECT 1 FROM;", "; END$$|syntax error at end of input"),
    ("PERFORM FROM WHERE;", #"WHERE; E|syntax error at or near "WHERE""#),
    (
      "FOR r IN SELECT 1 LOOP END LOOP;",
      "r IN SEL|loop variable of loop over rows must be a record variable or list of scalar variables"
    ),
    ("FOR i IN 1..(2 LOOP END LOOP;", #"; END$$|mismatched parentheses at or near ";""#),
    ("EXECUTE;", #"; END$$|missing expression at or near ";""#),
    ("EXECUTE 'a' INTO found INTO found;", #"INTO fou|syntax error at or near "INTO""#),
    ("CLOSE c;", #"c; END$$|"c" is not a known variable"#),
    (
      "GET DIAGNOSTICS found = MESSAGE_TEXT;",
      "GET DIAG|diagnostics item MESSAGE_TEXT is not allowed in GET CURRENT DIAGNOSTICS"
    ),
    ("a b", "$$|unexpected end of function definition at end of input"),
  ])
  func errorsOfStatements(_ statement: String, _ error: String) throws {
    let end = statement == "a b" ? "" : " END"
    #expect(try errors("DO $$BEGIN \(statement)\(end)$$").first == error)
  }

  @Test(arguments: [
    ("a int; a text;", #"a text; |duplicate declaration at or near "a""#),
    ("a;", #"; BEGIN |missing data type declaration at or near ";""#),
    ("a int int;", #"int; BEG|syntax error at or near "int""#),
    ("a numeric(1 ;", "; BEGIN |syntax error at end of input"),
    ("a SETOF int;", #"SETOF in|invalid type name "SETOF int""#),
    (
      "a int NOT NULL;",
      #"NOT NULL|variable "a" must have a default value, since it's declared NOT NULL"#
    ),
    ("a ALIAS FOR b;", #"b; BEGIN|variable "b" does not exist"#),
    ("<<a>> b int;", "<<a>> b |block label must be placed before DECLARE, not after"),
    ("a int := 1 +;", "; BEGIN |syntax error at end of input"),
    ("a CURSOR FOR SELECT FROM WHERE;", #"WHERE; B|syntax error at or near "WHERE""#),
  ])
  func errorsOfDeclarations(_ declaration: String, _ error: String) throws {
    #expect(try errors("DO $$DECLARE \(declaration) BEGIN NULL; END$$").first == error)
  }

  /// PostgreSQL stops at the first. Those in pieces leave the structure as it is, so that more are found; behind a broken
  /// structure nothing is an error, but statements are still there.
  @Test func whatComesBehindAnError() throws {
    #expect(
      try errors("DO $$BEGIN SELECT FROM WHERE; x := 1; x := 2; DROP t; END$$") == [
        #"WHERE; x|syntax error at or near "WHERE""#, #"x := 1; |"x" is not a known variable"#,
        #"t; END$$|syntax error at or near "t""#,
      ])
    let sql =
      "DO $$BEGIN IF a THEN DROP TABLE t; END; ELSE TRUNCATE u; x y; END IF; DROP TABLE v; END$$"
    #expect(try errors(sql) == [#"; ELSE T|syntax error at or near ";""#])
    #expect(
      try body(sql).text.statements.map { text($0.range, of: sql) } == [
        "DROP TABLE t", "TRUNCATE u", "x y", "DROP TABLE v",
      ])
  }

  @Test(arguments: [
    "DO $$BEGIN ${statements} x := 1; END$$", "DO $$DECLARE {{ variables }} BEGIN x := 1; END$$",
    "CREATE FUNCTION f(${arguments}) RETURNS int LANGUAGE plpgsql AS $$BEGIN x := 1; RETURN x; END$$",
  ])
  func behindAPlaceholderNothingIsAnError(_ sql: String) throws {
    #expect(try body(sql).syntaxErrors.isEmpty)
  }

  @Test func nestingHasABound() throws {
    let deep = String(repeating: "BEGIN ", count: 10_000)
    #expect(try body("DO $$\(deep)$$").unreadFrom != nil)
    let enough = String(repeating: "BEGIN ", count: 100) + String(repeating: "END; ", count: 100)
    #expect(try body("DO $$\(enough)$$").syntaxErrors.isEmpty)
  }

  // MARK: Functions

  @Test(arguments: [
    ("a int, OUT b text", "", "a := $1; b := $2; RETURN;"),
    ("a app.pair", "RETURNS app.pair", "a.x := 1; f.a.y := 2; RETURN a;"),
    ("", "RETURNS TABLE (a int, b text)", "a := 1; RETURN NEXT; RETURN QUERY SELECT 1, 'b';"),
    ("", "RETURNS SETOF int", "RETURN NEXT 1; RETURN;"),
    ("", "RETURNS trigger", "new.x := old.y; RAISE NOTICE '%', tg_op; RETURN new;"),
    ("", "RETURNS pg_catalog.event_trigger", "tg_tag := 'x'; RETURN;"),
    ("a anyelement", "RETURNS anyelement", "$0 := a; RETURN $0;"),
    (#""order" int"#, "RETURNS int", "RETURN order;"),
  ])
  func variablesOfFunctions(_ arguments: String, _ result: String, _ statements: String) throws {
    #expect(
      try errors(
        "CREATE FUNCTION f(\(arguments)) \(result) LANGUAGE plpgsql AS $$BEGIN \(statements) END$$"
      )
      .isEmpty)
  }

  @Test(arguments: [
    ("a int", "RETURNS int", "RETURN;", #";  END$$|missing expression at or near ";""#),
    ("a int", "RETURNS int", "$2 := 1;", #"$2 := 1;|"$2" is not a known variable"#),
    ("a int", "RETURNS int", "a.b := 1;", #"a.b := 1|"a.b" is not a known variable"#),
    ("", "RETURNS int", "new := 1;", #"new := 1|"new" is not a known variable"#),
    (
      "", "RETURNS SETOF int", "RETURN 1;",
      "1;  END$|RETURN cannot have a parameter in function returning set"
    ),
    (
      "OUT a int", "", "RETURN 1;",
      "1;  END$|RETURN cannot have a parameter in function with OUT parameters"
    ),
  ])
  func errorsOfFunctions(
    _ arguments: String, _ result: String, _ statements: String, _ error: String
  ) throws {
    #expect(
      try errors(
        "CREATE FUNCTION f(\(arguments)) \(result) LANGUAGE plpgsql AS $$BEGIN \(statements)  END$$"
      )
      .first == error)
  }

  @Test func languages() throws {
    let sql = "CREATE FUNCTION f() RETURNS int AS 'SELECT 1; SELEC' LANGUAGE 'sql'"
    #expect(try errors(sql) == [#"SELEC' L|syntax error at or near "SELEC""#])
    #expect(try only("CREATE FUNCTION f() RETURNS int AS 'a', 'b' LANGUAGE c").body == nil)
    #expect(try body("CREATE FUNCTION f() RETURNS int AS 'x y' LANGUAGE plv8").syntaxErrors.isEmpty)
    // A function runs later.
    #expect(try only(sql).executedBody == nil)
    #expect(try only("DO 'BEGIN END'").executedBody != nil)
  }

  // MARK: Quotes

  @Test(arguments: [
    "DO $$BEGIN DROP TABLE a; RAISE 'x'; y := 1; END$$",
    "DO 'BEGIN DROP TABLE a; RAISE ''x''; y := 1; END'",
    #"DO E'BEGIN\n\tDROP TABLE a;\x20RAISE \'x\'; y := 1; END'"#,
    #"DO E'-- \u00e9 \303\251\nBEGIN DROP TABLE a; RAISE ''x''; y := 1; END'"#,
    "DO 'BEGIN DROP TABLE a; '\n  'RAISE ''x''; y := 1; END'",
    "DO 'BEGIN DROP TABLE a; ' -- it''s\n  'RAISE ''x''; y := 1; END'",
  ])
  func offsetsAreThoseOfTheFile(_ sql: String) throws {
    let body = try body(sql)
    #expect(body.text.statements.map { text($0.range, of: sql) } == ["DROP TABLE a"])
    #expect(body.syntaxErrors.map(\.message) == [#""y" is not a known variable"#])
    #expect(text(body.syntaxErrors.first?.range, of: sql) == "y")
    guard case .raise(let raise)? = body.block?.statements.dropFirst().first else {
      throw Unexpected.tree
    }
    #expect(raise.message.map { text($0, of: sql)?.contains("x") ?? false } == true)
    #expect(text(body.block?.range, of: sql)?.hasSuffix("END") == true)
  }

  @Test func messagesHaveTheTextThatPostgreSQLSees() throws {
    let sql = "DO 'BEGIN DO ''BEGIN SELECT 1 FROM ''''it''''; END''; END'"
    let inner = try #require(try body(sql).text.statements.first?.body)
    #expect(inner.syntaxErrors.map(\.message) == ["syntax error at or near \"'it'\""])
    #expect(text(inner.syntaxErrors.first?.range, of: sql) == "''''it''''")
  }

  @Test func namesThatAreWrittenOtherwiseThanTheyRead() throws {
    #expect(try body(#"DO 'BEGIN DROP TABLE "it''s"; END'"#).unreadFrom != nil)
    #expect(try body(#"DO E'BEGIN DROP TABLE \x61; END'"#).unreadFrom != nil)
  }

  // MARK: Trees

  @Test func intoIsTakenOutWhereverItStands() throws {
    for sql in [
      "DO $$DECLARE r record; BEGIN SELECT a INTO STRICT r FROM t WHERE b; END$$",
      "DO $$DECLARE r record; BEGIN SELECT INTO STRICT r a FROM t WHERE b; END$$",
      "DO $$DECLARE r record; BEGIN SELECT a FROM t INTO STRICT r WHERE b; END$$",
      "DO $$DECLARE r record; BEGIN SELECT a FROM t WHERE b INTO STRICT r; END$$",
    ] {
      let body = try body(sql)
      #expect(body.syntaxErrors.isEmpty)
      guard case .sql(let query)? = body.block?.statements.first else { throw Unexpected.tree }
      #expect(text(query.into?.range, of: sql) == "INTO STRICT r")
      #expect(query.into?.isStrict == true && query.into?.targets.map(\.description) == ["r"])
      let statement = body.text.statements[query.statement]
      let words = body.text.lexed.tokens[statement.tokens].map { text($0.range, of: sql) }
      #expect(words == ["SELECT", "a", "FROM", "t", "WHERE", "b"])
      #expect(text(statement.range, of: sql) == text(query.range, of: sql))
    }
  }

  @Test func anExpressionMayBeAWholeQuery() throws {
    let sql = "DO $$DECLARE a int; BEGIN a := max(n) FROM t WHERE n > a ORDER BY 1 LIMIT 1; END$$"
    let body = try body(sql)
    #expect(body.syntaxErrors.isEmpty)
    guard case .assignment(let assignment)? = body.block?.statements.first,
      let value = assignment.value
    else { throw Unexpected.tree }
    #expect(body.text.nodes[Int(value.node)].kind == .query)
    #expect(text(value.range, of: sql) == "max(n) FROM t WHERE n > a ORDER BY 1 LIMIT 1")
  }
}
