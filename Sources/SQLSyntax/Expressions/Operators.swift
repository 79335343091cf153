import SQLLexer

/// How tightly operators bind, from the loosest: the %nonassoc, %left and %right of gram.y. Documentation: SQL Syntax,
/// "Operator Precedence".
enum Precedence: UInt8 {
  /// Of no operator: an expression that stands alone.
  case none
  case or, and, not
  case `is`
  /// `<`, `>`, `=`, `<=`, `>=`, `<>`
  case comparison
  /// BETWEEN, IN, LIKE, ILIKE, SIMILAR
  case like
  /// Every operator that has no place of its own.
  case other
  case additive, multiplicative, power
  case at, collate
  case sign

  static func > (left: Precedence, right: Precedence) -> Bool { left.rawValue > right.rawValue }

  /// Whether PostgreSQL refuses a second operator of this kind without parentheses: `a < b < c`.
  var isNonassociative: Bool {
    switch self {
    case .is, .comparison, .like: true
    default: false
    }
  }
}

extension Parser {
  /// An operand with all operators behind it that bind more tightly than the one before it. Whatever contains an
  /// expression contains itself by it.
  mutating func operand(above level: Precedence, _ form: ExpressionForm = .full) {
    nested { parser in
      let start = parser.mark
      parser.prefixed(form)
      parser.operators(from: start, above: level, form)
    }
  }

  /// An expression up to its first binary operator: a c_expr, or a prefix operator with its operand.
  ///
  /// - Returns: whether it is a c_expr.
  @discardableResult
  mutating func prefixed(_ form: ExpressionForm) -> Bool {
    let start = mark
    let next = token()
    switch next.kind {
    case .operator:
      let precedence = precedence(of: next)
      let isSign = precedence == .additive
      // The other operators with a place of their own have two operands.
      guard isSign || precedence == .other else {
        fail()
        return false
      }
      advance()
      prefixOperand(above: isSign ? .sign : .other, form)
      finish(.operator, from: start)
      return false
    case .keyword:
      switch next.keyword {
      case .not where form != .restricted:
        advance()
        prefixOperand(above: .not, .full)
        finish(.boolean, .not, from: start)
        return false
      case .default where form != .restricted:
        advance()
        finish(.default, from: start)
        return false
      case .unique where form != .restricted:
        uniquePredicate()
        return false
      case .operator where token(1).kind == .leftParenthesis:
        qualifiedAllOperator()
        prefixOperand(above: .other, form)
        finish(.operator, from: start)
        return false
      default: break
      }
    default: break
    }
    primaryExpression()
    guard next.kind == .leftParenthesis || next.keyword == .row, at(.overlaps), form != .restricted,
      isBareRow(from: start)
    else { return true }
    overlaps(from: start)
    return false
  }

  private mutating func prefixOperand(above level: Precedence, _ form: ExpressionForm) {
    operand(above: level, form == .restricted ? .restricted : .full)
  }

  /// The binary and postfix operators behind an expression that begins at `start`, as far as they bind more tightly
  /// than `level`. Each makes a node around what is there.
  mutating func operators(
    from start: Mark, above level: Precedence, _ form: ExpressionForm = .full
  ) {
    while true {
      let next = token()
      switch next.kind {
      case .operator:
        let precedence = precedence(of: next)
        guard binds(precedence, above: level) else { return }
        position += 1
        binaryOperator(precedence, from: start, form)
      case .typecast:
        position += 1
        skipTypeName()
        finish(.typeCast, from: start)
      case .keyword:
        guard wordOperator(next.keyword, from: start, above: level, form) else { return }
      default:
        return
      }
    }
  }

  /// Whether the next operator takes what is before it for its operand, or leaves it to the one of `level` before that.
  private mutating func binds(_ precedence: Precedence, above level: Precedence) -> Bool {
    if precedence > level { return true }
    if precedence == level, level.isNonassociative { fail() }
    return false
  }

