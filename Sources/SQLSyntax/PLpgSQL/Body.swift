package import SQLLexer

/// The code in a string: the body of a DO block or function, or what EXECUTE runs.
package struct Body: Sendable {
  /// "plpgsql", "sql"; of any other language nothing but the range is known.
  package var language: String
  /// The bytes between the quotes.
  package var range: ByteRange
  /// The code: its tokens, the SQL statements in it, the parts of these and of its expressions. All offsets are those of
  /// the file, and so are its bytes: quotes that the string around it doubles are doubled here, too.
  package var text: SyntaxFile
  /// PL/pgSQL's tree.
  package var block: PLBlock?
  /// In PL/pgSQL, what PostgreSQL's SQL parser is given, piece by piece.
  package var pieces: [PLPiece] = []
  /// Where creating the function, or running the block, would stop with an error: the first is PostgreSQL's; behind
  /// it are those that would come next.
  package var syntaxErrors: [SyntaxError] = []
  /// Where whimbrel stopped without knowing what PostgreSQL would say.
  package var unreadFrom: ByteRange?
  /// Of the statements, by their places, those that stand behind a RAISE EXCEPTION in the same list: they never run.
  var unreached = RangeSet<Int>()
  /// The same, of the parts of statements and expressions.
  var unreachedNodes = RangeSet<Int>()
  /// What the EXCEPTION clauses catch.
  package var caughtConditions: [PLCondition] = []
  /// Has a condition (IF, CASE, a FOR query) that reads pg_catalog, information_schema or to_reg…().
  package var testsCatalog = false
  /// Has an EXECUTE whose text is not a constant.
  package var hasDynamicSQL = false

  fileprivate init(language: String, range: ByteRange, bytes: [UInt8]) {
    self.language = language
    self.range = range
    text = SyntaxFile(bytes: bytes, lexed: LexedText(), statements: [])
  }
}

extension Body {
  /// The SQL statements of the code, without those that stand behind a RAISE EXCEPTION, which always ends their block.
  package var reachedStatements: [Statement] {
    guard !unreached.isEmpty else { return text.statements }
    return text.statements.indices.lazy.filter { !unreached.contains($0) }
      .map { text.statements[$0] }
  }

  /// The relations and functions that the code names without a schema, functions as `f()`, where it can be reached.
  package var namesWithoutSchema: Set<String> {
    text.namesWithoutSchema(in: reachedStatements, leavingOut: unreachedNodes)
  }

  /// It does nothing but raise an exception, with a message of constants, and no type of a variable is looked up before.
  package var onlyRaises: Bool {
    guard let block, case .raise(let raise)? = block.statements.first, raise.level == .exception
    else { return false }
    return text.nodes.indices.allSatisfy {
      text.nodes[$0].kind == .constant || unreachedNodes.contains($0)
    }
  }
}

/// How deep bodies are read inside each other; each level reads its bytes once more.
private let deepestBody = 4

extension Parser {
  /// Reads the code in a string constant; nil where it is not there to be read (a placeholder).
  ///
  /// - Parameters:
  ///   - language: as PostgreSQL compares it.
  ///   - routine: the function that the code is the body of.
  func readBody(token: Token, language: String, routine: PLRoutine = .block) -> Body? {
    content(of: token).map { readBody($0, language: language, routine: routine) }
  }

  func readBody(_ content: StringContent, language: String, routine: PLRoutine = .block) -> Body {
    var body = Body(language: language, range: content.range, bytes: bytes)
    guard language == "plpgsql" || language == "sql" else { return body }
    guard bodyDepth < deepestBody, var lexed = content.lexed(bytes) else {
      body.unreadFrom = content.range
      return body
    }
    let parser = Parser(
      bytes: bytes, lexed: lexed, bodyDepth: bodyDepth + 1, quoting: content.quoting)
    if language == "sql" {
      body.readSQL(parser, lexed)
      return body
    }
    // PL/pgSQL changes tokens: they have no other owner now.
    lexed.tokens = []
    var reader = PLReader(consume parser, lexed, routine: routine, body: body)
    return reader.read()
  }
}

extension Statement {
  /// The code that runs when the statement runs: of DO, or what PL/pgSQL's EXECUTE is given.
  package var executedBody: Body? {
    switch tree {
    case .doBlock(let block): block.body
    case .executeText(let body): body
    default: nil
    }
  }

  /// The code in the statement, whether it runs now or when a function is called.
  package var body: Body? {
    if case .createFunction(let function) = tree, case .code(let body) = function.definition {
      return body
    }
    return executedBody
  }
}

extension Body {
  /// Statements one behind the other.
  fileprivate mutating func readSQL(_ parser: Parser, _ lexed: LexedText) {
    var parser = parser
    let statements = split(lexed).map { parser.statement($0) }
    text = SyntaxFile(bytes: text.bytes, lexed: lexed, statements: statements, nodes: parser.nodes)
    syntaxErrors = text.statements.compactMap(\.syntaxError)
    unreadFrom = text.statements.lazy.compactMap(\.unreadFrom).first
    // A comment that never ends, behind the last statement.
    let last = text.statements.last?.range.end ?? 0
    for error in text.lexed.errors where error.range.start >= last {
      syntaxErrors.append(parser.refused(error))
    }
  }
}
