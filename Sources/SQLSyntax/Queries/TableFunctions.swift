import SQLLexer

extension Parser {
  /// Whether a function stands here in FROM, not a relation: its name has a parenthesis behind it, or is a word of SQL's
  /// own.
  var atTableFunction: Bool {
    guard atName() else {
      // What is no function either fails there.
      return token().kind == .keyword
    }
    if at(.rows, then: .from) { return true }
    var behind = 1
    while token(behind).kind == .dot, atName(.label, behind + 1) { behind += 2 }
    return token(behind).kind == .leftParenthesis
  }

  /// func_table, xmltable or json_table with its alias. The node begins before LATERAL.
  mutating func tableFunction(from start: Mark) {
    switch token().keyword {
    case .xmltable where token(1).kind == .leftParenthesis:
      xmlTable()
      optionalAlias()
    case .jsonTable where token(1).kind == .leftParenthesis:
      jsonTable()
      optionalAlias()
    case .rows where at(.from, 1):
      rowsFrom()
      functionAlias()
    default:
      _ = functionExpression()
      _ = eat(.with, .ordinality)
      functionAlias()
    }
    finish(.fromFunction, from: start)
  }

  /// `ROWS FROM (function [AS (columns)], …) [WITH ORDINALITY]`
  private mutating func rowsFrom() {
    advance(2)
    parenthesised { parser in
      _ = parser.functionExpression()
      if parser.eat(.as) { parser.columnDefinitionList() }
    }
    _ = eat(.with, .ordinality)
  }

  // MARK: XMLTABLE

  /// xmltable: `XMLTABLE ([XMLNAMESPACES (…),] row PASSING document COLUMNS columns)`
  private mutating func xmlTable() {
    let start = mark
    advance(2)
    if eat(.xmlnamespaces) {
      parenthesised { parser in
        let hasName = !parser.eat(.default)
        _ = parser.restrictedExpression()
        guard hasName else { return }
        parser.expect(.as)
        parser.skipName(.label)
      }
      expect(.comma)
    }
    primaryExpression()
    xmlPassing()
    expect(.columns)
    commaSeparated { $0.xmlTableColumn() }
    expect(.rightParenthesis)
    finish(.sqlFunction, .xmltable, from: start)
  }

  /// xmltable_column_el: `name type [PATH …] [DEFAULT …] [NOT NULL | NULL]`, `name FOR ORDINALITY`
  private mutating func xmlTableColumn() {
    let name = token()
    skipName()
    if eat(.for) { return expect(.ordinality) }
    skipTypeName()
    var hasDefault = false
    var hasPath = false
    var hasNull = false
    // What PostgreSQL refuses, it refuses behind the last option.
    var refusal: (message: String, token: Int)?
    while true {
      let first = position
      var message: String?
      switch token().keyword {
      case .default:
        advance()
        _ = restrictedExpression()
        if hasDefault { message = "only one DEFAULT value is allowed" }
        hasDefault = true
      case .path:
        advance()
        _ = restrictedExpression()
        if hasPath { message = "only one PATH value per column is allowed" }
        hasPath = true
      case .not, .null:
        _ = eat(.not)
        expect(.null)
        if hasNull {
          message =
            "conflicting or redundant NULL / NOT NULL declarations for column "
            + "\"\(Name(name, in: bytes).text)\""
        }
        hasNull = true
      default:
        guard atIdentifier else {
          if let refusal { refuse(refusal.message, at: refusal.token) }
          return
        }
        let option = Name(token(), in: bytes).text
        advance()
        _ = restrictedExpression()
        if option == "__pg__is_not_null" {
          refuse("option name \"\(option)\" cannot be used in XMLTABLE", at: first)
        }
        message = "unrecognized column option \"\(option)\""
      }
      if refusal == nil, let message { refusal = (message, first) }
    }
  }

  // MARK: JSON_TABLE

  /// json_table: `JSON_TABLE (document, path [AS name] [PASSING …] COLUMNS (columns) [behavior ON ERROR])`
  private mutating func jsonTable() {
    let start = mark
    advance(2)
    jsonValueExpression()
    expect(.comma)
    let path = position
    let expression = expression()
    let isString = isPathString(expression)
    if eat(.as) { skipName() }
    jsonPassingClause()
    expect(.columns)
    jsonTableColumns()
    jsonOnErrorClause()
    expect(.rightParenthesis)
    if !isString {
      refuse("only string constants are supported in JSON_TABLE path specification", at: path)
    }
    finish(.sqlFunction, .jsonTable, from: start)
  }

  private func isPathString(_ expression: Expression?) -> Bool {
    guard let expression else { return true }
    let node = nodes[Int(expression.node)]
    return node.kind == .template
      || node.kind == .constant && node.tokens.count == 1 && isString(tokens[Int(node.first)].kind)
  }

  /// json_table_column_definition_list, in parentheses.
  private mutating func jsonTableColumns() {
    expect(.leftParenthesis)
    nested { parser in parser.commaSeparated { $0.jsonTableColumn() } }
    expect(.rightParenthesis)
  }

  /// json_table_column_definition
  private mutating func jsonTableColumn() {
    if at(.nested), at(.path, 1) || isString(token(1).kind) {
      advance()
      _ = eat(.path)
      expectString()
      if eat(.as) { skipName() }
      expect(.columns)
      return jsonTableColumns()
    }
    skipName()
    if eat(.for) { return expect(.ordinality) }
    skipTypeName()
    if eat(.exists) {
      jsonColumnPath()
      return jsonOnErrorClause()
    }
    jsonFormatClause()
    jsonColumnPath()
    jsonWrapperBehavior()
    jsonQuotesClause()
    jsonBehaviorClause()
  }

  /// json_table_column_path_clause_opt
  private mutating func jsonColumnPath() {
    if eat(.path) { expectString() }
  }
}