  func precedence(of operator: Token) -> Precedence {
    let first = bytes[Int(`operator`.start)]
    if `operator`.length == 1 {
      switch first {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="): return .comparison
      case UInt8(ascii: "+"), UInt8(ascii: "-"): return .additive
      case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"): return .multiplicative
      case UInt8(ascii: "^"): return .power
      default: return .other
      }
    }
    guard `operator`.length == 2 else { return .other }
    switch (first, bytes[Int(`operator`.start) + 1]) {
    case (UInt8(ascii: "<"), UInt8(ascii: "=")), (UInt8(ascii: ">"), UInt8(ascii: "=")),
      (UInt8(ascii: "!"), UInt8(ascii: "=")), (UInt8(ascii: "<"), UInt8(ascii: ">")):
      return .comparison
    default: return .other
    }
  }

  /// What stands behind a binary operator: its operand, or `ANY | SOME | ALL (…)`.
  private mutating func binaryOperator(
    _ precedence: Precedence, from start: Mark, _ form: ExpressionForm
  ) {
    if form == .restricted {
      operand(above: precedence, .restricted)
    } else if atQuantifier {
      return quantified(from: start)
    } else {
      operand(above: precedence)
    }
    finish(.operator, from: start)
  }

  // MARK: Operators that are words

  /// How tightly a word binds as an operator; `none` if it is none.
  private func precedence(of word: Keyword) -> Precedence {
    switch word {
    case .and: .and
    case .or: .or
    case .is, .isnull, .notnull: .is
    case .in, .like, .ilike, .between, .similar: .like
    case .not: isLookahead(.not) ? .like : .none
    case .operator: .other
    case .at: .at
    case .collate: .collate
    default: .none
    }
  }

  /// An operator that is a word, with its operand.
  ///
  /// - Returns: whether there is one that binds more tightly than `level`.
  private mutating func wordOperator(
    _ word: Keyword, from start: Mark, above level: Precedence, _ form: ExpressionForm
  ) -> Bool {
    let precedence = precedence(of: word)
    guard precedence != .none, form != .restricted || word == .is || word == .operator,
      binds(precedence, above: level)
    else { return false }
    switch form {
    case .target where isLabel(word): return false
    case .substring where word == .similar && !at(.to, 1): return false
    default: break
    }
    switch word {
    case .and, .or: booleanChain(word, precedence, from: start, form)
    case .is: isOperator(from: start, form)
    case .isnull, .notnull:
      advance()
      finish(.nullTest, word == .isnull ? .null : .not, from: start)
    case .operator:
      qualifiedAllOperator()
      binaryOperator(.other, from: start, form)
    case .at: atTimeZone(from: start)
    case .collate:
      advance()
      skipAnyName()
      finish(.collate, from: start)
    default:
      let isNegated = eat(.not)
      patternOrRange(isNegated: isNegated, from: start)
    }
    return true
  }

  /// Whether the word of an operator is the label of a target instead: nothing that could be its operand follows.
  private func isLabel(_ word: Keyword) -> Bool {
    guard word.isBareLabel else { return false }
    let next = token(1)
    switch next.kind {
    case .comma, .rightParenthesis, .semicolon: return true
    case .keyword:
      switch next.keyword {
      case .into, .from, .where, .group, .having, .window, .union, .intersect, .except, .order,
        .limit, .offset, .fetch, .for, .on, .with, .returning:
        return true
      default: return word == .at && next.keyword != .time && next.keyword != .local
      }
    default: return false
    }
  }

  /// `a AND b AND c`, `a OR b OR c`: one node.
  private mutating func booleanChain(
    _ word: Keyword, _ precedence: Precedence, from start: Mark, _ form: ExpressionForm
  ) {
    repeat {
      advance()
      operand(above: precedence)
    } while at(word) && !(form == .target && isLabel(word))
    finish(.boolean, word, from: start)
  }

  /// `AT TIME ZONE zone`, `AT LOCAL`
  private mutating func atTimeZone(from start: Mark) {
    advance()
    if !eat(.local) {
      expect(.time, .zone)
      operand(above: .at)
    }
    finish(.atTimeZone, from: start)
  }

