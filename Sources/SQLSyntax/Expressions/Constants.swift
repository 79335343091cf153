import SQLLexer

extension Parser {
  /// Whether a string stands here that belongs to the type before it.
  var atConstantString: Bool { token().kind.isStringConstant }

  /// AexprConst where nothing else may stand. Documentation: SQL Syntax, "Constants".
  mutating func constant() {
    let start = mark
    switch token().kind {
    case .leftParenthesis, .parameter: return fail()
    default: primaryExpression()
    }
    guard nodes.count > start.node else { return }
    switch nodes[nodes.count - 1].kind {
    case .constant, .template: break
    case .typeCast where tokens[start.token].keyword != .cast: break
    default: fail()
    }
  }

  /// Whether a type stands here that SQL has words for, with a constant of it: `numeric(3) '1'`. Otherwise the word is
  /// a name.
  func atTypedConstant(_ word: Keyword) -> Bool {
    let next = token(1)
    switch word {
    case .int, .integer, .smallint, .bigint, .real, .boolean, .json:
      return next.kind.isStringConstant
    case .float, .decimal, .dec, .numeric, .varchar, .interval:
      return next.kind == .leftParenthesis || next.kind.isStringConstant
    case .bit, .character, .char, .nchar:
      return next.kind == .leftParenthesis || next.kind.isStringConstant
        || next.keyword == .varying
    case .timestamp, .time:
      return next.kind == .leftParenthesis || next.kind.isStringConstant
        || (next.keyword == .with || next.keyword == .without) && isLookahead(next.keyword, 1)
    case .national: return next.keyword == .character || next.keyword == .char
    case .double: return next.keyword == .precision
    default: return false
    }
  }

  /// `type 'constant'`, where the type is a ConstTypename or ConstInterval.
  mutating func typedConstant(from start: Mark) {
    let isInterval = at(.interval)
    let type = mark
    if isInterval {
      advance()
      let hasPrecision = at(.leftParenthesis)
      if hasPrecision { integerInParentheses() }
      finish(.typeName, from: type)
      constantString()
      if !hasPrecision { intervalFields() }
    } else {
      var shape = TypeShape()
      simpleTypeName(&shape)
      finish(.typeName, from: type)
      constantString()
    }
    finish(.typeCast, from: start)
  }

  /// `name 'constant'`, from behind the name, which was taken for a function's until now.
  mutating func stringOfType(from start: Mark) {
    nodes[start.node].kind = .typeName
    constantString()
    finish(.typeCast, from: start)
  }

  private mutating func constantString() {
    let start = mark
    expectString()
    finish(.constant, from: start)
  }
}
