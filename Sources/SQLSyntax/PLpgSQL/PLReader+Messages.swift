import SQLLexer

// RAISE and ASSERT. Documentation: PL/pgSQL, "Errors and Messages".
extension PLReader {
  /// stmt_raise: `RAISE [level] [{'format', arguments | condition | SQLSTATE 'code'}] [USING options]`
  mutating func raise() -> PLStatement? {
    let first = position
    parser.advance()
    var raise = PLRaise(range: parser.token().range)
    if !parser.at(.semicolon) {
      if let level = level() { raise.level = level }
      if parser.atEnd { fail("unexpected end of function definition") }
      let index = position
      var arguments = 0
      if parser.isPLString(parser.token()) {
        arguments = message(&raise)
      } else if !parser.at(.using) {
        raise.condition = raisedCondition()
        if !parser.at(.semicolon), !parser.at(.using) { fail() }
      }
      if parser.at(.using) { options(&raise) }
      if raise.message != nil { checkArguments(arguments, at: index) }
    }
    raise.range = range(from: first)
    expectSemicolon()
    return .raise(raise)
  }

  private mutating func level() -> PLRaise.Level? {
    guard wordLength(at: position) == 1 else { return nil }
    if eat("exception") { return .exception }
    if eat("notice") { return .notice }
    if eat("warning") { return .warning }
    if eat("info") { return .info }
    if eat("log") { return .log }
    return eat("debug") ? .debug : nil
  }

  /// The format and its arguments, whose number is given back.
  private mutating func message(_ raise: inout PLRaise) -> Int {
    raise.message = parser.token().range
    parser.advance()
    var arguments = 0
    if !parser.at(.comma), !parser.at(.semicolon), !parser.at(.using) { fail() }
    while parser.eat(.comma) {
      arguments += 1
      if let value = expression([.comma, .semicolon, .using], ", or ; or USING") {
        raise.arguments.append(value)
      }
    }
    return arguments
  }

  /// check_raise_parameters: one argument for each `%` that is not doubled.
  private mutating func checkArguments(_ arguments: Int, at index: Int) {
    guard let content = parser.content(of: parser.tokens[index]) else { return }
    let expected = content.bytes(in: parser.bytes).placeholderCount
    guard arguments != expected else { return }
    let much = arguments > expected ? "many" : "few"
    refuse("too \(much) parameters specified for RAISE", at: index)
  }

  /// `SQLSTATE 'code'`, or the name of a condition.
  private mutating func raisedCondition() -> PLCondition? {
    let index = position
    guard wordLength(at: index) == 1 else {
      fail()
      return nil
    }
    if eat("sqlstate") { return sqlState() }
    guard let name = label() else { return nil }
    if !name.isTemplate, names.variable([name]) != nil {
      fail(at: index)
      return nil
    }
    return name.isTemplate ? nil : condition(named: name, at: index)
  }

  /// read_raise_options: `USING option = expression, …`
  private mutating func options(_ raise: inout PLRaise) {
    repeat {
      parser.advance()
      if parser.atEnd { return fail("unexpected end of function definition") }
      guard wordLength(at: position) == 1,
        raiseOptions.contains(where: { at($0) }) || parser.token().isTemplate,
        let name = label()
      else { return fail("unrecognized RAISE statement option") }
      if !atAssignment { return fail("syntax error, expected \"=\"") }
      parser.advance()
      let value = expression([.comma, .semicolon], ", or ;")
      raise.options.append(PLRaiseOption(name: name, value: value))
    } while parser.at(.comma)
  }

  /// stmt_assert: `ASSERT condition [, message]`
  mutating func assert() -> PLStatement? {
    parser.advance()
    let condition = expression([.comma, .semicolon], ", or ;")
    let message = parser.eat(.comma) ? expression(.semicolon, ";") : nil
    expectSemicolon()
    return .assert(condition: condition, message: message)
  }
}

private let raiseOptions = [
  "errcode", "message", "detail", "hint", "column", "constraint", "datatype", "table", "schema",
]

extension ArraySlice<UInt8> {
  /// The `%` that stand for arguments; two together are one that is printed.
  fileprivate var placeholderCount: Int {
    let percent = UInt8(ascii: "%")
    var count = 0
    var index = startIndex
    while index < endIndex {
      if self[index] == percent {
        if index + 1 < endIndex, self[index + 1] == percent { index += 1 } else { count += 1 }
      }
      index += 1
    }
    return count
  }
}
