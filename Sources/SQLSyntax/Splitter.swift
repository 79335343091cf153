import SQLLexer

/// The tokens of each statement, by the places where PostgreSQL's parser ends one: at a semicolon, but not inside the
/// parentheses of CREATE RULE, nor between BEGIN ATOMIC and its END. What psql sends with `\g` ends there, too.
///
/// Other statements have no semicolon inside parentheses, so one there ends the statement: a parenthesis that was never
/// closed does not swallow the rest of the file.
///
/// - Parameter boundaries: byte offsets, rising, where a framework ends a statement whether it has a semicolon or not.
func split(_ lexed: LexedText, boundaries: [UInt32] = []) -> [Range<Int>] {
  let tokens = lexed.tokens
  var statements: [Range<Int>] = []
  var next = 0
  var boundary = 0
  while next < tokens.count {
    let first = next
    while boundary < boundaries.count, boundaries[boundary] <= tokens[first].start { boundary += 1 }
    let stop = boundary < boundaries.count ? boundaries[boundary] : UInt32.max
    let end = endOfStatement(tokens, from: first, stop: stop)
    if end > first { statements.append(first..<end) }
    let atTerminator = end < tokens.count && tokens[end].endsStatement
    next = atTerminator ? end + 1 : end
  }
  return statements
}

extension Token {
  fileprivate var endsStatement: Bool { kind == .semicolon || kind == .metaCommand }
}

/// The index of the token that ends the statement, or of the first one of the next.
private func endOfStatement(_ tokens: [Token], from first: Int, stop: UInt32) -> Int {
  var index = first
  let definesRule = tokens.createsAfterReplace(.rule, at: first)
  let definesRoutine =
    tokens.createsAfterReplace(.function, at: first)
    || tokens.createsAfterReplace(.procedure, at: first)
  var parentheses = 0
  /// Open BEGIN ATOMIC and CASE, each with an END to come.
  var blocks = 0
  while index < tokens.count, tokens[index].start < stop {
    let token = tokens[index]
    switch token.kind {
    case .semicolon, .metaCommand:
      if blocks == 0, !(definesRule && parentheses > 0) { return index }
    case .leftParenthesis:
      parentheses += 1
    case .rightParenthesis:
      parentheses -= 1
    case .keyword where definesRoutine:
      switch token.keyword {
      case .begin where index + 1 < tokens.count && tokens[index + 1].keyword == .atomic:
        blocks += 1
      case .case where blocks > 0 && !tokens.isLabel(index):
        blocks += 1
      case .end where blocks > 0 && !tokens.isLabel(index):
        blocks -= 1
      default:
        break
      }
    default:
      break
    }
    index += 1
  }
  return index
}

extension [Token] {
  /// Whether `CREATE [OR REPLACE] keyword` begins here.
  func createsAfterReplace(_ keyword: Keyword, at first: Int) -> Bool {
    guard self[first].keyword == .create, first + 1 < count else { return false }
    let object = self[first + 1].keyword == .or ? first + 3 : first + 1
    return object < count && self[object].keyword == keyword
  }

  /// Whether a key word is a name here: `AS end`, `t.case`.
  fileprivate func isLabel(_ index: Int) -> Bool {
    index > 0 && (self[index - 1].keyword == .as || self[index - 1].kind == .dot)
  }
}
