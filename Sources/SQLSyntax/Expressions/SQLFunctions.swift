import SQLLexer

extension Parser {
  /// Whether this word begins a func_expr_common_subexpr or json_aggregate_func here. Most of them are names without a
  /// parenthesis behind.
  func atSQLFunction(_ word: Keyword) -> Bool {
    switch word {
    case .currentDate, .currentTime, .currentTimestamp, .localtime, .localtimestamp, .currentRole,
      .currentUser, .sessionUser, .systemUser, .user, .currentCatalog, .cast:
      true
    case .currentSchema:
      token(1).kind != .leftParenthesis && token(1).kind != .string
    case .collation: at(.for, 1)
    case .coalesce, .nullif, .greatest, .least, .extract, .normalize, .overlay, .position,
      .substring, .treat, .trim, .xmlconcat, .xmlelement, .xmlexists, .xmlforest, .xmlparse,
      .xmlpi, .xmlroot, .xmlserialize, .json, .jsonObject, .jsonArray, .jsonScalar,
      .jsonSerialize, .jsonQuery, .jsonExists, .jsonValue, .jsonObjectagg, .jsonArrayagg,
      .mergeAction:
      token(1).kind == .leftParenthesis
    default: false
    }
  }

  /// func_expr_common_subexpr and json_aggregate_func: the functions whose arguments have a grammar of their own.
  mutating func sqlFunction(_ word: Keyword, from start: Mark, isWindowless: Bool = false) {
    position += 1
    switch word {
    case .currentDate, .currentRole, .currentUser, .sessionUser, .systemUser, .user,
      .currentCatalog, .currentSchema:
      break
    case .currentTime, .currentTimestamp, .localtime, .localtimestamp:
      if at(.leftParenthesis) { integerInParentheses() }
    case .collation:
      expect(.for)
      _ = parenthesisedExpression()
    default:
      expect(.leftParenthesis)
      sqlFunctionArguments(word)
      expect(.rightParenthesis)
      if !isWindowless, word == .jsonObjectagg || word == .jsonArrayagg { filterAndOver() }
      if word == .cast { return finish(.typeCast, from: start) }
    }
    finish(.sqlFunction, word, from: start)
  }

  private mutating func sqlFunctionArguments(_ word: Keyword) {
    switch word {
    case .coalesce, .greatest, .least, .xmlconcat: expressionList()
    case .cast, .treat:
      operand(above: .none)
      expect(.as)
      skipTypeName()
    case .nullif:
      operand(above: .none)
      expect(.comma)
      operand(above: .none)
    case .extract: extractArguments()
    case .normalize: normalizeArguments()
    case .overlay: overlayArguments()
    case .position:
      operand(above: .none, .restricted)
      expect(.in)
      operand(above: .none, .restricted)
    case .substring: substringArguments()
    case .trim: trimArguments()
    case .xmlelement, .xmlexists, .xmlforest, .xmlparse, .xmlpi, .xmlroot, .xmlserialize:
      xmlFunctionArguments(word)
    case .mergeAction: break
    default: jsonFunctionArguments(word)
    }
  }

  /// `(Iconst)`
  mutating func integerInParentheses() {
    expect(.leftParenthesis)
    expectInteger()
    expect(.rightParenthesis)
  }

  /// extract_list: `field FROM source`
  private mutating func extractArguments() {
    switch token().kind {
    case .identifier, .quotedIdentifier, .unicodeIdentifier: advance()
    case .keyword:
      switch token().keyword {
      case .year, .month, .day, .hour, .minute, .second: advance()
      default: fail()
      }
    default: expectString()
    }
    expect(.from)
    operand(above: .none)
  }

  /// `NORMALIZE (text [, form])`
  private mutating func normalizeArguments() {
    operand(above: .none)
    guard eat(.comma) else { return }
    switch token().keyword {
    case .nfc, .nfd, .nfkc, .nfkd: advance()
    default: fail()
    }
  }

  /// The rest of a func_arg_list_opt.
  private mutating func moreArguments() {
    if eat(.comma) { functionArgumentList() }
  }

  /// overlay_list: `text PLACING text FROM start [FOR length]`; or any arguments
  private mutating func overlayArguments() {
    if at(.rightParenthesis) { return }
    if functionArgument() { return moreArguments() }
    guard eat(.placing) else { return moreArguments() }
    operand(above: .none)
    expect(.from)
    operand(above: .none)
    if eat(.for) { operand(above: .none) }
  }

  /// substr_list: `text FROM start [FOR length]`, `text FOR length [FROM start]`, `text SIMILAR pattern ESCAPE escape`;
  /// or any arguments
  private mutating func substringArguments() {
    if at(.rightParenthesis) { return }
    if atNamedArgument { return functionArgumentList() }
    operand(above: .none, .substring)
    switch token().keyword {
    case .from:
      advance()
      operand(above: .none)
      if eat(.for) { operand(above: .none) }
    case .for:
      advance()
      operand(above: .none)
      if eat(.from) { operand(above: .none) }
    case .similar:
      advance()
      operand(above: .none)
      expect(.escape)
      operand(above: .none)
    default: moreArguments()
    }
  }

  /// `[BOTH | LEADING | TRAILING]` and trim_list: `[characters] FROM texts`, `texts`
  private mutating func trimArguments() {
    if !eat(.both), !eat(.leading) { _ = eat(.trailing) }
    if eat(.from) { return expressionList() }
    operand(above: .none)
    if eat(.from) || eat(.comma) { expressionList() }
  }
}
