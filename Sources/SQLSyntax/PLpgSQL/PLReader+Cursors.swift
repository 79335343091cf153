import SQLLexer

// OPEN, FETCH, MOVE, CLOSE. Documentation: PL/pgSQL, "Cursors".
extension PLReader {
  /// cursor_variable
  private mutating func cursorVariable() -> (name: QualifiedName, kind: PLNamespace.Variable.Kind)?
  {
    let index = position
    guard let words = takeWords() else { return nil }
    let name = QualifiedName(words)
    guard let found = names.variable(words) else {
      return unknownVariable(words, at: index) ? (name, .other) : nil
    }
    if found.variable.kind.isRecord || parser.at(.leftBracket) {
      refuse("cursor variable must be a simple variable", at: index)
    } else if case .scalar = found.variable.kind {
      let variable = found.variable.name
      refuse("variable \"\(variable)\" must be of type cursor or refcursor", at: index)
    }
    return (name, found.variable.kind)
  }

  /// stmt_open: `OPEN cursor [(arguments)]`, `OPEN cursor [[NO] SCROLL] FOR {query | EXECUTE …}`
  mutating func open() -> PLStatement? {
    let first = position
    parser.advance()
    guard let cursor = cursorVariable() else { return nil }
    var open = PLOpen(cursor: cursor.name, range: parser.token().range)
    if case .boundCursor(let arguments) = cursor.kind {
      open.kind = .bound(cursorArguments(cursor.name.name.text, arguments))
    } else {
      _ = eat("no")
      _ = eat("scroll")
      if !parser.eat(.for) { fail("syntax error, expected \"FOR\"") }
      if parser.at(.execute) {
        open.kind = .dynamic(dynamicQuery(.semicolon, (first: "USING or ;", next: ", or ;")))
      } else if let range = cut(.semicolon, ";", isExpression: false) {
        open.kind = .query(query(range))
      }
    }
    open.range = range(from: first)
    expectSemicolon()
    return .open(open)
  }

  /// read_cursor_args: `(argument, …)`, as many as the cursor has, by place or by name.
  mutating func cursorArguments(_ cursor: String, _ parameters: [String]) -> [Expression] {
    guard !parameters.isEmpty else {
      if parser.at(.leftParenthesis) {
        refuse("cursor \"\(cursor)\" has no arguments", at: position)
        _ = parser.eat(.leftParenthesis)
        if cut(.rightParenthesis, ")") != nil { parser.advance() }
      }
      return []
    }
    guard parser.eat(.leftParenthesis) else {
      refuse("cursor \"\(cursor)\" has arguments", at: position)
      return []
    }
    var values: [Expression] = []
    let known = Set(parameters)
    var given: Set<String> = []
    var count = 0
    repeat {
      let index = position
      var name = count < parameters.count ? parameters[count] : ""
      count += 1
      let mark = parser.token(1).kind
      if wordLength(at: index) == 1, mark == .colonEquals || mark == .equalsGreater,
        let named = label()
      {
        name = named.text
        parser.advance()
        if !known.contains(name), !named.isTemplate {
          refuse("cursor \"\(cursor)\" has no argument named \"\(name)\"", at: index)
        }
      }
      if !given.insert(name).inserted, count <= parameters.count {
        refuse(
          "value for parameter \"\(name)\" of cursor \"\(cursor)\" specified more than once",
          at: index)
      }
      if let value = expression([.comma, .rightParenthesis], ",\" or \")") { values.append(value) }
      if parser.at(.rightParenthesis), count < parameters.count {
        refuse("not enough arguments for cursor \"\(cursor)\"", at: position)
      } else if parser.at(.comma), count == parameters.count {
        refuse("too many arguments for cursor \"\(cursor)\"", at: position)
      }
    } while parser.eat(.comma)
    if !parser.eat(.rightParenthesis) { fail() }
    return values
  }

  /// stmt_fetch, stmt_move: `FETCH [direction {FROM | IN}] cursor INTO target`, `MOVE [direction {FROM | IN}] cursor`
  mutating func fetch() -> PLStatement? {
    let first = position
    var fetch = PLFetch(isMove: parser.at(.move), range: parser.token().range)
    parser.advance()
    let isMany = fetchDirection(&fetch)
    fetch.cursor = cursorVariable()?.name
    if !fetch.isMove {
      if parser.at(.into) { fetch.into = into(mayBeStrict: false) } else { fail() }
    }
    fetch.range = range(from: first)
    expectSemicolon()
    if isMany, !fetch.isMove { refuse("FETCH statement cannot return multiple rows", at: first) }
    return .fetch(fetch)
  }

  /// read_fetch_direction, with FROM or IN. Whether there may be several rows.
  private mutating func fetchDirection(_ fetch: inout PLFetch) -> Bool {
    if parser.atEnd {
      fail("unexpected end of function definition")
      return false
    }
    let length = wordLength(at: position)
    if length == 1 {
      if eat("next") || eat("prior") || eat("first") || eat("last") {
        expectFrom()
        return false
      }
      if eat("absolute") || eat("relative") {
        fetch.count = count()
        return false
      }
      if eat("forward") || eat("backward") {
        if eatFrom() { return false }
        return allOrCount(&fetch)
      }
    }
    if parser.at(.all) { return allOrCount(&fetch) }
    if eatFrom() { return false }
    if length > 0, names.variable(words(at: position, length: length)) != nil { return false }
    fetch.count = count()
    return true
  }

  private mutating func allOrCount(_ fetch: inout PLFetch) -> Bool {
    if parser.eat(.all) { expectFrom() } else { fetch.count = count() }
    return true
  }

  private mutating func count() -> Expression? {
    let count = expression([.from, .in], "FROM or IN")
    if !parser.atEnd { parser.advance() }
    return count
  }

  private mutating func eatFrom() -> Bool { parser.eat(.from) || parser.eat(.in) }

  private mutating func expectFrom() {
    if !eatFrom() { fail("expected FROM or IN") }
  }

  /// stmt_close
  mutating func close() -> PLStatement? {
    parser.advance()
    guard let cursor = cursorVariable()?.name else { return nil }
    expectSemicolon()
    return .close(cursor)
  }
}
