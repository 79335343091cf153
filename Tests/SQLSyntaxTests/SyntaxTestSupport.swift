import SQLLexer
import Testing

@testable import SQLSyntax

/// The only statement of a text.
func only(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Statement {
  let file = parse(Array(sql.utf8))
  try #require(file.statements.count == 1, "\(sql)", sourceLocation: sourceLocation)
  #expect(file.statements[0].unreadFrom == nil, "\(sql)", sourceLocation: sourceLocation)
  return file.statements[0]
}

func text(_ range: ByteRange?, of sql: String) -> String? {
  range.map { String(decoding: Array(sql.utf8)[$0.indices], as: UTF8.self) }
}
