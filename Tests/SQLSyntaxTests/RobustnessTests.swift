import SQLLexer
import TestSupport
import Testing

@testable import SQLSyntax

/// Whatever stands in a statement, reading ends, statements follow each other, and every range lies inside its statement,
/// every node inside its parent. Method: each token of the statements of Trees/*.sql dropped, doubled, and swapped with
/// the next; each prefix.
@Suite struct RobustnessTests {
  @Test(arguments: TreeSnapshotTests.families)
  func mutants(_ family: String) throws {
    for words in try statements(family) { checkMutants(of: words) { $0 } }
  }

  /// The same with the words inside bodies.
  @Test(arguments: ["plpgsql", "sql-bodies"])
  func mutantsOfBodies(_ family: String) throws {
    for body in parse(try text(family)).statements.compactMap(\.body) {
      let bytes = body.text.bytes
      let words = lex(bytes, in: body.range.indices, options: .body).tokens.map {
        String(decoding: bytes[$0.range.indices], as: UTF8.self)
      }
      let function = "CREATE FUNCTION f() RETURNS SETOF int LANGUAGE \(body.language) AS"
      checkMutants(of: words) { "\(function) $mutant$ \($0) $mutant$" }
    }
  }

  /// What stood before a statement does not change how it is read.
  @Test(arguments: TreeSnapshotTests.families)
  func statementsAlone(_ family: String) throws {
    let bytes = try text(family)
    let file = parse(bytes)
    let alone = file.statements.map { statement in
      TreePrinter.print(parse(Array(bytes[statement.range.indices]) + [UInt8(ascii: ";")]))
    }
    #expect(alone.joined() == TreePrinter.print(file))
  }

  @Test(arguments: [
    "CREATE TABLE a.b (c int DEFAULT 1 NOT NULL CHECK (c > 0), PRIMARY KEY (c)) PARTITION BY RANGE (c)",
    "ALTER TABLE ONLY a ADD COLUMN c numeric(1, 2)[] DEFAULT 'x'::text, DROP COLUMN d CASCADE",
    "WITH a AS (SELECT 1) INSERT INTO b (c) SELECT 1 ON CONFLICT (c) DO NOTHING",
    "DO $$DECLARE a int; BEGIN IF a THEN DROP TABLE b; END IF; EXCEPTION WHEN c THEN NULL; END$$",
    "DO 'BEGIN EXECUTE ''DROP TABLE '' || ''a; '' || ''SELECT U&!0061 UESCAPE ! ''; END'",
    #"DO E'BEGIN RAISE \'\u0061\'; EXECUTE E\'SELECT \\\'a\\\'; \'; END'"#,
  ])
  func bytesOfAnyKind(_ sql: String) {
    let bytes = Array(sql.utf8)
    for index in bytes.indices {
      for byte: UInt8 in [0, UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "("), 0xC3] {
        var changed = bytes
        changed[index] = byte
        check(parse(changed))
      }
    }
  }

  // MARK: Checks

  /// - Parameter sql: makes a statement of the words of a mutant.
  private func checkMutants(of words: [String], _ sql: (String) -> String) {
    func check(_ words: some Collection<String>) {
      self.check(parse(Array(sql(words.joined(separator: " ")).utf8)))
    }
    for index in words.indices {
      var dropped = words
      dropped.remove(at: index)
      check(dropped)
      check(words[...index] + words[index...])
      check(words[..<index])
      var swapped = words
      swapped.swapAt(index, (index + 1) % words.count)
      check(swapped)
    }
  }

  private func check(_ file: SyntaxFile) {
    let problems = TreeCheck.problems(file)
    #expect(problems.isEmpty, "\(String(decoding: file.bytes, as: UTF8.self))")
  }

  // MARK: Texts

  private func text(_ family: String) throws -> [UInt8] {
    Array(try readText("\(TreeSnapshotTests.directory)/\(family).sql").utf8)
  }

  /// The words of each statement.
  private func statements(_ family: String) throws -> [[String]] {
    let file = parse(try text(family))
    return file.statements.map { statement in
      file.lexed.tokens[statement.tokens].map { file.text($0.range) }
    }
  }
}
