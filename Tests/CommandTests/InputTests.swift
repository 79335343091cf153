import TestSupport
import Testing

/// Which files are read, and in which order: seen through `inspect statements`, which prints the path of each statement.
@Suite struct InputTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func write(_ paths: String...) throws {
    for path in paths { try directory.write(path, "SELECT 1") }
  }

  /// The paths of the files that are read, in order.
  private func paths(_ arguments: String..., status: Int32 = 0) throws -> [String] {
    let result = try run(
      whimbrelPath, ["inspect", "statements"] + arguments, in: directory.path)
    #expect(result.status == status, "\(result.standardError)")
    return result.standardOutput.split(separator: "\n").map { line in
      String(line.dropFirst("{\"path\":\"".count).prefix { $0 != "\"" })
    }
  }

  private func problems(_ arguments: String...) throws -> String {
    let result = try run(
      whimbrelPath, ["inspect", "statements"] + arguments, in: directory.path)
    #expect(result.status == 2)
    return result.standardError
  }

  @Test func directoriesAreWalkedInNaturalOrder() throws {
    try write(
      "m/10_x.sql", "m/2_x.sql", "m/1_x.sql", "m/002_y.sql", "m/20/up.sql", "m/3/up.sql", "m/a.sql",
      "m/B.sql", "m/v1.10.sql", "m/v1.9.sql")
    #expect(
      try paths("m") == [
        "m/1_x.sql", "m/2_x.sql", "m/002_y.sql", "m/3/up.sql", "m/10_x.sql", "m/20/up.sql",
        "m/B.sql", "m/a.sql", "m/v1.9.sql", "m/v1.10.sql",
      ])
  }

  @Test func onlySQLIsTakenFromDirectories() throws {
    try write(
      "a.sql", "b.SQL", "c.pgsql", "d.psql", "e.txt", "sql", "f.sql.bak", ".hidden.sql",
      ".git/x.sql", ".cache/x.sql", "node_modules/p/x.sql", "deep/node_modules/x.sql")
    #expect(try paths(".") == ["a.sql", "b.SQL", "c.pgsql", "d.psql"])
    #expect(try paths("node_modules") == ["node_modules/p/x.sql"])
  }

  @Test func filesGivenByNameAreReadWhateverTheyAreCalled() throws {
    try write("e.txt", ".hidden.sql", "node_modules/x.sql", "a.sql")
    #expect(
      try paths("./e.txt", ".hidden.sql", "node_modules//x.sql", "\(directory.path)/a.sql")
        == ["e.txt", ".hidden.sql", "node_modules/x.sql", "\(directory.path)/a.sql"])
  }

  @Test func aFileIsReadOnce() throws {
    try write("m/a.sql", "m/b.sql")
    #expect(
      try paths("m/b.sql", "m", "./m/../m/a.sql", "\(directory.path)/m/b.sql", "m/*")
        == ["m/b.sql", "m/a.sql"])
  }

  @Test func globs() throws {
    try write(
      "m/10.sql", "m/2.sql", "m/x.ddl", "m/.h.sql", "m/sub/1.sql", "n/deep/m/3.sql",
      "node_modules/m/4.sql", "[x].sql")
    #expect(try paths("m/*.sql") == ["m/2.sql", "m/10.sql"])
    #expect(try paths("m/*") == ["m/2.sql", "m/10.sql", "m/sub/1.sql"])
    #expect(try paths("m/*.ddl") == ["m/x.ddl"])
    #expect(try paths("m/.*") == ["m/.h.sql"])
    #expect(try paths("m/?.sql", "m/[0-1]*.sql") == ["m/2.sql", "m/10.sql"])
    #expect(
      try paths("**/m/*.sql") == ["m/2.sql", "m/10.sql", "n/deep/m/3.sql"])
    #expect(try paths("n/**") == ["n/deep/m/3.sql"])
    #expect(try paths("*/sub") == ["m/sub/1.sql"])
    #expect(try paths("\(directory.path)/m/1*.sql") == ["\(directory.path)/m/10.sql"])
    // A file of that very name is no glob.
    #expect(try paths("[x].sql") == ["[x].sql"])
    #expect(try problems("q*.sql") == "error: no SQL file matches q*.sql\n")
    #expect(try problems("*/x/*.sql") == "error: no SQL file matches */x/*.sql\n")
  }

  @Test func symbolicLinks() throws {
    try write("real/a.sql")
    try directory.link("m.sql", to: "real/a.sql")
    try directory.link("loop", to: ".")
    try directory.link("notes", to: "nowhere")
    #expect(try paths(".") == ["m.sql", "real/a.sql"])
    try directory.link("gone.sql", to: "nowhere")
    #expect(try paths(".", status: 2) == ["m.sql", "real/a.sql"])
    let message =
      "error: cannot read gone.sql: it is a symbolic link to a file that does not exist\n"
    #expect(try problems(".") == message)
    #expect(try problems("gone.sql") == message)
    try directory.link("round.sql", to: "round.sql")
    #expect(
      try problems("round.sql")
        == "error: cannot read round.sql: its symbolic links lead in a circle\n")
  }

  @Test func whatCannotBeReadIsSaidAndTheRestIsRead() throws {
    try write("a.sql")
    directory.makeDirectory("empty")
    directory.makeDirectory("folder.sql")
    try directory.write("le.sql", bytes: [0xFF, 0xFE, 0x41, 0x00])
    try directory.write("be.sql", bytes: [0xFE, 0xFF, 0x00, 0x41])
    try directory.makeSparseFile("huge.sql", size: 1 << 32)
    let result = try runWhimbrel(
      "inspect", "statements", "nope.sql", "empty", "le.sql", "be.sql", "huge.sql", "a.sql",
      "a.sql/b.sql", "folder.sql", in: directory)
    #expect(result.status == 2)
    #expect(result.standardOutput.split(separator: "\n").count == 1)
    #expect(
      result.standardError == """
        error: cannot read nope.sql: there is no such file or directory
        error: there are no SQL files (.sql, .pgsql, .psql) in empty
        error: cannot read a.sql/b.sql: there is no such file or directory
        error: there are no SQL files (.sql, .pgsql, .psql) in folder.sql
        error: le.sql is UTF-16, as its byte order mark says; save it as UTF-8, for example with iconv -f UTF-16 -t UTF-8
        error: be.sql is UTF-16, as its byte order mark says; save it as UTF-8, for example with iconv -f UTF-16 -t UTF-8
        error: huge.sql is larger than 4 GiB, the most that whimbrel can read; split it

        """)
  }

  @Test func anEmptyDirectoryHasNothingToCheck() throws {
    let result = try runWhimbrel(in: directory)
    #expect(result.status == 2)
    #expect(
      result.standardError
        == "error: there are no SQL files (.sql, .pgsql, .psql) in this directory\n")
  }

  /// The superuser may read everything.
  @Test(.enabled(if: !isSuperuser)) func permissions() throws {
    try write("a.sql", "secret.sql", "closed/b.sql")
    directory.setMode("secret.sql", 0)
    directory.setMode("closed", 0)
    #expect(try paths(".", status: 2) == ["a.sql"])
    #expect(
      try problems(".", "closed/b.sql") == """
        error: cannot read the directory closed: permission denied
        error: cannot read closed/b.sql: permission denied
        error: cannot read secret.sql: permission denied

        """)
  }

  @Test func namesThatAreNotUTF8AreSaid() throws {
    try write("a.sql")
    _ = try run(
      "/bin/sh", ["-c", "printf 'SELECT 1' > \"$(printf 'b\\377.sql')\""], in: directory.path)
    #expect(try paths(".", status: 2) == ["a.sql"])
    #expect(
      try problems(".") == "error: the name of b\u{FFFD}.sql is not UTF-8; rename the file\n")
  }

  @Test func standardInput() throws {
    try directory.write("a.sql", "BEGIN")
    let result = try runWhimbrel(
      "inspect", "statements", "a.sql", "-", "-", input: "COMMIT; BEGIN", in: directory)
    #expect(
      result.standardOutput == """
        {"path":"a.sql","start":0,"end":5,"node":"TransactionStmt","parsed":true}
        {"path":"<stdin>","start":0,"end":6,"node":"TransactionStmt","parsed":true}
        {"path":"<stdin>","start":8,"end":13,"node":"TransactionStmt","parsed":true}

        """)
    let named = try runWhimbrel(
      "inspect", "statements", "-", "--stdin-filename", "./new/b.sql", input: "BEGIN",
      in: directory)
    #expect(
      named.standardOutput
        == "{\"path\":\"new/b.sql\",\"start\":0,\"end\":5,\"node\":\"TransactionStmt\",\"parsed\":true}\n"
    )
  }

  @Test func pipesAreReadToTheirEnd() throws {
    let result = try run(
      "/bin/sh",
      [
        "-c",
        "cat /dev/zero | head -c 300000 | tr '\\0' ';' | \"$1\" inspect tokens /dev/stdin | wc -l",
        "sh", whimbrelPath,
      ], in: directory.path)
    #expect(result.standardOutput.filter(\.isNumber) == "300000")
  }
}
