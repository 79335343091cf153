import Reporters
import SQLLexer
import SQLSyntax

extension JSONWriter {
  /// A line for the code of a DO block or function, one for each of its pieces, and those of the code inside it.
  mutating func write(_ body: Body, path: String) {
    begin("body", of: body, path: path)
    member("language", body.language)
    member("parsed", body.syntaxErrors.isEmpty && body.unreadFrom == nil)
    if let error = body.syntaxErrors.first { write(error) }
    endObject()
    endDocument()
    if body.block == nil {
      for statement in body.text.statements {
        write(.statement, statement.range, statement, into: nil, of: body, path: path)
      }
    }
    for piece in body.pieces {
      let statement = piece.statement.map { body.text.statements[$0] }
      write(piece.kind, piece.range, statement, into: piece.into, of: body, path: path)
    }
    for case let inner? in body.text.statements.map(\.body) { write(inner, path: path) }
  }

  private mutating func write(
    _ kind: PLPiece.Kind, _ range: ByteRange, _ statement: Statement?, into: ByteRange?,
    of body: Body, path: String
  ) {
    begin(kind.rawValue, of: body, path: path)
    members(range)
    if let node = statement?.node { member("node", node.rawValue) }
    if let into {
      key("into")
      beginObject()
      members(into)
      endObject()
    }
    if let error = statement?.syntaxError { write(error) }
    endObject()
    endDocument()
  }

  private mutating func begin(_ kind: String, of body: Body, path: String) {
    beginObject()
    member("path", path)
    key("body")
    beginObject()
    members(body.range)
    endObject()
    member("kind", kind)
  }

  private mutating func members(_ range: ByteRange) {
    member("start", Int(range.start))
    member("end", Int(range.end))
  }

  /// The place where PostgreSQL stops, and its message.
  mutating func write(_ error: SyntaxError) {
    key("error")
    beginObject()
    member("start", Int(error.range.start))
    member("message", error.message)
    endObject()
  }
}
