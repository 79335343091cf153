import SQLLexer

extension Parser {
  /// VariableSetStmt and ConstraintsSetStmt. Documentation: SET, SET CONSTRAINTS, SET ROLE, SET TRANSACTION.
  mutating func set(_ statement: inout Statement) {
    expect(.set)
    if at(.constraints), !at(.to, 1), !at(operator: "=", 1) {
      statement.node = .constraintsSet
      return
    }
    statement.node = .variableSet
    var scope = VariableSet.Scope.session
    if eat(.local) {
      scope = .local
    } else if at(.session), !at(.authorization, 1) {
      _ = eat(.session)
    }
    var variable = VariableSet(scope: scope, parameter: "")
    settingName(&variable)
    if eat(.to) || eat(operator: "=") {
      if !eat(.default) { variable.values = settingValues() }
    } else if at(.from, then: .current) {
      skipToEnd()
    } else {
      // The spellings without TO: TIME ZONE, SCHEMA, NAMES, ROLE, SESSION AUTHORIZATION, TRANSACTION …
      variable.values = settingValues()
    }
    statement.tree = .variableSet(variable)
  }

  /// VariableResetStmt
  mutating func reset(_ statement: inout Statement) {
    statement.node = .variableSet
    expect(.reset)
    var variable = VariableSet(parameter: "")
    settingName(&variable)
    statement.tree = .variableSet(variable)
  }

  /// var_name, or the words that stand for a parameter of another name.
  private mutating func settingName(_ variable: inout VariableSet) {
    if eat(.time, .zone) {
      variable.parameter = "timezone"
    } else if eat(.session, .authorization) {
      variable.parameter = "session_authorization"
    } else if eat(.transaction, .isolation) {
      expect(.level)
      variable.parameter = "transaction_isolation"
    } else if at(.characteristics) || at(.transaction) {
      variable.parameter = "transaction"
      advance()
      skipToEnd()
    } else if at(.xml, then: .option) {
      variable.parameter = "xmloption"
      advance(2)
    } else if at(.schema), !at(.to, 1), !at(operator: "=", 1) {
      variable.parameter = "search_path"
      advance()
    } else if at(.names), !at(.to, 1), !at(operator: "=", 1) {
      variable.parameter = "client_encoding"
      advance()
    } else if at(.catalog), token(1).kind == .string {
      variable.parameter = "catalog"
      advance()
    } else if let name = settingPath() {
      variable.parameter = name
    }
  }

  private mutating func settingPath() -> String? {
    guard let first = name(.label) else { return nil }
    var path = first.text
    while eat(.dot), let next = name(.label) { path += "." + next.text }
    return path
  }

  /// var_list, each value as written but without quotes.
  private mutating func settingValues() -> [String] {
    var values: [String] = []
    while !atEnd {
      let first = position
      skipToComma()
      guard position > first else {
        fail()
        break
      }
      values.append(settingValue(first..<position))
      guard eat(.comma) else { break }
    }
    return values
  }

  private func settingValue(_ range: Range<Int>) -> String {
    let first = tokens[range.lowerBound]
    if range.count == 1, first.kind == .string {
      return String(decoding: bytes[first.range.indices].dropFirst().dropLast(), as: UTF8.self)
    }
    return tokens[range].map { text($0) }.joined(separator: " ")
  }
}
