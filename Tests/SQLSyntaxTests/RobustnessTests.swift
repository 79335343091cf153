import SQLLexer
import Testing

@testable import SQLSyntax

/// Whatever stands in a statement, reading ends, statements follow each other, and every range lies inside its statement.
/// Method: each token of valid statements dropped, doubled, and swapped with the next; each prefix.
@Suite struct RobustnessTests {
  private static let statements = [
    "CREATE TABLE IF NOT EXISTS a.b (c int DEFAULT 1 NOT NULL CHECK (c > 0), LIKE d INCLUDING ALL, PRIMARY KEY (c)) PARTITION BY RANGE (c)",
    "ALTER TABLE IF EXISTS ONLY a.b ADD COLUMN c numeric(1, 2)[] DEFAULT 'x'::text, DROP COLUMN d CASCADE, ALTER e TYPE text USING f(e), ADD CONSTRAINT g FOREIGN KEY (h) REFERENCES i (j) ON DELETE SET NULL NOT VALID",
    "ALTER TABLE a ATTACH PARTITION b FOR VALUES FROM (1) TO (2)",
    "CREATE UNIQUE INDEX CONCURRENTLY a ON b USING gin (c, lower(d)) WHERE e",
    "DROP FUNCTION IF EXISTS a(int), b.c CASCADE",
    "REINDEX (CONCURRENTLY) TABLE a.b",
    "SET LOCAL search_path TO a, 'b'",
    "WITH a AS (SELECT 1) INSERT INTO b (c) SELECT 1 ON CONFLICT (c) DO NOTHING",
    "DELETE FROM a USING b WHERE (c = 1) RETURNING d",
    "DO $$DECLARE a int; BEGIN IF a THEN DROP TABLE b; END IF; EXCEPTION WHEN c THEN NULL; END$$",
    "ALTER TYPE a ADD VALUE IF NOT EXISTS 'b' AFTER 'c'",
    "CREATE TRIGGER a BEFORE UPDATE ON b FOR EACH ROW EXECUTE FUNCTION c()",
    "COMMIT AND CHAIN",
  ]

  @Test(arguments: statements)
  func mutants(_ sql: String) {
    let bytes = Array(sql.utf8)
    let words = lex(bytes).tokens.map {
      String(decoding: bytes[$0.range.indices], as: UTF8.self)
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

  @Test func bytesOfAnyKind() {
    for sql in Self.statements {
      let bytes = Array(sql.utf8)
      for index in bytes.indices {
        for byte: UInt8 in [0, UInt8(ascii: "'"), UInt8(ascii: ";"), UInt8(ascii: "("), 0xC3] {
          var changed = bytes
          changed[index] = byte
          checkRanges(parse(changed))
        }
      }
    }
  }

  private func check(_ words: some Collection<String>) {
    checkRanges(parse(Array(words.joined(separator: " ").utf8)))
  }

  private func checkRanges(_ file: SyntaxFile) {
    var end: UInt32 = 0
    for statement in file.statements {
      #expect(statement.range.start >= end && !statement.range.isEmpty)
      end = statement.range.end
      for part in parts(statement.tree) + [statement.unreadFrom].compactMap({ $0 }) {
        #expect(statement.range.contains(part), "\(file.text(statement.range))")
      }
    }
    #expect(end <= UInt32(file.bytes.count))
  }

  private func parts(_ tree: StatementTree) -> [ByteRange] {
    switch tree {
    case .createTable(let table):
      [table.name.range] + table.columns.map(\.range) + table.constraints.map(\.range)
    case .alterTable(let alter): [alter.name.range] + alter.commands.map(\.range)
    case .createIndex(let index): [index.table.range] + index.elements.map(\.range)
    case .drop(let drop): drop.names.map(\.range)
    case .delete(let delete): [delete.target.range] + [delete.condition].compactMap { $0 }
    case .doBlock(let block): [block.body] + block.statements.map(\.range)
    default: []
    }
  }
}
