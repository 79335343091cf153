import Testing

@testable import SQLSyntax

/// What the snapshots of expressions cannot show.
@Suite struct ExpressionTests {
  @Test(arguments: [
    ("(", "1", ")"), ("- ", "1", ""), ("NOT ", "a", ""), ("f(", "a", ")"), ("a[", "1", "]"),
    ("CASE WHEN ", "a", " THEN b END"), ("ARRAY[", "1", "]"), ("(SELECT ", "1", ")"),
    ("f() OVER (ORDER BY ", "a", ")"), ("json_object('a': ", "1", ")"),
    ("a OR b AND c = d || e + f * g ^ h AT TIME ZONE (", "a", ")"),
    ("xmlexists(", "a", " PASSING b)"), ("CAST(", "a", " AS int)"),
    ("a BETWEEN 1 AND NOT ", "a", ""),
  ])
  func nestingHasABound(_ before: String, _ inside: String, _ behind: String) {
    func read(_ depth: Int) -> Statement? {
      let opening = String(repeating: before, count: depth)
      let closing = String(repeating: behind, count: depth)
      return parse(Array("SELECT \(opening)\(inside)\(closing)".utf8)).statements.first
    }
    #expect(read(40)?.unreadFrom == nil)
    #expect(read(40)?.syntaxError == nil)
    #expect(read(5000)?.unreadFrom != nil)
    #expect(read(5000)?.syntaxError == nil)
  }

  @Test(arguments: [" OR a = b", " + a", "::int", " IS NULL", " IN (1)", ", a", " COLLATE c"])
  func chainsHaveNone(_ link: String) {
    let sql = "SELECT a" + String(repeating: link, count: 5000)
    let statement = parse(Array(sql.utf8)).statements.first
    #expect(statement?.unreadFrom == nil)
    #expect(statement?.syntaxError == nil)
  }

  @Test(arguments: [
    "SELECT :a + 1, :'b', f(:c, ${d}), {{ e }}.f, g::${t}, :schema.f(1)",
    "SELECT a[1:n], a[:n], a[n:], json_object('a':b, 'c':d)",
    "SELECT interval :'a', numeric(:p) '1', b::numeric(:p, 2), extract(:f FROM c)",
    "SELECT FROM t WHERE :condition AND a IN (:ids) AND b = ANY (:c) AND d LIKE :'e'",
    "CREATE TABLE t (a varchar(:n) DEFAULT :d, b ${type} NOT NULL, c :type[])",
  ])
  func placeholdersAreExpressionsNamesAndConstants(_ sql: String) throws {
    #expect(try only(sql).syntaxError == nil)
  }
}
