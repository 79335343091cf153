import SQLLexer

extension Parser {
  /// What stands in the parentheses of a function of SQL/JSON. Documentation: JSON Functions and Operators.
  mutating func jsonFunctionArguments(_ word: Keyword) {
    switch word {
    case .json:
      jsonValueExpression()
      jsonKeyUniqueness()
    case .jsonScalar: operand(above: .none)
    case .jsonSerialize:
      jsonValueExpression()
      jsonReturningClause()
    case .jsonObject: jsonObject()
    case .jsonArray: jsonArray()
    case .jsonObjectagg:
      jsonNameAndValue()
      jsonNullClause()
      jsonKeyUniqueness()
      jsonReturningClause()
    case .jsonArrayagg:
      jsonValueExpression()
      if at(.order) { sortClause() }
      jsonNullClause()
      jsonReturningClause()
    default: jsonPathFunction(word)
    }
  }

  /// JSON_QUERY, JSON_VALUE, JSON_EXISTS: `document, path [PASSING …] [RETURNING …] …`
  private mutating func jsonPathFunction(_ word: Keyword) {
    jsonValueExpression()
    expect(.comma)
    operand(above: .none)
    jsonPassingClause()
    if word == .jsonExists { return jsonOnErrorClause() }
    jsonReturningClause()
    if word == .jsonQuery {
      jsonWrapperBehavior()
      jsonQuotesClause()
    }
    jsonBehaviorClause()
  }

  // MARK: Constructors

  /// `JSON_OBJECT (arguments)` as any function, or with `name : value` or `name VALUE value`. The first element
  /// decides.
  private mutating func jsonObject() {
    if at(.rightParenthesis) { return }
    if at(.returning) { return jsonReturningClause() }
    if atNamedArgument { return functionArgumentList() }
    let isPrimary = jsonName()
    guard atJSONValue(of: isPrimary) else {
      if eat(.comma) { functionArgumentList() }
      return
    }
    jsonValue()
    while eat(.comma) { jsonNameAndValue() }
    jsonNullClause()
    jsonKeyUniqueness()
    jsonReturningClause()
  }

  /// json_name_and_value: `name VALUE value`, `name : value`
  private mutating func jsonNameAndValue() {
    let isPrimary = jsonName()
    if atJSONValue(of: isPrimary) { jsonValue() } else { fail() }
  }

  /// The name of json_name_and_value, or whatever stands in its place.
  ///
  /// - Returns: whether it is a c_expr, behind which VALUE may stand.
  private mutating func jsonName() -> Bool {
    let start = mark
    let isPrimary = prefixed(.full)
    let end = position
    operators(from: start, above: .none)
    return isPrimary && position == end
  }

  private func atJSONValue(of isPrimary: Bool) -> Bool {
    at(.colon) || at(.psqlVariable) || isPrimary && at(.value)
  }

  /// The value of json_name_and_value, with the word or colon before it.
  private mutating func jsonValue() {
    if at(.psqlVariable) {
      colonName()
      return jsonFormatClause()
    }
    advance()
    jsonValueExpression()
  }

  /// `JSON_ARRAY (values …)`, `JSON_ARRAY (query …)`
  private mutating func jsonArray() {
    if at(.rightParenthesis) { return }
    if at(.returning) { return jsonReturningClause() }
    let isQuery = queryOrExpression()
    jsonFormatClause()
    if !isQuery {
      while eat(.comma) { jsonValueExpression() }
      jsonNullClause()
    }
    jsonReturningClause()
  }

  // MARK: Clauses

  /// json_value_expr: `expression [FORMAT JSON [ENCODING name]]`
  mutating func jsonValueExpression() {
    operand(above: .none)
    jsonFormatClause()
  }

  /// json_format_clause_opt
  mutating func jsonFormatClause() {
    guard eat(.format, .json), eat(.encoding) else { return }
    let first = position
    guard let name = name() else { return }
    switch text(tokens[first]) {
    case "utf8", "utf16", "utf32": break
    default:
      if !name.isTemplate { refuse("unrecognized JSON encoding: \(name.text)", at: first) }
    }
  }

  /// json_returning_clause_opt: `RETURNING type [FORMAT JSON]`
  mutating func jsonReturningClause() {
    guard eat(.returning) else { return }
    skipTypeName()
    jsonFormatClause()
  }

  /// json_passing_clause_opt: `PASSING value AS name, …`
  mutating func jsonPassingClause() {
    guard eat(.passing) else { return }
    commaSeparated { parser in
      parser.jsonValueExpression()
      parser.expect(.as)
      parser.skipName(.label)
    }
  }

  /// json_object_constructor_null_clause_opt: `NULL ON NULL`, `ABSENT ON NULL`
  private mutating func jsonNullClause() {
    if eat(.null) || eat(.absent) { expect(.on, .null) }
  }

  /// json_key_uniqueness_constraint_opt: `WITH | WITHOUT UNIQUE [KEYS]`
  mutating func jsonKeyUniqueness() {
    guard at(.with) || at(.without), !isLookahead(token().keyword) else { return }
    advance()
    expect(.unique)
    _ = eat(.keys)
  }

  /// json_wrapper_behavior: `WITHOUT [ARRAY] WRAPPER`, `WITH [CONDITIONAL | UNCONDITIONAL] [ARRAY] WRAPPER`
  mutating func jsonWrapperBehavior() {
    if isLookahead(token().keyword) { return }
    if eat(.with) {
      if !eat(.conditional) { _ = eat(.unconditional) }
    } else if !eat(.without) {
      return
    }
    _ = eat(.array)
    expect(.wrapper)
  }

  /// json_quotes_clause_opt: `KEEP | OMIT QUOTES [ON SCALAR STRING]`
  mutating func jsonQuotesClause() {
    guard eat(.keep) || eat(.omit) else { return }
    expect(.quotes)
    if eat(.on) { expect(.scalar, .string) }
  }

  // MARK: Behaviours

  /// json_behavior_clause_opt: `behavior ON EMPTY`, `behavior ON ERROR`, both in this order.
  mutating func jsonBehaviorClause() {
    guard jsonBehavior() else { return }
    expect(.on)
    if eat(.error) { return }
    expect(.empty)
    if jsonBehavior() { expect(.on, .error) }
  }

  /// json_on_error_clause_opt
  mutating func jsonOnErrorClause() {
    if jsonBehavior() { expect(.on, .error) }
  }

  /// json_behavior: `DEFAULT expression`, ERROR, NULL, TRUE, FALSE, UNKNOWN, `EMPTY [ARRAY | OBJECT]`
  ///
  /// - Returns: whether there is one.
  private mutating func jsonBehavior() -> Bool {
    switch token().keyword {
    case .default:
      advance()
      operand(above: .none)
    case .error, .null, .true, .false, .unknown: advance()
    case .empty:
      advance()
      if !eat(.array) { _ = eat(.object) }
    default: return false
    }
    return true
  }
}