  /// `[NOT] IN (…)`, `[NOT] BETWEEN … AND …`, `[NOT] LIKE | ILIKE | SIMILAR TO pattern [ESCAPE escape]`
  private mutating func patternOrRange(isNegated: Bool, from start: Mark) {
    let word = token().keyword
    advance()
    switch word {
    case .in:
      operandInParentheses()
      finish(.in, isNegated ? .not : .notKeyword, from: start)
    case .between:
      if !eat(.symmetric) { _ = eat(.asymmetric) }
      operand(above: .none, .restricted)
      expect(.and)
      operand(above: .like)
      finish(.between, isNegated ? .not : .notKeyword, from: start)
    default:
      if word == .similar {
        expect(.to)
      } else if atQuantifier {
        return quantified(from: start)
      }
      operand(above: .like)
      if eat(.escape) { operand(above: .like) }
      finish(.like, word, from: start)
    }
  }

  /// sub_type
  private var atQuantifier: Bool {
    switch token().keyword {
    case .any, .some, .all: true
    default: false
    }
  }

  /// `operator ANY | SOME | ALL (array or query)`, from behind the operator.
  private mutating func quantified(from start: Mark) {
    advance()
    operandInParentheses(allowingList: false)
    finish(.quantified, from: start)
  }

  // MARK: IS

  /// `IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DISTINCT FROM … | DOCUMENT | [form] NORMALIZED | JSON …`; a b_expr has
  /// no others than DISTINCT FROM and DOCUMENT.
  private mutating func isOperator(from start: Mark, _ form: ExpressionForm) {
    advance()
    let isNegated = at(.not) && !isLookahead(.not)
    if isNegated { advance() }
    let word = token().keyword
    switch word {
    case .distinct:
      advance()
      expect(.from)
      operand(above: .is, form == .restricted ? .restricted : .full)
    case .document: advance()
    case _ where form == .restricted: return fail()
    case .null:
      advance()
      return finish(.nullTest, isNegated ? .not : .null, from: start)
    case .true, .false, .unknown, .normalized: advance()
    case .nfc, .nfd, .nfkc, .nfkd:
      advance()
      expect(.normalized)
    case .json:
      advance()
      if !eat(.value), !eat(.array), !eat(.object) { _ = eat(.scalar) }
      jsonKeyUniqueness()
    default: return fail()
    }
    finish(.isTest, word, from: start)
  }

  // MARK: OVERLAPS and UNIQUE

  /// Whether the expression since `start` is a row as such: not one in parentheses.
  private func isBareRow(from start: Mark) -> Bool {
    guard nodes.count > start.node else { return false }
    let last = nodes[nodes.count - 1]
    return last.kind == .row && Int(last.first) == start.token && Int(last.end) == position
  }

  /// How many elements the row has that was the last to be read.
  private func rowCount(from start: Mark) -> Int {
    var count = 0
    var node = nodes.count - 2
    while node >= start.node {
      node -= Int(nodes[node].size)
      count += 1
    }
    return count
  }

  /// `row OVERLAPS row`, from behind the first row.
  mutating func overlaps(from start: Mark) {
    let left = rowCount(from: start)
    advance()
    let second = mark
    if at(.row) {
      explicitRow()
    } else {
      expect(.leftParenthesis)
      operand(above: .none)
      expect(.comma)
      expressionList()
      expect(.rightParenthesis)
      finish(.row, from: second)
    }
    let right = rowCount(from: second)
    if left != 2 {
      refuse("wrong number of parameters on left side of OVERLAPS expression", at: start.token)
    } else if right != 2 {
      refuse("wrong number of parameters on right side of OVERLAPS expression", at: second.token)
    }
    finish(.operator, from: start)
  }

  /// `UNIQUE [NULLS [NOT] DISTINCT] (query)`, which PostgreSQL reads and refuses.
  private mutating func uniquePredicate() {
    let first = position
    advance()
    if !isLookahead(.nulls), eat(.nulls) {
      if !isLookahead(.not) { _ = eat(.not) }
      expect(.distinct)
    }
    selectWithParens()
    refuseUnsupported("UNIQUE predicate is not yet implemented", at: first)
  }
}
